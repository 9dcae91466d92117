import { here } from "../plugin.ts";
import { pageText } from "../render/html/page.ts";
import type { ReportFacts } from "../render/report.ts";
import { type Answer, type Call, done, no } from "../run/commands/command.ts";
import { reachOf } from "../run/commands/foreign.ts";
import type { ArchivedRun } from "../run/kept-runs.ts";
import { recordedEvents } from "../run/run.ts";
import { viewOf } from "../run/status.ts";
import { bytesText, oneLine } from "../text.ts";
import { pageOf } from "./report-page.ts";
import { NoPage, pagePath, writePage } from "./write-page.ts";

/** The report as a page: writes the file, and says where it is and how large. */
export function reportFile(call: Call, { place, run, kept }: ArchivedRun, facts: ReportFacts): Answer {
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
