/**
 * `multi-ai run` drives a session of Claude Code. A driver that is killed cannot end that session: the session ends itself, so
 * that at most the model's request under way is paid. On Linux the system does that (`endingWithDriver`), elsewhere the
 * first hook that finds the driver gone.
 */

import { isThere } from "../process/signal.ts";
import type { Payload } from "./payload.ts";

/** Names the driver's process to the hooks of the session that it has started. */
export const DRIVER = "MULTI_AI_DRIVER";

/**
 * Names the call of a task that a driver carries out to the host or check that it starts for that, and so to all that these
 * start: whatever of it is left can be found.
 */
export const CALL = "MULTI_AI_CALL";

const OF_DRIVER = "direct-";

/** The call by which a driver starts a task, for an agent with this session. */
export const directCall = (session: string): string => `${OF_DRIVER}${session}`;

export const isDirectCall = (call: string): boolean => call.startsWith(OF_DRIVER);

const SEES_A_TOOL_CALL = /^(?:PreToolUse|PostToolUse|UserPromptSubmit)$/;

/** What a hook answers in a session whose driver is gone; null: there is no driver, or it lives, or this event has to be recorded. */
export function withoutDriver(
  { event, agent, session }: Pick<Payload, "event" | "agent" | "session">,
  env: Record<string, string | undefined>,
): object | null {
  const pid = Number(env[DRIVER]);
  // The next driver takes in what an agent with a host of its own has written.
  const isEnd = event === "SubagentStop" && agent === session;
  if (!(isEnd || SEES_A_TOOL_CALL.test(event)) || !Number.isSafeInteger(pid) || pid <= 1 || isThere(pid)) return null;
  const stopReason =
    "What drove this session was ended, and the session with it. /multi-ai:resume goes on with the run.";
  if (event !== "PreToolUse") return { continue: false, stopReason };
  const hookSpecificOutput = {
    hookEventName: event,
    permissionDecision: "deny",
    permissionDecisionReason: stopReason,
  };
  return { continue: false, stopReason, hookSpecificOutput };
}

/** The command with which the system kills a program once this process is gone, where it can: util-linux has it, BusyBox not. */
export function endingWithDriver(command: string[]): string[] {
  if (process.platform !== "linux") return command;
  const setpriv = Bun.which("setpriv", { PATH: "/usr/bin:/bin:/usr/local/bin" });
  if (setpriv === null) return command;
  const dying = [setpriv, "--pdeathsig", "KILL"];
  const { exitCode } = Bun.spawnSync([...dying, "true"], { stdin: "ignore", stdout: "ignore", stderr: "ignore" });
  return exitCode === 0 ? [...dying, ...command] : command;
}
