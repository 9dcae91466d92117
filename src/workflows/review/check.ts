import type { OpenQuestion } from "../../engine/commands.ts";
import { entryOf, gateOf, isOf } from "../../engine/gates.ts";
import { looksTogether, type Task } from "../../engine/run.ts";
import type { Scene } from "../../record/scene.ts";
import { given } from "../../text.ts";
import type { Checked } from "../contract/contract.ts";
import { checkPrior } from "./evidence/evidence.ts";
import { answersOf, checkFixed, type Earlier } from "./findings/fixed.ts";
import { STATUSES } from "./statuses.ts";
import type { Review } from "./verdict.ts";

/**
 * What is checked of every review, whatever it is about. Pure: each problem names field, what was
 * found, what is expected.
 */

/** An artifact that says nothing beside its outcome. */
export const nothing = { findings: [], prior: [], questions: [], assumptions: [], reason: null };

/** Of an artifact that cannot be checked: what that takes is gone. */
export const uncheckable = (problem: string): Checked => ({
  ...nothing,
  problems: [problem],
  outcome: "",
});

/** What a review is checked against. */
export interface ReviewContext {
  /** Ids of the criteria; empty where there are none yet. */
  criteria: string[];
  /** Earlier findings that have to be answered. */
  open: Earlier[];
  allowedStatuses: string[];
}

/** What stands more than once in a list, each once. */
const repeated = <T>(all: readonly T[]): T[] => [
  ...new Set(all.filter((one, index) => all.indexOf(one) !== index)),
];

/** One line for each id that stands more than once in `field`. */
export const duplicates = (ids: readonly string[], field: string): string[] =>
  repeated(ids).map((id) => `${field}: ${id} is there more than once, expected each id once`);

type Asked = readonly { question: string; options: string[]; answer?: string | null }[];

/**
 * Options of one question that the host's dialog could not tell apart: it takes an answer by its
 * label.
 */
export const sameLabels = (questions: Asked): string[] =>
  questions.flatMap(({ options }, index) => {
    const labels = options.map((label) => label.replaceAll(",", ";"));
    return duplicates(labels, `questions[${index}].options`);
  });

/** Questions that nobody has answered yet. */
export const unanswered = (questions: Asked): OpenQuestion[] =>
  questions
    .filter((question) => !question.answer)
    .map(({ question, options }) => ({ question, options }));

type Judged = Checked["findings"];

/**
 * A review's findings as the run keeps them. `isOutside`: whether one is not about what is
 * reviewed.
 */
export const judged = <F extends Review["findings"][number]>(
  all: F[],
  isOutside: (one: F) => boolean,
): Judged => all.map((one) => ({ id: one.id, severity: one.severity, outside: isOutside(one) }));

/** Of an earlier finding; one that nobody knows holds a change back. */
export const severityOf = (
  id: string,
  earlier: readonly { id: string; severity: string }[],
): string => earlier.find((one) => one.id === id)?.severity ?? "major";

/** What a status needs beside the word, by what it counts as (`STATUSES`). */
const NEEDS = {
  approval(review: Review, findings: Judged, open: readonly Earlier[]): string[] {
    return [
      ...findings
        .filter((finding) => !finding.outside && finding.severity !== "minor")
        .map(
          (finding) =>
            `${finding.id} is a ${finding.severity}; ask for changes, or lower the severity if it does not block`,
        ),
      ...stillOpen(review)
        .filter((id) => severityOf(id, open) !== "minor")
        .map((id) => `the earlier finding ${id} is still open`),
      ...review.criteria
        .filter((criterion) => !criterion.met)
        .map((criterion) => `${criterion.id} is not met`),
    ].map((one) => `status: "${review.status}" but ${one}`);
  },
  changes: (review: Review, findings: Judged): string[] =>
    given(
      findings.every((finding) => finding.outside) && stillOpen(review).length === 0,
      `status: "${review.status}" without a finding about this change; add what has to change, or approve; one that is outside never holds a change back`,
    ),
  rejection: (review: Review, findings: Judged): string[] =>
    given(
      !findings.some((finding) => !finding.outside && finding.severity === "blocker") &&
        stillOpen(review).length === 0,
      `status: "${review.status}" without a blocker; name what makes it unfit, or ask for changes`,
    ),
  question: (review: Review): string[] =>
    given(
      unanswered(review.questions ?? []).length === 0,
      `status: "${review.status}" without an open question in questions`,
    ),
};

/** What is settled needs no answer, and none changes it. */
const answersTo = ({ prior }: Review, open: readonly Earlier[]): Review["prior"] =>
  prior.filter(({ id, state }) => state === "open" || open.some((one) => one.id === id));

const stillOpen = (review: Review): string[] =>
  review.prior.filter((one) => one.state === "open").map((one) => one.id);

/** A status has to follow from what the review says. */
function statusProblems(
  review: Review,
  findings: Judged,
  { allowedStatuses, open }: ReviewContext,
): string[] {
  const unknown = allowedStatuses.includes(review.status)
    ? []
    : [
        `status: found "${review.status}", expected one of ${allowedStatuses.map((allowedStatus) => `"${allowedStatus}"`).join(", ")}`,
      ];
  return [...unknown, ...NEEDS[STATUSES[review.status].counts](review, findings, open)];
}

/** Problems of a review that do not depend on what it is about; `findings`: its own, judged. */
export function reviewProblems(review: Review, findings: Judged, context: ReviewContext): string[] {
  const prior = answersTo(review, context.open);
  return [
    ...checkPrior(
      prior,
      context.open.map((one) => one.id),
    ),
    ...checkFixed(prior, context.open),
    ...statusProblems(review, findings, context),
    ...sameLabels(review.questions ?? []),
  ];
}

/**
 * What a valid review comes to. One that asks for changes although every criterion is met and
 * nothing but minor findings is open is an approval with notes: minor findings never hold a change
 * back. What it said itself is kept beside it.
 */
export function reviewOutcome(
  review: Review,
  findings: Judged,
  { open, allowedStatuses }: ReviewContext,
) {
  const counts = (status: string) => STATUSES[status as keyof typeof STATUSES].counts;
  const approval = allowedStatuses.find((allowedStatus) => counts(allowedStatus) === "approval");
  const isNoted =
    counts(review.status) === "changes" &&
    findings.every((finding) => finding.outside || finding.severity === "minor") &&
    stillOpen(review).every((id) => severityOf(id, open) === "minor") &&
    review.criteria.every((criterion) => criterion.met);
  return {
    prior: answersOf(answersTo(review, open), open),
    ...(isNoted && approval !== undefined
      ? { outcome: approval, said: review.status }
      : { outcome: review.status }),
  };
}

/** Numbers that each of several reviewers has who look beside each other: one fix names all. */
const OWN_NUMBERS = 100;

/** The number of a reviewer's first new finding. */
export function firstFinding(
  { workflow, run }: Pick<Scene, "workflow" | "run">,
  task: Task,
): number {
  const gate = gateOf(workflow, run, task.gate);
  // Among all that the entry has: a run that grows may call more of them later.
  const place =
    looksTogether(run) && gate.gate === "review" && gate.beside
      ? entryOf(workflow, run.entry)
          .gates.filter((one) => one.gate === "review" && one.group === gate.group)
          .findIndex(({ key }) => isOf(task.gate, key))
      : 0;
  return (
    run.findings.reduce(
      (most, one) => (one.gate === task.gate ? Math.max(most, Number(one.id.slice(1))) : most),
      place * OWN_NUMBERS,
    ) + 1
  );
}
