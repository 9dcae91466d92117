// Stage 07 by the program's own run: what shows a criterion, what cannot be told, and whose a failing test is.

import { afterEach, expect, test } from "bun:test";
import { join } from "node:path";
import { findProject } from "../../../../src/project/project.ts";
import type { Settings } from "../../../../src/settings.ts";
import { putObject } from "../../../../src/store/objects.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { qa } from "../../../../src/workflows/team/checks/looks.ts";
import { BRIEF } from "../../../../src/workflows/team/paths.ts";
import { cleanup, makeProject } from "../../../harness/project.ts";
import { Team } from "../given.ts";

afterEach(cleanup);
process.env.PATH = `${join(import.meta.dir, "../../../../node_modules/.bin")}:${process.env.PATH}`;

const AREAS = { cart: ["src/cart/**"], till: ["src/till/**"] };
const BRIEF_TEXT = `# Feature Brief: Cart

## Problem Statement
None.

## User Stories
1. As a guest, I want a cart so that I can buy.

## Acceptance Criteria
1. It adds.
2. It clears.

## Out of Scope
- None

## Open Questions
None at this time.
`;
const report = (...rows: string[]): string =>
  `# Test Report\n\n## Criteria\n\n| Criterion | Test | File |\n|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join("")}\n## Failing tests\nNone.\n`;
const FILE = "tests/cart.test.js";
const spec = (body: string): string =>
  `import { describe, expect, test } from "bun:test";\nimport { add } from "../src/cart/add.js";\n${body}`;
const BOTH = spec('test("adds", () => expect(add(1, 2)).toBe(3));\ntest("clears", () => expect(add(0, 0)).toBe(0));\n');
const ROWS = [`1 | adds | ${FILE}`, `2 | clears | ${FILE}`];

/** The last tests of a project with two criteria. */
async function tested(body: string, rows: string[], { command = "bun test", files = {} } = {}) {
  const root = makeProject({
    files: {
      "package.json": "{}\n",
      "src/cart/add.js": "export const add = (a, b) => a + b;\n",
      [FILE]: body,
      "pipeline/test-report.md": report(...rows),
      ...files,
    },
  });
  const project = findProject(root);
  const commands = { lint: false, types: false, tests: command, dependencies: false } as const;
  const made = new Team({ areas: AREAS, team: { commands } as Settings["team"] }, { track: "full" });
  const run = structuredClone(made.until("Run tests").now);
  const pm = run.tasks.find((task) => task.gate === "brief")!;
  pm.handed = [{ path: BRIEF, sha: putObject(project.task, BRIEF_TEXT) }];
  const task = run.tasks.find((one) => one.gate === "qa-tests")!;
  return qa(sceneOf(project, run), task, new AbortController().signal);
}

test("each criterion has a test of its file that passed: it is met, with the program's own numbers", async () => {
  const seen = await tested(BOTH, ROWS);
  expect(seen).toMatchObject({
    outcome: "pass",
    criteria: [
      { criterion: 1, seen: true },
      { criterion: 2, seen: true },
    ],
    facts: {
      counts: { tests_total: 2, tests_passed: 2, tests_failed: 0 },
      flags: { all_criteria_met: true, one_to_one: true },
    },
  });
  expect(seen.commands![0]).toMatchObject({ ended: "2 passed" });
});

const ADDS = 'test("adds", () => expect(add(1, 2)).toBe(3));\n';
test.each<[string, string, string[], object, string]>([
  ["is left out", spec(`${ADDS}test.skip("clears", () => {});\n`), ROWS, {}, 'did not see the test "clears" of'],
  ["is planned", spec(`${ADDS}test.todo("clears");\n`), ROWS, {}, 'did not see the test "clears" of'],
  ["is only written about", spec(`${ADDS}// test("clears")\n`), ROWS, {}, 'did not see the test "clears" of'],
  [
    "runs in another file",
    spec(`${ADDS}// clears\n`),
    ROWS,
    { "tests/other.test.js": spec('test("clears", () => {});\n') },
    'did not see the test "clears" of tests/cart.test.js pass',
  ],
  [
    "shows another criterion already",
    spec(`describe("cart", () => {\n  ${ADDS}});\n// cart > adds\n`),
    [`1 | adds | ${FILE}`, `2 | cart > adds | ${FILE}`],
    {},
    'criterion 2: the test "cart > adds" shows criterion 1 already',
  ],
])("a test that %s shows nothing", async (_what, body, rows, files, problem) => {
  const seen = await tested(body, rows, { files });
  expect(seen).toMatchObject({ outcome: "differs", facts: { flags: { all_criteria_met: false } } });
  expect(seen.facts.blockers!.join("\n")).toContain(problem);
});

test("cases of a parametrised test are two criteria's, with their parameters", async () => {
  const body = spec('test.each([[1, 2], [0, 0]])("adds %i and %i", (a, b) => expect(add(a, b)).toBe(a + b));\n');
  const rows = [`1 | adds 1 and 2 | ${FILE}`, `2 | adds 0 and 0 | ${FILE}`];
  expect(await tested(body, rows)).toMatchObject({ outcome: "pass", facts: { flags: { one_to_one: true } } });
});

test("a command that tells none of its tests leaves it open which criteria are met, and asks about that command", async () => {
  const seen = await tested(BOTH, ROWS, { command: "sh -c 'exit 0'" });
  expect(seen).toMatchObject({
    outcome: "cannot_run",
    about: ["sh -c 'exit 0'"],
    criteria: [{ seen: null }, { seen: null }],
    facts: { status: "FAIL", flags: { all_criteria_met: false } },
  });
  expect(seen.facts.counts).toBeUndefined();
  expect(seen.facts.blockers![0]).toStartWith(
    "criterion 1: cannot tell whether the test \"adds\" passed; `sh -c 'exit 0'` passed by its exit code",
  );
});

test.each([
  ["one test for two criteria", [`1 | adds | ${FILE}`, `2 | adds | ${FILE}`], "expected a test of its own"],
  ["a file that is not there", [ROWS[0]!, "2 | clears | tests/gone.test.js"], "expected a file that is there"],
])("also there %s goes back to the tester", async (_what, rows, problem) => {
  const seen = await tested(BOTH, rows, { command: "sh -c 'exit 0'" });
  expect(seen).toMatchObject({ outcome: "differs", facts: { flags: { one_to_one: false } } });
  expect(seen.facts.blockers!.join("\n")).toContain(problem);
});

test("a failing test goes to the owner of what it uses, with its file and what it says", async () => {
  const files = { "src/cart/add.js": "export const add = (a, b) => {\n  throw new Error(`no sum of ${a}`);\n};\n" };
  const seen = await tested(BOTH, ROWS, { files });
  expect(seen).toMatchObject({ outcome: "fail", facts: { owners: ["cart"], counts: { tests_failed: 2 } } });
  expect(seen.facts.blockers![0]).toMatch(/^tests\/cart\.test\.js: adds.*; cart: /);
  expect(seen.commands![0]!.output).toContain("tests/cart.test.js: adds");
});
