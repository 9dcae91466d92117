import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostEnvironment } from "../host/program.ts";
import { apart } from "../process/path.ts";
import { runProcess } from "../process/run.ts";
import { plainly } from "../run/commands/system-errors.ts";
import { VERSION } from "../version.ts";
import { type Checkup, type CheckupInput, error, ok } from "../workflows/contract/checkup.ts";

const NAME = "Hooks";
const LIMIT_MS = 8_000;
const SESSION = "dry-run";
/** What the host replaces by the plugin's folder. */
const PLUGIN_HOLE = /\$\{CLAUDE_PLUGIN_ROOT\}/g;

interface HookCommand {
  command: string;
  args: string[];
}

/** The command that hooks.json gives to an event, as the host would start it. */
function commandOf(plugin: string, event: string): HookCommand {
  const { hooks } = JSON.parse(readFileSync(join(plugin, "hooks", "hooks.json"), "utf8")) as {
    hooks: Record<string, { hooks: HookCommand[] }[]>;
  };
  const hook = hooks[event]?.[0]?.hooks[0];
  if (!hook) throw new Error(`hooks.json has no command for ${event}`);
  return { command: hook.command, args: hook.args.map((arg) => arg.replace(PLUGIN_HOLE, () => plugin)) };
}

/** Fires one event at the built hook, through the guard. Returns its answer; null for silence. @throws with what went wrong */
async function fire(
  input: CheckupInput,
  project: string,
  event: string,
  fields: object,
): Promise<Record<string, unknown> | null> {
  const { command, args } = commandOf(input.plugin, event);
  const { MULTI_AI_OFF: _, ...env } = hostEnvironment(apart(input.env, input.project), input.plugin);
  const result = await runProcess({
    command,
    args,
    cwd: project,
    env: { ...env, CLAUDE_PROJECT_DIR: project, CLAUDE_PLUGIN_ROOT: input.plugin, CLAUDE_CODE_ENTRYPOINT: "sdk-cli" },
    stdin: JSON.stringify({
      hook_event_name: event,
      session_id: SESSION,
      transcript_path: "",
      cwd: project,
      ...fields,
    }),
    timeoutMs: LIMIT_MS,
  });
  if (result.outcome === "timeout") throw new Error(`${event} gave no answer within ${LIMIT_MS / 1_000} s`);
  if (result.exitCode !== 0)
    throw new Error(`${event} ended with ${result.exitCode}: ${result.stderr.trim().slice(-300) || result.outcome}`);
  if (result.stdout.trim() === "") return null;
  try {
    return JSON.parse(result.stdout) as Record<string, unknown>;
  } catch {
    throw new Error(`${event} answered something that is no JSON: ${result.stdout.trim().slice(0, 200)}`);
  }
}

const additionalContext = (answer: Record<string, unknown> | null): Record<string, unknown> =>
  (answer?.hookSpecificOutput as Record<string, unknown> | undefined) ?? {};

/**
 * Starts a run in a project that is thrown away, the way the host would: silence before it, a directive for the command, the
 * brief put into the call that the directive names, and a denial where the main thread writes into `.task/`.
 */
async function rehearse(input: CheckupInput, project: string): Promise<void> {
  const look = { tool_name: "Read", tool_use_id: "toolu_look", tool_input: { file_path: join(project, "a.ts") } };
  if ((await fire(input, project, "PreToolUse", look)) !== null)
    throw new Error("a hook has something to say where there is no run");
  const started = await fire(input, project, "UserPromptExpansion", {
    command_name: "multi-ai:multi-ai",
    command_args: "--auto dry run",
    prompt: "/multi-ai --auto dry run",
  });
  if (!String(additionalContext(started).additionalContext ?? "").includes('prompt: "T1"'))
    throw new Error(`the command told the session nothing to do: ${String(started?.reason).slice(0, 300)}`);
  const call = {
    tool_name: "Agent",
    tool_use_id: "toolu_dry_run",
    tool_input: { subagent_type: "multi-ai:requirements-gatherer", description: "T1", prompt: "T1" },
  };
  const dispatched = additionalContext(await fire(input, project, "PreToolUse", call));
  const brief = String((dispatched.updatedInput as { prompt?: unknown } | undefined)?.prompt ?? "");
  if (!brief.startsWith("run: ")) throw new Error("the first agent was told nothing");
  const write = { tool_name: "Write", tool_input: { file_path: join(project, ".task", "state.json"), content: "{}" } };
  if (additionalContext(await fire(input, project, "PreToolUse", write)).permissionDecision !== "deny")
    throw new Error("a write into .task/ by the main thread was not denied");
  const first = JSON.parse(readFileSync(join(project, ".task", "events.jsonl"), "utf8").split("\n")[0]!) as {
    version?: unknown;
  };
  if (first.version !== VERSION) throw new Error(`the hook is of version ${first.version}, this program is ${VERSION}`);
}

/** Whether the plugin's hooks answer as they have to: in a project of their own, with the commands of hooks.json. */
export const hooksCheckup: Checkup = async (input) => {
  let folder: string | null = null;
  try {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-dry-run-")));
    const project = join(folder, "project");
    // The guard walks up to the next .git: nothing above this folder is looked at.
    mkdirSync(join(project, ".git"), { recursive: true });
    await rehearse(input, project);
    const off = input.env.MULTI_AI_OFF === "1";
    return off
      ? [error(NAME, "they work, but MULTI_AI_OFF=1 silences every one of them", "unset MULTI_AI_OFF")]
      : [ok(NAME, "a rehearsed run starts, hands out its first task and is guarded")];
  } catch (problem) {
    const message = plainly(problem instanceof Error ? problem.message : String(problem));
    const remedy =
      folder === null
        ? "name a folder that you can write in TMPDIR"
        : "install Bun (https://bun.com) where Claude Code finds it, or install the plugin again";
    return [error(NAME, message, remedy)];
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
};
