// @bun
import {
  transcriptBytes
} from "./s48.js";
import {
  isAlive
} from "./s192.js";
import {
  blocksOf,
  callsIn
} from "./s187.js";
import {
  accepted
} from "./s119.js";
import {
  here
} from "./s11.js";
import {
  moduleOf,
  sceneOf,
  skipReason
} from "./s67.js";
import {
  viewQuestions2
} from "./s62.js";
import {
  spentLines,
  reviewGates,
  runView
} from "./s142.js";
import {
  untouchedLine,
  untouchedWords
} from "./s236.js";
import {
  takenOf,
  ownersOf2
} from "./s189.js";
import {
  testStanding
} from "./s220.js";
import {
  wordsOf3
} from "./s96.js";
import {
  isLive
} from "./s5.js";
import {
  fit,
  wrap,
  clip,
  oneLine2,
  moment,
  PLAIN_LAYOUT,
  section,
  asItWas,
  plural
} from "./s24.js";

// src/host/last-step.ts
var TAIL_BYTES = 512 * 1024;
var ABOUT = ["file_path", "notebook_path", "command", "pattern", "query", "url", "path", "description", "prompt"];
function lastStep(bytes) {
  const rows = bytes.subarray(-TAIL_BYTES).toString("utf8").split(`
`);
  let seen = "";
  for (const row of rows.reverse()) {
    const { timestamp } = blocksOf(row).row;
    if (seen === "" && typeof timestamp === "string")
      seen = timestamp;
    const call = callsIn(row).at(-1);
    if (call === undefined)
      continue;
    const field = ABOUT.find((name) => typeof call.input[name] === "string");
    return { tool: call.name, what: field === undefined ? "" : String(call.input[field]), at: call.at, seen };
  }
  return null;
}

// src/run/status.ts
function findingViews(project, run, state) {
  const reviewers = new Map(reviewGates(run).map((gate) => [gate.key, gate.title]));
  return run.findings.filter((one) => one.state === state).map((one) => {
    const { id, task, severity, outside } = one;
    const problem = wordsOf3(project, run, one)?.problem ?? "(its words are not kept any more)";
    return { id, task, reviewer: reviewers.get(one.gate) ?? one.gate, severity, outside, problem };
  });
}
var isGone = ({ status, dispatch }) => status === "running" && !!dispatch?.host && !isAlive(dispatch.host) && !isAlive(dispatch.process);
function stepsOf(project, run) {
  const running = run.tasks.filter(({ status, dispatch }) => status === "running" && dispatch?.agent);
  const taken = running.length === 0 ? null : takenOf(project, run.run);
  const owners = taken === null ? [] : ownersOf2(taken);
  return new Map(running.flatMap(({ id, dispatch }) => {
    const { session, agent } = dispatch;
    const owner = owners.findLast((one) => one.session === session);
    const step = owner ? lastStep(transcriptBytes(owner.transcript, agent)) : null;
    return step === null ? [] : [[id, { ...step, what: step.what.replaceAll(`${project.root}/`, "") }]];
  }));
}
function viewOf3(project, recorded, kept = "here", reach = "own") {
  const gone = kept === "here" ? recorded.tasks.filter(isGone) : [];
  const tasks = recorded.tasks.map((task) => gone.includes(task) ? { ...task, status: "ready", dispatch: null } : task);
  const run = gone.length === 0 ? recorded : { ...recorded, tasks };
  const host = run.owner?.host ?? null;
  return runView(run, {
    kept,
    reach,
    questions: isLive(run) && kept === "here" ? viewQuestions2(project, run) : [],
    findings: findingViews(project, run, "open"),
    tests: testStanding(project, run),
    own: (next) => moduleOf(run.workflow).status?.own(sceneOf(project, run), next) ?? {},
    gone: gone.map((task) => task.id),
    look: (sha) => accepted(project, sha),
    steps: kept === "here" ? stepsOf(project, run) : new Map,
    now: new Date().toISOString(),
    ownerAlive: run.owner === null || host === null ? null : isAlive(host)
  });
}

// src/render/report.ts
function refusalLine({ task, subject, problems }) {
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
var standingWords = (one) => STANDING[one.standing](one);
function aboutText(one) {
  if (one.reviewed === null)
    return "";
  const what = one.about === "tree" ? "the code" : `the ${one.about}`;
  const then = `${what} ${asItWas(one.reviewed, one.final === true ? true : null)}`;
  if (one.final === true)
    return then;
  if (one.final === null || one.changed_after === null)
    return `${then}; what changed after it cannot be told any more`;
  const changed = clip(one.changed_after, 4, oneLine2).join(", ");
  return changed === "" ? `${then}, which changed after it` : `${then}, changed after it: ${changed}`;
}
function reviewerLines(one) {
  const by = `${one.by}${one.substituted ? ", in its place" : ""}`;
  const about = aboutText(one);
  const head = `${one.name} (${by}): ${standingWords(one)}, ${plural(one.reviews, "round")}`;
  const isShort = one.final === true && one.reason === null;
  return [
    isShort ? `${head}, ${about}` : head,
    ...one.reason === null ? [] : [`    "${oneLine2(one.reason)}"`],
    ...isShort || about === "" ? [] : [`    ${about}`]
  ];
}
function shownText({ met, tests = [] }) {
  const named = clip(tests, 2, ({ test, file }) => `"${oneLine2(test)}" in ${oneLine2(file)}`).join("; ");
  if (tests.length === 0)
    return `${met === null ? "not shown yet" : "not met"}: no test on record`;
  if (tests.some((one) => one.seen === null) && met !== false)
    return `cannot be told, by a command whose tests are not known: ${named}`;
  if (met === null)
    return `not shown yet, not run: ${named}`;
  return `${met ? "met" : "not met, not seen to pass"}: ${named}`;
}
function evidenceText(one) {
  if (one.met !== undefined)
    return shownText(one);
  const last = one.verdicts.findLast((verdict) => verdict.met && verdict.evidence.length > 0);
  const plan = one.steps.length > 0 ? `${one.steps_are ?? "plan"} ${one.steps.join(", ")}` : "";
  const unmet = one.verdicts.filter((verdict) => !verdict.met).map((verdict) => verdict.reviewer);
  const parts = [
    last ? `${clip(last.evidence, 2, oneLine2).join("; ")} (${last.reviewer})` : "no evidence on record",
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
function earlyText({ asked, rounds_saved: saved }) {
  const times = asked === 1 ? "once" : `${asked} times`;
  return `Asked before the limit ${times}, for lack of progress; rounds saved: ${saved === 0 ? "none" : `up to ${saved}`}`;
}
var findingText = (one) => `${one.id} ${one.severity}, ${one.reviewer}: ${oneLine2(one.problem)}`;
function disputedText({ id, reviewer, problem, declined, withdrawn, state }) {
  const said = [
    ...withdrawn === null ? [] : [`withdrawn by ${withdrawn.by}: "${oneLine2(withdrawn.reason)}"`],
    ...declined.toReversed().map(({ by, reason }) => `declined by ${by}: "${oneLine2(reason)}"`)
  ];
  return [`${id} of ${reviewer}, ${state}: ${oneLine2(problem)}`, said.join("; ")];
}
function mendedText({ id, severity, reviewer, place, problem, mended_by, closed_by }) {
  const at = place === null ? "" : ` at ${oneLine2(place)}`;
  const by = mended_by === null ? "mended" : `mended by ${mended_by}`;
  const agreed = closed_by === null ? "" : `; ${closed_by} agreed`;
  return [`${id} ${severity}, ${reviewer}${at}: ${oneLine2(problem)}`, `${by}${agreed}`];
}
function decisionText(one) {
  const asked = one.asked === null ? one.kind : `${one.kind} "${oneLine2(one.asked)}"`;
  return `${one.question} ${asked}${one.task ? ` (${one.task}${one.why === null ? "" : `, ${one.why}`})` : ""}: ${one.option}${one.text ? ` \u2014 "${oneLine2(one.text)}"` : ""} [${one.via}]`;
}
function testsLines({ none, baseline, last, runs, tree, final }) {
  if (none !== null)
    return [`No tests were run by the program: ${none}.`];
  return [
    `Tests, run by the program ${runs === 1 ? "once" : `${runs} times`}, last on the code ${asItWas(tree ?? "?", final)}`,
    ...last.map((one) => `  ${one}`),
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
function snapshotText(ref, rollback) {
  if (ref === null)
    return "No snapshot of the files before the implementation is kept (that needs git): there is no rollback.";
  const how = rollback === null ? "" : `; ${here(rollback)} brings them back`;
  return `The files before the implementation are on ${ref}${how}.`;
}
var tasksText = ({ tasks, fixes }) => tasks === 0 ? "no task is done" : `${plural(tasks, "task")} done, ${fixes} of them fixes`;
var NO_LINES = { head: [], reviews: [], closing: [], foot: [] };
function build(facts, layout, { max, rows }, own, rollback) {
  const { width, paint } = layout;
  const line = (text) => fit(text, width - 2);
  const list = (items, show) => clip(items, max, (item) => line(show(item)));
  const told = (items, show) => clip(items, max, (item) => {
    const [first = "", ...rest] = wrap(show(item), width - 6);
    const below = rest.length < rows ? rest : [...rest.slice(0, rows - 2), rest.slice(rows - 2).join(" ")];
    return rows < 2 ? line(show(item)) : [first, ...below.map((one) => `  ${fit(one, width - 6)}`)].join(`
`);
  }).flatMap((lines) => lines.split(`
`));
  const pairs = (items, show) => clip(items, max, (item) => {
    const [first, second] = show(item);
    return `${line(first)}
${line(`    ${second}`)}`;
  }).flatMap((both) => both.split(`
`));
  const { files } = facts;
  const isUntouched = ({ id, reviewer }) => facts.untouched_fixes.some((one) => one.id === id && one.reviewer === reviewer);
  const mended = facts.findings.filter((one) => one.state === "mended" && !isUntouched(one));
  const notices = once(facts.notices.map(noticeText));
  const isOver = ["complete", "cancelled", "failed"].includes(facts.status);
  const state = isOver ? facts.status : `${facts.status}: not over yet`;
  const reason = facts.status === "complete" || facts.reason === "" ? "" : ` (${oneLine2(facts.reason)})`;
  return [
    paint.bold(fit(`Report of ${facts.run}: ${state}${reason}`, width)),
    fit(`Request: ${oneLine2(facts.request)}`, width),
    `${moment(facts.started_at, layout.zone)} to ${facts.ended_at === null ? "now" : moment(facts.ended_at, layout.zone)}, ${tasksText(facts)}`,
    ...facts.auto ? [`--auto: ${moduleOf(facts.workflow).report.unasked} and open questions were not put to the person`] : [],
    ...facts.criteria.length === 0 ? facts.criteria_in === null ? [] : ["", `Criteria: no ${facts.criteria_in} on record`] : section("Criteria", facts.criteria.length, pairs(facts.criteria, (one) => [`${one.id} ${oneLine2(one.text)}`, evidenceText(one)])),
    ...section("Reviewers", facts.reviewers.length, facts.reviewers.flatMap(reviewerLines).map(line)),
    ...own.reviews,
    ...section("Waivers and overrulings, no approvals", facts.waivers.length, list(facts.waivers, (one) => `${one.task} ${one.subject}: ${one.kind} by the person \u2014 "${oneLine2(one.reason)}"`)),
    ...files === null ? ["", "Files changed: cannot be told any more"] : files.length === 0 ? own.written === true ? [] : ["", "Files changed: none"] : section("Files changed", files.length, list(files, (one) => `${CHANGE_LETTER[one.status]} ${oneLine2(one.path)} +${one.added} -${one.removed}`)),
    ...section("Decided by the person", facts.decisions.length, list(facts.decisions, decisionText)),
    ...facts.early.asked === 0 ? [] : ["", fit(earlyText(facts.early), width)],
    ...section("Assumed, never asked", facts.auto ? facts.assumptions.length : 0, facts.auto ? told(facts.assumptions, (one) => assumedText(facts.workflow, oneLine2(one))) : []),
    ...section("Departures from the plan", facts.deviations.length, told(facts.deviations, oneLine2)),
    ...section("Noticed", notices.length, told(notices, (one) => one)),
    ...section("Commits and branches during the run", facts.repository.length, list(facts.repository, oneLine2)),
    ...section("Found and mended", mended.length, pairs(mended, mendedText)),
    ...section("Declined or withdrawn findings", facts.disputed.length, pairs(facts.disputed, disputedText)),
    ...section("Open findings", facts.open_findings.length, told(facts.open_findings, findingText)),
    ...section("Called fixed elsewhere than at their place", facts.untouched_fixes.length, pairs(facts.untouched_fixes, (one) => [untouchedLine(one), untouchedWords(one)])),
    ...section("Outside of the change, for you to see", facts.outside_findings.length, told(facts.outside_findings, findingText)),
    ...section("Refused, stale, denied or edited", facts.refusals.length, told(facts.refusals, refusalLine)),
    ...own.closing,
    ...section("Not on record any more", facts.missing.length, list(facts.missing, oneLine2)),
    "",
    ...spentLines(facts.spent).map(line),
    ...facts.sent.map(sentLine).map(line),
    `${facts.claims.checked} claims of agents were checked, ${facts.claims.refused} refused.`,
    ...facts.tests === null ? [] : testsLines(facts.tests).map(line),
    ...facts.base === null ? [] : [snapshotText(facts.snapshot, rollback)]
  ];
}
function reportText(facts, layout = { ...PLAIN_LAYOUT, width: 120 }, rollback = "rollback") {
  const { lines: ownLines, maxLines } = moduleOf(facts.workflow).report;
  for (let max = MAX_ITEMS;; max--) {
    const own = ownLines?.(facts, layout, max) ?? NO_LINES;
    for (const rows of [MAX_ROWS, 1]) {
      const lines = build(facts, layout, { max, rows }, own, rollback);
      if (lines.length <= maxLines || max <= MIN_ITEMS && rows === 1)
        return [...own.head, ...lines, ...own.foot].join(`
`);
    }
  }
}

export { findingViews, viewOf3, standingWords, CHANGE_LETTER, reportText };
