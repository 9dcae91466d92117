import { statusText } from "../../render/status.ts";
import { viewOf } from "../views/status.ts";
import { type Command, done, nothingToSee, projectLine, RUN_OPTION, whichRun } from "./command.ts";
import { reachOf } from "./foreign.ts";

export const status: Command = {
  summary: "Tasks, rounds, what is open, and what to do now",
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok) return nothingToSee(call, which.answer);
    const { run, place, kept } = which.found;
    const view = viewOf(place, run, kept, reachOf(call, run, place.task));
    return done(`${projectLine(call)}${statusText(view, call)}`, view);
  },
};
