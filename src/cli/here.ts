import { viewOf } from "../run/status.ts";
import { shortStatusText } from "../render/status.ts";
import { noRunText, projectLine } from "./place.ts";
import { done, type Verb } from "./verb.ts";
import { ownRun } from "./which-run.ts";

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
