import { shortStatusText } from "../render/status.ts";
import { viewOf } from "../run/status.ts";
import { done, noRunText, ownRun, projectLine, type Verb } from "./verb.ts";

/** What the program does without a verb. */
export const here: Verb = {
  summary: "Where the run stands and what comes next",
  usage: "",
  args: [0, 0],
  options: {},
  run(call) {
    const run = ownRun(call);
    if (run === null) return done(noRunText(call.from), { run: null, looked_from: call.from });
    const view = viewOf(call.project, run);
    return done(`${projectLine(call)}${shortStatusText(view, call)}`, view);
  },
};
