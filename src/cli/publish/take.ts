import { isLive } from "../../engine/run.ts";
import { here, wordOf } from "../../plugin.ts";
import type { Failure } from "../../project/git/git.ts";
import type { Project } from "../../project/project.ts";
import {
  type Worktree,
  worktreeAt,
  worktreeProject,
} from "../../project/worktrees/linked-worktrees.ts";
import { type Form, mergeWorktree } from "../../project/worktrees/merge/bring.ts";
import { droppedRun } from "../../record/history.ts";
import { statusWords } from "../../render/outcome.ts";
import { pullRequest } from "../../render/report/pull-request.ts";
import {
  type Answer,
  type Call,
  type Command,
  callAt,
  done,
  Ends,
  no,
  ownedRun,
  RUN_OPTION,
  refuseStranger,
  wrongUsage,
} from "../../run/commands/command.ts";
import { readRun } from "../../run/journal/change.ts";
import { readable } from "../../run/journal/read-run.ts";
import { isLookedAt, settle, snapshotText, uncommittedIn } from "../../run/start/worktree-run.ts";
import { reportFacts } from "../../run/views/report.ts";
import { worktreeNamed } from "../../run/views/worktrees.ts";
import { parkedRuns } from "../../store/archive.ts";
import { clean, given, plural, someOf, withRemedy } from "../../text.ts";
import { hasCommits, sceneOf, takeInto } from "../../workflows/index.ts";

/**
 * The work of a run that is over, on the branch that is checked out or on a new one: shown, asked
 * for, then done.
 */
export const take: Command = {
  summary:
    "Bring a run's work here: a council's commits, or what a run in a worktree made or fixed. Shows it, then does it",
  usage: "[run]",
  args: [0, 1],
  options: {
    ...RUN_OPTION,
    branch: { about: "A council's: on a new branch, which is checked out then" },
    squash: { about: "From a worktree: as one commit" },
    files: { about: "From a worktree: the files alone, nothing is committed" },
  },
  run(call) {
    const name = call.args[0] ?? call.value("run");
    const worktree =
      name === null ? worktreeAt(call.project.root) : worktreeNamed(call.project, name);
    if (worktree !== null) return takeBeside(callAt(call, worktree.of), worktree);
    const only = ["squash", "files"].find((one) => call.has(one));
    if (only !== undefined)
      return wrongUsage(`--${only} is for the run of a worktree: ${here("runs")} lists them`);
    if (call.args[0] !== undefined) call.given.run = call.args[0];
    return takeCouncil(call);
  },
};

type Lack = Failure & { conflicts?: string[]; written?: true };
const nothing = ({ problem, remedy, conflicts, written }: Lack, data: object): Answer => {
  const came = written
    ? "The files are in your checkout, and the commits are not on your branch; the same once more puts them there"
    : "Nothing was done";
  return no(`${came}: ${withRemedy({ problem, remedy })}.`, {
    ...data,
    ...(conflicts && { conflicts }),
  });
};
/** @throws Ends where it cannot be done */
function must<T extends { ok: boolean }>(found: T | Lack, data: object): Exclude<T, Lack> {
  if (found.ok) return found as Exclude<T, Lack>;
  throw new Ends(nothing(found as Lack, data));
}

const KEPT = "no hook runs, and nothing is signed";

async function takeBeside(call: Call, worktree: Worktree): Promise<Answer> {
  const place = worktreeProject(worktree);
  refuseStranger({ ...call, project: place });
  const run = readRun(place);
  const data = { run: run?.run ?? null, worktree: worktree.root, branch: worktree.branch };
  if (call.has("branch"))
    return wrongUsage("--branch is for a council's commits; a worktree has its own branch");
  if (call.has("squash") && call.has("files"))
    return wrongUsage("--squash and --files cannot be combined");
  const at = (words: string): string => here(`--project ${wordOf(worktree.root)} ${words}`);
  if (run !== null && isLive(run))
    return no(
      `Run ${run.run} is not complete (${statusWords(run.status)}): ${at("status")} says what comes next.`,
      data,
    );
  const [parked] = run === null ? parkedRuns(place.task) : [];
  if (parked !== undefined)
    return no(`Run ${parked} is parked: ${at(`resume ${parked}`)} brings it back.`, data);
  if (run?.status === "complete") must(settle(worktree, run), data);
  const { fixes, others } = uncommittedIn(worktree, run);
  const left = others.map(clean);
  // Its commits are those that were looked at: they are not the run's to bring.
  const isLook = isLookedAt(worktree);
  if (isLook && fixes.length === 0)
    return no(
      `Nothing was done: ${worktree.name} is a checkout for a look, without fixes. ${here(`drop ${worktree.name}`)} removes it.`,
      data,
    );
  const form = isLook ? "files" : formOf(call, place);
  const plan = must(mergeWorktree(call.project, worktree, { form, fixes, dry: true }), data);
  const files = `${plural(plan.files.length, "file")} (${someOf(plan.files.map(clean), 8)})`;
  const drops = `Next: ${here(`drop ${worktree.name}`)} removes the worktree.`;
  const stays = given(
    left.length > 0,
    `Uncommitted in the worktree, and left there: ${someOf(left)}.`,
  );
  if (plan.files.length + plan.commits === 0)
    return left.length === 0 || plan.tip !== worktree.base
      ? done([`Your checkout has all of ${worktree.name} already.`, ...stays, drops].join("\n"), {
          ...data,
          made: 0,
        })
      : nothing(
          {
            ok: false,
            problem: `${worktree.name} has no commit that your checkout lacks, and these are uncommitted there: ${someOf(left)}`,
            remedy: `commit what you want of them in ${worktree.root}, then take it again`,
          },
          data,
        );
  const what =
    plan.on === null
      ? `${files} from ${worktree.name}, in your checkout and uncommitted`
      : `${plural(plan.commits, "commit")} of ${worktree.name} on ${clean(plan.on)}: ${files}`;
  const live = readable(call.project);
  const lines = [
    `${what}. Other files stay as they are; ${KEPT}.`,
    ...stays,
    ...given(
      live !== null && isLive(live),
      `Run ${live?.run} in your checkout is not over: to it this is a change by hand.`,
    ),
  ];
  await call.agreedAtTerminal(lines.join("\n"), `take ${worktree.name}`, data);
  const brought = must(mergeWorktree(call.project, worktree, { form, fixes, seen: plan }), data);
  return done(`${what}.\n${drops}`, {
    ...data,
    on: brought.on,
    made: brought.commits,
    files: brought.files,
  });
}

function formOf(call: Call, place: Project): Form {
  if (call.has("files")) return "files";
  if (!call.has("squash")) return "commits";
  const run = readRun(place);
  const title = run === null ? "Work of a worktree" : pullRequest(reportFacts(place, run)).title;
  return { squash: run === null ? title : `${title}\n\nRun: ${run.run}` };
}

async function takeCouncil(call: Call): Promise<Answer> {
  const { run, place } = ownedRun(call);
  const data = { run: run.run };
  const dropped = droppedRun(call.project, run.run)?.dropped;
  if (run.status !== "complete" || !hasCommits(run))
    return no(
      dropped !== undefined
        ? `Run ${run.run} was in the worktree ${dropped}, which is removed: no branch is left to take. ${here(`report --run ${run.run}`)} shows what it did.${snapshotText(call.project, run)}`
        : run.status === "complete"
          ? `Run ${run.run} made no commits: its change lies in your files. ${here("report")} shows it.`
          : `Run ${run.run} is not complete (${run.status}): ${here("status")} says what it waits for.`,
      data,
    );
  const scene = sceneOf({ ...place, root: call.project.root }, run);
  const to = call.has("branch") ? "branch" : "here";
  const plan = must(takeInto(scene, to, true), data);
  if (plan.made === 0)
    return done(`${clean(plan.on)} has all of its commits already.`, { ...data, made: 0 });
  const shown = `${plural(plan.made, "commit")} of ${run.run} on ${clean(plan.on)}. Your files stay as they are; ${KEPT}.`;
  await call.agreedAtTerminal(shown, "take", data);
  const taken = must(takeInto(scene, to, false, to === "here" ? plan.on : undefined), data);
  return done(`${plural(taken.made, "commit")} on ${clean(taken.on)}.`, {
    ...data,
    on: taken.on,
    made: taken.made,
  });
}
