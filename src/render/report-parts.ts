import { BY_HAND, BY_UNSEEN, type Sent } from "../engine/run.ts";
import { asItWas, clip, given, moment, oneLine, plural, someOf, type Zone } from "../text.ts";
import type {
  Caught,
  CriterionReport,
  ReportItem as Item,
  OwnParts,
  ReportPart as Part,
} from "../workflows/contract/contract.ts";
import { findingLine } from "../workflows/finding-words.ts";
import { assumedText, moduleOf, questionName } from "../workflows/index.ts";
import type { TestsReport } from "../workflows/test-words.ts";
import { unknownText } from "../workflows/unshown.ts";
import { waiverWords } from "../workflows/words.ts";
import { CALLED, foundIn, statesText } from "./caught.ts";
import { costLines, spentLines } from "./cost.ts";
import { BY_PERSON, statusWords, UNSEEN } from "./outcome.ts";
import { optionLabel } from "./questions.ts";
import type { CommonReport, ReportFacts, ReviewerReport, ReviewOutcome } from "./report.ts";
import { isMet, type Tone } from "./shown/head.ts";
import { reviewsLine } from "./worth.ts";

/**
 * What a report says, in parts: the short text, the markdown and the pull request show the same of
 * them.
 */

/** Nothing is left out, and no line is cut. */
export const WHOLE = Number.POSITIVE_INFINITY;

/** How much of each thing is told, and in which zone times are. */
interface Told {
  most: number;
  zone?: Zone;
  /** What its reader calls whoever has decided. */
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

/** What the last verdict is about. `most`: files that changed after it. */
export function aboutText(report: ReviewerReport, most: number): string {
  if (report.reviewed === null) return "";
  const what = report.about === "tree" ? "the code" : `the ${report.about}`;
  const then = `${what} ${asItWas(report.final === true ? true : null)}`;
  if (report.final === true) return then;
  if (report.final === null) return `${then}; what changed after it is no longer known`;
  const changed = clip(report.changed_after ?? [], most, oneLine).join(", ");
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
export const roundsText = ({ reviews, scripts }: ReviewerReport): string =>
  [plural(reviews, "round"), ...(scripts === undefined ? [] : [plural(scripts, "script")])].join(
    ", ",
  );

/** How a review ended, what it is about, and the person's reason. */
function reviewerItem(report: ReviewerReport, { most, by: person = BY }: Told): Item {
  const by = `${report.by}${report.substituted ? ", in its place" : ""}`;
  const about = aboutText(report, most);
  const head = `${report.name} (${by}): ${standingText(report, person)}, ${roundsText(report)}`;
  const isShort = report.final === true && report.reason === null;
  return {
    tone: ["approved", "reported"].includes(report.standing) ? "good" : "warn",
    text: isShort ? `${head}, ${about}` : head,
    more: [
      ...(report.reason === null ? [] : [`"${report.reason}"`]),
      ...(isShort || about === "" ? [] : [about]),
      ...refusedTexts(report).slice(0, most),
    ],
  };
}

/** Whether a criterion is met, by its tests that the program ran. */
function shownText({ met, tests = [] }: CriterionReport, most: number): string {
  const named = clip(
    tests,
    most,
    ({ test, file }) => `"${oneLine(test)}" in ${oneLine(file)}`,
  ).join("; ");
  if (tests.length === 0) return `${met === null ? "not shown yet" : "not met"}: no test on record`;
  if (tests.some((test) => test.seen === null) && met !== false)
    return `unknown, its command does not name its tests: ${named}`;
  if (met === null && tests.every((test) => test.seen === true))
    return `unknown, nothing shows that it failed before the build: ${named}`;
  if (met === null) return `not shown yet, not run: ${named}`;
  return `${met ? "met" : "not met, no pass was seen"}: ${named}`;
}

/**
 * The evidence for a criterion: its tests, else that of the last reviewer who says that it is met;
 * `most` of each.
 */
export function evidenceText(report: CriterionReport, most: number): string {
  if (report.met !== undefined) return shownText(report, most);
  const last = report.verdicts.findLast((verdict) => verdict.met && verdict.evidence.length > 0);
  const plan =
    report.steps.length > 0 ? `${report.steps_are ?? "plan"} ${report.steps.join(", ")}` : "";
  const unmet = report.verdicts
    .filter((verdict) => !verdict.met)
    .map((verdict) => verdict.reviewer);
  const parts = [
    last
      ? `${clip(last.evidence, most, oneLine).join("; ")} (${last.reviewer})`
      : "no evidence on record",
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

/** What became of a finding, who mended it, and what its test shows. */
export function becameText({ state, mended_by, closed_by, elsewhere, tested }: Caught): string {
  const by =
    mended_by === null ? "" : state === "mended" ? ` by ${mended_by}` : `; changed by ${mended_by}`;
  const agreed =
    closed_by === null ? "" : state === "mended" ? `; ${closed_by} agreed` : `; ${closed_by}`;
  return `${CALLED[state]}${by}${agreed}${elsewhere ? ", although its place did not change" : ""}${tested ? `; ${tested}` : ""}`;
}

/**
 * The program's own test runs: how often, and how the newest ended; those on what was there `first`
 * are counted apart.
 */
function testsLines(
  { none, baseline, last, before, runs, final }: TestsReport,
  first: string,
): string[] {
  if (none !== null)
    return before === 0
      ? [`No tests were run by the program: ${none}.`]
      : [
          `Tests, run by the program ${times(before)} ${first}; none after it: ${none}`,
          ...baseline,
        ];
  return [
    `Tests, run by the program ${times(runs)}, last on the code ${asItWas(final)}`,
    ...last,
    ...baseline.map((one) => `${first}: ${one}`),
  ];
}

/** What the program itself has tested. `isReview`: of a change that was there before the run. */
const testsPart = ({ tests }: ReportFacts, isReview = false): Part => {
  const first = `before the ${isReview ? "change" : "implementation"}`;
  const [text, ...more] = tests === null ? [] : testsLines(tests, first);
  return {
    title: "Tests",
    items: text === undefined ? [] : [{ text, more }],
    plain: true,
    merging: true,
  };
};

const noticeText = ({ text, decided }: CommonReport["notices"][number]): string =>
  `${oneLine(text)}${decided === null ? "" : ` (${decided})`}`;

/** Equal lines as one, with how often it was said. */
const once = (lines: string[]): string[] =>
  [...Map.groupBy(lines, (line) => line)].map(
    ([line, all]) => line + (all.length === 1 ? "" : ` (${all.length} times)`),
  );

const snapshotText = (ref: string | null): string =>
  ref === null
    ? "No snapshot of the files before the implementation: no rollback."
    : `The files before the implementation are on ${ref}.`;

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
  return `${isOver ? ended.replace(/by the person\b/, `by ${by}`) : `not over yet: ${statusWords(status)}${why}`}${told}${open === "" ? "" : `; ${open}`}${by_codex ? `; ${by_codex.join(", ")} by Codex: kept to its sandbox, without a rule before each call` : ""}`;
}

/** What nobody was asked with `--auto`, and what all the same; without it null. */
export function autoText({ auto, workflow, decisions }: ReportFacts): string | null {
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

/** Whether what the run is about is in other words than its request. */
export const isNews = ({ story, request }: ReportFacts): boolean =>
  !!story && oneLine(story) !== oneLine(request);

/** A list of texts. */
const textsPart = (title: string, texts: string[]): Part => ({
  title,
  items: texts.map((text) => ({ text })),
});

const mergingPart = (title: string, texts: string[]): Part => ({
  ...textsPart(title, texts),
  merging: true,
});

const criteriaPart = ({ criteria, criteria_in }: ReportFacts, { most }: Told): Part => ({
  title: "Criteria",
  form: true,
  merging: true,
  items: criteria.map((criterion) => ({
    tone: isMet(criterion) === true ? ("good" as const) : ("warn" as const),
    id: criterion.id,
    text: criterion.text,
    more: [evidenceText(criterion, most)],
  })),
  ...(criteria_in === null ? {} : { none: `Criteria: no ${criteria_in} on record` }),
});

const reviewersPart = ({ reviewers }: ReportFacts, shown: Told): Part => ({
  title: "Reviewers",
  form: true,
  merging: true,
  items: reviewers.map((reviewer) => reviewerItem(reviewer, shown)),
});

const waiversPart = ({ waivers }: ReportFacts, { by = BY }: Told): Part =>
  mergingPart(
    "Accepted without approval",
    waivers.map(
      ({ task, subject, kind, reason }) =>
        `${task} ${subject}: ${waiverWords(kind)} by ${by}${reason === "" ? "" : ` — "${reason}"`}`,
    ),
  );

/** What nobody was asked about. */
const unaskedPart = (title: string, { workflow }: ReportFacts, texts: string[]): Part =>
  mergingPart(
    title,
    texts.map((text) => assumedText(workflow, text)),
  );

/** A finding with what became of it. `isWhole`: with its quote and what would fix it. */
export function findingItem(one: Caught, isWhole: boolean): Item {
  const { withdrawn, declined = [], also = [], doubts = [] } = one;
  return {
    tone: ["open", "outside", "accepted"].includes(one.state) ? "warn" : "good",
    // Each reviewer numbers its own.
    id: `${one.task}.${one.id}`,
    text: findingLine({ ...one, notes: [one.reviewer] }),
    more: [
      ...(one.quote === "" || !isWhole ? [] : [`Quote: ${one.quote}`]),
      ...(one.fix === "" || !isWhole ? [] : [`Fix: ${one.fix}`]),
      ...also.map(({ by, problem }) => `${by}: ${problem}`),
      ...doubts,
      becameText(one),
      // The newest comes first.
      ...(withdrawn === undefined ? [] : [`withdrawn by ${withdrawn.by}: "${withdrawn.reason}"`]),
      ...declined.toReversed().map(({ by, reason }) => `declined by ${by}: "${reason}"`),
    ],
  };
}

/**
 * Every finding with what became of it, the open ones first; what was found is shown where there is
 * room. `areAsked`: they are what the run was for, and those that came to nothing are counted.
 */
function findingsPart(
  { findings, reviewers }: ReportFacts,
  { most }: Told,
  areAsked = false,
): Part {
  const isWhole = most === WHOLE;
  const isOpen = ({ state }: Caught): boolean => state === "open" || state === "outside";
  const isDropped = ({ state }: Caught): boolean => state === "refuted" || state === "withdrawn";
  const rest = findings.filter((one) => !isOpen(one) && !(areAsked && isDropped(one)));
  const items = [...findings.filter(isOpen), ...rest].map((one) => findingItem(one, isWhole));
  const found = statesText(foundIn(findings));
  const title = found === "" ? "Findings" : `Findings: ${found}`;
  const standing = new Set(reviewers.map((one) => one.standing));
  const isRead = !standing.has("unseen") || standing.has("approved") || standing.has("reported");
  const none = isRead ? found || "none" : "none, as nobody has read the change";
  const asked = areAsked && { none: `Findings: ${none}` };
  return { title, items, form: true, merging: true, uncut: true, ...asked };
}

const filesPart = ({ files, status, base }: ReportFacts, isSaid: boolean): Part => ({
  form: true,
  ...textsPart(
    "Files changed",
    (files ?? []).map(
      (file) => `${CHANGE_LETTER[file.status]} ${file.path} +${file.added} -${file.removed}`,
    ),
  ),
  ...(files !== null && isSaid
    ? {}
    : {
        none: `Files changed: ${files === null ? "no longer known" : status === "complete" || base === null ? "none" : "none from accepted tasks"}`,
      }),
});

/** What the person was asked and said. */
const decisionsPart = ({ decisions, workflow }: ReportFacts, { zone, by = BY }: Told): Part => ({
  title: `Decided by ${someOf([...new Set(decisions.map((one) => one.by ?? by))].map(oneLine)) || by}`,
  merging: true,
  items: decisions.map((decision) => {
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

/** `isReview`: each finding names all who found it, which a sum over reviewers would not say. */
const costPart = ({ spent, sent, reviews, cost }: ReportFacts, isReview = false): Part => ({
  ...textsPart("Cost", [
    ...spentLines(spent),
    ...given(spent.total.tool_calls > 0 && !isReview, ...reviewsLine(reviews)),
    ...costLines(cost),
    ...sent.map(sentLine),
  ]),
  plain: true,
});

/** When the run was, and how many tasks it has done. */
export const timesText = (facts: ReportFacts, zone?: Zone): string =>
  `${moment(facts.started_at, zone)} to ${facts.ended_at === null ? "now" : moment(facts.ended_at, zone)}, ${tasksText(facts)}`;

/** All of it behind the request and the workflow's own head, in order. */
export const partsOf = (facts: ReportFacts, own: OwnParts | undefined, shown: Told): Part[] => [
  ...(own?.findings ? [findingsPart(facts, { ...shown, most: WHOLE }, true)] : []),
  criteriaPart(facts, shown),
  reviewersPart(facts, shown),
  textsPart(
    "Earlier reviews",
    // They leave no room for what was decided at last: only the whole report has them.
    shown.most === WHOLE ? facts.earlier_reviews.map(({ task, path }) => `${task}: ${path}`) : [],
  ),
  ...(own?.reviews ?? []),
  waiversPart(facts, shown),
  ...(own?.findings ? [] : [findingsPart(facts, shown)]),
  filesPart(facts, own?.written === true),
  mergingPart(`Changed during the run ${BY_HAND}`, facts.by_hand ?? []),
  mergingPart(`Changed during the run ${BY_UNSEEN}`, facts.by_unseen ?? []),
  testsPart(facts, own?.findings),
  decisionsPart(facts, shown),
  mergingPart("Shown to no reviewer", facts.unknown.files),
  unaskedPart("Assumed by agents, never asked", facts, facts.auto ? facts.assumptions : []),
  unaskedPart("Passed without asking", facts, facts.unasked),
  mergingPart("Deviations from the plan", facts.deviations),
  textsPart("Noticed", once(facts.notices.map(noticeText))),
  textsPart("Commits and branches during the run", facts.repository),
  textsPart("Refused, stale or denied", refusalTexts(facts)),
  ...(own?.closing ?? []),
  textsPart("No longer on record", facts.missing),
  costPart(facts, own?.findings),
  { title: "", items: [], ...(facts.base === null ? {} : { none: snapshotText(facts.snapshot) }) },
];

/** Equal refusals in one line, with their number and tasks. */
const refusalTexts = ({ refusals }: ReportFacts): string[] =>
  [...Map.groupBy(refusals, ({ problems }) => problems.join("; "))].map(([problem, all]) => {
    const [{ task, subject }] = all as [CommonReport["refusals"][number]];
    const others = [...new Set(all.map((one) => one.task))].filter((one) => one !== task);
    const also = others.length === 0 ? "" : `, also ${someOf(others, 5)}`;
    return `${task} ${subject}: ${problem}${all.length === 1 ? "" : ` (${all.length} times${also})`}`;
  });
