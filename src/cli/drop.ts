import { isLive } from "../engine/run.ts";
import { livingOwner } from "../host/host.ts";
import { here, wordOf } from "../plugin.ts";
import { besideProject, lostWith, removeBeside } from "../project/worktrees/beside.ts";
import { type Command, callAt, done, no } from "../run/commands/command.ts";
import { readable } from "../run/life/read.ts";
import { resetRun } from "../run/life/start.ts";
import { besideNamed, sidesOf } from "../run/views/beside.ts";
import { clean, someOf } from "../text.ts";

/** Removes a worktree of the project with its branch and run; asks where something would be lost. */
export const drop: Command = {
  summary: "Remove a run's worktree and branch; asks if anything would be lost",
  usage: "<run>",
  args: [1, 1],
  async run(call) {
    const [name = ""] = call.args;
    const beside = besideNamed(call.project, name);
    if (beside === null) {
      const all = sidesOf(call.project).flatMap((side) => side.beside?.name ?? []);
      const known = all.length === 0 ? "this project has none" : `known: ${someOf(all)}`;
      return no(`No worktree of ${clean(name)}; ${known}.`, { known: all });
    }
    const place = besideProject(beside);
    const run = readable(place);
    const data = { run: run?.run ?? null, worktree: beside.root, branch: beside.branch };
    const owner = run && isLive(run) ? livingOwner(run) : null;
    if (owner !== null)
      return no(
        `Run ${run!.run} is running in ${beside.name} (process ${owner.pid}). ${here(`--project ${wordOf(beside.root)} cancel`)} ends it.`,
        data,
      );
    const lost = lostWith(beside, true);
    if (typeof lost !== "string")
      return no(`Nothing was done: ${clean(`${lost.problem}; ${lost.remedy}`)}.`, data);
    const all = [lost, run !== null && isLive(run) ? `run ${run.run}, which is not over` : ""];
    const what = all.filter((one) => one !== "").join(", and ");
    const branch = beside.made ?? beside.branch;
    const its = branch === null ? "" : `its branch ${branch}`;
    const shown = `${beside.root}${its && `, ${its}`} and the record of its run are removed for good.`;
    const at = callAt(call, beside.of);
    if (what !== "")
      await at.agreed(`Lost with ${beside.name}: ${clean(what)}.\n${shown}`, null, data);
    // What is known of its run outside of the project goes, too.
    if (run !== null) resetRun(place, "its worktree was removed");
    const removed = removeBeside(beside, true, true);
    if (!removed.ok)
      return no(`Not all was removed: ${clean(`${removed.problem}; ${removed.remedy}`)}.`, data);
    return done(`Removed: ${beside.root}${its && `, with ${its}`}.`, data);
  },
};
