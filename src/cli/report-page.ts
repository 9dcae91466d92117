import { chmodSync, closeSync, constants, existsSync, lstatSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { diffText } from "../project/changes.ts";
import { denyList } from "../project/deny-list.ts";
import { maskOf } from "../project/mask.ts";
import { type Project, treeStore } from "../project/project.ts";
import type { ReportFacts } from "../render/report.ts";
import { reportMarkdown } from "../render/report-markdown.ts";
import { BEGINNING, type PageDiff, pageText } from "../render/report-page.ts";
import { type Answer, type Call, done, no } from "../run/commands/command.ts";
import type { ArchivedRun } from "../run/life/kept-runs.ts";
import {
  createTaskFolder,
  errorCode,
  openRegular,
  ownFolder,
  readRange,
  UnsafeFile,
  writeFileAtomic,
} from "../store/disk.ts";
import { bytesText, oneLine } from "../text.ts";
import { VERSION } from "../version.ts";

/** Bytes of the diff that a page has, and lines of one file in it; at most so many files may be left out by name. */
const MAX_DIFF = 1_000_000;
const MAX_FILE_LINES = 4_000;
const MAX_LONG = 200;

/** Why a page cannot be written; says what to do. */
class NoPage extends Error {
  constructor(why: string) {
    super(`${why}. Name another place with --html=<file>.`);
  }
}

/** Writes the report's page, and says where it is and how large. `rollback`: as in the report's other texts. */
export function reportPage(
  call: Call,
  { place, run }: ArchivedRun,
  facts: ReportFacts,
  rollback: string | null,
): Answer {
  try {
    const file = pagePath(call.project, call.from, call.value("html"));
    const zone = call.zone ?? "UTC";
    const about = { made: new Date().toISOString(), version: VERSION, zone };
    const diff = finalDiff(place, facts, denyList(run.settings.secrets));
    const text = pageText(facts, reportMarkdown(facts, rollback, zone), diff, about);
    writePage(call.project, file, text);
    const bytes = Buffer.byteLength(text);
    return done(`${oneLine(file)} (${bytesText(bytes)})`, { file, bytes });
  } catch (error) {
    if (error instanceof NoPage) return no(error.message);
    throw error;
  }
}

/** The diff of what the run changed, without secrets and without files that are too long to be read. */
function finalDiff(
  project: Project,
  { base, final, files }: ReportFacts,
  isSecret: (path: string) => boolean,
): PageDiff {
  if (base === null || final === null) return files === null ? null : { text: "", truncated: false };
  const long = (files ?? []).filter((one) => one.added + one.removed > MAX_FILE_LINES).slice(0, MAX_LONG);
  const isShown = (path: string): boolean => !long.some((one) => one.path === path);
  try {
    const diff = diffText(project.root, base, final, treeStore(project), MAX_DIFF, isSecret, isShown);
    return { ...diff, text: maskOf([])([diff.text])[0] ?? "" };
  } catch {
    // Missing objects, or a read-only folder: the page says that it cannot tell.
    return null;
  }
}

/** The path of the page: `.task/report.html`, or what was named, from the folder `from`. @throws NoPage */
function pagePath(project: Project, from: string, named: string | null): string {
  if (named === null) return join(project.task, "report.html");
  // No other name: a slip would put the page in the place of something else.
  if (!/[^/]\.html?$/i.test(named)) throw new NoPage(`${oneLine(named)} is no name of a page: it has to end in .html`);
  return resolve(from, named);
}

/** @throws NoPage */
function writePage(project: Project, path: string, text: string): void {
  const folder = dirname(path);
  try {
    // Folders of the project may have come with the repository: none may lead elsewhere.
    for (let one = folder; one.startsWith(`${project.root}/`); one = dirname(one)) ownFolder(one);
    if (folder === project.task) createTaskFolder(folder);
    // Nobody asked for a folder: one more is a slip in the name.
    else if (!existsSync(folder)) throw new NoPage(`There is no folder ${oneLine(folder)}`);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new NoPage(`${oneLine(path)} is a link, and is not followed`);
    if (!isOwnPage(path)) throw new NoPage(`${oneLine(path)} is there already and is no report of multi-ai`);
    writeFileAtomic(path, text);
    chmodSync(path, 0o600);
  } catch (error) {
    if (error instanceof UnsafeFile)
      throw new NoPage(`${oneLine(path)} is not written: ${oneLine(error.path)} ${error.problem}`);
    const code = errorCode(error);
    throw code === undefined ? error : new NoPage(`${oneLine(path)} cannot be written: ${code}`);
  }
}

/** Whether nothing is there, or an older page. @throws UnsafeFile */
function isOwnPage(path: string): boolean {
  const fd = openRegular(path, constants.O_RDONLY);
  if (fd === null) return true;
  try {
    return readRange(fd, 0, BEGINNING.length).toString("utf8") === BEGINNING;
  } finally {
    closeSync(fd);
  }
}
