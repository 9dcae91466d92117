import { isDecided } from "../../../engine/panel.ts";
import { acceptedTasks, type Run, type Task, treesOf } from "../../../engine/run.ts";
import type { PanelGate, PartVerdict, Verdict } from "../../../engine/workflow.ts";
import { areasOf, changedAreas, PRINCIPAL } from "../areas.ts";
import { changesAsked, type Section, teamFacts } from "../recorded.ts";
import type { GateStatus } from "../statuses.ts";
import { trackOf } from "../tracks.ts";

/** Who has to look at what, and what the seats' words come to: pure counting. */

/** Approvals that an area needs where the change crosses several, unless the settings say otherwise. */
const APPROVALS = 2;

/** A change in one area needs one approval, a change in several a matrix. */
export const reviewShape = (run: Run): "scoped" | "matrix" => (changedAreas(run).length > 1 ? "matrix" : "scoped");

/** Owners who may approve an area: those of the others, and the principal where there is none. */
export function eligible(run: Run, area: string): string[] {
  const others = Object.keys(areasOf(run.settings)).filter((one) => one !== area);
  return others.length > 0 ? others : [PRINCIPAL];
}

export function requiredApprovals(run: Run, area: string): number {
  const wanted =
    reviewShape(run) === "scoped" || run.options.approvals === "1" || trackOf(run) === "dep-update"
      ? 1
      : (run.settings.team?.approvals ?? APPROVALS);
  return Math.min(wanted, eligible(run, area).length);
}

/** Who reviews an area: the owners of the other areas that changed, and as many more as it takes. */
function reviewersOf(run: Run, area: string): string[] {
  const changed = changedAreas(run);
  const may = eligible(run, area);
  const first = reviewShape(run) === "matrix" ? may.filter((one) => changed.includes(one)) : [];
  // Counted on from the area itself, so that not everything lands on the first.
  const all = Object.keys(areasOf(run.settings));
  const from = all.indexOf(area);
  const inTurn = [...may].sort(
    (a, b) => ((all.indexOf(a) - from + all.length) % all.length) - ((all.indexOf(b) - from + all.length) % all.length),
  );
  const rest = inTurn.filter((one) => !first.includes(one));
  return [...first, ...rest.slice(0, Math.max(0, requiredApprovals(run, area) - first.length))];
}

/** Areas that a seat looks at: in its first round all that are its, later those that a round names. */
export function reviewsOf(run: Run, seat: Pick<Task, "item" | "scope">): string[] {
  if (seat.scope.length > 0) return seat.scope;
  return changedAreas(run).filter((area) => reviewersOf(run, area).includes(seat.item ?? ""));
}

/** A seat's newest verdict on an area; `overruled`: the person let the owner's way stand. */
type SeatVerdict = Verdict & Omit<Section, "area"> & { overruled: boolean };

/** What an area's reviews come to. */
export interface AreaVerdict extends PartVerdict {
  verdicts: SeatVerdict[];
  changes: SeatVerdict[];
  status: Exclude<GateStatus, "WARN">;
}

/** The option by which the person lets the owner's work stand against a seat's verdict. */
const OWNERS_WAY = "owner";

/** What the seats of a panel have said of every area that changed. */
export function standings(run: Run, gate: PanelGate, seats: Task[]): AreaVerdict[] {
  const trees = treesOf(run);
  const spoken = acceptedTasks(run).filter((task) => seats.some((seat) => seat.id === task.id));
  return changedAreas(run).map((area) => {
    const newest = new Map<string, SeatVerdict>();
    for (const task of spoken) {
      const section = teamFacts(task).sections?.find((one) => one.area === area);
      // Nobody approves what is its own.
      if (!section || task.item === null || task.item === area) continue;
      const overruled = run.decisions.some(
        (one) => one.task === task.id && one.kind === gate.undecided.ask && one.option === OWNERS_WAY,
      );
      newest.delete(task.item);
      const { area: part, ...said } = section;
      const stale = said.tree !== trees[area];
      newest.set(task.item, { ...said, part, seat: task.item, task, stale, overruled });
    }
    const verdicts = [...newest.values()];
    const approved = verdicts.filter((one) => one.verdict === "approved" && !one.stale).map((one) => one.seat);
    const changes = verdicts.filter((one) => one.verdict === "changes" && !one.overruled);
    const required = requiredApprovals(run, area);
    const open = changes.some((one) => one.escalation !== null && !isDecided(run, gate, one));
    // The person's word stands in for the approval that it overrules, and is shown as what it is.
    const enough = approved.length + verdicts.filter((one) => one.overruled).length >= required;
    const status = open ? "ESCALATE" : enough && changes.length === 0 ? "PASS" : "FAIL";
    return { part: area, required, verdicts, approved, changes, status };
  });
}

/** Areas that a seat's task has asked changes of. */
export const changesIn = (task: Task): string[] => changesAsked(task).map((one) => one.area);
