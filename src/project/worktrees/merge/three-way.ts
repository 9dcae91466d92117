import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fieldsOf, valueIn } from "../../../store/json/fields.ts";
import { gitErrors, withScratch } from "../../git/git.ts";
import { foldedName } from "../../project.ts";
import { line, parentsOf, pathText, SnapshotError } from "../../repo.ts";
import { isSameFile } from "../../snapshots/states.ts";
import { isBinary } from "../../snapshots/trees.ts";
import type { Entry, Repository } from "../git.ts";

/**
 * The three-way merge of workstreams, path by path, by their trees alone. Renames, merge drivers
 * and attributes are ignored, so the outcome is the same with every version of git, with any
 * settings, and in any order of the areas.
 */

/** Two sides at one path; each is null where it has no such file. `ours` is the work of `area`. */
type Clash = {
  path: string;
  area: string;
  /** The area that was merged before, or "base" for what the build started from. */
  against: string;
  base: Entry | null;
  theirs: Entry | null;
  ours: Entry | null;
  /** An owner that was shown both sides may settle it in the file itself. */
  canSettle: boolean;
};

/**
 * A clash that an owner was shown: when it changes its side, what it was shown is what that started
 * from.
 */
type Settled = Pick<Clash, "path" | "area" | "base" | "theirs" | "ours">;

export const SUBMODULE = "160000";

/** What the areas together changed. */
type Cell = { from: Entry | null; to: Entry | null; by: string[] };

const isFile = (entry: Entry | null): entry is Entry =>
  entry !== null && /^100(644|755)$/.test(entry.mode);

/**
 * Merges the tips in order, on the commit that all started from. Writes git objects only. @throws
 * SnapshotError
 */
export function combine(
  repo: Repository,
  start: string,
  tips: readonly { area: string; tip: string }[],
  settled: readonly Settled[],
): { ok: true; tree: string } | { ok: false; clashes: Clash[] } {
  const cells = new Map<string, Cell>();
  const clashes: Clash[] = [];
  for (const { area, tip } of tips)
    for (const { path, from, to } of repo.changesBetween(start, tip)) {
      const cell = cells.get(path);
      const base = startOf(settled, area, path, from, to);
      const isModule = from?.mode === SUBMODULE || to?.mode === SUBMODULE;
      const merged = isModule
        ? null
        : cell === undefined
          ? { entry: to }
          : mergeEntries(repo, base, cell.to, to);
      const by = cell?.by ?? [];
      if (merged !== null) cells.set(path, { from, to: merged.entry, by: [...by, area] });
      else {
        const theirs = cell === undefined ? from : cell.to;
        clashes.push({
          path,
          area,
          against: by.at(-1) ?? "base",
          base,
          theirs,
          ours: to,
          canSettle: !isModule,
        });
      }
    }
  clashes.push(...namesThatClash(repo, start, cells));
  if (clashes.length > 0) return { ok: false, clashes };
  const entries = new Map([...cells].map(([path, { to }]) => [path, to]));
  return { ok: true, tree: repo.treeWith(repo.treeAt(start), entries) };
}

/**
 * The base of an area's side at a path: the common one, or the others' side that it was shown when
 * it resolved a clash.
 */
function startOf(
  settled: readonly Settled[],
  area: string,
  path: string,
  from: Entry | null,
  to: Entry | null,
) {
  const shown = settled.find((one) => one.area === area && one.path === path);
  if (shown === undefined) return from;
  return isSameFile(shown.ours, to) ? shown.base : shown.theirs;
}

/**
 * One path of a three-way merge; null: its sides do not fit together. Writes git objects only.
 * @throws SnapshotError
 */
export function mergeEntries(
  repo: Repository,
  base: Entry | null,
  theirs: Entry | null,
  ours: Entry | null,
) {
  if (isSameFile(theirs, ours) || isSameFile(base, ours)) return { entry: theirs };
  if (isSameFile(base, theirs)) return { entry: ours };
  if (!isFile(base) || !isFile(theirs) || !isFile(ours)) return null;
  // There are only two modes: if one side changed it, the change is taken.
  const mode = base.mode === theirs.mode ? ours.mode : theirs.mode;
  if (theirs.hash === ours.hash || base.hash === ours.hash)
    return { entry: { mode, hash: theirs.hash } };
  if (base.hash === theirs.hash) return { entry: { mode, hash: ours.hash } };
  const hash = mergeContents(repo, base, theirs, ours);
  return hash === null ? null : { entry: { mode, hash } };
}

/** The merged content's hash; null: there is none. */
function mergeContents(repo: Repository, base: Entry, theirs: Entry, ours: Entry): string | null {
  const folder = repo.scratchName("merge");
  return withScratch(folder, () => {
    mkdirSync(folder, { recursive: true });
    const files = ["theirs", "base", "ours"].map((name) => join(folder, name));
    for (const [at, { hash }] of [theirs, base, ours].entries())
      writeFileSync(files[at]!, repo.blob(hash));
    // Other conflict styles make git report more conflicts.
    const style = ["-c", "merge.conflictStyle=merge"];
    const run = repo.tryGit([...style, "merge-file", "-p", "-q", ...files]);
    if (run.ok) {
      writeFileSync(join(folder, "merged"), run.out);
      return line(repo.git(["hash-object", "-w", "--no-filters", join(folder, "merged")]));
    }
    // For a conflict git exits with an error code and writes nothing to standard error.
    if (run.problem === "exit" && /^$|Cannot merge binary files/.test(run.err.trim())) return null;
    throw new SnapshotError(`git merge-file failed: ${gitErrors(run)}`, "try again");
  });
}

/**
 * Added files that clash with another area: it has a folder of this name, or a name that differs
 * only in case on a disk that ignores case.
 */
function namesThatClash(repo: Repository, base: string, cells: Map<string, Cell>): Clash[] {
  const added = [...cells].filter(([, cell]) => cell.from === null && cell.to !== null);
  if (added.length === 0) return [];
  const before = repo.entriesOf(base);
  const isThere = (path: string): boolean => {
    const cell = cells.get(path);
    return cell === undefined ? before.has(path) : cell.to !== null;
  };
  const clash = (path: string, cell: Cell, other: string): Clash => {
    const against = cells.get(other);
    const owner = against?.by.find((area) => !cell.by.includes(area)) ?? "base";
    const [area, theirs] = [cell.by.at(-1)!, against?.to ?? null];
    return { path, area, against: owner, base: null, theirs, ours: cell.to, canSettle: false };
  };
  const clashes = added.flatMap(([path, cell]) => {
    const file = parentsOf(path).find(isThere);
    return file === undefined ? [] : [clash(path, cell, file)];
  });
  const folds = repo.text(["config", "--type=bool", "--default=false", "core.ignorecase"]);
  if (folds !== "true") return clashes;
  const folded = (path: string): string => foldedName(pathText(path));
  // Later entries win in a map; reversed, the name that was there first does.
  const first = [...before.keys(), ...cells.keys()].filter(isThere).reverse();
  const names = new Map(first.map((path) => [folded(path), path]));
  for (const [path, cell] of added) {
    const other = names.get(folded(path));
    if (other !== undefined && other !== path) clashes.push(clash(path, cell, other));
  }
  return clashes;
}

/**
 * A conflict as its owner sees it: a clash with the texts of both sides; null where there is no
 * such file, or it is binary, a submodule or on the deny list.
 */
export type Conflict = Pick<Clash, "path" | "area" | "against"> & {
  theirs: string | null;
  ours: string | null;
};

/** Bytes of a side that are shown, and of all of them. */
const MAX_SIDE = 6_000;
const MAX_SIDES = 200_000;

/**
 * The clashes with their texts, bounded in size; `isSecret` names files whose content is never
 * shown.
 */
export function displayConflicts(
  repo: Repository,
  clashes: readonly Clash[],
  isSecret: (path: string) => boolean = () => false,
): Conflict[] {
  let left = MAX_SIDES;
  return clashes.map(({ area, against, ...clash }) => {
    const path = pathText(clash.path);
    const shown: Conflict = { path, area, against, theirs: null, ours: null };
    for (const name of ["theirs", "ours"] as const) {
      const entry = clash[name];
      const bytes =
        entry === null || entry.mode === SUBMODULE || isSecret(path) ? null : repo.blob(entry.hash);
      if (bytes === null || isBinary(bytes)) continue;
      const text = bytes.toString("utf8", 0, Math.min(MAX_SIDE, left));
      // A cut in the middle of a character leaves no half of it.
      shown[name] = text.replace(/\uFFFD$/, "");
      left -= Math.min(MAX_SIDE, left, bytes.length);
    }
    return shown;
  });
}

/**
 * All clashes shown so far, for the next merge; new ones replace older ones of the same area and
 * path.
 */
export const settledBy = (before: readonly Settled[], clashes: readonly Clash[]): Settled[] => [
  ...before.filter(
    (old) => !clashes.some((clash) => clash.area === old.area && clash.path === old.path),
  ),
  ...clashes
    .filter(({ canSettle }) => canSettle)
    .map(({ path, area, base, theirs, ours }) => ({ path, area, base, theirs, ours })),
];

/**
 * The text of `.task/worktrees/<run>.conflicts.json`, and back; unreadable text counts as empty.
 */
export const settledText = (settled: readonly Settled[]): string => `${JSON.stringify(settled)}\n`;
export function readSettled(text: string | null): Settled[] {
  const list = valueIn(text);
  return Array.isArray(list) ? list.filter(isSettled) : [];
}

function isSettled(one: unknown): one is Settled {
  const { path, area, base, theirs, ours } = fieldsOf(one);
  return (
    typeof path === "string" &&
    typeof area === "string" &&
    [base, theirs, ours].every(isEntryOrNull)
  );
}

function isEntryOrNull(value: unknown): boolean {
  const { mode, hash } = fieldsOf(value);
  return (
    value === null || /^(100644|100755|120000) ([0-9a-f]{40}|[0-9a-f]{64})$/.test(`${mode} ${hash}`)
  );
}
