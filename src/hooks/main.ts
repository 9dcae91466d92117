import { speakInHost } from "../host/entry-points.ts";
import type { Payload } from "../host/payload.ts";
import { isForeign } from "../record/machine/outside.ts";
import { hookCall } from "./hook-call.ts";
import { handle } from "./index.ts";
import { projectOf } from "./project-of.ts";
import { inOtherWindow } from "./sessions/other-window.ts";

/**
 * Changes the run as an event says, and answers the host by `console.log` (loading `process.stdout`
 * takes as long as two starts of Bun). Returns the exit code.
 */
export async function answer(payload: Payload): Promise<number> {
  speakInHost(process.env);
  const output = await handle(hookCall(payload, projectOf(process.env), process.env));
  // The host reads a refusal from standard error.
  const isRefusal = payload.event === "TaskCompleted" && output !== null;
  if (isRefusal) console.error(output.reason);
  else if (output !== null) console.log(JSON.stringify(output));
  return isRefusal ? 2 : 0;
}

/**
 * Runs the checks that are due after an event, beside the session. Returns what wakes it; null:
 * nothing does.
 */
export async function attend(payload: Payload): Promise<string | null> {
  speakInHost(process.env);
  const call = hookCall(payload, projectOf(process.env), process.env);
  if (isForeign(call.project, call.env) || inOtherWindow(call) !== undefined) return null;
  return (await import("./sessions/checks.ts")).attendChecks(call);
}
