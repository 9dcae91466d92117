import { REST, TESTS } from "../areas.ts";
import { areaNamed } from "../documents/design-spec.ts";
import { parsePeerReview } from "../documents/peer-review.ts";
import type { CheckContext } from "./context.ts";
import { codeList, documentKind, gateKind } from "./kind.ts";

/** Reviews of the change: that of security, and those of owners by one another. */

/** Whose part has to be mended: the areas of the files that the blockers name, else all that the run has changed. */
function ownersOf(blockers: string[], { areas, changedAreas, inArea }: CheckContext): string[] {
  const words = blockers.flatMap((one) => one.split(/[\s,;:()'"`]+/)).filter((word) => word.includes("/"));
  const named = areas.filter((area) => words.some((word) => inArea(word, area)));
  return named.length > 0 ? named : changedAreas;
}

/** `stage-05-security.json`, written by security: all but an approval holds the change back. */
export const security = gateKind({
  outcomes: { holds: "approved", not: "veto" },
  rules: () => ["`FAIL` is a veto, for a way in that must not be shipped. Each blocker names file and line."],
  judge({ blockers }, context) {
    // A test changes nothing that it has looked at.
    const { [TESTS]: _tests, ...trees } = context.trees() ?? {};
    return { problems: [], facts: { owners: ownersOf(blockers, context), trees } };
  },
});

const section = (area: string): string => `
## Review of ${area}
<what you followed, and what you saw>
REVIEW: <APPROVED | CHANGES REQUESTED>
`;

/** Parts that are no area. */
const MEANING: Record<string, string> = {
  [REST]: ` \`${REST}\` is every changed file of no area.`,
  [TESTS]: ` \`${TESTS}\` is the changed test files.`,
};

/** `pipeline/code-review/by-<name>.md`: an owner's verdict on each area that it reviews, bound to what it looked at. */
export const peer = documentKind({
  form: ({ role, reviews }) => `# Review by ${role.replace(/^dev-/, "")}\n${reviews.map(section).join("")}`,
  rules: ({ reviews }) => [
    `${reviews.length === 1 ? "One section, for" : "One section for each of"} ${codeList(reviews)}, and no other.${reviews.map((one) => MEANING[one] ?? "").join("")} Each has one \`REVIEW:\` line. Keywords begin their line, without list mark or emphasis, outside of fences and quotes.`,
    "`REVIEW: CHANGES REQUESTED` needs below it at least one line `BLOCKER: <file>:<line> <what happens, and what brief or design says>`; `REVIEW: APPROVED` has none.",
    "Only where design and code contradict each other and either could be meant, write behind that blocker, each in one line: `ESCALATE: <the contradiction>`, `DECISION: <the question for the person>`, `OPTION A: <one way, with its consequence>`, `OPTION B: <the other>`; two to four options.",
    "What does not hold the change up is a remark without a keyword. Change no file of the project: a reviewer that does has not reviewed.",
  ],
  judge(text, { areas, role, reviews, trees, treesBefore }) {
    const own = role.startsWith("dev-") ? areaNamed(role.slice("dev-".length), areas) : null;
    const { sections, problems } = parsePeerReview(text, { areas: [...areas, REST, TESTS], own, wanted: reviews });
    // Of what was there when the review began: whatever changed since was not looked at.
    const seen = treesBefore() ?? {};
    return {
      problems,
      facts: { sections: sections.map((one) => ({ ...one, tree: seen[one.area] ?? "" })), trees: trees() },
    };
  },
});
