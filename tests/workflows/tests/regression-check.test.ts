// Guarantee: Tests are run by the program.
// What passed before a change is also run with what tests rest on as it was: scripts,
// configuration, and the tests themselves.
// Runs: in full too, first.
// In npm test: (?:skipped|replaced by an empty twin|bent by a script before it)$
// In npm test: (?:tests got other names|which criterion wants it.*)$
// Not in npm test: ^the same in a task of a plan
// Not in npm test: broken and it is (?:skipped|bent)
// Not in npm test: ^no person is asked.*tests got other names$
import { afterEach, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { TICK } from "../../../src/project/listed.ts";
import { reportText } from "../../../src/render/report/report.ts";
import { header } from "../../../src/render/status.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { viewOf } from "../../../src/run/views/status.ts";
import { PLAIN_LAYOUT } from "../../../src/text.ts";
import { makeRun } from "../../cli/made/make-run.ts";
import { running } from "../../harness/needs.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../../harness/project.ts";
import type { Brief } from "../../harness/team.ts";
import { implementation } from "../../harness/workers.ts";
import { workstreams } from "../../project/worktrees/projects.ts";
import { Execution, task } from "../execute/given.ts";

afterEach(cleanup);
process.env.PATH = `${join(import.meta.dir, "../../../node_modules/.bin")}:${process.env.PATH}`;

const CART = "export const add = (a, b) => a + b;\n\nexport const none = () => 0;\n";
const BROKEN = "export const add = (a, b) => a - b;\n\nexport const none = () => 0;\n";
const spec = (body: string, names = "add, none", from = "../src/cart.js"): string =>
  `import { expect, test } from "bun:test";\nimport { ${names} } from "${from}";\n\n${body}`;
const ADDS = 'test("adds", () => expect(add(1, 2)).toBe(3));\n';
const NONE = 'test("none", () => expect(none()).toBe(0));\n';
const NONE_AT_ALL = 'test("nothing", () => {});\n';
const scripts = (all: object): string => `${JSON.stringify({ scripts: all })}\n`;
const FILES = {
  ...DEFAULT_FILES,
  "package.json": scripts({ test: "bun test" }),
  "src/cart.js": CART,
  "tests/cart.test.js": spec(ADDS + NONE),
};

type Edits = Record<string, string | null>;

/**
 * The chain up to its reviews, or to what is asked before them: an implementer who beside the work
 * does this.
 */
function built(
  edits: Edits,
  request?: string,
  answers: Record<string, { option: string; text: string | null }> = {},
  files: Record<string, string> = FILES,
  command = "npm test",
  /** Given, it goes on to its end, and this sees each brief. */
  look?: (brief: Brief) => undefined,
) {
  const root = makeProject({ files });
  const written = Object.entries(edits).filter((one): one is [string, string] => one[1] !== null);
  return makeRun({
    root,
    ...(request === undefined ? {} : { request }),
    settings: { tests: { run: true, commands: [command], timeout_minutes: 1 } },
    answers: { story: { option: "approve", text: null }, ...answers },
    worker: (brief) => {
      if (!brief.writes.endsWith("/impl-result.json")) return look?.(brief);
      const work = implementation(brief);
      for (const [path, text] of Object.entries(edits)) if (text === null) rmSync(join(root, path));
      return { ...work, edits: { ...work.edits, ...Object.fromEntries(written) } };
    },
    until: (run) =>
      look === undefined &&
      run.tasks.some(
        ({ subject, status }) =>
          subject === "Code Review - Sonnet" && ["ready", "done"].includes(status),
      ),
  });
}
const cameOf = ({ run }: Awaited<ReturnType<typeof built>>) => ({
  outcome: run.tasks.find(({ subject }) => subject === "Tests")?.outcome,
  asked: run.questions.map(({ kind }) => kind),
  lost: run.tasks.findLast(({ subject }) => subject === "Tests")?.facts.lost_tests ?? [],
});
const OLD = "tests/cart.test.js: adds";

type Case = [string, Edits];
/** Beside broken code. */
const CHEATS: Case[] = [
  [
    "skipped",
    {
      "tests/cart.test.js": spec(
        `test.skipIf(1 < 2)("adds", () => expect(add(1, 2)).toBe(3));\n${NONE}`,
      ),
    },
  ],
  ["deleted with its file", { "tests/cart.test.js": null }],
  ["deleted in its file", { "tests/cart.test.js": spec(NONE) }],
  [
    "deleted beside a test of the new feature",
    {
      "tests/cart.test.js": spec(`${NONE}test("two", () => expect(two()).toBe(2));\n`, "none, two"),
      "src/cart.js": `${BROKEN}export const two = () => 2;\n`,
    },
  ],
  ["emptied under its name", { "tests/cart.test.js": spec(`test("adds", () => {});\n${NONE}`) }],
  [
    "emptied beside a test of the new feature",
    {
      "tests/cart.test.js": spec(
        `test("adds", () => {});\n${NONE}test("two", () => expect(two()).toBe(2));\n`,
        "add, none, two",
      ),
      "src/cart.js": `${BROKEN}export const two = () => 2;\n`,
    },
  ],
  [
    "made to say nothing",
    { "tests/cart.test.js": spec(`test("adds", () => expect(true).toBe(true));\n${NONE}`) },
  ],
  [
    "replaced by an empty twin",
    { "tests/cart.test.js": null, "tests/all.test.js": spec(`test("adds", () => {});\n${NONE}`) },
  ],
  [
    "moved, and emptied on the way",
    {
      "tests/cart.test.js": null,
      "tests/unit/cart.test.js": spec(
        `//\n//\n//\ntest("adds", () => {});\n${NONE}`,
        "add, none",
        "../../src/cart.js",
      ),
    },
  ],
  [
    "left out by a narrowed script",
    { "package.json": scripts({ test: "bun test tests/goodbye.test.ts" }) },
  ],
  [
    "bent by a script before it",
    {
      "package.json": scripts({ pretest: "node bend.js", test: "bun test" }),
      "bend.js": `require("fs").writeFileSync("tests/cart.test.js", ${JSON.stringify(spec(`test("adds", () => {});\n${NONE}`))});\n`,
    },
  ],
  [
    "mocked by a preload",
    {
      "bunfig.toml": '[test]\npreload = ["./mock.js"]\n',
      "mock.js":
        'import { mock } from "bun:test";\nmock.module("./src/cart.js", () => ({ add: () => 3, none: () => 0 }));\n',
    },
  ],
  [
    "mocked by a preload that git ignores",
    {
      ".gitignore": "bunfig.toml\nmock.js\n",
      "bunfig.toml": '[test]\npreload = ["./mock.js"]\n',
      "mock.js":
        'import { mock } from "bun:test";\nmock.module("./src/cart.js", () => ({ add: () => 3, none: () => 0 }));\n',
    },
  ],
];

/** What is told of it, and that no person is asked. */
const isAsked = (lost: string[] = [expect.any(String)]) => ({
  outcome: "lost",
  asked: [],
  lost: expect.arrayContaining(lost),
});

describe("a test that passed before is asked about, where the code is broken and it is", () => {
  test.each(CHEATS)("%s", async (_how, edits) => {
    expect(cameOf(await built({ "src/cart.js": BROKEN, ...edits }))).toMatchObject(isAsked([OLD]));
  });
});

const SAME =
  'import { expect } from "bun:test";\nexport const same = (a, b) => {\n  expect(a).toBe(b);\n  expect(b).toBe(a);\n};\n';
const BY_SAME =
  'import { test } from "bun:test";\nimport { same } from "../support/same.js";\nimport { add } from "../src/cart.js";\n\ntest("adds", () => same(add(1, 2), 3));\n';
const CHECK =
  'import("./src/cart.mjs").then(({ add }) => {\n  if (add(1, 2) !== 3) throw new Error("adds");\n  if (add(0, 0) !== 0) throw new Error("none");\n});\n';
const UNITTEST = {
  "cart.py": "def add(a, b):\n    return a + b\n",
  "tests/__init__.py": "",
  "tests/test_cart.py":
    "import unittest\nfrom cart import add\n\n\nclass Cart(unittest.TestCase):\n    def test_adds(self):\n        self.assertEqual(add(1, 2), 3)\n",
};
const PATCH = "import cart\ncart.add = lambda a, b: a + b\n";
const NEWS = `${PATCH}import unittest\n\n\nclass New(unittest.TestCase):\n    def test_new(self):\n        self.assertEqual(cart.add(2, 2), 4)\n`;
const BY_PYTHON = "python3 -m unittest discover -s tests -t .";
const RULES = "test:\n\tnode check.js\n";
type Aided = [
  name: string,
  files: Record<string, string>,
  command: string,
  cheat: Edits,
  honest: Edits,
];
/**
 * What is no test by its place, and as good as one: bent beside broken code, and changed as honest
 * work does.
 */
const AIDS: Aided[] = [
  [
    "a program that the script starts",
    { "package.json": scripts({ test: "node check.js" }), "src/cart.mjs": CART, "check.js": CHECK },
    "npm test",
    { "src/cart.mjs": BROKEN, "check.js": CHECK.replaceAll(/ throw .*;/g, " add(1, 2);") },
    { "src/cart.mjs": BROKEN, "check.js": CHECK.replace("!== 3", "!== -1") },
  ],
  [
    "a script of a shell",
    {
      ...FILES,
      "package.json": scripts({ test: "sh scripts/check.sh" }),
      "scripts/check.sh": "bun test\n",
    },
    "npm test",
    { "src/cart.js": BROKEN, "scripts/check.sh": "bun test tests/goodbye.test.ts\n" },
    { "src/cart.js": `${CART}//\n`, "scripts/check.sh": "node --check src/cart.js && bun test\n" },
  ],
  [
    "a makefile that is included",
    { Makefile: "include rules.mk\n", "rules.mk": RULES, "src/cart.mjs": CART, "check.js": CHECK },
    "make test",
    { "src/cart.mjs": BROKEN, "rules.mk": "test:\n\tnode --check check.js\n" },
    { "src/cart.mjs": `${CART}//\n`, "rules.mk": `lint:\n\tnode --check check.js\n${RULES}` },
  ],
  [
    "a helper of tests",
    { ...FILES, "support/same.js": SAME, "tests/cart.test.js": BY_SAME },
    "npm test",
    { "src/cart.js": BROKEN, "support/same.js": "export const same = () => {};\n" },
    {
      "src/cart.js": `${CART}//\n`,
      "support/same.js": `${SAME}export const other = (a, b) => expect(a).not.toBe(b);\n`,
    },
  ],
  [
    "a test that came, in Python",
    UNITTEST,
    BY_PYTHON,
    { "cart.py": "def add(a, b):\n    return a - b\n", "tests/test_a.py": NEWS },
    {
      "cart.py": "def add(a, b):\n    return b + a\n",
      "tests/test_a.py": NEWS.replace("cart.add =", "other ="),
    },
  ],
  [
    "what Python loads first",
    { ...UNITTEST, Makefile: `test:\n\tPYTHONPATH=. ${BY_PYTHON}\n` },
    "make test",
    { "cart.py": "def add(a, b):\n    return a - b\n", "sitecustomize.py": PATCH },
    { "cart.py": "def add(a, b):\n    return b + a\n", "sitecustomize.py": "import cart\n" },
  ],
  [
    "a test that moved with its module",
    FILES,
    "npm test",
    {
      ...{ "src/cart.js": null, "src/lib/cart.js": BROKEN, "tests/cart.test.js": null },
      "tests/lib/cart.test.js": spec(
        'test("adds", () => expect(typeof add).toBe("function"));\ntest("none", () => expect(none()).toBe(0));\n',
        "add, none",
        "../../src/lib/cart.js",
      ),
    },
    {
      ...{ "src/cart.js": null, "src/lib/cart.js": CART, "tests/cart.test.js": null },
      "tests/lib/cart.test.js": spec(ADDS + NONE, "add, none", "../../src/lib/cart.js"),
    },
  ],
];
describe("what tests are started with, and what they load, is as good as they are", () => {
  for (const [what, files, command, cheat, honest] of AIDS) {
    const spec = running(command);
    spec(`asked: ${what}`, async () => {
      const made = await built(cheat, undefined, {}, { ...DEFAULT_FILES, ...files }, command);
      expect(cameOf(made)).toMatchObject(isAsked());
    });
    spec(`no person is asked: ${what}`, async () => {
      const made = await built(honest, undefined, {}, { ...DEFAULT_FILES, ...files }, command);
      expect(cameOf(made).asked).toEqual([]);
    });
  }
});

test("reviewers of the code are asked which criterion wants it, and it stays on the first line", async () => {
  const seen: string[] = [];
  const edits = { "src/cart.js": BROKEN, "tests/cart.test.js": spec(NONE) };
  const made = await built(edits, undefined, {}, FILES, "npm test", (brief) => {
    if (brief.writes.includes("code-review")) seen.push(brief.text);
    return undefined;
  });
  expect(made.run.status).toBe("complete");
  expect(seen.length).toBeGreaterThan(0);
  for (const text of seen) {
    expect(text).toContain('"outdated": [{"id": "E1", "criterion":');
    expect(text).toContain(`- E1: ${OLD}`);
  }
  const told = "unknown: 1 earlier test not seen to pass as before";
  expect(header(viewOf(made.project, made.run), PLAIN_LAYOUT)).toContain(told);
  expect(reportText(reportFacts(made.project, made.run)).split("\n")[0]).toContain(told);
});

test("what the request names by its own name is counted, and nobody is asked", async () => {
  const edits = { "tests/cart.test.js": spec(NONE), "src/cart.js": BROKEN };
  const made = await built(edits, 'Let add subtract; the test "adds" goes');
  expect(cameOf(made)).toEqual({ outcome: "pass", asked: [], lost: [OLD] });
});

/** And how many tests went. */
const GONE: [...Case, number][] = [
  [
    "a feature went with its tests",
    {
      "src/cart.js": "export const add = (a, b) => a + b;\n",
      "tests/cart.test.js": spec(ADDS, "add"),
    },
    1,
  ],
  ["a module went with its tests", { "src/cart.js": null, "tests/cart.test.js": null }, 1],
];

/** And how many tests are counted. */
const HONEST: [...Case, number][] = [
  ["no earlier test was touched", {}, 0],
  [
    "a test was added to its file",
    {
      "tests/cart.test.js": spec(`${ADDS}${NONE}test("more", () => expect(add(2, 2)).toBe(4));\n`),
    },
    0,
  ],
  [
    "tests got other names",
    { "tests/cart.test.js": spec(`test("adds two", () => expect(add(1, 2)).toBe(3));\n${NONE}`) },
    0,
  ],
  [
    "a file of tests has another place",
    {
      "tests/cart.test.js": null,
      "tests/unit/cart.test.js": spec(ADDS + NONE, "add, none", "../../src/cart.js"),
    },
    0,
  ],
  [
    "the change means another result, and its test says so",
    {
      "src/cart.js": BROKEN,
      "tests/cart.test.js": spec(`test("adds", () => expect(add(1, 2)).toBe(-1));\n${NONE}`),
    },
    1,
  ],
  [
    "it does, and its test has another name",
    {
      "src/cart.js": BROKEN,
      "tests/cart.test.js": spec(`test("takes away", () => expect(add(1, 2)).toBe(-1));\n${NONE}`),
    },
    1,
  ],
  [
    "it does, and the same file tests what is new",
    {
      "src/cart.js": `${BROKEN}export const two = () => 2;\n`,
      "tests/cart.test.js": spec(
        `test("adds", () => expect(add(1, 2)).toBe(-1));\n${NONE}test("two", () => expect(two()).toBe(2));\n`,
        "add, none, two",
      ),
    },
    1,
  ],
  [
    "a module has another name, and its tests too",
    {
      "src/cart.js": null,
      "src/sum.js": CART.replaceAll("add", "sum"),
      "tests/cart.test.js": null,
      "tests/sum.test.js": spec(
        'test("sums", () => expect(sum(1, 2)).toBe(3));\ntest("zero", () => expect(none()).toBe(0));\n',
        "sum, none",
        "../src/sum.js",
      ),
    },
    1,
  ],
  ["the script also checks types", { "package.json": scripts({ test: "true && bun test" }) }, 0],
  [
    "a first configuration came",
    { "bunfig.toml": '[test]\npreload = ["./dom.js"]\n', "dom.js": "globalThis.page = 1;\n" },
    0,
  ],
];

describe("no person is asked about honest work, where", () => {
  test.each(HONEST)("%s", async (_what, edits, lost) => {
    const seen = cameOf(await built(edits));
    expect([seen.outcome, seen.asked, seen.lost.length]).toEqual([
      lost > 0 ? "lost" : "pass",
      [],
      lost,
    ]);
  });
  test.each(GONE)("%s", async (_what, edits, went) => {
    const seen = cameOf(await built(edits));
    expect([seen.outcome, seen.asked, seen.lost.length]).toEqual(["lost", [], went]);
  });
});

describe("the same in a task of a plan, as council and phases carry it out", () => {
  const { repository, write } = workstreams();
  /** `own`: the tests are the task's criterion, or else run beside it. */
  const carried = async (edits: Edits, own: boolean, reviewed: boolean, files: Edits = FILES) => {
    const texts = (all: Edits) =>
      Object.fromEntries(
        Object.entries(all).filter((one): one is [string, string] => one[1] !== null),
      );
    // What an ignore file names is changed by nobody, as a task sees it.
    const hidden = (edits[".gitignore"] ?? files[".gitignore"] ?? "").split("\n");
    const criteria = own ? ["npm test", "test -e done.txt"] : ["test -e done.txt"];
    const run = new Execution(repository(texts(files)), {
      tasks: [task(1, { files: ["**"], criteria })],
      planned: own ? {} : { tests: ["npm test"] },
      approved: [...criteria, "npm test"],
      options: reviewed ? { reviewed: "yes" } : {},
    });
    await run.check("Take a snapshot");
    const place = run.begin("Task 1");
    // The time of events is made up here; that of files lags behind the clock.
    run.task("Task 1").started_at = new Date().toISOString();
    await Bun.sleep(TICK);
    const goodbye = 'import { test } from "bun:test";\n\ntest("goodbye", () => {});\n';
    write(place, { "tests/goodbye.test.ts": goodbye, ...texts(edits), "done.txt": "x\n" });
    for (const [path, text] of Object.entries(edits)) if (text === null) rmSync(join(place, path));
    expect(
      run.hand("Task 1", {
        changed_files: [...Object.keys(edits).filter((path) => !hidden.includes(path)), "done.txt"],
      }),
    ).toEqual([]);
    const outcome = await run.check("Check task 1");
    return {
      outcome,
      facts: run.task("Check task 1").facts,
      asked: run.now.questions.map(({ kind }) => kind),
      run,
    };
  };
  // Every other one is seen by the task's criterion, and else by the project's own tests beside it.
  test.each(CHEATS.map((one, at) => [...one, at % 2 === 0] as const))(
    "the person is asked where nobody reviews the code: %s",
    async (_how, edits, own) => {
      const all = { "src/cart.js": BROKEN, ...edits };
      const { outcome, asked, facts } = await carried(all, own, false);
      expect([outcome, asked]).toEqual(["weakened", ["execute-unshown"]]);
      expect(facts.lost_tests).toContain(OLD);
    },
  );
  test.each(CHEATS.map((one, at) => [...one, at % 2 === 1] as const))(
    "its reviewers are asked: %s",
    async (_how, edits, own) => {
      const all = { "src/cart.js": BROKEN, ...edits };
      const { outcome, asked, facts } = await carried(all, own, true);
      expect([outcome, asked, facts.evidence]).toEqual(["pass", [], "unknown" as never]);
      expect(facts.lost_tests).toContain(OLD);
    },
  );
  const rated = (rate: string, more = "") =>
    spec(`test("rate", () => expect(rate()).toBe(${rate}));\n${more}`, "rate");
  const byRate = (otherwise: number): string =>
    `export const rate = () => Number(process.env.RATE ?? ${otherwise});\n`;
  const IGNORES = {
    ...DEFAULT_FILES,
    "package.json": scripts({ test: "bun test" }),
    ".gitignore": ".env\n",
    ".env": "RATE=7\n",
    "src/cart.js": byRate(1),
    "tests/cart.test.js": rated("7"),
  };
  test("what git ignores and nobody has written is in the copy", async () => {
    const edits = { "src/cart.js": byRate(2), "tests/cart.test.js": rated("7", NONE_AT_ALL) };
    const { outcome, facts } = await carried(edits, true, true, IGNORES);
    expect([outcome, facts.lost_tests]).toEqual(["pass", undefined]);
  });
  test("what git ignores and the task wrote is not, and that is told", async () => {
    const edits = {
      ".env": "RATE=8\n",
      "tests/cart.test.js": rated("8"),
      "src/cart.js": byRate(2),
    };
    const { outcome, facts } = await carried(edits, true, true, IGNORES);
    expect([outcome, facts.lost_tests]).toEqual([
      "pass",
      [
        "Unknown whether earlier tests pass on the new code: 1 command did not pass in a copy of the project either",
      ],
    ]);
  });
  test.each([...HONEST, ...GONE].map((one, at) => [...one, at % 2 === 0] as const))(
    "no person is asked: %s",
    async (_, edits, lost, own) => {
      const { outcome, asked, facts } = await carried(edits, own, true);
      expect([outcome, asked, facts.lost_tests?.length ?? 0]).toEqual(["pass", [], lost]);
    },
  );
});
