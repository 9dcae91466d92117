/**
 * Keeps a copy of a whole repository, as its folder may be taken away: objects by hard links, as
 * they never change.
 */
import {
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { statAt } from "../../store/plain-file.ts";
import { filesIn } from "../project.ts";

/** Bytes that are copied for one repository, where its disk has no hard links to the copy. */
const MAX_COPIED = 200 * 1024 ** 2;

/** The names of objects, and of packs of them, tell what they hold. */
const OF_CONTENT = /^(?:[0-9a-f]{38,}|pack-[0-9a-f]{40,}\.\w+)$/;

/**
 * Makes a folder of git's like another one. `adds`: what only the copy has stays, as objects always
 * do. Throws where it cannot, or would have to copy too much.
 */
export function mirror(from: string, to: string, adds = false, room = { bytes: MAX_COPIED }): void {
  if (statAt(to)?.isDirectory() === false) rmSync(to);
  mkdirSync(to, { recursive: true });
  const left = new Set(filesIn(to));
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const { name } = entry;
    const [one, other] = [join(from, name), join(to, name)];
    const isThere = left.delete(name);
    if (entry.isDirectory()) mirror(one, other, adds || name === "objects", room);
    if (!(entry.isFile() || entry.isSymbolicLink()) || /\.lock$|^tmp_/.test(name)) continue;
    const isObject = adds && OF_CONTENT.test(name);
    if (isThere && isObject) continue;
    rmSync(other, { recursive: true, force: true });
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(one), other);
    else if (!isObject || !attempt(() => linkSync(one, other) ?? true, false)) {
      room.bytes -= lstatSync(one).size;
      if (room.bytes < 0) throw new Error(`${from} is too large to be copied`);
      copyFileSync(one, other, constants.COPYFILE_FICLONE);
    }
  }
  if (!adds) for (const name of left) rmSync(join(to, name), { recursive: true, force: true });
}
