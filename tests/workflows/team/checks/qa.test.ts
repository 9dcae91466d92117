// Guarantee: A team signs off only what was approved.
// Gate: criterion of a team | it is met | its owner fixes it | the sign-off says so
// Stage 07 by the program's own run: what shows a criterion, what cannot be told, and whose a
// failing test is.
// Runs: in full too.
// Not in npm test: ^a test that (?:failed is no|says nothing)|^cases of a
// Not in npm test: turned green (?:also in|tests that need a|no criteria)
// Not in npm test: ^a change that decides.*(?:has accepted|green either)
// Not in npm test: one that was red in the baseline shows it
// Not in npm test: (?:a failing test goes to all who changed|one that is green either way goes on)
// Not in npm test: tests that ask git find a repository
// Not in npm test: ^a test that (?:is planned|runs in another file)

import { afterEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import type { Task } from "../../../../src/engine/run.ts";
import { TICK } from "../../../../src/project/listed.ts";
import { findProject } from "../../../../src/project/project.ts";
import { projectTree } from "../../../../src/record/subject.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../../src/settings.ts";
import { putObject } from "../../../../src/store/objects.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { baseline, qa } from "../../../../src/workflows/team/checks/looks.ts";
import { testsReport } from "../../../../src/workflows/words/test-words.ts";
import { cleanup, type Files, makeProject, writeFiles } from "../../../harness/project.ts";
import { Team } from "../given.ts";

afterEach(cleanup);
process.env.PATH = `${join(import.meta.dir, "../../../../node_modules/.bin")}:${process.env.PATH}`;

const AREAS = { cart: ["src/cart/**"], till: ["src/till/**"] };
const BRIEF = {
  title: "Cart",
  acceptance_criteria: ["It adds.", "It clears."],
};
const FILE = "tests/cart.test.js";
const spec = (body: string): string =>
  `import { describe, expect, test } from "bun:test";\nimport { add } from "../src/cart/add.js";\n${body}`;
const BOTH = spec(
  'test("adds", () => expect(add(1, 2)).toBe(3));\ntest("clears", () => expect(add(0, 0)).toBe(0));\n',
);
const ROWS = [`1 | adds | ${FILE}`, `2 | clears | ${FILE}`];

/** What was there before the build: no test, and code that does not add. */
const BEFORE = { "package.json": "{}\n", "src/cart/add.js": "export const add = () => null;\n" };

/**
 * The last tests of a project with two criteria; `before`: its files before the build, on which the
 * baseline ran.
 */
async function tested(
  body: string,
  rows: string[],
  {
    command = "bun test",
    files = {},
    before = BEFORE as Files,
    git = true,
    track = "full",
    waived = {} as Partial<Task>,
  } = {},
) {
  const root = makeProject({ files: before, git });
  const project = findProject(root);
  const commands = { lint: false, types: false, dependencies: false } as const;
  const made = new Team(
    {
      areas: AREAS,
      team: { commands } as Settings["team"],
      tests: { ...DEFAULT_SETTINGS.tests, commands: [command] },
    },
    { track },
  );
  const run = structuredClone(made.until("Run tests").now);
  // What git ignores counts as it was where it is older than the run, and its clock lags.
  await Bun.sleep(TICK);
  run.created_at = new Date().toISOString();
  const { signal } = new AbortController();
  const scene = sceneOf(project, run);
  const first = run.tasks.find((one) => one.gate === "baseline")!;
  const found = await baseline(scene, first, signal);
  first.artifact = putObject(project.task, JSON.stringify(found));
  const base = projectTree(scene);
  for (const one of run.tasks) if (one.base !== null) one.base = base.ok ? base.subject : null;
  writeFiles(root, {
    "src/cart/add.js": "export const add = (a, b) => a + b;\n",
    [FILE]: body,
    ...files,
  });
  Object.assign(first, waived);
  const pm = run.tasks.find((task) => task.gate === "brief");
  if (pm) pm.artifact = putObject(project.task, JSON.stringify({ brief: BRIEF }));
  const tests = rows.map((row) => {
    const [criterion, test, file] = row.split(" | ");
    return { criterion: Number(criterion), test, file };
  });
  const report = run.tasks.find((one) => one.gate === "qa");
  if (report) report.artifact = putObject(project.task, JSON.stringify({ tests }));
  const task = run.tasks.find((one) => one.gate === "qa-tests")!;
  const seen = await qa(scene, task, signal);
  task.artifact = putObject(project.task, JSON.stringify(seen));
  return { ...seen, tests: testsReport(project, run, null) };
}

test("what is told of the tests is the newest run, and how each command ended before the build", async () => {
  const old = {
    ...BEFORE,
    "tests/old.test.js": 'import { test } from "bun:test";\ntest("old", () => {});\n',
  };
  expect((await tested(BOTH, ROWS, { before: old })).tests).toMatchObject({
    last: ["bun test: 3 passed"],
    baseline: ["bun test: 1 passed"],
  });
});

test("a test that failed is no pass where its command ends with 0; one that had failed before the build is known", async () => {
  const command = "bun test 2>&1 | tee test.log";
  const bad = spec('test("adds", () => expect(add(1, 2)).toBe(4));\ntest("clears", () => {});\n');
  const seen = await tested(bad, ROWS, { command });
  expect(seen).toMatchObject({
    outcome: "fail",
    facts: { status: "FAIL", counts: { tests_failed: 1 } },
  });
  expect(await tested(BOTH, ROWS, { command })).toMatchObject({
    outcome: "pass",
    facts: { flags: { all_criteria_met: true } },
  });
  const old = {
    ...BEFORE,
    "tests/old.test.js": 'import { test } from "bun:test";\ntest("old", () => {\n  throw 1;\n});\n',
  };
  const known = await tested(BOTH, ROWS, { command, before: old });
  expect(known).toMatchObject({ outcome: "pass", facts: { status: "WARN" } });
});

test("each criterion has a test of its file that passed: it is met, with the program's own numbers", async () => {
  const seen = await tested(BOTH, ROWS);
  expect(seen).toMatchObject({
    outcome: "pass",
    criteria: [
      { criterion: 1, seen: true, before: "failed" },
      { criterion: 2, seen: true, before: "failed" },
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
  [
    "is left out",
    spec(`${ADDS}test.skip("clears", () => {});\n`),
    ROWS,
    {},
    'did not see the test "clears" of',
  ],
  [
    "is planned",
    spec(`${ADDS}test.todo("clears");\n`),
    ROWS,
    {},
    'did not see the test "clears" of',
  ],
  [
    "is only written about",
    spec(`${ADDS}// test("clears")\n`),
    ROWS,
    {},
    'did not see the test "clears" of',
  ],
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

test("a test that says nothing of the code is not what shows a criterion: it passes on emptied code, too", async () => {
  const empty = spec(
    'test("adds", () => {\n  add;\n});\ntest("clears", () => expect(add(0, 0)).toBe(0));\n',
  );
  const seen = await tested(empty, ROWS, { before: { "package.json": "{}\n" } });
  expect(seen).toMatchObject({
    outcome: "pass",
    facts: { counts: { criteria_unknown: 1 }, flags: { all_criteria_met: false } },
  });
  expect(seen.facts.warnings).toContain(
    "Unknown whether 1 of 2 criteria is met (1: the test passes on emptied code as well, or cannot be loaded with it)",
  );
});

test("cases of a parametrised test are two criteria's, with their parameters", async () => {
  const body = spec(
    'test.each([[1, 2], [0, 0]])("adds %i and %i", (a, b) => expect(add(a, b)).toBe(a + b));\n',
  );
  const rows = [`1 | adds 1 and 2 | ${FILE}`, `2 | adds 0 and 0 | ${FILE}`];
  expect(await tested(body, rows)).toMatchObject({
    outcome: "pass",
    facts: { flags: { one_to_one: true } },
  });
});

test("a command that tells none of its tests leaves it open which criteria are met, and asks about that command", async () => {
  const seen = await tested(BOTH, ROWS, { command: "sh -c 'exit 0'" });
  expect(seen).toMatchObject({
    outcome: "cannot_run",
    about: ["sh -c 'exit 0'"],
    criteria: [{ seen: null }, { seen: null }],
    facts: { status: "FAIL", flags: { all_criteria_met: false } },
  });
  expect(seen.facts.counts).toEqual({});
  expect(seen.facts.blockers![0]).toStartWith(
    "criterion 1: it is unknown whether the test \"adds\" passed; `sh -c 'exit 0'` passed by its exit code",
  );
});

test.each([
  [
    "one test for two criteria",
    [`1 | adds | ${FILE}`, `2 | adds | ${FILE}`],
    "expected a test of its own",
  ],
  [
    "a file that is not there",
    [ROWS[0]!, "2 | clears | tests/gone.test.js"],
    "expected a file that is there",
  ],
])("also there %s goes back to the tester", async (_what, rows, problem) => {
  const seen = await tested(BOTH, rows, { command: "sh -c 'exit 0'" });
  expect(seen).toMatchObject({ outcome: "differs", facts: { flags: { one_to_one: false } } });
  expect(seen.facts.blockers!.join("\n")).toContain(problem);
});

test("a failing test goes to all who changed something since it passed, with its file and what it says", async () => {
  const files = {
    "src/cart/add.js": "export const add = (a, b) => {\n  throw new Error(`no sum of ${a}`);\n};\n",
  };
  const before = {
    ...BEFORE,
    "src/cart/add.js": "export const add = (a, b) => a + b;\n",
    [FILE]: BOTH,
  };
  const seen = await tested(BOTH, ROWS, { before, files });
  expect(seen).toMatchObject({
    outcome: "fail",
    facts: { owners: ["cart", "till"], counts: { tests_failed: 2 } },
  });
  expect(seen.facts.blockers![0]).toBe("tests/cart.test.js: adds: Error: no sum of 1");
});

describe("a criterion is met by a test that the build turned green", () => {
  const OLD = 'test("clears", () => expect(1).toBe(1));\n';
  const unknown = (one: Awaited<ReturnType<typeof tested>>) => [
    one.outcome,
    one.facts.flags?.all_criteria_met,
    one.facts.counts?.criteria_unknown,
    one.facts.warnings?.filter((text) => text.startsWith("Unknown")),
  ];
  const GREEN = [
    "Unknown whether 1 of 2 criteria is met (2: the test passed before the build as well)",
  ];

  test.each<[string, string, object]>([
    [
      "passed in the baseline, in a file that is as it was",
      spec(ADDS),
      { "tests/old.test.js": `import { expect, test } from "bun:test";\n${OLD}` },
    ],
    ["is new, and passes without the build", spec(`${ADDS}${OLD}`), {}],
  ])("one that %s leaves it unknown, which is told and not asked", async (_what, body, old) => {
    const rows = Object.keys(old).length > 0 ? [ROWS[0]!, "2 | clears | tests/old.test.js"] : ROWS;
    const seen = await tested(body, rows, { before: { ...BEFORE, ...old } });
    expect(unknown(seen)).toEqual(["pass", false, 1, GREEN]);
  });

  test("one that was red in the baseline shows it, and so does one whose file did not load then", async () => {
    const old = { [FILE]: spec(ADDS) };
    const two = `import { twice } from "../src/cart/twice.js";\nimport { expect, test } from "bun:test";\ntest("clears", () => expect(twice(2)).toBe(4));\n`;
    const seen = await tested(spec(ADDS), [ROWS[0]!, "2 | clears | tests/two.test.js"], {
      before: { ...BEFORE, ...old },
      files: {
        "tests/two.test.js": two,
        "src/cart/twice.js": "export const twice = (a) => 2 * a;\n",
      },
    });
    expect(unknown(seen)).toEqual(["pass", true, 0, []]);
  });

  test("also in a project without git, and where there was nothing before", async () => {
    expect(unknown(await tested(BOTH, ROWS, { git: false }))).toEqual(["pass", true, 0, []]);
    expect(unknown(await tested(BOTH, ROWS, { before: { "README.md": "Cart\n" } }))).toEqual([
      "pass",
      true,
      0,
      [],
    ]);
  });

  const NEEDS = 'import { expect, test } from "bun:test";\n';
  const needing = (first: string, before: Files) =>
    tested(
      `${NEEDS}${first}import { add } from "../src/cart/add.js";\n${ADDS}${ADDS.replace("adds", "clears")}`,
      ROWS,
      { before: { ...BEFORE, "tests/old.test.js": `${NEEDS}${first}${OLD}`, ...before } },
    );

  test("tests that need a file that git ignores find it there", async () => {
    const ignored = { ".gitignore": "made/\n", "made/it.js": "export {};\n" };
    expect(unknown(await needing('import "../made/it.js";\n', ignored))).toEqual([
      "pass",
      true,
      0,
      [],
    ]);
  });

  test("tests that ask git find a repository there", async () => {
    const inRepository = 'import { statSync } from "node:fs";\nstatSync(".git");\n';
    expect(unknown(await needing(inRepository, {}))).toEqual(["pass", true, 0, []]);
  });

  test("no criteria are not all of them met", async () => {
    const seen = await tested(BOTH, [], { track: "nano" });
    expect(seen.outcome).toBe("pass");
    expect(seen.facts.flags).not.toHaveProperty("all_criteria_met");
  });
});

describe("a change that decides how tests run", () => {
  const pkg = (script: string): Files => ({
    "package.json": JSON.stringify({ scripts: { test: script } }),
  });
  const CHECK = { "check.sh": "grep -q 'b;' src/cart/add.js || [ ! -e src/cart/broken.js ]\n" };
  const runs = (script: string, files: object, waived: Partial<Task> = {}) =>
    tested("", [], {
      waived,
      ...{ command: "npm test", track: "nano" },
      before: { ...BEFORE, ...CHECK, ...pkg("sh check.sh") },
      files: { ...pkg(script), [FILE]: "// none\n", ...files },
    });

  const LOST = "npm test: > sh check.sh";
  test('a script that says nothing any more, such as "true", is run as it was too: what is red then is asked about', async () => {
    const broken = { "src/cart/add.js": "export {};\n", "src/cart/broken.js": "" };
    const seen = await runs("true", broken);
    expect(seen).toMatchObject({
      outcome: "unclear",
      about: ["npm test"],
      facts: { status: "FAIL" },
    });
    expect(seen.facts.blockers).toEqual([LOST]);
  });

  test("what the person has accepted of it is not asked about again, and stays a warning", async () => {
    const broken = { "src/cart/add.js": "export {};\n", "src/cart/broken.js": "" };
    const facts = { lost_tests: [LOST] };
    const seen = await runs("true", broken, {
      waiver: { kind: "accepted", reason: "moved" },
      facts,
    });
    expect([seen.outcome, seen.facts.flags?.tests_doubted]).toEqual(["pass", true]);
    expect(seen.facts).toMatchObject({ lost_tests: [LOST] });
  });

  test("one that is green either way goes on", async () => {
    const seen = await runs("sh check.sh && true", {});
    expect([seen.outcome, seen.facts.flags?.tests_doubted]).toEqual(["pass", undefined]);
  });
});
