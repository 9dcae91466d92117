import { homedir } from "node:os";
import { relative } from "node:path";
import { visible } from "../../command-line.ts";
import { MODES } from "../../host/modes.ts";
import { linkless } from "../../process/files/path.ts";
import { repositoriesInside } from "../../project/files.ts";
import { entriesOf, gitAnswer, runGit, topLevel } from "../../project/git/git.ts";
import { filesIn, type Project, type Rooted } from "../../project/project.ts";
import type { Env } from "../../record/machine/outside.ts";
import { given, someOf } from "../../text.ts";
import { MANAGERS } from "../fence/package-managers.ts";

/** Where a run is started: what no project can be, and which folder is the project. */

/** In milliseconds, and bytes of git's list. */
const PATIENCE = 5_000;
const MAX_HOME_LIST = 64 * 1024;
/**
 * Of a home folder, what git neither tracks nor ignores: in a container whose home is the project a
 * few entries of programs, in a person's own home far more.
 */
const MOST_UNTRACKED = 20;

const isManifest = (name: string): boolean => MANAGERS.some(({ files }) => files.test(name));

/**
 * Entries in a home folder that git neither tracks nor ignores, as it lists them: a folder that is
 * new whole counts once.
 */
function untracked(root: string): number {
  const args = [
    "ls-files",
    "--others",
    "--exclude-standard",
    "--directory",
    "--no-empty-directory",
    "-z",
  ];
  const listed = runGit(args, { cwd: root, timeout: PATIENCE, maxBytes: MAX_HOME_LIST });
  return listed.ok ? entriesOf(listed.out).length : Number.POSITIVE_INFINITY;
}

/** Why no run is started in this folder, and where to start; null: it may be a project. */
export function noPlace({ root }: Rooted, env: Env): string | null {
  const start = "Go to a project's own folder and start there";
  if (root === "/")
    return `/ is no project: the whole machine would be copied and reviewed. ${start}.`;
  const isBare = ["rev-parse", "--is-bare-repository"];
  if (gitAnswer(isBare, { cwd: root, timeout: PATIENCE }) === "true")
    return `${root} is a bare repository, without files to change. Start in a clone or a worktree of it; git worktree list shows its worktrees.`;
  if (root !== linkless(env.HOME || homedir())) return null;
  if (topLevel(root) === root)
    return untracked(root) <= MOST_UNTRACKED
      ? null
      : `the repository here is your whole home folder (${root}), most of which git neither tracks nor ignores. Type git init in your project's own folder and start there; for dotfiles, let git ignore the rest: a line * in .gitignore.`;
  return filesIn(root).some(isManifest)
    ? null
    : `${root} is your home folder, not a project: all of it would be copied and reviewed. ${start}; a new one needs git init first.`;
}

/**
 * The folder of the project in which a run was started, relative to it; null: the project's own.
 */
export function insideOf({ root }: Rooted, from: string): string | null {
  const inside = relative(root, linkless(from) ?? from);
  return inside === "" || inside.startsWith("../") ? null : inside;
}

/** Which folder is the project, where that is not the one in which the run was started. */
export function projectText(project: Rooted, from: string): string | null {
  const inside = insideOf(project, from);
  return inside === null
    ? null
    : `Project: ${project.root}, the whole of it, not ${inside} alone. Commits, tests and .task/ are there.`;
}

/** Bytes of git's list; of a longer one the number is not known. */
const MAX_LIST = 4 * 1024 * 1024;

/**
 * Files that differ from the last commit, without these folders; null where that cannot be told.
 */
function uncommitted({ root }: Project, own: readonly string[]): string[] | null {
  const excluded = own.map((folder) => `:(exclude)${folder}`);
  const listed = runGit(
    ["status", "--porcelain=v1", "-z", "--no-renames", "--", ".", ...excluded],
    {
      cwd: root,
      timeout: PATIENCE,
      maxBytes: MAX_LIST,
    },
  );
  // Two letters of what became of it, and a blank, stand before each.
  return listed.ok ? entriesOf(listed.out).map((entry) => visible(entry.slice(3))) : null;
}

/** Repositories inside: what a run does with their files, and does not. */
function insideText(project: Project, own: readonly string[]): string[] {
  const inside = repositoriesInside(project, [...own]);
  return given(
    inside.length > 0,
    `Repositories inside: ${someOf(inside.map(visible))}. Their files are reviewed and kept for a rollback, but no commit or pull request of a run has them: commit there by hand.`,
  );
}

function treeText(
  project: Project,
  own: readonly string[],
  isAbout: boolean,
  isBeside: boolean,
): string {
  if (topLevel(project.root) === null) return "No git repository: nothing will be committed.";
  const files = uncommitted(project, own);
  if (files === null) return "Uncommitted files: unknown.";
  return files.length === 0
    ? `${isBeside ? "The worktree" : "Working tree"} is clean.`
    : `Uncommitted${isBeside ? " in the worktree" : ""}${isAbout ? "" : ", and not part of the run's diff"}: ${someOf(files)}.`;
}

/**
 * What a person should know before the work begins: the host's mode, and what lies in the project;
 * with what helps where it matters. `asks`: somebody is there to be asked. `fenced`: commands run
 * in the host's sandbox. `own`: folders that runs have written. `isAbout`: the run looks at
 * what is uncommitted. `isBeside`: it is in a worktree beside the checkout.
 */
export function preflight(
  project: Project,
  mode: string,
  {
    asks = true,
    fenced = false,
    own = [".task"],
    isAbout = false,
    isBeside = false,
  }: Partial<Record<"asks" | "fenced" | "isAbout" | "isBeside", boolean>> & {
    own?: readonly string[];
  } = {},
): string[] {
  const known = Object.hasOwn(MODES, mode) ? MODES[mode]! : null;
  const unasked = (fenced && known?.fenced) || known?.unasked;
  const words = known === null ? null : asks ? known.words : (unasked ?? known.words);
  const modeWords =
    known === null ? [] : [`Permission mode: ${mode}${words ? ` (${words})` : ""}.`];
  const remedy = known?.remedy ?? null;
  const tree = [treeText(project, own, isAbout, isBeside), ...insideText(project, own)];
  return [
    [...modeWords, ...tree].join(" "),
    ...(remedy === null ? [] : [`To change that: ${remedy}.`]),
  ];
}
