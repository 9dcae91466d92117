import type { Finding, Run, Task, Why } from "./run.ts";

/**
 * Two reviewers who pull in opposite directions: a finding of this review asks for what a fix for another reviewer took
 * away; or it comes again although it was fixed, after a finding of another reviewer that was about that very fix was
 * answered. A finding that is only about what another one's fix wrote is ordinary work: fixes have faults. What the
 * person was told of at this reviewer is settled.
 */
export function contradicted(run: Run, review: Task): Why | null {
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
