// Guarantee: Tests are run by the program.
// Runs: in full too, first.
// Not in npm test: although the command ends with 0: (?!npm test|node --test a.test.js \|\| true)
// Not in npm test: ^tests: n|^running the tests an endless|^a change that brings
// Not in npm test: where it ran before it$|ends with 0: npm
// Not in npm test: (?:or the author mends it|another one asks the person, who may)
// Not in npm test: (?:what the person let pass is known from then on|npx brings no package in)
// Not in npm test: (?:is the change.s own failure where it ran|is marked where nothing else tells)
// Not in npm test: ^a change that ends the run of its tests|are not those that the run itself has
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { needsShell, readCommandLine } from "../../../src/command-line.ts";
import type { Run } from "../../../src/engine/run.ts";
import { alive, startTime } from "../../../src/process/identity.ts";
import { findProject } from "../../../src/project/project.ts";
import { isRunFile } from "../../../src/project/steering.ts";
import { runTests, type TestOptions } from "../../../src/record/tests/run-tests.ts";
import {
  newestTests,
  type TestedWithCases,
  type TestToRun,
  testsIn,
  testsOf,
} from "../../../src/record/tests/test-record.ts";
import { type TestCase, titleOf } from "../../../src/runners/report.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { getObject, putObject } from "../../../src/store/objects.ts";
import { sceneOf } from "../../../src/workflows/index.ts";
import { testLines, testsForBrief } from "../../../src/workflows/words/test-words.ts";
import { makeRun } from "../../cli/made/make-run.ts";
import { WITH_TASKFILE } from "../../harness/go-task.ts";
import { running } from "../../harness/needs.ts";
import { patient } from "../../harness/patience.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../../harness/project.ts";
import { implementation } from "../../harness/workers.ts";
import { added, TASKS } from "../../workflows/multi-ai/ids.ts";

afterEach(cleanup);

/**
 * As npm 10 and 11, pnpm 9, Yarn 1 and 4, GNU make, Rake, Composer, PHP, Cargo, Gradle and Maven
 * say it.
 */
const SAID_WHERE_NOTHING_IS = [
  'npm warn x\nnpm error Missing script: "nosuch"\nnpm error',
  'npm ERR! Missing script: "test"',
  "npm error No workspaces found:\nnpm error   --workspace=nope",
  'npm error npx canceled due to missing packages and no YES option: ["jest@30.5.2"]',
  " ERR_PNPM_NO_SCRIPT  Missing script: nosuch",
  ' ERR_PNPM_RECURSIVE_EXEC_FIRST_FAIL  Command "nosuch" not found',
  'error Command "nosuch" not found.',
  'Usage Error: Couldn\'t find a script named "nosuch".',
  "make: *** No rule to make target 'nosuch'.  Stop.",
  "rake aborted!\nNo Rakefile found (looking for: rakefile, Rakefile)",
  "rake aborted!\nDon't know how to build task 'nosuch' (See the list of available tasks with `rake --tasks`)",
  "Could not open input file: vendor/bin/phpunit",
  '  Command "nosuch" is not defined.  ',
  "error: no such command: `nextest`",
  "error: could not find `Cargo.toml` in `/shop` or any parent directory",
  "* What went wrong:\nTask 'nosuch' not found in root project 'my shop'.",
  "[ERROR] The goal you specified requires a project to execute but there is no POM in this directory (/shop).",
];

/** The tests' own bun. */
const PATH = `${join(import.meta.dir, "../../../node_modules/.bin")}:${process.env.PATH}`;

const options = (over: Partial<TestOptions> = {}): TestOptions => ({
  env: { ...process.env, PATH },
  signal: new AbortController().signal,
  timeoutMs: patient(20_000),
  baseline: false,
  task: added(2),
  ...over,
});

const run = (root: string, tests: (string | TestToRun)[], over: Partial<TestOptions> = {}) =>
  runTests(
    findProject(root),
    null,
    tests.map((one) => (typeof one === "string" ? { text: one, shellAllowed: true } : one)),
    options(over),
  );

describe("a test that failed has failed", () => {
  const RED = 'require("node:test").test("adds", () => { throw new Error("3, not 2"); });\n';
  const GREEN = 'require("node:test").test("adds", () => {});\n';
  const COMMANDS = [
    "node --test a.test.js | tee test.log",
    "node --test a.test.js; exit 0",
    "node --test a.test.js || true",
    "make check",
    "npm test",
  ];
  const files = {
    Makefile: "check:\n\t-node --test a.test.js\n",
    "package.json": '{"scripts":{"test":"node --test a.test.js | tee test.log"}}',
  };

  for (const command of COMMANDS)
    running(command)(`although the command ends with 0: ${command}`, async () => {
      const root = makeProject({ files: { ...files, "a.test.js": RED } });
      const record = await run(root, [command]);
      expect(record).toMatchObject({
        outcome: "fail",
        commands: [{ state: "failed", exit: 0, failed: 1, red: "new" }],
      });
      expect(record.commands[0]!.new_failures).toEqual(["adds"]);
      writeFileSync(join(root, "a.test.js"), GREEN);
      expect(await run(root, [command])).toMatchObject({
        outcome: "pass",
        commands: [{ state: "passed", passed: 1 }],
      });
    });

  test.each([
    [
      "a linter's warnings",
      "echo; echo '✖ 3 problems (0 errors, 3 warnings)'; echo 'Tests: 2 passed, 2 total'",
    ],
    ["a linter alone", "echo '✖ 1 problem (0 errors, 1 warning)'; true"],
    [
      "what a test of a program prints",
      "echo '✖ cannot connect'; echo '✔ says why (1.2ms)'; echo 'ℹ pass 1'; echo 'ℹ fail 0'",
    ],
    [
      "mocha, which counts no failure where there is none",
      "echo '✖ cannot connect'; echo '  ✔ says why'; echo '  1 passing (3ms)'",
    ],
  ])("and %s is no test", async (_what, command) => {
    const { outcome, commands } = await run(makeProject({ files: {} }), [command]);
    expect([outcome, commands[0]?.failed]).toEqual(["pass", 0]);
  });
});

test("what is kept of an output has no secret of the environment, in whatever form; names of tests stay", async () => {
  const root = makeProject({
    files: {
      ".env":
        "SHOP_NAME=ours-and-theirs\nDATABASE_URL=postgres://shop:hunter2-hunter2@db/shop\nMAIL_PASSWORD='not for anybody'\n",
      ".env.example": "MAIL_PASSWORD=put-yours-here\n",
      "a.test.js": `import { expect, test } from "bun:test";
const token = process.env.SHOP_TOKEN;
test("logs in with s3cr3t-of-the-shop", () => {
  console.log("token", token, btoa(token), encodeURIComponent(token), "mode", process.env.AUTH_MODE);
  for (const text of ["ours-and-theirs", "hunter2-hunter2", "not for anybody", "put-yours-here"]) console.log("said", text);
  expect(token).toBe("another");
});
`,
    },
  });
  const SHOP_TOKEN = "s3cr3t-of-the-shop";
  const record = await run(root, ["bun test"], {
    env: { ...process.env, PATH, SHOP_TOKEN, AUTH_MODE: "plain" },
  });
  const [ran] = record.commands;
  const log = new TextDecoder().decode(getObject(findProject(root).task, ran!.log!)!);
  for (const kept of [log, JSON.stringify(ran!.lines)])
    for (const form of [SHOP_TOKEN, btoa(SHOP_TOKEN)]) expect(kept).not.toContain(form);
  expect(log).toContain("token [masked] [masked] [masked] mode plain");
  expect(log).toContain('Expected: "another"');
  // Of a .env file those whose names look secret, and passwords in addresses; one that is made to
  // be shared has none.
  const said = [...log.matchAll(/^said (.*)$/gm)].map((match) => match[1]);
  expect(said).toEqual(["ours-and-theirs", "[masked]", "[masked]", "put-yours-here"]);
  expect(titles(ran!, "failed")).toEqual(["logs in with s3cr3t-of-the-shop"]);
});

describe("a command line", () => {
  test.each<[string, string[]]>([
    ["bun test", ["bun", "test"]],
    ["  npm   run  test:unit ", ["npm", "run", "test:unit"]],
    ["go test ./...", ["go", "test", "./..."]],
    [`pytest -k "a and b" 'c d'`, ["pytest", "-k", "a and b", "c d"]],
    ["./gradlew test --tests=A.b", ["./gradlew", "test", "--tests=A.b"]],
    [`node --test "" x`, ["node", "--test", "", "x"]],
  ])("%s needs no shell", (line, words) => {
    expect(readCommandLine(line)).toEqual({ shell: false, words });
  });

  test.each([
    "cd web && npm test",
    "npm test | tee log",
    "CI=1 npm test",
    "echo $HOME",
    'echo "$HOME"',
    "rm *",
    "a; b",
    "x > y",
    "`id`",
    "(a)",
    "a\\ b",
    "~/bin/test",
    "",
    "   ",
    'a "b',
    "# none",
  ])("%s does", (line) => {
    expect(needsShell(line)).toBe(true);
  });

  test("no word of a line without a shell holds what a shell would act on unquoted", () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        const read = readCommandLine(line);
        if (!read.shell)
          expect(line.replaceAll(/'[^']*'|"[^"]*"|(?<=[ \t])!(?=[ \t])/g, "")).not.toMatch(
            /[$`\\|&;<>()*?[\]{}~#!\n]/,
          );
      }),
    );
  });
});

describe("running the tests", () => {
  test("what passes, what fails, what is not there: states, names, last lines and the whole log", async () => {
    const root = makeProject({
      files: {
        "ok.test.ts": 'import { test } from "bun:test";\ntest("is fine", () => {});\n',
        "bad.test.ts":
          'import { expect, test } from "bun:test";\ntest("is broken", () => {\n  expect(1).toBe(2);\n});\n',
      },
    });
    const record = await run(root, [
      "bun test ./ok.test.ts",
      "bun test ./bad.test.ts",
      "no-such-program --x",
    ]);
    expect(
      record.commands.map((one) => [
        one.state,
        one.exit,
        titles(one, "passed"),
        titles(one, "failed"),
      ]),
    ).toEqual([
      ["passed", 0, ["is fine"], []],
      ["failed", 1, [], ["is broken"]],
      ["not_found", null, [], []],
    ]);
    expect(record.outcome).toBe("fail");
    const bad = record.commands[1]!;
    expect(bad.lines.join("\n")).toContain("1 fail");
    expect(bad.lines.join("\n").length).toBeLessThan(1_000);
    expect(new TextDecoder().decode(getObject(join(root, ".task"), bad.log!)!)).toContain(
      "Expected: 2",
    );
    // The same, before anything was built, is red and nobody's fault.
    expect((await run(root, ["bun test ./bad.test.ts"], { baseline: true })).outcome).toBe("red");
    expect((await run(root, ["bun test ./ok.test.ts"])).outcome).toBe("pass");
    expect((await run(root, ["no-such-program"])).outcome).toBe("cannot_run");
  });

  test("words are words: nothing of a line reaches a shell unless a person approved the line", async () => {
    const root = makeProject();
    const line = "touch made && touch more";
    const auto = await run(root, [{ text: line, shellAllowed: false }]);
    expect(auto.commands[0]).toMatchObject({ state: "not_run", shell: true, log: null });
    // What was not run has not passed.
    expect(auto.outcome).toBe("none");
    expect(existsSync(join(root, "made"))).toBe(false);
    await run(root, [`sh -c 'touch "$0"' "a b"`]);
    expect(existsSync(join(root, "a b"))).toBe(true);
    expect((await run(root, [line])).commands[0]).toMatchObject({ state: "passed", shell: true });
    expect(existsSync(join(root, "more"))).toBe(true);
  });

  test("one that does not end is ended with everything that it started", async () => {
    const root = makeProject();
    const record = await run(root, ["sh -c 'sleep 600 & echo $! > pid; wait'"], { timeoutMs: 300 });
    expect(record.commands[0]).toMatchObject({ state: "timeout", exit: null });
    expect(record.outcome).toBe("cannot_run");
    const pid = Number(readFileSync(join(root, "pid"), "utf8"));
    expect(alive(pid, startTime(pid) ?? "gone")).toBe(false);
  });

  test("an endless output is bounded, its start and its end are kept", async () => {
    const root = makeProject();
    const record = await run(root, [`sh -c 'echo first; yes | head -c 5000000; echo last'`]);
    const log = new TextDecoder().decode(getObject(join(root, ".task"), record.commands[0]!.log!)!);
    expect(log.length).toBeLessThan(1_048_576);
    expect(log).toStartWith("first\n");
    expect(log.trimEnd()).toEndWith("last");
    expect(record.commands[0]!.lines.at(-1)).toBe("last");
  });

  test("an output that is no text is kept, too, however much it grows when it is made one", async () => {
    const root = makeProject();
    const record = await run(root, [
      'sh -c \'head -c 3000000 /dev/zero | tr "\\\\000" "\\\\377"; echo last\'',
    ]);
    const log = getObject(join(root, ".task"), record.commands[0]!.log!)!;
    expect(log.length).toBeLessThan(1_048_576);
    expect(new TextDecoder().decode(log).trimEnd()).toEndWith("last");
  });

  test("npx brings no package in by a line that no person has seen", async () => {
    const root = makeProject();
    const env = { ...process.env, npm_config_yes: undefined };
    const seen = async (shellAllowed: boolean): Promise<string> => {
      const record = await run(
        root,
        [{ text: "node -p process.env.npm_config_yes", shellAllowed }],
        { env },
      );
      return record.commands[0]!.lines.join();
    };
    expect([await seen(false), await seen(true)]).toEqual(["false", "undefined"]);
  });

  test("go-task has an empty cache each time, and none in .task/", async () => {
    const root = makeProject({ files: { ...DEFAULT_FILES, ...WITH_TASKFILE } });
    for (const name of Object.keys(WITH_TASKFILE))
      expect([name, isRunFile(name)]).toEqual([name, name !== "tools/task"]);
    for (const line of ["sh tools/task test", "sh tools/task test | cat"])
      for (const _ of ["first", "again"]) {
        const { commands } = await run(root, [line]);
        expect(commands[0]!.lines.join()).toStartWith("ran in /");
      }
    expect(existsSync(join(root, ".task/checksum"))).toBe(false);
  });

  test("runners are not told that a model reads along, and colour is left out", async () => {
    const root = makeProject();
    const env = {
      ...process.env,
      CLAUDECODE: "1",
      CLAUDE_PLUGIN_ROOT: "x",
      MULTI_AI_HOME: "y",
      KEPT: "z",
      CI: undefined,
      FORCE_COLOR: "1",
    };
    const record = await run(root, ["sh -c 'env | sort'"], { env });
    const log = new TextDecoder().decode(getObject(join(root, ".task"), record.commands[0]!.log!)!);
    expect(log).not.toMatch(/^(?:CLAUDE|MULTI_AI)/m);
    expect(log).toMatch(/^CI=true$/m);
    expect(log).toMatch(/^KEPT=z$/m);
    expect(log).toMatch(/^NO_COLOR=1$/m);
    // To nox, and to whoever reads it by its presence, "0" is a wish for colour.
    expect(log).not.toMatch(/^FORCE_COLOR/m);
  });

  test("a script that is not there could not be run, whatever exit code says so; one whose tests are told has run", async () => {
    const root = makeProject({ files: { "package.json": '{"name":"shop"}', "said.txt": "" } });
    const outcome = async (line: string) => (await run(root, [line], { baseline: true })).outcome;
    expect(await outcome("bun run nosuch")).toBe("cannot_run");
    expect(await outcome("python3 -m no_such_module")).toBe("cannot_run");
    const saying = (text: string): Promise<string> => {
      writeFileSync(join(root, "said.txt"), text);
      return outcome("sh -c 'cat said.txt >&2; exit 1'");
    };
    for (const text of SAID_WHERE_NOTHING_IS)
      expect([text, await saying(text)]).toEqual([text, "cannot_run"]);
    for (const text of [
      'npm error Missing script: "unit"\n✓ adds\n',
      "make: *** No rule to make target 'a.o', needed by 'test'.  Stop.",
      "ModuleNotFoundError: No module named 'shop'",
      "npm error Lifecycle script `test` failed with error:",
    ])
      expect([text, await saying(text)]).toEqual([text, "red"]);
  });
});

test("what the person let pass is known from then on; one more failure is not", async () => {
  const failing = (name: string) =>
    `import { expect, test } from "bun:test";\ntest("${name}", () => expect(1).toBe(2));\n`;
  const { project, run } = await makeRun({
    settings: {
      tests: { run: true, commands: ["bun test"], timeout_minutes: 1 },
      limits: { ...DEFAULT_SETTINGS.limits, tests: 1 },
    },
    answers: {
      story: { option: "approve", text: null },
      "tests-limit": { option: "accept", text: "we know" },
    },
    worker: (brief) => {
      if (!brief.writes.endsWith("/impl-result.json")) return undefined;
      const work = implementation(
        brief,
        brief.text.startsWith("Carry out") ? "" : `// ${brief.task}\n`,
      );
      return { ...work, edits: { ...work.edits, "tests/slow.test.ts": failing("is slow here") } };
    },
    until: (now) =>
      now.tasks.some((task) => task.subject === "Code Review - Sonnet" && task.status === "ready"),
  });
  expect(
    run.tasks.slice(TASKS).map((task) => [task.subject, task.outcome, task.waiver?.kind ?? null]),
  ).toEqual([
    ["Tests - Baseline", "pass", null],
    ["Tests", "fail", null],
    ["Fix Code - Tests v1", "complete", null],
    ["Tests v2", "fail", "accepted"],
  ]);
  const again = () =>
    runTests(project, sceneOf(project, run), testsOf(run), options({ task: null }));
  expect((await again()).outcome).toBe("known");
  writeFileSync(join(project.root, "tests/more.test.ts"), failing("is new"));
  expect(await again()).toMatchObject({
    outcome: "fail",
    commands: [{ new_failures: ["is new"] }],
  });
});

describe("files of the change that are written while the tests run, and are as before again", () => {
  const mending =
    "cp src/goodbye.ts kept; echo mended >src/goodbye.ts; cp kept src/goodbye.ts; rm kept\n";
  const made = (script: string) =>
    makeRun({
      root: makeProject({ files: { ...DEFAULT_FILES, "test.sh": "exit 0\n" } }),
      settings: { tests: { run: true, commands: ["sh ./test.sh"], timeout_minutes: 1 } },
      answers: { story: { option: "approve", text: null } },
      worker: (brief) => {
        if (!brief.writes.endsWith("/impl-result.json")) return undefined;
        const work = implementation(brief);
        return { ...work, edits: { ...work.edits, "test.sh": script } };
      },
      until: (run) =>
        run.tasks.some(
          (task) => task.subject === "Code Review - Sonnet" && task.status === "ready",
        ),
    });
  const noticed = (run: Run) =>
    (run.notices ?? []).map(({ what, asked, text }) => ({ what, asked, text }));

  test("are told to reviewers and stand in the report, and nobody is asked", async () => {
    const { run, project } = await made(mending);
    const text = expect.stringContaining(
      "Changed while the tests ran, and then changed back: src/goodbye.ts. A test or",
    );
    expect(noticed(run)).toEqual([{ what: "written-meanwhile", asked: false, text }]);
    expect(testLines(testsForBrief(project, run, null)).join("\n")).toContain(
      "- Changed while the tests ran",
    );
  });

  test("are not those that the run itself has changed, nor what nobody has changed in the run", async () => {
    const { run, project } = await made("touch src/greet.ts; echo '// more' >>src/goodbye.ts\n");
    expect(noticed(run)).toEqual([]);
    expect(testLines(testsForBrief(project, run, null)).join("\n")).toContain(
      "The test run itself changed files",
    );
    expect(noticed((await made("exit 0\n")).run)).toEqual([]);
  });
});

test.each([
  [
    "ends the run of its tests is red, also where there were none before",
    "process.exit(0);\n",
    "fail",
  ],
  ["brings the first tests is not", "", "pass"],
])("a change that %s", async (_, ends, outcome) => {
  const { run, project } = await makeRun({
    root: makeProject({
      files: { "package.json": "{}\n", "src/greet.ts": "export const greet = 1;\n" },
    }),
    settings: { tests: { run: true, commands: ["bun test"], timeout_minutes: 1 } },
    answers: { story: { option: "approve", text: null } },
    worker: (brief) => {
      if (!brief.writes.endsWith("/impl-result.json")) return undefined;
      const work = implementation(brief);
      return {
        ...work,
        edits: { ...work.edits, "src/goodbye.ts": ends + work.edits!["src/goodbye.ts"]! },
      };
    },
    until: (now) => now.tasks.some((task) => task.subject === "Tests" && task.outcome !== null),
  });
  expect(run.tasks.find((task) => task.subject === "Tests")!.outcome).toBe(outcome);
  const told = testLines(testsForBrief(project, run, null)).join("\n");
  expect(told.includes("as if the tests passed and left none")).toBe(outcome === "fail");
});

test("the newest run of tests is the one that began last, wherever its task stands", () => {
  const project = findProject(makeProject());
  const record = JSON.stringify({ baseline: false, commands: [] });
  const ran = (id: string, started_at: string) => ({
    ...{ id, started_at, kind: "gate", void: false, who: { program: "tests" } },
    artifact: putObject(project.task, record),
  });
  const tasks = [ran("T1", "2026-01-01T00:02:00Z"), ran("T2", "2026-01-01T00:01:00Z")];
  expect(newestTests(project, { tasks } as unknown as Run)!.task.id).toBe("T1");
});

const titles = (one: TestedWithCases, state: TestCase["state"]): string[] =>
  one.tests.filter((test) => test.state === state).map(titleOf);

describe("an output of more than 1 MB", () => {
  const loud = (what: string): string =>
    `console.log(\`${"x".repeat(99)}\n\`.repeat(7_000));${what}\n`;

  test("loses no failing test that its runner's report names", async () => {
    const fails = (name: string): string => `test("${name}", () => {throw new Error("broken")});`;
    const text = `import { test } from "bun:test";\n${loud("")}test("is loud", () => {${loud("")}});${fails("is in the middle")}test("is loud, too", () => {${loud("")}${loud("")}});`;
    const [ran] = (await run(makeProject({ files: { "a.test.js": text } }), ["bun test"])).commands;
    expect(ran).toMatchObject({ told_by: "report", state: "failed", passed: 2, failed: 1 });
    expect(ran!.is_cut).toBeUndefined();
    expect(titles(ran!, "failed")).toEqual(["is in the middle"]);
  });

  test("is marked where nothing else tells its tests", async () => {
    const files = {
      "a.js": `${loud("")}${loud("")}console.log("not ok 1 - in the middle");${loud("")}${loud("")}process.exit(1);`,
    };
    const [ran] = (await run(makeProject({ files }), ["bun a.js"])).commands;
    expect(ran).toMatchObject({ told_by: "exit", state: "failed", is_cut: true });
  });
});

describe("a command whose program is not there, by what a shell or npm says of it", () => {
  const settings = (commands: string[]) => ({ tests: { run: true, commands, timeout_minutes: 1 } });
  const answers = { story: { option: "approve", text: null } };

  test("could not be run: before the change the person is asked at once", async () => {
    const root = makeProject();
    for (const line of ["no-such-program; exit $?", "sh -c 'exit 126'"])
      expect(await run(root, [line], { baseline: true })).toMatchObject({
        outcome: "cannot_run",
        commands: [{ state: "not_found" }],
      });
    const made = await makeRun({ settings: settings(["true; exit 127"]), answers });
    expect(made.run.questions).toMatchObject([
      { kind: "baseline-cannot-run", commands: ["true; exit 127"] },
    ]);
    expect(made.run.tasks.find((task) => task.id === "T2")!.status).toBe("blocked");
  });

  test.each([
    ["packages that are not installed stop the run", "sh -c 'exit 127'", ["baseline-cannot-run"]],
    ["a script that the change will bring does not", "npm run to-come", []],
  ])("with --auto, too: %s", async (_, command, asked) => {
    const made = await makeRun({
      settings: settings([command]),
      auto: true,
      until: (now) =>
        now.questions.length > 0 ||
        now.tasks.find((task) => task.id === "T2")!.status !== "blocked",
    });
    expect(made.run.questions.map((one) => one.kind)).toEqual(asked);
  });

  test("is the change's own failure where it ran before it", async () => {
    const root = makeProject({ files: { ...DEFAULT_FILES, "test.sh": "exit 0\n" } });
    const made = await makeRun({
      root,
      settings: settings(["sh ./test.sh"]),
      answers,
      worker: (brief) => {
        if (!brief.writes.endsWith("/impl-result.json")) return undefined;
        const work = implementation(brief);
        return { ...work, edits: { ...work.edits, "test.sh": "exit 127\n" } };
      },
      until: (now) => now.tasks.some((task) => task.subject === "Fix Code - Tests v1"),
    });
    expect(made.run.tasks.find((task) => task.subject === "Tests")!.outcome).toBe("fail");
  });
});

test("a test that is left out, planned, or only written about has not passed", async () => {
  const text = `import { expect, test } from "bun:test";
// test("is only written about", () => {});
test("passes", () => expect(1).toBe(1));
test.skip("is left out", () => {});
test.todo("is planned");
`;
  const record = await run(makeProject({ files: { "a.test.ts": text } }), ["bun test"]);
  expect(record.commands[0]).toMatchObject({ told_by: "report", passed: 1, failed: 0, skipped: 2 });
  expect(testsIn(record, "passed").map(titleOf)).toEqual(["passes"]);
});

describe("red before and red now, and no test has a name", () => {
  const settings = { tests: { run: true, commands: ["sh ./test.sh"], timeout_minutes: 1 } };
  const files = { ...DEFAULT_FILES, "test.sh": "echo '1 failing (3 ms)'; exit 1\n" };
  const made = (
    now: string,
    answers: Record<string, { option: string; text: string | null }> = {},
  ) =>
    makeRun({
      root: makeProject({ files }),
      settings,
      answers: { story: { option: "approve", text: null }, ...answers },
      worker: (brief) => {
        if (!brief.writes.endsWith("/impl-result.json")) return undefined;
        const work = implementation(brief);
        return { ...work, edits: { ...work.edits, "test.sh": now } };
      },
      until: (run) =>
        run.tasks.some(
          ({ subject, status }) =>
            subject === "Fix Code - Tests v1" ||
            (subject === "Code Review - Sonnet" && status === "ready"),
        ),
    });
  const outcomes = (run: Run) =>
    run.tasks.slice(TASKS).map((task) => [task.subject, task.outcome, task.waiver?.kind ?? null]);

  test("the same output is the old failure, and the brief says that it is told by nothing else", async () => {
    const { run, project } = await made("echo '1 failing (7 ms)'; exit 1\n");
    expect(outcomes(run)).toEqual([
      ["Tests - Baseline", "red", null],
      ["Tests", "known", null],
    ]);
    expect(testLines(testsForBrief(project, run, null)).join("\n")).toContain(
      "`sh ./test.sh`: exit code 1, its tests are not known. Its output is the same as before the implementation",
    );
  });

  test("another one asks the person, who may let it pass, and it is known from then on", async () => {
    const { run } = await made("echo '7 failing (3 ms)'; exit 1\n");
    expect(outcomes(run)).toEqual([
      ["Tests - Baseline", "red", null],
      ["Tests", "unclear", null],
    ]);
    expect(run.questions).toMatchObject([{ kind: "tests-unclear", commands: ["sh ./test.sh"] }]);
    const passed = await made("echo '7 failing (3 ms)'; exit 1\n", {
      "tests-unclear": { option: "accept", text: "six more, by the new rules" },
    });
    expect(outcomes(passed.run).at(-1)).toEqual(["Tests", "unclear", "accepted"]);
    const again = await runTests(
      passed.project,
      sceneOf(passed.project, passed.run),
      testsOf(passed.run),
      options(),
    );
    expect(again).toMatchObject({ outcome: "known", commands: [{ red: "same_output" }] });
  });

  test("or the author mends it", async () => {
    const { run } = await made("echo '7 failing (3 ms)'; exit 1\n", {
      "tests-unclear": { option: "continue", text: null },
    });
    expect(run.tasks.map((task) => task.subject)).toContain("Fix Code - Tests v1");
  });
});
