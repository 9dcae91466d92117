import { chmodSync } from "node:fs";
import { join } from "node:path";
import { displaceFile } from "../../record/changes/own-files.ts";
import { BEGINNING } from "../../render/report/print/page.ts";
import { pullRequest } from "../../render/report/pull-request.ts";
import {
  pageText,
  type ReportFacts,
  reportMarkdown,
  reportText,
} from "../../render/report/report.ts";
import { makeTaskFolder, readCache, writeAtomic } from "../../store/files/disk.ts";
import { bytesText, oneLine } from "../../text.ts";
import { VERSION } from "../../version.ts";
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
    const { place, run, kept } = whichRun(call);
    const forms = ["md", "pr", "sarif", "html"].filter(call.has);
    if (forms.length > 1)
      return wrongUsage(`--${forms.join(" and --")} cannot be combined: choose one`);
    const facts = reportFacts(place, run);
    const isOwn = reachOf(call, run, place.task) !== "foreign";
    const rollback = isOwn ? `rollback${kept === "here" ? "" : ` --run ${run.run}`}` : null;
    switch (forms[0]) {
      case "html":
        return reportPage(call, facts, rollback);
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
 * Writes the report's page, and says where it is and how large. `rollback`: as in the report's
 * other texts.
 */
function reportPage(call: Call, facts: ReportFacts, rollback: string | null): Answer {
  const file = join(call.project.task, "report.html");
  const zone = call.zone ?? "UTC";
  const about = { made: new Date().toISOString(), version: VERSION, zone };
  const text = pageText(facts, rollback, about);
  makeTaskFolder(call.project.task);
  const there = readCache(file)?.toString();
  if (there?.startsWith(BEGINNING) !== true) displaceFile(call.project, ".task/report.html");
  writeAtomic(file, text);
  chmodSync(file, 0o600);
  const bytes = Buffer.byteLength(text);
  return done(`${oneLine(file)} (${bytesText(bytes)})`, { file, bytes });
}
