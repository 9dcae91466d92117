import { join } from "node:path";
import { reached } from "../engine/bounds.ts";
import type { Spent, Task } from "../engine/run.ts";
import type { Bounds } from "../engine/workflow.ts";
import { context, deny, type Output, replace } from "../host/answer.ts";
import { isOldHost } from "../host/host.ts";
import type { Payload } from "../host/payload.ts";
import { minutesSince, occurrences, shareUsed, transcriptBytes, usageIn } from "../host/transcript.ts";
import { type Project, realPath } from "../project/project.ts";
import type { Env } from "../record/outside.ts";

/** An agent that goes on after this many denials is ended. The host's transcript has each of them twice. */
const MAX_DENIALS = 5;
const DENIED = "is at its limit (";
/** How the warning begins; the new host's transcript keeps it, so that it is said once. */
const WARNED = "[multi-ai] Limit near: ";

const OWN_FILE = new Set(["Read", "Write", "Edit", "MultiEdit"]);

/**
 * The answer to a call of an agent that is near or at its bounds. Near them it is told to finish; at them it may only read
 * and write its artifact; if it still goes on, the host ends it. `rules`: the answer without bounds.
 */
export function nearBounds(payload: Payload, project: Project, task: Task, env: Env, rules: () => Output): Output {
  const dispatch = task.dispatch!;
  const bounds = dispatch.bounds!;
  const bytes = transcriptBytes(payload.transcript, payload.agent!);
  const used = usageIn(bytes);
  const now = Date.now();
  const share = shareUsed(dispatch, used, now);
  const spent = { ...used, minutes: minutesSince(dispatch.at, now) };
  if (share < 1) {
    const output = rules();
    // A host before 2.1.328 does not keep context for an agent in its transcript: there the warning comes at each call.
    return bytes.indexOf(WARNED) >= 0
      ? output
      : withContext(
          output,
          `${WARNED}${Math.floor(share * 100)} % of what ${task.id} may take is used (${figures(bounds, spent)}). Finish now: write ${task.writes} with what you have, then end.`,
        );
  }
  const { file_path: path } = payload.input;
  const isOwn = typeof path === "string" && realPath(path) === realPath(join(project.root, task.writes));
  if (isOwn && OWN_FILE.has(payload.tool)) return rules();
  const over = reached(bounds, spent).join(", ");
  const reason = `${task.id} ${DENIED}${over}). Only ${task.writes} may be read and written now: write into it what is done and what is missing, then end. The person is asked about the rest.`;
  return occurrences(bytes, DENIED) >= 2 * MAX_DENIALS ? endAgent(payload, project, task, reason, env) : deny(reason);
}

const figures = (bounds: Bounds, spent: Spent): string =>
  `${spent.tool_calls} of ${bounds.tool_calls} tool calls, ${Math.floor(spent.minutes)} of ${bounds.minutes} minutes, ${spent.tokens} of ${bounds.tokens} tokens`;

function withContext(output: Output, text: string): Output {
  if (output === null) return context("PreToolUse", text);
  const specific = output.hookSpecificOutput as Record<string, unknown>;
  return { ...output, hookSpecificOutput: { ...specific, additionalContext: text } };
}

/** Ends the agent. The old host ends one only after a call that succeeds, so there the call is replaced by a harmless one. */
function endAgent(payload: Payload, project: Project, task: Task, reason: string, env: Env): Output {
  const stopped = { continue: false, stopReason: reason };
  if (!isOldHost(env)) return { ...stopped, ...deny(reason) };
  const inputs = harmlessInputs(join(project.task, `ended-${task.id}`), join(project.task, ".gitignore"));
  const input = Object.hasOwn(inputs, payload.tool) ? inputs[payload.tool]! : null;
  return { ...stopped, ...(input === null ? deny(reason) : replace(input)) };
}

/** Inputs with which a tool succeeds and changes nothing of the project, by its name. */
const harmlessInputs = (scratch: string, there: string): Record<string, Record<string, unknown>> => ({
  Bash: { command: ":", description: "nothing" },
  Read: { file_path: there },
  Glob: { pattern: there },
  Grep: { pattern: "x", path: there },
  Write: { file_path: scratch, content: "" },
  Edit: { file_path: scratch, old_string: "", new_string: "ended" },
});
