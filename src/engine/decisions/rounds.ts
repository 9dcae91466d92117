import { keysOfGroup } from "../gates.ts";
import { isFixOf, openFindings, type Run, rounds, type Task, tasksOf, type Why } from "../run.ts";
import type { CheckGate, ReviewGate, Workflow } from "../workflow.ts";

/** Limits on rounds of review, and the signs of a loop without progress. */

/**
 * A limit by name: the person's, else the workflow's, else none. Old runs have recorded every
 * default as the person's.
 */
export const limitOf = (workflow: Workflow, run: Pick<Run, "settings">, name: string): number =>
  run.settings.limits[name] ?? workflow.limits[name] ?? Number.POSITIVE_INFINITY;

/** The person is asked after this many dispatches of a task that fail for the same reason. */
export const MAX_FAILED_DISPATCHES = 2;

/** An external model is asked this often for a valid answer before its dispatch fails. */
export const MAX_ANSWERS = 2;

/** A loop counts as stalled after this many re-reviews without fewer open findings. */
export const STALL_ROUNDS = 3;

/** How many re-reviews the limits still allow: of the reviewer, and of its whole group. */
export function roundsLeft(
  workflow: Workflow,
  run: Run,
  gate: ReviewGate,
): { reviewer: number; group: number } {
  const remaining = (name: string, keys: string[]): number =>
    Math.max(0, limitOf(workflow, run, name) - rounds(run, keys));
  return {
    reviewer: remaining("per_reviewer", [gate.key]),
    group: remaining(gate.group, keysOfGroup(workflow, run, gate.group)),
  };
}

/**
 * How many fixes the limit still allows after this run of a check. Fixes since the check last
 * passed count; where several owners fix, those of the owner with the most.
 */
export function fixesLeft(workflow: Workflow, run: Run, gate: CheckGate, task: Task): number {
  const checks = tasksOf(run, gate.key);
  const passed = checks.findLastIndex(
    (task) =>
      task.outcome !== null &&
      !run.tasks.some((fix) => isFixOf(fix, task.id)) &&
      task.status === "done",
  );
  const since = checks.slice(passed + 1);
  const fixesOf = (item: string | null): number =>
    since.filter((one) =>
      run.tasks.some((fix) => isFixOf(fix, one.id) && (item === null || fix.item === item)),
    ).length;
  const owners = task.facts.owners ?? [];
  const fixed = Math.max(...(owners.length > 0 ? owners : [null]).map(fixesOf));
  return Math.max(0, limitOf(workflow, run, gate.fixes) - fixed);
}

/**
 * Why another fix after this review would make no progress; empty: nothing shows that. A reason
 * that the person was told of at an earlier review of the same reviewer is settled: for that kind
 * of reason only what happened since counts.
 */
export function noProgress(run: Run, review: Task, { stall }: Pick<ReviewGate, "stall">): Why[] {
  const all = tasksOf(run, review.gate);
  const reviews = all.slice(0, all.indexOf(review) + 1);
  const why = [sameSubject, repeated, stall ? unmoved : stalled].flatMap(
    (look) => look(run, reviews, review) ?? [],
  );
  const kept = declined(run, reviews, review);
  if (kept === null) return why;
  // It says more: the state is as it was because its author declined to change it.
  return [kept, ...why.filter((one) => one.reason !== "same_subject")];
}

/**
 * Reviews from the last one on at which the person was told of a reason of this kind; all if there
 * is none.
 */
function since(run: Run, reviews: Task[], reason: Why["reason"]): Task[] {
  const settled = reviews.findLastIndex((task) =>
    run.decisions.some(
      (decision) => decision.task === task.id && decision.why.some((why) => why.reason === reason),
    ),
  );
  return settled < 0 ? reviews : reviews.slice(settled);
}

/**
 * The subject is the same as in an earlier round: fixes undo each other, or the last one changed
 * nothing.
 */
function sameSubject(run: Run, reviews: Task[], review: Task): Why | null {
  const before = since(run, reviews, "same_subject").findLast(
    (task) => task !== review && task.reviewed === review.reviewed,
  );
  return before ? { reason: "same_subject", round: before.version, findings: [] } : null;
}

/** A new finding is one that this reviewer had called fixed in an earlier round. */
function repeated(run: Run, reviews: Task[], review: Task): Why | null {
  const from = since(run, reviews, "repeated")[0]!;
  const mine = run.findings.filter((finding) => finding.gate === review.gate && !finding.outside);
  const mended = mine.filter(
    (one) => one.fixed_in !== null && one.fixed_in < review.version && one.fixed_in > from.version,
  );
  let round = 0;
  const again = mine.filter((one) => {
    if (one.task !== review.id) return false;
    const before = mended.filter((old) => one.again.includes(old.id));
    round = Math.max(round, ...before.map((old) => old.fixed_in!));
    return before.length > 0;
  });
  return again.length > 0
    ? { reason: "repeated", round, findings: again.map((one) => one.id) }
    : null;
}

/**
 * The author of the last fix held a blocker or major to be wrong, and the reviewer keeps it after
 * having read why. Where the person was told of that at an earlier review and had it mended, it is
 * settled.
 */
function declined(run: Run, reviews: Task[], review: Task): Why | null {
  const before = reviews.at(-2);
  if (before === undefined) return null;
  const settled = run.decisions
    .filter(
      (decision) =>
        decision.task !== review.id &&
        run.tasks.some((fix) => decision.task !== null && isFixOf(fix, decision.task)),
    )
    .filter((decision) => reviews.some((task) => task.id === decision.task))
    .flatMap((decision) =>
      decision.why.flatMap((why) => (why.reason === "declined" ? why.findings : [])),
    );
  const kept = openFindings(run, [review.gate]).filter(
    (finding) =>
      finding.declined_by !== null && finding.severity !== "minor" && !settled.includes(finding.id),
  );
  const fixes = run.tasks.filter(
    (fix) => isFixOf(fix, before.id) && (fix.facts.declined ?? []).length > 0,
  );
  return kept.length > 0 || fixes.length > 0
    ? { reason: "declined", round: before.version, findings: kept.map((one) => one.id) }
    : null;
}

/** STALL_ROUNDS fixes in a row have left no fewer blockers and majors open. */
function stalled(run: Run, reviews: Task[], review: Task): Why | null {
  const last = since(run, reviews, "stalled").slice(-1 - STALL_ROUNDS);
  if (last.length <= STALL_ROUNDS) return null;
  // Rounds without a fix of its own are re-reviews after another reviewer's fix: they do not count.
  if (!last.every((task) => task === review || run.tasks.some((fix) => isFixOf(fix, task.id))))
    return null;
  const now = openAfter(run, review);
  const first = last[0]!;
  return now.length > 0 && now.length >= openAfter(run, first).length
    ? { reason: "stalled", round: first.version, findings: now }
    : null;
}

/**
 * The last fix has left every blocker and major open that was open before it, whatever else was
 * found since.
 */
function unmoved(run: Run, reviews: Task[], review: Task): Why | null {
  const before = since(run, reviews, "stalled").at(-2);
  if (before === undefined || !run.tasks.some((fix) => isFixOf(fix, before.id))) return null;
  const [then, now] = [openAfter(run, before), openAfter(run, review)];
  return then.length > 0 && then.every((id) => now.includes(id))
    ? { reason: "stalled", round: before.version, findings: now }
    : null;
}

/** Ids of a reviewer's blockers and majors that were open after this review of its. */
const openAfter = (run: Run, { gate, version }: Task): string[] =>
  run.findings
    .filter(
      (finding) =>
        finding.gate === gate &&
        !finding.outside &&
        finding.severity !== "minor" &&
        finding.state !== "refused" &&
        finding.round <= version &&
        (finding.fixed_in === null || finding.fixed_in > version),
    )
    .map((finding) => finding.id);
