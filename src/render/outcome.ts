import type { EventOf, Facts } from "../engine/events.ts";
import { ownGate } from "../engine/gates.ts";
import { type Run, SEVERITIES, type Task } from "../engine/run.ts";
import { countsText, plural } from "../text.ts";
import { skipReason, workflowOf } from "../workflows/index.ts";
import { waiverWords } from "../workflows/words/words.ts";

/** What came of a task, in a few words, by its run alone. */

/** What is said of a result, be it that of an event, or of the task as it stands. */
type Result = Pick<EventOf<"accepted">, "outcome" | "findings"> &
  Partial<Pick<EventOf<"accepted">, "facts">> & {
    prior: readonly { id: string; gate?: string; state: "fixed" | "open" | "withdrawn" }[];
  };

/** `1 blocker, 2 minor`; empty without findings. */
export const countText = (findings: readonly { severity: (typeof SEVERITIES)[number] }[]): string =>
  countsText(
    findings.map(({ severity }) => severity),
    SEVERITIES,
  );

const ids = (found: readonly string[], became: string): string =>
  found.length === 0 ? "" : `${found.join(", ")} ${became}`;

/**
 * Outcomes beside a review's that ask for more; what a review's counts as is in the data of its
 * gate.
 */
const NOT_GOOD = new Set(
  "failed unread unchanged questions scope_changed escalate fail unclear red cannot_run differs none spent lost".split(
    " ",
  ),
);

/** Whether a result lets the run go on by itself. */
export function isGood(
  run: Run,
  task: Task | undefined,
  { outcome, facts = {} }: Pick<Result, "outcome" | "facts">,
): boolean {
  if (facts.saw_none) return false;
  if (facts.vote !== undefined) return facts.vote === "APPROVE";
  const gate =
    task && task.kind !== "fix" ? ownGate(workflowOf(run.workflow), run, task) : undefined;
  if (gate?.gate === "review") return gate.statuses[outcome]?.counts === "approval";
  const goesOn = gate?.gate !== "check" || gate.on[outcome] === "next";
  return goesOn && !NOT_GOOD.has(outcome);
}

/**
 * What a check has come to, in words, where its name alone says too little; all others are plain
 * words.
 */
const OUTCOMES: Record<string, string> = {
  cannot: "could not be done",
  conflict: "conflicts with someone else's change",
  differs: "the files differ from before",
  existing: "already exists",
  gaps: "gaps are left",
  lost: "tests that passed before are lost",
  moved: "the project has changed",
  open: "not everything is settled",
  spent: "out of tries",
  touched: "plan files were changed by hand",
  unapproved: "its commands are not approved",
  unchanged: "nothing was changed",
  found: "findings are open",
  unread: "nobody has read the change",
  unchecked: "no command checks it",
  unclear: "unknown",
  waits: "waiting for you",
  weakened: "its criteria do not prove its work",
  bent: "its criteria pass by what starts them alone",
};

export const outcomeWords = (outcome: string): string =>
  OUTCOMES[outcome] ?? outcome.replaceAll("_", " ");

/** What an approval is of a reviewer that was shown nothing of the change. */
export const UNSEEN = "said approved, and was shown nothing of the change";
const reviewWords = (outcome: string, facts: Facts = {}): string =>
  facts.saw_none && outcome === "approved" ? UNSEEN : outcomeWords(outcome);

/** A run's status, as a person reads it. */
export const statusWords = (status: string): string =>
  status === "waiting_for_user" ? "waiting for you" : status.replaceAll("_", " ");

/** How a run stands, in words: it waits also where nobody is at work on it. */
export const standsText = (run: {
  status: string;
  tasks: readonly { status: string }[];
  held?: unknown;
}): string =>
  run.held || (run.status === "running" && run.tasks.every(({ status }) => status !== "running"))
    ? "waiting"
    : statusWords(run.status);

/** Why a run is over that the person has cancelled. */
export const BY_PERSON = "cancelled by the person";

/** Why a run is over, to the person themselves. */
export const toYou = (reason: string | null): string =>
  (reason ?? "").replaceAll(/\bby the person\b/g, "by you");

/** How a run ended, as a person reads it. */
export const endWords = ({ status, reason }: { status: string; reason: string | null }): string =>
  reason === BY_PERSON
    ? toYou(reason)
    : [statusWords(status), toYou(reason)].filter(Boolean).join(", ");

/** What a task's accepted result says, as far as it still stands. */
function resultOf(run: Run, task: Task, outcome: string): Result {
  const prior = run.findings.flatMap(({ id, state, closed_by, gate }) =>
    closed_by === task.id && gate === task.gate && (state === "fixed" || state === "withdrawn")
      ? [{ id, state }]
      : [],
  );
  const findings = run.findings.filter(
    (finding) => finding.task === task.id && finding.state !== "withdrawn",
  );
  return { outcome, facts: task.facts, findings, prior };
}

/** A result in a few words. */
export function resultWords(
  task: Task | undefined,
  { outcome, facts = {}, findings, prior }: Result,
): string {
  const closed = prior.filter(({ gate = task?.gate }) => gate === task?.gate);
  const idsIn = (state: string): string[] =>
    closed.filter((one) => one.state === state).map(({ id }) => id);
  const { vote, files } = facts;
  const words = [
    vote !== undefined ? `votes ${vote}` : outcome === "done" ? "" : reviewWords(outcome, facts),
    facts.veto ? "a veto" : "",
    countText(findings),
    ids(idsIn("fixed"), "fixed"),
    ids(idsIn("withdrawn"), "withdrawn"),
    ids(idsIn("open"), "still open"),
    Array.isArray(files) ? `${plural(files.length, "file")} changed` : "",
  ].filter((word) => word !== "");
  return words.length > 0 ? words.join(", ") : "done";
}

/** What came of a task; empty while nothing has. */
export function outcomeText(run: Run, task: Task): string {
  if (task.void) return "no longer counts";
  if (task.skipped !== null) return `skipped: ${skipReason(run.workflow, task.skipped)}`;
  const by = task.waiver === null ? [] : [`${waiverWords(task.waiver.kind)} by you`];
  if (task.outcome === null)
    return [...by, ...(task.failure === null ? [] : [task.failure.message])].join("; ");
  return [...by, resultWords(task, resultOf(run, task, task.outcome))].join(", ");
}
