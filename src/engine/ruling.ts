import { type CommandOf, Refused } from "./commands.ts";
import type { Decision } from "./decision.ts";
import { gatesFrom, gatesOf } from "./gates.ts";
import { isOver, type Request, type Run, type Task } from "./run.ts";
import { seatsOf } from "./seats.ts";
import { fixTasks, redo } from "./tasks.ts";
import type { Gate, PanelGate } from "./workflow.ts";

/**
 * The person asks for a ruling outside of a panel's round. What is not finished of the panel, and all that comes behind it,
 * waits for the ruling; whoever it names mends, then seats look again. @throws Refused
 */
export function askRuling(decision: Decision, { topic }: CommandOf<"ruling">): void {
  const { workflow, run } = decision;
  if (!decision.live) throw new Refused("no_run", "no live run that a ruling could be about");
  const gates = gatesOf(workflow, run);
  const panel = gates.find((gate): gate is PanelGate => gate.gate === "panel");
  if (!panel) throw new Refused("no_panel", `${wordsOf(decision)} has no review of one another: nobody rules in it`);
  const seats = seatsOf(workflow, run, panel.panel);
  if (seats.length === 0 || !isBuilding(decision))
    throw new Refused(
      "too_early",
      "nothing is built yet: what is wrong with the design is said at its checkpoint, with revise",
    );
  const behind = gatesFrom(gates, panel.key).filter((gate) => gate.gate !== "panel" || gate.panel !== panel.panel);
  const passed = tasksOf(decision, behind).find((task) => task.schema === "decision" && task.status === "done");
  if (passed)
    throw new Refused("too_late", `${passed.subject} is passed: what is signed off is changed by a run of its own`);
  again(decision, panel, behind);
  spawn(decision, panel, topic);
}

const wordsOf = ({ run }: Decision): string => {
  const options = ["track"].flatMap((name) => (run.options[name] ? [`${name} ${run.options[name]}`] : []));
  return [`workflow ${run.workflow}`, ...options].join(", ");
};

/** Something that changes the project has begun. */
const isBuilding = ({ run }: Decision): boolean =>
  run.tasks.some((task) => task.edits !== null && !task.void && task.status !== "blocked" && task.status !== "skipped");

const tasksOf = ({ run }: Decision, gates: Gate[]): Task[] =>
  run.tasks.filter((task) => !task.void && gates.some((gate) => gate.key === task.gate));

/** What has begun behind the panel was about the change as it was: it is done anew. */
function again(decision: Decision, panel: PanelGate, behind: Gate[]): void {
  const begun = (task: Task): boolean => task.dispatches > 0 || task.status === "done" || task.status === "waiting";
  if (!tasksOf(decision, behind).some(begun)) return;
  const panels = gatesOf(decision.workflow, decision.run).filter(
    (gate) => gate.gate === "panel" && gate.panel === panel.panel,
  );
  const first = behind.find((gate) => gate.after.some((key) => panels.some((one) => one.key === key)));
  if (first) decision.add(...redo(decision.workflow, decision.run, first.key));
}

function spawn(decision: Decision, panel: PanelGate, topic: Request): void {
  const { workflow, run } = decision;
  const seats = seatsOf(workflow, run, panel.panel);
  // Rulings write one file: this one comes behind those that are not done.
  const before = run.tasks.filter((task) => !isOver(task) && task.writes === panel.ruling.writes);
  const from = run.tasks.length + 1;
  const [ruling] = fixTasks(
    workflow,
    run,
    seats.at(-1)!,
    panel.ruling,
    from,
    before.map((task) => task.id),
  );
  const waits = firstOf(heldUp(decision, panel).filter((task) => !before.includes(task)));
  decision.add(
    { ...ruling!, reads: panel.reads, topic },
    ...waits.map((task) => ({ type: "task_blocked" as const, task: task.id, by: [ruling!.task] })),
  );
}

/** Keys of the panel's gates, and of all that comes behind them. */
function fromPanel({ workflow, run }: Decision, panel: PanelGate): Set<string> {
  const gates = gatesOf(workflow, run);
  const own = gates.filter((gate) => gate.gate === "panel" && gate.panel === panel.panel);
  return new Set([...own, ...gatesFrom(gates, panel.key)].map((gate) => gate.key));
}

/** Tasks of the panel, or behind it, that are not at work. */
function heldUp(decision: Decision, panel: PanelGate): Task[] {
  const keys = fromPanel(decision, panel);
  return decision.run.tasks.filter(
    (task) => (task.status === "blocked" || task.status === "ready") && keys.has(task.gate),
  );
}

/** Tasks that are not done and come before the panel. */
export function unfinishedBefore(decision: Decision, panel: PanelGate): Task[] {
  const keys = fromPanel(decision, panel);
  return decision.run.tasks.filter((task) => !isOver(task) && !keys.has(task.gate));
}

/** Those that wait for none of the others. */
const firstOf = (tasks: Task[]): Task[] => {
  const ids = new Set(tasks.map((task) => task.id));
  return tasks.filter((task) => !task.blocked_by.some((id) => ids.has(id)));
};

/** Rulings that the person asked for, are done, and whose owners have not been told yet. */
export const rulingsToCarryOut = (run: Run, seats: Task[], schema: string): Task[] =>
  run.tasks.filter(
    (task) =>
      task.topic !== null &&
      task.schema === schema &&
      task.status === "done" &&
      !task.void &&
      (task.facts.owners ?? []).length > 0 &&
      seats.some((seat) => seat.id === task.fixes) &&
      !run.tasks.some((one) => one.fixes === task.id),
  );
