import { chmodSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { diffText } from "../../project/changes.ts";
import { denyList } from "../../project/deny-list.ts";
import { type Project, treeStore } from "../../project/project.ts";
import type { ReportFacts } from "../../render/report.ts";
import { reportMarkdown } from "../../render/report-markdown.ts";
import { type PageDiff, pageText } from "../../render/report-page.ts";
import { createTaskFolder, writeFileAtomic } from "../../store/disk.ts";
import { bytesText, oneLine } from "../../text.ts";
import { VERSION } from "../../version.ts";
import type { ArchivedRun } from "../life/kept-runs.ts";
import { type Answer, type Call, done } from "./command.ts";

/** Bytes of the diff that a page has, and lines of one file in it; at most so many files may be left out by name. */
const MAX_DIFF = 1_000_000;
const MAX_FILE_LINES = 4_000;
const MAX_LONG = 200;

/** Writes the report's page, and says where it is and how large. `rollback`: as in the report's other texts. */
export function reportPage(
  call: Call,
  { place, run }: ArchivedRun,
  facts: ReportFacts,
  rollback: string | null,
): Answer {
  const file = join(call.project.task, "report.html");
  const zone = call.zone ?? "UTC";
  const about = { made: new Date().toISOString(), version: VERSION, zone };
  const diff = finalDiff(place, facts, denyList(run.settings.secrets));
  const text = pageText(facts, reportMarkdown(facts, rollback, zone), diff, about);
  createTaskFolder(call.project.task);
  writeFileAtomic(file, text);
  chmodSync(file, 0o600);
  const bytes = Buffer.byteLength(text);
  return done(`${oneLine(file)} (${bytesText(bytes)})`, { file, bytes });
}

/** The diff of what the run changed, without secrets and without files that are too long to be read. */
function finalDiff(
  project: Project,
  { base, final, files }: ReportFacts,
  isKeptBack: (path: string) => boolean,
): PageDiff {
  if (base === null || final === null) return files === null ? null : { text: "", truncated: false };
  const long = (files ?? []).filter((one) => one.added + one.removed > MAX_FILE_LINES).slice(0, MAX_LONG);
  const isShown = (path: string): boolean => !long.some((one) => one.path === path);
  // Missing objects, or a read-only folder: the page says that it cannot tell.
  return attempt(
    () => diffText(project.root, base, final, treeStore(project), MAX_DIFF, { isKeptBack, isShown }),
    null,
  );
}
