/** `pipeline/test-report.md`, written by dev-qa: which test shows which criterion. */

import { fold } from "../../../text.ts";
import { tableForm } from "../../kit/sections-form.ts";
import { readMarkdown } from "../../markdown.ts";
import { pathProblem } from "../../review/evidence.ts";
import { bare, refusing, tableOf } from "../../sections.ts";

/** `test`: its name, as its file has it. */
export type Mapping = { criterion: number } & Record<"test" | "file", string>;

const PLACE = "test report";
const COLUMNS = ["Criterion", "Test", "File"];
export const reportSections = (criteria: readonly { number: number }[]) => ({
  Criteria: tableForm(
    COLUMNS,
    ...criteria.map(({ number }) => [`${number}`, "<name of the test>", "<path>"]),
  ),
  "Failing tests": "<None, or each with what was expected and what came.>",
});

/**
 * Reads the mapping: each of the brief's criteria has a test in a test file that is there, and no
 * test shows two. Whether it passes, the program's run tells. `document` gives a file's text, null
 * where there is none; `isTest` says whether a path belongs to the tests.
 */
export function parseTestReport(
  text: string,
  criteria: readonly number[],
  document: (path: string) => string | null,
  isTest: (path: string) => boolean,
) {
  const problems: string[] = [];
  const refuse = refusing(problems, PLACE);
  const rows = tableOf(readMarkdown(text), COLUMNS, PLACE, problems) ?? [];
  const mapping: Mapping[] = [];
  for (const { cells, line } of rows) {
    const [number, test, file] = cells.map(bare) as [string, string, string];
    const criterion = Number(number);
    if (!criteria.includes(criterion)) {
      refuse(line, number, `the number of a criterion: ${criteria.join(", ")}`);
      continue;
    }
    const other =
      mapping.find((one) => one.file === file && fold(one.test) === fold(test))?.criterion ??
      criterion;
    mapping.push({ criterion, test, file });
    const own = `a test of its own for criterion ${criterion}: this one shows criterion ${other}; of a parametrised test name the case with its parameters`;
    if (other !== criterion) refuse(line, test, own);
    if (pathProblem(file) !== null || !isTest(file))
      refuse(line, file, "a test file of the project (the setting team.qa says which are)");
    else if (document(file) === null) refuse(line, file, "a file that is there");
    else if (test === "") refuse(line, test, `a test's name as ${file} has it`);
  }
  for (const number of criteria)
    if (!mapping.some((one) => one.criterion === number))
      refuse(null, undefined, `a test for criterion ${number}`);
  return {
    mapping,
    oneToOne: problems.length === 0 && mapping.length === criteria.length,
    problems,
  };
}
