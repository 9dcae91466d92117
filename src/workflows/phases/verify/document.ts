import { oneLine } from "../../../text.ts";
import { newTable } from "../planning/edit.ts";
import { renderFrontMatter } from "../planning/front-matter.ts";
import { twoDigits } from "../planning/numbers.ts";
import {
  type Criteria,
  evidenceText,
  gapText,
  humanItems,
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
  answers: readonly { option: string; text: string | null }[];
  /** The person let the phase pass with its gaps, and why; null: they did not. */
  accepted: string | null;
  /** Rounds do not close its gaps, and the person has not said what becomes of them. */
  escalated: boolean;
  /** The commit that it saw; null: there is none. */
  commit: string | null;
  /** ISO 8601. */
  now: string;
}

/** What is said of each must at the end, whoever judged it. */
function markOf(
  must: Must,
  { answer, verdict, answers, accepted }: VerificationDocument,
): { mark: string; why: string } {
  const judged = answer.musts.find((one) => one.id === must.id);
  const at = answer.human.findIndex((one) => one.of === must.id);
  const evidence = (judged?.evidence ?? []).map(evidenceText).join("; ");
  if (judged?.verdict === "met") return { mark: "✓ VERIFIED", why: evidence };
  const answered = answers[at]?.option;
  if (judged?.verdict === "human" && answered === "yes") return { mark: "✓ VERIFIED", why: "holds, as a person saw" };
  if (verdict.later.includes(must.id)) return { mark: "? UNCERTAIN", why: judged?.reason ?? "waits for a person" };
  const seen = `does not hold, as a person saw: ${answers[at]?.text ?? ""}`;
  const mark = accepted === null ? "✗ FAILED" : "✗ FAILED (accepted by the person)";
  return { mark, why: at >= 0 ? seen : (judged?.reason ?? "") };
}

/** What it comes to with the person's word on its gaps; that lets pass nothing which they have yet to look at. */
export const statusOf = (
  { status, later }: Pick<VerdictRecord, "status" | "later">,
  accepted: string | null,
): VerdictRecord["status"] => (accepted === null ? status : later.length > 0 ? "human_needed" : "passed");

/** One for each thing that a gap is about: by these texts the next round sees what it has closed. */
const each = (gaps: VerdictRecord["gaps"]) => gaps.flatMap((gap) => gap.of.map((id) => ({ id, gap })));

const unlessEmpty = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);

/** What programs read of it. */
function frontMatter(all: VerificationDocument, score: string, open: VerdictRecord["gaps"]): string {
  const { survey, criteria, answer, verdict, accepted, commit, now } = all;
  const waits = humanItems(answer, survey).filter((one) => verdict.later.includes(one.of));
  const gaps = each(open).map(({ id, gap }) => ({
    truth: nameOf(id, survey),
    status: "failed",
    reason: oneLine(gap.missing),
    artifacts: gap.files.map((path) => ({ path, issue: oneLine(gap.missing) })),
    missing: [oneLine(gap.missing)],
  }));
  return renderFrontMatter({
    phase: survey.folder.split("/").at(-1)!,
    verified: now,
    status: statusOf(verdict, accepted),
    score: `${score} must-haves verified`,
    commit: commit ?? undefined,
    tree: criteria.tree,
    left_by_commands: unlessEmpty(criteria.left ?? []),
    round: verdict.round,
    plans_verified: survey.plans,
    escalated: all.escalated ? true : undefined,
    gaps: unlessEmpty(gaps),
    human_verification: unlessEmpty(
      waits.map((one) => ({
        test: oneLine(one.test),
        expected: oneLine(one.expected),
        why_human: oneLine(one.why),
      })),
    ),
  });
}

export function verificationText(all: VerificationDocument): string {
  const { survey, criteria, answer, verdict, accepted, now, answers } = all;
  const { gaps, later, met, total } = verdict;
  const open = accepted === null ? gaps : [];
  const score = `${accepted === null ? met : total - survey.musts.filter(({ id }) => later.includes(id)).length}/${total}`;
  const rows = survey.musts.map((must, index) => {
    const { mark, why } = markOf(must, all);
    return [`${index + 1}`, oneLine(must.text), mark, oneLine(why)];
  });
  const ran = criteria.commands.map((one) => [`\`${oneLine(one.command)}\``, one.state]);
  const unknown = (criteria.outdated ?? []).map(({ id, why }) => `- Not ${nameOf(id, survey)}: ${why}`);
  const looked = humanItems(answer, survey).map((one, index) => {
    const { option = "later", text = null } = answers[index] ?? {};
    const answered = `${option === "revise" ? "no" : option}${text ? `, ${oneLine(text)}` : ""}`;
    return `${index + 1}. ${oneLine(one.test)} Expected: ${oneLine(one.expected)} Answer: ${answered}`;
  });
  const gapLine = (gap: VerdictRecord["gaps"][number]): string => `- ${gapText(gap, survey)}`;
  const waived = accepted === null ? [] : [`Reason: ${oneLine(accepted)}`, "", ...gaps.map(gapLine)];
  const section = (title: string, lines: string[]): string[] =>
    lines.length === 0 ? [] : ["", `### ${title}`, "", ...lines];
  return [
    frontMatter(all, score, open),
    `# Phase ${twoDigits(survey.phase)}: ${oneLine(survey.name)} Verification Report`,
    "",
    `**Phase Goal:** ${oneLine(survey.goal)}`,
    `**Verified:** ${now}`,
    `**Status:** ${statusOf(verdict, accepted)}`,
    `**Round:** ${verdict.round}`,
    "",
    "## Goal Achievement",
    "",
    "### Observable Truths",
    "",
    ...newTable(["#", "Truth", "Status", "Evidence"], rows),
    "",
    `**Score:** ${score} truths verified`,
    ...section("Behavioral Spot-Checks", ran.length === 0 ? [] : newTable(["Command", "Result"], ran)),
    ...section("Unknown", unknown),
    ...section("Human Verification Required", looked),
    ...section("Accepted by the person, not verified", waived),
    ...section("Gaps Summary", open.map(gapLine)),
    "",
  ].join("\n");
}
