import { existsSync } from "node:fs";
import { ownGate } from "../../engine/gates.ts";
import { isOver, type Run, type Task, taskOf } from "../../engine/run.ts";
import { isWork } from "../../engine/workflow.ts";
import { type AgentHost, ClaudeHost } from "../../host/agent-host.ts";
import { withoutInstructions } from "../../host/program.ts";
import { codexModel } from "../../plugin.ts";
import type { Project } from "../../project/project.ts";
import { type Workstream, worktreePath } from "../../project/worktrees/names.ts";
import { openWorkstream } from "../../project/worktrees/workstreams.ts";
import { dispatchItem, isCheck } from "../../render/directive.ts";
import { workflowOf } from "../../workflows/index.ts";
import { worktreeOf } from "../audit/workplace.ts";
import { fenceFor } from "../fence/fence.ts";
import { ownRegistries } from "../fence/package-managers.ts";
import { CodexHost } from "./codex-host.ts";

export interface AgentHostsRequest {
  project: Project;
  env: NodeJS.ProcessEnv;
  claude: string;
  /** Arguments of every host. */
  args: string[];
  /** The permission mode of agents whose commands are fenced in; null: no fence. */
  fenced: string | null;
}

/** What a host is started as: one that is the same can do the task. */
interface Kind {
  words: string[];
  /**
   * Where the commands of its agent write: a worktree, or the project itself. Null: it has no
   * fence.
   */
  fence: { stream: Workstream | null } | null;
}

/** Tasks that are still to be started. */
const COMES = /^(?:blocked|ready)$/;

/**
 * The task whose agent comes next, as far as nobody has to decide or to work before it; a wave and a
 * question start no host.
 */
export function agentNext(run: Run): Task | undefined {
  const workflow = workflowOf(run.workflow);
  const ownOf = (task: Task) => ownGate(workflow, run, task);
  const isAgents = (task: Task): boolean => {
    const gate = isCheck(run, task) ? undefined : ownOf(task);
    return gate !== undefined && isWork(gate);
  };
  // Only checks stand between it and what is at work or over.
  const isNear = (task: Task): boolean =>
    task.blocked_by.every((id) => {
      const before = taskOf(run, id);
      if (before === undefined || isOver(before)) return true;
      return isCheck(run, before) ? isNear(before) : isAgents(before) && !COMES.test(before.status);
    });
  return run.tasks.find((task) => COMES.test(task.status) && isAgents(task) && isNear(task));
}

/** The hosts of a run's agents; one waits for the brief of the agent that comes next. */
export class AgentHosts {
  private waiting: { kind: Kind; host: ClaudeHost } | null = null;

  /** What the fence lets through, as it was before any command of the run. */
  private readonly registries: string[];

  constructor(private readonly request: AgentHostsRequest) {
    this.registries =
      request.fenced === null ? [] : ownRegistries(request.project.root, request.env);
  }

  /** The host for a task's agent: the waiting one, if it was started for such a task. */
  take(run: Run, task: Task): AgentHost {
    const codex = this.codexFor(run, task);
    if (codex !== null) return codex;
    const kind = this.kindFor(run, task);
    // A host sees only at its start that there is such a worktree. Why it cannot be made, `prepare`
    // says.
    if (kind.fence?.stream) openWorkstream(this.request.project, kind.fence.stream);
    const { waiting } = this;
    if (waiting === null || !Bun.deepEquals(waiting.kind, kind)) return this.start(kind);
    this.waiting = null;
    return waiting.host;
  }

  /** While somebody works, starts the host of the agent that comes next. */
  foresee(run: Run): void {
    const next = agentNext(run);
    const kind =
      next === undefined || codexModel(next.who.model) !== null ? null : this.kindFor(run, next);
    if (kind === null || Bun.deepEquals(this.waiting?.kind, kind)) return;
    if (kind.fence?.stream && !existsSync(this.folder(kind.fence.stream))) return;
    void this.waiting?.host.end();
    this.waiting = { kind, host: this.start(kind) };
  }

  /** Ends the host that waits. */
  async end(): Promise<void> {
    await this.waiting?.host.end();
  }

  /** The worktree of a task whose agent runs commands. */
  private streamOf(run: Run, task: Task): Workstream | null {
    const { project } = this.request;
    return task.edits === null
      ? null
      : worktreeOf({ project, run, workflow: workflowOf(run.workflow) }, task);
  }

  /** A Codex for a task; null: its model is one of Claude Code's. Before its brief it is nothing. */
  private codexFor(run: Run, task: Task): CodexHost | null {
    const { project, env } = this.request;
    const { agent, model } = dispatchItem(run, task);
    const named = codexModel(model);
    if (named === null) return null;
    const stream = this.streamOf(run, task);
    const folder = stream === null ? project.root : this.folder(stream);
    return new CodexHost({
      ...{ project, env, agent, model: named, task },
      edits: task.edits === null ? null : { folder, inWorktree: stream !== null },
      registries: this.registries,
    });
  }

  private kindFor(run: Run, task: Task): Kind {
    const { claude, args, fenced } = this.request;
    const { agent, model } = dispatchItem(run, task);
    const words = [
      claude,
      "--agent",
      agent,
      ...args,
      ...(model === "inherit" ? [] : ["--model", model]),
    ];
    // Others run no commands, and the sandbox costs each of their requests.
    if (fenced === null || task.edits === null) return { words, fence: null };
    const stream = this.streamOf(run, task);
    // Git's own folder of a worktree is denied to commands where the host does not know the
    // worktree.
    return {
      words: stream === null ? words : [...words, "--add-dir", this.folder(stream)],
      fence: { stream },
    };
  }

  private folder({ run, area }: Workstream): string {
    return worktreePath(this.request.project, run, area);
  }

  private start({ words, fence }: Kind): ClaudeHost {
    const { project, env, fenced } = this.request;
    const { registries } = this;
    const own =
      fence &&
      fenceFor(project, env, { mode: fenced!, inWorktree: fence.stream !== null, registries });
    const settings = { ...own?.settings, ...withoutInstructions(project.root) };
    // The servers of a project would instruct its agents, too, who have no tools of theirs.
    const args = ["--strict-mcp-config", "--settings", JSON.stringify(settings)];
    const host = new ClaudeHost([...words, ...args], {
      cwd: project.root,
      env: { ...env, ...own?.env },
    });
    if (own !== null) void host.ended.finally(own.end);
    return host;
  }
}
