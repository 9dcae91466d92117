import { here } from "../plugin.ts";
import { pageText } from "../render/html/page.ts";
import type { ReportFacts } from "../render/report.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  RUN_OPTION,
  whichRun,
  wrongUsage,
} from "../run/commands/command.ts";
import { reachOf } from "../run/commands/foreign.ts";
import type { ArchivedRun } from "../run/kept-runs.ts";
import { reportFacts } from "../run/report.ts";
import { recordedEvents } from "../run/run.ts";
import { viewOf } from "../run/status.ts";
import { bytesText, oneLine } from "../text.ts";
import { pageOf } from "./report-page.ts";
import { reportAnswer, TEXT_OPTIONS } from "./report-text.ts";
import { NoPage, pagePath, writePage } from "./write-page.ts";

/** The report as a page: writes the file, and says where it is and how large. */
function page(call: Call, { place, run, kept }: ArchivedRun, facts: ReportFacts): Answer {
  const of = kept === "here" ? "" : ` --run ${run.run}`;
  try {
    const file = pagePath(call.project, call.from, call.value("html"));
    const text = pageText(
      pageOf({
        place,
        run,
        facts,
        view: viewOf(place, run, kept, reachOf(call, run, place.task)),
        events: recordedEvents(place),
        whole: { report: here(`report --json${of}`), log: here(`log${of}`) },
        zone: call.zone ?? "UTC",
      }),
    );
    const bytes = writePage(call.project, file, text);
    return done(`${oneLine(file)} (${bytesText(bytes)})`, { file, bytes });
  } catch (error) {
    if (error instanceof NoPage) return no(error.message);
    throw error;
  }
}

/** What was done in a run, as text or as a page. */
export const report: Command = {
  summary: "What was done: criteria with evidence, verdicts, files, decisions",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {
    ...RUN_OPTION,
    ...TEXT_OPTIONS,
    html: {
      value: "<file>",
      optional: true,
      about: "Write it as one page for a browser; .task/report.html unless said",
    },
  },
  run(call) {
    const which = whichRun(call);
    if (!which.ok) return which.answer;
    const { found } = which;
    const { place, run, kept } = found;
    const facts = reportFacts(place, run);
    if (call.has("html") || call.value("html") !== null)
      return ["md", "pr"].some((name) => call.has(name))
        ? wrongUsage("--html is a page of its own: take out --md and --pr")
        : page(call, found, facts);
    const isOwn = reachOf(call, run, place.task) !== "foreign";
    return reportAnswer(call, facts, isOwn ? `rollback${kept === "here" ? "" : ` --run ${run.run}`}` : null);
  },
};
