import { isDecided } from "../../../engine/decisions/panel.ts";
import {
  acceptedTasks,
  isOver,
  type Run,
  type Task,
  tasksOf,
  treesOf,
} from "../../../engine/run.ts";
import type { PanelGate, PartVerdict, Verdict } from "../../../engine/workflow.ts";
import { counted } from "../../kit/stages/panel.ts";
import {
  areasOf,
  authorsOf,
  changedAreas,
  changedParts,
  PRINCIPAL,
  REST,
  TESTS,
} from "../areas.ts";
import { requestedChanges, type Section, teamFacts } from "../record/recorded.ts";
import type { GateStatus } from "../status/statuses.ts";
import { hasStage, type Track, trackOf } from "../tracks.ts";

/** Who has to look at what, and what the seats' words come to: pure counting. */

/**
 * Approvals that an area needs where the change crosses several, unless the settings say otherwise.
 */
const APPROVALS = 2;

/** A change in one area needs one approval, a change in several a matrix. */
export const reviewShape = (run: Run): "scoped" | "matrix" =>
  changedAreas(run).length > 1 ? "matrix" : "scoped";

/**
 * Owners who may approve a part: of an area those of the others, of the rest who has not changed
 * it; else the principal.
 */
export function eligible(run: Run, part: string): string[] {
  // Of what is no area, whoever looks at the one area that changed looks at that, too.
  const alone = reviewShape(run) === "scoped" ? changedAreas(run) : [];
  const authors = part === REST || part === TESTS ? [...authorsOf(run, part), ...alone] : [part];
  const others = Object.keys(areasOf(run.settings)).filter((one) => !authors.includes(one));
  return others.length > 0 ? others : [PRINCIPAL];
}

/** Tracks on which one look at each part is enough. */
const ONE_LOOK: readonly Track[] = ["quick", "dep-update"];

/** The program runs the tests: one look at them is enough. */
export function requiredApprovals(run: Run, part: string): number {
  const one = part === TESTS || reviewShape(run) === "scoped" || ONE_LOOK.includes(trackOf(run));
  return Math.min(one ? 1 : APPROVALS, eligible(run, part).length);
}

/**
 * Whoever may review a part in the order in which they are asked: owners of other areas that
 * changed first; of tests those whose code they do not judge.
 */
function inOrder(run: Run, part: string): string[] {
  const all = Object.keys(areasOf(run.settings));
  const changed = changedAreas(run);
  // Counted on from the area itself, so that not everything lands on the first; what is no area
  // goes to who looks anyway.
  const from = all.indexOf(all.includes(part) ? part : (changed[0] ?? "")) + 1;
  const may = eligible(run, part);
  const inTurn = [...all.slice(from), ...all.slice(0, from), PRINCIPAL].filter((one) =>
    may.includes(one),
  );
  const isLater = (one: string): number => Number(changed.includes(one) === (part === TESTS));
  return inTurn.toSorted((a, b) => isLater(a) - isLater(b));
}

/**
 * Who reviews a part: of an area the owners of all others that changed, and as many as it takes.
 */
function reviewersOf(run: Run, part: string): string[] {
  const asked = inOrder(run, part);
  const isArea = Object.hasOwn(areasOf(run.settings), part);
  const changed = isArea ? asked.filter((one) => changedAreas(run).includes(one)).length : 0;
  return asked.slice(0, Math.max(requiredApprovals(run, part), changed));
}

/** The place of a seat among those who look at a part; null: nobody else does. */
export function placeOf(run: Run, part: string, seat: string): number | null {
  const all = reviewersOf(run, part);
  return all.length > 1 && all.includes(seat) ? all.indexOf(seat) : null;
}

/**
 * The tester has still to write tests for the criteria of a brief: all that it changes is looked at
 * once, after that.
 */
function isTestingAhead(run: Run): boolean {
  const tasks = hasStage(trackOf(run), "01") ? tasksOf(run, "qa") : [];
  return tasks.length > 0 && !tasks.some(isOver);
}

/** Parts that have changed and are looked at now. */
const dueParts = (run: Run): string[] =>
  changedParts(run).filter((part) => part !== TESTS || !isTestingAhead(run));

/**
 * Parts that a seat looks at: in its first round all that are its, later those that a round names.
 */
export function reviewsOf(run: Run, seat: Pick<Task, "item" | "scope">): string[] {
  if (seat.scope.length > 0) return seat.scope;
  return dueParts(run).filter((part) => reviewersOf(run, part).includes(seat.item ?? ""));
}

/** A seat's newest verdict on a part. */
type SeatVerdict = Verdict & Omit<Section, "area"> & { overruled: boolean };

/** What an area's reviews come to. */
export interface AreaVerdict extends PartVerdict {
  verdicts: SeatVerdict[];
  changes: SeatVerdict[];
  status: Exclude<GateStatus, "WARN">;
}

/** What the seats of a panel have said of every part that changed. */
export function standings(run: Run, gate: PanelGate, seats: Task[]): AreaVerdict[] {
  const trees = treesOf(run);
  const spoken = acceptedTasks(run).filter((task) => seats.some((seat) => seat.id === task.id));
  return dueParts(run).map((area) => {
    const may = eligible(run, area);
    const newest = new Map<string, SeatVerdict>();
    for (const task of spoken) {
      const section = teamFacts(task).sections?.find((section) => section.area === area);
      // Nobody approves what is its own.
      if (!section || task.item === null || !may.includes(task.item)) continue;
      // The person lets the owner's work stand against it.
      const overruled = run.decisions.some(
        (decision) =>
          decision.task === task.id &&
          decision.kind === gate.undecided.ask &&
          decision.option === "owner",
      );
      newest.delete(task.item);
      const { area: part, ...review } = section;
      const stale = review.tree !== trees[area];
      newest.set(task.item, { ...review, part, seat: task.item, task, stale, overruled });
    }
    const count = counted([...newest.values()]);
    const { verdicts, approved, changes } = count;
    const required = requiredApprovals(run, area);
    const open = changes.some(
      (change) => change.escalation !== null && !isDecided(run, gate, change),
    );
    // The person's word stands in for the approval that it overrules, and is shown as what it is.
    const enough =
      approved.length + verdicts.filter((verdict) => verdict.overruled).length >= required;
    const status = open ? "ESCALATE" : enough && changes.length === 0 ? "PASS" : "FAIL";
    return { ...count, part: area, required, reviewers: inOrder(run, area), status };
  });
}

/** Areas that a seat's task has asked changes of. */
export const changesIn = (task: Task): string[] => requestedChanges(task).map((one) => one.area);
