import type { EventOf, EventType, Recorded } from "../../engine/events.ts";
import { cut, oneLine, plural } from "../../text.ts";
import { countText } from "../outcome.ts";

/** What happened, as a sentence goes on behind the task's name. */

/** Characters of what somebody said. */
const MAX_SAID = 300;

const said = (text: string | null | undefined): string => (text ? `: ${cut(oneLine(text), MAX_SAID)}` : "");
const list = (ids: readonly string[]): string => ids.join(", ");
const words = (name: string): string => name.replaceAll("_", " ");

const WORDS: { [T in EventType]: (event: EventOf<T>) => string } = {
  run_created: (one) => `The run begins${said(one.request.text)}`,
  task_created: (one) =>
    one.kind === "fix"
      ? `is added: it answers ${one.fixes ?? "a review"}`
      : one.kind === "rereview"
        ? "is added: another look"
        : "is planned",
  task_blocked: (one) => `now waits for ${list(one.by)}`,
  dispatched: () => "starts",
  spent: (one) => `has used ${one.tokens} tokens in ${plural(one.tool_calls, "tool call")}`,
  bound: () => "has its agent",
  wrote: () => "has written its result",
  check_started: () => "runs as a check of the program",
  sent: (one) => `sends ${plural(one.files.length + one.more, "file")} to ${one.provider}`,
  tests_decided: (one) =>
    `Test commands ${one.approved ? "approved" : "not approved"} (${one.by})${said(one.commands.join("; "))}`,
  tested: (one) => `Tests ${one.baseline ? "before the work" : "run"}: ${words(one.outcome)}`,
  check_failed: (one) => `could not be checked${said(one.message)}`,
  refused: (one) => `is sent back${said(one.problems.join("; "))}`,
  returned: (one) => `has to start again (${words(one.reason)})${said(one.note)}`,
  accepted: (one) => {
    const found = countText(one.findings);
    const prior = one.prior.filter((two) => two.state !== "open").map((two) => `${two.id} ${two.state}`);
    const more = [found, ...prior].filter((part) => part !== "");
    return `hands in: ${words(one.outcome)}${more.length === 0 ? "" : ` (${more.join(", ")})`}`;
  },
  task_done: (one) =>
    one.waiver === null ? "is done" : `is done: ${one.waiver.kind} by the person${said(one.waiver.reason)}`,
  task_skipped: () => "is left out",
  item_planned: (one) => `Item ${one.item} is planned${said(one.title)}`,
  item_dropped: (one) => `Item ${one.item} is dropped${said(one.reason)}`,
  options_set: () => "The run's options are set",
  task_cancelled: () => "is cancelled",
  task_voided: () => "does not count any more",
  substituted: (one) => `is done by ${one.who.agent} instead`,
  asked: (one) => `The person is asked ${one.question} (${words(one.kind)})${said(one.text)}`,
  settings_read: () => "Changed settings are read",
  reason_wanted: (one) => `${one.question} wants a reason`,
  shown: (one) => `${list(one.questions)} is shown`,
  answered: (one) => `The person answers ${one.question}: ${words(one.option)}${said(one.text)}`,
  edited: (one) => `${oneLine(one.path)} was changed by hand`,
  noticed: (one) => `Noticed${said(one.text)}`,
  question_closed: (one) => `${one.question} is closed`,
  auto_approved: (one) => `passes without asking (${words(one.kind)})`,
  request_changed: (one) => `The request is changed${said(one.request.text)}`,
  delivered: () => "The session is told what comes next",
  attached: () => "A session takes the run",
  agent_gone: () => "An agent is gone",
  agent_ended: () => "An agent has ended",
  host_task: () => "stands in the host's list of tasks",
  host_blocked: (one) => `waits for ${list(one.by)} in the host's list, too`,
  host_completed: () => "is ticked off in the host's list",
  ended: (one) => `The run is ${one.status}${said(one.reason)}`,
  released: () => "The session is let go",
  held: (one) => `The run waits${said(one.message)}`,
  went_on: () => "The run goes on",
};

/** What one event says. `nameOf`: a task's id and subject. */
export function eventWords(event: Recorded, nameOf: (id: string) => string): string {
  const text = (WORDS[event.type] as (one: Recorded) => string)(event);
  const task = "task" in event ? event.task : null;
  if (!task) return text;
  return /^[A-Z]/.test(text) ? `${text} [${nameOf(task)}]` : `${nameOf(task)} ${text}`;
}
