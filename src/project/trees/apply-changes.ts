/**
 * Moves prepared files from a scratch folder to their places in the project. All checks come before
 * the first change: when a file has changed since it was looked at, nothing is touched.
 */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  symlinkSync,
  unlinkSync,
} from "node:fs";
import { join } from "node:path";
import { attempt, messageOf } from "../../process/attempt.ts";
import { withScratch } from "../git/git.ts";
import { sameName } from "../project.ts";
import {
  bytesIn,
  bytesOf,
  fullPath,
  lookAt,
  parentsOf,
  pathText,
  type Repo,
  SnapshotError,
} from "../repo.ts";
import { type SnapshotFile, writeState } from "../snapshots/states.ts";

/**
 * One file to write or to delete. `ready`: path of its new content, and `mode` git's mode of it;
 * null to delete.
 */
export type Carried = {
  path: string;
  kind: "added" | "modified" | "deleted";
  ready: Buffer | null;
  mode: string;
};

/**
 * Thrown when it stopped in the middle, for example on a full disk: some files are changed, others
 * not.
 */
export class PartialApply extends Error {}

/**
 * The path that is in the way of a file; null: none. `goes`: whether a path will be deleted anyway.
 */
export function inTheWay(repo: Repo, path: string, goes: (path: string) => boolean): string | null {
  for (const parent of parentsOf(path)) {
    const stat = lookAt(repo, parent);
    if (stat === undefined || goes(parent)) return null;
    if (!stat.isDirectory()) return parent;
  }
  const stat = lookAt(repo, path);
  if (stat === undefined || stat.isFile() || stat.isSymbolicLink()) return null;
  return stat.isDirectory() ? staysIn(repo, path, goes) : path;
}

/** The first file in a folder that will not be deleted; null: none. */
function staysIn(repo: Repo, folder: string, goes: (path: string) => boolean): string | null {
  for (const name of readdirSync(fullPath(repo, folder), { encoding: "buffer" })) {
    const path = `${folder}/${name.toString("latin1")}`;
    const stays = lookAt(repo, path)?.isDirectory()
      ? staysIn(repo, path, goes)
      : goes(path)
        ? null
        : path;
    if (stays !== null) return stays;
  }
  return null;
}

const TOLD_APART = ["ino", "size", "mtimeMs", "mode"] as const;
const sameStat = (a: Stats | undefined, b: Stats | undefined): boolean =>
  a !== undefined && b !== undefined && TOLD_APART.every((field) => a[field] === b[field]);

/**
 * Permissions for a file: those of the file that it replaces, and the execute bit from git's mode.
 */
function modeOf(mode: string, now: Stats | undefined): number {
  const bits = (now?.isFile() ? now.mode : 0o666 & ~process.umask()) & 0o666;
  return mode === "100755" ? bits | ((bits & 0o444) >> 2) : bits;
}

/**
 * Carries changes out. `seen`: the stat of each present file when it was looked at.
 * @throws SnapshotError when a file has changed since (nothing is touched), Halfway when it
 * stopped in the middle
 */
export function applyChanges(
  repo: Repo,
  changes: readonly Carried[],
  seen: (path: string) => Stats | undefined,
): void {
  // Where the disk folds names, a file that gets its earlier spelling again answers to both.
  const goes = (path: string, now: Stats): boolean =>
    changes.some(
      (one) =>
        one.kind === "deleted" &&
        sameName(pathText(one.path), pathText(path)) &&
        sameStat(seen(one.path), now),
    );
  for (const { path, kind } of changes) {
    const now = lookAt(repo, path);
    const same =
      kind === "added" ? !now || now.isDirectory() || goes(path, now) : sameStat(seen(path), now);
    if (!same)
      throw new SnapshotError(
        `${JSON.stringify(pathText(path))} changed just now`,
        "nothing was changed; try again",
      );
  }
  for (const { path, ready, mode } of changes)
    if (ready !== null && mode !== "120000") chmodSync(ready, modeOf(mode, seen(path)));
  try {
    for (const { path, kind } of changes) {
      if (kind !== "deleted") continue;
      unlinkSync(fullPath(repo, path));
      // Those that are empty now, the innermost first: above one that is not, none is.
      for (const folder of parentsOf(path).reverse())
        attempt(() => rmdirSync(fullPath(repo, folder)), null);
    }
    for (const { path, ready } of changes) if (ready !== null) put(repo, path, ready);
  } catch (error) {
    throw new PartialApply(messageOf(error));
  }
}

/** A file that becomes as a stored one; `to` is null where it goes. */
export type FileChange = { path: string; kind: Carried["kind"]; to: SnapshotFile | null };

/**
 * Writes the new contents to a scratch folder, then carries the changes out, as `applyChanges`
 * does.
 */
export function replaceFiles(
  repo: Repo,
  changes: readonly FileChange[],
  seen: (path: string) => Stats | undefined,
): void {
  const folder = join(repo.scratch, `rollback-${process.pid}`);
  withScratch(folder, () => {
    const written = new Map(
      changes.flatMap(({ path, to }) => (to === null ? [] : [[path, to] as const])),
    );
    writeState(repo, written, folder);
    const carried = changes.map(({ path, kind, to }) => {
      return {
        path,
        kind,
        ready: to === null ? null : bytesIn(folder, path),
        mode: to?.mode ?? "",
      };
    });
    applyChanges(repo, carried, seen);
  });
}

function put(repo: Repo, path: string, from: Buffer): void {
  const to = fullPath(repo, path);
  if (lookAt(repo, path)?.isDirectory()) removeFolder(to);
  mkdirSync(to.subarray(0, to.lastIndexOf("/")), { recursive: true });
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as { code?: string }).code !== "EXDEV") throw error;
    // `.task` is on another disk. Removed first: a copy would follow a link.
    rmSync(to, { force: true });
    try {
      symlinkSync(readlinkSync(from, { encoding: "buffer" }), to);
    } catch {
      copyFileSync(from, to);
    }
  }
}

/** Removes a folder of empty folders. Throws when a file has appeared in it. */
function removeFolder(path: Buffer): void {
  for (const name of readdirSync(path, { encoding: "buffer" }))
    removeFolder(Buffer.concat([path, Buffer.from("/"), bytesOf(name.toString("latin1"))]));
  rmdirSync(path);
}
