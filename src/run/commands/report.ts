import { BLANK, JOINED } from "../../render/markdown-text.ts";
import { nextSteps } from "../../render/next-steps.ts";
import { pullRequest } from "../../render/pull-request.ts";
import { nextLines, type ReportFacts, reportText } from "../../render/report.ts";
import { reportMarkdown } from "../../render/report-markdown.ts";
import { reportFacts } from "../views/report.ts";
import { type Call, type Command, done, RUN_OPTION, reachOf, whichRun, wrongUsage } from "./command.ts";
import { reportPage } from "./report-page.ts";

/** Columns of a line in a session, which breaks longer ones itself. */
const SESSION_WIDTH = 120;

/** What was done in a run, as text or as a page. In a terminal and a pipe the text is whole; the host shows it short. */
export const report: Command = {
  summary: "What was done: criteria with evidence, verdicts, files, decisions",
  foreign: true,
  options: {
    ...RUN_OPTION,
    md: { about: "As markdown" },
    pr: { about: "As the text of a pull request: its title, an empty line, its body" },
    html: { about: "Write it as a web page, .task/report.html" },
  },
  async run(call) {
    const which = whichRun(call);
    const { place, run, kept } = which;
    const forms = ["md", "pr", "html"].filter(call.has);
    if (forms.length > 1) return wrongUsage(`--${forms.join(" and --")} cannot be combined: choose one`);
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
      case "pr": {
        const { title, body } = pullRequest(facts);
        return { ...done(`${title}\n\n${body}`, { title, body }), isVerbatim: true };
      }
      default:
        return done(
          call.session === null
            ? wholeText(facts, rollback, call)
            : reportText(facts, { ...call, width: SESSION_WIDTH }, rollback),
          facts,
        );
    }
  },
};

/** The markdown as a terminal shows it; what is typed next is never broken. */
function wholeText(facts: ReportFacts, rollback: string | null, { width, zone }: Call): string {
  const text = Bun.markdown.ansi(reportMarkdown(facts, null, zone, "you"), { columns: width, colors: false });
  return [
    text.trimEnd().replaceAll(JOINED, "").replaceAll(BLANK, " "),
    ...nextLines(nextSteps(facts, rollback), width),
  ].join("\n");
}
