import type { Section } from "./facts.ts";
import { gatesOf } from "./gates.ts";
import type { Run, Task } from "./run.ts";
import type { PanelGate, Workflow } from "./workflow.ts";

/** A seat's newest word on an area. */
export interface Verdict extends Section {
  seat: string;
  task: Task;
  /** It is about another tree than the one that is there now. */
  stale: boolean;
  /** The person let the owner's way stand. */
  overruled: boolean;
}

/** What an area's reviews come to. */
export interface AreaVerdict {
  area: string;
  required: number;
  words: Verdict[];
  /** Seats whose approval counts. */
  approvals: string[];
  changes: Verdict[];
  status: "PASS" | "FAIL" | "ESCALATE";
}

export const seatsOf = (workflow: Workflow, run: Run, panel: string): Task[] => {
  const keys = new Set(
    gatesOf(workflow, run).flatMap((gate) => (gate.gate === "panel" && gate.panel === panel ? [gate.key] : [])),
  );
  return run.tasks.filter((task) => keys.has(task.gate) && task.kind !== "fix" && !task.void);
};

/**
 * Whether the person has decided what a seat put before them about an area: in the seat's own words, or between its way and
 * the owner's. What else the seat asks for is not touched by it.
 */
export const isDecided = (
  run: Run,
  gate: PanelGate,
  { task, escalation }: Pick<Verdict, "task" | "escalation">,
): boolean =>
  run.decisions.some(
    (one) =>
      one.task === task.id &&
      ((one.kind === gate.escalation.ask && escalation !== null && one.asked === escalation.decision) ||
        (one.kind === gate.undecided.ask && (escalation === null || escalation.options.length < 2))),
  );

/** The option by which the person lets the owner's work stand against a seat's word. */
export const OWNERS_WAY = "owner";
