import { relative } from "node:path";
import { isLive } from "../../engine/run.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { endWork } from "../dispatch/check-task.ts";
import { moveRun } from "../end/archived-runs.ts";
import { readRun } from "../journal/change.ts";
import { agentsAtWork, type Command, deniedText, done } from "./command.ts";

export const park: Command = {
  summary: "Set the run aside for now; resume brings it back",
  async run(call) {
    const run = readRun(call.project);
    if (run === null) return done(call.noRunText(), { run: null });
    if (!isLive(run))
      return done(`Run ${run.run} is over (${run.status}); ${call.typed("reset")} archives it.`, {
        run: run.run,
        status: run.status,
      });
    const busy = agentsAtWork(run);
    const { run: now } = call.change([{ do: "interrupt", note: "the run was parked" }]);
    await endWork(call, run);
    for (const problem of moduleOf(run.workflow).parked?.(sceneOf(call.project, now!)) ?? [])
      call.warn(problem);
    const folder = relative(call.project.root, moveRun(call.project, now!, "parked", run.run));
    return done(
      `Run ${run.run} is parked in ${folder}.${busy.length > 0 ? ` ${deniedText(run, busy)}` : ""}\nNext: ${call.typed("resume")} ${run.run} brings it back; ${call.startOf(run)} starts another.`,
      { run: run.run, folder, at_work: busy },
    );
  },
};
