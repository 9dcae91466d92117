import { BY_HAND, BY_UNSEEN, type Sent } from "../../engine/run.ts";
import { asItWas, given, moment, oneLine, plural, someOf, type Zone } from "../../text.ts";
import {
  type CriterionReport,
  type FindingOutcome,
  listPart,
  type Part,
  type Row,
  type Tone,
} from "../../workflows/contract/contract.ts";
import { assumedText, moduleOf, questionName } from "../../workflows/index.ts";
import { unknownText } from "../../workflows/unshown.ts";
import type { TestsReport } from "../../workflows/words/test-words.ts";
import { waiverWords } from "../../workflows/words/words.ts";
import { headOf, isMet } from "../history/head.ts";
import { BY_PERSON, standsText, UNSEEN } from "../outcome.ts";
import { optionLabel } from "../questions.ts";
import { costLines, spentLines } from "./cost.ts";
import { countByState, findingRow, statesText } from "./finding-outcomes.ts";
import { nextPart } from "./next-steps.ts";
import type { Doc } from "./print/text.ts";
import type { CommonReport, ReportFacts, ReviewerReport, ReviewOutcome } from "./report.ts";

/** What a report says: the list of parts that every form of it prints. */

/** Whose eyes it is for: in which zone times are, and what whoever has decided is called. */
interface Reader {
  zone?: Zone | undefined;
  by?: string;
}

/** To others than themselves. */
const BY = "the person who ran it";

const STANDING: Record<ReviewOutcome, (one: ReviewerReport, by: string) => string> = {
  approved: (one) =>
    one.said === null
      ? "approved"
      : `approved; it said ${one.said}, but raised only minor points, which are noted`,
  unseen: () => `no approval: ${UNSEEN}`,
  accepted: (one, by) =>
    `no approval: said ${one.verdict ?? "nothing"}; accepted by ${by} as it is`,
  overruled: (one, by) => `no approval: said ${one.verdict ?? "nothing"}; overruled by ${by}`,
  reported: (one) => `said ${one.verdict}`,
  waived: (one, by) =>
    `no approval: ${one.verdict === null ? "no verdict" : `said ${one.verdict}`}; skipped by ${by}`,
  open: (one) => `no approval: ${one.verdict === null ? "no verdict yet" : `said ${one.verdict}`}`,
  "not reached": () => "no approval: not reached",
};

/** Names of files that a line has room for. */
const FILES = 5;

/** What the last verdict is about. */
export function aboutText({ reviewed, about, final, changed_after }: ReviewerReport): string {
  if (reviewed === null) return "";
  const what = about === "tree" ? "the code" : `the ${about}`;
  const then = `${what} ${asItWas(final === true ? true : null)}`;
  if (final === true) return then;
  if (final === null) return `${then}; what changed after it is no longer known`;
  const changed = someOf((changed_after ?? []).map(oneLine), FILES);
  return changed === ""
    ? `${then}, which changed after it`
    : `${then}, changed after it: ${changed}`;
}

/** How a review ended, in words. */
export const standingText = (one: ReviewerReport, by = BY): string =>
  STANDING[one.standing](one, by);

/** Only what counts for the code, or the file, of the end is plain good news. */
export const reviewTone = ({ standing, final }: ReviewerReport): Tone =>
  standing !== "approved" && standing !== "reported" ? "warn" : final === true ? "good" : "none";

/** What it claimed and code found to be wrong, each once. */
export const refusedTexts = ({ refused }: Pick<ReviewerReport, "refused">): string[] =>
  once(refused).map((problem) => `sent back: ${problem}`);

/** How often it looked, and how many scripts it had run. */
const roundsText = ({ reviews, scripts }: ReviewerReport): string =>
  [plural(reviews, "round"), ...(scripts === undefined ? [] : [plural(scripts, "script")])].join(
    ", ",
  );

/** How a review ended, what it is about, and the person's reason. */
function reviewerRow(report: ReviewerReport, by?: string): Row {
  const who = `${report.by}${report.substituted ? ", in its place" : ""}`;
  const about = aboutText(report);
  const head = `${report.name} (${who}): ${standingText(report, by)}, ${roundsText(report)}`;
  const isShort = report.final === true && report.reason === null;
  return {
    tone: ["approved", "reported"].includes(report.standing) ? "good" : "warn",
    text: isShort ? `${head}, ${about}` : head,
    more: [
      ...(report.reason === null ? [] : [`"${report.reason}"`]),
      ...(isShort || about === "" ? [] : [about]),
      ...refusedTexts(report),
    ],
  };
}

/** Whether a criterion is met, by its tests that the program ran. */
function shownText({ met, tests = [] }: CriterionReport): string {
  const named = tests.map(({ test, file }) => `"${oneLine(test)}" in ${oneLine(file)}`).join("; ");
  if (tests.length === 0) return `${met === null ? "not shown yet" : "not met"}: no test on record`;
  if (tests.some((test) => test.seen === null) && met !== false)
    return `unknown, its command does not name its tests: ${named}`;
  if (met === null && tests.every((test) => test.seen === true))
    return `unknown, nothing shows that it failed before the build: ${named}`;
  if (met === null) return `not shown yet, not run: ${named}`;
  return `${met ? "met" : "not met, no pass was seen"}: ${named}`;
}

/** The evidence for a criterion: its tests, else that of the last reviewer who says that it is met. */
function evidenceText(report: CriterionReport): string {
  if (report.met !== undefined) return shownText(report);
  const last = report.verdicts.findLast((verdict) => verdict.met && verdict.evidence.length > 0);
  const plan =
    report.steps.length > 0 ? `${report.steps_are ?? "plan"} ${report.steps.join(", ")}` : "";
  const unmet = report.verdicts
    .filter((verdict) => !verdict.met)
    .map((verdict) => verdict.reviewer);
  const parts = [
    last ? `${last.evidence.join("; ")} (${last.reviewer})` : "no evidence on record",
    ...(unmet.length > 0 ? [`not met according to ${unmet.join(", ")}`] : []),
    plan,
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** How a change of a file is marked in lists. */
export const CHANGE_LETTER = { added: "A", modified: "M", deleted: "D" };

/** One line for each provider; the journal has the names of the files. */
const sentLine = ({ provider, prompts, bytes, files, withheld }: Sent): string => {
  const without = withheld === 0 ? "" : `, ${withheld} excluded by the deny list`;
  return `Sent to ${provider}: ${plural(prompts, "prompt")}, ${bytes} bytes, of ${plural(files, "file")} at most${without}`;
};

const times = (count: number): string => (count === 1 ? "once" : `${count} times`);

const FIRST = "before the change";
/** The program's own test runs: how often, and how the newest ended. */
function testsLines({ none, baseline, last, before, runs, final }: TestsReport): string[] {
  if (none !== null)
    return before === 0
      ? [`No tests were run by the program: ${none}.`]
      : [
          `Tests, run by the program ${times(before)} ${FIRST}; none after it: ${none}`,
          ...baseline,
        ];
  return [
    `Tests, run by the program ${times(runs)}, last on the code ${asItWas(final)}`,
    ...last,
    ...baseline.map((one) => `${FIRST}: ${one}`),
  ];
}

/** What the program itself has tested. */
function testsPart({ tests }: ReportFacts): Part {
  const [text, ...more] = tests === null ? [] : testsLines(tests);
  return {
    title: "Tests",
    rows: text === undefined ? [] : [{ text, more }],
    count: null,
    merging: true,
  };
}

const noticeText = ({ text, decided }: CommonReport["notices"][number]): string =>
  `${oneLine(text)}${decided === null ? "" : ` (${decided})`}`;

/** Equal lines as one, with how often it was said. */
const once = (lines: string[]): string[] =>
  [...Map.groupBy(lines, (line) => line)].map(
    ([line, all]) => line + (all.length === 1 ? "" : ` (${all.length} times)`),
  );

const tasksText = ({ done, fixes }: ReportFacts): string =>
  done === 0 ? "no task is done" : `${plural(done, "task")} done, ${fixes} of them fixes`;

/** How the run stands, and why it ended where it is not complete. */
export function stateText(facts: ReportFacts, by = BY): string {
  const { status, reason, unknown, by_codex, instructs } = facts;
  const isOver = ["complete", "cancelled", "failed"].includes(status);
  const why = status === "complete" || reason === "" ? "" : ` (${oneLine(reason)})`;
  const ended = reason === BY_PERSON ? reason : `${status}${why}`;
  const open = unknownText(unknown);
  const told = instructs
    ? `; it changes what instructs agents: ${someOf(instructs.map(oneLine))}`
    : "";
  return `${isOver ? ended.replace(/by the person\b/, `by ${by}`) : `not over yet: ${standsText(facts)}${why}`}${told}${open === "" ? "" : `; ${open}`}${by_codex ? `; ${by_codex.join(", ")} by Codex: kept to its sandbox, without a rule before each call` : ""}`;
}

/** What nobody was asked with `--auto`, and what all the same; without it null. */
function autoText({ auto, workflow, decisions }: ReportFacts): string | null {
  const but =
    decisions.length === 0
      ? ""
      : `, but for ${someOf(
          decisions.map(({ question, kind }) => `${question} ${questionName(workflow, kind)}`),
          3,
        )}`;
  return auto
    ? `${moduleOf(workflow).report.unasked} and open questions were not asked${but}`
    : null;
}

const criteriaPart = ({
  criteria,
  criteria_in,
}: Pick<ReportFacts, "criteria" | "criteria_in">): Part => ({
  title: "Criteria",
  merging: true,
  rows: criteria.map((criterion) => ({
    tone: isMet(criterion) === true ? "good" : "warn",
    id: criterion.id,
    text: criterion.text,
    more: [evidenceText(criterion)],
  })),
  ...(criteria_in !== null && { none: `Criteria: no ${criteria_in} on record` }),
});

/** Every finding with what became of it, the open ones first. */
function findingsPart({ findings, reviewers }: Pick<ReportFacts, "findings" | "reviewers">): Part {
  const isOpen = ({ state }: FindingOutcome): boolean => state === "open" || state === "outside";
  const found = statesText(countByState(findings));
  const standing = new Set(reviewers.map((one) => one.standing));
  const isRead = !standing.has("unseen") || standing.has("approved") || standing.has("reported");
  const none = `Findings: none${isRead ? "" : ", as nobody has read the change"}`;
  return {
    title: found === "" ? "Findings" : `Findings: ${found}`,
    rows: [...findings.filter(isOpen), ...findings.filter((one) => !isOpen(one))].map(findingRow),
    merging: true,
    ...(reviewers.length > 0 && { none }),
  };
}

const filesPart = ({ files, status, base }: ReportFacts, isSaid: boolean): Part => ({
  title: "Files changed",
  rows: (files ?? []).map((file) => ({
    text: `${CHANGE_LETTER[file.status]} ${file.path} +${file.added} -${file.removed}`,
  })),
  ...((files === null || !isSaid) && {
    none: `Files changed: ${files === null ? "no longer known" : status === "complete" || base === null ? "none" : "none from accepted tasks"}`,
  }),
});

/** What the person was asked and said. */
const decisionsPart = ({ decisions, workflow }: ReportFacts, { zone, by = BY }: Reader): Part => ({
  title: `Decided by ${someOf([...new Set(decisions.map((one) => one.by ?? by))].map(oneLine)) || by}`,
  merging: true,
  rows: decisions.map((decision) => {
    const of =
      decision.task === null
        ? ""
        : ` (${[decision.task, decision.why].filter(Boolean).join(", ")})`;
    const words = decision.text === null ? "" : ` — "${decision.text}"`;
    return {
      id: decision.question,
      text: `${questionName(workflow, decision.kind)}${of}: ${optionLabel({ workflow }, decision, decision.option)}${words} (${decision.by ?? decision.via}, ${moment(decision.at, zone)})`,
      ...(decision.asked === null ? {} : { more: [`Asked: ${decision.asked}`] }),
    };
  }),
});

const costPart = ({ spent, sent, cost }: ReportFacts): Part =>
  listPart("Cost", [...spentLines(spent), ...costLines(cost), ...sent.map(sentLine)], {
    count: null,
  });

/** Equal refusals in one line, with their number and tasks. */
const refusalTexts = ({ refusals }: ReportFacts): string[] =>
  [...Map.groupBy(refusals, ({ problems }) => problems.join("; "))].map(([problem, all]) => {
    const [{ task, subject }] = all as [CommonReport["refusals"][number]];
    const others = [...new Set(all.map((one) => one.task))].filter((one) => one !== task);
    const also = others.length === 0 ? "" : `, also ${someOf(others, 5)}`;
    return `${task} ${subject}: ${problem}${all.length === 1 ? "" : ` (${all.length} times${also})`}`;
  });

/** What is no part: what the run is about, when it was, and what nobody was asked. */
function linesOf(facts: ReportFacts, { zone }: Reader): string[] {
  const { story, request, started_at, ended_at, rolled_back } = facts;
  const unasked = autoText(facts);
  const own = moduleOf(facts.workflow).report.parts?.(facts) ?? {};
  const until = ended_at === null ? "now" : moment(ended_at, zone);
  return [
    `${moment(started_at, zone)} to ${until}, ${tasksText(facts)}`,
    ...given(
      !!story && oneLine(story) !== oneLine(request),
      `It is about: ${oneLine(story ?? "")}`,
    ),
    ...[own.shown ?? ""].filter((text) => text !== ""),
    ...(rolled_back === null ? [] : [rolled_back]),
    ...(unasked === null ? [] : [`--auto: ${unasked}`]),
  ];
}

/**
 * The report, of which every form of it is printed. `rollback`: the command that brings the files
 * back; null: none is carried out.
 */
export function reportDoc(facts: ReportFacts, rollback: string | null, reader: Reader = {}): Doc {
  const { workflow, unknown, auto, issue } = facts;
  const { by = BY } = reader;
  const own = moduleOf(workflow).report.parts?.(facts) ?? {};
  const merging = { merging: true } as const;
  const waivers = facts.waivers.map(
    ({ task, subject, kind, reason }) =>
      `${task} ${subject}: ${waiverWords(kind)} by ${by}${reason === "" ? "" : ` — "${reason}"`}`,
  );
  const assumed = (texts: string[]): string[] => texts.map((text) => assumedText(workflow, text));
  const reviewed = facts.reviewers.map((one) => reviewerRow(one, by));
  const snapshot =
    facts.snapshot === null
      ? "No snapshot of the files before the implementation: no rollback."
      : `The files before the implementation are on ${facts.snapshot}.`;
  const isLink = /^https:\/\/[\w.:/-]+$/.test(issue ?? "");
  return {
    title: `Report of ${facts.run}: ${stateText(facts, by)}`,
    // How it stands is said in the title.
    glance: headOf(facts).slice(1),
    request: facts.request,
    ...(isLink && { issue: issue! }),
    lines: linesOf(facts, reader),
    parts: [
      ...(own.first ?? []),
      criteriaPart(facts),
      findingsPart(facts),
      { title: "Reviewers", rows: reviewed, merging: true },
      {
        ...listPart(
          "Earlier reviews",
          facts.earlier_reviews.map(({ task, path }) => `${task}: ${path}`),
        ),
        detail: true,
      },
      ...(own.reviews ?? []),
      listPart("Accepted without approval", waivers, merging),
      filesPart(facts, own.written === true),
      listPart(`Changed during the run ${BY_HAND}`, facts.by_hand ?? [], merging),
      listPart(`Changed during the run ${BY_UNSEEN}`, facts.by_unseen ?? [], merging),
      testsPart(facts),
      decisionsPart(facts, reader),
      listPart("Shown to no reviewer", unknown.files, merging),
      listPart("Assumed by agents, never asked", auto ? assumed(facts.assumptions) : [], merging),
      listPart("Passed without asking", assumed(facts.unasked), merging),
      listPart("Deviations from the plan", facts.deviations, merging),
      listPart("Noticed", once(facts.notices.map(noticeText))),
      listPart("Commits and branches during the run", facts.repository),
      listPart("Refused, stale or denied", refusalTexts(facts)),
      ...(own.closing ?? []),
      listPart("No longer on record", facts.missing),
      costPart(facts),
      { rows: facts.base === null ? [] : [{ text: snapshot }] },
      nextPart(facts, rollback),
    ],
  };
}
