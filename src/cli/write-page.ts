import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { isInside, type Project } from "../project/project.ts";
import { BEGINNING } from "../render/html/page.ts";
import {
  createTaskFolder,
  errorCode,
  openRegular,
  ownFolder,
  readRange,
  temporaryName,
  UnsafeFile,
} from "../store/disk.ts";
import { oneLine } from "../text.ts";

/** Where a page goes, and how it gets there. */

/** In the project's `.task/`, unless another place is named. */
const NAME = "report.html";

/** Why a page cannot be written; says what to do. */
export class NoPage extends Error {}

const ELSEWHERE = "Name another place with --html=<file>.";

/** The path of the page: the default one, or what was named, from the folder `from`. @throws NoPage */
export function pagePath(project: Project, from: string, named: string | null): string {
  if (named === null) return join(project.task, NAME);
  const path = resolve(from, named);
  // No other name: a slip would put the page in the place of something else.
  if (!/[^/]\.html?$/i.test(path)) throw new NoPage(`${oneLine(named)} is no name of a page: it has to end in .html.`);
  return path;
}

/** Folders between the project and the file may have come with the repository: none may lead elsewhere. @throws UnsafeFile */
function refuseLinks(project: Project, folder: string): void {
  if (!isInside(folder, project.root)) return;
  const way = relative(project.root, folder);
  if (way === "" || way.startsWith("..")) return;
  const names = way.split("/");
  for (let at = 1; at <= names.length; at++) ownFolder(join(project.root, ...names.slice(0, at)));
}

/** What is there already has to be an older page. @throws NoPage, UnsafeFile */
function refuseOthers(path: string): void {
  const fd = openRegular(path, constants.O_RDONLY);
  if (fd === null) return;
  try {
    const begins = readRange(fd, 0, BEGINNING.length).toString("utf8");
    if (begins !== BEGINNING)
      throw new NoPage(`${oneLine(path)} is there already and is no report of multi-ai. ${ELSEWHERE}`);
  } finally {
    closeSync(fd);
  }
}

/** Replaces the file: readers see the old or the new one, and nobody but this user sees either. */
function replace(path: string, bytes: Uint8Array): void {
  const temporary = temporaryName(path);
  const fd = openSync(
    temporary,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    closeSync(fd);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Why the system refused, in words. */
const REASONS: Record<string, string> = {
  EACCES: "you have no permission to write there",
  EPERM: "you have no permission to write there",
  EROFS: "that disk can only be read",
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is full",
  ENOTDIR: "a file stands where a folder should",
  ENAMETOOLONG: "its name is too long",
};

/** Writes the page and returns its size in bytes. @throws NoPage */
export function writePage(project: Project, path: string, text: string): number {
  const bytes = Buffer.from(text);
  const folder = dirname(path);
  try {
    refuseLinks(project, folder);
    if (folder === project.task) createTaskFolder(folder);
    // Nobody asked for a folder: one more is a slip in the name.
    else if (!existsSync(folder)) throw new NoPage(`There is no folder ${oneLine(folder)}. ${ELSEWHERE}`);
    else if (!statSync(folder).isDirectory()) throw new NoPage(`${oneLine(folder)} is no folder. ${ELSEWHERE}`);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new NoPage(`${oneLine(path)} is a link, and is not followed: remove it. ${ELSEWHERE}`);
    refuseOthers(path);
    replace(path, bytes);
    return bytes.length;
  } catch (error) {
    if (error instanceof NoPage) throw error;
    if (error instanceof UnsafeFile)
      throw new NoPage(`${oneLine(path)} is not written: ${oneLine(error.path)} ${error.problem}. ${ELSEWHERE}`);
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new NoPage(`${oneLine(path)} cannot be written: ${REASONS[code] ?? code}. ${ELSEWHERE}`);
  }
}
