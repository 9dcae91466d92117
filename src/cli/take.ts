import { here } from "../plugin.ts";
import {
  type Command,
  done,
  no,
  ownedRun,
  projectLine,
  RUN_OPTION,
} from "../run/commands/command.ts";
import { clean, plural } from "../text.ts";
import { hasCommits, sceneOf, takeInto } from "../workflows/index.ts";

/**
 * The commits of a run that is over, on the branch that is checked out or on a new one: shown,
 * asked for, then done.
 */
export const take: Command = {
  summary:
    "Put a council's commits on your branch, or with --branch on a new one: shows it, then does it",
  options: { ...RUN_OPTION, branch: { about: "On a new branch, which is checked out then" } },
  async run(call) {
    const { run, place } = ownedRun(call);
    const data = { run: run.run };
    if (run.status !== "complete" || !hasCommits(run))
      return no(
        run.status === "complete"
          ? `Run ${run.run} made no commits: its change lies in your files. ${here("report")} shows it.`
          : `Run ${run.run} is not complete (${run.status}): ${here("status")} says what it waits for.`,
        data,
      );
    const scene = sceneOf({ ...place, root: call.project.root }, run);
    const to = call.has("branch") ? "branch" : "here";
    const due = takeInto(scene, to, true);
    if (!due.ok) return no(`Nothing was done: ${clean(`${due.problem}; ${due.remedy}`)}.`, data);
    if (due.made === 0)
      return done(`${clean(due.on)} has all of its commits already.`, { ...data, made: 0 });
    const shown = `${projectLine(call)}${plural(due.made, "commit")} of ${run.run} on ${clean(due.on)}. Your files stay as they are; no hook runs, and nothing is signed.`;
    if (call.belowHost())
      return no(
        `${shown}\nNothing was done: run it yourself, in a terminal of your own, with ${here("take")}.`,
        data,
      );
    await call.agreed(shown, null, data);
    const taken = takeInto(scene, to);
    if (!taken.ok)
      return no(`Nothing was done: ${clean(`${taken.problem}; ${taken.remedy}`)}.`, data);
    return done(`${plural(taken.made, "commit")} on ${clean(taken.on)}.`, {
      ...data,
      on: taken.on,
      made: taken.made,
    });
  },
};
