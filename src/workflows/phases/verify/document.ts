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

type Yaml = { [key: string]: string | null | (string | Yaml)[] };
/** Lines of YAML: a text stands there as it is, null is left out. */
const yamlLines = (fields: Yaml): string[] =>
  Object.entries(fields).flatMap(([key, value]) => {
    if (value === null) return [];
    if (typeof value === "string") return [`${key}: ${value}`];
    const items = value.flatMap((item) => {
      const lines = typeof item === "string" ? [item] : yamlLines(item);
      return lines.map((line, at) => `${at === 0 ? "  - " : "    "}${line}`);
    });
    return items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items];
  });
const unlessEmpty = <T>(list: T[]): T[] | null => (list.length === 0 ? null : list);

/** What programs read of it. */
function frontMatter(all: VerificationDocument, { status, score, waived, open }: Outcome): string[] {
  const { survey, criteria, answer, verdict, accepted, commit, now } = all;
  const waits = answer.human.filter((one) => verdict.later.includes(one.of));
  const overrides = waived.map((id) => ({
    must_have: quoted(nameOf(id, survey)),
    reason: quoted(accepted!),
    accepted_by: "person",
    accepted_at: now,
  }));
  const gaps = each(open).map(({ id, gap: { missing, files } }) => ({
    truth: quoted(nameOf(id, survey)),
    status: "failed",
    reason: quoted(missing),
    artifacts: files.map((path) => ({ path: quoted(path), issue: quoted(missing) })),
    missing: [quoted(missing)],
  }));
  return yamlLines({
    phase: survey.folder.split("/").at(-1)!,
    verified: now,
    status,
    score: `${score} must-haves verified`,
    commit: commit === null ? null : quoted(commit),
    tree: quoted(criteria.tree),
    left_by_commands: unlessEmpty((criteria.left ?? []).map((path) => JSON.stringify(path))),
    round: `${verdict.round}`,
    plans_verified: `${survey.plans}`,
    escalated: all.escalated ? "true" : null,
    overrides_applied: waived.length === 0 ? null : `${waived.length}`,
    overrides: unlessEmpty(overrides),
    gaps: unlessEmpty(gaps),
    human_verification: unlessEmpty(
      waits.map((one) => ({ test: quoted(one.test), expected: quoted(one.expected), why_human: quoted(one.why) })),
    ),
  });
}

/** What a round comes to with the person's word. */
interface Outcome {
  status: VerdictRecord["status"];
  /** `3/4`: so many hold. */
  score: string;
  /** Ids that do not hold and that the person let pass. */
  waived: string[];
  /** Gaps that are left. */
  open: VerdictRecord["gaps"];
}

function settledBy({ verdict, accepted }: VerificationDocument): Outcome {
  const { gaps, later, met, total } = verdict;
  const isLeft = accepted === null;
  return {
    status: statusOf(verdict, accepted),
    score: `${isLeft ? met : total - later.length}/${total}`,
    waived: isLeft ? [] : [...new Set(gaps.flatMap((one) => one.of))],
    open: isLeft ? gaps : [],
  };
}

export function verificationText(all: VerificationDocument): string {
  const { survey, criteria, answer, verdict, accepted, now, said } = all;
  const outcome = settledBy(all);
  const rows = survey.musts.map((must, index) => {
    const { mark, why } = markOf(must, all);
    return `| ${index + 1} | ${cell(must.text)} | ${mark} | ${cell(why)} |`;
  });
  const ran = criteria.commands.map((one) => `| \`${cell(one.command)}\` | ${one.state} |`);
  const looked = answer.human.map((one, index) => {
    const { option = "later", text = null } = said[index] ?? {};
    const answered = `${option === "revise" ? "no" : option}${text ? `, ${oneLine(text)}` : ""}`;
    return `${index + 1}. ${oneLine(one.test)} Expected: ${oneLine(one.expected)} Answer: ${answered}`;
  });
  const gapLine = (gap: VerdictRecord["gaps"][number]): string =>
    `- ${gap.of.map((id) => nameOf(id, survey)).join("; ")}: ${oneLine(gap.missing)}`;
  const waived = outcome.waived.length === 0 ? [] : [`Reason: ${oneLine(accepted!)}`, "", ...verdict.gaps.map(gapLine)];
  const section = (title: string, lines: string[], head: string[] = []): string[] =>
    lines.length === 0 ? [] : ["", `### ${title}`, "", ...head, ...lines];
  return [
    "---",
    ...frontMatter(all, outcome),
    "---",
    "",
    `# Phase ${twoDigits(survey.phase)}: ${oneLine(survey.name)} Verification Report`,
    "",
    `**Phase Goal:** ${oneLine(survey.goal)}`,
    `**Verified:** ${now}`,
    `**Status:** ${outcome.status}`,
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
    `**Score:** ${outcome.score} truths verified`,
    ...section("Behavioral Spot-Checks", ran, ["| Command | Result |", "|---------|--------|"]),
    ...section("Human Verification Required", looked),
    ...section("Accepted by the person, not verified", waived),
    ...section("Gaps Summary", outcome.open.map(gapLine)),
    "",
  ].join("\n");
}
