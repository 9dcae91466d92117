import { relative } from "node:path";
import { isLive, type Run } from "../engine/run.ts";
import { isAlive } from "../host/host.ts";
import { endChecks } from "../run/check.ts";
import { moveRun } from "../run/kept-runs.ts";
import { readRun } from "../run/run.ts";
import { startText } from "../workflows/index.ts";
import { changeRun, done, no, noRunText, type Verb } from "./verb.ts";

/** Tasks whose agent works in a host that lives: put aside, the run could not hold it back any more. */
const atWork = (run: Run): string[] =>
  run.tasks
    .filter((task) => task.dispatch && !task.dispatch.check && isAlive(task.dispatch.host))
    .map((task) => task.id);

export const park: Verb = {
  summary: "Put the live run aside; resume brings it back",
  usage: "",
  args: [0, 0],
  options: {},
  async run(call) {
    const run = readRun(call.project);
    if (run === null) return no(noRunText(call.from), { run: null });
    if (!isLive(run))
      return no(`Run ${run.run} is over (${run.status}); multi-ai reset archives it.`, { run: run.run });
    const busy = atWork(run);
    if (busy.length > 0)
      return no(
        `An agent is at work on ${busy.join(", ")}. Park the run when it is done, or end the session first, or multi-ai cancel.`,
        { run: run.run, at_work: busy },
      );
    const now = changeRun(call, () => [{ do: "interrupt", note: "the run was put aside" }])!;
    await endChecks(run);
    const folder = relative(call.project.root, moveRun(call.project, now, "parked", run.run));
    return done(
      `Run ${run.run} is parked in ${folder}.\nNext: multi-ai resume ${run.run} brings it back; ${startText(run)} in Claude Code starts another.`,
      { run: run.run, folder },
    );
  },
};
