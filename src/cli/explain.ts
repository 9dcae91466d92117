import { taskOf } from "../engine/run.ts";
import { accepted } from "../record/accepted.ts";
import { explainText } from "../render/explain.ts";
import {
  type Command,
  done,
  no,
  projectLine,
  RUN_OPTION,
  reachOf,
  whichRun,
} from "../run/commands/command.ts";
import { recordedEvents } from "../run/life/run.ts";
import { caughtIn, viewOf } from "../run/views/status.ts";

/** Why one task is blocked, was sent back, or waits. */
export const explain: Command = {
  summary: "Why a task is blocked or waiting",
  usage: "<task>",
  args: [1, 1],
  offers: [":tasks"],
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const { run, place, kept } = whichRun(call);
    const view = viewOf(place, run, kept, reachOf(call, run, place.task));
    const [name = ""] = call.args;
    const id = /^\d+$/.test(name) ? `T${name}` : name.toUpperCase();
    const shown = view.tasks.find((task) => task.id === id);
    const task = taskOf(run, id);
    if (!task || !shown) {
      const known = view.tasks.map((task) => task.id);
      return no(`Run ${run.run} has no task "${name}"; it has ${known.join(", ")}.`, {
        run: run.run,
        known,
      });
    }
    const { kind, fixes, also_fixes } = task;
    const asked = fixes === null ? [] : [fixes, ...also_fixes];
    const questions = run.questions.filter((one) => one.task === task.id).map((one) => one.id);
    const caught = caughtIn(place, run).filter((one) => one.task === task.id);
    const events = recordedEvents(place);
    const look = (sha: string): unknown => accepted(place, sha);
    const more = { kind, asked, questions, caught, events, look };
    const text = explainText(run, view, shown, more, call);
    return done(`${projectLine(call)}${text}`, { run: run.run, task: shown, text });
  },
};
