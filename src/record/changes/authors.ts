/**
 * Whose the changes of a run are: its tasks', by the calls of their agents, or the person's. All
 * that asks about it asks here.
 */
import { BY_HAND, BY_UNSEEN, type OtherAuthor, type Run, type Task } from "../../engine/run.ts";
import { ifReadable } from "../../project/snapshots/trees.ts";
import { type ChangedFile, changedFiles, diffTrees } from "../../project/trees/changes.ts";
import type { Scene } from "../scene.ts";
import { isTree } from "../subject.ts";
import { testRecordOf } from "../tests/test-record.ts";

type Of = Pick<Scene, "project" | "run">;

/** Tasks that may have changed the project's files, void ones too. */
const editingTasks = (run: Run): Task[] =>
  run.tasks.filter((task) => task.edits !== null && typeof task.base === "string");

/**
 * Tree pairs around changes that no hook recorded: work in worktrees, of agents that no hook saw,
 * and the program's checks.
 */
function unobserved({ project, run }: Of, now: string): [from: string, to: string][] {
  const unseen = editingTasks(run).filter((task) => !task.changed);
  return [
    // In a worktree nobody else works; what another agent of the checkout did is not known, so all
    // that changed since counts.
    ...unseen.map(({ base, reviewed }): [string, string] => [
      base!,
      (base!.startsWith("git:") && reviewed) || now,
    ]),
    ...run.tasks.flatMap((task): [string, string][] => {
      const { tree = null, after = null } = task.who.program
        ? (testRecordOf(project, task) ?? {})
        : {};
      return tree === null || after === null || tree === after ? [] : [[tree, after]];
    }),
  ];
}

/** The hash of a file that the person took into the change as it was then; null: they did not. */
const claimedHash = ({ unclaimed }: Run, path: string): string | null =>
  unclaimed?.[path]?.taken ? unclaimed[path].hash : null;

/**
 * Whether the run has changed a file that differs from before it. `to`: the tree of now; null: not
 * taken.
 */
export function changedByRun(of: Of, to: string | null): (path: string) => boolean {
  const tasks = editingTasks(of.run);
  const isObserved = ({ changed, base }: Task): boolean =>
    Boolean(changed) || base!.startsWith("git:");
  if (to === null && (tasks.length === 0 || !tasks.every(isObserved))) return () => true;
  const seen = tasks.flatMap((task) => Object.keys(task.changed ?? {}));
  const within = unobserved(of, to ?? "").flatMap(
    ([from, until]) => diffTrees(of.project, from, until) ?? [],
  );
  const known = new Set([...seen, ...within.map(({ path }) => path)]);
  return (path) => known.has(path) || claimedHash(of.run, path) !== null;
}

/** Files that agents of the run have changed, whatever its tests have left. */
export const byAgents = (of: Of): string[] =>
  editingTasks(of.run).flatMap(({ base, reviewed, changed }) =>
    changed
      ? Object.keys(changed)
      : (diffTrees(of.project, base, reviewed) ?? []).map(({ path }) => path),
  );

/**
 * Files that accepted work since a task has changed, by the calls of its agents; null: not all of
 * that is recorded.
 */
export function changedByCallsSince(of: Of, { acceptedSeq: since }: Task): string[] | null {
  const tasks = of.run.tasks
    .filter(({ acceptedSeq }) => acceptedSeq > 0)
    .sort((a, b) => a.acceptedSeq - b.acceptedSeq);
  const [was, is] = [new Map<string, string>(), new Map<string, string>()];
  for (const { edits, changed, acceptedSeq } of tasks) {
    if (edits === null) continue;
    if (acceptedSeq > since && (!changed || Object.keys(changed).length === 0)) return null;
    for (const [path, hash] of Object.entries(changed ?? {}))
      (acceptedSeq > since ? is : was).set(path, hash);
  }
  const paths = [...is].flatMap(([path, hash]) => (was.get(path) === hash ? [] : [path]));
  return paths.length === 0 ? null : paths.sort();
}

/** A file that no call of the run has changed. */
export type Other = ChangedFile & { by: OtherAuthor };

export const otherText = ({ path, by }: Other): string => `${path} (${by})`;

/**
 * What differs between two trees of the project, in two lists: changes of the run, and changes of
 * others. @throws TreeUnreadable
 */
export function byAuthor(
  of: Of,
  from: string,
  to: string,
): { run: ChangedFile[]; others: Other[] } {
  const changed = changedFiles(of.project, from, to);
  if (changed.length === 0) return { run: [], others: [] };
  const isOfRun = changedByRun(of, to);
  const { run = [], others = [] } = Object.groupBy(changed, ({ path }) =>
    isOfRun(path) ? "run" : "others",
  );
  // A command that such a task left running may have changed whatever differs since the task
  // began, up to the moment at which all of its commands had ended.
  const inBackground =
    others.length === 0 ? [] : of.run.tasks.filter((task) => task.runs_on !== undefined);
  const since = ({ base, reviewed, runs_on }: Task) =>
    diffTrees(of.project, isTree(base) ? base : null, runs_on ? to : (reviewed ?? to)) ?? others;
  const unseen = new Set(inBackground.flatMap(since).map(({ path }) => path));
  return {
    run,
    others: others.map((other) => ({ ...other, by: unseen.has(other.path) ? BY_UNSEEN : BY_HAND })),
  };
}

/** The same; null where one of the trees is none, or cannot be read any more. */
export const authoredBetween = (of: Of, from: string | null, to: string | null) =>
  from === null || to === null ? null : ifReadable(() => byAuthor(of, from, to), null);

/**
 * How the newest call that changed a file left it, or the person took it, as a hash; null where
 * nothing such is known.
 */
export const hashAfterCalls = (run: Run, path: string): string | null =>
  claimedHash(run, path) ??
  editingTasks(run).findLast((task) => task.changed?.[path] !== undefined)?.changed?.[path] ??
  null;
