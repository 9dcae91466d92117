import type { Payload } from "../host/payload.ts";
import { inHost, speak } from "../plugin.ts";
import { isForeign } from "../record/outside.ts";
import { handle } from "./index.ts";
import { refuseCompletion } from "./mirror.ts";
import { inOtherWindow } from "./other-window.ts";
import { projectOf } from "./project-of.ts";
import { hookCall } from "./step.ts";

/**
 * Changes the run as an event says, and answers the host by `console.log` (loading `process.stdout`
 * takes as long as two starts of Bun). Returns the exit code.
 */
export async function answer(payload: Payload): Promise<number> {
  speak(inHost);
  const call = hookCall(payload, projectOf(process.env), process.env);
  if (payload.event === "TaskCompleted") {
    const reason = isForeign(call.project, call.env) ? null : refuseCompletion(call);
    if (reason !== null) console.error(reason);
    return reason === null ? 0 : 2;
  }
  const output = await handle(call);
  if (output !== null) console.log(JSON.stringify(output));
  return 0;
}

/**
 * Runs the checks that are due behind an event, beside the session. Returns what wakes it; null:
 * nothing does.
 */
export async function attend(payload: Payload): Promise<string | null> {
  speak(inHost);
  const call = hookCall(payload, projectOf(process.env), process.env);
  if (isForeign(call.project, call.env) || inOtherWindow(call) !== undefined) return null;
  return (await import("./checks.ts")).attendChecks(call);
}
