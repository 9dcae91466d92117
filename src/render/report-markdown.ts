import { clean, duration, fence, moment, oneLine, PLAIN, spentText, tokens } from "../text.ts";
import type { Caught } from "../workflows/contract.ts";
import { moduleOf } from "../workflows/index.ts";
import { foundIn, statesText } from "./caught.ts";
import { agentCells, reviewerCells, spentLines } from "./cost.ts";
import { code, inline, markdownTable, part, quotation } from "./markdown-text.ts";
import { nextSteps } from "./next-steps.ts";
import {
  assumedText,
  becameText,
  CHANGE_LETTER,
  costLine,
  disputedText,
  earlyText,
  evidenceText,
  isUntouched,
  noticeTexts,
  type ReportFacts,
  reviewerLines,
  sentLine,
  snapshotText,
  stateText,
  tasksText,
  testsLines,
} from "./report.ts";

/** The report of a run as GitHub-flavoured markdown: all of it. */

/** Nothing is left out, and no line is cut. */
const WHOLE = Number.POSITIVE_INFINITY;

const bullets = (texts: string[]): string[] => texts.map((text) => `- ${inline(text)}`);

/** A heading with a count, and a line for each item. */
export const listed = (title: string, texts: string[]): string[] => part(`${title} (${texts.length})`, bullets(texts));

/**
 * Lines of a workflow's own as markdown: a title and the items further in become a heading and a list, of which what stands
 * behind the title is the first item; what has no items is a paragraph.
 */
export const ownMarkdown = (lines: string[]): string[] =>
  blocksOf(lines).flatMap(([head = "", ...items]) => (items.length === 0 ? ["", inline(head)] : ownPart(head, items)));

/** The issue that the request is from, behind the request; what stands there is no markdown of somebody else. */
export const issueLines = ({ issue }: Pick<ReportFacts, "issue">, how: string): string[] =>
  issue === undefined || !/^https:\/\/[\w.:/-]+$/.test(issue) ? [] : ["", `${how} ${issue}`];

function ownPart(head: string, items: string[]): string[] {
  // A title with a count stands alone; any other begins to tell.
  const [title = "", said] = /\(\d+\)$/.test(head) ? [head] : head.split(/: (.*)/s);
  const list = items.map((item) => `${/^ {4}/.test(item) ? "  " : ""}- ${inline(item)}`);
  return part(inline(title), [...(said === undefined ? [] : [`- ${inline(said)}`]), ...list]);
}

/** A line that is not further in begins a block. */
function blocksOf(lines: string[]): string[][] {
  const blocks: string[][] = [];
  for (const line of lines) {
    if (/^\S/.test(line)) blocks.push([line]);
    else if (line.trim() !== "") blocks.at(-1)?.push(line);
  }
  return blocks;
}

/** Lines of a text with aligned columns, to the letter. */
function aligned(lines: string[]): string[] {
  const text = lines.map((line) => clean(line).trimEnd()).filter((line) => line !== "");
  return text.length === 0 ? [] : ["", fence(text.join("\n"), "text")];
}

export function criteriaPart({ criteria, criteria_in }: ReportFacts): string[] {
  if (criteria.length === 0) return criteria_in === null ? [] : ["", `Criteria: no ${criteria_in} on record.`];
  const items = criteria.flatMap((one) => [
    `- **${inline(one.id)}** ${inline(one.text)}`,
    `  - ${inline(evidenceText(one, WHOLE))}`,
  ]);
  return part(`Criteria (${criteria.length})`, items);
}

export function reviewersPart({ reviewers }: ReportFacts): string[] {
  const items = reviewers.flatMap((one) => {
    const [head = "", ...more] = reviewerLines(one, WHOLE);
    return [`- ${inline(head)}`, ...more.map((text) => `  - ${inline(text)}`)];
  });
  return part(`Reviewers (${reviewers.length})`, items);
}

export const waiversPart = ({ waivers }: ReportFacts): string[] =>
  listed(
    "Waivers and overrulings, no approvals",
    waivers.map((one) => `${one.task} ${one.subject}: ${one.kind} by the person — "${one.reason}"`),
  );

export const assumedPart = ({ auto, assumptions, workflow }: ReportFacts): string[] =>
  listed("Assumed, never asked", auto ? assumptions.map((one) => assumedText(workflow, one)) : []);

function findingItem(one: Caught, isElsewhere: boolean): string[] {
  const at = one.place === null ? "" : ` at ${code(one.place)}`;
  return [
    `- **${inline(one.id)}** ${inline(one.severity)}, ${inline(one.reviewer)}${at}: ${inline(one.problem)}`,
    ...(one.quote === "" ? [] : [`  - It stood there: ${code(one.quote)}`]),
    ...(one.fix === "" ? [] : [`  - Fix: ${inline(one.fix)}`]),
    `  - ${inline(becameText(one, isElsewhere))}`,
  ];
}

/** Every finding with what became of it, and what was said of those that an author declined. */
export function findingsPart(facts: ReportFacts): string[] {
  const { findings, disputed } = facts;
  const pair = ([first, second]: readonly [string, string]): string[] => [
    `- ${inline(first)}`,
    `  - ${inline(second)}`,
  ];
  return [
    ...part(`Findings (${findings.length})`, [
      ...(findings.length === 0 ? [] : [`${inline(statesText(foundIn(findings)))}.`, ""]),
      ...findings.flatMap((one) => findingItem(one, isUntouched(facts, one))),
    ]),
    ...part(
      `Declined or withdrawn (${disputed.length})`,
      disputed.flatMap((one) => pair(disputedText(one, findings))),
      3,
    ),
  ];
}

function filesPart({ files }: ReportFacts, isTold: boolean): string[] {
  if (files === null) return ["", "Files changed: cannot be told any more."];
  if (files.length === 0) return isTold ? [] : ["", "Files changed: none."];
  const items = files.map((one) => `- ${CHANGE_LETTER[one.status]} ${code(one.path)} +${one.added} -${one.removed}`);
  return part(`Files changed (${files.length})`, items);
}

/** What the person was asked and said, each in full. */
function decisionsPart({ decisions }: ReportFacts, zone?: string): string[] {
  const further = (lines: string[]): string[] => lines.map((line) => `  ${line}`);
  const items = decisions.flatMap((one) => {
    const of = one.task === null ? "" : ` (${[one.task, one.why].filter(Boolean).join(", ")})`;
    return [
      `- **${inline(one.question)}** ${inline(`${one.kind}${of}: ${one.option}`)} (${one.via}, ${moment(one.at, zone)})`,
      ...(one.asked === null ? [] : ["", "  Asked:", "", ...further(quotation(one.asked)), ""]),
      ...(one.text === null ? [] : ["", "  Said:", "", ...further(quotation(one.text)), ""]),
    ];
  });
  return part(`Decided by the person (${decisions.length})`, items);
}

/** Each task with what came of it, and what its reviewer said. */
function tasksPart({ timeline }: ReportFacts, zone?: string): string[] {
  const items = timeline.map((one) => {
    const came = [one.outcome, one.summary].filter(Boolean).join(": ");
    const took = [
      one.began === null ? "" : moment(one.began, zone),
      one.minutes === 0 ? "" : duration(one.minutes),
      one.tokens === 0 ? "" : `${tokens(one.tokens)} tokens`,
    ].filter(Boolean);
    return `- **${inline(one.task)}** ${inline(`${one.subject} (${[one.by, ...took].join(", ")})${came === "" ? "" : `: ${came}`}`)}`;
  });
  return part(`Tasks (${timeline.length})`, items);
}

/** Cells of a text's table as a markdown table; what is further in has a sign of its own. Names are of others, figures ours. */
const tableOf = (cells: string[][]): string[] =>
  markdownTable(
    cells.map((row) =>
      row.map((cell) =>
        /^\$?[\d.]+(?: \w+)*$/.test(cell) ? cell.replaceAll("$", "\\$") : inline(cell.replace(/^ +/, "… ")),
      ),
    ),
  );

function costPart(facts: ReportFacts): string[] {
  const { spent, sent, claims } = facts;
  const reviewed = reviewerCells(spent.reviewers);
  return part("Cost", [
    ...bullets([
      ...(spent.tasks.length === 0 && spent.total.tool_calls > 0 ? [spentText(spent.total)] : spentLines(spent)),
      ...costLine(facts),
      ...sent.map(sentLine),
      `${claims.checked} claims of agents were checked, ${claims.refused} refused`,
    ]),
    ...(spent.agents.length === 0 ? [] : ["", ...tableOf(agentCells(spent.agents))]),
    ...(reviewed.length === 0 ? [] : ["", ...tableOf(reviewed)]),
  ]);
}

/**
 * The whole report. `rollback`: the command that brings the files back; null: none is carried out. `zone`: the reader's time
 * zone, UTC unless said.
 */
export function reportMarkdown(facts: ReportFacts, rollback: string | null, zone?: string): string {
  const { report } = moduleOf(facts.workflow);
  const own = report.lines?.(facts, { width: WHOLE, paint: PLAIN, zone }, WHOLE);
  const steps = nextSteps(facts, rollback);
  const notices = noticeTexts(facts);
  const end = facts.ended_at === null ? "now" : moment(facts.ended_at, zone);
  const lines = [
    `# Report of ${inline(facts.run)}`,
    "",
    `**${inline(stateText(facts))}**, ${moment(facts.started_at, zone)} to ${end}, ${tasksText(facts)}`,
    ...(facts.auto ? ["", `With \`--auto\` ${report.unasked} and open questions were not put to the person.`] : []),
    ...part("Request", [...quotation(facts.request), ...issueLines(facts, "From")]),
    ...(facts.story === null || oneLine(facts.story) === oneLine(facts.request)
      ? []
      : ["", `It is about: ${inline(facts.story)}`]),
    ...aligned((own?.head ?? []).filter((line) => oneLine(line) !== oneLine(facts.story ?? ""))),
    ...criteriaPart(facts),
    ...reviewersPart(facts),
    ...ownMarkdown(own?.reviews ?? []),
    ...waiversPart(facts),
    ...findingsPart(facts),
    ...tasksPart(facts, zone),
    ...filesPart(facts, own?.written === true),
    ...(facts.tests === null ? [] : part("Tests", bullets(testsLines(facts.tests)))),
    ...decisionsPart(facts, zone),
    ...(facts.early.asked === 0 ? [] : ["", inline(earlyText(facts.early))]),
    ...assumedPart(facts),
    ...listed("Departures from the plan", facts.deviations),
    ...listed("Noticed", notices),
    ...listed("Commits and branches during the run", facts.repository),
    ...listed(
      "Refused, stale, denied or edited",
      facts.refusals.map(({ task, subject, problems }) => `${task} ${subject}: ${problems.map(oneLine).join("; ")}`),
    ),
    ...ownMarkdown(own?.closing ?? []),
    ...listed("Not on record any more", facts.missing),
    ...costPart(facts),
    ...aligned(own?.foot ?? []),
    ...(facts.base === null ? [] : ["", inline(snapshotText(facts.snapshot))]),
    ...part(
      "Next",
      steps.map(({ command, does }) => `- ${code(command)}: ${inline(does)}`),
    ),
  ];
  return lines.join("\n").replace(/\n{3,}/g, "\n\n");
}
