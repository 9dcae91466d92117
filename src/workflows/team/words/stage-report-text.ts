import { clip, fit, table } from "../../../text.ts";
import { roundsText, section, short } from "../../../render/report-parts.ts";
import type { Layout } from "../../../render/status.ts";
import { moment, oneLine } from "../../../terminal-text.ts";
import type { BudgetRow } from "./budget.ts";
import { plural } from "./notes.ts";
import type { CheckReport, DeploymentReport, StageReport, WarningReport } from "./report.ts";
import type { AreaReview, VetoReport } from "./reviews.ts";
import { statusTable } from "./status-table.ts";

/** A report's lines on the stages of a run. `most`: items that a list shows. */

const quoted = (text: string | null): string => (text === null ? "" : ` — "${oneLine(text)}"`);

/** The table of the stages; what is open is told below, with where it comes from. */
export const stageTable = (stages: StageReport, layout: Layout): string[] =>
  statusTable({ ...stages, warnings: [], questions: [], next: "" }, layout);

const STANDING: Record<AreaReview["standing"], string> = {
  approved: "approved",
  changes: "no approval: asks for changes",
  overruled: "no approval: asks for changes; the person let the owner's way stand",
  open: "no approval: no word yet",
  "not reached": "no approval: not reached",
};

function reviewLine(one: AreaReview): string {
  const about =
    one.tree === null
      ? ""
      : `, ${short(one.tree)}${one.final === null ? "" : one.final ? " (final)" : ", which changed after it"}`;
  return `${one.area}, by ${one.reviewer} (${one.by}): ${STANDING[one.standing]}${about}, ${roundsText(one.reviews)}${quoted(one.reason)}`;
}

const VETO: Record<VetoReport["state"], string> = {
  open: "it stands",
  lifted: "lifted by the person",
  cleared: "mended; its reviewer approved the fix",
};

/** Everything that was settled by a word instead of an approval; what was asked has a line of its own. */
function settled({ escalations, rulings, vetoes }: StageReport): string[] {
  return [
    ...vetoes.map(
      (one) =>
        `${one.task} ${one.subject}: veto, ${oneLine(one.blockers[0] ?? "without a reason")}; ${VETO[one.state]}`,
    ),
    ...escalations.map(({ task, reviewer, areas, question, decision }) => {
      const end = decision === null ? "open" : `the person decided "${oneLine(decision.text ?? decision.option)}"`;
      const asked = question === null ? "" : `\n    asked: ${oneLine(question)}`;
      return `${task} ${reviewer} about ${areas.join(", ")}: ${end}${asked}`;
    }),
    ...rulings.map(({ task, subject, between, topic, adr, areas }) => {
      const mends = areas.length === 0 ? "" : `; ${areas.join(", ")} follows`;
      return `${task} ${subject}${between === null ? "" : ` (${between})`}: ${oneLine(topic ?? "its words are not kept any more")}${adr === null ? "" : `, ${oneLine(adr)}`}${mends}`;
    }),
  ];
}

/** Who approved what, and what was settled otherwise. */
export function reviewSections(stages: StageReport, { width }: Layout, most: number): string[] {
  const line = (text: string): string => fit(text, width - 2);
  const oneByOne = (text: string): string => text.split("\n").map(line).join("\n");
  const words = settled(stages);
  return [
    ...section(
      "Reviews by area",
      stages.reviews.length,
      clip(stages.reviews, most, (one) => line(reviewLine(one))),
    ),
    ...section(
      "Vetoes, escalations and rulings, no approvals",
      words.length,
      clip(words, most, oneByOne).flatMap((both) => both.split("\n")),
    ),
  ];
}

function checkLines(one: CheckReport, most: number): string[] {
  const head = `${one.title} (stage ${one.stage})`;
  if (one.runs === 0) return [`${head}: not run`];
  const times = one.runs === 1 ? "once" : `${one.runs} times`;
  const where = one.final === true ? " (final)" : one.final === false ? ", which changed after it" : "";
  const tests = one.counts === null ? "" : `, ${one.counts.passed} of ${plural(one.counts.total, "test")} passed`;
  const state = one.status === null ? "" : `: ${one.status}${tests}`;
  return [
    `${head}, run by the program ${times}, last on tree ${short(one.tree ?? "?")}${where}${state}`,
    ...clip(one.commands, most, ({ name, command, state, failed }) => {
      const red = failed.length === 0 ? "" : `: ${clip(failed, 2, oneLine).join(", ")}`;
      return `  ${name} \`${oneLine(command)}\` ${state}${red}`;
    }),
  ];
}

function deploymentLines(one: DeploymentReport | null): string[] {
  if (one === null) return [];
  const smoke = one.smoke_test_passed ? "smoke test passed" : "no smoke test passed";
  const tries = one.tries > 1 ? `, ${one.tries} tries` : "";
  return [
    "",
    `Deployment to ${oneLine(one.environment)} by ${oneLine(one.adapter)}: ${one.status}, ${smoke}${tries}`,
    ...(one.status === "FAIL" ? [`  ${oneLine(one.blockers[0] ?? "")}`] : []),
    one.rollback_command === null
      ? "  No command takes it back: deploy.rollback is not set"
      : `  Taken back by: ${oneLine(one.rollback_command)}`,
  ];
}

const originText = ({ origin }: WarningReport): string =>
  origin === null ? "the budget" : `stage ${origin.stage}, ${origin.role}`;

/** Subjects of one reason in one line. */
function skippedLines({ skipped, left_out, track }: StageReport): string[] {
  const byWhy = Map.groupBy(skipped, (one) => one.why);
  return [
    ...(left_out.length === 0 ? [] : [`The track ${oneLine(track)} has no ${left_out.join(", ")}`]),
    ...[...byWhy].map(([why, all]) => `${[...new Set(all.map((one) => oneLine(one.subject)))].join(", ")}: ${why}`),
  ];
}

/** What each role took in each stage, where the run has a budget. */
export function budgetTable({ budget }: StageReport, { width }: Layout): string[] {
  if (budget === null) return [];
  const of = (used: number, most: number | null): string => (most === null ? `${used}` : `${used} of ${most}`);
  const row = ({ stage, role, dispatches, tokens, minutes, totals }: BudgetRow): string[] => [
    stage,
    oneLine(role),
    `${dispatches}`,
    `${tokens}`,
    `${minutes}`,
    of(totals.tokens, budget.tokens_max),
    of(totals.minutes, budget.minutes_max),
  ];
  const head = ["Stage", "Role", "Dispatches", "Tokens", "Minutes", "Tokens so far", "Minutes so far"];
  return ["", "Budget", ...table([head, ...budget.rows.map(row)], width - 2, [1]).map((one) => `  ${one}`)];
}

/** What is open, what was left out, what was deployed, and what the program ran. */
export function closingSections(stages: StageReport, { width }: Layout, most: number): string[] {
  const line = (text: string): string => fit(text, width - 2);
  const list = (title: string, lines: string[]): string[] => section(title, lines.length, clip(lines, most, line));
  const [open, closed] = [true, false].map((isOpen) =>
    stages.warnings.filter((one) => (one.closed === null) === isOpen),
  );
  return [
    ...list(
      "Open warnings",
      open!.map((one) => `${one.id} ${oneLine(one.text)} (${originText(one)})`),
    ),
    ...list(
      "Closed warnings",
      closed!.map((one) => `${one.id} ${oneLine(one.text)}: ${oneLine(one.closed!)}`),
    ),
    ...list(
      "Questions among the roles",
      stages.questions.map((one) => `${oneLine(one.text)} (${one.role}): ${oneLine(one.answer ?? "not answered")}`),
    ),
    ...list(
      "Checkpoints that nobody was asked about",
      stages.passed.map((one) => `${one.checkpoint.toUpperCase()} by ${one.rule}, ${moment(one.at)}`),
    ),
    ...list("Skipped", skippedLines(stages)),
    ...deploymentLines(stages.deployment).map((one) => fit(one, width)),
    ...(stages.checks.length === 0 ? [] : [""]),
    ...stages.checks.flatMap((one) => checkLines(one, most)).map(line),
  ];
}
