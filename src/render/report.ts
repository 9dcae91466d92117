import type { Sent } from "../engine/run.ts";
import {
  asItWas,
  clip,
  columns,
  fit,
  type Layout,
  moment,
  oneLine,
  PLAIN_LAYOUT,
  plural,
  section,
  wrap,
} from "../text.ts";
import type { Caught, CriterionReport, Disputed, ReportLines, UntouchedFix } from "../workflows/contract.ts";
import { moduleOf, skipReason } from "../workflows/index.ts";
import { type Money, pricedText } from "../workflows/money.ts";
import type { TestsReport } from "../workflows/test-words.ts";
import { CALLED, foundIn, foundText } from "./caught.ts";
import { type SpentReport, spentLines } from "./cost.ts";
import { type NextStep, nextSteps } from "./next-steps.ts";
import { statusWords } from "./outcome.ts";
import type { FindingView } from "./view.ts";

/** Something that an agent handed in or tried and that was refused. */
export interface Refusal {
  task: string;
  subject: string;
  /** `refused`: its file; `stale`: a verdict on what had changed meanwhile; `denied`: calls against a rule; `edited`: changed by hand. */
  kind: "refused" | "stale" | "denied" | "edited";
  /** What was wrong with it, as its writer was told. */
  problems: string[];
}

/** One line: the first problem, and how many others there are. */
function refusalLine({ task, subject, problems }: Refusal): string {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return `${task} ${subject}${more}: ${oneLine(problems[0] ?? "")}`;
}

const STANDING: Record<ReviewOutcome, (one: ReviewerReport) => string> = {
  approved: (one) =>
    one.said === null ? "approved" : `approved; it said ${one.said}, and all of that is minor and noted`,
  accepted: (one) => `no approval: said ${one.verdict ?? "nothing"}; accepted by the person as it is`,
  overruled: (one) => `no approval: said ${one.verdict ?? "nothing"}; overruled by the person`,
  waived: (one) => `no approval: ${one.verdict === null ? "no verdict" : `said ${one.verdict}`}; waived by the person`,
  open: (one) => `no approval: ${one.verdict === null ? "no verdict yet" : `said ${one.verdict}`}`,
  "not reached": () => "no approval: not reached",
};

/** What the last verdict is about. `most`: files that changed after it. */
function aboutText(one: ReviewerReport, most: number): string {
  if (one.reviewed === null) return "";
  const what = one.about === "tree" ? "the code" : `the ${one.about}`;
  const then = `${what} ${asItWas(one.reviewed, one.final === true ? true : null)}`;
  if (one.final === true) return then;
  if (one.final === null || one.changed_after === null) return `${then}; what changed after it cannot be told any more`;
  const changed = clip(one.changed_after, most, oneLine).join(", ");
  return changed === "" ? `${then}, which changed after it` : `${then}, changed after it: ${changed}`;
}

/** How a review ended, in words. */
export const standingText = (one: ReviewerReport): string => STANDING[one.standing](one);

/** One line; the person's reason, and what changed after the verdict, get lines of their own. */
export function reviewerLines(one: ReviewerReport, most: number): string[] {
  const by = `${one.by}${one.substituted ? ", in its place" : ""}`;
  const about = aboutText(one, most);
  const head = `${one.name} (${by}): ${standingText(one)}, ${plural(one.reviews, "round")}`;
  const isShort = one.final === true && one.reason === null;
  return [
    isShort ? `${head}, ${about}` : head,
    ...(one.reason === null ? [] : [`    "${oneLine(one.reason)}"`]),
    ...(isShort || about === "" ? [] : [`    ${about}`]),
  ];
}

/** Whether a criterion is met, by its tests that the program ran. */
function shownText({ met, tests = [] }: CriterionReport, most: number): string {
  const named = clip(tests, most, ({ test, file }) => `"${oneLine(test)}" in ${oneLine(file)}`).join("; ");
  if (tests.length === 0) return `${met === null ? "not shown yet" : "not met"}: no test on record`;
  if (tests.some((one) => one.seen === null) && met !== false)
    return `cannot be told, by a command whose tests are not known: ${named}`;
  if (met === null) return `not shown yet, not run: ${named}`;
  return `${met ? "met" : "not met, not seen to pass"}: ${named}`;
}

/** The evidence for a criterion: its tests, else that of the last reviewer who says that it is met; `most` of each. */
export function evidenceText(one: CriterionReport, most: number): string {
  if (one.met !== undefined) return shownText(one, most);
  const last = one.verdicts.findLast((verdict) => verdict.met && verdict.evidence.length > 0);
  const plan = one.steps.length > 0 ? `${one.steps_are ?? "plan"} ${one.steps.join(", ")}` : "";
  const unmet = one.verdicts.filter((verdict) => !verdict.met).map((verdict) => verdict.reviewer);
  const parts = [
    last ? `${clip(last.evidence, most, oneLine).join("; ")} (${last.reviewer})` : "no evidence on record",
    ...(unmet.length > 0 ? [`not met says ${unmet.join(", ")}`] : []),
    plan,
  ];
  return parts.filter((part) => part !== "").join("; ");
}

export interface FileChange {
  path: string;
  status: "added" | "modified" | "deleted";
  added: number;
  removed: number;
}

/** How a reviewer's gate ended; only `approved` is an approval. */
export type ReviewOutcome = "approved" | "accepted" | "overruled" | "waived" | "open" | "not reached";

export interface ReviewerReport {
  name: string;
  task: string;
  /** `tree`, or the name of the file that is reviewed, such as `plan`. */
  about: string;
  standing: ReviewOutcome;
  /** The reviewer's own last status; null when there is none. */
  verdict: string | null;
  /** What it said itself, where code took it for something else: changes asked for by minor findings alone are noted. */
  said: string | null;
  /** The person's reason, where the standing is the person's. */
  reason: string | null;
  /** Reviews it gave; re-reviews are one fewer. */
  reviews: number;
  /** Who reviewed: its agent or provider, and the model. */
  by: string;
  substituted: boolean;
  /** Hash of what the last verdict is about. */
  reviewed: string | null;
  /** Whether that is what the run ended with; null when it cannot be told. */
  final: boolean | null;
  /** Files that changed after the verdict; null when the trees cannot be compared any more. */
  changed_after: string[] | null;
  summary: string | null;
}

/** What a task came to. */
interface TaskReport {
  task: string;
  subject: string;
  /** Agent or provider, and model. */
  by: string;
  /** In a few words; empty while nothing has. */
  outcome: string;
  /** Of a review: what it says in short. */
  summary: string | null;
  began: string | null;
  minutes: number;
  tokens: number;
}

interface DecisionReport {
  question: string;
  kind: string;
  task: string | null;
  asked: string | null;
  option: string;
  text: string | null;
  /** Commands that were shown with it. */
  commands: string[];
  /** What showed that there was no progress, where it was asked before the limit. */
  why: string | null;
  via: string;
  at: string;
}

interface WaiverReport {
  task: string;
  subject: string;
  kind: string;
  reason: string;
}

/** Everything in a report, as plain data. `missing` names what could not be read any more. */
export type ReportFacts = CommonReport & Record<string, unknown>;

/** What every report has. A workflow adds its own fields, such as how each of its stages went. */
export interface CommonReport {
  run: string;
  workflow: string;
  status: string;
  reason: string;
  auto: boolean;
  started_at: string;
  ended_at: string | null;
  request: string;
  /** Address of the issue whose text the request is; left out: the person has typed it. */
  issue?: string;
  story: string | null;
  criteria: CriterionReport[];
  /** The artifact that has the criteria, in words; null: this run has none. */
  criteria_in: string | null;
  reviewers: ReviewerReport[];
  tasks: number;
  fixes: number;
  /** All tasks, in the order in which they began. */
  timeline: TaskReport[];
  base: string | null;
  final: string | null;
  /** Null when it cannot be told; empty when nothing changed. */
  files: FileChange[] | null;
  decisions: DecisionReport[];
  /** How often the person was asked before a limit, and how many allowed re-reviews were saved by that. */
  early: { asked: number; rounds_saved: number };
  waivers: WaiverReport[];
  assumptions: string[];
  deviations: string[];
  open_findings: FindingView[];
  outside_findings: FindingView[];
  /** Findings that were called fixed although their place did not change. */
  untouched_fixes: UntouchedFix[];
  /** Findings that an author declined, or that were taken back. */
  disputed: Disputed[];
  /** All that reviewers found, and what became of each. */
  findings: Caught[];
  /** What became of the person's repository meanwhile: commits, and changes of branch. */
  repository: string[];
  /** What code noticed and no step of the run explains. */
  notices: { text: string; decided: string | null }[];
  /** What external providers were given. */
  sent: Sent[];
  claims: { checked: number; refused: number };
  refusals: Refusal[];
  /** What the agents used, in all and by task. */
  spent: SpentReport;
  /** The same in money; what has no known price is named. */
  cost: Money;
  /** Null for a workflow that reports its test runs with its stages. */
  tests: TestsReport | null;
  /** The ref that keeps the files as they were before the implementation; null without one. */
  snapshot: string | null;
  /** Whether another commit is checked out than when the run began; null: nobody can tell. */
  head_moved: boolean | null;
  missing: string[];
}

/** Items of each list; fewer where the report would be too long. */
const MAX_ITEMS = 12;
/** Lines of one thing that somebody said. */
const MAX_ROWS = 3;
const MIN_ITEMS = 2;

/** One line for each provider; the journal has the names of the files. */
export const sentLine = ({ provider, prompts, bytes, files, withheld }: Sent): string => {
  const without = withheld === 0 ? "" : `, ${withheld} left out by the deny list`;
  return `Sent to ${provider}: ${plural(prompts, "prompt")}, ${bytes} bytes, of ${plural(files, "file")} at most${without}`;
};

/** How a change of a file is marked in lists. */
export const CHANGE_LETTER = { added: "A", modified: "M", deleted: "D" };

const times = (count: number): string => (count === 1 ? "once" : `${count} times`);

export function earlyText({ asked, rounds_saved: saved }: ReportFacts["early"]): string {
  return `Asked before the limit ${times(asked)}, for lack of progress; rounds saved: ${saved === 0 ? "none" : `up to ${saved}`}`;
}

const findingText = (one: FindingView): string => `${one.id} ${one.severity}, ${one.reviewer}: ${oneLine(one.problem)}`;

/** What a finding said and what became of it; then who declined it and why, and who took it back. The newest comes first. */
export function disputedText(
  { id, reviewer, problem, declined, withdrawn, state }: Disputed,
  findings: readonly Caught[],
): [string, string] {
  const found = findings.find((one) => one.id === id && one.reviewer === reviewer);
  const said = [
    ...(withdrawn === null ? [] : [`withdrawn by ${withdrawn.by}: "${oneLine(withdrawn.reason)}"`]),
    ...declined.toReversed().map(({ by, reason }) => `declined by ${by}: "${oneLine(reason)}"`),
  ];
  return [`${id} of ${reviewer}, ${found ? CALLED[found.state] : state}: ${oneLine(problem)}`, said.join("; ")];
}

/** What was found and is mended: what it was, and who mended it; the other sections have the rest. */
function mendedText(one: Caught, isElsewhere = false): [string, string] {
  const { id, severity, reviewer, place, problem } = one;
  const at = place === null ? "" : ` at ${oneLine(place)}`;
  return [`${id} ${severity}, ${reviewer}${at}: ${oneLine(problem)}`, becameText(one, isElsewhere)];
}

const BECAME: Record<Caught["state"], string> = {
  open: "open",
  mended: "mended",
  withdrawn: "withdrawn by its reviewer",
  accepted: "accepted by the person",
  outside: "open, outside of the change",
  void: "over: what it was about does not count any more",
};

/** What became of a finding, and who mended it. `isElsewhere`: it was called fixed although its place did not change. */
export function becameText({ state, mended_by, closed_by }: Caught, isElsewhere = false): string {
  const by = mended_by === null ? "" : state === "mended" ? ` by ${mended_by}` : `; changed by ${mended_by}`;
  const agreed = closed_by === null ? "" : state === "mended" ? `; ${closed_by} agreed` : `; ${closed_by}`;
  return `${BECAME[state]}${by}${agreed}${isElsewhere ? ", called fixed elsewhere than at its place" : ""}`;
}

/** Whether it was called fixed although its place did not change. */
export const isUntouched = ({ untouched_fixes }: ReportFacts, { id, reviewer }: Caught): boolean =>
  untouched_fixes.some((one) => one.id === id && one.reviewer === reviewer);

function decisionText(one: DecisionReport): string {
  const asked = one.asked === null ? one.kind : `${one.kind} "${oneLine(one.asked)}"`;
  return `${one.question} ${asked}${one.task ? ` (${one.task}${one.why === null ? "" : `, ${one.why}`})` : ""}: ${one.option}${one.text ? ` — "${oneLine(one.text)}"` : ""} [${one.via}]`;
}

/** The program's own test runs: how often, and how the newest ended; those before the implementation are counted apart. */
export function testsLines({ none, baseline, last, before, runs, tree, final }: TestsReport): string[] {
  if (none !== null) return [`No tests were run by the program: ${none}.`];
  return [
    `Tests, run by the program ${times(runs)}, last on the code ${asItWas(tree ?? "?", final)}`,
    ...last.map((one) => `  ${one}`),
    ...(before === 0 ? [] : [`  and ${times(before)} before the implementation`]),
    ...baseline.map((one) => `  before the implementation: ${one}`),
  ];
}
/** The rule by which a checkpoint passed, in words where it has some. */
export const assumedText = (workflow: string, text: string): string =>
  text.replace(/ \((\w+)\)$/, (whole, rule) => {
    const words = skipReason(workflow, rule);
    return words === rule ? whole : `: ${words}`;
  });

const noticeText = ({ text, decided }: CommonReport["notices"][number]): string =>
  `${oneLine(text)}${decided === null ? "" : ` (${decided})`}`;

/** Equal lines as one, with how often it was said. */
function once(lines: string[]): string[] {
  const times = new Map<string, number>();
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
  return [...times].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`));
}

export const snapshotText = (ref: string | null): string =>
  ref === null
    ? "No snapshot of the files before the implementation is kept: there is no rollback."
    : `The files before the implementation are on ${ref}.`;

/** What is typed is never cut; what it does stands below it where both are too long for a line. */
export function nextLines(steps: NextStep[], width: number): string[] {
  const lines = steps.flatMap(({ command, does }) => {
    const both = `  ${command}: ${does}`;
    return columns(both) <= width ? [both] : [`  ${command}`, `      ${does}`];
  });
  return lines.length === 0 ? [] : ["", "Next", ...lines];
}

export const tasksText = ({ tasks, fixes }: ReportFacts): string =>
  tasks === 0 ? "no task is done" : `${plural(tasks, "task")} done, ${fixes} of them fixes`;

/** What code noticed, each once. */
export const noticeTexts = ({ notices }: ReportFacts): string[] => once(notices.map(noticeText));

/** How the run stands, and why it ended where it is not complete. */
export function stateText({ status, reason }: ReportFacts): string {
  const isOver = ["complete", "cancelled", "failed"].includes(status);
  const why = status === "complete" || reason === "" ? "" : ` (${oneLine(reason)})`;
  return `${isOver ? status : `not over yet: ${statusWords(status)}`}${why}`;
}

const NO_LINES: ReportLines = { head: [], reviews: [], closing: [], foot: [] };

/** At most `max` items of each list, and of what somebody said at most `rows` lines each. */
function build(
  facts: ReportFacts,
  layout: Layout,
  { max, rows }: { max: number; rows: number },
  own: ReportLines,
): string[] {
  const { width, paint } = layout;
  const line = (text: string): string => fit(text, width - 2);
  const listed = <T>(items: T[], show: (item: T) => string): string[] =>
    clip(items, max, show).flatMap((text) => text.split("\n"));
  const list = <T>(items: T[], show: (item: T) => string): string[] => listed(items, (item) => line(show(item)));
  // What was said: its end is often the reason.
  const told = <T>(items: T[], show: (item: T) => string): string[] =>
    listed(items, (item) => {
      const [first = "", ...rest] = wrap(show(item), width - 6);
      const below = rest.length < rows ? rest : [...rest.slice(0, rows - 2), rest.slice(rows - 2).join(" ")];
      return rows < 2 ? line(show(item)) : [first, ...below.map((one) => `  ${fit(one, width - 6)}`)].join("\n");
    });
  // An item with a second line below it.
  const pairs = <T>(items: T[], show: (item: T) => [string, string]): string[] =>
    listed(items, (item) => {
      const [first, second] = show(item);
      return `${line(first)}\n${line(`    ${second}`)}`;
    });
  const { files } = facts;
  const found = foundText(foundIn(facts.findings));
  const mended = facts.findings.filter((one) => one.state === "mended");
  const accepted = facts.findings.filter((one) => one.state === "accepted");
  const notices = noticeTexts(facts);
  return [
    paint.bold(fit(`Report of ${facts.run}: ${stateText(facts)}`, width)),
    fit(`Request: ${oneLine(facts.request)}`, width),
    ...(facts.issue === undefined ? [] : [fit(`Issue: ${oneLine(facts.issue)}`, width)]),
    `${moment(facts.started_at, layout.zone)} to ${facts.ended_at === null ? "now" : moment(facts.ended_at, layout.zone)}, ${tasksText(facts)}`,
    ...(facts.auto
      ? [`--auto: ${moduleOf(facts.workflow).report.unasked} and open questions were not put to the person`]
      : []),
    ...(facts.criteria.length === 0
      ? facts.criteria_in === null
        ? []
        : ["", `Criteria: no ${facts.criteria_in} on record`]
      : section(
          "Criteria",
          facts.criteria.length,
          pairs(facts.criteria, (one) => [`${one.id} ${oneLine(one.text)}`, evidenceText(one, 2)]),
        )),
    ...section("Reviewers", facts.reviewers.length, facts.reviewers.flatMap((one) => reviewerLines(one, 4)).map(line)),
    ...own.reviews,
    ...section(
      "Waivers and overrulings, no approvals",
      facts.waivers.length,
      list(facts.waivers, (one) => `${one.task} ${one.subject}: ${one.kind} by the person — "${oneLine(one.reason)}"`),
    ),
    ...(files === null
      ? ["", "Files changed: cannot be told any more"]
      : files.length === 0
        ? own.written === true
          ? []
          : ["", "Files changed: none"]
        : section(
            "Files changed",
            files.length,
            list(files, (one) => `${CHANGE_LETTER[one.status]} ${oneLine(one.path)} +${one.added} -${one.removed}`),
          )),
    ...section("Decided by the person", facts.decisions.length, list(facts.decisions, decisionText)),
    ...(facts.early.asked === 0 ? [] : ["", fit(earlyText(facts.early), width)]),
    ...section(
      "Assumed, never asked",
      facts.auto ? facts.assumptions.length : 0,
      facts.auto ? told(facts.assumptions, (one) => assumedText(facts.workflow, oneLine(one))) : [],
    ),
    ...section("Departures from the plan", facts.deviations.length, told(facts.deviations, oneLine)),
    ...section(
      "Noticed",
      notices.length,
      told(notices, (one) => one),
    ),
    ...section("Commits and branches during the run", facts.repository.length, list(facts.repository, oneLine)),
    ...(found === "" ? [] : ["", fit(`Findings: ${found}`, width)]),
    ...section(
      "Found and mended",
      mended.length,
      pairs(mended, (one) => mendedText(one, isUntouched(facts, one))),
    ),
    ...section(
      "Accepted by the person as they are",
      accepted.length,
      pairs(accepted, (one) => mendedText(one)),
    ),
    ...section(
      "Declined or withdrawn findings",
      facts.disputed.length,
      pairs(facts.disputed, (one) => disputedText(one, facts.findings)),
    ),
    ...section("Open findings", facts.open_findings.length, told(facts.open_findings, findingText)),
    ...section(
      "Outside of the change, for you to see",
      facts.outside_findings.length,
      told(facts.outside_findings, findingText),
    ),
    ...section(
      "Refused, stale, denied or edited",
      facts.refusals.length,
      told(facts.refusals, (one) => refusalLine(one)),
    ),
    ...own.closing,
    ...section("Not on record any more", facts.missing.length, list(facts.missing, oneLine)),
    "",
    ...[...spentLines(facts.spent), ...costLine(facts), ...facts.sent.map(sentLine)].map(line),
    `${facts.claims.checked} claims of agents were checked, ${facts.claims.refused} refused.`,
    ...(facts.tests === null ? [] : testsLines(facts.tests).map(line)),
    ...(facts.base === null ? [] : [snapshotText(facts.snapshot)]),
  ];
}

/** What the run cost in money; no line while nothing was spent. */
export const costLine = ({ cost }: Pick<CommonReport, "cost">): string[] => {
  const money = pricedText(cost);
  return money === "" ? [] : [`Cost: ${money}`];
};

/**
 * The report in short: lists are shortened until it has as many lines as its workflow allows, without head and foot. `rollback`:
 * the command that brings the files back, null where none is carried out.
 */
export function reportText(
  facts: ReportFacts,
  layout: Layout = { ...PLAIN_LAYOUT, width: 120 },
  rollback: string | null = "rollback",
): string {
  const { lines: ownLines, maxLines } = moduleOf(facts.workflow).report;
  const next = nextLines(nextSteps(facts, rollback), layout.width);
  for (let max = MAX_ITEMS; ; max--) {
    const own = ownLines?.(facts, layout, max) ?? NO_LINES;
    // Where there is room what was said is shown whole; no item is left out for it.
    for (const rows of [MAX_ROWS, 1]) {
      const lines = build(facts, layout, { max, rows }, own);
      if (lines.length + next.length <= maxLines || (max <= MIN_ITEMS && rows === 1))
        return [...own.head, ...lines, ...own.foot, ...next].join("\n");
    }
  }
}
