import { dollars, duration, given, plural } from "../../text.ts";
import type { CriterionReport, FindingOutcome, Tone } from "../../workflows/contract/contract.ts";
import { lostText } from "../../workflows/unshown.ts";
import { statusWords } from "../outcome.ts";
import { countByState, statesText } from "../report/finding-outcomes.ts";
import type { ReportModel, TestEnd } from "../report/report.ts";

/** What a colleague reads of a run in five seconds. */

interface Fact {
  tone: Tone;
  text: string;
}

/** Whether a criterion is met: by the tests that the program saw, else by all who looked at it. */
export const isMet = ({ met, verdicts }: CriterionReport): boolean | null =>
  met !== undefined ? met : verdicts.length === 0 ? null : verdicts.every((one) => one.met);

/** How far its own test shows a finding. */
export const PROOF: Record<NonNullable<FindingOutcome["proof"]>, string> = {
  proven: "proven by a test",
  refuted: "refuted by its test",
  unknown: "its test did not run",
  argued: "argued without a test",
};

const TONE: Record<string, Tone> = { complete: "good", failed: "bad", cancelled: "bad" };

/** How well a command of the tests ended; that it passed is no good news where earlier ones are lost. */
export const testTone = ({ state }: TestEnd, lost: readonly string[] = []): Tone =>
  state !== "passed" ? "bad" : lost.length > 0 ? "warn" : "good";

function testsFact(model: ReportModel): Fact[] {
  const { after, lost } = model.tested;
  if (after.length === 0) return [];
  const sum = (of: "passed" | "failed"): number => after.reduce((all, one) => all + one[of], 0);
  const tones = new Set(after.map((one) => testTone(one, lost)));
  const tone = (["bad", "warn"] as const).find((one) => tones.has(one)) ?? "good";
  const [count, did, uncounted] =
    tone === "bad"
      ? [sum("failed"), "failed", "tests are red"]
      : [sum("passed"), "passed", "tests pass"];
  const text = count === 0 ? uncounted : `${plural(count, "test")} ${did}`;
  const all = [text, ...given(lost.length > 0, lostText(lost))].join(", ");
  return [{ tone, text: all }];
}

function criteriaFact({ criteria, criteria_approved }: ReportModel): Fact[] {
  if (criteria.length === 0) return [];
  const met = criteria.filter((one) => isMet(one) === true).length;
  const isOwn = criteria_approved === false;
  const text = `${met} of ${criteria.length} criteria met${isOwn ? ", which nobody approved" : ""}`;
  return [{ tone: met === criteria.length && !isOwn ? "good" : "warn", text }];
}

function findingsFact({ findings, reviewers }: ReportModel): Fact[] {
  const stood = findings.filter(({ state }) => !["withdrawn", "refuted", "void"].includes(state));
  if (stood.length > 0) {
    const isOpen = stood.some(({ state }) => state === "open");
    const text = `${plural(stood.length, "finding")}: ${statesText(countByState(stood))}`;
    return [{ tone: isOpen ? "warn" : "good", text }];
  }
  return reviewers.some(({ reviews }) => reviews > 0) ? [{ tone: "good", text: "no finding" }] : [];
}

/**
 * `complete`, `12 tests passed`, `3 of 3 criteria met`, `1 finding: 1 fixed`, `14 min`, `$0.09`. What
 * is rolled back is not there any more, whatever was shown of it.
 */
export const headOf = (model: ReportModel): Fact[] => [
  ...(model.rolled_back === null
    ? [
        { tone: TONE[model.status] ?? "warn", text: statusWords(model.status) },
        ...testsFact(model),
        ...criteriaFact(model),
        ...findingsFact(model),
      ]
    : [
        { tone: "none" as const, text: statusWords(model.status) },
        { tone: "warn" as const, text: "rolled back" },
      ]),
  { tone: "none", text: duration(model.minutes) },
  ...(model.cost.usd === null ? [] : [{ tone: "none" as const, text: dollars(model.cost.usd) }]),
];
