import type { ArtifactKind, Checked } from "../contract.ts";
import { type ByName, checkCauses, checkTests, evidenceProblem } from "../review/change.ts";
import { claimsOf, judged, nothing, reviewOutcome, reviewProblems } from "../review/check.ts";
import { checkCriteria, checkFindings } from "../review/evidence.ts";
import { withEarlier } from "../review/since.ts";
import { type CodeReview, codeReview } from "../review/verdict.ts";
import { type CheckContext, inContext } from "./context.ts";
import type { BriefFacts } from "./facts.ts";
import { reviewForm, reviewRules } from "./forms.ts";
import { outgrown } from "./outgrown.ts";

/** A code review's problems and what it decides. Pure. */
export function checkCodeReview(review: CodeReview, context: CheckContext): Checked {
  const { change } = context;
  const byName: ByName = new Map();
  const findings = judged(review.findings, (one) => one.outside === true);
  return {
    ...nothing,
    problems: [
      ...checkCriteria(review.criteria, context.criteria, (evidence, id) =>
        evidenceProblem(evidence, change, id, byName),
      ),
      ...checkTests(review.criteria, change),
      ...checkFindings(review.findings, change.read, context.hasFolder, change.hidden).problems,
      ...checkCauses(review.findings, change),
      ...reviewProblems(review, findings, context),
    ],
    findings,
    ...reviewOutcome(review, findings, context),
    claims: claimsOf(review),
  };
}

/** Every path that a review names. */
function pathsOf({ findings, criteria }: CodeReview): string[] {
  const causes = findings.flatMap((one) => one.because ?? []);
  const named = [...findings, ...causes, ...criteria.flatMap((one) => one.evidence)].map((one) => one.file);
  return [...new Set(named.filter((path): path is string => typeof path === "string"))];
}

const check = withEarlier(inContext(checkCodeReview, pathsOf));

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
    `Evidence quotes a line that this change wrote, a comment only with the "reason" why it is what is asked for. Or it is ${facts.tests?.bound ? `{"test": "<name>"}, a test that passed in ${facts.tests.file}, of a criterion's own; ` : ""}{"file": "<path>", "gone": "<a line that the change removed for good>"}; or, for what holds as it was, {"file", "line", "quote", "unchanged": true, "reason": "<why it holds without a change there>"}.`,
    'A finding in a file that the change did not touch, but makes wrong, has "because": {"file", "line", "quote"} of the line of the change that does it, or {"file", "gone": "<the removed line>"}. A problem that the change neither brought nor made worse has `outside: true` and never counts against it.',
    ...reviewRules(facts),
  ],
  check: (value, scene, task, subject) => {
    const checked = check(value, scene, task, subject);
    // What came behind the last result is in none: an approval is measured as it stands.
    return checked.problems.length > 0 || checked.outcome !== "approved"
      ? checked
      : { ...checked, facts: { ...checked.facts, ...outgrown(scene, subject) } };
  },
};
