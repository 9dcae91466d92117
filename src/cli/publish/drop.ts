import { isLive } from "../../engine/run.ts";
import { livingOwner } from "../../host/host.ts";
import { here, wordOf } from "../../plugin.ts";
import { worktreeProject } from "../../project/worktrees/linked-worktrees.ts";
import { lostWith } from "../../project/worktrees/lost.ts";
import { openWorktrees } from "../../project/worktrees/open-worktrees.ts";
import { droppedRun } from "../../record/history.ts";
import {
  type Answer,
  type Call,
  type Command,
  callAt,
  done,
  no,
} from "../../run/commands/command.ts";
import { knownRuns } from "../../run/end/archived-runs.ts";
import { readable } from "../../run/journal/read-run.ts";
import { dropWorktree, snapshotText } from "../../run/start/worktree-run.ts";
import { sidesOf, wordsFor, worktreeNamed } from "../../run/views/worktrees.ts";
import { parkedRuns } from "../../store/archive.ts";
import { clean, didYouMean, given, someOf, withRemedy } from "../../text.ts";

/**
 * Removes a worktree of the project with its branch; the record of its run is kept. Asks where
 * something would be lost.
 */
export const drop: Command = {
  summary: "Remove a run's worktree and branch; asks if anything would be lost",
  usage: "<run>",
  args: [1, 1],
  async run(call) {
    const [name = ""] = call.args;
    const worktree = worktreeNamed(call.project, name);
    if (worktree === null) return noWorktree(call, name);
    const place = worktreeProject(worktree);
    const run = readable(place);
    const data = { run: run?.run ?? null, worktree: worktree.root, branch: worktree.branch };
    const isOpen = run !== null && isLive(run);
    const owner = isOpen ? livingOwner(run) : null;
    if (owner !== null)
      return no(
        `Run ${run!.run} is running in ${worktree.name} (process ${owner.pid}). ${here(`--project ${wordOf(worktree.root)} cancel`)} ends it.`,
        data,
      );
    const lost = lostWith(worktree, true);
    if (!Array.isArray(lost)) return no(`Nothing was done: ${withRemedy(lost)}.`, data);
    const open = openWorktrees(place, null);
    const what = [
      ...lost,
      ...given(open.length > 0, `work that was not merged (${someOf(open)})`),
      ...given(isOpen, `run ${run?.run}, which is not over`),
      ...parkedRuns(place.task).map((id) => `run ${id}, which is parked`),
    ].join(", and ");
    const branch = worktree.made ?? worktree.branch;
    const all = `${worktree.root}${branch === null ? "" : `, with its branch ${branch}`}`;
    const at = callAt(call, worktree.of);
    const stays = run === null || what === "" ? "" : snapshotText(at.project, run);
    if (what !== "")
      await at.agreed(
        `Lost with ${worktree.name}: ${clean(what)}.\nRemoved: ${all}. The record of its run is kept.${stays}`,
        null,
        data,
      );
    const dropped = await dropWorktree(worktree, call.env);
    if (!dropped.ok) return no(`Not all was removed: ${withRemedy(dropped)}.`, data);
    const shows = run === null ? "" : `\n${here(`report --run ${run.run}`)} shows its run.`;
    return done(`Removed: ${all}.${shows}${stays}`, { ...data, kept: dropped.kept });
  },
};

/** What somebody means who names no worktree, and what helps there. */
function noWorktree(call: Call, name: string): Answer {
  const sides = sidesOf(call.project);
  const { project } = sides[0]!;
  const all = sides.flatMap(({ worktree }) => worktree?.name ?? []);
  const known = all.length === 0 ? "this project has none" : `known: ${someOf(all)}`;
  // What is typed next is typed there.
  callAt(call, project.root);
  const run = readable(project);
  const was = droppedRun(project, name);
  const ends = run !== null && isLive(run) ? `${here("cancel")} ends it, ` : "";
  const text =
    run?.run === name
      ? `Run ${name} is in the checkout itself and has no worktree. ${ends}${here("reset")} archives it; its files stay.`
      : was !== undefined
        ? `${was.dropped} is removed already. ${here(`report --run ${was.run}`)} shows its run.`
        : knownRuns(project).includes(name)
          ? `Run ${name} has no worktree: it is parked or archived in the checkout. ${here(`report --run ${name}`)} shows it.`
          : `No worktree of ${clean(name)}${didYouMean(name, sides.flatMap(wordsFor)) || `; ${known}.`}`;
  return no(text, { known: all });
}
