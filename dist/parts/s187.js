// @bun
import {
  oneLine2,
  fence
} from "./s28.js";
import {
  requestPart,
  decisions,
  assumptions,
  ASSUMED3,
  lastReview,
  diffPart
} from "./s267.js";
import {
  testLines,
  failureTexts
} from "./s253.js";

// src/workflows/multi-ai/brief.ts
function placeOf({ at, file, line }) {
  if (at)
    return ` at ${at}`;
  return file ? ` at ${file}${line ? `:${line}` : ""}` : "";
}
function causeOf({ because }) {
  if (!because?.file)
    return "";
  const at = `${because.file}${because.line && !because.gone ? `:${because.line}` : ""}`;
  const said = because.gone || because.quote;
  const how = because.gone ? "what is gone from" : "what the change wrote at";
  return ` Because of ${how} ${at}${said ? `: ${JSON.stringify(oneLine2(said))}` : ""}.`;
}
var saidLine = (finding) => {
  const quote = finding.quote?.trim() ? ` Quoted: ${JSON.stringify(oneLine2(finding.quote))}.` : "";
  return `${placeOf(finding)}: ${oneLine2(finding.problem)}${quote}${causeOf(finding)} Fix: ${oneLine2(finding.fix)}`;
};
var sinceLine = ({ finding, declined }, { task, insisted }) => {
  if (insisted.includes(finding.id))
    return " Declined before; the person decided that it is to be mended.";
  if (declined === null)
    return "";
  return task.kind === "fix" ? ` Declined before, and raised again. The reason was: ${oneLine2(declined)}` : ` Its author holds it to be wrong: ${oneLine2(declined)}`;
};
var findingLine2 = (one, facts) => `- ${one.finding.id} (${one.severity})${saidLine(one.finding)}${sinceLine(one, facts)}`;
var minorLine2 = ({ name, reviewer, finding }) => `- ${name} of ${reviewer}${saidLine(finding)}`;
var minorsPart = ({ minors, task, statuses }) => ({
  title: statuses.length > 0 ? "Minor findings of others, known already" : `Minor findings, for you to mend where it costs little${task.kind === "fix" ? "; they need no answer" : ""}`,
  body: minors.map(minorLine2).join(`
`)
});
function frozenText2({ run, task }) {
  if (run.settings.frozen.length === 0 || task.schema === "user-story")
    return "";
  const list = run.settings.frozen.map((glob) => `\`${glob}\``).join(", ");
  const instead = task.schema === "impl-result" ? "What should change in such a file goes into `deviations`, with the reason." : "Ask for no change there.";
  return `No agent changes, adds or deletes what matches: ${list}. ${instead}`;
}
function parts(facts, { failures = false, request = true } = {}) {
  const { run, diff, whole, tests, project, untouched } = facts;
  const red = failures ? failureTexts(tests, `${project}/.task/objects`) : [];
  return [
    ...request ? [requestPart(facts)] : [],
    { title: "Decided by the person", body: decisions(run) },
    { title: ASSUMED3, body: assumptions(run) },
    { title: "Frozen by the person", body: frozenText2(facts) },
    { title: "Tests, run by the program", body: testLines(tests).join(`
`) },
    ...red.map((one) => ({ title: `Output of ${one.title}`, body: fence(one.text) })),
    ...facts.attempt,
    { title: "Open findings", body: facts.findings.map((one) => findingLine2(one, facts)).join(`
`) },
    minorsPart(facts),
    {
      title: "Called fixed by their reviewers: look whether it is so",
      body: untouched.map((line) => `- ${line}`).join(`
`)
    },
    { title: "Changed files", body: (diff?.files ?? []).map((file) => `- ${file}`).join(`
`) },
    diffPart(diff),
    facts.early,
    facts.unseen,
    { title: "The whole change, earlier rounds included", body: whole === null ? "" : `Read ${whole}` }
  ];
}
var brief = (work, options) => ({
  work,
  parts: (facts) => parts(facts, options)
});
var unasked = ({ run }, instead) => run.auto ? ` Nobody can be asked: settle each open point, ${instead}, and leave \`questions\` empty.` : "";
var FIRST_STORY = "Turn the request into a user story.";
var TAKE_OVER = "The person has decided (see below): keep the user story that stands in your file, and work in what was decided and nothing else.";
var REVIEW_AGAIN = "Review again: answer each earlier finding in `prior` by what stands there now, then look for what the changes broke.";
var hasDecided = ({ run, task }) => run.decisions.some((one) => one.task === task.id && one.text !== null);
var BRIEFS3 = {
  requirements: brief((facts) => (hasDecided(facts) ? TAKE_OVER : FIRST_STORY) + unasked(facts, "note it in `assumptions`")),
  plan: brief((facts) => `Write the plan that meets every acceptance criterion of the story.${unasked(facts, "say so in `approach`")}`),
  "fix-plan": brief((facts) => `A reviewer asked for changes. Rewrite the plan so that every finding below is answered, or decline one that is wrong.${unasked(facts, "say so in `approach`")}`),
  "review-plan": brief(({ run, task }) => lastReview(run, task) ? REVIEW_AGAIN : "Review the plan against the story and the project."),
  implement: brief(() => "Carry out the plan in this project."),
  "fix-tests": brief(() => "The program ran the tests, and what is new below failed. Find out why and mend the cause.", { failures: true }),
  "fix-code": brief(() => "A reviewer asked for changes. Answer every finding below in the code, or decline one that is wrong."),
  "rework-code": brief(() => "A reviewer rejected the code: it needs major rework. Answer every finding below, or decline one that is wrong. All reviewers look again afterwards."),
  "confirm-code": brief(() => "You have approved this change; fixes for other reviewers changed it after that. Confirm it as it stands now: judge only what changed since (below), and whether every acceptance criterion is still met.", { request: false }),
  "review-code": brief(({ run, task }) => lastReview(run, task) ? REVIEW_AGAIN : "Review the change against the story and the plan.")
};

export { findingLine2, minorLine2, frozenText2, BRIEFS3 };
