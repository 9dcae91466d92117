/** `pipeline/test-report.md`, written by dev-qa: which test shows which criterion. */

import { testOfLine, withoutParameters } from "../../../runners/report.ts";
import { fold } from "../../../text.ts";
import { tableForm } from "../../kit/sections-form.ts";
import { readMarkdown } from "../../markdown.ts";
import { pathProblem } from "../../review/evidence.ts";
import { bare, refusing, tableOf } from "../../sections.ts";

export interface Mapping {
  criterion: number;
  /** Its name, as its file has it. */
  test: string;
  file: string;
}

const PLACE = "test report";
const COLUMNS = ["Criterion", "Test", "File"];
export const reportSections = (criteria: readonly { number: number }[]) => ({
  Criteria: tableForm(COLUMNS, ...criteria.map(({ number }) => [`${number}`, "<name of the test>", "<path>"])),
  "Failing tests": "<None, or each with what was expected and what came.>",
});

/** A name that the file makes while it runs: a value, or texts put together. */
const MADE = /\b(?:test|it|specify)(?:\.\w+)*\(\s*(?:[A-Za-z_$]|(["'`])(?:(?!\1)[^\\\n]|\\.)*\1\s*\+)/;

/**
 * Whether a test of this name may be in a file: every word of it, beside groups and parameters, stands there, or names are
 * made there at run time. Whether it is there, and passes, the program's run tells.
 */
function mayHave(source: string, test: string): boolean {
  const { name } = testOfLine(test, "passed");
  const words = withoutParameters(name).match(/\p{L}+/gu) ?? [];
  return MADE.test(source) || (source !== "" && words.every((word) => source.includes(word)));
}

/** A text without backslashes and white space differences: a name in a file may be escaped or wrapped. */
const unescaped = (text: string): string => fold(text.replaceAll("\\", ""));

/**
 * Reads the mapping: each of the brief's criteria has a test, no test shows two, and each may be in its file. `document` gives a file's
 * text, null where there is none; `isTest` says whether a path belongs to the tests.
 */
export function parseTestReport(
  text: string,
  criteria: readonly number[],
  document: (path: string) => string | null,
  isTest: (path: string) => boolean,
): { mapping: Mapping[]; oneToOne: boolean; problems: string[] } {
  const problems: string[] = [];
  const refuseAt = refusing(PLACE, problems);
  const rows = tableOf(readMarkdown(text), COLUMNS, PLACE, problems) ?? [];
  const mapping: Mapping[] = [];
  const shows = new Map<string, number>();
  const isTestFile = (file: string): boolean => pathProblem(file) === null && isTest(file);
  const files = new Set(rows.map(({ cells }) => bare(cells[2]!)).filter(isTestFile));
  const sources = new Map([...files].map((file) => [file, unescaped(document(file) ?? "")]));
  for (const { cells, line } of rows) {
    const [number, test, file] = cells.map(bare) as [string, string, string];
    const refuse = (found: unknown, expected: string) => refuseAt(line, found, expected);
    const criterion = Number(number);
    if (!criteria.includes(criterion)) {
      refuse(number, `the number of a criterion: ${criteria.join(", ")}`);
      continue;
    }
    mapping.push({ criterion, test, file });
    const key = `${file}\n${fold(test)}`;
    const other = shows.get(key) ?? criterion;
    shows.set(key, other);
    if (other !== criterion)
      refuse(
        test,
        `a test of its own for criterion ${criterion}: this one shows criterion ${other}; of a parametrised test name the case with its parameters`,
      );
    const source = sources.get(file);
    if (source === undefined) refuse(file, "a test file of the project (the setting team.qa says which are)");
    else if (test === "" || !mayHave(source, test)) refuse(test, `a test's name as ${file} has it`);
  }
  for (const number of criteria)
    if (!mapping.some((one) => one.criterion === number)) refuseAt(null, undefined, `a test for criterion ${number}`);
  return { mapping, oneToOne: problems.length === 0 && mapping.length === criteria.length, problems };
}
