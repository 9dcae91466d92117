/**
 * Puts files that are ready in a folder of ours at their places in the project. What can be checked before the first
 * change is; a file that changed since it was looked at ends it before anything is touched.
 */
import {
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
import { bytesOf, fullPath, lookAt, type Place, parentsOf, pathText, SnapshotFailed } from "./kept-state.ts";

/** One file to put or to remove. `ready` is the path of its new content; null where it is deleted. */
export type Carried = { path: string; kind: "added" | "modified" | "deleted"; ready: string | Buffer | null };

/** A disk that is full or a folder that may not be written: some files are in one state then, some in the other. */
export class Halfway extends Error {}

/** What is in the way of a file: nothing (null), or a path that is left alone. `goes`: whether a path is deleted anyway. */
export function inTheWay(place: Place, path: string, goes: (path: string) => boolean): string | null {
  for (const parent of parentsOf(path)) {
    const stat = lookAt(place, parent);
    if (stat === undefined || goes(parent)) return null;
    if (!stat.isDirectory()) return parent;
  }
  const stat = lookAt(place, path);
  if (stat === undefined || stat.isFile() || stat.isSymbolicLink()) return null;
  return stat.isDirectory() ? staysIn(place, path, goes) : path;
}

/** The first file in a folder that does not go. */
function staysIn(place: Place, folder: string, goes: (path: string) => boolean): string | null {
  for (const name of readdirSync(fullPath(place, folder), { encoding: "buffer" })) {
    const path = `${folder}/${name.toString("latin1")}`;
    const stays = lookAt(place, path)?.isDirectory() ? staysIn(place, path, goes) : goes(path) ? null : path;
    if (stays !== null) return stays;
  }
  return null;
}

const sameStat = (a: Stats | undefined, b: Stats | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.ino === b.ino &&
  a.size === b.size &&
  a.mtimeMs === b.mtimeMs &&
  a.mode === b.mode;

/** Bits that say who may read a file stay those of the file that is replaced; only "may be executed" is kept by git. */
export function modeOf(mode: string, now: Stats | undefined): number {
  const bits = (now?.isFile() ? now.mode : 0o666 & ~process.umask()) & 0o666;
  return mode === "100755" ? bits | ((bits & 0o444) >> 2) : bits;
}

/**
 * Carries changes out; `seen` is what each file that is there was when it was looked at.
 * @throws SnapshotFailed when a file changed since (nothing is touched then), Halfway when it ended in the middle
 */
export function applyChanges(
  place: Place,
  changes: readonly Carried[],
  seen: (path: string) => Stats | undefined,
): void {
  for (const { path, kind } of changes) {
    const now = lookAt(place, path);
    const same = kind === "added" ? !now || now.isDirectory() : sameStat(seen(path), now);
    if (!same)
      throw new SnapshotFailed(`${JSON.stringify(pathText(path))} changed just now`, "nothing was changed; try again");
  }
  try {
    for (const { path, kind } of changes) {
      if (kind !== "deleted") continue;
      unlinkSync(fullPath(place, path));
      removeEmpty(place, parentsOf(path).reverse());
    }
    for (const { path, ready } of changes) if (ready !== null) put(place, path, ready);
  } catch (error) {
    throw new Halfway(error instanceof Error ? error.message : String(error));
  }
}

/** Folders that a deleted file leaves empty, the innermost first. */
function removeEmpty(place: Place, folders: string[]): void {
  for (const path of folders) {
    try {
      rmdirSync(fullPath(place, path));
    } catch {
      // Not empty: then those above it are not either.
      return;
    }
  }
}

function put(place: Place, path: string, from: string | Buffer): void {
  const to = fullPath(place, path);
  if (lookAt(place, path)?.isDirectory()) removeFolder(to);
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

/** A folder of empty folders; a file that turns up in it meanwhile ends this. */
function removeFolder(path: Buffer): void {
  for (const name of readdirSync(path, { encoding: "buffer" }))
    removeFolder(Buffer.concat([path, Buffer.from("/"), bytesOf(name.toString("latin1"))]));
  rmdirSync(path);
}
