import { join } from "node:path";
import { reached } from "../engine/bounds.ts";
import type { Spent, Task } from "../engine/run.ts";
import type { Bounds } from "../engine/workflow.ts";
import { context, deny, endTurn, type Output } from "../host/answer.ts";
import type { Payload } from "../host/payload.ts";
import {
  minutesAtWork,
  occurrences,
  shareUsed,
  transcriptBytes,
  usageIn,
} from "../host/transcript/transcript.ts";
import { type Project, realPath } from "../project/project.ts";

/**
 * An agent that goes on after this many denials is ended. The host's transcript has each of them
 * twice.
 */
const MAX_DENIALS = 5;
const DENIED = "is at its limit (";
/** How the warning begins; the transcript keeps it, so that it is said once. */
const WARNED = "[multi-ai] Limit near: ";

const OWN_FILE = new Set(["Read", "Write", "Edit", "MultiEdit"]);

/**
 * The answer to a call of an agent that is near or at its bounds. Near them it is told to finish;
 * at them it may only read and write its artifact; if it still goes on, the host ends it. `rules`:
 * the answer without bounds.
 */
export function nearBounds(
  payload: Payload,
  project: Project,
  task: Task,
  rules: () => Output,
): Output {
  const dispatch = task.dispatch!;
  const bounds = dispatch.bounds!;
  const bytes = transcriptBytes(payload.transcript, payload.agent!);
  const spent = { ...usageIn(bytes), minutes: minutesAtWork(dispatch.at, bytes, Date.now()) };
  const share = shareUsed(dispatch, spent);
  if (share < 1) {
    const output = rules();
    return bytes.indexOf(WARNED) >= 0
      ? output
      : withContext(
          output,
          `${WARNED}${Math.floor(share * 100)} % of what ${task.id} may take is used (${figures(bounds, spent)}). Finish now: write ${task.writes} with what you have, then end.`,
        );
  }
  const { file_path: path } = payload.input;
  const isOwn =
    typeof path === "string" && realPath(path) === realPath(join(project.root, task.writes));
  if (isOwn && OWN_FILE.has(payload.tool)) return rules();
  const over = reached(bounds, spent).join(", ");
  const reason = `${task.id} ${DENIED}${over}). Only ${task.writes} may be read and written now: write into it what is done and what is missing, then end. The person is asked about the rest.`;
  return occurrences(bytes, DENIED) >= 2 * MAX_DENIALS
    ? { ...endTurn(reason), ...deny(reason) }
    : deny(reason);
}

const figures = (bounds: Bounds, spent: Spent): string =>
  `${spent.tool_calls} of ${bounds.tool_calls} tool calls, ${Math.floor(spent.minutes)} of ${bounds.minutes} minutes, ${spent.tokens} of ${bounds.tokens} tokens`;

function withContext(output: Output, text: string): Output {
  if (output === null) return context("PreToolUse", text);
  const specific = output.hookSpecificOutput as Record<string, unknown>;
  return { ...output, hookSpecificOutput: { ...specific, additionalContext: text } };
}
