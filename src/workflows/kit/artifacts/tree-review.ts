import * as z from "zod/mini";
import { openFindings } from "../../../engine/run.ts";
import { findingTexts } from "../../../record/findings.ts";
import { testsOf } from "../../../record/tests/test-record.ts";
import { given, oneLine } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import {
  firstFinding,
  judged,
  nothing,
  reviewOutcome,
  reviewProblems,
} from "../../review/check.ts";
import {
  type ByName,
  checkCauses,
  checkLines,
  checkTests,
  evidenceProblem,
  isByName,
} from "../../review/evidence/change.ts";
import { checkOutdated } from "../../review/evidence/earlier-tests.ts";
import { checkCriteria, checkFindings } from "../../review/evidence/evidence.ts";
import { withEarlier } from "../../review/findings/since.ts";
import { CODE_STATUSES, STATUSES, type Status } from "../../review/statuses.ts";
import { type CodeEvidence, codeEvidence } from "../../review/verdict.ts";
import { testAgain, testFindings } from "../../tests/finding-tests.ts";
import type { KitFacts } from "../facts.ts";
import type { Ground } from "../ground.ts";
import { type CheckContext, inContext } from "./context.ts";
import { formOf, outdatedField, reviewFields, rulesOf, statusRules } from "./form.ts";
import { tryRules } from "./try-rules.ts";

const schema = z.object({
  ...reviewFields(Object.keys(CODE_STATUSES) as (keyof typeof CODE_STATUSES)[], codeEvidence, {
    evidence: '{"file": "<path>", "line": <number>, "quote": "<that line>"}',
    place:
      '"file": "<path>", "line": <number>, "quote": "<that line>", "missing": false, "outside": false',
  }),
  outdated: outdatedField,
});
export type CodeReview = z.infer<typeof schema>;

/** Its problems and what it decides. Pure. */
export function checkTreeReview(review: CodeReview, context: CheckContext): Checked {
  const { change } = context;
  const byName: ByName = new Map();
  const findings = judged(review.findings, (one) => one.outside === true);
  const came = reviewOutcome(review, findings, context);
  const restingOn = (is: (evidence: CodeEvidence) => boolean): string[] =>
    review.criteria
      .filter(({ met, evidence }) => met && evidence.length > 0 && evidence.every(is))
      .map(({ id }) => id);
  const unknown = restingOn((one) => isByName(one, change));
  const unchanged = restingOn((one) => one.unchanged === true);
  return {
    ...nothing,
    facts: {
      ...(unknown.length > 0 && { by_name: unknown }),
      ...(unchanged.length > 0 &&
        unchanged.length === review.criteria.length && { as_before: unchanged }),
    },
    problems: [
      ...checkCriteria(review.criteria, context.criteria, (evidence, id) =>
        evidenceProblem(evidence, change, id, byName),
      ),
      ...checkTests(review.criteria, change),
      ...checkLines(review.criteria),
      ...checkFindings(review.findings, change.read, context.hasFolder, change.hidden),
      ...checkCauses(review.findings, change),
      ...checkOutdated(
        review.outdated ?? [],
        context.earlier,
        context.criteria,
        STATUSES[came.outcome as Status].counts === "approval",
      ),
      ...reviewProblems(review, findings, context),
    ],
    findings,
    ...came,
  };
}

/**
 * Runs the tests of its findings. One that passes refutes its finding, which goes back; one that
 * fails proves it. A proven one is not minor: as such nobody would fix it. What it calls fixed goes
 * back where its test still fails.
 */
const settle: NonNullable<ArtifactKind<CodeReview>["settle"]> = async (
  review,
  scene,
  task,
  tree,
  checked,
) => {
  const { project, run } = scene;
  const fixed = checked.prior.filter(({ state }) => state === "fixed").map(({ id }) => id);
  const earlier = openFindings(run, [task.gate]).filter(({ id }) => fixed.includes(id));
  const again = await testAgain(scene, tree, findingTexts(project, run, earlier));
  const tests = await testFindings(scene, task, tree, review.findings);
  const minor = new Set(
    checked.findings
      .filter((finding) => finding.severity === "minor" && !finding.outside)
      .map(({ id }) => id),
  );
  return {
    ...checked,
    problems: [
      ...again.flatMap(({ finding, shown, why }) =>
        given(
          shown === "proven",
          `prior (${finding}): state is "fixed", but its test still fails on this tree (${why}); expected "open" with a status that fits`,
        ),
      ),
      ...tests.flatMap(({ finding, shown, why, before }) => [
        ...given(
          shown === "refuted",
          `findings (${finding}): refuted, its test passes on this tree (${why}); take the finding out, or give it a test that fails, or none; leave the rest as it is`,
        ),
        ...given(
          shown === "proven" && !before && minor.has(finding),
          `findings (${finding}): severity is minor, but its test fails on this tree (${why}); make it major and ask for changes, or leave the test out`,
        ),
      ]),
    ],
    findings: checked.findings.map((one) => {
      const found = tests.find(({ finding }) => finding === one.id);
      return found === undefined ? one : { ...one, shown: found.shown, before: found.before };
    }),
    tests: [...again, ...tests],
  };
};

/** Every path that a review names. */
function pathsOf({ findings, criteria }: CodeReview): string[] {
  const causes = findings.flatMap((finding) => finding.because ?? []);
  const named = [
    ...findings,
    ...causes,
    ...criteria.flatMap((criterion) => criterion.evidence),
  ].map((one) => one.file);
  return [...new Set(named.filter((path): path is string => typeof path === "string"))];
}

/** What a test of a finding is, where the program may run one. */
const testRules = ({ run }: KitFacts): string[] => {
  const commands = testsOf(run).map(({ text }) => `\`${oneLine(text)}\``);
  return given(
    commands.length > 0,
    `Prove a finding where you can, by ${commands.join(" or ")}: "test": {"file": "<a new test file that the command runs>", "code": "<all of it, in the project's own test language>", "command": "<that command>"}. The program runs it on this tree. Fails: proven, and never minor. Passes: refuted, and you take the finding back or say it anew. Cannot run: argued, as one without a test.`,
  );
};

/** Whether the program has seen tests by their names on this tree. */
const namesTests = ({ tests }: KitFacts): boolean =>
  tests?.bound === true && tests.now!.commands.some((command) => command.tests.length > 0);

/** The verdict on the tree. */
export const treeReview = (ground: Ground): ArtifactKind<CodeReview, KitFacts> => ({
  schema,
  firstFinding,
  form: (facts) => formOf(schema, facts),
  rules: (facts) => [
    'Paths are relative to the project. `quote` is one line, copied exactly, with `"` and `\\` escaped as JSON needs; with `missing: true` leave out `quote` and `line` where there is none.',
    ...given(
      facts.criteria.length > 0,
      `Evidence quotes a line that this change wrote, a comment or a line that only moved only with the "reason" why it is what is asked for. Or it is ${namesTests(facts) ? `{"test": "<name>"}, a test that passed in ${facts.tests!.file}, another for each criterion, or with the "reason" why it shows a second one; ` : ""}{"file": "<path>", "gone": "<a line that the change removed for good>"}; or, for what holds as it was, {"file", "line", "quote", "unchanged": true, "reason": "<why it holds without a change there>"}.`,
    ),
    'A finding in a file that the change did not touch, but makes wrong, has "because": {"file", "line", "quote"} of the line of the change that does it, or {"file", "gone": "<the removed line>"}. A problem that the change neither brought nor made worse has `outside: true` and never counts against it.',
    ...rulesOf(schema, facts),
    ...testRules(facts),
    ...tryRules(facts),
    ...statusRules(facts),
  ],
  check: withEarlier(inContext(ground, checkTreeReview, pathsOf)),
  settle,
});
