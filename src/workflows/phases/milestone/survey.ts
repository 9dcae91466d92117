import { changedFiles } from "../../../project/changes.ts";
import { hasGit, placesOf, runGit } from "../../../project/git.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { type Project, treeStore } from "../../../project/project.ts";
import { treeOf } from "../../../project/tree.ts";
import { fold, someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, result } from "../../execute/checks/place.ts";
import { MILESTONES, PHASES, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import { readText } from "../planning/files.ts";
import { archivedMilestones, nextVersion } from "../planning/milestones.ts";
import type { PhaseFolder, Planning, RoadmapPhase } from "../planning/model.ts";
import { samePhase } from "../planning/numbers.ts";
import { readPlanning } from "../planning/read.ts";
import { hasGaps, newestStale } from "../routes.ts";
import { commitSeen, EXCLUDED, isExcluded, leftByCommands, staleReason, treeish } from "../verify/seen.ts";

/** The look at a milestone before it is completed: whether everything in it is done, and what its archive and tag will say. */

/** Names that a sentence lists. */
const MOST = 5;

/** A milestone that may be completed: what it was, and what becomes of it. */
export interface Milestone {
  /** `v1.0`. */
  version: string;
  name: string;
  /** `2026-01-31`. */
  date: string;
  /** Its phases, in their order. `folder`: below `.planning/phases`; null: it has none. */
  phases: { number: string; name: string; folder: string | null }[];
  plans: number;
  tasks: number;
  /** A line for each plan: what was done, as its summary says. */
  done: string[];
  /** The commit that the tag names; null: there is no tag, and why. */
  tag: { commit: string | null; why?: string };
  /** What is not as it should be; empty where all is. */
  open: string[];
  /** Why the person let that pass; null: they were not asked. */
  waived: string | null;
}

/** What stands in the way. `hard`: nobody lets that pass; `open`: the person may. */
interface Standing {
  hard: string[];
  open: string[];
}

function phaseStanding(phase: RoadmapPhase, folders: readonly PhaseFolder[]): Standing {
  const { number } = phase;
  const hard = (...problems: string[]): Standing => ({ hard: problems, open: [] });
  const open = (problem: string): Standing => ({ hard: [], open: [problem] });
  const [folder] = folders;
  if (folders.length > 1) {
    const names = folders.map((one) => one.name).join(" and ");
    return hard(`${PHASES}: ${names} have the same number, expected one folder`);
  }
  if (folder === undefined || folder.plans.length === 0)
    return phase.done
      ? open(`phase ${number} is ticked and has no plan: nothing of it was verified`)
      : hard(`phase ${number} has no plan; /multi-ai:plan-phase ${number} makes them`);
  const { plans, summaries, verification } = folder;
  const unread = [...plans, ...(verification === null ? [] : [verification])].flatMap((one) => one.problems);
  if (unread.length > 0) return hard(...unread.map(problemText));
  const left = plans.filter((plan) => !summaries.some((one) => one.plan === plan.plan)).map((one) => one.id);
  if (left.length > 0)
    return hard(
      `phase ${number}: ${someOf(left, MOST)} without a summary; /multi-ai:execute-phase ${number} carries them out`,
    );
  const verify = `/multi-ai:verify-work ${number}`;
  if (verification === null) return open(`phase ${number} is not verified; ${verify}`);
  if (hasGaps(verification))
    return hard(`phase ${number}: ${verification.met} of ${verification.total} criteria hold; ${verify}`);
  return verification.status === "human_needed"
    ? open(`phase ${number} waits for what only a person can judge; ${verify}`)
    : hard();
}

/** One verification has to be about the project as it is now. */
function staleProblem(project: Project, phases: readonly RoadmapPhase[], folders: readonly PhaseFolder[]): string[] {
  const verified = phases.toReversed().flatMap(({ number }) => {
    const said = folders.find((one) => samePhase(one.number, number))?.verification;
    return said ? [{ number, said }] : [];
  });
  const stale = newestStale(verified, ({ said }) => staleReason(project, said));
  if (stale === null) return [];
  return [`no verification is about the project as it is now: ${stale.why}; /multi-ai:verify-work ${stale.of.number}`];
}

/** What is in the way of completing the milestone that the roadmap is about. Reads the disk, and git. */
export function standingOf(project: Project, planning: Planning): Standing {
  const { roadmap, requirements } = planning;
  const none: Standing = { hard: [], open: [] };
  if (roadmap === null || roadmap.phases.length === 0)
    return { ...none, hard: [`${ROADMAP}: it has no phases; there is nothing to complete`] };
  const each = roadmap.phases.map((phase) =>
    phaseStanding(
      phase,
      planning.phases.filter((one) => samePhase(one.number, phase.number)),
    ),
  );
  const unticked = (requirements ?? []).filter((one) => one.scope === "v1" && !one.done).map((one) => one.id);
  return {
    hard: [
      ...planning.problems.map(problemText),
      ...(planning.error === null
        ? []
        : [`STATE.md: the project is in error: ${planning.error}; /multi-ai:debug takes it up`]),
      ...(planning.paused ? ["the work is paused; /multi-ai:next --resume ends that"] : []),
      ...each.flatMap((one) => one.hard),
    ],
    open: [
      ...each.flatMap((one) => one.open),
      ...staleProblem(project, roadmap.phases, planning.phases),
      ...(unticked.length === 0 ? [] : [`${REQUIREMENTS}: ${someOf(unticked, MOST)} not ticked`]),
    ],
  };
}

/** The one line in bold that a summary begins with. */
const ONE_LINE = /^\*\*([^*\n]+)\*\*[ \t]*$/m;

function doneIn(root: string, folders: readonly PhaseFolder[]): string[] {
  return folders
    .flatMap((one) => one.summaries)
    .flatMap(({ path }) => {
      const line = ONE_LINE.exec(readText(root, path, []) ?? "")?.[1];
      return line === undefined ? [] : [fold(line)];
    });
}

/** The commit that a tag can name: one whose files are those of the project, which is what was verified; else why there is none. */
function tagOf(project: Project, folders: readonly PhaseFolder[]): Milestone["tag"] {
  const { root } = project;
  if (!hasGit() || placesOf(root) === null) return { commit: null, why: NO_GIT };
  const scratch = treeStore(project);
  const now = treeOf(root, { exclude: EXCLUDED, scratch });
  const named = folders.flatMap((one) => one.summaries).flatMap((one) => one.commits);
  const commit = now.ok ? commitSeen(project, now.tree, named) : null;
  if (!now.ok || commit === null) return { commit: null, why: "there is no commit that a tag could name" };
  const left = leftByCommands(folders);
  const changed = unlessUnreadable(
    () =>
      changedFiles(root, treeish(root, commit), now.tree, scratch)
        .map((one) => one.path)
        .filter((path) => !left.includes(path) && !isExcluded(path)),
    ["?"],
  );
  if (changed.length === 0) return { commit };
  return { commit: null, why: `no commit has the project as it is: ${someOf(changed, MOST)} differs; commit it first` };
}
const NO_GIT = "the project is not in git";

/** Why a tag of this name cannot be set there; null: it can, or it is there. */
export function tagProblem(root: string, version: string, commit: string): string | null {
  const there = runGit(["rev-parse", "--verify", "--quiet", `refs/tags/${version}^{commit}`], { cwd: root });
  const at = there.ok ? there.out.toString().trim() : commit;
  return at === commit
    ? null
    : `the tag ${version} is there, at ${at.slice(0, 12)} and not at ${commit.slice(0, 12)}; name another version`;
}

export const survey: Check = async ({ project, run }, task) => {
  const { root } = project;
  const planning = readPlanning(root);
  const { roadmap, phases: folders } = planning;
  const archived = archivedMilestones(root);
  const version = run.options.version ?? roadmap?.milestone?.version ?? nextVersion(archived);
  const { hard, open } = standingOf(project, planning);
  if (archived.includes(version))
    hard.push(
      `${MILESTONES}: ${version} is there already; name another: /multi-ai:complete-milestone ${nextVersion(archived)}`,
    );
  const tag = tagOf(project, folders);
  if (tag.commit !== null) hard.push(...[tagProblem(root, version, tag.commit) ?? []].flat());
  else if (tag.why !== NO_GIT) open.push(`there will be no tag: ${tag.why}`);
  if (hard.length > 0) return failed(task, ...hard);
  const folderOf = (number: string) => folders.find((one) => samePhase(one.number, number));
  const plans = folders.flatMap((one) => one.plans);
  const record: Milestone = {
    version,
    name: run.options.name ?? roadmap!.milestone?.name ?? roadmap!.title,
    date: run.created_at.slice(0, 10),
    phases: roadmap!.phases.map(({ number, name }) => ({ number, name, folder: folderOf(number)?.name ?? null })),
    plans: plans.length,
    tasks: plans.flatMap((plan) => plan.tasks).length,
    done: doneIn(root, folders),
    tag,
    open,
    waived: null,
  };
  const facts = { version, name: record.name, tag: tag.commit };
  return { ...result(task, open.length > 0 ? "open" : "pass", { facts, problems: open }), record };
};
