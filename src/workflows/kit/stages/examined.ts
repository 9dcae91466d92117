import {
  type Ask,
  type Fix,
  type Functions,
  type Move,
  review,
  type Who,
} from "../../../engine/workflow.ts";
import * as asks from "../../contract/asks.ts";
import { CODE_STATUSES } from "../../review/statuses.ts";
import { UNREAD } from "../../unshown.ts";
import type { KitFacts } from "../facts.ts";
import { checkGate } from "./gates.ts";
import {
  type BriefText,
  FIX_TESTS,
  RESULT,
  REVIEW_AGAIN,
  type Stage,
  testsBefore,
  testsNow,
  WORKS,
} from "./stages.ts";
import { TEST_PARTS } from "./test-parts.ts";

/** A review that is asked for by itself, of a change that was there before the run. */

interface ExaminedSpec {
  key: string;
  title: string;
  /** All at once. `work`: what one does beside the others; `runs`: it has scripts of its own run. */
  reviewers: readonly { name: string; title: string; who: Who; work: string; runs?: true }[];
  brief: string;
  /** How many of them look. */
  count(run: Parameters<Functions["rules"][string]>[0]): number;
  /** A rule: where it holds, the person is asked which findings are mended. */
  fixes: string;
  /** A rule: a finding is proven, so that these may be chosen. */
  proven: string;
  fix: BriefText;
}

/** What was found is what was asked for: nothing waits for an approval. */
const STATUSES = {
  approved: CODE_STATUSES.approved,
  needs_changes: { counts: "report" },
} as const;

/** The question which findings are mended. */
export const WHICH = "which-findings";

const isNext = (outcomes: readonly string[]): Record<string, Move> =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, "next" as const]));

/**
 * Reviewers look at the tree at once, and the program sums up what they found. The tests run in a
 * copy as it was before the change, and after the reviewers as it is: what they write would make
 * the verdicts stale.
 */
export function examined(spec: ExaminedSpec): Stage {
  const { key, title, reviewers, brief, count, fixes, proven } = spec;
  const token = key.replaceAll("-", "_");
  const keys = reviewers.map(({ name }) => `${key}-${name}`);
  const mended = (title: string, name: string): Fix => ({
    ...{ title, token: `fix_${name}`, brief: `fix-${name}` },
    ...{ who: { agent: "implementer", model: "sonnet" }, edits: "all" },
    ...{ writes: ".task/fix-result.json", schema: RESULT },
  });
  const mend = { fix: mended("Fix Findings", "findings"), then: "group" } as const;
  const which: Ask = {
    ask: WHICH,
    auto: "proven",
    options: {
      proven: { when: proven, move: mend, sets: { mends: "proven" } },
      all: { move: mend, sets: { mends: "all" } },
      revise: { move: mend, reason: true, numbers: "open", sets: { mends: "named" } },
      leave: { move: "next" },
    },
  };
  const tests = { token: `${token}_tests` };
  const work = ({ run, task }: KitFacts): string => {
    const own = reviewers[keys.indexOf(task.gate)];
    return own === undefined || count(run) === 1 ? brief : `${brief} ${own.work}`;
  };
  /** The rules by which each reviewer but the first looks. */
  const byNumber = <T>(made: (at: number) => T): Record<string, T> =>
    Object.fromEntries(reviewers.slice(1).map((_, at) => [`reviewers_${at + 2}`, made(at + 1)]));
  return {
    bring: ({ after }) => ({
      gates: [
        ...reviewers.map((reviewer, at) =>
          review({
            ...(at > 0 && { when: `reviewers_${at + 1}` }),
            ...{ key: keys[at]!, title: `${title} - ${reviewer.title}`, token, after },
            ...{
              reviewer: reviewer.name,
              ...(reviewer.runs && { runs: "always" }),
              group: token,
              who: reviewer.who,
              reads: [],
              of: { tree: "all" },
            },
            ...{ writes: `.task/${keys[at]}.json`, schema: "code-review", brief: key },
            ...{ limit: asks.stuckOrWaived, bounded: asks.boundedOrWaived },
            ...{ stuck: asks.stuckOrWaived, stale: asks.stale },
            statuses: STATUSES,
            on: { approved: "next", needs_changes: "next" },
          }),
        ),
        testsBefore({
          ...{ ...tests, key: "tests-before", title: "Tests - Before", after },
          on: isNext(["pass", "red", "cannot_run", "to_come", "none"]),
        }),
        testsNow({
          ...{ ...tests, key: "tests-after", title: "Tests", after: [...keys, "tests-before"] },
          on: isNext(["pass", "known", "none", "fail", "unclear", "lost", "cannot_run"]),
        }),
        checkGate({
          ...{ key: "findings", title: "Findings", token: `${token}_findings` },
          ...{ after: ["tests-after"], writes: ".task/findings.json", sums: token },
          ...{ fixes: "findings", limit: asks.checkStuck, stuck: asks.checkStuck },
          on: { pass: "next", [UNREAD]: "next", found: { if: fixes, then: which, else: "next" } },
        }),
        // Of a fix: nobody looks again while a test fails that passed before.
        testsNow({
          ...{
            ...tests,
            key: "tests",
            title: "Tests",
            after: [],
            afterKinds: [RESULT],
            guards: token,
          },
          ...{ writes: ".task/tests-again.json", reads: [".task/fix-result.json"] },
          on: {
            ...isNext(["pass", "known", "none", "unclear", "lost", "cannot_run"]),
            fail: { fix: mended("Fix Findings - Tests", "tests"), then: "self" },
          },
        }),
      ],
      briefs: {
        [key]: { work, again: REVIEW_AGAIN, passed: true },
        "fix-findings": spec.fix,
        "fix-tests": FIX_TESTS,
      },
      kinds: { "code-review": "tree-review", [RESULT]: "result" },
      rules: byNumber((at) => (run) => count(run) > at),
      limits: { per_reviewer: 10, [token]: 15, tests: 3, findings: 5 },
      adds: {
        bounds: { implementer: WORKS },
        module: {
          ...TEST_PARTS,
          skipReasons: {
            ...TEST_PARTS.skipReasons,
            ...byNumber(() => "fewer reviewers were asked for"),
          },
        },
      },
    }),
  };
}
