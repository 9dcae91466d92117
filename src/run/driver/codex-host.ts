import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Task } from "../../engine/run.ts";
import { type AgentHost, runForCall } from "../../host/agent-host.ts";
import { directCall } from "../../host/driver.ts";
import { pluginRoot } from "../../host/program.ts";
import { PLUGIN } from "../../plugin.ts";
import { messageOf } from "../../process/attempt.ts";
import { apart } from "../../process/files/path.ts";
import type { ProcessResult } from "../../process/run.ts";
import { placesOf } from "../../project/git/git.ts";
import type { Project } from "../../project/project.ts";
import { execArguments, homeOf, sandboxProblem, table } from "../../providers/codex-arguments.ts";
import { failureIn } from "../../providers/codex-ask.ts";
import { CodexEvents } from "../../providers/codex-events.ts";
import { INSTALL, isLoggedOut, LOGIN } from "../../providers/codex-state.ts";
import type { Env } from "../../record/machine/outside.ts";
import { placeFor } from "../fence/fence.ts";
import { forgetMounts, MOUNTS } from "../fence/leftovers.ts";
import { ownTranscript, resultFolder } from "../results/agent-files.ts";

/**
 * A Codex CLI that is one agent. No hook runs in it: its sandbox keeps its commands to the task's
 * folder, and what the program knows of it are its events and the files before and after it.
 */

/** What one is started for. */
interface CodexWork {
  project: Project;
  env: Env;
  /** The agent's name as the host has it: whose instructions it gets. */
  agent: string;
  model: string;
  task: Pick<Task, "writes">;
  /** Where it may change files: the project or a worktree; null: nowhere. */
  edits: { folder: string; inWorktree: boolean } | null;
  registries: readonly string[];
}

/** The instructions of an agent of the host, without its head. */
const instructionsOf = (agent: string): string =>
  readFileSync(
    join(pluginRoot(), "agents", `${agent.replace(`${PLUGIN}:`, "")}.md`),
    "utf8",
  ).replace(/^---\n[\s\S]*?\n---\n/, "");

/** The name of the permissions that it gets. */
const PERMISSIONS = "multi-ai";

/** Its shells begin with the PATH of the driver, as Claude Code's do, and not with a profile's. */
const OWN_PATH = "allow_login_shell=false";

/** Variables that are named like keys are taken from its shells, and git fails without these. */
const gitKeys = (env: Env): string[] =>
  Object.entries(env).flatMap(([name, value]) =>
    name.startsWith("GIT_CONFIG_KEY_")
      ? [`shell_environment_policy.set.${name}=${JSON.stringify(value)}`]
      : [],
  );

const REFUSES =
  "Codex works in a run only inside its own sandbox, and that does not start here. Use Linux with user namespaces or macOS, and keep CODEX_HOME outside of TMPDIR; or give the agent another model in models.";

const failed = (stderr: string): ProcessResult => ({
  outcome: "exited",
  exitCode: 1,
  signal: null,
  stdout: "",
  stderr,
  truncated: false,
  durationMs: 0,
});

/**
 * What one says that has lost its helper programs, without which none of its commands run: others
 * that start at the same moment take them away.
 */
const LOST = /could not create PATH aliases/;
const MAX_STARTS = 4;

export class CodexHost implements AgentHost {
  readonly title = "Codex";
  readonly session = crypto.randomUUID();
  readonly call = directCall(this.session);
  readonly hasHooks = false;

  constructor(
    private readonly of: CodexWork,
    private readonly command = "codex",
  ) {}

  async work(brief: string, signal: AbortSignal, begun: () => void): Promise<ProcessResult> {
    const { project, edits } = this.of;
    const since = Date.now();
    let place: ReturnType<typeof placeFor> | null = null;
    try {
      place = placeFor(project, this.of.env, {
        mode: "",
        inWorktree: edits?.inWorktree ?? false,
        registries: this.of.registries,
      });
      return await this.started(brief, signal, begun, place);
    } catch (error) {
      return failed(messageOf(error));
    } finally {
      place?.end();
      if (edits !== null) forgetMounts(edits.folder, since);
    }
  }

  private async started(
    brief: string,
    signal: AbortSignal,
    begun: () => void,
    place: ReturnType<typeof placeFor>,
  ): Promise<ProcessResult> {
    const { project, model, task } = this.of;
    const env: Env = { ...apart(this.of.env, project.root), ...place.env };
    const at = { cwd: project.root, env };
    if (Bun.which(this.command, { PATH: env.PATH ?? "" }) === null)
      return failed(`Codex is not installed: run \`${INSTALL}\`, then \`${LOGIN}\`.`);
    if (await isLoggedOut(this.command, env, signal))
      return failed(`Codex is not logged in: run \`${LOGIN}\`.`);
    const result = resultFolder(project, this.of.env, this.session);
    mkdirSync(dirname(join(result, task.writes)), { recursive: true, mode: 0o700 });
    const settings = this.permissions(place, result);
    const denied = join(project.task, "events.jsonl");
    const tried = () => sandboxProblem(this.command, { ...at, signal }, { settings, denied });
    const problem = (await tried()) && (await tried());
    if (problem !== null) return failed(`${REFUSES}\n${problem}`);
    const transcript = ownTranscript(project, this.of.env, this.session);
    const keep = (row: string) => appendFileSync(transcript, `${row}\n`);
    const events = new CodexEvents(model, keep, homeOf(env));
    const args = [
      ...execArguments({ ...at, model, isAgent: true }),
      ...[...settings, OWN_PATH, ...gitKeys(env)].flatMap((setting) => ["--config", setting]),
      "-",
    ];
    begun();
    const start = async (left: number): Promise<ProcessResult> => {
      const lost = new AbortController();
      const ended = await runForCall(this.call, this.command, args, {
        ...at,
        signal: AbortSignal.any([signal, lost.signal]),
        stdin: this.prompt(brief, result),
        onLine: (line, stream) => {
          if (stream === "stdout") events.read(line);
          else if (left > 0 && LOST.test(line)) lost.abort();
        },
      });
      return lost.signal.aborted && !signal.aborted ? start(left - 1) : ended;
    };
    const ended = await start(MAX_STARTS - 1);
    events.end(failureIn(ended, events));
    // Its own stderr says nothing of what its API has answered.
    return { ...ended, stderr: events.failed ?? events.lastError ?? ended.stderr };
  }

  async end(): Promise<void> {}

  /** The narrower of two places counts, so that a folder may be written in one that may not. */
  private permissions({ settings, env }: ReturnType<typeof placeFor>, result: string): string[] {
    const { project, edits } = this.of;
    const { allowWrite, denyWrite } = settings.sandbox.filesystem;
    const git = placesOf(edits?.folder ?? project.root);
    const folders = git === null ? [] : [git.gitDir, git.common];
    // Not what is everybody's.
    const own = allowWrite.filter((path) => !["/tmp", ...folders].includes(path));
    const writes = [...(edits === null ? [env.TMPDIR] : own), result];
    const denied = [...folders, ...denyWrite, join(project.root, ".claude")];
    const rules = new Map<string, "read" | "write">([[":root", "read"]]);
    if (edits !== null) {
      rules.set(edits.folder, "write");
      denied.push(join(edits.folder, ".git"));
    }
    for (const path of denied) if (existsSync(path)) rules.set(path, "read");
    // With a rule of its own nothing is mounted there: in a cache, those of two at once would meet.
    for (const path of writes.filter((one) => existsSync(one)))
      for (const name of ["", ".git", ...MOUNTS]) rules.set(join(path, name), "write");
    const filesystem = table([...rules].map(([path, access]) => [path, JSON.stringify(access)]));
    return [
      `default_permissions=${JSON.stringify(PERMISSIONS)}`,
      `permissions.${PERMISSIONS}.filesystem=${filesystem}`,
    ];
  }

  /** Its instructions, and the brief with the folder that it can write its result to. */
  private prompt(brief: string, result: string): string {
    const { project, agent, task } = this.of;
    const { writes } = task;
    const moved = brief.replaceAll(`${project.root}/${writes}`, join(result, writes));
    return `${instructionsOf(agent)}
You are that agent for one task, in ${project.root}. Your commands run in a sandbox: no network, and git's own folder is read-only. Where this text speaks of a Write tool, write the file by your own means. Files named under \`.task/\` cannot be changed; your result goes to ${result}, by the paths below.

${moved}`;
  }
}
