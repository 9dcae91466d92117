import { chmodSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { diffText } from "../../project/changes.ts";
import { denyList } from "../../project/deny-list.ts";
import type { Project } from "../../project/project.ts";
import { moveAside } from "../../record/own-files.ts";
import { BEGINNING, type PageDiff } from "../../render/print/page.ts";
import { pullRequest } from "../../render/pull-request.ts";
import { pageText, type ReportFacts, reportMarkdown, reportText } from "../../render/report.ts";
import { createTaskFolder, readCache, writeFileAtomic } from "../../store/disk.ts";
import { bytesText, oneLine } from "../../text.ts";
import { VERSION } from "../../version.ts";
import type { ArchivedRun } from "../life/runs-aside.ts";
import { sarifOf } from "../views/merged.ts";
import { reportFacts } from "../views/report.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  RUN_OPTION,
  reachOf,
  whichRun,
  wrongUsage,
} from "./command.ts";

/** Columns of a line in a session, which breaks longer ones itself. */
const SESSION_WIDTH = 120;

/**
 * What was done in a run: the text that the end of a run shows, or all of it as markdown or a page.
 */
export const report: Command = {
  summary: "What was done: criteria with evidence, verdicts, files, decisions",
  foreign: true,
  options: {
    ...RUN_OPTION,
    md: { about: "All of it, as markdown" },
    pr: { about: "As the text of a pull request: its title, an empty line, its body" },
    sarif: { about: "Its open findings, as a log of SARIF 2.1.0 for code scanners" },
    html: { about: "Write it as a web page, .task/report.html" },
  },
  async run(call) {
    const which = whichRun(call);
    const { place, run, kept } = which;
    const forms = ["md", "pr", "sarif", "html"].filter(call.has);
    if (forms.length > 1)
      return wrongUsage(`--${forms.join(" and --")} cannot be combined: choose one`);
    const facts = reportFacts(place, run);
    const isOwn = reachOf(call, run, place.task) !== "foreign";
    const rollback = isOwn ? `rollback${kept === "here" ? "" : ` --run ${run.run}`}` : null;
    switch (forms[0]) {
      case "html":
        return reportPage(call, which, facts, rollback);
      case "md": {
        const markdown = reportMarkdown(facts, rollback, call.zone);
        return { ...done(markdown, { markdown }), isVerbatim: true };
      }
      case "sarif": {
        const log = sarifOf({ ...place, root: call.project.root }, run);
        return { ...done(JSON.stringify(log, null, 2), log), isVerbatim: true };
      }
      case "pr": {
        const { title, body } = pullRequest(facts);
        return { ...done(`${title}\n\n${body}`, { title, body }), isVerbatim: true };
      }
      default: {
        // A terminal scrolls.
        if (call.session === null)
          return done(
            reportText(facts, call, rollback, undefined, Number.POSITIVE_INFINITY),
            facts,
          );
        return done(reportText(facts, { ...call, width: SESSION_WIDTH }, rollback), facts);
      }
    }
  },
};

/**
 * Bytes of the diff that a page has, and lines of one file in it; at most so many files may be left
 * out by name.
 */
const MAX_DIFF = 1_000_000;
const MAX_FILE_LINES = 4_000;
const MAX_LONG = 200;

/**
 * Writes the report's page, and says where it is and how large. `rollback`: as in the report's
 * other texts.
 */
function reportPage(
  call: Call,
  { place, run }: ArchivedRun,
  facts: ReportFacts,
  rollback: string | null,
): Answer {
  const file = join(call.project.task, "report.html");
  const zone = call.zone ?? "UTC";
  const about = { made: new Date().toISOString(), version: VERSION, zone };
  const diff = finalDiff(place, facts, denyList(run.settings.secrets));
  const text = pageText(facts, rollback, diff, about);
  createTaskFolder(call.project.task);
  const there = readCache(file)?.toString();
  if (there?.startsWith(BEGINNING) !== true) moveAside(call.project, ".task/report.html");
  writeFileAtomic(file, text);
  chmodSync(file, 0o600);
  const bytes = Buffer.byteLength(text);
  return done(`${oneLine(file)} (${bytesText(bytes)})`, { file, bytes });
}

/**
 * The diff of what the run changed, without secrets and without files that are too long to be read.
 */
function finalDiff(
  project: Project,
  { base, final, files }: ReportFacts,
  isKeptBack: (path: string) => boolean,
): PageDiff {
  if (base === null || final === null)
    return files === null ? null : { text: "", truncated: false };
  const long = (files ?? [])
    .filter((file) => file.added + file.removed > MAX_FILE_LINES)
    .slice(0, MAX_LONG);
  const isShown = (path: string): boolean => !long.some((one) => one.path === path);
  // Missing objects, or a read-only folder: the page says that it cannot tell.
  return attempt(() => diffText(project, base, final, MAX_DIFF, { isKeptBack, isShown }), null);
}
