import { statusText } from "../../render/status.ts";
import { lookForSilence } from "../notify/start.ts";
import { viewOf } from "../status.ts";
import { type Command, done, projectLine, RUN_OPTION, whichRun } from "./command.ts";
import { reachOf } from "./foreign.ts";

export const status: Command = {
  summary: "Tasks, rounds, what is open, and what to do now",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok) {
      // Asking where things stand is answered also where nothing is; an unknown id is not.
      const { text, data } = which.answer;
      return call.value("run") === null ? done(text, { ...(data as object), error: undefined }) : which.answer;
    }
    const { run, place, kept } = which.found;
    const view = viewOf(place, run, kept, reachOf(call, run, place.task));
    if (kept === "here") lookForSilence(place);
    return done(`${projectLine(call)}${statusText(view, call)}`, view);
  },
};
