/**
 * What a person has in the checkout and in no commit: files that were uncommitted when the work began, and what they have saved
 * since. Its bytes are kept on a ref of the run before an agent's command; what the command took away is put back behind it.
 */
import { lstatSync } from "node:fs";
import { basename, join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { HOOK_PATIENCE_MS } from "../../host/host.ts";
import { attempt } from "../../process/attempt.ts";
import {
  git,
  type KeptFile,
  keptState,
  type Place,
  readNow,
  SnapshotFailed,
  type State,
  stateAt,
} from "../../project/kept-state.ts";
import { blobsOf, unlessUnreadable } from "../../project/kept-trees.ts";
import { type Project, treeStore } from "../../project/project.ts";
import { putBackFile } from "../../project/put-back.ts";
import { snapshotRef } from "../../project/worktrees/names.ts";
import { keepNoted, keptRef, snapshotOf } from "../../record/kept-refs.ts";
import { readPlain } from "../../store/plain-file.ts";
import { placeOf } from "./kept-tree.ts";
import { firstTree } from "./subject.ts";

/** The ref with a person's uncommitted files, as they were last. */
export const draftsRef = (run: string): string => `${snapshotRef(run)}-drafts`;

const named = (path: string): string => Buffer.from(path).toString("latin1");

/** A person's uncommitted files as they were last kept; null: none were. @throws SnapshotFailed */
export function draftsOf(project: Project, place: Place, run: Run): State | null {
  const { commit } = keptRef(project, place, draftsRef(run.run), run);
  return commit === null ? null : keptState(place, commit);
}

/** What was in no commit when the work began. @throws SnapshotFailed */
function draftsAtStart(place: Place, snapshot: string): State {
  const { prefix } = place.places;
  const head = attempt(
    () => git(place, ["rev-parse", "--verify", `HEAD:${prefix.replace(/\/$/, "")}`]),
    null,
    SnapshotFailed,
  );
  const all = keptState(place, snapshot);
  if (head === null) return all;
  const listed = git(place, ["diff-tree", "-r", "-z", "--no-renames", "--name-only", `${head}`.trim(), snapshot]);
  const paths = listed.toString("latin1").split("\0");
  return new Map(paths.flatMap((path) => (all.has(path) ? [[path, all.get(path)!]] : [])));
}

/**
 * Keeps a person's uncommitted files before a command. `changed`: tells which files were changed since a tree;
 * `since`: that of the last look, null: this is the first one. `isOfCall`: a call has left a file as it is.
 */
export function keepDrafts(
  project: Project,
  run: Run,
  since: string | null,
  changed: (since: string | null) => string[],
  isOfCall: (path: string) => boolean,
): void {
  const snapshot = snapshotOf(run);
  if (snapshot === null || (since !== null && changed(since).length === 0)) return;
  const keep = (): void => {
    const place = placeOf(project, run, HOOK_PATIENCE_MS);
    if (place === null || stateAt(place, snapshot) === null) return;
    const known = draftsOf(project, place, run);
    const before = known ?? draftsAtStart(place, snapshot);
    // What a call has changed counts where it goes on from what the person had.
    const paths = changed(since ?? firstTree(run)).filter((path) => before.has(named(path)) || !isOfCall(path));
    const found = paths.length === 0 ? [] : [...readNow(place, paths.map(named), true)];
    const isNew = ([path, { hash }]: [string, KeptFile]): boolean => before.get(path)?.hash !== hash;
    if (known !== null && !found.some(isNew)) return;
    const message = `multi-ai: the person's uncommitted files while ${run.run} worked`;
    keepNoted(project, place, draftsRef(run.run), new Map([...before, ...found]), message);
  };
  attempt(keep, undefined, SnapshotFailed);
}

/** A command of an agent that has ended: its line, the files that it found changed, and the ones that it left there, by hash. */
export interface Ended {
  line: string;
  /** Files that are not as before the command; new ones apart. */
  changed: readonly string[];
  added: readonly string[];
  /** The commit that was checked out before it, and a copy of the index of then. */
  commit: string | null;
  index: string;
}

/** Whether a command names a file that it removes, or moves: that is its work. Git takes away what it names, too. */
const isMeant = (line: string, path: string): boolean =>
  (line.includes(path) || line.includes(basename(path))) && !/\bgit\b(?!\s+(?:rm|mv)\b)/.test(line);

const sameText = (a: Buffer | null, b: Buffer | undefined): boolean =>
  a !== null &&
  b !== undefined &&
  a.toString("latin1").replaceAll("\r\n", "\n") === b.toString("latin1").replaceAll("\r\n", "\n");

/** Files with something of the person's in them: that were put back, that are as before, and all that the command has touched. */
interface PutBack {
  back: string[];
  same: string[];
  theirs: string[];
}

/** Puts back what a command took of a person's uncommitted files: they are gone, or as the commit or the index has them. */
export function putBackDrafts(project: Project, run: Run, ended: Ended): PutBack {
  const none: PutBack = { back: [], same: [], theirs: [] };
  if (ended.changed.length === 0 || snapshotOf(run) === null) return none;
  const restore = (): PutBack => {
    const place = placeOf(project, run, HOOK_PATIENCE_MS);
    const drafts = place && draftsOf(project, place, run);
    if (!drafts) return none;
    const theirs = ended.changed.filter((path) => drafts.has(named(path)));
    if (theirs.length === 0) return none;
    const [head, index] = [inCommit(place, ended.commit, theirs), inIndex(place, ended.index, theirs)];
    // Committed by the person in the meantime: nothing would be lost.
    const own = theirs.filter((path) => head.get(named(path)) !== drafts.get(named(path))!.hash);
    const hashes = own.flatMap((path) => [drafts, head, index].flatMap((state) => hashIn(state, path) ?? []));
    const blobs = blobsOf(project.root, treeStore(project), hashes);
    const moved = ended.added.map((path) => readPlain(join(project.root, path)));
    const isTaken = (path: string): boolean => {
      const full = join(project.root, path);
      const kept = blobs.get(hashIn(drafts, path)!);
      if (lstatSync(full, { throwIfNoEntry: false }) === undefined)
        return !isMeant(ended.line, path) && !moved.some((text) => sameText(text, kept));
      const now = readPlain(full);
      return [head, index].some((state) => sameText(now, blobs.get(hashIn(state, path) ?? "")));
    };
    const isBack = (path: string): boolean =>
      attempt(() => putBackFile(project, join(project.root, path), drafts.get(named(path))) !== null, false);
    const isSame = (path: string): boolean =>
      sameText(readPlain(join(project.root, path)), blobs.get(hashIn(drafts, path)!));
    const { same = [], other = [] } = Object.groupBy(own, (path) => (isSame(path) ? "same" : "other"));
    return { back: other.filter((path) => isTaken(path) && isBack(path)), same, theirs };
  };
  return unlessUnreadable(() => attempt(restore, none, SnapshotFailed), none);
}

type Hashes = Map<string, string>;
const hashIn = (state: State | Hashes, path: string): string | undefined => {
  const found = state.get(named(path));
  return typeof found === "string" ? found : found?.hash;
};

/** More paths than that git is not given one by one. */
const MAX_PATHS = 500;
const few = (paths: readonly string[]): readonly string[] => (paths.length > MAX_PATHS ? [] : paths);

/** What a commit has of files of the project, by hash. */
function inCommit(place: Place, commit: string | null, paths: readonly string[]): Hashes {
  if (commit === null) return new Map();
  const listed = attempt(
    () => git(place, ["ls-tree", "-r", "-z", commit, "--", ...few(paths)]).toString("latin1"),
    "",
    SnapshotFailed,
  );
  return new Map(listed.split("\0").flatMap((entry) => pairOf(/^\d+ \w+ ([0-9a-f]+)\t(.+)$/s.exec(entry))));
}

/** The same of an index. */
function inIndex(place: Place, index: string, paths: readonly string[]): Hashes {
  const list = () =>
    git(place, ["--literal-pathspecs", "ls-files", "-s", "-z", "--", ...few(paths)], {
      env: { GIT_INDEX_FILE: index },
    });
  const listed = attempt(() => list().toString("latin1"), "", SnapshotFailed);
  return new Map(listed.split("\0").flatMap((entry) => pairOf(/^\d+ ([0-9a-f]+) 0\t(.+)$/s.exec(entry))));
}

const pairOf = (found: RegExpExecArray | null): [string, string][] => (found ? [[found[2]!, found[1]!]] : []);
