/** Whose the changes of a run are: its tasks', by the calls of their agents, or the person's. All that asks about it asks here. */
import type { Run, Task } from "../engine/run.ts";
import { type ChangedFile, changedBetween, changedFiles } from "../project/changes.ts";
import { treeStore } from "../project/project.ts";
import type { Scene } from "./scene.ts";
import { testRecordOf } from "./tests.ts";

type Of = Pick<Scene, "project" | "run">;

/** Tasks that may have changed the project's files, void ones too. */
const working = (run: Run): Task[] => run.tasks.filter((task) => task.edits !== null && typeof task.base === "string");

/** Trees of before and behind what nobody's calls tell: work in worktrees, of agents that no hook saw, and the program's checks. */
function windows({ project, run }: Of, now: string): [from: string, to: string][] {
  const unseen = working(run).filter((task) => !task.changed);
  return [
    // In a worktree nobody else works; what another agent of the checkout did is not known, so all that changed since counts.
    ...unseen.map(({ base, reviewed }): [string, string] => [base!, (base!.startsWith("git:") && reviewed) || now]),
    ...run.tasks.flatMap((task): [string, string][] => {
      const { tree = null, after = null } = task.who.program ? (testRecordOf(project, task) ?? {}) : {};
      return tree === null || after === null || tree === after ? [] : [[tree, after]];
    }),
  ];
}

/** Tells for a file that differs from before the run whether the run has changed it. `to`: the tree of now; null: not taken. */
export function ofRun(of: Of, to: string | null): (path: string) => boolean {
  const tasks = working(of.run);
  const isTold = ({ changed, base }: Task): boolean => Boolean(changed) || base!.startsWith("git:");
  if (to === null && (tasks.length === 0 || !tasks.every(isTold))) return () => true;
  const seen = tasks.flatMap((task) => Object.keys(task.changed ?? {}));
  const within = windows(of, to ?? "").flatMap(([from, behind]) => changedBetween(of.project, from, behind) ?? []);
  const known = new Set([...seen, ...within.map(({ path }) => path)]);
  return (path) => known.has(path);
}

/** What differs between two trees of the project, apart: what the run has changed, and what was changed by hand. @throws TreeUnreadable */
export function byAuthor(of: Of, from: string, to: string): { run: ChangedFile[]; hand: ChangedFile[] } {
  const changed = changedFiles(of.project.root, from, to, treeStore(of.project));
  if (changed.length === 0) return { run: [], hand: [] };
  const isOfRun = ofRun(of, to);
  const { run = [], hand = [] } = Object.groupBy(changed, ({ path }) => (isOfRun(path) ? "run" : "hand"));
  return { run, hand };
}

/** How the newest call that changed a file left it, as a hash; null where no call is known to have. */
export const leftBy = (run: Run, path: string): string | null =>
  working(run).findLast((task) => task.changed?.[path] !== undefined)?.changed?.[path] ?? null;
