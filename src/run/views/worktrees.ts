import { isLive, type Run } from "../../engine/run.ts";
import { here, wordOf } from "../../plugin.ts";
import { type Project, realPath } from "../../project/project.ts";
import {
  checkoutOf,
  type Worktree,
  worktreeProject,
  worktreesOf,
} from "../../project/worktrees/linked-worktrees.ts";
import { standsText, statusWords } from "../../render/outcome.ts";
import { knownRuns } from "../end/archived-runs.ts";
import { readable } from "../journal/read-run.ts";
import { glanceAt } from "./status.ts";

/** A project with all of its worktrees, each of which may have a run. */
interface Side {
  project: Project;
  /** Null: the project's checkout. */
  worktree: Worktree | null;
}

/** The checkout of a project, and then its worktrees; also as one of these asks. */
export function sidesOf(project: Project): Side[] {
  const all = worktreesOf(project).map((worktree) => ({
    project: worktreeProject(worktree),
    worktree,
  }));
  return [{ project: checkoutOf(project), worktree: null }, ...all];
}

/** How a place of the project is called. */
export const nameOf = ({ worktree }: Side): string => worktree?.name ?? "checkout";

/** Every word that names a worktree: its name, its branch and its runs. */
export const wordsFor = ({ project, worktree }: Side): string[] =>
  worktree === null ? [] : [worktree.name, worktree.branch ?? [], knownRuns(project)].flat();

/** The worktree that somebody means by such a word; null: none. */
export const worktreeNamed = (project: Project, word: string): Worktree | null =>
  sidesOf(project).find((side) => wordsFor(side).includes(word))?.worktree ?? null;

/** What the run of a place stands at, in a word or two. */
export const standing = (run: Run): string =>
  isLive(run) ? standsText(glanceAt(run)) : statusWords(run.status);

/** A line for each other place of the project that has a run. */
export const otherRunLines = (project: Project): string[] =>
  sidesOf(project).flatMap((side) => {
    const { root } = side.project;
    const run = realPath(root) === realPath(project.root) ? null : readable(side.project);
    return run === null
      ? []
      : [
          `In ${nameOf(side)}: ${run.run}, ${standing(run)} (${here(`--project ${wordOf(root)} status`)})`,
        ];
  });
