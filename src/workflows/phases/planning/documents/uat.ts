import { basename } from "node:path";
import * as z from "zod/mini";
import { startHere } from "../../../../plugin.ts";
import { countsText, cut, fold, plural } from "../../../../text.ts";
import { FOREIGN_DOCUMENT, loose, optional, planningDocument, singleLine } from "../document.ts";
import { inline, newSections } from "../edit.ts";
import { telling } from "../files.ts";
import type { OpenTest, PhaseFolder, Problem } from "../model.ts";
import { or } from "./plan.ts";

/**
 * `NN-UAT.md`: what a person tries out of a phase, and how each test went. Its front matter is what
 * counts, and its body shows that to people.
 */

const uatResult = z.enum(["pending", "pass", "issue", "skipped", "blocked"]);
type UatResult = z.output<typeof uatResult>;
const testFields = loose({
  number: z.int(),
  name: singleLine,
  /** What the person should see; empty: nothing says it. */
  expected: or(singleLine, ""),
  result: or(uatResult, "pending"),
  /** What is wrong, in the person's words. */
  reported: optional(singleLine),
  /** Why it could not be tried. */
  reason: optional(singleLine),
});
const uatFields = loose({
  /** What the results come to. As all up to the tests it is written, and not read. */
  status: z.optional(z.unknown()),
  phase: z.optional(z.unknown()),
  source: z.optional(z.unknown()),
  started: z.optional(z.unknown()),
  updated: z.optional(z.unknown()),
  tests: or(z.array(testFields), []),
});
type UatFields = z.output<typeof uatFields>;
type TestFields = UatFields["tests"][number];

const heading = ({ number, name }: TestFields): string => `### ${number}. ${inline(name)}`;
const resultLine = (result: UatResult): string =>
  `result: ${result === "pending" ? "[pending]" : result}`;

const testLines = (test: TestFields): string[] => [
  heading(test),
  ...(test.expected === "" ? [] : [`expected: ${inline(test.expected)}`]),
  resultLine(test.result),
  // A quote in it would end it.
  ...(test.reported ? [`reported: "${inline(test.reported).replaceAll('"', "'")}"`] : []),
  ...(test.reason ? [`reason: ${inline(test.reason)}`] : []),
  "",
];

function bodyOf({ tests }: UatFields): string {
  const count = (label: string, result: UatResult): string =>
    `${label}: ${tests.filter((test) => test.result === result).length}`;
  return newSections(
    ["## Tests", tests.flatMap(testLines).slice(0, -1)],
    [
      "## Summary",
      [
        `total: ${tests.length}`,
        count("passed", "pass"),
        count("issues", "issue"),
        ...(["pending", "skipped", "blocked"] as const).map((result) => count(result, result)),
      ],
    ],
  ).join("\n");
}

/** What the results of a body say. */
function edited(fields: UatFields, lines: readonly string[]): UatFields {
  for (const test of fields.tests) {
    const at = lines.indexOf(heading(test));
    const result = at < 0 ? "" : lines.slice(at).find((text) => text.startsWith("result: "));
    const known = uatResult.options.find((one) => resultLine(one) === result);
    test.result = known ?? test.result;
  }
  return fields;
}

const UAT_KIND = planningDocument({
  schema: uatFields,
  key: "tests",
  body: bodyOf,
  edited,
});

/** The whole file. `below`: what else is kept in it. */
export function uatText(fields: z.input<typeof uatFields>, below?: string): string {
  const { tests, ...rest } = uatFields.parse(fields);
  return UAT_KIND.text({ ...rest, status: statusOf(tests), tests }, below);
}

/** What the whole comes to, in the words of GSD. */
const statusOf = (tests: readonly TestFields[]): string =>
  tests.some(({ result }) => result === "pending" || result === "blocked") ? "partial" : "complete";

/** What is shown of a text of it. */
const MAX_TEXT = 400;

/** A test as people are asked about it. */
const shownTest = ({ number, name, expected, result, reported, reason }: TestFields) => ({
  ...{ number, result },
  name: cut(name, MAX_TEXT),
  expected: cut(expected, MAX_TEXT),
  /** What was said of it, or why it could not be tried; empty: nothing. */
  said: cut(reported ?? reason ?? "", MAX_TEXT),
});
export type UatTest = ReturnType<typeof shownTest>;

/** Tests that nobody has settled. */
const isOpenTest = ({ result }: Pick<UatTest, "result">): boolean =>
  result === "pending" || result === "issue" || result === "blocked";

/** What the text of one says. Pure. */
export function readUatText(source: string, { path }: { path: string }) {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const isOurs = UAT_KIND.is(source);
  if (!isOurs && source !== "") tell(1, FOREIGN_DOCUMENT);
  const fields = isOurs ? UAT_KIND.read(source, tell).fields : null;
  return { path, tests: (fields?.tests ?? []).map(shownTest), problems };
}

/** Those of a phase that nobody has settled, each with its file. */
export const openTests = ({ uat }: Pick<PhaseFolder, "uat">): OpenTest[] =>
  uat.flatMap(({ path, tests }) => tests.filter(isOpenTest).map((test) => ({ ...test, path })));

/**
 * `Phase 2: 02-UAT.md has 3 of 6 tests open (1 issue, 2 pending)` and what is typed to be asked, a
 * line for each phase that has some.
 */
export const openTestsLines = (phases: readonly Pick<PhaseFolder, "number" | "uat">[]): string[] =>
  phases.flatMap((folder) => {
    const open = openTests(folder);
    if (open.length === 0) return [];
    const files = [...new Set(open.map(({ path }) => basename(path)))];
    const all = folder.uat.reduce((sum, { tests }) => sum + tests.length, 0);
    const results = open.map(({ result }) => result);
    const counts = countsText(results, ["issue", "blocked", "pending"]);
    const has = `${files.join(" and ")} ${files.length === 1 ? "has" : "have"} ${open.length} of ${plural(all, "test")} open`;
    return [
      `Phase ${folder.number}: ${has} (${counts}); ${startHere("verify-work", folder.number)}`,
    ];
  });

/** What a person said of a test; `reported`: what is wrong, in their words. */
export interface UatAnswer extends Pick<UatTest, "number" | "name"> {
  result: "pass" | "issue";
  reported?: string | null;
}

/** The test with an answer to it; what another has settled meanwhile stays. */
function answered(test: TestFields, { result, reported }: Omit<UatAnswer, "number">): TestFields {
  if (!isOpenTest(test)) return test;
  return { ...test, result, ...(reported ? { reported: fold(reported) } : {}) };
}

const withTests = (fields: UatFields, tests: TestFields[], now: string): UatFields =>
  Bun.deepEquals(tests, fields.tests)
    ? fields
    : { ...fields, status: statusOf(tests), updated: now, tests };

/** The text with what a person said of tests in it. `now`: ISO 8601. Pure. @throws CannotEdit */
export const withResults = (text: string, answers: readonly UatAnswer[], now: string): string =>
  UAT_KIND.edit(text, (fields) => {
    const tests = fields.tests.map((test) => {
      const { number, name } = shownTest(test);
      const answer = answers.find((one) => one.number === number && one.name === name);
      return answer === undefined ? test : answered(test, answer);
    });
    return withTests(fields, tests, now);
  });

/** What a person looked at while plans were carried out. */
export interface Looked extends Omit<UatAnswer, "number"> {
  /** What they were asked to see. */
  expected: string;
}

/** A text as the name of a test. */
export const testName = (text: string): string => cut(fold(text), MAX_TEXT);

/** A file without a test. `folder`: the phase's, by its name. */
export const newUat = (folder: string, now: string): string =>
  uatText({ phase: folder, started: now, updated: now });

/**
 * The text with such a look as a test of its own; one that was right is only noted where it was
 * wrong before. Pure. @throws CannotEdit
 */
export const withLook = (text: string, look: Looked, now: string): string =>
  UAT_KIND.edit(text, (fields) => {
    const name = testName(look.name);
    const known = fields.tests.findLast((test) => test.name === name && isOpenTest(test));
    if (known === undefined && look.result === "pass") return fields;
    const number = 1 + Math.max(0, ...fields.tests.map((test) => test.number));
    const added = testFields.parse({ number, name, expected: look.expected });
    const tests =
      known === undefined
        ? [...fields.tests, answered(added, look)]
        : fields.tests.map((test) => (test === known ? answered(test, look) : test));
    return withTests(fields, tests, now);
  });
