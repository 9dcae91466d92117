/**
 * Writes a merged tree into the checkout's files: only what changed, and no file that the person
 * has changed meanwhile. Index, HEAD and branches stay as they are. After an interruption the next
 * call goes on.
 */

import { lstatSync, mkdirSync, readFileSync, readlinkSync, type Stats } from "node:fs";
import { withScratch } from "../../git/git.ts";
import { bytesIn, fullPath, lookAt, pathText } from "../../repo.ts";
import { isSameFile } from "../../snapshots/states.ts";
import { applyChanges, type Carried, inTheWay } from "../../trees/apply-changes.ts";
import type { Entry, Repository } from "../git.ts";

/**
 * A change of one path: `from` is its entry before, `may` are entries that it may have by now, and
 * `to` is the new one.
 */
type Step = {
  path: string;
  from: Entry | null;
  may: (Entry | null)[];
  to: Entry | null;
  now: Stats | undefined;
};

/**
 * Writes the tree of `merged` into the checkout, which has the files of `base` or of an earlier
 * landing. Returns the files that are not as the build left them: nothing was written where there
 * is one.
 * @throws SnapshotError when nothing was changed, Halfway when it stopped in the middle
 */
export function land(repo: Repository, base: string, merged: string): string[] {
  const refs = repo.refs;
  const before = repo.commitAt(refs.merged) ?? base;
  // Landings that were begun and not finished, the newest first; nearly always none.
  const attempts =
    repo.commitAt(refs.merging) === null ? [] : repo.lines(["rev-list", refs.merging]);
  const steps = stepsOf(repo, before, attempts, merged);
  const present = repo.checkoutTree();
  const entries = new Map(repo.changesBetween(before, present).map(({ path, to }) => [path, to]));
  const folder = repo.scratchName("land");
  return withScratch(folder, () => {
    makeReady(repo, folder, repo.treeAt(merged), steps);
    const { going, changed } = sorted(repo, steps, entries, folder);
    if (changed.length > 0) return changed.map(pathText);
    const carried = going.map(({ path, to, now }): Carried => {
      if (to === null) return { path, kind: "deleted", ready: null, mode: "" };
      const isNew = now === undefined || now.isDirectory();
      return {
        path,
        kind: isNew ? "added" : "modified",
        ready: bytesIn(folder, path),
        mode: to.mode,
      };
    });
    const note = `multi-ai: a merge of ${repo.run} that is on its way into the checkout`;
    const parents = attempts.slice(0, 1);
    if (carried.length > 0)
      repo.keepRef(refs.merging, repo.commitTree(repo.treeAt(merged), parents, note));
    const seen = new Map(going.map(({ path, now }) => [path, now]));
    applyChanges(repo.place, carried, (path) => seen.get(path));
    repo.keepRef(refs.merged, merged);
    repo.dropRef(refs.merging);
    return [];
  });
}

/** Every path that this landing, or an unfinished one, changes. */
function stepsOf(repo: Repository, before: string, attempts: string[], merged: string): Step[] {
  const changesTo = (commit: string) =>
    new Map(repo.changesBetween(before, commit).map((change) => [change.path, change]));
  const target = changesTo(merged);
  const begun = attempts.map(changesTo);
  const all = new Map([...begun, target].flatMap((changes) => [...changes]));
  return [...all].map(([path, { from }]) => {
    const after = (changes: typeof target): Entry | null => {
      const change = changes.get(path);
      return change === undefined ? from : change.to;
    };
    return {
      path,
      from,
      may: [from, ...begun.map(after)],
      to: after(target),
      now: lookAt(repo.place, path),
    };
  });
}

/**
 * Writes the new contents into a scratch folder, with line endings and filters as in a checkout.
 */
function makeReady(repo: Repository, folder: string, tree: string, steps: readonly Step[]): void {
  mkdirSync(folder, { recursive: true });
  const written = steps.flatMap(({ path, to }) => (to === null ? [] : [`${path}\0`]));
  const index = `${folder}-index`;
  const env = { GIT_DIR: repo.place.places.gitDir, GIT_WORK_TREE: folder, GIT_INDEX_FILE: index };
  withScratch(index, () => {
    // All of the tree: its attributes, which git reads from the index, decide on line endings and
    // filters.
    repo.git(["read-tree", tree], { env });
    const stdin = Buffer.from(written.join(""), "latin1");
    repo.git(["checkout-index", "-q", "-f", "-z", "--stdin"], { cwd: folder, env, stdin });
  });
}

/**
 * The steps that have something to do, and the files that somebody else has changed or that are in
 * the way.
 */
function sorted(
  repo: Repository,
  steps: Step[],
  present: Map<string, Entry | null>,
  folder: string,
) {
  const going: Step[] = [];
  const changed: string[] = [];
  for (const step of steps) {
    const { path, from, may, to, now } = step;
    const entry = present.has(path) ? (present.get(path) ?? null) : from;
    const there = now?.isFile() || now?.isSymbolicLink();
    if (entry === null && there) {
      // An ignored file, which git does not see: only one that an unfinished landing has written is
      // overwritten.
      if (to === null || !sameFile(fullPath(repo.place, path), bytesIn(folder, path)))
        changed.push(path);
    } else if (
      isSameFile(entry, to) ||
      (to === null && !there && entry !== null && isSameFile(entry, from))
    )
      continue;
    else if (may.some((one) => isSameFile(one, entry))) going.push(step);
    else changed.push(path);
  }
  const goes = new Set(going.filter(({ to }) => to === null).map(({ path }) => path));
  for (const { path, to } of going) {
    const blocked = to === null ? null : inTheWay(repo.place, path, (one) => goes.has(one));
    if (blocked !== null) changed.push(blocked);
  }
  return { going, changed: [...new Set(changed)] };
}

function sameFile(path: Buffer, other: Buffer): boolean {
  const [a, b] = [lstatSync(path), lstatSync(other)];
  if (a.isSymbolicLink() && b.isSymbolicLink())
    return readlinkSync(path, { encoding: "buffer" }).equals(
      readlinkSync(other, { encoding: "buffer" }),
    );
  return a.isFile() && b.isFile() && readFileSync(path).equals(readFileSync(other));
}
