import { dollars, duration, plural } from "../../text.ts";
import type { Caught, CriterionReport } from "../../workflows/contract/contract.ts";
import { foundIn, statesText } from "../caught.ts";
import { statusWords } from "../outcome.ts";
import type { Shown } from "../report.ts";

/** What a colleague reads of a run in five seconds. */

/** How good a part of it is; `none`: nothing tells. */
export type Tone = "good" | "warn" | "bad" | "none";
interface Fact {
  tone: Tone;
  text: string;
}

/** Whether a criterion is met: by the tests that the program saw, else by all who looked at it. */
export const isMet = ({ met, verdicts }: CriterionReport): boolean | null =>
  met !== undefined ? met : verdicts.length === 0 ? null : verdicts.every((one) => one.met);

/** A sign for each tone, so that it can be read without colour. */
export const SIGN: Record<Tone, string> = { good: "✓", warn: "●", bad: "✗", none: "·" };

/** How far its own test shows a finding. */
export const PROOF: Record<NonNullable<Caught["proof"]>, [Tone, string]> = {
  proven: ["bad", "proven by a test"],
  refuted: ["good", "refuted by its test"],
  unknown: ["warn", "its test did not run"],
  argued: ["none", "argued without a test"],
};

const TONE: Record<string, Tone> = { complete: "good", failed: "bad", cancelled: "bad" };

function testsFact({ tested: { after } }: Shown): Fact[] {
  if (after.length === 0) return [];
  const sum = (of: "passed" | "failed"): number => after.reduce((all, one) => all + one[of], 0);
  const red = after.filter(({ state }) => state !== "passed");
  if (red.length === 0) {
    const text = sum("passed") === 0 ? "tests pass" : `${plural(sum("passed"), "test")} passed`;
    return [{ tone: "good", text }];
  }
  const text = sum("failed") === 0 ? "tests are red" : `${plural(sum("failed"), "test")} failed`;
  return [{ tone: "bad", text }];
}

function criteriaFact({ criteria }: Shown): Fact[] {
  if (criteria.length === 0) return [];
  const met = criteria.filter((one) => isMet(one) === true).length;
  const tone = met === criteria.length ? "good" : "warn";
  return [{ tone, text: `${met} of ${criteria.length} criteria met` }];
}

function findingsFact({ findings, reviewers }: Shown): Fact[] {
  const stood = findings.filter(({ state }) => !["withdrawn", "refuted", "void"].includes(state));
  if (stood.length > 0) {
    const isOpen = stood.some(({ state }) => state === "open");
    const text = `${plural(stood.length, "finding")}: ${statesText(foundIn(stood))}`;
    return [{ tone: isOpen ? "warn" : "good", text }];
  }
  return reviewers.some(({ reviews }) => reviews > 0) ? [{ tone: "good", text: "no finding" }] : [];
}

/** `complete`, `12 tests passed`, `3 of 3 criteria met`, `1 finding: 1 fixed`, `14 min`, `$0.09`. */
export const headOf = (shown: Shown): Fact[] => [
  { tone: TONE[shown.status] ?? "warn", text: statusWords(shown.status) },
  ...testsFact(shown),
  ...criteriaFact(shown),
  ...findingsFact(shown),
  { tone: "none", text: duration(shown.minutes) },
  ...(shown.cost.usd === null ? [] : [{ tone: "none" as const, text: dollars(shown.cost.usd) }]),
];
