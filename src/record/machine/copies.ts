import { existsSync, lstatSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { isInside, type Project } from "../../project/project.ts";
import { beginCopy, hasCopy } from "../../store/copy.ts";
import { displace } from "../../store/displaced.ts";
import { ownFolder, readCache, removeFile, writeAtomic } from "../../store/files/disk.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";
import { fieldsIn } from "../../store/json/fields.ts";
import { type Copy, locked } from "../../store/transact.ts";
import {
  beginningOf,
  type Env,
  isForeign,
  outsideFolders,
  taskFolder,
  writeOutside,
} from "./outside.ts";

/**
 * Where the copy of a live run's record lies outside of the project. A run has one from its start
 * until its hooks have nothing to do any more.
 */

/**
 * In `.task/`: where the copy is. A terminal may know other folders for data than the host does.
 */
const POINTER = "copy";
const PLACE = /\/outside\/copies\/[0-9a-f]{32}$/;

const nameOf = (project: Project): string => `copies/${sha256(taskFolder(project)).slice(0, 32)}`;

/** Copies that this process has found or begun, by the folder with the journal. */
const found = new Map<string, string>();

const isUsable = (folder: string): boolean =>
  attempt(() => ownFolder(folder) && hasCopy(folder), false);

const pointerIn = ({ task }: Project): string =>
  readCache(join(task, POINTER))?.toString().trim() ?? "";

/** A file of this name that names no copy is somebody else's. */
function forgetPointer(project: Project): void {
  if (PLACE.test(pointerIn(project))) removeFile(join(project.task, POINTER));
}

/** The copy that `.task/` names; null: none that can be one. */
function pointedAt(project: Project): string | null {
  const pointer = pointerIn(project);
  return PLACE.test(pointer) && !isInside(pointer, project.root) && isUsable(pointer)
    ? pointer
    : null;
}

/** The folder of the copy of this project's run; null: there is none. */
export function copyOf(project: Project, env: Env = process.env): string | null {
  const known = found.get(project.task);
  if (known !== undefined && isUsable(known)) return known;
  const name = nameOf(project);
  const here = outsideFolders(env, project).map((folder) => join(folder, "outside", name));
  // What lies in `.task/` an agent may have written, so it names a copy only where there is no own.
  const copy = here.find(isUsable) ?? pointedAt(project);
  if (!copy?.endsWith(`/${name}`)) return null;
  found.set(project.task, copy);
  return copy;
}

/** Id of the run that a copy is of; null: its journal does not tell. */
export const runOfCopy = (copy: string): string | null => beginningOf(copy)?.run ?? null;

/** Whether the folder whose record a copy is of is gone, as its project was moved. */
function isMoved(copy: string): boolean {
  const { task } = fieldsIn(readCache(join(copy, "about.json"))?.toString());
  return typeof task === "string" && !existsSync(task);
}

/**
 * Begins the copy of the run that begins in this project, or is taken up in it. Where none can be
 * written there is none.
 */
export function keepCopy(project: Project, run: string, env: Env = process.env): void {
  // Where the project was before it was moved, it would bring the run back.
  const left = pointedAt(project);
  if (left !== null && runOfCopy(left) === run && isMoved(left)) remove(left);
  dropCopy(project, env);
  // Under the lock: nobody writes a line meanwhile that the copy would lack.
  locked(project.task, () => {
    try {
      const about = { task: taskFolder(project) };
      const copy = dirname(writeOutside(env, project, `${nameOf(project)}/about.json`, about));
      beginCopy(project.task, copy);
      noteCopy(project, copy);
      found.set(project.task, copy);
    } catch {
      // The run is as safe as its folder then.
      dropCopy(project, env);
    }
  });
}

/** Says in `.task/` where the copy is. */
export function noteCopy(project: Project, copy: string): void {
  const named = pointerIn(project);
  if (named === copy) return;
  if (!PLACE.test(named)) displace(dirname(project.task), basename(project.task), [POINTER]);
  writeAtomic(join(project.task, POINTER), `${copy}\n`);
}

/** Where the copy of the run that ended last is. */
const endedIn = (copies: string, project: Project): string =>
  join(dirname(copies), nameOf(project).replace("copies/", "ended/"));

/**
 * Keeps the copy of a run that has ended, for a person who looks at it when `.task/` is gone.
 * Nothing else brings it back.
 */
export function archiveCopy(project: Project, env: Env = process.env): void {
  const copy = copyOf(project, env);
  if (copy === null) return;
  const to = endedIn(dirname(copy), project);
  attempt(() => {
    mkdirSync(dirname(to), { mode: 0o700, recursive: true });
    rmSync(to, { recursive: true, force: true });
    renameSync(copy, to);
  }, undefined);
  found.delete(project.task);
  forgetPointer(project);
}

/** The copy of the run that ended last in this project; null: there is none. */
export const endedCopy = (project: Project, env: Env = process.env): string | null =>
  outsideFolders(env, project)
    .map((folder) => endedIn(join(folder, "outside", "copies"), project))
    .find(isUsable) ?? null;

/**
 * Removes the copy of a run that is put elsewhere, and of one that has ended: from then on nothing
 * brings it back.
 */
export function dropCopy(project: Project, env: Env = process.env): void {
  const ended = endedCopy(project, env);
  if (ended !== null) remove(ended);
  for (let copy = copyOf(project, env); copy !== null; copy = copyOf(project, env)) {
    found.delete(project.task);
    if (!remove(copy)) break;
  }
  forgetPointer(project);
}

/** False: it could not be removed. */
const remove = (copy: string): boolean =>
  attempt(() => {
    rmSync(copy, { recursive: true, force: true });
    return !hasCopy(copy);
  }, false);

/** Whether the record of a run that has a copy is gone from the project, or just beginning. */
function isMissing(project: Project, env: Env): boolean {
  const folder = statAt(project.task);
  // Into what stands there instead, such as a link, nothing can be brought back; `cancel --force`
  // sets it aside.
  if (folder !== undefined && !folder.isDirectory()) return false;
  const there = statAt(join(project.task, "events.jsonl"));
  const copy = there === undefined || there.size === 0 ? copyOf(project, env) : null;
  return copy !== null && lstatSync(join(copy, "events.jsonl")).size > 0;
}

/**
 * Whether the record of a run that has a copy is gone from the project. Asked again once nobody
 * writes: a run that is just beginning has its lines in the copy first.
 */
export const isGone = (project: Project, env: Env = process.env): boolean =>
  isMissing(project, env) &&
  (!existsSync(project.task) || locked(project.task, () => isMissing(project, env)));

/** What the store is told of the copy. */
export function copyFor(project: Project, env: Env = process.env): Copy | null {
  const folder = copyOf(project, env);
  return folder === null ? null : { folder, isOurs: () => !isForeign(project, env) };
}
