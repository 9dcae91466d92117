// Guarantee: Findings are answered.
// Gate: a finding with a test | it counts, is never minor, and its test has to pass | it goes back to its reviewer | it counts as argued
// A test that a finding carries is run, and settles it.
// Runs: in full too, first.
// Not in npm test: ^argued stays argued.*(?:lacks an import|breaks by itself|has no test)$
// Not in npm test: ^argued stays argued.*(?:where a file is|like no test)$
// Not in npm test: ^without git
// Not in npm test: ^what (?:the person lets be|is new fails)|^one that fails without
// Not in npm test: ^restated without|without a test it is argued
// Not in npm test: ^where no c|^an honest finding|^nothing is written|^in the copy are
// Not in npm test: ^a proven finding is not (?:minor|taken)
// Not in npm test: ^argued stays argued.*(?:leaves the|does not parse)

import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { directive } from "../../../src/engine/directive.ts";
import { type Run, taskOf } from "../../../src/engine/run.ts";
import { keepCopy } from "../../../src/record/machine/copies.ts";
import { longestOf, newestTests } from "../../../src/record/tests/test-record.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { endedCommand } from "../../../src/run/results/take-in.ts";
import { reportFacts, reportOf } from "../../../src/run/views/report.ts";
import { NOT_LOADED } from "../../../src/runners/report.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { evidenceIn, findingLimit } from "../../../src/workflows/tests/finding-tests.ts";
import { cli } from "../../cli/cli.ts";
import { carryOn, dispatchTask, type MadeRun, makeRun } from "../../cli/made/make-run.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import { artifactText, type Brief, type Work } from "../../harness/team.ts";
import {
  codeApproval,
  codeObjection,
  GOODBYE,
  honest,
  implementation,
  openIds,
} from "../../harness/workers.ts";
import { noteWritten } from "../../harness/written.ts";

afterEach(cleanup);

const tests = { ...DEFAULT_SETTINGS.tests, run: true, commands: ["bun test"] };
const FILE = "tests/empty.test.ts";
const testOf = (expected: string, more = "") => ({
  file: FILE,
  code: `import { expect, test } from "bun:test";\nimport { goodbye } from "../src/goodbye.ts";\n${more}\ntest("an empty name", () => {\n  expect(goodbye("")).toBe("${expected}");\n});\n`,
  command: "bun test",
});
/** "Goodbye, " is what an empty name gives. */
const MENDED = GOODBYE.replace(
  '"Goodbye, ".concat(name)',
  'name === "" ? "Goodbye" : "Goodbye, ".concat(name)',
);
const [RED, GREEN] = [testOf("Goodbye"), testOf("Goodbye, ")] as const;

const objectionWith = (brief: Brief, test: object | null, over: object = {}): Work["artifact"] => {
  const said = codeObjection(brief);
  return {
    ...said,
    findings: said.findings.map((one) => ({ ...one, ...over, ...(test === null ? {} : { test }) })),
  };
};

/** A run up to its first review of the code. */
const upToReview = (
  options: { git?: boolean; settings?: object; root?: string } = {},
): Promise<MadeRun> =>
  makeRun({
    root: options.root ?? makeProject({ git: options.git ?? true }),
    settings: { tests, ...options.settings },
    answers: { story: { option: "approve", text: null } },
    until: (run) =>
      run.tasks.some((task) => task.gate === "code-review-sonnet" && task.status === "ready"),
  });

/**
 * What the next task's agent is told of each version of its work, in one dispatch; empty: it
 * counts.
 */
async function once(
  { project }: MadeRun,
  ...works: ((brief: Brief) => Work["artifact"] | Work)[]
): Promise<string[]> {
  const run = readRun(project)!;
  const task = taskOf(run, directive(run).tasks[0]!)!;
  const brief = await dispatchTask(project, run, task);
  const all: string[] = [];
  for (const does of works) {
    const work = honest(does)(brief);
    writeFiles(project.root, { ...work.edits, [task.writes]: artifactText(brief, work) });
    noteWritten(project, task.id);
    const now = readRun(project)!;
    const command = await endedCommand(project, now, taskOf(now, task.id)!, true);
    change(project, () => [command]);
    all.push(command.result.ok ? "" : command.result.problems.join("\n"));
  }
  return all;
}
const told = async (
  made: MadeRun,
  work: (brief: Brief) => Work["artifact"] | Work,
): Promise<string> => (await once(made, work))[0]!;
/** What tests have shown of each finding. */
const proofs = ({ project }: MadeRun) =>
  reportFacts(project, readRun(project)!).findings.map(({ proof }) => proof);
const findings = ({ project }: MadeRun): Run["findings"] => readRun(project)!.findings;

describe.each([
  ["with git", true],
  ["without git", false],
])("%s", (_, git) => {
  test("a test that fails proves its finding; it goes to the fixer, has to pass and stays", async () => {
    const made = await upToReview({ git });
    expect(await told(made, (brief) => objectionWith(brief, RED))).toBe("");
    expect(findings(made)).toMatchObject([{ id: "F1", shown: "proven" }]);
    expect(findings(made)[0]!.before).toBeUndefined();
    expect(existsSync(join(made.root, FILE))).toBe(false);
    expect(readdirSync(join(made.root, ".task/worktrees"))).toEqual([]);

    const run = readRun(made.project)!;
    const fix = taskOf(run, directive(run).tasks[0]!)!;
    expect(fix.subject).toBe("Fix Code - Sonnet v1");
    const fixed = (brief: Brief, edits: Record<string, string>, over: object = {}): Work => {
      expect(brief.text).toContain(
        "Proven: tests/empty.test.ts failed by `bun test` when this was found, and has to pass.",
      );
      expect(brief.text).toContain(
        "## Test of F1: the program does not write it; put it into the change as tests/empty.test.ts",
      );
      expect(brief.text).toContain('expect(goodbye("")).toBe("Goodbye");');
      const work = implementation(brief);
      return {
        ...work,
        artifact: { ...(work.artifact as object), ...over },
        edits: { ...work.edits, ...edits },
      };
    };
    const says = await once(
      made,
      (brief) =>
        fixed(brief, {}, { answered: [], declined: [{ id: "F1", reason: "That is how it is." }] }),
      (brief) => fixed(brief, { "src/goodbye.ts": `${GOODBYE}// mended\n` }),
      (brief) => fixed(brief, { "src/goodbye.ts": MENDED }),
      (brief) => fixed(brief, { "src/goodbye.ts": MENDED, [FILE]: RED.code }),
    );
    expect(says).toEqual([
      expect.stringContaining("F1 is proven by its test, and no reason undoes that"),
      expect.stringMatching(/the test of F1, still fails \(an empty name/),
      expect.stringMatching(/tests\/empty\.test\.ts, the test of F1, is not in the/),
      "",
    ]);
    const over = await carryOn(made.root, { answers: {} });
    expect([over.run.status, over.run.findings[0]!.state]).toEqual(["complete", "fixed"]);
    const report = reportOf(made.project, over.run);
    expect(proofs(made)).toEqual(["proven"]);
    expect(report).toContain("agreed; proven by tests/empty.test.ts");
  });
});

test("the test of a proven finding may be left out of the change where its author says so", async () => {
  const made = await upToReview();
  await told(made, (brief) => objectionWith(brief, RED));
  const says = await told(made, (brief) => {
    const work = implementation(brief);
    const deviations = [`${FILE} is not kept: tests/goodbye.test.ts says the same`];
    return {
      artifact: { ...(work.artifact as object), deviations },
      edits: { ...work.edits, "src/goodbye.ts": MENDED },
    };
  });
  expect(says).toBe("");
});

test("a test that passes refutes its finding: its reviewer takes it back or says it anew, and it is not run twice", async () => {
  const made = await upToReview();
  const [first, same, without] = await once(
    made,
    (brief) => objectionWith(brief, GREEN),
    (brief) => objectionWith(brief, GREEN),
    (brief) => codeApproval(brief),
  );
  expect(first).toMatch(
    /findings \(F1\): refuted, its test passes on this tree \(an empty name passed\)/,
  );
  expect([same, without]).toEqual([first!, ""]);
  const review = readRun(made.project)!.tasks.find((task) => task.gate === "code-review-sonnet")!;
  expect(review.tested).toMatchObject([{ finding: "F1", shown: "refuted" }]);
  expect(review.outcome).toBe("approved");
  const report = reportOf(made.project, readRun(made.project)!);
  expect(proofs(made)).toEqual(["refuted"]);
  // It is counted and named, though nobody holds it any more.
  const name = `${review.id}.F1 major at src/goodbye.ts:2 (Code Review - Sonnet): An empty name gives a dangling comma.`;
  expect(report).toContain(
    `Findings: 1 refuted by its test (1)\n  ✓ ${name}\n      refuted by its test; an empty name passed\n      Quote: `,
  );
  expect((await cli(made.root, ["status"])).out).toContain("no finding");
});

test("restated without a test it is argued, as one that never had any", async () => {
  const made = await upToReview();
  const said = await once(
    made,
    (brief) => objectionWith(brief, GREEN),
    (brief) => objectionWith(brief, null),
  );
  expect(said[1]).toBe("");
  expect(findings(made)).toMatchObject([{ id: "F1", state: "open" }]);
  expect(findings(made)[0]!.shown).toBeUndefined();
});

test("a proven finding is not taken back by its reviewer", async () => {
  const made = await upToReview();
  await told(made, (brief) => objectionWith(brief, RED));
  await told(made, (brief) => {
    const work = implementation(brief);
    return { ...work, edits: { ...work.edits, "src/goodbye.ts": MENDED, [FILE]: RED.code } };
  });
  await carryOn(made.root, { until: (run) => run.tasks.some((one) => one.kind === "rereview") });
  const run = () => readRun(made.project)!;
  await carryOn(made.root, {
    until: (now) => directive(now).tasks.some((id) => taskOf(now, id)!.kind === "rereview"),
  });
  const said = await told(made, (brief) => ({
    ...codeApproval(brief),
    prior: openIds(brief).map((id) => ({ id, state: "withdrawn", reason: "It was wrong." })),
  }));
  expect(said).toContain(
    'state is "withdrawn", but its test has failed on the change; expected "fixed" or "open"',
  );
  expect(run().findings[0]!.state).toBe("open");
});

test("a proven finding is not minor, as nobody would fix it then: its reviewer makes it major, or leaves the test out", async () => {
  const minor = (test: object | null) => (brief: Brief) =>
    objectionWith(brief, test, { severity: "minor" });
  const major = (brief: Brief) => objectionWith(brief, RED, { severity: "major" });
  const [first, second] = await once(await upToReview(), minor(RED), major);
  expect(first).toMatch(
    /findings \(F1\): severity is minor, but its test fails on this tree \(an empty name:/,
  );
  expect(second).toBe("");
  expect(await once(await upToReview(), minor(RED), minor(null))).toEqual([first!, ""]);
});

test("one that fails without the change, too, says so, and may be declined", async () => {
  const made = await upToReview();
  const old = {
    file: "tests/old.test.ts",
    code: 'import { expect, test } from "bun:test";\nimport { greet } from "../src/greet.ts";\ntest("nobody", () => {\n  expect(greet("")).toBe("Hello");\n});\n',
    command: "bun test",
  };
  expect(await told(made, (brief) => objectionWith(brief, old))).toBe("");
  expect(findings(made)).toMatchObject([{ shown: "proven", before: true }]);
  const declined = await told(made, (brief) => {
    expect(brief.text).toContain("also without this change");
    const work = implementation(brief, "// fixed\n");
    const over = {
      answered: [],
      declined: [{ id: "F1", reason: "The story does not ask for it." }],
    };
    return { ...work, artifact: { ...(work.artifact as object), ...over } };
  });
  expect(declined).toBe("");
});

test("what is new fails without the change, too, and is proven all the same; what a test leaves behind is not seen there", async () => {
  const made = await upToReview();
  const code = `import { expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
test("an empty name", async () => {
  expect(existsSync("left")).toBe(false);
  writeFileSync("left", "");
  const { goodbye } = await import("../src/goodbye.ts").catch(() => ({ goodbye: () => "nothing" }));
  expect(goodbye("")).toBe("Goodbye");
});
`;
  expect(await told(made, (brief) => objectionWith(brief, { ...RED, code }))).toBe("");
  expect(findings(made)).toMatchObject([{ shown: "proven" }]);
  expect(findings(made)[0]!.before).toBeUndefined();
});

test.each<[string, object, RegExp]>([
  ["does not parse", { ...RED, code: "test(" }, /the test itself is broken|no test/],
  [
    "lacks an import",
    testOf("Goodbye", 'import "./nothing.ts";'),
    /the test itself is broken|no test/,
  ],
  [
    "breaks by itself",
    { ...RED, code: RED.code.replace("expect(", "expects(") },
    /the test itself is broken/,
  ],
  ["has no test", { ...RED, code: "export {};\n" }, /no test of tests\/empty/],
  [
    "names a command that nobody approved",
    { ...RED, command: "bun test tests" },
    /not an approved test command/,
  ],
  ["lies where a file is", { ...RED, file: "tests/greet.test.ts" }, /already exists/],
  ["leaves the project", { ...RED, file: "../a.test.ts" }, /leaves the project/],
  ["is called like no test", { ...RED, file: "package.json" }, /is not named like a test file/],
])("argued stays argued: a test that %s", async (_, given, why) => {
  const made = await upToReview();
  expect(await told(made, (brief) => objectionWith(brief, given))).toBe("");
  expect(findings(made)).toMatchObject([{ id: "F1", state: "open", shown: "unknown" }]);
  const review = readRun(made.project)!.tasks.find((one) => one.gate === "code-review-sonnet")!;
  expect(review.tested[0]!.why).toMatch(why);
  const said = "its test did not run: ";
  const log = (await cli(made.root, ["log"])).out;
  const explained = (await cli(made.root, ["explain", review.id])).out;
  for (const one of [reportOf(made.project, readRun(made.project)!), log, explained]) {
    const text = one.replace(/\s+/g, " ");
    expect(text.slice(text.indexOf(said))).toMatch(why);
  }
  expect(
    await told(made, (brief) => {
      expect(brief.text).toContain(said);
      return implementation(brief, "// mended\n");
    }),
  ).toBe("");
});

test("in the copy are installed packages, as links, and ignored files", async () => {
  const root = makeProject();
  const left = {
    "node_modules/dep/index.js": "export const word = 'Goodbye';\n",
    ".gitignore": "node_modules\n.env\n",
  };
  writeFiles(root, { ...left, ".env": "WORD=1\n" });
  const made = await upToReview({ root });
  const uses =
    'import { word } from "dep";\nimport { existsSync } from "node:fs";\ntest("both", () => expect([word, existsSync(".env")]).toEqual(["Goodbye", true]));\n';
  const says = await told(made, (brief) => objectionWith(brief, testOf("Goodbye, ", uses)));
  expect(says).toContain("both passed");
  expect(existsSync(join(root, "node_modules/dep/index.js"))).toBe(true);
});

test("where no copy can be made the finding is argued", async () => {
  const made = await upToReview();
  rmSync(join(made.root, ".task/worktrees"), { recursive: true, force: true });
  writeFiles(made.root, { ".task/worktrees": "" });
  expect(await told(made, (brief) => objectionWith(brief, RED))).toBe("");
  expect(findings(made)).toMatchObject([{ state: "open", shown: "unknown" }]);
});

test("nothing is written through a link of the project", async () => {
  const root = makeProject();
  const outside = tempDir();
  symlinkSync(outside, join(root, "linked"));
  const made = await upToReview({ root });
  expect(
    await told(made, (brief) => objectionWith(brief, { ...RED, file: "linked/a.test.ts" })),
  ).toBe("");
  expect(findings(made)).toMatchObject([{ shown: "unknown" }]);
  expect(readdirSync(outside)).toEqual([]);
});

test("what a test of a finding changes in the project itself is put back and told, and it shows nothing", async () => {
  const made = await upToReview();
  keepCopy(made.project, made.run.run, { HOME: tempDir("home-") });
  const at = (path: string) => join(made.root, path);
  const kept = ["src/greet.ts", ".git/config"];
  const before = kept.map((path) => readFileSync(at(path), "utf8"));
  const writes = `import { appendFileSync, rmSync, writeFileSync } from "node:fs";
const up = import.meta.dir + "/../../../..";
writeFileSync(up + "/src/evil.ts", "evil");
appendFileSync(up + "/src/greet.ts", "// evil");
writeFileSync(up + "/.task/state.json", "{}");
writeFileSync(up + "/.git/hooks/post-commit", "exit 1", { mode: 0o755 });
appendFileSync(up + "/.git/config", "[core]\\n\\texcludesFile = /tmp/none\\n");
rmSync(up + "/tests/greet.test.ts");`;
  expect(await told(made, (brief) => objectionWith(brief, testOf("Goodbye", writes)))).toBe("");
  expect([existsSync(at("src/evil.ts")), existsSync(at("tests/greet.test.ts"))]).toEqual([
    false,
    true,
  ]);
  expect(kept.map((path) => readFileSync(at(path), "utf8"))).toEqual(before);
  expect(findings(made)).toMatchObject([{ state: "open", shown: "unknown" }]);
  const run = readRun(made.project)!;
  const [found] = run.tasks.find((one) => one.gate === "code-review-sonnet")!.tested;
  expect(found!.why).toBe("it changes the project: src/evil.ts, src/greet.ts, tests/greet.test.ts");
  const notices = run.notices!.map(({ what, text }) => `${what}: ${text}`);
  expect(notices).toEqual([
    expect.stringMatching(
      /^folder-changed: \.task\/state\.json changed while the commands of T\d+ ran, .*all of it was restored/,
    ),
    expect.stringMatching(
      /^git-settings: \.git\/config changed .*all of it was restored \(the changed version: /,
    ),
    expect.stringMatching(
      /^git-hooks: \.git\/hooks\/post-commit changed while the commands of T\d+ ran/,
    ),
    expect.stringMatching(/^stray-change: /),
  ]);
  const [, copy] =
    /^stray-change: The test of F1 of T\d+ \(Code Review - Sonnet\) changed .*restored: src\/evil\.ts \(the changed version: (\S+)\)/.exec(
      notices.at(-1)!,
    )!;
  expect(readFileSync(at(copy!), "utf8")).toBe("evil");
});

test.each([
  [0, 15, 5],
  [2_000, 15, 1],
  [40_000, 15, 2],
  [900_000, 15, 5],
  [0, 0.5, 0.5],
  [2_000, 0.5, 0.5],
])(
  "after %d ms of its command, of %d min, it may run %d min",
  async (ms, timeout_minutes, minutes) => {
    const settings = { ...DEFAULT_SETTINGS, tests: { ...tests, timeout_minutes } };
    expect(findingLimit({ settings } as Run, ms)).toBe(minutes * 60_000);
  },
);

inFull(
  "how long its command takes is known by the test runs before; one that never ends is stopped, and shows nothing",
  async () => {
    const made = await upToReview({ settings: { tests: { ...tests, timeout_minutes: 0.1 } } });
    const run = readRun(made.project)!;
    const [ran] = newestTests(made.project, run)!.record.commands;
    expect(longestOf(made.project, run, "bun test")).toBeGreaterThanOrEqual(ran!.ms);
    expect(longestOf(made.project, run, "npm test")).toBe(0);
    const endless = testOf("Goodbye", "await Bun.sleep(600_000);");
    expect(await told(made, (brief) => objectionWith(brief, endless))).toBe("");
    const [found] = readRun(made.project)!.tasks.find(
      (one) => one.gate === "code-review-sonnet",
    )!.tested;
    expect(found).toMatchObject({ shown: "unknown", why: "`bun test` did not finish within 6 s" });
  },
);

test("what the person lets be is no proof any more", async () => {
  const made = await upToReview();
  await told(made, (brief) => objectionWith(brief, RED));
  await told(made, (brief) => {
    const work = implementation(brief, "// looked at\n");
    const over = { status: "partial", reason: "The story wants the comma.", answered: [] };
    return { ...work, artifact: { ...(work.artifact as object), ...over } };
  });
  const { run } = await carryOn(made.root, {
    answers: { partial: { option: "accept", text: "The comma stays." } },
    until: (now) => directive(now).tasks.some((id) => taskOf(now, id)!.kind === "rereview"),
  });
  expect(run.decisions.at(-1)).toMatchObject({ option: "accept" });
  const takesBack = (brief: Brief) => ({
    ...codeApproval(brief),
    prior: openIds(brief).map((id) => ({
      id,
      state: "withdrawn",
      reason: "The person wants the comma.",
    })),
  });
  const callsFixed = (brief: Brief) => ({
    ...codeApproval(brief),
    prior: openIds(brief).map((id) => ({ id, state: "fixed" })),
  });
  const said = await once(made, callsFixed, takesBack);
  expect(said).toEqual([
    expect.stringContaining('prior (F1): state is "fixed", but its test still fails on this tree'),
    "",
  ]);
  expect(findings(made)[0]!.state).toBe("withdrawn");
});

test("a test that cannot run on the fix: its finding is open, and you are asked once", async () => {
  const made = await upToReview();
  await told(made, (brief) => objectionWith(brief, RED));
  // No copy of the project can be made.
  const copies = join(made.root, ".task/worktrees");
  rmSync(copies, { recursive: true, force: true });
  writeFileSync(copies, "");
  const mends = (brief: Brief) => {
    const work = implementation(brief);
    return { ...work, edits: { ...work.edits, "src/goodbye.ts": MENDED, [FILE]: RED.code } };
  };
  expect(await told(made, mends)).toBe("");
  const isAgain = (run: Run) =>
    directive(run).tasks.some((id) => taskOf(run, id)!.kind === "rereview");
  await carryOn(made.root, { until: isAgain });
  const asked = await carryOn(made.root, {});
  expect(asked.run.questions).toMatchObject([{ kind: "unproven" }]);
  expect(findings(made)).toMatchObject([{ state: "open", shown: "proven" }]);
  const [, first] = reportOf(made.project, asked.run).split("\n");
  expect(first).toContain("1 finding: 1 open");
  expect((await cli(made.root, ["status"])).out).toContain(
    "unknown: 1 finding whose test could not run on the fix",
  );
  rmSync(copies);
  const over = await carryOn(made.root, { answers: { unproven: { option: "again", text: null } } });
  expect([over.run.status, findings(made)[0]!.state]).toEqual(["complete", "fixed"]);
  expect(over.run.decisions.filter(({ kind }) => kind === "unproven").length).toBe(1);
});

test("where no command is approved, no test is asked for, and one that comes all the same is argued", async () => {
  const made = await upToReview({ settings: { tests: { ...tests, run: false, commands: [] } } });
  const said = await told(made, (brief) => {
    expect(brief.text).not.toContain('"test": {');
    return objectionWith(brief, RED);
  });
  expect(said).toBe("");
  expect(findings(made)).toMatchObject([{ state: "open", shown: "unknown" }]);
});

test("an honest finding without a test passes as it did", async () => {
  const made = await upToReview();
  expect(
    await told(made, (brief) => {
      expect(brief.text).toContain('"test": {');
      return objectionWith(brief, null);
    }),
  ).toBe("");
  const { run } = await carryOn(made.root, {});
  expect(run.status).toBe("complete");
});

describe("named results of a runner", () => {
  const one = { file: "test/a_test.py", code: "def test_a(): ...", command: "pytest" };
  const red = (message: string, over: object = {}) => ({
    ...{ file: "test/a_test.py", suites: [], name: "test_a", state: "failed" as const, message },
    ...over,
  });
  test.each<[string, ReturnType<typeof red>[], string]>([
    ["a failed assertion", [red("assert 1 == 2\ntest/a_test.py:3: AssertionError")], "proven"],
    [
      "an error of the code under test",
      [red("test/a_test.py:3: in test_a\nsrc/a.py:9: NameError")],
      "proven",
    ],
    ["an error of its own", [red("test/a_test.py:3: NameError")], "unknown"],
    ["a file that cannot be loaded", [red("boom", { name: NOT_LOADED })], "unknown"],
    ["somebody else's test", [red("assert 1 == 2", { file: "test/b_test.py" })], "unknown"],
    ["no file told, and its name in the code", [red("--- FAIL", { file: null })], "proven"],
    [
      "no file told, and another name",
      [red("--- FAIL", { file: null, name: "test_b" })],
      "unknown",
    ],
    ["none but skipped ones", [red("", { state: "skipped" })], "unknown"],
    ["a passed one", [red("", { state: "passed" })], "refuted"],
  ])("%s", (_, all, shown) => {
    expect(evidenceIn(one, all, "").shown).toBe(shown as never);
  });
});
