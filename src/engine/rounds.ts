import type { Decision } from "./decision.ts";
import { gatesOf } from "./gates.ts";
import { type Finding, isOver, type Run, rounds, type Task, type Why } from "./run.ts";
import { again } from "./tasks.ts";
import type { CheckGate, Confirm, ReviewGate, Workflow } from "./workflow.ts";

/** How often reviewers and checks may ask for changes, when that goes in circles, and who looks once more at the end. */

/** A limit as the person has set it, else as the workflow has it; none is no limit. Old runs recorded each as set. */
export const limitOf = (workflow: Workflow, run: Pick<Run, "settings">, name: string): number =>
  run.settings.limits[name] ?? workflow.limits[name] ?? Number.POSITIVE_INFINITY;

/** Rounds, that is re-reviews, without fewer open findings before a loop counts as stalled. */
export const STALL_ROUNDS = 3;

/** Re-reviews that the limits still allow: of the reviewer, and of its whole group. */
export function roundsLeft(workflow: Workflow, run: Run, gate: ReviewGate): { reviewer: number; group: number } {
  const group = gatesOf(workflow, run).flatMap((one) =>
    one.gate === "review" && one.group === gate.group ? [one.key] : [],
  );
  const left = (name: string, keys: string[]): number => Math.max(0, limitOf(workflow, run, name) - rounds(run, keys));
  return { reviewer: left("per_reviewer", [gate.key]), group: left(gate.group, group) };
}

/**
 * Fixes after this run of a check that the limit still allows: those since it last passed count, and where several owners
 * mend, those of the owner who has had most.
 */
export function fixesLeft(workflow: Workflow, run: Run, gate: CheckGate, task: Task): number {
  const checks = run.tasks.filter((task) => task.gate === gate.key && task.kind !== "fix" && !task.void);
  const passed = checks.findLastIndex(
    (task) => task.outcome !== null && !run.tasks.some((fix) => fix.fixes === task.id) && task.status === "done",
  );
  const since = checks.slice(passed + 1);
  const fixesOf = (item: string | null): number =>
    since.filter((one) => run.tasks.some((fix) => fix.fixes === one.id && (item === null || fix.item === item))).length;
  const fixed = Math.max(0, ...(task.facts.owners ?? [null]).map(fixesOf));
  return Math.max(0, limitOf(workflow, run, gate.fixes) - fixed);
}

/**
 * Why another fix after this review, which asks for changes, would go in circles; empty when nothing says so. What the
 * person was told of one kind, at an earlier review of the same reviewer, is settled: only what happened since counts.
 */
export function noProgress(run: Run, review: Task): Why[] {
  // A run that began before there was this setting has no value for it: that is on.
  if (run.settings.convergence === false) return [];
  const index = run.tasks.indexOf(review);
  const reviews = run.tasks.filter(
    (task, at) => at <= index && task.gate === review.gate && task.kind !== "fix" && !task.void,
  );
  const why = [sameSubject, repeated, stalled].flatMap((look) => look(run, reviews, review) ?? []);
  const sides = contradicted(run, review);
  if (sides === null) return why;
  // That it comes again says less than who brought it back.
  const said = (one: Why): boolean =>
    one.reason === "repeated" && one.findings.every((id) => sides.findings.includes(id));
  return [sides, ...why.filter((one) => !said(one))];
}

/** Reviews from the last one on at which the person was told of a reason of this kind; all when there is none. */
function since(run: Run, reviews: Task[], reason: Why["reason"]): Task[] {
  const told = reviews.findLastIndex((task) =>
    run.decisions.some((one) => one.task === task.id && one.why.some((why) => why.reason === reason)),
  );
  return told < 0 ? reviews : reviews.slice(told);
}

/** The subject is what it was in an earlier round: fixes undo each other, or the last one changed nothing. */
function sameSubject(run: Run, reviews: Task[], review: Task): Why | null {
  const before = since(run, reviews, "same_subject").findLast(
    (task) => task !== review && task.reviewed === review.reviewed,
  );
  return before ? { reason: "same_subject", round: before.version, findings: [] } : null;
}

/** A finding comes again that this reviewer had called fixed in a round before this one. */
function repeated(run: Run, reviews: Task[], review: Task): Why | null {
  const from = since(run, reviews, "repeated")[0]!;
  const mine = run.findings.filter((one) => one.gate === review.gate && !one.outside);
  const mended = mine.filter(
    (one) => one.fixed_in !== null && one.fixed_in < review.version && one.fixed_in > from.version,
  );
  let round = 0;
  const again = mine.filter((one) => {
    if (one.task !== review.id) return false;
    const before = mended.filter((old) => old.prints.some((print) => one.prints.includes(print)));
    round = Math.max(round, ...before.map((old) => old.fixed_in!));
    return before.length > 0;
  });
  return again.length > 0 ? { reason: "repeated", round, findings: again.map((one) => one.id) } : null;
}

/** Fixes, one after the other, have left no fewer findings open that hold up an approval. */
function stalled(run: Run, reviews: Task[], review: Task): Why | null {
  const last = since(run, reviews, "stalled").slice(-1 - STALL_ROUNDS);
  if (last.length <= STALL_ROUNDS) return null;
  // A reviewer that looks again after someone else's rework had asked for nothing.
  if (!last.every((task) => task === review || run.tasks.some((fix) => fix.fixes === task.id))) return null;
  const now = openAfter(run, review);
  const first = last[0]!;
  return now.length > 0 && now.length >= openAfter(run, first).length
    ? { reason: "stalled", round: first.version, findings: now }
    : null;
}

/** Ids of a reviewer's findings, save minor ones, that were open when one of its reviews had been taken in. */
const openAfter = (run: Run, { gate, version }: Task): string[] =>
  run.findings
    .filter(
      (one) =>
        one.gate === gate &&
        !one.outside &&
        one.severity !== "minor" &&
        one.state !== "refused" &&
        one.round <= version &&
        (one.fixed_in === null || one.fixed_in > version),
    )
    .map((one) => one.id);

/**
 * Two reviewers who pull in opposite directions: a finding of this review asks for what a fix for another reviewer took
 * away; or it comes again although it was fixed, after a finding of another reviewer that was about that very fix was
 * answered. A finding that is only about what another one's fix wrote is ordinary work: fixes have faults. What the
 * person was told of at this reviewer is settled.
 */
function contradicted(run: Run, review: Task): Why | null {
  const told = new Set(
    run.decisions
      .filter((one) => one.task !== null && run.tasks.find((task) => task.id === one.task)?.gate === review.gate)
      .flatMap((one) => one.why.flatMap((why) => why.against ?? []))
      .map(nameOf),
  );
  const pairs = run.findings
    .filter((one) => one.task === review.id && !one.outside)
    .map((one) => ({
      id: one.id,
      others: [...askedBack(run, one), ...broughtBack(run, one)].filter(
        (other) => !told.has(nameOf({ gate: other.gate, finding: other.id })),
      ),
    }))
    .filter((one) => one.others.length > 0);
  if (pairs.length === 0) return null;
  const others = [...new Set(pairs.flatMap((one) => one.others))];
  return {
    reason: "contradiction",
    round: Math.max(...others.map((one) => one.round)),
    findings: pairs.map((one) => one.id),
    against: others.map(({ gate, id }) => ({ gate, finding: id })),
  };
}

const nameOf = ({ gate, finding }: { gate: string; finding: string }): string => `${gate} ${finding}`;

/** Findings of others, called fixed by them, whose fix this one wants undone. */
const askedBack = (run: Run, mine: Finding): Finding[] =>
  mine.against
    .filter((one) => one.asks === "back")
    .flatMap((one) => run.findings.filter((other) => other.gate === one.gate && other.id === one.finding))
    .filter((other) => other.state === "fixed");

/** Findings of others, answered by now, that were about the fix of the one that comes again here. */
function broughtBack(run: Run, mine: Finding): Finding[] {
  const before = run.findings.filter(
    (old) =>
      old.gate === mine.gate &&
      old.fixed_in !== null &&
      old.fixed_in < mine.round &&
      old.prints.some((print) => mine.prints.includes(print)),
  );
  return run.findings.filter(
    (other) =>
      other.state === "fixed" &&
      other.against.some((one) => one.gate === mine.gate && before.some((old) => old.id === one.finding)),
  );
}

type Confirming = ReviewGate & { confirm: Confirm };

/**
 * For a run with `final_confirmation`: the first reviewer in the chain whose approval is not of what its group ended with
 * looks once more, when the group is through. One at a time: what it asks for is mended first, and may make others look
 * again. These rounds count as every re-review does, so that the same limits end them; where none is left the person is
 * asked instead.
 */
export function confirmFinal(decision: Decision): void {
  if (!decision.live) return;
  const gates = gatesOf(decision.workflow, decision.run).filter((gate) => gate.gate === "review");
  for (const group of new Set(gates.map((gate) => gate.group))) {
    const gate = firstBehind(
      decision.run,
      gates.filter((one) => one.group === group),
    );
    if (gate) spawn(decision, gate);
  }
}

/** The first gate of a group that is through whose reviewer approved something older; waived and accepted ones did not. */
function firstBehind(run: Run, gates: ReviewGate[]): Confirming | undefined {
  const keys = new Set(gates.map((gate) => gate.key));
  const tasks = run.tasks.filter((task) => keys.has(task.gate) && !task.void && task.status !== "cancelled");
  if (!tasks.every(isOver)) return undefined;
  const last = gates.map((gate) => tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix"));
  if (last.includes(undefined)) return undefined;
  const final = finalSubject(tasks);
  return gates.find((gate, index): gate is Confirming => {
    const { waiver, outcome, reviewed } = last[index]!;
    const approved = waiver === null && outcome !== null && gate.statuses[outcome]?.counts === "approval";
    return gate.confirm !== undefined && approved && reviewed !== final;
  });
}

/** What the newest verdict or fix among these tasks is about. */
const finalSubject = (tasks: Task[]): string | null =>
  tasks
    .filter((task) => task.reviewed !== null)
    .reduce<Task | null>((last, task) => (last === null || task.acceptedSeq > last.acceptedSeq ? task : last), null)
    ?.reviewed ?? null;

function spawn(decision: Decision, gate: Confirming): void {
  const { run, workflow } = decision;
  const { reviewer, group } = roundsLeft(workflow, run, gate);
  const { brief, reads, limit } = gate.confirm;
  const before = run.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix" && !task.void)!;
  const created = again(workflow, run, `T${run.tasks.length + 1}`, { ...gate, brief, reads }, [before.id]);
  decision.add(created);
  // Whatever comes behind the group waits for it, too.
  const keys = new Set(
    gatesOf(workflow, run).flatMap((one) => (one.gate === "review" && one.group === gate.group ? [one.key] : [])),
  );
  const ofGroup = new Set(run.tasks.filter((task) => keys.has(task.gate)).map((task) => task.id));
  for (const task of run.tasks)
    if (!isOver(task) && task.blocked_by.some((id) => ofGroup.has(id)))
      decision.add({ type: "task_blocked", task: task.id, by: [created.task] });
  if (Math.min(reviewer, group) === 0) decision.ask(limit, decision.task(created.task));
}
