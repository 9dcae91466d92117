/** Trees of workstreams: what is there, what differs, and how another one is made. */
import { removeIndex } from "../git.ts";
import { SnapshotFailed } from "../kept-state.ts";
import { treeOf } from "../tree.ts";
import { git, line, type Repository, scratchName } from "./git.ts";

/** A file of a tree; `mode` is git's. */
export type Entry = { mode: string; hash: string };
/** What became of a path, whose characters are its bytes. */
export type TreeChange = { path: string; from: Entry | null; to: Entry | null };

/** The tree of what a work tree holds now, kept in the repository; the folders of `exclude` are left out. */
export function presentTree(repo: Repository, top: string, keep: boolean): string {
  const { exclude, scratch, timeout } = repo.place;
  const taken = treeOf(top, { exclude, scratch, timeout, keep });
  if (!taken.ok) throw new SnapshotFailed(taken.problem, taken.remedy);
  return taken.tree.slice("git:".length);
}

/** What differs between two trees or commits, by path. Renames count as a file that went and one that came. */
export function changesBetween(repo: Repository, from: string, to: string): TreeChange[] {
  if (from === to) return [];
  const parts = git(repo, ["diff-tree", "-r", "-z", "--no-renames", "--raw", `${from}^{tree}`, `${to}^{tree}`])
    .toString("latin1")
    .split("\0");
  const entry = (mode: string, hash: string): Entry | null => (mode === "000000" ? null : { mode, hash });
  const changes: TreeChange[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [, old, now, before, after] = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) /.exec(parts[i]!) ?? [];
    if (!old || !now || !before || !after) throw new SnapshotFailed("git diff-tree could not be read", "try again");
    changes.push({ path: parts[i + 1]!, from: entry(old, before), to: entry(now, after) });
  }
  return changes;
}

/** A tree with other entries at some paths (null: none). */
export function treeWith(repo: Repository, tree: string, entries: ReadonlyMap<string, Entry | null>): string {
  const index = scratchName(repo, "index");
  const env = { GIT_INDEX_FILE: index };
  try {
    removeIndex(index);
    git(repo, ["read-tree", tree], { env });
    putEntries(repo, entries, env);
    return line(git(repo, ["write-tree"], { env }));
  } finally {
    removeIndex(index);
  }
}

/** Puts entries into an index. What goes comes first: a file may take the place of a folder. */
export function putEntries(
  repo: Repository,
  entries: ReadonlyMap<string, Entry | null>,
  env: Record<string, string>,
): void {
  const all = [...entries];
  const none = "0".repeat(repo.place.places.sha256 ? 64 : 40);
  const gone = all.flatMap(([path, entry]) => (entry === null ? [`0 ${none}\t${path}\0`] : []));
  const there = all.flatMap(([path, entry]) => (entry === null ? [] : [`${entry.mode} ${entry.hash}\t${path}\0`]));
  const stdin = Buffer.from([...gone, ...there].join(""), "latin1");
  if (stdin.length > 0) git(repo, ["update-index", "-z", "--index-info"], { stdin, env });
}
