// @bun
import {
  here,
  isInHost
} from "./s12.js";
import {
  placesOf
} from "./s191.js";
import {
  reportText
} from "./s109.js";
import {
  reportMarkdown,
  pullRequest
} from "./s106.js";
import {
  done,
  wrongUsage
} from "./s162.js";

// src/cli/report-text.ts
function reportAnswer(call, facts, rollback) {
  if (call.has("md") && call.has("pr"))
    return wrongUsage("--md and --pr are two texts: give one of them");
  if (call.has("md")) {
    const markdown = reportMarkdown(facts, rollback, call.zone);
    return done(markdown, { markdown });
  }
  if (call.has("pr")) {
    const { title, body } = pullRequest(facts);
    if (!isInHost() && placesOf(call.project.root) !== null)
      call.warn(`to open it: ${openCommand(call)}; by hand: ${openLine(call)}`);
    return done(`${title}

${body}`, { title, body });
  }
  return done(reportText(facts, call, rollback, isInHost() ? "short" : "whole"), facts);
}
var ofRun = (call) => call.value("run") === null ? "" : ` --run ${call.value("run")}`;
var openCommand = (call) => here(`pr${ofRun(call)}`);
function openLine(call) {
  const again = here(`report --pr${ofRun(call)}`);
  return `${again} 2>/dev/null | { IFS= read -r title; gh pr create --title "$title" --body-file -; }`;
}
export {
  reportAnswer
};
