/** What dev-qa reports: which test shows which criterion. `pipeline/test-report.md` shows it. */

import * as z from "zod/mini";
import { fold, shortJson } from "../../../text.ts";
import { page } from "../../kit/artifacts/document.ts";
import { described } from "../../kit/artifacts/form.ts";
import { pathProblem } from "../../review/evidence/evidence.ts";
import { line } from "../kinds/fields.ts";
import type { BriefFacts } from "../record/facts.ts";

const row = z.object({ criterion: z.number(), test: line("name of the test"), file: line("path") });
/** `test`: its name, as its file has it. */
export type Mapping = z.infer<typeof row>;

export const mappings = described(z.array(row), {
  form: ({ criteria }: BriefFacts) => {
    const rows = criteria.map(
      ({ id }) =>
        `\n    {"criterion": ${id}, "test": "<name of the test>", "file": "<path in the project>"}`,
    );
    return rows.length === 0 ? "[]" : `[${rows.join(",")}\n  ]`;
  },
});

/**
 * What is wrong with the mapping: each of the brief's criteria has a test in a test file that is
 * there, and no test shows two. Whether it passes, the program's run tells. `document` gives a
 * file's text, null where there is none; `isTest` says whether a path belongs to the tests.
 */
export function mappingProblems(
  rows: readonly Mapping[],
  criteria: readonly number[],
  document: (path: string) => string | null,
  isTest: (path: string) => boolean,
): string[] {
  const wrong = ({ criterion, test, file }: Mapping): [found: unknown, expected: string] | null => {
    if (!criteria.includes(criterion))
      return [criterion, `the number of a criterion: ${criteria.join(", ")}`];
    const other = rows.find((row) => row.file === file && fold(row.test) === fold(test))!;
    if (other.criterion !== criterion)
      return [
        test,
        `a test of its own for criterion ${criterion}: this one shows criterion ${other.criterion}; of a parametrised test name the case with its parameters`,
      ];
    if (pathProblem(file) !== null || !isTest(file))
      return [file, "a test file of the project (the setting team.qa says which are)"];
    return document(file) === null ? [file, "a file that is there"] : null;
  };
  return [
    ...rows.flatMap((row, at) => {
      const [found, expected] = wrong(row) ?? [];
      return expected === undefined
        ? []
        : `tests[${at}]: found ${shortJson(found)}, expected ${expected}`;
    }),
    ...criteria
      .filter((number) => !rows.some(({ criterion }) => criterion === number))
      .map((number) => `tests: found nothing, expected a test for criterion ${number}`),
  ];
}

export const reportPage = (
  feature: string,
  rows: readonly Mapping[],
  failing: readonly string[],
): string =>
  page(`# Test Report: ${fold(feature)}`, {
    "Tests by criterion": rows.map(
      ({ criterion, test, file }) => `${criterion}: \`${fold(test)}\` in \`${file}\``,
    ),
    ...(failing.length > 0 && { "Failing tests": failing }),
  });
