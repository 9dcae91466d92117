import * as z from "zod/mini";
import { shown } from "../../../text.ts";
import { parseTestReport } from "../documents/test-report.ts";
import type { BriefFacts } from "../facts.ts";
import { TEST_REPORT } from "../paths.ts";
import { criteriaNumbers, partsOfFiles } from "./context.ts";
import { count, flag, gateKind, names, line as oneName, stage } from "./gate.ts";
import { required, testFiles } from "./kind.ts";

const reportForm = ({ criteria }: BriefFacts): string => `# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${criteria.map(({ number }) => `| ${number} | <name of the test> | <path> |`).join("\n")}

## Failing tests
<None, or each with what was expected and what came.>
`;

/**
 * `stage-07.json`, written by dev-qa: its word, and the mapping of its report against the brief and the test files. What the
 * program knows itself it writes into the gate's file; a form of earlier versions asked for it.
 */
export const kind = gateKind({
  schema: z.strictObject({
    ...stage("stage-07"),
    all_acceptance_criteria_met: z.optional(flag),
    tests_total: z.optional(count),
    tests_passed: z.optional(count),
    tests_failed: z.optional(count),
    failing_tests: z.optional(names),
    assigned_retry_to: z.optional(z.nullable(oneName)),
    criterion_to_test_mapping_is_one_to_one: z.optional(flag),
  }),
  stage: "stage-07",
  agent: "qa",
  fields: () => [],
  documents: (facts) => [{ path: TEST_REPORT, form: reportForm(facts) }],
  rules: (facts) => [
    facts.criteria.length === 0
      ? "There are no criteria on this track: the table keeps its head alone."
      : "Every criterion has one row, and no test stands for two: the test that shows it, by its name as it stands in its file, a bar in it as `\\|`; of a parametrised test its name, or one case with its parameters as the runner prints it. Further tests have no row.",
    "The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing.",
    "`PASS` says that every row's test passed, and that no test failed but those that failed before the build, too. Any other failing test is `FAIL`, with one blocker for each criterion that is not met.",
    ...testFiles(facts, "Change no other file."),
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
        ...(passes ? required(TEST_REPORT, text, report.problems) : []),
        ...(context.changed ?? [])
          .filter((one) => !isTest(one))
          .map((one) => `changed files: found ${shown(one)}, expected only test files; ${owner}`),
      ],
      facts: {
        counts: { criteria: criteria.length },
        flags: { all_criteria_met: passes, one_to_one: report.oneToOne },
        changed: partsOfFiles(context.changed ?? [], context),
        trees: context.trees(),
      },
      texts: [text],
    };
  },
});
