/**
 * Subjects of reviews: a git tree of the bytes that lie on the disk, named `disk:<hash>`. No
 * filter, attribute, line ending setting or mark of an index has a say in it, repositories inside
 * are taken by their files, and a link is its target. Which untracked files count is what ignore
 * rules say. Such trees are compared with each other; see `asGitHasIt` for the rest.
 */

import { lstatSync, readFileSync, renameSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { filesOf } from "../files.ts";
import { GIT_TIMEOUT, gitPlaces, openStore, type Places, runGit, withScratch } from "../git/git.ts";
import {
  decidingOn,
  indexText,
  isWhole,
  type Listing,
  type NotTracked,
  othersOf,
  readListing,
  type Seen,
  statText,
  TICK,
  timeIn,
  writeListing,
} from "../listed.ts";
import { type Located, treeStore } from "../project.ts";
import {
  byBytes,
  fullPath,
  git as gitIn,
  lookAt,
  namedPath,
  pathText,
  type Repo,
  SnapshotError,
} from "../repo.ts";
import { ifReadable } from "../snapshots/trees.ts";
import { filesOf as filesIn } from "./changes.ts";
import { inWords, MAX_STORED, shaOf, standIn, standsFor } from "./stand-in.ts";
import { copyIndex, emptyTree, newIndex, type TreeResult, taken } from "./tree.ts";

export interface DiskOptions extends Pick<Repo, "exclude" | "worktrees" | "most"> {
  /** Milliseconds for each git process, and for reading large files; 30 s when absent. */
  timeout?: number;
  /** An earlier tree: its files count whatever ignore rules or git's index say by now. */
  known?: string | null;
  /**
   * Git's index of the project by the bytes of its files, kept out of reach of what works in it: of
   * a large project only what has changed since is read. Without, every file is read each time.
   */
  index?: string | undefined;
  /** Of a small project, too. */
  quick?: boolean;
  /**
   * Takes the folders of repositories inside, and files that git ignores and that stand by
   * themselves.
   */
  beside?: NotTracked;
}

const BESIDE = ["repositories", "ignored"] as const;

/** A project is large from here on: to read all of it each time would take seconds. */
const LARGE = { files: 4_000, bytes: 48 * 1024 * 1024 };

/** The hash of the bytes of the project's present files. Never throws. */
export const diskTree = (project: Located, options: DiskOptions): TreeResult =>
  // What the kept index says may be of a store that is gone: the second time it is done without.
  taken(project, (places, again) => {
    return `disk:${take(project, places, again ? { ...options, index: undefined } : options)}`;
  });

function take(project: Located, places: Places, options: DiskOptions): string {
  const {
    exclude,
    timeout = GIT_TIMEOUT,
    worktrees,
    most,
    index: kept,
    known = null,
    quick = false,
    beside = { repositories: [], ignored: [] },
  } = options;
  // It may be the second try.
  for (const kind of BESIDE) beside[kind].length = 0;
  const scratch = treeStore(project);
  const store = openStore(scratch, places);
  const repo: Repo = {
    places,
    exclude,
    scratch,
    timeout,
    ...(worktrees && { worktrees }),
    ...(most && { most }),
  };
  const began = Date.now() - TICK;
  const key = JSON.stringify([exclude, worktrees ?? null, known, 2]);
  // A store that was removed and made again has another inode.
  const { ino } = lstatSync(join(store, "objects"));
  const found = kept === undefined ? null : readListing(kept, ino);
  const last = quick || found?.isLarge ? found : null;
  const changed = last?.key === key ? changedSince(repo, kept!, last) : null;
  if (changed) for (const kind of BESIDE) beside[kind].push(...last!.beside[kind]);
  if (changed?.size === 0) return last!.tree;
  const files = changed ?? filesOf(repo, { also: namesIn(project, known), hides: true, ...beside });
  if (files.size === 0) return emptyTree(places.sha256);
  const large = changed ? last!.isLarge : isLarge([...files]);
  const isIndexKept = kept !== undefined && (quick || large);
  const index = newIndex(isIndexKept ? dirname(kept) : store);
  const run = byBytes(repo, index);
  return withScratch(index, () => {
    const isCopied = isIndexKept && last !== null && copyIndex(kept, index);
    const there = isCopied && !changed ? run(["ls-files", "-z"]).split("\0") : [];
    const gone = there.filter((path) => path !== "" && !files.has(path));
    // As if git had never seen them.
    const unsure = isCopied ? othersOf(repo, last.fresh) : [];
    remove(run, [...gone, ...unsure]);
    // What is large is read again only where it has changed.
    const isLarger = ([path, text]: Seen): boolean =>
      (files.get(path)?.size ?? 0) > MAX_STORED && statText(files.get(path)) === text;
    const same = new Set(isCopied ? last.stood.filter(isLarger).map(([path]) => path) : []);
    const asked = [...files].filter(([path]) => !same.has(path));
    const stood = standIns(repo, asked);
    const shown = asked.flatMap(([path]) => (stood.has(path) ? [] : [`${path}\0`]));
    // Thousands of new files go into one pack, not into a file each.
    const packed = isIndexKept && !isCopied && places.own ? ["-c", "core.bigFileThreshold=1"] : [];
    if (shown.length > 0)
      run(
        [...packed, "update-index", "-z", "--add", "--replace", "--remove", "--stdin"],
        shown.join(""),
      );
    const entries = [...stood].map(([path, text]) => {
      const hash = run(
        ["hash-object", "-w", "--no-filters", "--stdin"],
        text.toString("latin1"),
      ).trim();
      return `${files.get(path)!.mode & 0o100 ? "100755" : "100644"} ${hash}\t${path}\0`;
    });
    if (entries.length > 0) run(["update-index", "-z", "--index-info"], entries.join(""));
    const tree = run(["write-tree"]).trim();
    if (!isIndexKept) return tree;
    const seen = [...files].map(([path, stat]): Seen => [path, statText(stat, began)]);
    // Git compares whole seconds: what is changed again in the second of its last change looks the
    // same.
    const isFresh = ([, text]: Seen): boolean =>
      Math.floor(timeIn(text) / 1000) >= Math.floor(began / 1000);
    const isRead = (path: string): boolean => !stood.has(path) && !same.has(path);
    const listing: Listing = {
      key,
      store: ino,
      index: indexText(index),
      tree,
      isLarge: large,
      ...(changed
        ? { rules: last!.rules, folders: last!.folders }
        : decidingOn(repo, [...files.keys()], beside.repositories, began)),
      beside,
      stood: [...(changed ? last!.stood : []), ...seen.filter(([path]) => !isRead(path))],
      fresh: [
        ...(changed ? last!.fresh.filter((one) => !changed.has(one[0]) && isFresh(one)) : []),
        ...seen.filter((one) => isRead(one[0]) && isFresh(one)),
      ],
    };
    renameSync(index, kept);
    writeListing(kept, listing);
    return tree;
  });
}

const remove = (run: ReturnType<typeof byBytes>, paths: readonly string[]): void => {
  if (paths.length > 0)
    run(
      ["update-index", "-z", "--force-remove", "--stdin"],
      paths.map((path) => `${path}\0`).join(""),
    );
};

/** The paths of a tree that is known; none where it cannot be read. */
const namesIn = (project: Located, tree: string | null): string[] =>
  ifReadable(() => filesIn(project, tree ?? "", "latin1"), []).map(({ path }) => path);

/** Files that decide on others: with them all has to be listed anew. */
const DECIDES = /(?:^|\/)\.git(?:ignore|attributes|modules)$/;

/**
 * The files of the kept index that have changed since the last look; null: the project has to be
 * listed anew.
 */
function changedSince(repo: Repo, index: string, last: Listing): Map<string, Stats> | null {
  if (!isWhole(repo, last)) return null;
  const listed = byBytes(repo, index)(["diff-files", "-z", "--name-only"]).split("\0").slice(0, -1);
  // Another process may have put another one there meanwhile.
  if (indexText(index) !== last.index) return null;
  const stood = new Set(last.stood.map(([path]) => path));
  if (othersOf(repo, last.stood).length > 0) return null;
  const changed = new Map<string, Stats>();
  for (const path of new Set([
    ...listed.filter((one) => !stood.has(one)),
    ...othersOf(repo, last.fresh),
  ])) {
    const stat = lookAt(repo, path);
    if (!(stat?.isFile() || stat?.isSymbolicLink()) || stat.size > MAX_STORED || DECIDES.test(path))
      return null;
    changed.set(path, stat);
  }
  return changed;
}

const isLarge = (files: readonly [string, Stats][]): boolean =>
  files.length > LARGE.files || files.reduce((sum, [, { size }]) => sum + size, 0) > LARGE.bytes;

/**
 * What stands for files that are not kept, by path. @throws SnapshotError where they cannot be
 * read in time
 */
function standIns(repo: Repo, files: readonly [string, Stats][]): Map<string, Buffer> {
  const { encrypted, end } = {
    encrypted: encryptedOf(repo, files),
    end: Date.now() + repo.timeout,
  };
  const whyOf = (path: string, stat: Stats): string | null => {
    if (!stat.isFile()) return null;
    if (encrypted.has(path)) return "git keeps it encrypted";
    if (stat.size > MAX_STORED) return "too large to be shown";
    // The text of a stand-in is as long as that.
    const isLike =
      stat.size > 100 &&
      stat.size < 200 &&
      standsFor(readFileSync(namedPath(repo, path), "latin1")) !== null;
    return isLike ? "written as if it stood for another file" : null;
  };
  const found = new Map<string, Buffer>();
  for (const [path, stat] of files) {
    const why = whyOf(path, stat);
    if (why === null) continue;
    if (Date.now() > end)
      throw new SnapshotError(
        `${JSON.stringify(pathText(path))} holds ${inWords(stat.size)}, and the project's files could not be read in ${repo.timeout / 1000} s`,
        "put it into .gitignore, or move it out of the project",
      );
    found.set(path, standIn(shaOf(fullPath(repo, path)), why));
  }
  return found;
}

/**
 * Files that git keeps encrypted (git-crypt and its like): on the disk they are in the clear, and
 * no reviewer is shown that. Only where a filter of that name is set up, as the attribute alone
 * would hide a file from its reviewers.
 */
function encryptedOf(repo: Repo, files: readonly [string, Stats][]): Set<string> {
  const { places } = repo;
  const written = files.filter(
    ([path, stat]) => /(^|\/)\.gitattributes$/.test(path) && stat.size < MAX_STORED,
  );
  const named = [
    ...written.map(([path]) => fullPath(repo, path)),
    join(places.common, "info", "attributes"),
  ];
  const names = (file: string | Buffer): boolean =>
    lstatSync(file).isFile() && /filter=\S*crypt/i.test(readFileSync(file, "latin1"));
  if (!named.some((file) => attempt(() => names(file), false))) return new Set();
  const set = runGit(
    ["config", "--includes", "--name-only", "--get-regexp", "^filter\\..*\\.clean$"],
    {
      cwd: places.project,
      env: gitPlaces(places),
    },
  );
  const keys = set.out.toString().split("\n");
  const drivers = keys
    .map((name) => name.replace(/^filter\.|\.clean$/g, ""))
    .filter((name) => /crypt/i.test(name));
  if (drivers.length === 0) return new Set();
  const stdin = Buffer.from(files.map(([path]) => `${path}\0`).join(""), "latin1");
  const asked = gitIn(repo, ["check-attr", "-z", "--stdin", "filter"], { stdin })
    .toString("latin1")
    .split("\0");
  const found = new Set<string>();
  for (let at = 0; at + 2 < asked.length; at += 3)
    if (drivers.includes(asked[at + 2]!)) found.add(asked[at]!);
  return found;
}
