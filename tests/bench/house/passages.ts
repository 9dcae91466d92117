import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { atTerminal } from "../../cli/cli.ts";
import { approveSettings } from "../../harness/known.ts";
import { makeProject, tempDir } from "../../harness/project.ts";
import { type Brief, readBrief, type Work } from "../../harness/team.ts";
import { walkthrough, walkthroughFiles } from "../../harness/walkthrough.ts";
import { STORY } from "../../harness/workers.ts";
import { type Passage, passageIn } from "./traced.ts";

/** A run up to its first question: how a person starts it, and what the agent of its first task writes. */
interface Way {
  workflow: string;
  command: string;
  request: string;
  files?: Record<string, string>;
  work: (brief: Brief) => Work;
}

const WAYS: Way[] = [
  {
    workflow: "multi-ai",
    command: "multi-ai:multi-ai",
    request: "Say goodbye by name",
    work: () => ({ artifact: STORY }),
  },
  {
    workflow: "team",
    command: "multi-ai:team",
    request: "--track full Reset a password by e-mail",
    files: walkthroughFiles(),
    work: walkthrough,
  },
];

export interface Passages {
  workflow: string;
  dispatch: Passage;
  artifact: Passage;
  verb: Passage;
}

const SESSION = "s";

/** One run in a folder of its own, with each process of the plugin at `plugin` started as the host or a person starts it. */
class Session {
  private readonly folder = tempDir();
  private readonly bin = join(this.folder, "bin");
  private count = 0;
  private part = 0;

  constructor(
    private readonly plugin: string,
    readonly project: string,
  ) {
    mkdirSync(this.bin);
    symlinkSync(process.execPath, join(this.bin, "bun"));
  }

  /** One file for each part of the run: what an earlier part has left running writes into that of its own. */
  private get trace(): string {
    return join(this.folder, `trace-${this.part}`);
  }

  private env(): Record<string, string> {
    return { PATH: `${this.bin}:/usr/bin:/bin`, HOME: this.folder, MULTI_AI_TRACE: this.trace };
  }

  /** What was entered since the last call of this. */
  passage(): Passage {
    const found = passageIn(this.trace);
    this.part++;
    return found;
  }

  /** One event of the host. @returns what the hook answers, null when nothing. Throws when it fails. */
  hook(
    event: string,
    payload: object,
  ): { hookSpecificOutput?: { updatedInput?: { prompt?: string; subagent_type?: string } } } | null {
    const marker = event === "UserPromptExpansion" ? "-" : "live";
    const kind = event === "PreToolUse" ? "policy" : "step";
    const done = Bun.spawnSync(["/bin/sh", "-c", '. "$0"', join(this.plugin, "hooks/guard.sh"), marker, kind, event], {
      env: {
        ...this.env(),
        CLAUDE_PROJECT_DIR: this.project,
        CLAUDE_PLUGIN_ROOT: this.plugin,
        CLAUDE_CODE_ENTRYPOINT: "cli",
        CLAUDE_PID: `${process.pid}`,
      },
      stdin: Buffer.from(
        JSON.stringify({
          hook_event_name: event,
          session_id: SESSION,
          transcript_path: join(this.folder, "t.jsonl"),
          cwd: this.project,
          tool_use_id: `call-${++this.count}`,
          ...payload,
        }),
      ),
    });
    const out = done.stdout.toString();
    const err = done.stderr.toString();
    if (done.exitCode !== 0 || err !== "") throw new Error(`${event}: exit ${done.exitCode}\n${out}${err}`);
    return out === "" ? null : JSON.parse(out);
  }

  /** The agent of the last call begins: the host notes beside its transcript which call that was. @returns who calls from now on */
  begun(type: string): { agent_id: string; agent_type: string } {
    const folder = join(this.folder, "t/subagents");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "agent-a1.meta.json"), JSON.stringify({ toolUseId: `call-${this.count}` }));
    const message = { role: "assistant", id: "m1", content: [], usage: { input_tokens: 3, output_tokens: 300 } };
    writeFileSync(join(folder, "agent-a1.jsonl"), `${JSON.stringify({ type: "assistant", agentId: "a1", message })}\n`);
    return { agent_id: "a1", agent_type: type };
  }

  /** `multi-ai <args>` typed in a terminal of its own: inside the host a person's answer does not count. Throws when it fails. */
  async verb(args: string[]): Promise<void> {
    const command = [join(this.plugin, "bin/multi-ai"), ...args, "--project", this.project];
    const { result } = await atTerminal(command, this.project, this.env());
    const { code, out, err } = result;
    if (code !== 0) throw new Error(`multi-ai ${args.join(" ")}: exit ${code}\n${out}${err}`);
  }
}

/** Starts a run of `way`, has its first task done, and answers the question that follows. Throws where one of them is refused. */
async function passagesOf(plugin: string, way: Way): Promise<Passages> {
  const project = makeProject(way.files ? { files: way.files } : {});
  approveSettings(project);
  const session = new Session(plugin, project);
  session.hook("UserPromptExpansion", { command_name: way.command, command_args: way.request });
  session.passage();

  const started = session.hook("PreToolUse", { tool_name: "Agent", tool_input: { prompt: "T1" } });
  const dispatch = session.passage();
  const brief = readBrief(started?.hookSpecificOutput?.updatedInput?.prompt ?? "");
  if (brief === null) throw new Error(`${way.workflow}: T1 was not dispatched: ${JSON.stringify(started)}`);

  const { artifact, edits = {} } = way.work(brief);
  const stamped =
    typeof artifact === "string" ? artifact : JSON.stringify({ task: "T1", nonce: brief.nonce, ...artifact });
  for (const [path, text] of Object.entries(edits)) {
    mkdirSync(dirname(join(session.project, path)), { recursive: true });
    writeFileSync(join(session.project, path), text);
  }
  const agent = session.begun(started!.hookSpecificOutput!.updatedInput!.subagent_type!);
  const write = { ...agent, tool_name: "Write", tool_input: { file_path: brief.writes, content: stamped } };
  session.hook("PreToolUse", write);
  mkdirSync(dirname(brief.writes), { recursive: true });
  writeFileSync(brief.writes, stamped);
  session.passage();
  session.hook("PostToolUse", write);
  const refused = session.hook("SubagentStop", agent);
  const taken = session.passage();
  if (refused !== null) throw new Error(`${way.workflow}: the artifact was refused: ${JSON.stringify(refused)}`);

  await session.verb(["decide", "A", "--question", "Q1"]);
  return { workflow: way.workflow, dispatch, artifact: taken, verb: session.passage() };
}

/** What one dispatch, one artifact and one verb enter, for each workflow that ships; `plugin`: a traced copy of a checkout. */
export async function passages(plugin: string): Promise<Passages[]> {
  const found: Passages[] = [];
  for (const way of WAYS) found.push(await passagesOf(plugin, way));
  return found;
}
