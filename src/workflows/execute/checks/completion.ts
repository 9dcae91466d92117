import { BY_HAND, BY_UNSEEN } from "../../../engine/run.ts";
import { diffTrees } from "../../../project/trees/changes.ts";
import { forgetClosed } from "../../../project/worktrees/branch.ts";
import { accepted } from "../../../record/accepted.ts";
import { authoredBetween } from "../../../record/changes/authors.ts";
import type { Scene } from "../../../record/scene.ts";
import { projectTree } from "../../../record/subject.ts";
import { given, someOf } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { pathRules } from "../../small/path-rules.ts";
import {
  acceptedTree,
  baseOfItem,
  type CompletionFacts,
  checksOf,
  criteriaOf,
  doneFacts,
  hasNamed,
  isDone,
  type PlanTask,
  snapshotFacts,
  wasBegun,
} from "../plan/plan.ts";
import { outdating } from "../plan/plan-rules.ts";
import { commitOf } from "./commit.ts";
import { type Ran, ranLine, runHere } from "./criteria.ts";
import { Inconclusive, MAX_NAMES, result, streamFor, unwrap } from "./workspace.ts";

/**
 * What became of the plan, by what the program has seen itself: files that somebody wrote about it
 * count for nothing. Once all tasks are done their criteria run again, on what they are together.
 */
export const completion: Check = async (scene, task, signal) => {
  const { project, run } = scene;
  const planned = snapshotFacts(run);
  const items = planned?.items ?? [];
  const tree = unwrap(projectTree(scene)).subject;
  const changed = authoredBetween(scene, planned?.tree ?? null, tree);
  const countOf = (author: string): number =>
    changed?.others.filter(({ by }) => by === author).length ?? 0;
  const open = items.filter(({ n }) => !isDone(run, String(n)));
  for (const { n } of items.filter((item) => !open.includes(item))) {
    const stream = streamFor(scene, String(n));
    // Its work is on the run's branch; a ref that cannot be dropped harms nobody.
    if (stream !== null) forgetClosed(project, stream);
  }
  const named = (begun: boolean): string[] =>
    open.filter(({ n }) => wasBegun(run, String(n)) === begun).map(({ n, name }) => `${n} ${name}`);
  const facts: CompletionFacts = {
    ...doneFacts(run, items),
    files_changed: changed?.run.length ?? null,
    by_hand: countOf(BY_HAND),
    by_unseen: countOf(BY_UNSEEN),
    snapshot: planned?.snapshot ?? null,
    failed: named(true),
    skipped: named(false),
  };
  const problems = [
    ...given(items.length === 0, "there was nothing to do"),
    ...facts.failed.map((one) => `task ${one}: not done`),
    ...facts.skipped.map((one) => `task ${one}: never started`),
  ];
  const files = changed?.run.map(({ path, status }) => ({ path, status }));
  if (problems.length > 0)
    return result(task, "fail", { tree, facts: { ...facts }, problems, files });
  // What tests the project whole may have been red before the first task.
  const { tests = [], before = [] } = planned ?? {};
  const known = [
    ...tests.filter((_, at) => before[criteriaOf(items).length + at] !== "passed"),
    ...items.flatMap(({ n }) => takenRed(scene, String(n))),
  ];
  const ran = await runTogether(scene, items, tree, signal);
  const bad = ran.filter((one) => one.state !== "passed" && !known.includes(one.command));
  // What an earlier task was shown by may be a later one's to change. Nobody can mend that, and
  // nothing is shown by it any more.
  const gone = bad.flatMap(({ seen, command }) =>
    !tests.includes(command) && (seen === "not_found" || isOutdated(scene, items, tree, command))
      ? [command]
      : [],
  );
  if (gone.length > 0) Object.assign(facts, { gone, ...doneFacts(run, items, gone) });
  const red = bad
    .filter((one) => !gone.includes(one.command))
    .map((one) => `together, ${ranLine(one)}`);
  const manifests = (changed?.run ?? [])
    .map(({ path }) => path)
    .filter((one) => pathRules(one).includes(PACKAGES));
  const hint = `${someOf(manifests, MAX_NAMES)} changed: the project may still lack the packages that it adds`;
  red.push(...given(red.length > 0 && manifests.length > 0, hint));
  if (red.length > 0)
    return result(task, "red", { tree, facts: { ...facts }, problems: red, files, ran });
  const commit = await commitMended(scene, tree);
  return result(task, "pass", {
    tree,
    facts: { ...facts, ...(commit === null ? {} : { commit }) },
    files,
    ran,
  });
};

/**
 * Whether a later task has changed, as its own, what the last one that passed by a command was
 * shown by, and nobody has since. Tasks of one plan have all of its files: there it may be an
 * accident.
 */
function isOutdated(
  { project, run }: Scene,
  items: readonly PlanTask[],
  tree: string | null,
  command: string,
) {
  const landed = ({ n }: PlanTask): number =>
    checksOf(run, String(n), "commit").at(-1)?.acceptedSeq ?? 0;
  const [shown] = items
    .filter(({ criteria }) => criteria.includes(command))
    .sort((a, b) => landed(b) - landed(a));
  if (shown === undefined || checksOf(run, String(shown.n), "accept").at(-1)?.outcome !== "pass")
    return false;
  const isLater = (task: PlanTask): boolean =>
    landed(task) > landed(shown) && (task.plan === undefined || task.plan !== shown.plan);
  return items.filter(isLater).some((item) => {
    const [before, after] = [baseOfItem(run, String(item.n)), acceptedTree(run, String(item.n))];
    const since = diffTrees(project, after, tree)?.map(({ path }) => path);
    const isOwn = hasNamed(item);
    const changes = (diffTrees(project, before, after) ?? [])
      .filter(({ path }) => isOwn(path) && since?.includes(path) === false)
      .map(({ path, status }) => ({ path, isGone: status === "deleted" }));
    return outdating(command, changes).length > 0;
  });
}

/** What a change of a file may mean: other packages than those that are installed. */
const PACKAGES = "path:dependencies";

/** Criteria with which the person took an item although they failed. */
function takenRed({ project, run }: Scene, item: string): string[] {
  const last = checksOf(run, item, "accept").at(-1);
  const { ran = [] } = (last?.waiver && accepted<{ ran?: Ran[] }>(project, last.artifact)) || {};
  return ran.filter((one) => one.state !== "passed").map((one) => one.command);
}

/**
 * Runs the criteria of all tasks on what they are together, save those that were seen on this very
 * tree. @throws Inconclusive
 */
async function runTogether(
  scene: Scene,
  items: readonly PlanTask[],
  tree: string | null,
  signal: AbortSignal,
) {
  const { run } = scene;
  const { isolation, tests = [] } = snapshotFacts(run) ?? {};
  const seen = items.filter(({ n }) => tree !== null && acceptedTree(run, String(n)) === tree);
  const commands = [
    ...criteriaOf(items).filter((criterion) => !criteriaOf(seen).includes(criterion)),
    ...tests,
  ];
  if (commands.length === 0) return [];
  return (await runHere(scene, commands, isolation === "worktree", signal)).ran.filter(
    (one) => one !== null,
  );
}

/**
 * Commits what was mended after the tasks. @returns null where nothing was, or where the run makes
 * no commits. @throws Inconclusive
 */
async function commitMended(scene: Scene, tree: string | null): Promise<string | null> {
  const { run } = scene;
  const from =
    run.tasks.find((task) => task.edits === "all" && !task.void && task.outcome !== null)?.base ??
    null;
  if (from === null || !snapshotFacts(run)?.commits) return null;
  const changed = diffTrees(scene.project, from, tree);
  if (changed === null)
    throw new Inconclusive("what was fixed is unknown: the project before it is no longer kept");
  const own = new Set(changed.map(({ path }) => path));
  const trailers = { Run: run.run, Item: "together" };
  return commitOf(scene, {
    title: run.findings.some(({ state }) => state === "fixed")
      ? "Fix what the review found"
      : "Make the tasks hold together",
    trailers,
    of: { files: (name) => own.has(name) },
  });
}
