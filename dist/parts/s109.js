// @bun
import {
  columns2,
  fit,
  wrap,
  wrapWhole,
  laid,
  clip,
  clean,
  oneLine2,
  moment,
  PLAIN_LAYOUT,
  section,
  asItWas,
  quote,
  plural
} from "./s28.js";
import {
  TERMINAL_COMMANDS,
  here,
  isInHost
} from "./s12.js";
import {
  moduleOf,
  skipReason
} from "./s70.js";
import {
  statusWords
} from "./s199.js";
import {
  CALLED,
  foundIn,
  foundText
} from "./s74.js";
import {
  costTables,
  spentLines
} from "./s258.js";
import {
  pricedText
} from "./s135.js";

// src/render/markdown-text.ts
var JOINER = "\u200D";
var unmarked = (text) => clean(text).replaceAll("\u061C", "");
var parted = (text) => text.replace(/@(?=[\p{L}\p{N}_])/gu, `@${JOINER}`).replace(/#(?=\d)/g, `#${JOINER}`).replace(/\b(gh-)(?=\d)/gi, `$1${JOINER}`).replace(/:(?=\/\/)/g, `:${JOINER}`).replace(/\b(www|mailto|xmpp)(?=[.:])/gi, `$1${JOINER}`).replace(/:(?=[\w+-]+:)/g, `:${JOINER}`);
var BLOCK = /^(?:[#+\-=>:]|\d+(?=[.)]))/;
function inline2(text) {
  const escaped = parted(unmarked(oneLine2(text))).replace(/[\\`*~[\]|$]/g, "\\$&").replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_").replace(/&(?=#?\w+;)/g, "&amp;").replaceAll("<", "&lt;");
  return escaped.replace(BLOCK, (mark) => /\d/.test(mark) ? `${mark}\\` : `\\${mark}`);
}
var plainLine = (text) => parted(unmarked(oneLine2(text)));
var CLOSING = /\b((?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+(?:(?:[\w.-]+\/[\w.-]+)?#|gh-|https?:))(?=[\d/])/gi;
function code(text, isCell = false) {
  const said = unmarked(oneLine2(text)).replace(CLOSING, `$1${JOINER}`);
  if (isCell && said.includes("\\|"))
    return inline2(said);
  const longest = Math.max(0, ...(said.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = "`".repeat(longest + 1);
  const room = /^`|`$/.test(said) || said === "" ? " " : "";
  const shown = isCell ? said.replaceAll("|", "\\|") : said;
  return `${ticks}${room}${shown}${room}${ticks}`;
}
function quotation(text) {
  const lines = unmarked(text.replace(/\r\n?|[\u2028\u2029]/g, `
`)).trim().split(`
`).map(inline2);
  return lines.map((line, at) => line === "" ? ">" : `> ${line}${lines[at + 1] ? "\\" : ""}`);
}
var markdownTable = ([head = [], ...rows]) => [
  `| ${head.join(" | ")} |`,
  `|${head.map(() => " --- |").join("")}`,
  ...rows.map((row) => `| ${row.join(" | ")} |`)
];
var part = (title, lines, level = 2) => lines.length === 0 ? [] : ["", `${"#".repeat(level)} ${title}`, "", ...lines];

// src/render/title.ts
var MAX_TITLE = 72;
function titleOf2({ story, request }) {
  const said = [story ?? "", request.trim().split(`
`)[0] ?? ""].map((text) => plainLine(text).replace(/[.\s]+$/, "")).filter(Boolean);
  return fit(said.find((text) => text.length <= MAX_TITLE) ?? said.at(-1) ?? "A change", MAX_TITLE);
}

// src/render/next-steps.ts
var inShell = (line) => isInHost() ? `! ${line}` : line;
var runOption = (rollback) => /(?: --run \S+)?$/.exec(rollback)[0];
var kept = (facts) => [
  {
    command: inShell(`git add -A && git commit -m ${quote(titleOf2(facts))}`),
    does: "commits all changed files of the project"
  },
  isInHost() ? { command: here(TERMINAL_COMMANDS.pr), does: "prints the commands that open a pull request" } : { command: here("pr"), does: "shows a pull request; with gh it is opened once you agree" }
];
function nextSteps(facts, rollback) {
  if (rollback === null)
    return [];
  const { status, snapshot, files } = facts;
  const of = runOption(rollback);
  const isLive = facts.ended_at === null;
  if (isLive)
    return of === "" ? [{ command: here("status"), does: "where it stands, and what it waits for" }] : [{ command: here(`resume ${facts.run}`), does: "brings the run back" }];
  const isDone = status === "complete";
  const changed = files === null || files.length > 0;
  const why = { command: here(`log${of}`), does: "what happened, and why it ended" };
  const ways = snapshot === null || !changed ? [] : [
    { command: inShell(`git add -AN; git diff ${snapshot}`), does: "shows the whole change, new files too" },
    ...isDone && of === "" && facts.head_moved === false ? kept(facts) : [],
    ...isDone ? [{ command: here(`report --pr${of}`), does: "prints the text of a pull request" }] : [],
    {
      command: here(rollback),
      does: "shows what goes back to before the implementation, and how to do it"
    }
  ];
  return isDone ? ways : [why, ...ways];
}

// src/render/report.ts
function refusalLine({ task, subject, problems }, isWhole) {
  if (isWhole)
    return `${task} ${subject}: ${problems.map(oneLine2).join("; ")}`;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return `${task} ${subject}${more}: ${oneLine2(problems[0] ?? "")}`;
}
var STANDING = {
  approved: (one) => one.said === null ? "approved" : `approved; it said ${one.said}, and all of that is minor and noted`,
  accepted: (one) => `no approval: said ${one.verdict ?? "nothing"}; accepted by the person as it is`,
  overruled: (one) => `no approval: said ${one.verdict ?? "nothing"}; overruled by the person`,
  waived: (one) => `no approval: ${one.verdict === null ? "no verdict" : `said ${one.verdict}`}; waived by the person`,
  open: (one) => `no approval: ${one.verdict === null ? "no verdict yet" : `said ${one.verdict}`}`,
  "not reached": () => "no approval: not reached"
};
function aboutText(one, most = 4) {
  if (one.reviewed === null)
    return "";
  const what = one.about === "tree" ? "the code" : `the ${one.about}`;
  const then = `${what} ${asItWas(one.reviewed, one.final === true ? true : null)}`;
  if (one.final === true)
    return then;
  if (one.final === null || one.changed_after === null)
    return `${then}; what changed after it cannot be told any more`;
  const changed = clip(one.changed_after, most, oneLine2).join(", ");
  return changed === "" ? `${then}, which changed after it` : `${then}, changed after it: ${changed}`;
}
var standingText = (one) => STANDING[one.standing](one);
function reviewerLines(one, isWhole) {
  const by = `${one.by}${one.substituted ? ", in its place" : ""}`;
  const about = aboutText(one, isWhole ? Number.POSITIVE_INFINITY : 4);
  const head = `${one.name} (${by}): ${standingText(one)}, ${plural(one.reviews, "round")}`;
  const isShort = one.final === true && one.reason === null;
  return [
    isShort ? `${head}, ${about}` : head,
    ...one.reason === null ? [] : [`    "${oneLine2(one.reason)}"`],
    ...isShort || about === "" ? [] : [`    ${about}`]
  ];
}
function shownText({ met, tests = [] }, most) {
  const named = clip(tests, most, ({ test, file }) => `"${oneLine2(test)}" in ${oneLine2(file)}`).join("; ");
  if (tests.length === 0)
    return `${met === null ? "not shown yet" : "not met"}: no test on record`;
  if (tests.some((one) => one.seen === null) && met !== false)
    return `cannot be told, by a command whose tests are not known: ${named}`;
  if (met === null)
    return `not shown yet, not run: ${named}`;
  return `${met ? "met" : "not met, not seen to pass"}: ${named}`;
}
function evidenceText(one, most = 2) {
  if (one.met !== undefined)
    return shownText(one, most);
  const last = one.verdicts.findLast((verdict) => verdict.met && verdict.evidence.length > 0);
  const plan = one.steps.length > 0 ? `${one.steps_are ?? "plan"} ${one.steps.join(", ")}` : "";
  const unmet = one.verdicts.filter((verdict) => !verdict.met).map((verdict) => verdict.reviewer);
  const parts = [
    last ? `${clip(last.evidence, most, oneLine2).join("; ")} (${last.reviewer})` : "no evidence on record",
    ...unmet.length > 0 ? [`not met says ${unmet.join(", ")}`] : [],
    plan
  ];
  return parts.filter((part) => part !== "").join("; ");
}
var MAX_ITEMS = 12;
var MAX_ROWS = 3;
var MIN_ITEMS = 2;
var sentLine = ({ provider, prompts, bytes, files, withheld }) => {
  const without = withheld === 0 ? "" : `, ${withheld} left out by the deny list`;
  return `Sent to ${provider}: ${plural(prompts, "prompt")}, ${bytes} bytes, of ${plural(files, "file")} at most${without}`;
};
var CHANGE_LETTER = { added: "A", modified: "M", deleted: "D" };
var times = (count) => count === 1 ? "once" : `${count} times`;
function earlyText({ asked, rounds_saved: saved }) {
  return `Asked before the limit ${times(asked)}, for lack of progress; rounds saved: ${saved === 0 ? "none" : `up to ${saved}`}`;
}
var findingText = (one) => `${one.id} ${one.severity}, ${one.reviewer}: ${oneLine2(one.problem)}`;
function disputedText({ id, reviewer, problem, declined, withdrawn, state }, findings) {
  const found = findings.find((one) => one.id === id && one.reviewer === reviewer);
  const said = [
    ...withdrawn === null ? [] : [`withdrawn by ${withdrawn.by}: "${oneLine2(withdrawn.reason)}"`],
    ...declined.toReversed().map(({ by, reason }) => `declined by ${by}: "${oneLine2(reason)}"`)
  ];
  return [`${id} of ${reviewer}, ${found ? CALLED[found.state] : state}: ${oneLine2(problem)}`, said.join("; ")];
}
function mendedText(one, isElsewhere = false) {
  const { id, severity, reviewer, place, problem } = one;
  const at = place === null ? "" : ` at ${oneLine2(place)}`;
  return [`${id} ${severity}, ${reviewer}${at}: ${oneLine2(problem)}`, becameText(one, isElsewhere)];
}
var BECAME = {
  open: "open",
  mended: "mended",
  withdrawn: "withdrawn by its reviewer",
  accepted: "accepted by the person",
  outside: "open, outside of the change",
  void: "over: what it was about does not count any more"
};
function becameText({ state, mended_by, closed_by }, isElsewhere = false) {
  const by = mended_by === null ? "" : state === "mended" ? ` by ${mended_by}` : `; changed by ${mended_by}`;
  const agreed = closed_by === null ? "" : state === "mended" ? `; ${closed_by} agreed` : `; ${closed_by}`;
  return `${BECAME[state]}${by}${agreed}${isElsewhere ? ", called fixed elsewhere than at its place" : ""}`;
}
var isUntouched = ({ untouched_fixes }, { id, reviewer }) => untouched_fixes.some((one) => one.id === id && one.reviewer === reviewer);
var otherFindings = (facts) => facts.findings.filter((found) => found.state !== "mended" && found.state !== "accepted" && ![facts.open_findings, facts.outside_findings, facts.disputed].some((list) => list.some(({ id, reviewer }) => id === found.id && reviewer === found.reviewer)));
function decisionText(one) {
  const asked = one.asked === null ? one.kind : `${one.kind} "${oneLine2(one.asked)}"`;
  return `${one.question} ${asked}${one.task ? ` (${one.task}${one.why === null ? "" : `, ${one.why}`})` : ""}: ${one.option}${one.text ? ` \u2014 "${oneLine2(one.text)}"` : ""} [${one.via}]`;
}
function testsLines({ none, baseline, last, before, runs, tree, final }) {
  if (none !== null)
    return [`No tests were run by the program: ${none}.`];
  return [
    `Tests, run by the program ${times(runs)}, last on the code ${asItWas(tree ?? "?", final)}`,
    ...last.map((one) => `  ${one}`),
    ...before === 0 ? [] : [`  and ${times(before)} before the implementation`],
    ...baseline.map((one) => `  before the implementation: ${one}`)
  ];
}
var assumedText = (workflow, text) => text.replace(/ \((\w+)\)$/, (whole, rule) => {
  const words = skipReason(workflow, rule);
  return words === rule ? whole : `: ${words}`;
});
var noticeText = ({ text, decided }) => `${oneLine2(text)}${decided === null ? "" : ` (${decided})`}`;
function once(lines) {
  const times = new Map;
  for (const line of lines)
    times.set(line, (times.get(line) ?? 0) + 1);
  return [...times].map(([line, count]) => count === 1 ? line : `${line} (${count} times)`);
}
var snapshotText = (ref) => ref === null ? "No snapshot of the files before the implementation is kept (that needs git): there is no rollback." : `The files before the implementation are on ${ref}.`;
function nextLines(steps, width) {
  const lines = steps.flatMap(({ command, does }) => {
    const both = `  ${command}: ${does}`;
    return columns2(both) <= width ? [both] : [`  ${command}`, `      ${does}`];
  });
  return lines.length === 0 ? [] : ["", "Next", ...lines];
}
var tasksText = ({ tasks, fixes }) => tasks === 0 ? "no task is done" : `${plural(tasks, "task")} done, ${fixes} of them fixes`;
var noticeTexts = ({ notices }) => once(notices.map(noticeText));
function stateText({ status, reason }) {
  const isOver = ["complete", "cancelled", "failed"].includes(status);
  const why = status === "complete" || reason === "" ? "" : ` (${oneLine2(reason)})`;
  return `${isOver ? status : `not over yet: ${statusWords(status)}`}${why}`;
}
var NO_LINES = { head: [], reviews: [], closing: [], foot: [] };
var ALL = { max: Number.POSITIVE_INFINITY, rows: Number.POSITIVE_INFINITY };
function build(facts, layout, { max, rows }, own) {
  const { width, paint } = layout;
  const isWhole = max === ALL.max;
  const wide = (text) => laid(text, width, isWhole);
  const lasting = (text) => isWhole ? wide(text) : [text];
  const line = (text) => laid(text, width - 2, isWhole).join(`
`);
  const lines = (text) => line(text).split(`
`);
  const listed = (items, show) => clip(items, max, show).flatMap((text) => text.split(`
`));
  const list = (items, show) => listed(items, (item) => line(show(item)));
  const told = (items, show) => listed(items, (item) => {
    if (isWhole)
      return line(show(item));
    const [first = "", ...rest] = wrap(show(item), width - 6);
    const below = rest.length < rows ? rest : [...rest.slice(0, rows - 2), rest.slice(rows - 2).join(" ")];
    return rows < 2 ? line(show(item)) : [first, ...below.map((one) => `  ${fit(one, width - 6)}`)].join(`
`);
  });
  const pairs = (items, show) => listed(items, (item) => {
    const [first, second] = show(item);
    return `${line(first)}
${line(`    ${second}`)}`;
  });
  const { files } = facts;
  const found = foundText(foundIn(facts.findings));
  const mended = facts.findings.filter((one) => one.state === "mended");
  const accepted = facts.findings.filter((one) => one.state === "accepted");
  const others = isWhole ? otherFindings(facts) : [];
  const notices = noticeTexts(facts);
  return [
    ...wide(`Report of ${facts.run}: ${stateText(facts)}`).map(paint.bold),
    ...wide(`Request: ${oneLine2(facts.request)}`),
    ...facts.issue === undefined ? [] : wide(`Issue: ${oneLine2(facts.issue)}`),
    ...lasting(`${moment(facts.started_at, layout.zone)} to ${facts.ended_at === null ? "now" : moment(facts.ended_at, layout.zone)}, ${tasksText(facts)}`),
    ...facts.auto ? lasting(`--auto: ${moduleOf(facts.workflow).report.unasked} and open questions were not put to the person`) : [],
    ...facts.criteria.length === 0 ? facts.criteria_in === null ? [] : ["", `Criteria: no ${facts.criteria_in} on record`] : section("Criteria", facts.criteria.length, pairs(facts.criteria, (one) => [`${one.id} ${oneLine2(one.text)}`, evidenceText(one, isWhole ? max : 2)])),
    ...section("Reviewers", facts.reviewers.length, facts.reviewers.flatMap((one) => reviewerLines(one, isWhole)).flatMap(lines)),
    ...own.reviews,
    ...section("Waivers and overrulings, no approvals", facts.waivers.length, list(facts.waivers, (one) => `${one.task} ${one.subject}: ${one.kind} by the person \u2014 "${oneLine2(one.reason)}"`)),
    ...files === null ? ["", "Files changed: cannot be told any more"] : files.length === 0 ? own.written === true ? [] : ["", "Files changed: none"] : section("Files changed", files.length, list(files, (one) => `${CHANGE_LETTER[one.status]} ${oneLine2(one.path)} +${one.added} -${one.removed}`)),
    ...section("Decided by the person", facts.decisions.length, list(facts.decisions, decisionText)),
    ...facts.early.asked === 0 ? [] : ["", ...wide(earlyText(facts.early))],
    ...section("Assumed, never asked", facts.auto ? facts.assumptions.length : 0, facts.auto ? told(facts.assumptions, (one) => assumedText(facts.workflow, oneLine2(one))) : []),
    ...section("Departures from the plan", facts.deviations.length, told(facts.deviations, oneLine2)),
    ...section("Noticed", notices.length, told(notices, (one) => one)),
    ...section("Commits and branches during the run", facts.repository.length, list(facts.repository, oneLine2)),
    ...found === "" ? [] : ["", ...wide(`Findings: ${found}`)],
    ...section("Found and mended", mended.length, pairs(mended, (one) => mendedText(one, isUntouched(facts, one)))),
    ...section("Accepted by the person as they are", accepted.length, pairs(accepted, (one) => mendedText(one))),
    ...section("Over or taken back", others.length, pairs(others, (one) => mendedText(one))),
    ...section("Declined or withdrawn findings", facts.disputed.length, pairs(facts.disputed, (one) => disputedText(one, facts.findings))),
    ...section("Open findings", facts.open_findings.length, told(facts.open_findings, findingText)),
    ...section("Outside of the change, for you to see", facts.outside_findings.length, told(facts.outside_findings, findingText)),
    ...section("Refused, stale, denied or edited", facts.refusals.length, told(facts.refusals, (one) => refusalLine(one, isWhole))),
    ...own.closing,
    ...section("Not on record any more", facts.missing.length, list(facts.missing, oneLine2)),
    "",
    ...spentLines(facts.spent).flatMap(lines),
    ...costLine(facts).flatMap(lines),
    ...facts.sent.map(sentLine).flatMap(lines),
    ...lasting(`${facts.claims.checked} claims of agents were checked, ${facts.claims.refused} refused.`),
    ...facts.tests === null ? [] : testsLines(facts.tests).flatMap(lines),
    ...facts.base === null ? [] : lasting(snapshotText(facts.snapshot)),
    ...isWhole ? costTables(facts.spent, layout.table ?? width) : []
  ];
}
var costLine = ({ cost }) => {
  const money = pricedText(cost);
  return money === "" ? [] : [`Cost: ${money}`];
};
function reportText(facts, layout = { ...PLAIN_LAYOUT, width: 120 }, rollback = "rollback", extent = "short") {
  const { lines: ownLines, maxLines } = moduleOf(facts.workflow).report;
  const next = nextLines(nextSteps(facts, rollback), layout.width);
  if (extent === "whole") {
    const own = ownLines?.(facts, layout, ALL.max) ?? NO_LINES;
    const lines = build(facts, layout, ALL, own).flatMap((one) => columns2(one) <= layout.width ? [one] : wrapWhole(one, layout.width));
    return [...own.head, ...lines, ...own.foot, ...next].join(`
`);
  }
  for (let max = MAX_ITEMS;; max--) {
    const own = ownLines?.(facts, layout, max) ?? NO_LINES;
    for (const rows of [MAX_ROWS, 1]) {
      const lines = build(facts, layout, { max, rows }, own);
      if (lines.length + next.length <= maxLines || max <= MIN_ITEMS && rows === 1)
        return [...own.head, ...lines, ...own.foot, ...next].join(`
`);
    }
  }
}

export { inline2, code, quotation, markdownTable, part, titleOf2, nextSteps, refusalLine, aboutText, standingText, evidenceText, sentLine, CHANGE_LETTER, earlyText, disputedText, becameText, isUntouched, testsLines, assumedText, snapshotText, tasksText, noticeTexts, stateText, costLine, reportText };
