// @bun
import {
  clip,
  cut,
  PLAIN,
  clean,
  oneLine2,
  moment,
  duration,
  fence,
  plural,
  tokens,
  spentText
} from "./s28.js";
import {
  moduleOf
} from "./s70.js";
import {
  inline2,
  code,
  quotation,
  markdownTable,
  part,
  titleOf2,
  nextSteps,
  refusalLine,
  aboutText,
  standingText,
  evidenceText,
  sentLine,
  CHANGE_LETTER,
  earlyText,
  disputedText,
  becameText,
  isUntouched,
  testsLines,
  assumedText,
  snapshotText,
  tasksText,
  noticeTexts,
  stateText,
  costLine
} from "./s109.js";
import {
  foundIn,
  statesText,
  foundText
} from "./s74.js";
import {
  agentCells,
  reviewerCells,
  spentLines
} from "./s258.js";
import {
  pricedText
} from "./s135.js";

// src/render/report-markdown.ts
var WHOLE = Number.POSITIVE_INFINITY;
var bullets = (texts) => texts.map((text) => `- ${inline2(text)}`);
var listed = (title, texts) => part(`${title} (${texts.length})`, bullets(texts));
var ownMarkdown = (lines) => blocksOf(lines).flatMap(([head = "", ...items]) => items.length === 0 ? ["", inline2(head)] : ownPart(head, items, 2, inline2));
var issueLines = ({ issue }, how) => issue === undefined || !/^https:\/\/[\w.:/-]+$/.test(issue) ? [] : ["", `${how} ${issue}`];
var ownSections = (lines, show) => blocksOf(lines).flatMap(([head = "", ...items]) => items.length === 0 ? [] : ownPart(head, items, 3, show));
function ownPart(head, items, level, show) {
  const [title = "", said] = /\(\d+\)$/.test(head) ? [head] : head.split(/: (.*)/s);
  const list = items.map((item) => `${/^ {4}/.test(item) ? "  " : ""}- ${show(item)}`);
  return part(show(title), [...said === undefined ? [] : [`- ${show(said)}`], ...list], level);
}
function blocksOf(lines) {
  const blocks = [];
  for (const line of lines) {
    if (/^\S/.test(line))
      blocks.push([line]);
    else if (line.trim() !== "")
      blocks.at(-1)?.push(line);
  }
  return blocks;
}
function aligned(lines) {
  const text = lines.map((line) => clean(line).trimEnd()).filter((line) => line !== "");
  return text.length === 0 ? [] : ["", fence(text.join(`
`), "text")];
}
function criteriaPart({ criteria, criteria_in }) {
  if (criteria.length === 0)
    return criteria_in === null ? [] : ["", `Criteria: no ${criteria_in} on record.`];
  const items = criteria.flatMap((one) => [
    `- **${inline2(one.id)}** ${inline2(one.text)}`,
    `  - ${inline2(evidenceText(one, WHOLE))}`
  ]);
  return part(`Criteria (${criteria.length})`, items);
}
function reviewersPart({ reviewers }) {
  const rows = reviewers.map((one) => [
    inline2(one.name),
    inline2(`${one.by}${one.substituted ? ", in its place" : ""}`),
    inline2(`${standingText(one)}${one.reason === null ? "" : `: "${one.reason}"`}`),
    String(one.reviews),
    inline2(aboutText(one, WHOLE))
  ]);
  const table = rows.length === 0 ? [] : markdownTable([["Reviewer", "By", "Verdict", "Rounds", "About"], ...rows]);
  return part(`Reviewers (${reviewers.length})`, table);
}
function findingItem(one, isElsewhere) {
  const at = one.place === null ? "" : ` at ${code(one.place)}`;
  return [
    `- **${inline2(one.id)}** ${inline2(one.severity)}, ${inline2(one.reviewer)}${at}: ${inline2(one.problem)}`,
    ...one.quote === "" ? [] : [`  - It stood there: ${code(one.quote)}`],
    ...one.fix === "" ? [] : [`  - Fix: ${inline2(one.fix)}`],
    `  - ${inline2(becameText(one, isElsewhere))}`
  ];
}
function findingsPart(facts) {
  const { findings, disputed } = facts;
  const pair = ([first, second]) => [
    `- ${inline2(first)}`,
    `  - ${inline2(second)}`
  ];
  return [
    ...part(`Findings (${findings.length})`, [
      ...findings.length === 0 ? [] : [`${inline2(statesText(foundIn(findings)))}.`, ""],
      ...findings.flatMap((one) => findingItem(one, isUntouched(facts, one)))
    ]),
    ...part(`Declined or withdrawn (${disputed.length})`, disputed.flatMap((one) => pair(disputedText(one, findings))), 3)
  ];
}
function filesPart({ files }, isTold) {
  if (files === null)
    return ["", "Files changed: cannot be told any more."];
  if (files.length === 0)
    return isTold ? [] : ["", "Files changed: none."];
  const rows = files.map((one) => [
    CHANGE_LETTER[one.status],
    code(one.path, true),
    String(one.added),
    String(one.removed)
  ]);
  return part(`Files changed (${files.length})`, markdownTable([["", "File", "Added", "Removed"], ...rows]));
}
function decisionsPart({ decisions }, zone) {
  const further = (lines) => lines.map((line) => `  ${line}`);
  const items = decisions.flatMap((one) => {
    const of = one.task === null ? "" : ` (${[one.task, one.why].filter(Boolean).join(", ")})`;
    return [
      `- **${inline2(one.question)}** ${inline2(`${one.kind}${of}: ${one.option}`)} (${one.via}, ${moment(one.at, zone)})`,
      ...one.asked === null ? [] : ["", "  Asked:", "", ...further(quotation(one.asked)), ""],
      ...one.text === null ? [] : ["", "  Said:", "", ...further(quotation(one.text)), ""]
    ];
  });
  return part(`Decided by the person (${decisions.length})`, items);
}
var tableOf = (cells) => markdownTable(cells.map((row) => row.map((cell) => /^\$?[\d.]+(?: \w+)*$/.test(cell) ? cell.replaceAll("$", "\\$") : inline2(cell.replace(/^ +/, "\u2026 ")))));
function costPart(facts) {
  const { spent, sent, claims } = facts;
  const reviewed = reviewerCells(spent.reviewers);
  const rows = spent.tasks.map((one) => [
    inline2(`${one.task} ${one.subject}`),
    tokens(one.tokens),
    String(one.tool_calls),
    duration(one.minutes)
  ]);
  return part("Cost", [
    ...bullets([
      ...rows.length === 0 && spent.total.tool_calls > 0 ? [spentText(spent.total)] : spentLines(spent),
      ...costLine(facts),
      ...sent.map(sentLine),
      `${claims.checked} claims of agents were checked, ${claims.refused} refused`
    ]),
    ...spent.agents.length === 0 ? [] : ["", ...tableOf(agentCells(spent.agents))],
    ...reviewed.length === 0 ? [] : ["", ...tableOf(reviewed)],
    ...rows.length === 0 ? [] : ["", ...markdownTable([["Task", "Tokens", "Tool calls", "Time"], ...rows])]
  ]);
}
function reportMarkdown(facts, rollback, zone) {
  const { report } = moduleOf(facts.workflow);
  const own = report.lines?.(facts, { width: WHOLE, paint: PLAIN, zone }, WHOLE);
  const steps = nextSteps(facts, rollback);
  const notices = noticeTexts(facts);
  const end = facts.ended_at === null ? "now" : moment(facts.ended_at, zone);
  const lines = [
    `# Report of ${inline2(facts.run)}`,
    "",
    `**${inline2(stateText(facts))}**, ${moment(facts.started_at, zone)} to ${end}, ${tasksText(facts)}`,
    ...facts.auto ? ["", `With \`--auto\` ${report.unasked} and open questions were not put to the person.`] : [],
    ...part("Request", [...quotation(facts.request), ...issueLines(facts, "From")]),
    ...facts.story === null || oneLine2(facts.story) === oneLine2(facts.request) ? [] : ["", `It is about: ${inline2(facts.story)}`],
    ...aligned((own?.head ?? []).filter((line) => oneLine2(line) !== oneLine2(facts.story ?? ""))),
    ...criteriaPart(facts),
    ...reviewersPart(facts),
    ...ownMarkdown(own?.reviews ?? []),
    ...listed("Waivers and overrulings, no approvals", facts.waivers.map((one) => `${one.task} ${one.subject}: ${one.kind} by the person \u2014 "${one.reason}"`)),
    ...findingsPart(facts),
    ...filesPart(facts, own?.written === true),
    ...facts.tests === null ? [] : part("Tests", bullets(testsLines(facts.tests))),
    ...decisionsPart(facts, zone),
    ...facts.early.asked === 0 ? [] : ["", inline2(earlyText(facts.early))],
    ...listed("Assumed, never asked", facts.auto ? facts.assumptions.map((one) => assumedText(facts.workflow, one)) : []),
    ...listed("Departures from the plan", facts.deviations),
    ...listed("Noticed", notices),
    ...listed("Commits and branches during the run", facts.repository),
    ...listed("Refused, stale, denied or edited", facts.refusals.map((one) => refusalLine(one, true))),
    ...ownMarkdown(own?.closing ?? []),
    ...listed("Not on record any more", facts.missing),
    ...costPart(facts),
    ...aligned(own?.foot ?? []),
    ...facts.base === null ? [] : ["", inline2(snapshotText(facts.snapshot))],
    ...part("Next", steps.map(({ command, does }) => `- ${code(command)}: ${inline2(does)}`))
  ];
  return lines.join(`
`).replace(/\n{3,}/g, `

`);
}

// src/render/pull-request.ts
var MAX_BODY = 30000;
var MAX_REQUEST = 3000;
var MAX_LINE = 240;
var MAX_ITEMS = 60;
var MIN_ITEMS = 4;
var line = (text) => inline2(cut(oneLine2(text), MAX_LINE));
var item = (text) => `- ${line(text)}`;
function criterionItem(one) {
  return `- **${inline2(one.id)}** ${line(one.text)} \u2014 ${line(evidenceText(one, 1))}`;
}
var findingItem2 = (one, isElsewhere) => {
  const at = one.place === null ? "" : ` at ${code(cut(oneLine2(one.place), MAX_LINE))}`;
  return `- **${inline2(one.id)}** ${inline2(one.severity)}${at}: ${line(one.problem)} (${line(becameText(one, isElsewhere))})`;
};
function testItems({ tests }) {
  return tests === null ? [] : testsLines(tests).map((text, at) => `${at === 0 ? "" : "  "}${item(text)}`);
}
function decidedItems({ waivers, decisions }) {
  const isWaiver = (one) => waivers.some(({ task, reason }) => task === one.task && reason === one.text);
  return [
    ...waivers.map((one) => `- **No approval**: ${line(`${one.task} ${one.subject}`)} was ${line(one.kind)} by the person: "${line(one.reason)}"`),
    ...decisions.filter((one) => one.text !== null && !isWaiver(one)).map((one) => item(`${one.asked ?? one.kind}: ${one.option} \u2014 "${one.text}"`))
  ];
}
function spentWords({ spent, cost }) {
  const all = spent.total.tokens + (spent.main_thread?.tokens ?? 0);
  const money = pricedText(cost);
  const words = [all === 0 ? "" : `${tokens(all)} tokens`, money === "" ? "" : line(money)].filter(Boolean);
  return words.length === 0 ? "" : `: ${words.join(", ")}`;
}
function bodyOf(facts, most) {
  const { lines: ownLines, unasked } = moduleOf(facts.workflow).report;
  const own = ownLines?.(facts, { width: Number.POSITIVE_INFINITY, paint: PLAIN }, most);
  const list = (items, show) => clip(items, most, show).map((text) => text.startsWith("\u2026") ? `- ${text}` : text);
  const mended = facts.findings.filter((one) => one.state === "mended");
  const accepted = facts.findings.filter((one) => one.state === "accepted");
  const found = foundText(foundIn(facts.findings));
  const findings = (some) => list(some, (one) => findingItem2(one, isUntouched(facts, one)));
  const declined = ({ id, reviewer }) => facts.disputed.some((one) => one.id === id && one.reviewer === reviewer && one.withdrawn === null) ? " (its author declined it)" : "";
  const open = facts.open_findings.map((one) => `${one.id} ${one.severity}, ${one.reviewer}${declined(one)}: ${one.problem}`);
  const outside = facts.outside_findings.map(({ severity, reviewer, problem }) => `${severity}, ${reviewer}: ${problem}`);
  const checks = [
    ...testItems(facts),
    ...list(facts.reviewers, (one) => item(`${one.name} (${one.by}${one.substituted ? ", in its place" : ""}): ${standingText(one)}, ${plural(one.reviews, "round")}${one.final === false ? ", on a state that changed after it" : ""}`)),
    `- ${facts.claims.checked} claims of agents were checked by code, ${facts.claims.refused} refused`
  ];
  return [
    ...facts.status === "complete" ? [] : [`**The run behind this is not complete: ${line(stateText(facts))}**`, ""],
    "## What and why",
    "",
    ...facts.story === null || oneLine2(facts.story) === oneLine2(facts.request) ? [] : [line(facts.story), ""],
    ...quotation(cut(facts.request, MAX_REQUEST)),
    ...issueLines(facts, "Closes"),
    ...facts.auto ? ["", `Nobody was asked: ${unasked} and open questions were not put to a person.`] : [],
    ...part("Criteria", list(facts.criteria, criterionItem), 3),
    ...part("How it was checked", checks),
    ...ownSections(own?.merging ?? own?.reviews ?? [], line),
    ...found === "" ? [] : ["", `Findings: ${found}`],
    ...part(`Found in review and mended (${mended.length})`, findings(mended), 3),
    ...part(`Accepted by a person as they are (${accepted.length})`, findings(accepted), 3),
    ...part("Decided or waived by a person", list(decidedItems(facts), (one) => one)),
    ...part("Assumed", facts.auto ? list(facts.assumptions, (one) => item(assumedText(facts.workflow, one))) : []),
    ...part("Departures from the plan", list(facts.deviations, item)),
    ...part(`Open (${open.length})`, list(open, item)),
    ...part(`Outside of this change (${outside.length})`, list(outside, item)),
    "",
    `Run ${code(facts.run)} of multi-ai${spentWords(facts)}`
  ].join(`
`).replace(/\n{3,}/g, `

`);
}
function pullRequest(facts) {
  const title = titleOf2(facts);
  for (let most = MAX_ITEMS;; most = Math.max(MIN_ITEMS, Math.floor(most * 0.8))) {
    const body = bodyOf(facts, most);
    if (body.length <= MAX_BODY || most === MIN_ITEMS)
      return { title, body };
  }
}

export { reportMarkdown, pullRequest };
