import { lstatSync, readdirSync, rmdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { attempt } from "../process/attempt.ts";
import { disk, makeFolders, ownFolder, stampOf } from "./files/disk.ts";
import { entriesIn, statAt } from "./files/plain-file.ts";

/**
 * What this program did not write and what lies where it writes: a rename moves it to
 * `<folder>/before/<time>/`, under the name that it had, and back. So the folder itself tells what
 * was moved, and a kill leaves each file in one of its two places.
 */

export const BEFORE = "before";

/** Whether every folder above a path, below the root, is one and no link. */
const isPlainWay = (root: string, path: string): boolean =>
  dirname(path)
    .split("/")
    .every((_, at, parts) => statAt(join(root, ...parts.slice(0, at + 1)))?.isDirectory());

/**
 * Moves files, folders and links of `folder` there; `names` are relative to it. Returns where they
 * are now; null: none of them is there. @throws UnsafeFile where a folder on the way is a link, and
 * what the system throws
 */
export function displace(root: string, folder: string, names: readonly string[]): string | null {
  const there = names.filter(
    (name) => isPlainWay(root, `${folder}/${name}`) && statAt(join(root, folder, name)),
  );
  if (there.length === 0) return null;
  const into = freeName(root, `${folder}/${BEFORE}/${stampOf(disk.now())}`);
  for (const name of there) {
    makeFolders(root, dirname(`${into}/${name}`));
    disk.rename(join(root, folder, name), join(root, into, name));
  }
  return into;
}

function freeName(root: string, path: string): string {
  makeFolders(root, dirname(path));
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? path : `${path}-${copy}`;
    if (statAt(join(root, name)) === undefined) return name;
  }
}

/** Where files of a folder were moved, the oldest first; relative to the project. */
export const displacedIn = (root: string, folder: string): string[] =>
  attempt(() => ownFolder(join(root, folder)) && ownFolder(join(root, folder, BEFORE)), false)
    ? entriesIn(join(root, folder, BEFORE))
        .flatMap((entry) => (entry.isDirectory() ? [`${folder}/${BEFORE}/${entry.name}`] : []))
        .sort()
    : [];

/** Moves them back where their places are free, the newest first; those that stay are named. */
export function moveBack(root: string, folder: string): { back: string[]; stays: string[] } {
  const [back, stays]: string[][] = [[], []];
  for (const place of displacedIn(root, folder).toReversed()) {
    for (const name of leavesBelow(join(root, place))) {
      const to = `${folder}/${name}`;
      const isFree = attempt(() => statAt(join(root, to)) === undefined, false);
      if (isFree && attempt(() => moved(root, `${place}/${name}`, to), false)) back!.push(to);
      else stays!.push(`${place}/${name}`);
    }
    removeEmpty(join(root, place));
  }
  attempt(() => rmdirSync(join(root, folder, BEFORE)), null);
  return { back: back!, stays: stays! };
}

function moved(root: string, from: string, to: string): true {
  makeFolders(root, dirname(to));
  disk.rename(join(root, from), join(root, to));
  return true;
}

/** Files, links and empty folders below a folder, relative to it. */
export const leavesBelow = (folder: string): string[] =>
  entriesIn(folder).flatMap((entry) => {
    const below = entry.isDirectory() ? leavesBelow(join(folder, entry.name)) : [];
    return below.length > 0 ? below.map((name) => `${entry.name}/${name}`) : [entry.name];
  });

function removeEmpty(folder: string): void {
  if (!attempt(() => lstatSync(folder).isDirectory(), false)) return;
  for (const name of attempt(() => readdirSync(folder), [])) removeEmpty(join(folder, name));
  attempt(() => rmdirSync(folder), null);
}
