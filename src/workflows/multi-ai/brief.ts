import type { OpenFinding } from "../../record/findings.ts";
import { fence, oneLine } from "../../text.ts";
import { ASSUMED, assumptions, decisions, diffPart, lastReview, requestPart } from "../brief-parts.ts";
import type { Brief, BriefPart } from "../contract.ts";
import type { KnownMinor } from "../review/known.ts";
import { failureTexts, testLines } from "../test-words.ts";
import type { BriefFacts } from "./facts.ts";

/** What each brief of the chain says: what to do, and what its agent has to know for it. */

function placeOf({ at, file, line }: OpenFinding["finding"]): string {
  if (at) return ` at ${at}`;
  return file ? ` at ${file}${line ? `:${line}` : ""}` : "";
}

/** What the change did that makes another place wrong. */
function causeOf({ because }: OpenFinding["finding"]): string {
  if (!because?.file) return "";
  const at = `${because.file}${because.line && !because.gone ? `:${because.line}` : ""}`;
  const said = because.gone || because.quote;
  const how = because.gone ? "what is gone from" : "what the change wrote at";
  return ` Because of ${how} ${at}${said ? `: ${JSON.stringify(oneLine(said))}` : ""}.`;
}

const saidLine = (finding: OpenFinding["finding"]): string => {
  const quote = finding.quote?.trim() ? ` Quoted: ${JSON.stringify(oneLine(finding.quote))}.` : "";
  return `${placeOf(finding)}: ${oneLine(finding.problem)}${quote}${causeOf(finding)} Fix: ${oneLine(finding.fix)}`;
};

/** What was said of a finding since: why its author declined it, and whether the person wants it mended all the same. */
const sinceLine = ({ finding, declined }: OpenFinding, { task, insisted }: BriefFacts): string => {
  if (insisted.includes(finding.id)) return " Declined before; the person decided that it is to be mended.";
  if (declined === null) return "";
  return task.kind === "fix"
    ? ` Declined before, and raised again. The reason was: ${oneLine(declined)}`
    : ` Its author holds it to be wrong: ${oneLine(declined)}`;
};

export const findingLine = (one: OpenFinding, facts: BriefFacts): string =>
  `- ${one.finding.id} (${one.severity})${saidLine(one.finding)}${sinceLine(one, facts)}`;

export const minorLine = ({ name, reviewer, finding }: KnownMinor): string =>
  `- ${name} of ${reviewer}${saidLine(finding)}`;

/** Minor findings of others: an author may mend them on the way, a reviewer says whether they are. */
const minorsPart = ({ minors, task, statuses }: BriefFacts): BriefPart => ({
  title:
    statuses.length > 0
      ? "Minor findings of others, known already"
      : `Minor findings, for you to mend where it costs little${task.kind === "fix" ? "; they need no answer" : ""}`,
  body: minors.map(minorLine).join("\n"),
});

/** Files that the person froze; empty for a task that neither plans, makes nor judges a change. */
export function frozenText({ run, task }: BriefFacts): string {
  if (run.settings.frozen.length === 0 || task.schema === "user-story") return "";
  const list = run.settings.frozen.map((glob) => `\`${glob}\``).join(", ");
  const instead =
    task.schema === "impl-result"
      ? "What should change in such a file goes into `deviations`, with the reason."
      : "Ask for no change there.";
  return `No agent changes, adds or deletes what matches: ${list}. ${instead}`;
}

/** What every brief of the chain tells, in this order. */
function parts(facts: BriefFacts, { failures = false, request = true } = {}): BriefPart[] {
  const { run, diff, whole, tests, project, untouched } = facts;
  const red = failures ? failureTexts(tests, `${project}/.task/objects`) : [];
  return [
    ...(request ? [requestPart(facts)] : []),
    { title: "Decided by the person", body: decisions(run) },
    { title: ASSUMED, body: assumptions(run) },
    { title: "Frozen by the person", body: frozenText(facts) },
    { title: "Tests, run by the program", body: testLines(tests).join("\n") },
    ...red.map((one) => ({ title: `Output of ${one.title}`, body: fence(one.text) })),
    ...facts.attempt,
    { title: "Open findings", body: facts.findings.map((one) => findingLine(one, facts)).join("\n") },
    minorsPart(facts),
    {
      title: "Called fixed by their reviewers: look whether it is so",
      body: untouched.map((line) => `- ${line}`).join("\n"),
    },
    { title: "Changed files", body: (diff?.files ?? []).map((file) => `- ${file}`).join("\n") },
    diffPart(diff),
    facts.early,
    facts.unseen,
    { title: "The whole change, earlier rounds included", body: whole === null ? "" : `Read ${whole}` },
  ];
}

const brief = (work: (facts: BriefFacts) => string, options?: Parameters<typeof parts>[1]): Brief<BriefFacts> => ({
  work,
  parts: (facts) => parts(facts, options),
});

/** In a run without questions: where an open point goes instead. */
const unasked = ({ run }: BriefFacts, instead: string): string =>
  run.auto ? ` Nobody can be asked: settle each open point, ${instead}, and leave \`questions\` empty.` : "";

const FIRST_STORY = "Turn the request into a user story.";
const TAKE_OVER =
  "The person has decided (see below): keep the user story that stands in your file, and work in what was decided and nothing else.";
const REVIEW_AGAIN =
  "Review again: answer each earlier finding in `prior` by what stands there now, then look for what the changes broke.";

const hasDecided = ({ run, task }: BriefFacts): boolean =>
  run.decisions.some((one) => one.task === task.id && one.text !== null);

/** By the name that a gate gives its brief; the agent's own file says how the work is done. */
export const BRIEFS: Record<string, Brief<BriefFacts>> = {
  requirements: brief(
    (facts) => (hasDecided(facts) ? TAKE_OVER : FIRST_STORY) + unasked(facts, "note it in `assumptions`"),
  ),
  plan: brief(
    (facts) =>
      `Write the plan that meets every acceptance criterion of the story.${unasked(facts, "say so in `approach`")}`,
  ),
  "fix-plan": brief(
    (facts) =>
      `A reviewer asked for changes. Rewrite the plan so that every finding below is answered, or decline one that is wrong.${unasked(facts, "say so in `approach`")}`,
  ),
  "review-plan": brief(({ run, task }) =>
    lastReview(run, task) ? REVIEW_AGAIN : "Review the plan against the story and the project.",
  ),
  implement: brief(() => "Carry out the plan in this project."),
  "fix-tests": brief(
    () => "The program ran the tests, and what is new below failed. Find out why and mend the cause.",
    { failures: true },
  ),
  "fix-code": brief(
    () => "A reviewer asked for changes. Answer every finding below in the code, or decline one that is wrong.",
  ),
  "rework-code": brief(
    () =>
      "A reviewer rejected the code: it needs major rework. Answer every finding below, or decline one that is wrong. All reviewers look again afterwards.",
  ),
  // The story says what was asked for: this is a look at what changed alone.
  "confirm-code": brief(
    () =>
      "You have approved this change; fixes for other reviewers changed it after that. Confirm it as it stands now: judge only what changed since (below), and whether every acceptance criterion is still met.",
    { request: false },
  ),
  "review-code": brief(({ run, task }) =>
    lastReview(run, task) ? REVIEW_AGAIN : "Review the change against the story and the plan.",
  ),
};
