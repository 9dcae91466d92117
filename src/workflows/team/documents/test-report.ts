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

const keyOf = ({ test, file }: Mapping): string => `${file}\n${fold(test)}`;

/** Whether each criterion has exactly one test, and each test shows exactly one criterion. */
export const isOneToOne = (mapping: readonly Mapping[], criteria: readonly number[]): boolean =>
  mapping.length === criteria.length &&
  criteria.every((number) => mapping.some((one) => one.criterion === number)) &&
  new Set(mapping.map(keyOf)).size === mapping.length;

/** What stands for a part of a name in the file that makes it: `%s`, `$name`, `${…}`, `#{…}`, `{…}`. */
const HOLES = /%[a-z#%]|\$\{[^}]*\}|#\{[^}]*\}|\{[^}]*\}|\$[\w.]+/gi;
const QUOTED = /(["'`])((?:(?!\1)[^\\\n]|\\.)+)\1/g;
/** Parts of a template that is looked at. */
const MAX_HOLES = 6;
/** A name that the file makes while it runs: a value, or texts put together. */
const MADE = /\b(?:test|it|specify)(?:\.\w+)*\(\s*(?:[A-Za-z_$]|(["'`])(?:(?!\1)[^\\\n]|\\.)*\1\s*\+)/;

/**
 * Whether a test of this name may be in a file: its name stands there, with or without its groups and parameters, or is
 * made there of a template or at run time. Whether it is, and passes, the program's run tells.
 */
function mayHave(source: string, test: string): boolean {
  const { name } = testOfLine(test, "passed");
  const split = name.split("/").flatMap((one) => [one, one.replaceAll("_", " ")]);
  const forms = [test, name, withoutParameters(name), ...split].map(unescaped);
  if (forms.some((one) => one !== "" && source.includes(one)) || MADE.test(source)) return true;
  const whole = fold(test);
  return [...source.matchAll(QUOTED)].some(([, , text]) => {
    const parts = text!.split(HOLES);
    if (parts.length > MAX_HOLES || parts.join("").trim().length < 3) return false;
    const at = beginOf(parts, whole);
    return at !== null && (whole.startsWith(parts[0]!) || areGroups(whole.slice(0, at), source));
  });
}

/** Where these parts, with anything between them, begin at the end of a text; null where it does not end so. */
function beginOf(parts: readonly string[], text: string): number | null {
  if (!text.endsWith(parts.at(-1)!)) return null;
  return parts.reduceRight<number | null>((end, part) => {
    const at = end === null || end < part.length ? -1 : text.lastIndexOf(part, end - part.length);
    return at < 0 ? null : at;
  }, text.length);
}

/** Whether what stands before a name may be its groups: runners join these as they like, so it is words that the file has. */
const areGroups = (text: string, source: string): boolean =>
  /[^\p{L}\p{N}]$/u.test(text) && (text.match(/[\p{L}\p{N}_]+/gu) ?? []).every((word) => source.includes(word));

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
  const seen = new Set<string>();
  const texts = new Map<string, string | null>();
  const textOf = (file: string): string | null => {
    const found = texts.has(file) ? null : document(file);
    if (found !== null) texts.set(file, unescaped(found));
    return texts.get(file) ?? null;
  };
  for (const { cells, line } of rows) {
    const [number, test, file] = cells.map(bare) as [string, string, string];
    const refuse = (found: unknown, expected: string) => refuseAt(line, found, expected);
    const criterion = /^\d{1,4}$/.test(number) ? Number(number) : 0;
    if (!criteria.includes(criterion)) {
      refuse(number, `the number of a criterion: ${criteria.join(", ")}`);
      continue;
    }
    const bad = pathProblem(file);
    if (bad !== null) {
      problems.push(`${PLACE}, line ${line}: ${bad}`);
      continue;
    }
    const one = { criterion, test, file };
    const key = `${criterion}\n${keyOf(one)}`;
    if (seen.has(key)) refuse(`${criterion} ${test} again`, "each row once");
    else mapping.push(one);
    seen.add(key);
    const other = mapping.find((each) => each.criterion !== criterion && keyOf(each) === keyOf(one));
    if (other)
      refuse(
        test,
        `a test of its own for criterion ${criterion}: this one shows criterion ${other.criterion}; of a parametrised test name the case with its parameters`,
      );
    const source = textOf(file);
    if (!isTest(file)) refuse(file, "a test file (the setting team.qa says which are)");
    else if (source === null) refuse(file, "a file that is there");
    else if (test === "") refuse(undefined, "the test's name");
    else if (!mayHave(source, test)) refuse(test, `a test's name as ${file} has it`);
  }
  for (const number of criteria)
    if (!mapping.some((one) => one.criterion === number)) refuseAt(null, undefined, `a test for criterion ${number}`);
  return { mapping, oneToOne: problems.length === 0 && isOneToOne(mapping, criteria), problems };
}
