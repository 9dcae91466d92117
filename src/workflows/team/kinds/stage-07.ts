import * as z from "zod/mini";
import { shown } from "../../../text.ts";
import { PRINCIPAL } from "../areas.ts";
import { nameKey } from "../documents/sections.ts";
import { parseTestReport } from "../documents/test-report.ts";
import type { BriefFacts } from "../facts.ts";
import { TEST_REPORT } from "../paths.ts";
import { criteriaNumbers } from "./context.ts";
import { count, flag, gateKind, names, line as oneName, stage } from "./gate.ts";
import { claim, eachOnce, problemIf, required, testFiles, YES_OR_NO } from "./kind.ts";

const reportForm = ({ criteria }: BriefFacts): string => `# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${criteria.map(({ number }) => `| ${number} | <name of the test> | <path> |`).join("\n")}

## Failing tests
<None, or each with what was expected and what came.>
`;

/** Whether a name is a role that could mend a failing test. */
const isOwner = (name: string, areas: string[]): boolean =>
  [PRINCIPAL, ...areas.flatMap((area) => [area, `dev-${area}`])].some((one) => nameKey(one) === nameKey(name));

/** `stage-07.json`, written by dev-qa: its counts against each other, its mapping against the report and the test files. */
export const kind = gateKind({
  schema: z.strictObject({
    ...stage("stage-07"),
    all_acceptance_criteria_met: flag,
    tests_total: count,
    tests_passed: count,
    tests_failed: count,
    failing_tests: names,
    assigned_retry_to: z.nullable(oneName),
    criterion_to_test_mapping_is_one_to_one: flag,
  }),
  stage: "stage-07",
  agent: "qa",
  fields: () => [
    `"all_acceptance_criteria_met": ${YES_OR_NO}`,
    '"tests_total": <number>',
    '"tests_passed": <number>',
    '"tests_failed": <number>',
    '"failing_tests": ["<name>"]',
    '"assigned_retry_to": null',
    `"criterion_to_test_mapping_is_one_to_one": ${YES_OR_NO}`,
  ],
  documents: (facts) => [{ path: TEST_REPORT, form: reportForm(facts) }],
  rules: (facts) => [
    facts.criteria.length === 0
      ? "There are no criteria on this track: the table keeps its head alone, and the mapping is one to one."
      : "Every criterion has one row, and no test stands in two rows: then the mapping is one to one. The test's name is written in the row as it stands in its file; a bar in it as `\\|`.",
    "The program runs the tests again: the numbers are those of your last whole run. `failing_tests` names each that failed; `assigned_retry_to` stays null, the program finds the owner.",
    "`all_acceptance_criteria_met` is true exactly with `PASS`: every row's test passed, and no test failed. A failing test is `FAIL`, with one blocker for each.",
    ...testFiles(facts, "Change no other file."),
  ],
  judge(gate, context) {
    const { tests_total: total, tests_passed: passed, tests_failed: failed, failing_tests: failing } = gate;
    const { all_acceptance_criteria_met: met, assigned_retry_to: mender } = gate;
    const { areas, document, isTest } = context;
    const text = document(TEST_REPORT);
    const criteria = criteriaNumbers(context);
    const report = parseTestReport(text ?? "", criteria, document, isTest);
    const passes = gate.status === "PASS";
    const { criterion_to_test_mapping_is_one_to_one: oneToOne } = gate;
    const roles = `null, principal, or an area of ${areas.join(", ")}`;
    const owner = "what is wrong in it goes to its owner as a failing test";
    return {
      problems: [
        ...(passes ? required(TEST_REPORT, text, report.problems) : []),
        ...claim("tests_total", total, passed + failed, "passed and failed together"),
        ...claim("failing_tests", failing.length, failed, "as many names as tests_failed"),
        ...claim("criterion_to_test_mapping_is_one_to_one", oneToOne, report.oneToOne, `as ${TEST_REPORT} stands`),
        ...eachOnce("failing_tests", "a test", failing),
        ...problemIf(passes && failed > 0, `status: found PASS with ${failed} failing, expected FAIL`),
        ...problemIf(passes && total === 0, "tests_total: found 0 with status PASS, expected at least one test"),
        ...problemIf(
          passes && mender !== null,
          `assigned_retry_to: found ${shown(mender)} with status PASS, expected null`,
        ),
        ...problemIf(
          passes !== met,
          `all_acceptance_criteria_met: found ${met} with status ${gate.status}, expected ${passes}`,
        ),
        ...problemIf(
          mender !== null && !isOwner(mender, areas),
          `assigned_retry_to: found ${shown(mender)}, expected ${roles}`,
        ),
        ...(context.changed ?? [])
          .filter((one) => !isTest(one))
          .map((one) => `changed files: found ${shown(one)}, expected only test files; ${owner}`),
      ],
      facts: {
        counts: { criteria: criteria.length, tests_total: total, tests_passed: passed },
        flags: { all_criteria_met: met, one_to_one: report.oneToOne },
        trees: context.trees(),
      },
      texts: [text],
    };
  },
});
