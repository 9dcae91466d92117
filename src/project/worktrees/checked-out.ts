/**
 * Commits on the branch that is checked out, of named changes alone: what else lies in the folder or in the index stays as it
 * is. No hook runs and nothing is signed.
 */
import type { Failure } from "../git.ts";
import { SnapshotFailed } from "../kept-state.ts";
import type { Project } from "../project.ts";
import { emptyTree } from "../tree.ts";
import { type BranchCommit, entriesNow, foundBy, hasAll, landedChanges, messageOf, type OnBranch } from "./branch.ts";
import { afterwards, aloneIn, type Entries, type Repository } from "./git.ts";
import { type Build, typed, type Workstream } from "./names.ts";
import { mergeEntries } from "./three-way.ts";

/** The branch that is checked out, without `refs/heads/`; null where HEAD is detached. */
const branchNow = (repo: Repository): string | null => {
  const ref = repo.tryText(["symbolic-ref", "--quiet", "HEAD"]) ?? "";
  return ref.startsWith(HEADS) ? ref.slice(HEADS.length) : null;
};
const HEADS = "refs/heads/";

/**
 * Commits a piece of work on the branch that is checked out, and nothing else that lies in the folder or in the index. Again
 * after a kill it makes no second commit.
 */
export const commitCheckedOut = (project: Project, options: BranchCommit): OnBranch =>
  aloneIn(project, options, (repo) => put(repo, options));

function put(repo: Repository, { branch, title, trailers, of, contains = [] }: BranchCommit): OnBranch {
  const now = branchNow(repo);
  if (now !== branch)
    throw new SnapshotFailed(
      `${now === null ? "HEAD is detached" : `the branch ${now} is checked out`}, and this run commits on ${branch}`,
      `take it again: git switch ${typed(branch)}`,
    );
  const ref = `${HEADS}${branch}`;
  const nothing = emptyTree(repo.place.places.sha256);
  const tip = repo.commitAt(ref);
  hasAll(repo, branch, tip, contains, true);
  const made = tip === null || Object.keys(trailers).length === 0 ? null : foundBy(repo, trailers, null, tip);
  if (made !== null) {
    // Killed between the branch and the index.
    followIndex(repo, repo.commitAt(`${made}^`) ?? nothing, made);
    return { ok: true, commit: made };
  }
  const before = tip ?? nothing;
  const entries = "landed" in of ? entriesOnto(repo, before, of.landed) : entriesNow(repo, before, of.files);
  const tree = repo.treeWith(before, entries);
  const isNothing = tip === null ? entries.size === 0 : tree === repo.treeAt(tip);
  if (isNothing) return { ok: true, commit: null };
  const commit = repo.commitTree(tree, tip === null ? [] : [tip], messageOf(title, trailers), authorOf(repo));
  repo.setRef(ref, commit, tip);
  followIndex(repo, before, commit);
  return { ok: true, commit };
}

/** Whose name stands on a branch of the person: theirs, where git knows it. */
function authorOf(repo: Repository): Record<string, string> {
  const [name, email] = ["user.name", "user.email"].map((key) => repo.tryText(["config", "--get", key]));
  if (!name || !email) return {};
  return {
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email },
  };
}

/** Index entries that were as the commit before had them become those of the new one; what the person has staged stays. */
function followIndex(repo: Repository, before: string, commit: string): void {
  const compared = repo.git(["diff-index", "--cached", "--no-renames", "--name-only", "-z", before]);
  const staged = new Set(compared.toString("latin1").split("\0"));
  const following = repo.changesBetween(before, commit).filter(({ path }) => !staged.has(path));
  repo.putEntries(afterwards(following), {});
}

/** What a landed workstream changed, put onto a tree that may lack what the person had not committed when it began. */
function entriesOnto(repo: Repository, tree: string, stream: Workstream): Entries {
  const there = new Map(repo.entriesOf(tree).map(({ path, mode, hash }) => [path, { mode, hash }]));
  return new Map(
    landedChanges(repo, stream).map(({ path, from, to }) => {
      const merged = mergeEntries(repo, from, there.get(path) ?? null, to);
      // Where both meet in one place the file goes in whole: the work was seen to hold with the person's lines in it.
      return [path, merged === null ? to : merged.entry];
    }),
  );
}

/** Makes a branch the one that is checked out, where none of that name is there yet: it begins at HEAD, and no file changes. */
export const takeBranch = (project: Project, build: Build, branch: string): { ok: true } | Failure =>
  aloneIn(project, build, (repo) => {
    if (branchNow(repo) === branch) return { ok: true };
    const ref = `${HEADS}${branch}`;
    // The first takes what no command line could name, the second an older branch in other words.
    const named = repo.tryText(["check-ref-format", "--branch", branch]);
    if (!repo.tryGit(["check-ref-format", ref]).ok || named !== branch)
      throw new SnapshotFailed(`"${branch}" is no name for a branch`, "choose another one");
    const there = repo.commitAt(ref);
    const inUse = there === null ? null : repo.checkedOutAt(ref);
    if (there !== null)
      throw new SnapshotFailed(
        `the branch ${branch} is there, and is not the one that is checked out`,
        inUse === null
          ? `go on with it: git switch ${typed(branch)}`
          : `it is checked out in ${inUse}: take another one there`,
      );
    const head = repo.commitAt("HEAD");
    if (head !== null) repo.setRef(ref, head, null);
    repo.git(["symbolic-ref", "-m", `multi-ai: ${branch}`, "HEAD", ref]);
    return { ok: true };
  });

/**
 * Commits files of the checkout as they are now on the branch that is checked out. `files`: by a file's name in the project.
 * `commit`: null where none of them has changed, or where HEAD is detached.
 */
export const commitFiles = (
  project: Project,
  build: Build,
  { title, files }: { title: string; files: (name: string) => boolean },
): OnBranch =>
  aloneIn(project, build, (repo) => {
    const branch = branchNow(repo);
    if (branch === null) return { ok: true, commit: null };
    return put(repo, { ...build, branch, title, trailers: {}, of: { files } });
  });
