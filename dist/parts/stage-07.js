// @bun
import {
  shown
} from "./s28.js";
import {
  TEST_REPORT
} from "./s150.js";
import {
  line,
  names,
  count,
  flag,
  stage,
  gateKind
} from "./s248.js";
import {
  partsOfFiles,
  criteriaNumbers,
  required,
  testFiles
} from "./s251.js";
import {
  parseTestReport
} from "./s146.js";
import {
  strictObject,
  optional,
  nullable
} from "./s1.js";

// src/workflows/team/kinds/stage-07.ts
var reportForm = ({ criteria }) => `# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${criteria.map(({ number }) => `| ${number} | <name of the test> | <path> |`).join(`
`)}

## Failing tests
<None, or each with what was expected and what came.>
`;
var kind = gateKind({
  schema: strictObject({
    ...stage("stage-07"),
    all_acceptance_criteria_met: optional(flag),
    tests_total: optional(count),
    tests_passed: optional(count),
    tests_failed: optional(count),
    failing_tests: optional(names),
    assigned_retry_to: optional(nullable(line)),
    criterion_to_test_mapping_is_one_to_one: optional(flag)
  }),
  stage: "stage-07",
  agent: "qa",
  fields: () => [],
  documents: (facts) => [{ path: TEST_REPORT, form: reportForm(facts) }],
  rules: (facts) => [
    facts.criteria.length === 0 ? "There are no criteria on this track: the table keeps its head alone." : "Every criterion has one row, and no test stands for two: the test that shows it, by its name as it stands in its file, a bar in it as `\\|`; of a parametrised test its name, or one case with its parameters as the runner prints it. Further tests have no row.",
    "The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.",
    "`PASS` says that every row's test passed, and that no test failed but those that failed before the build, too. Any other failing test is `FAIL`, with one blocker for each criterion that is not met.",
    ...testFiles(facts, "Change no other file.")
  ],
  judge(gate, context) {
    const { document, isTest } = context;
    const text = document(TEST_REPORT);
    const criteria = criteriaNumbers(context);
    const report = parseTestReport(text ?? "", criteria, document, isTest);
    const passes = gate.status === "PASS";
    const owner = "what is wrong in it goes to its owner as a failing test";
    return {
      problems: [
        ...passes ? required(TEST_REPORT, text, report.problems) : [],
        ...(context.changed ?? []).filter((one) => !isTest(one)).map((one) => `changed files: found ${shown(one)}, expected only test files; ${owner}`)
      ],
      facts: {
        counts: { criteria: criteria.length },
        flags: { all_criteria_met: passes, one_to_one: report.oneToOne },
        changed: partsOfFiles(context.changed ?? [], context),
        trees: context.trees()
      },
      texts: [text]
    };
  }
});
export {
  kind
};
