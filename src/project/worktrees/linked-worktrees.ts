import { existsSync, mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { writeAtomic } from "../../store/files/disk.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";
import { fieldsIn } from "../../store/json/fields.ts";
import {
  entriesOf,
  type Failure,
  fileText,
  gitErrors,
  isRegistered,
  placesOf,
  worktreeNotes,
} from "../git/git.ts";
import { headOf } from "../git/head.ts";
import { type Project, type Rooted, realPath } from "../project.ts";
import { SnapshotError } from "../repo.ts";
import { carryIgnored, linkPackages } from "./copy/dependencies.ts";
import { inRepository, type Repository } from "./git.ts";
import { removeUnfinished } from "./workstreams.ts";

/**
 * Linked worktrees of a project: each has the whole of it, in a folder of the person's own, so that
 * work there touches neither the checkout nor other worktrees. Of the checkout come its packages,
 * as links, and copies of ignored files.
 */
export interface Worktree {
  name: string;
  /** The worktree's folder. */
  top: string;
  /** The project in it: the same, or a folder below it. */
  root: string;
  /** The root of the project of which it is a worktree. */
  of: string;
  /** That it is on, without `refs/heads/`; null: HEAD is detached. */
  branch: string | null;
  /** The branch that was made for it. */
  made?: string;
  /** The commit at which it was made. */
  base: string;
  /** It holds nothing but the person's own commits, and counts as their project does. */
  own?: boolean;
  /** It holds a stranger's commits: what of it runs is a stranger's code. */
  strange?: boolean;
  /** What has to be done in it before work begins was done. */
  ready?: boolean;
  /** The run whose work was committed on its branch at the run's end. */
  settled?: string;
}

/**
 * The folder of all of them in the person's data folder. Not the one with the person's key: nothing
 * in there is written from within the fence.
 */
const WORKTREES = "multi-ai-worktrees";

/** In git's own folder of a worktree, written once that is complete. */
const MARKER = "multi-ai-beside.json";

/** What the marker says. */
type Noted = Omit<Worktree, "top" | "root" | "branch">;

function notedIn(admin: string): Noted | null {
  const noted = fieldsIn(fileText(join(admin, MARKER)));
  const isWhole = [noted.name, noted.of, noted.base].every((one) => typeof one === "string");
  return isWhole ? (noted as unknown as Noted) : null;
}

/** That worktree as a project of its own. */
export const worktreeProject = ({ root }: Worktree): Project => ({
  root,
  task: join(root, ".task"),
  found: "git",
});

/** Of a folder in one of these worktrees, the worktree; null: it lies in none. */
export function worktreeAt(root: string): Worktree | null {
  const places = placesOf(root);
  const noted = places && notedIn(places.gitDir);
  if (!places || noted === null) return null;
  return linkedTo(noted.of).find(({ top }) => realPath(top) === places.top) ?? null;
}

/** The project of which this is a worktree; itself where it is none. */
export function checkoutOf(project: Project): Project {
  const of = worktreeAt(project.root)?.of ?? project.root;
  return of === project.root ? project : { ...project, root: of, task: join(of, ".task") };
}

/**
 * The folder of the worktree with a stranger's commits in which a folder lies; null: it lies in
 * none. What code in there says of it counts for nothing: a folder where worktrees are made, and
 * that is none of them, is a stranger's.
 */
export function strangeTop(root: string): string | null {
  const worktree = worktreeAt(root);
  if (worktree !== null) return worktree.strange ? worktree.top : null;
  const parts = realPath(root).split("/");
  const at = parts.lastIndexOf(WORKTREES);
  return at < 0 ? null : parts.slice(0, at + 3).join("/");
}

/** The worktrees of a project, also as one of them asks; by their names. */
export const worktreesOf = ({ root }: Rooted): Worktree[] =>
  linkedTo(worktreeAt(root)?.of ?? realPath(root));

function linkedTo(of: string): Worktree[] {
  const places = placesOf(of);
  if (places === null) return [];
  return worktreeNotes(places)
    .flatMap(({ folder, dot }): Worktree[] => {
      const noted = notedIn(folder);
      // Anybody can write a note into a repository, so the worktree has to name it, too.
      if (noted?.of !== of || !isRegistered(dot, folder)) return [];
      const top = join(dot, "..");
      const root = join(top, places.prefix).replace(/\/$/, "");
      return [{ ...noted, top, root, branch: headOf(top)?.branch ?? null }];
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * What of the checkout comes into one: its packages and ignored files, its packages alone, or
 * nothing. Packages are those of the whole repository, since many projects find theirs above;
 * ignored files the project's own alone. Of a stranger's commits no ignored file: that may be a
 * secret.
 */
export type Brings = "all" | "packages" | "nothing";

interface Making {
  /** Names its folder; nothing else of the project's has it. */
  name: string;
  /** What is checked out: a commit, or what names one. */
  commit: string;
  /** A new branch, without `refs/heads/`; null: HEAD is detached. */
  branch: string | null;
  own?: boolean;
  /** All, unless said. With nothing, nothing runs in it before its run either. */
  brings?: Brings;
}

/** `missing`: ignored files of the checkout that were too large to copy. */
type Made = { ok: true; worktree: Worktree; missing: string[] } | Failure;

/**
 * Git at work on the whole repository of a checkout, as a worktree has all of it; `scratch`: for
 * its own files, on the disk of the worktrees.
 */
const within = <T>(root: string, scratch: string, work: (repo: Repository) => T): T | Failure =>
  inRepository(
    { root: placesOf(root)?.top ?? root, task: scratch, found: "git" },
    { run: "beside", exclude: [".task"] },
    (repo) => {
      mkdirSync(repo.place.scratch, { recursive: true, mode: 0o700 });
      return work(repo);
    },
  );

const SCRATCH = ".scratch";

/**
 * Gives a new worktree what git does not: the project's folder in it, by its prefix, and what comes
 * of the checkout. Returns ignored files that were too large to copy.
 */
function furnish(repo: Repository, top: string, prefix: string, brings: Brings): string[] {
  // Git does not know the folder of a project without files.
  mkdirSync(join(top, prefix), { recursive: true });
  const missing = brings === "all" ? carryIgnored(repo, top, prefix) : [];
  // After those, which packages may name.
  if (brings !== "nothing") linkPackages(repo, top);
  return missing;
}

/** The same for a worktree that somebody else has made, of this checkout. */
export const furnishFrom = (
  checkout: string,
  scratch: string,
  { top, prefix, brings }: { top: string; prefix: string; brings: Brings },
): string[] | Failure => within(checkout, scratch, (repo) => furnish(repo, top, prefix, brings));

/**
 * Makes a worktree beside a project; `data`: the person's data folder. Of the checkout
 * nothing changes.
 */
export function addWorktree(
  { root }: Rooted,
  data: string,
  { name, commit, branch, own = false, brings = "all" }: Making,
): Made {
  const of = worktreeAt(root)?.of ?? realPath(root);
  const places = placesOf(of);
  if (places === null)
    return {
      ok: false,
      problem: `${of} is in no git repository`,
      remedy: "git init, then git commit",
    };
  const called = `${basename(of) || "project"}-${sha256(of).slice(0, 8)}`;
  const folder = realPath(join(data, WORKTREES, called));
  const top = join(folder, name);
  return within(of, join(folder, SCRATCH), (repo) => {
    const named = ["rev-parse", "--quiet", "--verify", `${commit}^{commit}`];
    const base = repo.tryText(named, { cwd: placesOf(root)?.top ?? root });
    if (base === null)
      throw new SnapshotError(`there is no commit ${commit}`, "commit something first: git commit");
    if (linkedTo(of).some((one) => one.name === name) || (existsSync(top) && !repo.adminOf(top)))
      throw new SnapshotError(`${top} is there already`, "choose another name");
    removeUnfinished(repo, top);
    sweep(repo, folder);
    const head = branch === null ? ["--detach"] : ["--no-track", "-b", branch];
    // A stranger's .lfsconfig would say which server git-lfs asks.
    const env: Record<string, string> = brings === "all" ? {} : { GIT_LFS_SKIP_SMUDGE: "1" };
    const added = repo.tryGit(["worktree", "add", ...head, top, base], { env });
    if (!added.ok)
      throw new SnapshotError(
        `no worktree could be made: ${gitErrors(added)}`,
        "check free space, and whether the branch is there already: git branch",
      );
    // Commits may have a link in its place, which leads anywhere.
    if (realPath(join(top, places.prefix)) !== join(top, places.prefix).replace(/\/$/, "")) {
      removeUnfinished(repo, top);
      throw new SnapshotError(
        `${places.prefix} is a link there`,
        "look at what those commits make of it: git show",
      );
    }
    const missing = furnish(repo, top, places.prefix, brings);
    note(repo, {
      ...{ name, of, base, own, top },
      ...(branch !== null && { made: branch }),
      ...(brings !== "all" && { strange: true }),
      ...(brings === "nothing" && { ready: true }),
    });
    return { ok: true, worktree: linkedTo(of).find((one) => one.name === name)!, missing };
  });
}

/** Milliseconds in which one is made. */
const MAKING = 60 * 60_000;

/** Removes those that a killed process has left unfinished. */
function sweep(repo: Repository, folder: string): void {
  for (const { folder: admin, path } of repo.admins())
    if (dirname(path) === folder && notedIn(admin) === null)
      if (Date.now() - (statAt(admin)?.mtimeMs ?? 0) > MAKING) removeUnfinished(repo, path);
}

function note(repo: Repository, { top, ...noted }: Noted & Pick<Worktree, "top">): void {
  const admin = repo.adminOf(top);
  if (admin === null) throw new SnapshotError(`git made no worktree at ${top}`, "try again");
  writeAtomic(join(admin.folder, MARKER), `${JSON.stringify(noted)}\n`);
}

/** Notes of a worktree how far its run has come. */
export const noteOf = (
  worktree: Worktree,
  more: Pick<Worktree, "ready" | "settled">,
): { ok: true } | Failure =>
  inWorktree(worktree, (repo) => {
    const { root: _, branch: __, ...noted } = worktree;
    note(repo, { ...noted, ...more });
    return { ok: true };
  });

/** The same for a worktree that is there. */
export const inWorktree = <T>(worktree: Worktree, work: (repo: Repository) => T): T | Failure =>
  within(worktree.of, join(worktree.top, "..", SCRATCH), work);

/** Files of a worktree that are as in no commit, by their paths in it. */
export const uncommitted = (worktree: Worktree): string[] | Failure =>
  inWorktree(worktree, (repo) => {
    const args = ["status", "--porcelain", "-z", "--no-renames", "--untracked-files=all"];
    return entriesOf(repo.git(args, { cwd: worktree.top })).map((one) => one.slice(3));
  });

/** Removes a worktree with the branch that was made for it, whatever it holds. */
export const removeWorktree = (worktree: Worktree): { ok: true } | Failure =>
  inWorktree(worktree, (repo) => {
    const run = repo.tryGit(["worktree", "remove", "--force", "--force", worktree.top]);
    // Git leaves a folder behind in which it could not remove something.
    if (!run.ok) removeUnfinished(repo, worktree.top);
    rmSync(worktree.top, { recursive: true, force: true, maxRetries: 3 });
    const ref = `refs/heads/${worktree.made}`;
    // The person may have checked it out elsewhere.
    if (worktree.made !== undefined && repo.checkedOutAt(ref) === null) repo.dropRef(ref);
    return { ok: true };
  });
