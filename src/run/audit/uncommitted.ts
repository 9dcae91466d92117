/**
 * What a person has in the checkout and in no commit: files that were uncommitted when the work
 * began, and what they have saved since. Its bytes are kept on a ref of the run before an agent's
 * command; what the command took away is put back after it.
 */
import { chmodSync, constants, copyFileSync, lstatSync, mkdirSync, utimesSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { HOOK_PATIENCE_MS } from "../../host/host.ts";
import { attempt } from "../../process/attempt.ts";
import { treeEntries } from "../../project/git/git.ts";
import { statText } from "../../project/listed.ts";
import type { Project } from "../../project/project.ts";
import { git, lookAt, type Repo, SnapshotError } from "../../project/repo.ts";
import { denyList } from "../../project/secrets/deny-list.ts";
import {
  commitAt,
  filesOfState,
  isSameFile,
  readNow,
  type SnapshotFile,
  type State,
} from "../../project/snapshots/states.ts";
import { type FileChange, PartialApply, replaceFiles } from "../../project/trees/apply-changes.ts";
import { snapshotRef } from "../../project/worktrees/names.ts";
import { hashAfterCalls } from "../../record/changes/authors.ts";
import { keepAndRecord, refState, snapshotOf } from "../../record/machine/refs.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";
import { repoOf } from "./accepted-state.ts";
import { firstTree } from "./subject.ts";

/** The ref with a person's uncommitted files, as they were last. */
export const uncommittedRef = (run: string): string => `${snapshotRef(run)}-drafts`;

const named = (path: string): string => Buffer.from(path).toString("latin1");

/** A person's uncommitted files as they were last kept; null: none were. @throws SnapshotError */
export function uncommittedOf(project: Project, repo: Repo, run: Run): State | null {
  const { commit } = refState(project, repo, uncommittedRef(run.run), run);
  return commit === null ? null : filesOfState(repo, commit);
}

/** The project's files in the last commit; none where there is no commit. */
const headState = (repo: Repo): State =>
  attempt(
    () => {
      const args = ["ls-tree", "-r", "-z", "--full-tree", `HEAD:${repo.places.prefix}`];
      const entries = treeEntries(git(repo, args).toString("latin1"));
      return new Map(entries.map(({ path, mode, hash }) => [path, { mode, hash }]));
    },
    new Map(),
    SnapshotError,
  );

/** What was in no commit when the work began. @throws SnapshotError */
function uncommittedAtStart(repo: Repo, snapshot: string): State {
  const head = headState(repo);
  return new Map(
    [...filesOfState(repo, snapshot)].filter(([path, file]) => !isSameFile(head.get(path), file)),
  );
}

/**
 * Keeps a person's uncommitted files before a command. `changed`: which files were changed since a
 * tree; `since`: the tree of the last look, null: this is the first one. `isOfCall`: whether a file
 * has the content that a call of the run wrote.
 */
export function keepUncommitted(
  project: Project,
  run: Run,
  since: string | null,
  changed: (since: string | null) => string[],
  isOfCall: (path: string) => boolean,
): void {
  const snapshot = snapshotOf(run);
  if (snapshot === null || (since !== null && changed(since).length === 0)) return;
  const keep = (): void => {
    const repo = repoOf(project, run, HOOK_PATIENCE_MS);
    if (repo === null || commitAt(repo, snapshot) === null) return;
    const known = uncommittedOf(project, repo, run);
    const before = known ?? uncommittedAtStart(repo, snapshot);
    // What a call has changed counts where it goes on from what the person had.
    const paths = changed(since ?? firstTree(run)).filter(
      (path) => before.has(named(path)) || !isOfCall(path),
    );
    const found = paths.length === 0 ? [] : [...readNow(repo, paths.map(named), true)];
    const isNew = ([path, file]: [string, SnapshotFile]): boolean =>
      !isSameFile(before.get(path), file);
    if (known !== null && !found.some(isNew)) return;
    const message = `multi-ai: the person's uncommitted files while ${run.run} worked`;
    keepAndRecord(project, repo, uncommittedRef(run.run), new Map([...before, ...found]), message);
  };
  attempt(keep, undefined, SnapshotError);
}

/** Whether a command names a file: what it does to it is its work. */
const isNamed = (line: string, path: string): boolean => line.includes(basename(path));

/**
 * Puts back what a command took of a person's uncommitted files without naming them: they are gone,
 * or again as the last commit has them. Returns their paths.
 */
export function putBackUncommitted(
  project: Project,
  run: Run,
  line: string,
  changed: readonly string[],
): string[] {
  const restore = (): string[] => {
    const repo = snapshotOf(run) === null ? null : repoOf(project, run, HOOK_PATIENCE_MS);
    const kept = repo && uncommittedOf(project, repo, run);
    const theirs = changed.filter((path) => kept?.has(named(path)) && !isNamed(line, path));
    if (!repo || !kept || theirs.length === 0) return [];
    const now = readNow(repo, theirs.map(named), false);
    const committed = headState(repo);
    const taken = theirs.flatMap((path): FileChange[] => {
      const [was, is] = [kept.get(named(path))!, now.get(named(path))];
      const isTaken = is === undefined || isSameFile(is, committed.get(named(path)));
      if (!isTaken || isSameFile(was, is)) return [];
      return [{ path: named(path), kind: is ? "modified" : "added", to: was }];
    });
    if (taken.length > 0) replaceFiles(repo, taken, (path) => lookAt(repo, path));
    return theirs.filter((path) => taken.some((one) => one.path === named(path)));
  };
  return attempt(() => attempt(restore, [], SnapshotError), [], PartialApply);
}

/** Of a file that git ignores, of all of them, and how many are kept. */
const MAX_IGNORED = { bytes: 5 * 1024 ** 2, all: 50 * 1024 ** 2, files: 500 };

const copyOfIgnored = (notes: string, path: string): string =>
  join(notes, `ignored-${sha256(path).slice(0, 32)}`);

/**
 * Keeps copies of secret files that git ignores, such as `.env`, in the folder `notes`. `was`: what
 * they were at the last look.
 */
export function keepIgnored(
  { root }: Project,
  run: Run,
  paths: readonly string[],
  was: Record<string, string>,
  notes: string,
): Record<string, string> {
  let room = MAX_IGNORED.all;
  const kept: Record<string, string> = {};
  const isSecret = denyList(run.settings.secrets);
  for (const path of paths.filter((path) => isSecret(path)).slice(0, MAX_IGNORED.files)) {
    const stat = statAt(join(root, path));
    if (!stat?.isFile() || stat.size > Math.min(room, MAX_IGNORED.bytes)) continue;
    room -= stat.size;
    const [is, copy] = [statText(stat), copyOfIgnored(notes, path)];
    const keep = (): string => {
      copyFileSync(join(root, path), copy, constants.COPYFILE_FICLONE);
      chmodSync(copy, stat.mode);
      utimesSync(copy, stat.atime, stat.mtime);
      return is;
    };
    const done = was[path] === is ? is : attempt(keep, null);
    if (done !== null) kept[path] = done;
  }
  return kept;
}

/**
 * Puts back those that a command removed without naming them. Their times stay, because builds
 * compare them.
 */
export function putBackIgnored(
  { root }: Project,
  run: Run,
  line: string,
  paths: readonly string[],
  notes: string,
) {
  return paths.filter((path) => {
    const file = join(root, path);
    if (isNamed(line, path)) return false;
    if (hashAfterCalls(run, path) !== null || statAt(file) !== undefined) return false;
    return attempt(() => {
      const { mode, atime, mtime } = lstatSync(copyOfIgnored(notes, path));
      mkdirSync(dirname(file), { recursive: true });
      copyFileSync(copyOfIgnored(notes, path), file, constants.COPYFILE_EXCL);
      chmodSync(file, mode);
      utimesSync(file, atime, mtime);
      return true;
    }, false);
  });
}
