import { taskOf } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { explainText } from "../render/explain.ts";
import { resultOf } from "../render/status.ts";
import type { RunView, TaskView } from "../render/view.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  projectLine,
  RUN_OPTION,
  whichRun,
} from "../run/commands/command.ts";
import { reachOf } from "../run/commands/foreign.ts";
import { recordedEvents } from "../run/life/run.ts";
import { caughtIn, viewOf } from "../run/views/status.ts";
import { fold, oneLine, table, wrapWhole } from "../text.ts";

/** The task with an id, its number, or a name that no other task has. */
function taskNamed(tasks: TaskView[], text: string): TaskView | undefined {
  const same = (one: string, other: string): boolean => fold(one).toLowerCase() === fold(other).toLowerCase();
  const id = /^\d+$/.test(text) ? `T${text}` : text;
  const named = tasks.filter(({ subject }) => same(subject, text));
  return tasks.find((one) => same(one.id, id)) ?? (named.length === 1 ? named[0] : undefined);
}

/** In fewer columns there is no table. */
const TINY = 60;
/** Columns of a table that no terminal limits. */
const MAX_TABLE = 10_000;
/** What a person asks about first. */
const DUE: TaskView["status"][] = ["waiting", "running", "ready"];

/** The tasks that one can name, and what there is to say of each; how one of them is asked about. */
function tasksToName(call: Call, view: RunView): Answer {
  const width = call.table ?? call.cutAt ?? call.width;
  const cells = view.tasks.map((task) => [task.id, oneLine(task.subject), resultOf(view, task)]);
  const lines =
    width < TINY
      ? cells.flatMap(([id, subject, result]) => wrapWhole(`${id} ${subject}: ${result}`, width))
      : table(cells, Number.isFinite(width) ? width : MAX_TABLE, [2, 1]);
  const due = view.tasks.find(({ status }) => DUE.includes(status)) ?? view.tasks.at(-1);
  const of = view.kept === "here" ? "" : ` --run ${view.run}`;
  const how = `Why one of them stands as it does: ${here(`explain ${due?.id ?? "<task>"}${of}`)}`;
  return done(`${projectLine(call)}${[...lines, "", how].join("\n")}`, { run: view.run, tasks: view.tasks });
}

/** Why one task is blocked, was sent back, or waits. */
export const explain: Command = {
  summary: "Why a task is blocked, was sent back or waits, in one paragraph; without one the tasks that you can name",
  usage: "[task]",
  args: [0, 1],
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok) return which.answer;
    const { run, place, kept } = which.found;
    const view = viewOf(place, run, kept, reachOf(call, run, place.task));
    const [name] = call.args;
    if (name === undefined) return tasksToName(call, view);
    const shown = taskNamed(view.tasks, name);
    const task = shown && taskOf(run, shown.id);
    if (!task || !shown) {
      const known = view.tasks.map((one) => one.id);
      const all = here(`explain${view.kept === "here" ? "" : ` --run ${run.run}`}`);
      return no(`Run ${run.run} has no task "${name}"; it has ${known.join(", ")}.\n${all} says what each is.`, {
        run: run.run,
        known,
      });
    }
    const { kind, fixes } = task;
    const caught = caughtIn(place, run).filter((one) => one.task === task.id);
    const text = explainText(view, shown, { kind, fixes, caught }, recordedEvents(place), call);
    return done(`${projectLine(call)}${text}`, { run: run.run, task: shown, text });
  },
};
