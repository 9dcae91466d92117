import { acceptedTasks, type Decision, type Run, type Task } from "../../../engine/run.ts";
import { meansTheSame } from "../../review/findings/same.ts";
import { type PlanFacts, planFacts, type Raised, VOTE, voteFacts } from "./recorded.ts";

/** Objections of all seats across rounds, folded from what accepted plans and votes state. Pure. */

/**
 * `open`: nobody has answered it, or its seat holds to it; `taken`, `refused`: what the newest plan
 * answered; `cleared`: by its
 * own seat; `overruled`: by the person.
 */
type State = "open" | "taken" | "refused" | "cleared" | "overruled";

/** As its vote has it; `id`: `<seat>/F<n>`, once in a run. */
export interface Objection extends Raised {
  seat: string;
  /** The task of the vote that raised it. */
  task: string;
  state: State;
  /**
   * What the newest answer says: what changed, or why not; once it was overruled, why the person
   * did so.
   */
  reason: string | null;
  /** Number of the plan that raised it, from 1. */
  round: number;
  /** How often its seat raised it again after it had cleared it. */
  returns: number;
}

/** One plan. */
export interface Round extends Pick<PlanFacts, "plan" | "parts"> {
  /** Id of the task that wrote it. */
  task: string;
  /** Objections that held it back when its newest vote came in. */
  open: number;
}

export interface Ledger {
  objections: Objection[];
  rounds: Round[];
}

export const isSettled = ({ state }: Objection): boolean =>
  state === "cleared" || state === "overruled";
/** Whether it holds the plan back until its seat clears it. */
export const isBlocking = (objection: Objection): boolean =>
  objection.severity !== "minor" && !isSettled(objection);

/** Objections that the next plan has to answer. */
export const toAnswer = ({ objections }: Ledger): Objection[] =>
  objections.filter((objection) => objection.state === "open");

/**
 * Objections of a seat that its next vote has to answer; a minor one that was refused is not asked
 * about again.
 */
export const owedBy = ({ objections }: Ledger, seat: string): Objection[] =>
  objections.filter(
    (objection) =>
      objection.seat === seat &&
      !isSettled(objection) &&
      !(objection.severity === "minor" && objection.state === "refused"),
  );

/** What was not followed: refused and never cleared, or overruled by the person. */
export const minority = ({ objections }: Pick<Ledger, "objections">): Objection[] =>
  objections.filter(
    (objection) => objection.state === "refused" || objection.state === "overruled",
  );

/** The first number that a seat's next objection may have. */
export const nextNumber = ({ objections }: Ledger, seat: string): number =>
  1 +
  objections.reduce(
    (most, one) => (one.seat === seat ? Math.max(most, Number(one.id.split("/F")[1])) : most),
    0,
  );

/** The kind of question, and its options, by which the person settles what the council cannot. */
export const BLOCKED = "blocked";
type Answer = "overrule" | "another_round";

const isAbout = (decision: Decision, task: Pick<Task, "id">, option: Answer): boolean =>
  decision.kind === BLOCKED && decision.task === task.id && decision.option === option;

/** Whether the person has decided this about a seat's task. */
export const hasDecided = (
  run: Pick<Run, "decisions">,
  task: Pick<Task, "id">,
  option: Answer,
): boolean => run.decisions.some((decision) => isAbout(decision, task, option));

/** The ledger of a run as it stands. */
export function ledgerOf(run: Pick<Run, "tasks" | "decisions">): Ledger {
  const ledger: Ledger = { objections: [], rounds: [] };
  for (const task of acceptedTasks(run as Run)) {
    addPlan(ledger, task);
    addVote(ledger, run, task);
    const round = ledger.rounds.at(-1);
    if (round) round.open = ledger.objections.filter(isBlocking).length;
  }
  // What a silent seat held to, until the person overruled it.
  for (const [at, task] of run.tasks.entries())
    if (task.schema === VOTE && task.outcome === null)
      overrule(
        ledger.objections,
        run,
        task,
        (one) => run.tasks.findIndex(({ id }) => id === one.task) < at,
      );
  return ledger;
}

function addPlan(ledger: Ledger, task: Task): void {
  const facts = planFacts(task);
  if (facts === null) return;
  for (const { id, state, reason = "" } of facts.answers) {
    const one = ledger.objections.find((other) => other.id === id);
    if (one !== undefined && !isSettled(one)) Object.assign(one, { state, reason });
  }
  ledger.rounds.push({ task: task.id, plan: facts.plan, parts: facts.parts, open: 0 });
}

function addVote({ objections, rounds }: Ledger, run: Pick<Run, "decisions">, task: Task): void {
  const facts = voteFacts(task);
  if (facts === null) return;
  const { seat } = facts;
  for (const { id, state } of facts.prior) {
    const one = objections.find((other) => other.id === id && other.seat === seat);
    if (one === undefined || one.state === "overruled") continue;
    if (one.state === "cleared" && state === "open") one.returns += 1;
    one.state = state;
  }
  const cleared = objections.filter(
    (objection) => objection.seat === seat && objection.state === "cleared",
  );
  for (const { id, severity, at, problem } of facts.objections) {
    const raised = {
      seat,
      task: task.id,
      severity,
      at,
      problem,
      state: "open",
      reason: null,
    } as const;
    const before = cleared.filter((one) => one.at === at && meansTheSame(problem, one.problem));
    const returns = Math.max(0, ...before.map((one) => one.returns + 1));
    objections.push({ ...raised, id: `${seat}/${id}`, round: rounds.length, returns });
  }
  overrule(objections, run, task, () => true);
}

/** The person has overruled a seat: its objections are settled. */
function overrule(
  objections: Objection[],
  run: Pick<Run, "decisions">,
  task: Task,
  isMeant: (one: Objection) => boolean,
): void {
  const decision = run.decisions.find((decision) => isAbout(decision, task, "overrule"));
  if (decision === undefined) return;
  for (const objection of objections)
    if (objection.seat === task.item && !isSettled(objection) && isMeant(objection))
      Object.assign(objection, { state: "overruled", reason: decision.text ?? objection.reason });
}
