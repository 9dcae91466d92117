import { join } from "node:path";
import { reached } from "../engine/bounds.ts";
import type { Spent, Task } from "../engine/run.ts";
import type { Bounds } from "../engine/workflow.ts";
import { context, deny, type Output } from "../host/answer.ts";
import { isOldHost } from "../host/host.ts";
import type { Payload } from "../host/payload.ts";
import { minutesSince, occurrences, shareUsed, transcriptBytes, usageIn } from "../host/transcript.ts";
import { type Project, realPath } from "../project/project.ts";

/** An agent that goes on after this many denials is ended. The host's transcript has each of them twice. */
const DENIALS = 5;
const DENIED = "is at its limit (";
/** How the warning begins; the new host's transcript keeps it, so that it is said once. */
const WARNED = "[multi-ai] Limit near: ";

const OWN_FILE = new Set(["Read", "Write", "Edit", "MultiEdit"]);

/**
 * What an agent's bounds say of its call, from the share on at which they say anything: near them it is told to come to an
 * end, at them it may read and write its artifact and nothing else, and when it goes on all the same the host ends it.
 */
export function nearBounds(
  payload: Payload,
  project: Project,
  task: Task,
  env: Record<string, string | undefined>,
  rules: () => Output,
): Output {
  const dispatch = task.dispatch!;
  const bounds = dispatch.bounds!;
  const bytes = transcriptBytes(payload.transcript, payload.agent!);
  const used = usageIn(bytes);
  const now = Date.now();
  const share = shareUsed(dispatch, used, now);
  const spent = { ...used, minutes: minutesSince(dispatch.at, now) };
  if (share < 1) {
    const output = rules();
    // The host keeps no context that a hook gave an agent before 2.1.328: there it is said at each call.
    return bytes.indexOf(WARNED) >= 0
      ? output
      : withContext(
          output,
          `${WARNED}${Math.floor(share * 100)} % of what ${task.id} may take is used (${figures(bounds, spent)}). Finish now: write ${task.writes} with what you have, then end.`,
        );
  }
  if (isOwnFile(payload, project, task)) return rules();
  const over = reached(bounds, spent).join(", ");
  const reason = `${task.id} ${DENIED}${over}). Only ${task.writes} may be read and written now: write into it what is done and what is missing, then end. The person is asked about the rest.`;
  return occurrences(bytes, DENIED) >= 2 * DENIALS ? endAgent(payload, project, task, reason, env) : deny(reason);
}

const figures = (bounds: Bounds, spent: Spent): string =>
  `${spent.tool_calls} of ${bounds.tool_calls} tool calls, ${Math.floor(spent.minutes)} of ${bounds.minutes} minutes, ${spent.tokens} of ${bounds.tokens} tokens`;

function isOwnFile({ tool, input }: Payload, project: Project, task: Task): boolean {
  const path = input.file_path;
  return OWN_FILE.has(tool) && typeof path === "string" && realPath(path) === realPath(join(project.root, task.writes));
}

function withContext(output: Output, text: string): Output {
  if (output === null) return context("PreToolUse", text);
  const specific = output.hookSpecificOutput as Record<string, unknown>;
  return { ...output, hookSpecificOutput: { ...specific, additionalContext: text } };
}

/**
 * Ends the agent. The old host goes on after a denial whatever else is answered, and ends an agent only behind a call that
 * works: so there the call becomes one that changes nothing.
 */
function endAgent(
  payload: Payload,
  project: Project,
  task: Task,
  reason: string,
  env: Record<string, string | undefined>,
): Output {
  const stopped = { continue: false, stopReason: reason };
  if (!isOldHost(env)) return { ...stopped, ...deny(reason) };
  const harmless = harmlessInput(payload, join(project.task, `ended-${task.id}`), join(project.task, ".gitignore"));
  if (harmless === null) return { ...stopped, ...deny(reason) };
  return {
    ...stopped,
    hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "allow", updatedInput: harmless },
  };
}

/** Input with which the same tool works and changes nothing of the project; null for a tool that is not known. */
function harmlessInput({ tool }: Payload, scratch: string, there: string): Record<string, unknown> | null {
  switch (tool) {
    case "Bash":
      return { command: ":", description: "nothing" };
    case "Read":
      return { file_path: there };
    case "Glob":
      return { pattern: there };
    case "Grep":
      return { pattern: "x", path: there };
    case "Write":
      return { file_path: scratch, content: "" };
    case "Edit":
      return { file_path: scratch, old_string: "", new_string: "ended" };
    default:
      return null;
  }
}
