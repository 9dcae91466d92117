import { relative } from "node:path";
import { isLive } from "../../engine/run.ts";
import { startText } from "../../workflows/index.ts";
import { endChecks } from "../check.ts";
import { moveRun } from "../kept-runs.ts";
import { readRun } from "../run.ts";
import { agentsAtWork, type Command, changeRun, done, no, noRunText, startIn, typedIn } from "./command.ts";

export const park: Command = {
  summary: "Put the live run aside; resume brings it back",
  usage: "",
  args: [0, 0],
  options: {},
  async run(call) {
    const run = readRun(call.project);
    if (run === null) return no(noRunText(call), { run: null });
    if (!isLive(run))
      return no(`Run ${run.run} is over (${run.status}); ${typedIn(call, "reset")} archives it.`, { run: run.run });
    // An agent at work could not be held back any more.
    const busy = agentsAtWork(run);
    if (busy.length > 0)
      return no(
        `An agent is at work on ${busy.join(", ")}. Park the run when it is done, or end the session first, or ${typedIn(call, "cancel")}.`,
        { run: run.run, at_work: busy },
      );
    const { run: now } = changeRun(call, [{ do: "interrupt", note: "the run was put aside" }]);
    await endChecks(run);
    const folder = relative(call.project.root, moveRun(call.project, now!, "parked", run.run));
    return done(
      `Run ${run.run} is parked in ${folder}.\nNext: ${typedIn(call, "resume")} ${run.run} brings it back; ${startIn(call, startText(run))} starts another.`,
      { run: run.run, folder },
    );
  },
};
