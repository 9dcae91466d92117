import { oneLine } from "../../../text.ts";
import { twoDigits } from "../planning/numbers.ts";
import {
  type Criteria,
  type Must,
  nameOf,
  type PhaseVerification,
  type Survey,
  type VerdictRecord,
} from "./recorded.ts";

/** The text of `NN-VERIFICATION.md`, in the form that GSD reads. Pure. */

/** Everything that the document says. */
export interface VerificationDocument {
  survey: Survey;
  criteria: Criteria;
  answer: PhaseVerification;
  verdict: VerdictRecord;
  /** What the person said, in the order of the items. */
  said: readonly { option: string; text: string | null }[];
  /** The person let the phase pass with its gaps, and why; null: they did not. */
  accepted: string | null;
  /** Rounds do not close its gaps, and the person has not said what becomes of them. */
  escalated: boolean;
  /** The commit that it saw; null: there is none. */
  commit: string | null;
  /** ISO 8601. */
  now: string;
}

/** A text of YAML in one line: as JSON, which every parser of it takes. */
const quoted = (text: string): string => JSON.stringify(oneLine(text));
const cell = (text: string): string => oneLine(text).replaceAll("|", "\\|");

const SAID: Record<string, string> = { yes: "holds, as a person saw", revise: "does not hold, as a person saw" };

/** What is said of each must at the end, whoever judged it. */
function markOf(must: Must, { answer, verdict, said, accepted }: VerificationDocument): { mark: string; why: string } {
  const judged = answer.musts.find((one) => one.id === must.id);
  const at = answer.human.findIndex((one) => one.of === must.id);
  const evidence = (judged?.evidence ?? [])
    .map(({ file, line, test, command }) =>
      command ? `command \`${command}\` passed` : test ? `test "${test}" passed` : `${file}:${line ?? "?"}`,
    )
    .join("; ");
  if (judged?.verdict === "met") return { mark: "✓ VERIFIED", why: evidence };
  const mark = said[at]?.option === "yes" ? "✓ VERIFIED" : undefined;
  if (judged?.verdict === "human" && mark) return { mark, why: SAID.yes! };
  if (verdict.later.includes(must.id)) return { mark: "? UNCERTAIN", why: judged?.reason ?? "waits for a person" };
  const why = at >= 0 ? `${SAID.revise}: ${said[at]?.text ?? ""}` : (judged?.reason ?? "");
  return accepted === null ? { mark: "✗ FAILED", why } : { mark: "✗ FAILED (accepted by the person)", why };
}

/** What it comes to with the person's word on its gaps; that lets pass nothing which they have yet to look at. */
export const statusOf = (
  { status, later }: Pick<VerdictRecord, "status" | "later">,
  accepted: string | null,
): VerdictRecord["status"] => (accepted === null ? status : later.length > 0 ? "human_needed" : "passed");

/** One for each thing that a gap is about: by these texts the next round sees what it has closed. */
const each = (gaps: VerdictRecord["gaps"]) => gaps.flatMap((gap) => gap.of.map((id) => ({ id, gap })));

export function verificationText(all: VerificationDocument): string {
  const { survey, criteria, answer, verdict, accepted, commit, now, said } = all;
  const { left = [] } = criteria;
  const status = statusOf(verdict, accepted);
  const met = accepted === null ? verdict.met : verdict.total - verdict.later.length;
  const waived = accepted === null ? [] : [...new Set(verdict.gaps.flatMap((one) => one.of))];
  const open = accepted === null ? verdict.gaps : [];
  const waits = answer.human.filter((one) => verdict.later.includes(one.of));
  const front = [
    `phase: ${survey.folder.split("/").at(-1)}`,
    `verified: ${now}`,
    `status: ${status}`,
    `score: ${met}/${verdict.total} must-haves verified`,
    ...(commit === null ? [] : [`commit: ${quoted(commit)}`]),
    `tree: ${quoted(criteria.tree)}`,
    ...(left.length === 0 ? [] : ["left_by_commands:", ...left.map((path) => `  - ${JSON.stringify(path)}`)]),
    `round: ${verdict.round}`,
    `plans_verified: ${survey.plans}`,
    ...(all.escalated ? ["escalated: true"] : []),
    ...(waived.length === 0
      ? []
      : [
          `overrides_applied: ${waived.length}`,
          "overrides:",
          ...waived.flatMap((id) => [
            `  - must_have: ${quoted(nameOf(id, survey))}`,
            `    reason: ${quoted(accepted!)}`,
            "    accepted_by: person",
            `    accepted_at: ${now}`,
          ]),
        ]),
    ...(open.length === 0
      ? []
      : [
          "gaps:",
          ...each(open).flatMap(({ id, gap }) => [
            `  - truth: ${quoted(nameOf(id, survey))}`,
            "    status: failed",
            `    reason: ${quoted(gap.missing)}`,
            ...(gap.files.length === 0
              ? ["    artifacts: []"]
              : [
                  "    artifacts:",
                  ...gap.files.flatMap((path) => [
                    `      - path: ${quoted(path)}`,
                    `        issue: ${quoted(gap.missing)}`,
                  ]),
                ]),
            "    missing:",
            `      - ${quoted(gap.missing)}`,
          ]),
        ]),
    ...(waits.length === 0
      ? []
      : [
          "human_verification:",
          ...waits.flatMap((one) => [
            `  - test: ${quoted(one.test)}`,
            `    expected: ${quoted(one.expected)}`,
            `    why_human: ${quoted(one.why)}`,
          ]),
        ]),
  ];
  const rows = survey.musts.map((must, index) => {
    const { mark, why } = markOf(must, all);
    return `| ${index + 1} | ${cell(must.text)} | ${mark} | ${cell(why)} |`;
  });
  const ran = criteria.commands.map((one) => `| \`${cell(one.command)}\` | ${one.state} |`);
  const section = (title: string, lines: string[]): string[] => (lines.length === 0 ? [] : ["", title, "", ...lines]);
  const looked = answer.human.map((one, index) => {
    const word = said[index]?.option ?? "later";
    const words = said[index]?.text;
    return `${index + 1}. ${oneLine(one.test)} Expected: ${oneLine(one.expected)} Answer: ${word === "revise" ? "no" : word}${words ? `, ${oneLine(words)}` : ""}`;
  });
  return [
    "---",
    ...front,
    "---",
    "",
    `# Phase ${twoDigits(survey.phase)}: ${oneLine(survey.name)} Verification Report`,
    "",
    `**Phase Goal:** ${oneLine(survey.goal)}`,
    `**Verified:** ${now}`,
    `**Status:** ${status}`,
    `**Round:** ${verdict.round}`,
    "",
    "## Goal Achievement",
    "",
    "### Observable Truths",
    "",
    "| # | Truth | Status | Evidence |",
    "|---|-------|--------|----------|",
    ...rows,
    "",
    `**Score:** ${met}/${verdict.total} truths verified`,
    ...section(
      "### Behavioral Spot-Checks",
      ran.length === 0 ? [] : ["| Command | Result |", "|---------|--------|", ...ran],
    ),
    ...section("### Human Verification Required", looked),
    ...section(
      "### Accepted by the person, not verified",
      waived.length === 0
        ? []
        : [
            `Reason: ${oneLine(accepted!)}`,
            "",
            ...verdict.gaps.map(
              (gap) => `- ${gap.of.map((id) => nameOf(id, survey)).join("; ")}: ${oneLine(gap.missing)}`,
            ),
          ],
    ),
    ...section(
      "### Gaps Summary",
      open.map((gap) => `- ${gap.of.map((id) => nameOf(id, survey)).join("; ")}: ${oneLine(gap.missing)}`),
    ),
    "",
  ].join("\n");
}
