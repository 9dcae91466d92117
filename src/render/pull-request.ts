import { clip, cut, oneLine, PLAIN, plural, tokens } from "../text.ts";
import type { Caught } from "../workflows/contract.ts";
import { moduleOf } from "../workflows/index.ts";
import { pricedText } from "../workflows/money.ts";
import { foundIn, foundText } from "./caught.ts";
import { code, inline, part, quotation } from "./markdown-text.ts";
import {
  assumedText,
  becameText,
  evidenceText,
  isUntouched,
  type ReportFacts,
  standingText,
  stateText,
  testsLines,
} from "./report.ts";
import { issueLines, ownSections } from "./report-markdown.ts";
import { titleOf } from "./title.ts";

/** The text of a pull request for what a run has changed: what, why, and how it was checked, for whoever has to merge it. */

/** Characters of a body; GitHub takes 65,536. */
const MAX_BODY = 30_000;
/** Characters of the request, and of a line of any list. */
const MAX_REQUEST = 3_000;
const MAX_LINE = 240;
/** Items of each list; fewer where the body would be too long. */
const MAX_ITEMS = 60;
const MIN_ITEMS = 4;

export interface PullRequest {
  title: string;
  body: string;
}

/** A line of a list; the whole of it stands in the report. */
const line = (text: string): string => inline(cut(oneLine(text), MAX_LINE));

const item = (text: string): string => `- ${line(text)}`;

/** The criteria, with what shows that they are met. */
function criterionItem(one: ReportFacts["criteria"][number]): string {
  return `- **${inline(one.id)}** ${line(one.text)} — ${line(evidenceText(one, 1))}`;
}

const findingItem = (one: Caught, isElsewhere: boolean): string => {
  const at = one.place === null ? "" : ` at ${code(cut(oneLine(one.place), MAX_LINE))}`;
  return `- **${inline(one.id)}** ${inline(one.severity)}${at}: ${line(one.problem)} (${line(becameText(one, isElsewhere))})`;
};

function testItems({ tests }: ReportFacts): string[] {
  return tests === null ? [] : testsLines(tests).map((text, at) => `${at === 0 ? "" : "  "}${item(text)}`);
}

/** What is no approval although the run went on, and what else the person said. */
function decidedItems({ waivers, decisions }: ReportFacts): string[] {
  const isWaiver = (one: ReportFacts["decisions"][number]): boolean =>
    waivers.some(({ task, reason }) => task === one.task && reason === one.text);
  return [
    ...waivers.map(
      (one) =>
        `- **No approval**: ${line(`${one.task} ${one.subject}`)} was ${line(one.kind)} by the person: "${line(one.reason)}"`,
    ),
    ...decisions
      .filter((one) => one.text !== null && !isWaiver(one))
      .map((one) => item(`${one.asked ?? one.kind}: ${one.option} — "${one.text}"`)),
  ];
}

/** What it took, behind the name of the run; empty while nothing is known. */
function spentWords({ spent, cost }: ReportFacts): string {
  const all = spent.total.tokens + (spent.main_thread?.tokens ?? 0);
  const money = pricedText(cost);
  const words = [all === 0 ? "" : `${tokens(all)} tokens`, money === "" ? "" : line(money)].filter(Boolean);
  return words.length === 0 ? "" : `: ${words.join(", ")}`;
}

function bodyOf(facts: ReportFacts, most: number): string {
  const { lines: ownLines, unasked } = moduleOf(facts.workflow).report;
  const own = ownLines?.(facts, { width: Number.POSITIVE_INFINITY, paint: PLAIN }, most);
  const list = <T>(items: T[], show: (one: T) => string): string[] =>
    clip(items, most, show).map((text) => (text.startsWith("…") ? `- ${text}` : text));
  const mended = facts.findings.filter((one) => one.state === "mended");
  const accepted = facts.findings.filter((one) => one.state === "accepted");
  const found = foundText(foundIn(facts.findings));
  const findings = (some: Caught[]): string[] => list(some, (one) => findingItem(one, isUntouched(facts, one)));
  // Whoever merges it should see that an author holds a finding to be wrong.
  const declined = ({ id, reviewer }: { id: string; reviewer: string }): string =>
    facts.disputed.some((one) => one.id === id && one.reviewer === reviewer && one.withdrawn === null)
      ? " (its author declined it)"
      : "";
  const open = facts.open_findings.map(
    (one) => `${one.id} ${one.severity}, ${one.reviewer}${declined(one)}: ${one.problem}`,
  );
  const outside = facts.outside_findings.map(
    ({ severity, reviewer, problem }) => `${severity}, ${reviewer}: ${problem}`,
  );
  const checks = [
    ...testItems(facts),
    ...list(facts.reviewers, (one) =>
      item(
        `${one.name} (${one.by}${one.substituted ? ", in its place" : ""}): ${standingText(one)}, ${plural(one.reviews, "round")}${one.final === false ? ", on a state that changed after it" : ""}`,
      ),
    ),
    `- ${facts.claims.checked} claims of agents were checked by code, ${facts.claims.refused} refused`,
  ];
  return [
    ...(facts.status === "complete" ? [] : [`**The run behind this is not complete: ${line(stateText(facts))}**`, ""]),
    "## What and why",
    "",
    ...(facts.story === null || oneLine(facts.story) === oneLine(facts.request) ? [] : [line(facts.story), ""]),
    ...quotation(cut(facts.request, MAX_REQUEST)),
    ...issueLines(facts, "Closes"),
    ...(facts.auto ? ["", `Nobody was asked: ${unasked} and open questions were not put to a person.`] : []),
    ...part("Criteria", list(facts.criteria, criterionItem), 3),
    ...part("How it was checked", checks),
    ...ownSections(own?.merging ?? own?.reviews ?? [], line),
    ...(found === "" ? [] : ["", `Findings: ${found}`]),
    ...part(`Found in review and mended (${mended.length})`, findings(mended), 3),
    ...part(`Accepted by a person as they are (${accepted.length})`, findings(accepted), 3),
    ...part(
      "Decided or waived by a person",
      list(decidedItems(facts), (one) => one),
    ),
    ...part("Assumed", facts.auto ? list(facts.assumptions, (one) => item(assumedText(facts.workflow, one))) : []),
    ...part("Departures from the plan", list(facts.deviations, item)),
    ...part(`Open (${open.length})`, list(open, item)),
    ...part(`Outside of this change (${outside.length})`, list(outside, item)),
    "",
    `Run ${code(facts.run)} of multi-ai${spentWords(facts)}`,
  ]
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");
}

/** Title and body; lists are shortened until the body is well below what GitHub takes. */
export function pullRequest(facts: ReportFacts): PullRequest {
  const title = titleOf(facts);
  for (let most = MAX_ITEMS; ; most = Math.max(MIN_ITEMS, Math.floor(most * 0.8))) {
    const body = bodyOf(facts, most);
    if (body.length <= MAX_BODY || most === MIN_ITEMS) return { title, body };
  }
}
