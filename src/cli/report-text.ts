import { here, isInHost } from "../plugin.ts";
import { placesOf } from "../project/git.ts";
import { pullRequest } from "../render/pull-request.ts";
import { type ReportFacts, reportText } from "../render/report.ts";
import { reportMarkdown } from "../render/report-markdown.ts";
import { type Answer, type Call, done, wrongUsage } from "../run/commands/command.ts";

/** The report of a run as the texts that it can be had as. */

/**
 * The report as it was asked for. In a terminal and a pipe the text is whole; the host shows it short. `rollback`: the
 * command that brings the files back; null: none is carried out.
 */
export function reportAnswer(call: Call, facts: ReportFacts, rollback: string | null): Answer {
  if (call.has("md") && call.has("pr")) return wrongUsage("--md and --pr are two texts: give one of them");
  if (call.has("md")) {
    const markdown = reportMarkdown(facts, rollback, call.zone);
    return done(markdown, { markdown });
  }
  if (call.has("pr")) {
    const { title, body } = pullRequest(facts);
    // Without git there is nothing that `pr` could push.
    if (!isInHost() && placesOf(call.project.root) !== null)
      call.warn(`to open it: ${openCommand(call)}; by hand: ${openLine(call)}`);
    return done(`${title}\n\n${body}`, { title, body });
  }
  return done(reportText(facts, call, rollback, isInHost() ? "short" : "whole"), facts);
}

const ofRun = (call: Call): string => (call.value("run") === null ? "" : ` --run ${call.value("run")}`);

const openCommand = (call: Call): string => here(`pr${ofRun(call)}`);

/** A line of a shell that opens the pull request: its first line is the title, and nothing is left in the project. */
function openLine(call: Call): string {
  const again = here(`report --pr${ofRun(call)}`);
  return `${again} 2>/dev/null | { IFS= read -r title; gh pr create --title "$title" --body-file -; }`;
}
