import type { TestedCommand } from "../../engine/events.ts";
import type { Decision, Sent } from "../../engine/run.ts";
import { here } from "../../plugin.ts";
import { fit, given, type Layout, moment, oneLine, PLAIN_LAYOUT, type Zone } from "../../text.ts";
import type {
  CriterionReport,
  FindingOutcome,
  NextStep,
} from "../../workflows/contract/contract.ts";
import type { Money } from "../../workflows/money/money.ts";
import type { Unknown } from "../../workflows/unshown.ts";
import type { TestsReport } from "../../workflows/words/test-words.ts";
import { type Moment, momentsPart } from "../history/moments.ts";
import type { TaskSummary } from "../view.ts";
import type { SpentReport } from "./cost.ts";
import { markdownOf } from "./print/markdown.ts";
import { pageOf } from "./print/page.ts";
import { headLines, partLines } from "./print/text.ts";
import { reportDoc } from "./report-parts.ts";

/** Something that an agent handed in or tried and that was refused. */
export interface Refusal {
  task: string;
  subject: string;
  /**
   * `refused`: its file; `stale`: a verdict on what had changed meanwhile; `denied`: calls against
   * a rule.
   */
  kind: "refused" | "stale" | "denied";
  /** What was wrong with it, as its writer was told. */
  problems: string[];
}

/**
 * How a reviewer's gate ended; only `approved` is an approval. `unseen`: it approved, and nobody
 * was shown a line of the change; `reported`: what it found is what was asked for.
 */
export type ReviewOutcome =
  | "approved"
  | "unseen"
  | "reported"
  | "accepted"
  | "overruled"
  | "waived"
  | "open"
  | "not reached";

export interface ReviewerReport {
  name: string;
  task: string;
  /** `tree`, or the name of the file that is reviewed, such as `plan`. */
  about: string;
  standing: ReviewOutcome;
  /** The reviewer's own last status; null when there is none. */
  verdict: string | null;
  /**
   * What it said itself, where code took it for something else: changes asked for by minor findings
   * alone are noted.
   */
  said: string | null;
  /** The person's reason, where the standing is the person's. */
  reason: string | null;
  /** Reviews it gave; re-reviews are one fewer. */
  reviews: number;
  /** Scripts that it had run; missing: none. */
  scripts?: number;
  /** Who reviewed: its agent or provider, and the model. */
  by: string;
  substituted: boolean;
  /** Hash of what the last verdict is about. */
  reviewed: string | null;
  /** Whether that is what the run ended with; null when it cannot be told. */
  final: boolean | null;
  /** Files that changed after the verdict; null when the trees cannot be compared any more. */
  changed_after: string[] | null;
  /** What was wrong with what it handed in, so that it was sent back. */
  refused: string[];
}

/**
 * What the person decided; `why`: what showed that there was no progress, where it was asked before
 * the limit.
 */
type DecisionReport = {
  [Field in keyof Decision]: Field extends "why" ? string | null : Decision[Field];
};

/** Everything in a report, as plain data. `missing` names what could not be read any more. */
export type ReportFacts = CommonReport & Record<string, unknown>;

/** How a command of the tests ended. */
export interface TestEnd
  extends Pick<TestedCommand, "command" | "state" | "passed" | "failed" | "skipped"> {
  text: string;
}

/**
 * What people are shown of a run, made of its journal and the objects that it names: every view is
 * made of this, and a view without the project's folder of this alone.
 */
export interface ReportModel {
  version: 2;
  run: string;
  workflow: string;
  /** What started it: one workflow may have many. */
  command: string;
  status: string;
  reason: string;
  /** The newest rollback that is not undone, in words. */
  rolled_back: string | null;
  auto: boolean;
  started_at: string;
  ended_at: string | null;
  /** From its start to its end, or to its last event. */
  minutes: number;
  request: string;
  /** Address of the issue whose text the request is; left out: the person has typed it. */
  issue?: string;
  story: string | null;
  criteria: CriterionReport[];
  /** The artifact that has the criteria, in words; null: this run has none. */
  criteria_in: string | null;
  /** Whether a person has approved them; null: they are not asked yet, or have them from elsewhere. */
  criteria_approved: boolean | null;
  /** In the order in which they can be done. */
  tasks: TaskSummary[];
  /** Tasks that are done, fixes among them, and all that count. */
  done: number;
  fixes: number;
  total: number;
  reviewers: ReviewerReport[];
  /** All that reviewers found, and what became of each. */
  findings: FindingOutcome[];
  /**
   * The newest runs of the tests, before the change and after it, and what passed before and was
   * not seen to pass as it was.
   */
  tested: { before: TestEnd[]; after: TestEnd[]; lost: string[] };
  decisions: DecisionReport[];
  /** What happened, oldest first. */
  moments: Moment[];
  /** What the agents used, in all and by task. */
  spent: SpentReport;
  /** The same in money; what has no known price is named. */
  cost: Money;
}

/** What every report has. A workflow adds its own fields, such as how each of its stages went. */
export interface CommonReport extends ReportModel {
  /** Where reviews are kept whose reviewer has looked again. */
  earlier_reviews: Record<"task" | "path", string>[];
  base: string | null;
  final: string | null;
  /** Null when it cannot be told; empty when nothing changed. */
  files:
    | { path: string; status: "added" | "modified" | "deleted"; added: number; removed: number }[]
    | null;
  /** Files that were changed meanwhile by no task but by hand; null when it cannot be told. */
  by_hand: string[] | null;
  /**
   * The same where a command of the run that was left at work may have; null when it cannot be
   * told.
   */
  by_unseen: string[] | null;
  waivers: Record<"task" | "subject" | "kind" | "reason", string>[];
  /** What of the change is neither proven nor refuted. */
  unknown: Unknown;
  assumptions: string[];
  /** What the program settled in the person's place. */
  unasked: string[];
  deviations: string[];
  /** What became of the person's repository meanwhile: commits, and changes of branch. */
  repository: string[];
  /** What code noticed and no step of the run explains. */
  notices: { text: string; decided: string | null }[];
  /** What external providers were given. */
  sent: Sent[];
  refusals: Refusal[];
  /** Null for a run that has no tests to run, and ran none. */
  tests: TestsReport | null;
  /** The ref that keeps the files as they were before the implementation; null without one. */
  snapshot: string | null;
  /**
   * The ref that keeps them as the run left them; null without one, or where they have changed
   * since.
   */
  accepted: string | null;
  /** Tasks whose agent was a Codex, in which no hook runs; left out: none. */
  by_codex?: string[];
  /** Changed files that instruct agents, or say what their hosts run; left out: none. */
  instructs?: string[];
  /** The project is in a repository of git. */
  in_git: boolean;
  /** That has a remote, where pull requests go. */
  has_remote: boolean;
  /** What comes next in the project; left out: its workflow does not say. */
  onward?: NextStep;
  missing: string[];
}

/** Rows of each list; fewer where the report would be too long. */
const MAX_ROWS = 12;
const MIN_ROWS = 2;

/** Lines of a report where nothing scrolls. */
const MAX_LINES = 80;

/**
 * The report as text, with lists that are shortened until it has as many lines as there may be; the
 * markdown has all of it. `rollback`: the command that brings the files back, null where none is
 * carried out; `most`: characters that there is room for.
 */
export function reportText(
  facts: ReportFacts,
  layout: Layout = { ...PLAIN_LAYOUT, width: 120 },
  rollback: string | null = "rollback",
  most = Number.POSITIVE_INFINITY,
  maxLines = MAX_LINES,
): string {
  const { title, ...doc } = reportDoc(facts, rollback, { zone: layout.zone, by: "you" });
  const head = headLines({ ...doc, title: fit(oneLine(title), layout.width) }, layout);
  const next = doc.parts.at(-1)!;
  const of = /(?: --run \S+)?$/.exec(rollback ?? "")![0];
  const whole = { command: here(`report --md${of}`), text: "shows all of this report" };
  for (let max = MAX_ROWS; ; max--) {
    const lines = doc.parts.slice(0, -1).flatMap((part) => partLines(part, layout, max));
    const isShort = lines.some((line) => /^ *… and \d+ more$/.test(line));
    const steps = partLines({ ...next, rows: [...given(isShort, whole), ...next.rows] }, layout);
    const text = [...head, ...lines, ...steps].join("\n");
    if ((head.length + lines.length <= maxLines && text.length <= most) || max <= MIN_ROWS)
      return text;
  }
}

/** All of it as markdown. */
export const reportMarkdown = (facts: ReportFacts, rollback: string | null, zone?: Zone): string =>
  markdownOf(reportDoc(facts, rollback, { zone }));

/** All of it as a page, with what happened. */
export function pageText(
  facts: ReportFacts,
  rollback: string | null,
  { made, version, zone }: { made: string; version: string; zone: Zone },
): string {
  const doc = reportDoc(facts, rollback, { zone });
  const happened = { ...momentsPart(facts.moments, zone), detail: true as const };
  const by = `Made on ${moment(made, zone)} from the run's journal, by multi-ai (${version}).`;
  return pageOf({ ...doc, parts: [...doc.parts, happened] }, by);
}
