import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import { forgetClosed } from "../../../project/worktrees/branch.ts";
import { projectTree } from "../../../record/subject.ts";
import type { Check } from "../../contract/contract.ts";
import { type CompletionFacts, isDone, shownOf, snapshotFacts, wasBegun } from "../plan.ts";
import { result, streamFor } from "./place.ts";

/** What became of the plan, by what the program has seen itself: files that somebody wrote about it count for nothing. */
export const completion: Check = async (scene, task) => {
  const { project, run } = scene;
  const planned = snapshotFacts(run);
  const items = planned?.items ?? [];
  const now = projectTree(scene);
  const tree = now.ok ? now.subject : null;
  const before = planned?.tree ?? null;
  const changed =
    before === null || tree === null
      ? []
      : unlessUnreadable(() => changedFiles(project.root, before, tree, treeStore(project)), []);
  const open = items.filter(({ n }) => !isDone(run, String(n)));
  for (const { n } of items.filter((one) => !open.includes(one))) {
    const stream = streamFor(scene, String(n));
    // Its work is on the run's branch; a ref that cannot be dropped harms nobody.
    if (stream !== null) forgetClosed(project, stream);
  }
  const named = (begun: boolean): string[] =>
    open.filter(({ n }) => wasBegun(run, String(n)) === begun).map(({ n, name }) => `${n} ${name}`);
  const shown = items.filter((one) => !open.includes(one)).map(({ n }) => shownOf(run, String(n)));
  const facts: CompletionFacts = {
    done: items.length - open.length,
    total: items.length,
    files_changed: changed.length,
    snapshot: planned?.snapshot ?? null,
    failed: named(true),
    skipped: named(false),
    unchanged: shown.filter((one) => one?.evidence === null).length,
    evidence: shown.flatMap((one) => one?.evidence ?? []),
  };
  const problems = [
    ...(items.length === 0 ? ["there was nothing to carry out"] : []),
    ...facts.failed.map((one) => `task ${one}: not done`),
    ...facts.skipped.map((one) => `task ${one}: never begun`),
  ];
  const files = changed.map(({ path, status }) => ({ path, status }));
  return result(task, problems.length === 0 ? "pass" : "fail", { tree, facts: { ...facts }, problems, files });
};
