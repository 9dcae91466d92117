import { taskOf } from "../engine/run.ts";
import { explainText } from "../render/explain.ts";
import type { TaskView } from "../render/view.ts";
import { type Command, done, no, projectLine, RUN_OPTION, whichRun } from "../run/commands/command.ts";
import { reachOf } from "../run/commands/foreign.ts";
import { recordedEvents } from "../run/run.ts";
import { caughtIn, viewOf } from "../run/status.ts";
import { fold } from "../text.ts";

/** The task with an id, its number, or a name that no other task has. */
function taskNamed(tasks: TaskView[], text: string): TaskView | undefined {
  const same = (one: string, other: string): boolean => fold(one).toLowerCase() === fold(other).toLowerCase();
  const id = /^\d+$/.test(text) ? `T${text}` : text;
  const named = tasks.filter(({ subject }) => same(subject, text));
  return tasks.find((one) => same(one.id, id)) ?? (named.length === 1 ? named[0] : undefined);
}

/** Why one task is blocked, was sent back, or waits. */
export const explain: Command = {
  summary: "Why a task is blocked, was sent back or waits, in one paragraph",
  usage: "<task>",
  args: [1, 1],
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok) return which.answer;
    const { run, place, kept } = which.found;
    const view = viewOf(place, run, kept, reachOf(call, run, place.task));
    const shown = taskNamed(view.tasks, call.args[0]!);
    const task = shown && taskOf(run, shown.id);
    if (!task || !shown) {
      const known = view.tasks.map((one) => one.id).join(", ");
      return no(`Run ${run.run} has no task "${call.args[0]}"; it has ${known}`, {
        run: run.run,
        known: view.tasks.map((one) => one.id),
      });
    }
    const { kind, fixes } = task;
    const caught = caughtIn(place, run).filter((one) => one.task === task.id);
    const text = explainText(view, shown, { kind, fixes, caught }, recordedEvents(place), call);
    return done(`${projectLine(call)}${text}`, { run: run.run, task: shown, text });
  },
};
