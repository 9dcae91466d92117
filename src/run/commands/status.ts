import { statusText } from "../../render/status.ts";
import { startNotifying } from "../notify/start.ts";
import { viewOf } from "../views/status.ts";
import { type Command, done, projectLine, RUN_OPTION, reachOf, runToSee } from "./command.ts";

export const status: Command = {
  summary: "Tasks, rounds, open questions and findings, and what to do next",
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const { run, place, kept } = runToSee(call);
    startNotifying(call.project, place.task === call.project.task ? run : null);
    const view = viewOf(place, run, kept, reachOf(call, run, place.task));
    return done(`${projectLine(call)}${statusText(view, call)}`, view);
  },
};
