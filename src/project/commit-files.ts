/**
 * A commit of named files on the branch that is checked out. The person's index keeps what they have staged, other files stay
 * out, and no hook runs: the commit is made with an index of its own, and the branch moves only from the commit it was made on.
 */
import { existsSync, lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { gitErrors, hasGit, type Places, placesOf, runGit } from "./git.ts";
import { IDENTITY, line, withScratch } from "./kept-state.ts";
import { type Project, treeStore } from "./project.ts";

/** `commit`: null where nothing was committed; `why` says why then, in words for the person. */
export type FilesCommit = { commit: string; branch: string } | { commit: null; why: string };

/** What git has begun and not ended: a commit now would become a part of it. */
const UNFINISHED: Record<string, string> = {
  MERGE_HEAD: "a merge",
  CHERRY_PICK_HEAD: "a cherry-pick",
  REVERT_HEAD: "a revert",
  "rebase-merge": "a rebase",
  "rebase-apply": "a rebase",
  BISECT_LOG: "a bisection",
};

class Failed extends Error {}

function git({ project }: Places, args: string[], more: { stdin?: string; env?: Record<string, string> } = {}): string {
  const run = runGit(args, { cwd: project, stdin: more.stdin, env: { ...IDENTITY, ...more.env } });
  if (!run.ok) throw new Failed(`git ${args[0]} failed: ${gitErrors(run)}`);
  return line(run.out);
}

/** The commit that a ref names; null: none. */
function commitAt(places: Places, ref: string): string | null {
  const run = runGit(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`], { cwd: places.project });
  return run.ok ? line(run.out) : null;
}

/**
 * Commits these files, as they lie in the project, on the branch that is checked out. `paths`: relative to the project, each a
 * regular file; `message`: whole. Makes no commit where nothing of them has changed. Never throws.
 */
export function commitFiles(project: Project, paths: readonly string[], message: string): FilesCommit {
  const no = (why: string): FilesCommit => ({ commit: null, why });
  const places = hasGit() ? placesOf(project.root) : null;
  if (places === null) return no("there is no git repository");
  const unfinished = Object.keys(UNFINISHED).find((name) => existsSync(join(places.gitDir, name)));
  if (unfinished !== undefined) return no(`git is in the middle of ${UNFINISHED[unfinished]}`);
  const ignored = runGit(["check-ignore", "--", ...paths], { cwd: project.root });
  if (ignored.ok) return no(`git ignores ${line(ignored.out).split("\n")[0]}`);
  try {
    const ref = runGit(["symbolic-ref", "--quiet", "HEAD"], { cwd: project.root });
    if (!ref.ok) return no("no branch is checked out");
    return put(project, places, line(ref.out), paths, message);
  } catch (error) {
    if (error instanceof Failed) return no(error.message);
    throw error;
  }
}

function put(project: Project, places: Places, ref: string, paths: readonly string[], message: string): FilesCommit {
  const before = commitAt(places, ref);
  const files = paths.map((path) => join(project.root, path));
  if (files.some((path) => path.includes("\n") || !lstatSync(path, { throwIfNoEntry: false })?.isFile()))
    throw new Failed("one of the files is gone");
  const hashes = git(places, ["hash-object", "-w", "--no-filters", "--stdin-paths"], {
    stdin: files.map((path) => `${path}\n`).join(""),
  }).split("\n");
  const entries = paths.map((path, at) => `100644 ${hashes[at]}\t${places.prefix}${path}\0`).join("");
  const scratch = treeStore(project);
  mkdirSync(scratch, { recursive: true });
  const index = join(scratch, `commit-index-${process.pid}`);
  return withScratch(index, () => {
    const env = { GIT_INDEX_FILE: index };
    if (before !== null) git(places, ["read-tree", before], { env });
    git(places, ["update-index", "-z", "--index-info"], { stdin: entries, env });
    const tree = git(places, ["write-tree"], { env });
    if (before !== null && tree === git(places, ["rev-parse", `${before}^{tree}`]))
      return { commit: null, why: "they are committed already" };
    const parents = before === null ? [] : ["-p", before];
    const commit = git(places, ["commit-tree", tree, ...parents, "-F", "-"], { stdin: message });
    git(places, [
      "update-ref",
      "-m",
      `commit: ${message.split("\n")[0]}`,
      ref,
      commit,
      before ?? "0".repeat(commit.length),
    ]);
    // Else the new files would look as if the person had staged their removal.
    git(places, ["update-index", "-z", "--index-info"], { stdin: entries });
    return { commit, branch: ref.replace(/^refs\/heads\//, "") };
  });
}
