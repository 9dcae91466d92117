import { type Command, type Option, RUN_OPTION, whichRun, wrongUsage } from "../run/commands/command.ts";
import { reachOf } from "../run/commands/foreign.ts";
import { reportFacts } from "../run/report.ts";

const TEXT_OPTIONS: Record<string, Option> = {
  md: { about: "As markdown" },
  pr: { about: "As the text of a pull request: its title, an empty line, its body" },
};

/** What was done in a run, as text or as a page; what makes these is loaded on use. */
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
  meant: { markdown: "md", "pull-request": "pr" },
  async run(call) {
    const which = whichRun(call);
    if (!which.ok) return which.answer;
    const { found } = which;
    const { place, run, kept } = found;
    const facts = reportFacts(place, run);
    if (call.has("html") || call.value("html") !== null)
      return ["md", "pr"].some((name) => call.has(name))
        ? wrongUsage("--html is a page of its own: take out --md and --pr")
        : (await import("./report-file.ts")).reportFile(call, found, facts);
    const isOwn = reachOf(call, run, place.task) !== "foreign";
    return (await import("./report-text.ts")).reportAnswer(
      call,
      facts,
      isOwn ? `rollback${kept === "here" ? "" : ` --run ${run.run}`}` : null,
    );
  },
};
