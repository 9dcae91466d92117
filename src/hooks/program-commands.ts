import { pluginRoot } from "../host/program.ts";
import { ownBun } from "../plugin.ts";
import { runProcess } from "../process/run.ts";
import { type HookCall, startFolder } from "./step.ts";

/** Slash commands that a process of its own answers: what takes long ends with it, and no model request is made. */
export const PROGRAM_COMMANDS = ["report", "park"];

/** The host ends this hook after 60 s. */
const PATIENCE_MS = 50_000;

/** What the person is shown. */
export async function programCommand(hook: HookCall, name: string, args: string): Promise<string> {
  const from = startFolder(hook.env) ?? hook.project.root;
  const [command = "", ...bun] = ownBun();
  const words = args.split(/\s+/).filter((word) => word !== "");
  const ran = await runProcess({
    command,
    args: [...bun, "src/orchestrator.ts", name, ...words],
    cwd: pluginRoot(),
    env: { ...hook.env, MULTI_AI_DOOR: "host", MULTI_AI_FROM: from, MULTI_AI_CWD: undefined },
    timeoutMs: PATIENCE_MS,
  });
  if (ran.outcome === "timeout") return "It takes too long here: type it in a terminal.";
  return `${ran.stdout}${ran.stderr}`.trim();
}
