import { taskOf } from "../engine/run.ts";
import { explainText } from "../render/explain.ts";
import type { TaskView } from "../render/view.ts";
import { type Command, done, no, projectLine, RUN_OPTION, whichRun } from "../run/commands/command.ts";
import { reachOf } from "../run/commands/foreign.ts";
import { recordedEvents } from "../run/life/run.ts";
import { caughtIn, viewOf } from "../run/views/status.ts";
import { oneLine } from "../text.ts";

/** The task with an id, its number or its title; else all whose titles begin so. */
function tasksNamed(tasks: TaskView[], text: string): TaskView[] {
  const named = tasks.find(({ id }) => id === (/^\d+$/.test(text) ? `T${text}` : text.toUpperCase()));
  if (named) return [named];
  const title = oneLine(text).toLowerCase();
  const titles = tasks.map((task) => ({ task, own: oneLine(task.subject).toLowerCase() }));
  const exact = titles.findLast(({ own }) => own === title);
  return (exact ? [exact] : titles.filter(({ own }) => own.startsWith(title))).map(({ task }) => task);
}

/** Why one task is blocked, was sent back, or waits. */
export const explain: Command = {
  summary: "Why a task is blocked, was sent back or waits, in one paragraph",
  usage: "<task>",
  // A title has several words.
  args: [1, 20],
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok) return which.answer;
    const { run, place, kept } = which.found;
    const view = viewOf(place, run, kept, reachOf(call, run, place.task));
    const name = call.args.join(" ").trim();
    const found = tasksNamed(view.tasks, name);
    if (found.length > 1) {
      const several = found.map((one) => `${one.id} ${oneLine(one.subject)}`).join(", ");
      return no(`"${name}" fits several: ${several}.`, { run: run.run, known: found.map((one) => one.id) });
    }
    const [shown] = found;
    const task = shown && taskOf(run, shown.id);
    if (!task || !shown) {
      const known = view.tasks.map((one) => one.id);
      return no(`Run ${run.run} has no task "${name}"; it has ${known.join(", ")}.`, { run: run.run, known });
    }
    const { kind, fixes } = task;
    const caught = caughtIn(place, run).filter((one) => one.task === task.id);
    const text = explainText(view, shown, { kind, fixes, caught }, recordedEvents(place), call);
    return done(`${projectLine(call)}${text}`, { run: run.run, task: shown, text });
  },
};
