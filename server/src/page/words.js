import { short } from "./dom.js";

/** Events of a run in plain words. */

export const spaced = (word) => String(word ?? "").replaceAll("_", " ");

const BACK = {
  again: "",
  answered: "a person has answered",
  invalid: "its result was not valid",
  lost: "its agent is gone",
  stale: "what it read has changed",
  changed: "the project has changed",
  taken_over: "another machine took over the run",
  bounded: "it has used what it may use",
  api: "the model's API did not answer",
  stopped: "it was stopped",
};

const TESTS = {
  pass: "all pass",
  known: "red as before the change",
  fail: "they fail",
  unclear: "red, and it is unknown since when",
  red: "red before the change",
  cannot_run: "they cannot be run",
  none: "none may be run",
};
export const testsText = (outcome) => TESTS[outcome] ?? spaced(outcome);

/** What the model or program is called that does a task. */
export const whoText = (who) => [who?.role ?? who?.agent, who?.provider ?? who?.model].filter(Boolean).join(", ");

const severities = (findings) =>
  findings.length === 0 ? "" : `, ${findings.length} found (${findings.map((one) => one.severity).join(", ")})`;

/** What the program itself does takes no time. */
const isProgram = (run, { task }) => run.tasks.get(task)?.who?.agent === "program";

const after = (run, [first, ...more]) =>
  first === undefined ? "" : `, after ${run.named(first)}${more.length === 0 ? "" : ` and ${more.length} more`}`;

/** A line for each kind of event that a person wants to read; null: it is bookkeeping. */
const LINES = {
  run_created: (_run, event) => `The run begins: ${short(event.request.text, 200)}`,
  task_created: (run, event) =>
    event.kind === "gate" ? null : `New: ${event.subject}${after(run, event.blocked_by ?? [])}`,
  dispatched: (run, event) =>
    isProgram(run, event) ? null : `${run.named(event.task)}: at work (${whoText(run.tasks.get(event.task)?.who)})`,
  accepted: (run, event) => {
    // What the tests came to stands in a line of its own.
    if (run.tasks.get(event.task)?.schema === "test-record") return null;
    const word = event.facts?.vote ?? spaced(event.outcome);
    const prior = (event.prior ?? []).map((one) => `${one.id} ${one.state}`).join(", ");
    return `${run.named(event.task)}: ${word}${event.facts?.veto ? ", a veto" : ""}${severities(event.facts?.objections ?? event.findings ?? [])}${prior ? `; ${prior}` : ""}`;
  },
  refused: (run, event) =>
    `${run.named(event.task)}: sent back. ${event.problems.map((one) => short(one, 200)).join("; ")}`,
  returned: (run, event) =>
    `${run.named(event.task)}: starts again${BACK[event.reason] ? `, because ${BACK[event.reason]}` : ""}${event.note ? `. ${short(event.note, 200)}` : ""}`,
  task_done: (run, { task, waiver }) =>
    waiver ? `${run.named(task)}: ${waiver.kind} by a person. ${short(waiver.reason, 200)}` : null,
  task_skipped: (run, { task }) => `${run.named(task)}: not needed`,
  task_cancelled: (run, { task }) => `${run.named(task)}: cancelled`,
  tests_decided: (_run, event) =>
    event.commands.length === 0
      ? "The program runs no tests"
      : `Tests ${event.approved ? "approved" : "not approved"}: ${short(event.commands.join("; "), 300)}`,
  tested: (_run, event) => `Tests${event.baseline ? " before the change" : ""}: ${testsText(event.outcome)}`,
  finding_tested: (_run, event) =>
    `The test of finding ${event.finding}: ${event.shown === "proven" ? "shows it" : event.shown === "refuted" ? "speaks against it" : "says nothing"}`,
  check_failed: (run, event) => `${run.named(event.task)}: ${short(event.message, 300)}`,
  item_planned: (_run, event) => `To be done: ${event.title}`,
  item_dropped: (_run, event) => `Given up: ${event.item}. ${short(event.reason, 200)}`,
  substituted: (run, event) => `${run.named(event.task)}: now done by ${whoText(event.who)}`,
  sent: (run, event) =>
    `${run.named(event.task)}: ${event.files.length + (event.more ?? 0)} files go to ${event.provider}${event.withheld ? `, ${event.withheld} are kept back` : ""}`,
  asked: (_run, event) => `A question for a person${event.text ? `: ${short(event.text, 200)}` : ""}`,
  answered: (run, event) => {
    const asked = run.questions.get(event.question);
    const label = asked?.labels?.[asked.options?.indexOf(event.option)] ?? spaced(event.option);
    return `Answered: ${short(label, 200)}${event.text ? `, ${short(event.text, 200)}` : ""}`;
  },
  auto_approved: (run, event) =>
    `${run.named(event.task)}: passed without asking${event.assumptions?.length ? `. Assumed: ${short(event.assumptions[0], 200)}` : ""}`,
  noticed: (_run, event) => short(event.text, 300),
  request_changed: (_run, event) => `The request changes: ${short(event.request.text, 200)}`,
  held: (_run, event) => `Waits for the model's API: ${short(event.message, 200)}`,
  went_on: () => "Goes on",
  ended: (_run, event) =>
    event.status === "complete"
      ? "The run is complete"
      : `The run is over, ${event.status}: ${short(event.reason, 300)}`,
};

/** Kinds that say nothing to a person. */
const QUIET = new Set([
  ...["bound", "changed", "wrote", "check_started", "task_blocked", "task_voided", "options_set", "settings_read"],
  ...["reason_wanted", "shown", "edited", "question_closed", "delivered", "agent_gone", "agent_ended", "host_task"],
  ...["attached", "spent", "host_blocked", "host_completed", "released"],
]);

/** How a line looks: what asks for attention, and what is good. */
export function toneOf(event) {
  if (["refused", "check_failed", "item_dropped"].includes(event.type)) return "bad";
  if (event.type === "tested") return event.outcome === "pass" || event.outcome === "known" ? "good" : "bad";
  if (event.type === "ended") return event.status === "complete" ? "good" : "bad";
  if (["asked", "returned", "held", "noticed"].includes(event.type)) return "warn";
  if (event.type !== "accepted") return "";
  const word = event.facts?.vote ?? event.outcome;
  return isPoor(word) ? "warn" : "good";
}

/** Whether a result is one that something has to be done about. */
export const isPoor = (outcome) => ["needs_changes", "rejected", "fail", "failed", "REJECT", "spent"].includes(outcome);

/** The line of an event; null for bookkeeping. One that is not known, or is not as it is known, says its kind. */
export function lineOf(run, event) {
  if (QUIET.has(event.type)) return null;
  try {
    return Object.hasOwn(LINES, event.type) ? LINES[event.type](run, event) : spaced(event.type);
  } catch {
    return spaced(event.type);
  }
}

/** The time since the run began: `1:05`, or `2:01:05` from an hour on. */
export function elapsed(began, at) {
  const seconds = Math.max(0, Math.floor((Date.parse(at) - Date.parse(began)) / 1_000)) || 0;
  const two = (count) => String(count).padStart(2, "0");
  const [hours, whole] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(whole)}:${two(seconds % 60)}` : `${whole}:${two(seconds % 60)}`;
}
