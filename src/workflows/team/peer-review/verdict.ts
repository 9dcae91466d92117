import * as z from "zod/mini";
import { fold, given, shortJson } from "../../../text.ts";
import { described } from "../../kit/artifacts/form.ts";
import { duplicates } from "../../review/check.ts";
import { codeList, line, lines } from "../kinds/fields.ts";
import type { BriefFacts } from "../record/facts.ts";

/**
 * One reviewer's verdict on each area that it reviews; `pipeline/code-review/by-<name>.md` is
 * written from it.
 */

const escalation = z.object({
  reason: line("the contradiction"),
  decision: line("the question for the person"),
  /** None, or as many as the host's dialog can show. */
  options: z.array(line()).check(z.maxLength(4)),
});
const review = z.object({
  area: line("area"),
  summary: line("what you followed, and what you saw"),
  verdict: z.enum(["approved", "changes"]),
  blockers: lines("file:line, what happens, and what brief or design says"),
  escalation: z.optional(z.nullable(escalation)),
});
type Review = z.infer<typeof review>;

export const reviews = described(z.array(review).check(z.minLength(1)), {
  rules: ({ reviews }: BriefFacts) => [
    `\`reviews\` has one entry for each of ${codeList(reviews)}, and no other.`,
    "`changes` has at least one blocker, `approved` none. What does not hold the change up is a remark in the summary.",
    'Only where design and code contradict each other and either could be meant, its entry has, beside that blocker, `"escalation": {"reason": "<the contradiction>", "decision": "<the question for the person>", "options": ["<one way, with its consequence>", "<the other>"]}`, with two to four options.',
    "Change no file of the project: a reviewer that does has not reviewed.",
  ],
});

/** What the run keeps of a verdict. */
export interface AreaReview extends Pick<Review, "area" | "verdict" | "blockers"> {
  escalation: z.infer<typeof escalation> | null;
}

/** What is wrong with verdicts: each area has one, and what stands in it belongs together. */
export const reviewProblems = (all: readonly Review[], wanted: readonly string[]): string[] => [
  ...duplicates(
    all.map(({ area }) => area),
    "reviews",
  ),
  ...wanted.flatMap((area) =>
    given(!all.some((one) => one.area === area), `reviews: found none of ${area}, expected one`),
  ),
  ...all.flatMap(({ area, verdict, blockers, escalation }, index) => {
    const place = `reviews[${index}]`;
    const found = `found ${verdict} with ${blockers.length === 0 ? "none" : shortJson(blockers)}`;
    return [
      ...given(
        !wanted.includes(area),
        `${place}.area: found ${shortJson(area)}, expected one of ${wanted.join(", ")}`,
      ),
      ...given(
        (verdict === "changes") !== blockers.length > 0,
        `${place}.blockers: ${found}, expected blockers with changes, and none with approved`,
      ),
      ...given(
        verdict === "approved" && escalation != null,
        `${place}.escalation: found one with approved, expected null, or changes with a blocker`,
      ),
      ...given(
        escalation?.options.length === 1,
        `${place}.escalation.options: found 1, expected none, or two to four`,
      ),
    ];
  }),
];

/** The page that people read of it, in the words of the seed: each text keeps to its line. */
export const reviewPage = (all: readonly Review[]): string =>
  all
    .map(({ area, summary, verdict, blockers, escalation }) => {
      const said = [
        ["SUMMARY", summary],
        ["REVIEW", verdict === "approved" ? "APPROVED" : "CHANGES REQUESTED"],
        ...blockers.map((text) => ["BLOCKER", text]),
        ...(escalation
          ? [
              ["ESCALATE", escalation.reason],
              ["DECISION", escalation.decision],
              ...escalation.options.map((text, index) => [`OPTION ${"ABCD"[index]}`, text]),
            ]
          : []),
      ];
      const lines = said.map(([key, text]) => `${key}: ${fold(text!)}`);
      return `## Review of ${area}\n\n${lines.join("\n")}\n`;
    })
    .join("\n");
