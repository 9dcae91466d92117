import type { ArtifactKind, Checked } from "../contract.ts";
import { claimsOf, judged, nothing, reviewOutcome, reviewProblems } from "../review/check.ts";
import { checkCriteria, checkFindings, checkPlace, isOutside } from "../review/evidence.ts";
import { withEarlier } from "../review/since.ts";
import { type CodeReview, codeReview } from "../review/verdict.ts";
import { type CheckContext, inContext } from "./context.ts";
import { type BriefFacts, reviewForm, reviewRules } from "./facts.ts";

/** A code review's problems and what it decides. Pure. */
export function checkCodeReview(review: CodeReview, context: CheckContext): Checked {
  const touched = context.changed.map((path) => ({ path }));
  const findings = judged(review.findings, (one) => isOutside(one, touched));
  return {
    ...nothing,
    problems: [
      ...checkCriteria(review.criteria, context.criteria, (evidence) => {
        if (evidence.test)
          return context.tests.includes(evidence.test)
            ? null
            : `the program did not see a test "${evidence.test}" pass on this tree; give file, line and quote`;
        const place = checkPlace(evidence, context.read, undefined, context.hidden);
        return place.ok ? null : place.problem;
      }),
      ...checkFindings(review.findings, context.read, context.hasFolder, context.hidden).problems,
      ...reviewProblems(review, findings, context),
    ],
    findings,
    ...reviewOutcome(review, findings, context),
    claims: claimsOf(review),
  };
}

/** Every path that a review names. */
function pathsOf({ findings, criteria }: CodeReview): string[] {
  const named = [...findings, ...criteria.flatMap((one) => one.evidence)].map((one) => one.file);
  return [...new Set(named.filter((path): path is string => typeof path === "string"))];
}

/** `.task/code-review-<reviewer>.json`: the verdict on the tree. */
export const kind: ArtifactKind<CodeReview, BriefFacts> = {
  schema: codeReview,
  form: (facts) =>
    reviewForm(facts, {
      evidence: '{"file": "<path>", "line": <number>, "quote": "<that line>"}',
      place: '"file": "<path>", "line": <number>, "quote": "<that line>", "missing": false, "outside": false',
      more: [],
    }),
  rules: (facts) => [
    'Paths are relative to the project. `quote` is one line, copied exactly, with `"` and `\\` escaped as JSON needs; with `missing: true` it may be empty.',
    ...(facts.tests?.bound
      ? [`Evidence may also be {"test": "<name>"}, a name from \`passed_tests\` in ${facts.tests.file}.`]
      : []),
    "A problem that the change neither brought nor made worse has `outside: true` and never counts against the change.",
    ...reviewRules(facts),
  ],
  check: withEarlier(inContext(checkCodeReview, pathsOf)),
};
