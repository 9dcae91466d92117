// @bun
import {
  SnapshotFailed,
  bytesOf,
  pathText,
  fullPath,
  parentsOf,
  lookAt2
} from "./s55.js";

// src/project/put.ts
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync
} from "fs";
class Halfway extends Error {
}
function inTheWay(place, path, goes) {
  for (const parent of parentsOf(path)) {
    const stat = lookAt2(place, parent);
    if (stat === undefined || goes(parent))
      return null;
    if (!stat.isDirectory())
      return parent;
  }
  const stat = lookAt2(place, path);
  if (stat === undefined || stat.isFile() || stat.isSymbolicLink())
    return null;
  return stat.isDirectory() ? staysIn(place, path, goes) : path;
}
function staysIn(place, folder, goes) {
  for (const name of readdirSync(fullPath(place, folder), { encoding: "buffer" })) {
    const path = `${folder}/${name.toString("latin1")}`;
    const stays = lookAt2(place, path)?.isDirectory() ? staysIn(place, path, goes) : goes(path) ? null : path;
    if (stays !== null)
      return stays;
  }
  return null;
}
var sameStat = (a, b) => a !== undefined && b !== undefined && a.ino === b.ino && a.size === b.size && a.mtimeMs === b.mtimeMs && a.mode === b.mode;
function modeOf(mode, now) {
  const bits = (now?.isFile() ? now.mode : 438 & ~process.umask()) & 438;
  return mode === "100755" ? bits | (bits & 292) >> 2 : bits;
}
function applyChanges2(place, changes, seen) {
  for (const { path, kind } of changes) {
    const now = lookAt2(place, path);
    const same = kind === "added" ? !now || now.isDirectory() : sameStat(seen(path), now);
    if (!same)
      throw new SnapshotFailed(`${JSON.stringify(pathText(path))} changed just now`, "nothing was changed; try again");
  }
  try {
    for (const { path, kind } of changes) {
      if (kind !== "deleted")
        continue;
      unlinkSync(fullPath(place, path));
      removeEmpty(place, parentsOf(path).reverse());
    }
    for (const { path, ready } of changes)
      if (ready !== null)
        put(place, path, ready);
  } catch (error) {
    throw new Halfway(error instanceof Error ? error.message : String(error));
  }
}
function removeEmpty(place, folders) {
  for (const path of folders) {
    try {
      rmdirSync(fullPath(place, path));
    } catch {
      return;
    }
  }
}
function put(place, path, from) {
  const to = fullPath(place, path);
  if (lookAt2(place, path)?.isDirectory())
    removeFolder(to);
  mkdirSync(to.subarray(0, to.lastIndexOf("/")), { recursive: true });
  try {
    renameSync(from, to);
  } catch (error) {
    if (error.code !== "EXDEV")
      throw error;
    rmSync(to, { force: true });
    try {
      symlinkSync(readlinkSync(from, { encoding: "buffer" }), to);
    } catch {
      copyFileSync(from, to);
    }
  }
}
function removeFolder(path) {
  for (const name of readdirSync(path, { encoding: "buffer" }))
    removeFolder(Buffer.concat([path, Buffer.from("/"), bytesOf(name.toString("latin1"))]));
  rmdirSync(path);
}

export { Halfway, inTheWay, modeOf, applyChanges2 };
