// Guarantee: Findings are answered.
// Gate: a fix of a proven finding | it is fixed | the fix goes back, and it is open | it is open, and counted
// What a test proved is fixed only where the program saw that test pass on the fix, whatever fixer
// and reviewer say of it.
// Runs: in full too.
// Not in npm test: ^honest fixes.*(?:pytest|unittest|go)$|traps nobody$
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { over } from "../../../src/cli/start/run-prompt.ts";
import { findProject } from "../../../src/project/project.ts";
import type { Call } from "../../../src/run/commands/command.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { beginRun, readBeginning } from "../../../src/run/start/begin-run.ts";
import { sarifOf } from "../../../src/run/views/merged.ts";
import { reportFacts, reportOf } from "../../../src/run/views/report.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { carryOn, SESSION } from "../../cli/made/make-run.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import { typedBehind } from "../../harness/start-line.ts";
import type { Brief } from "../../harness/team.ts";
import { openIds } from "../../harness/workers.ts";

afterEach(cleanup);

interface Language {
  command: string;
  files: Record<string, string>;
  source: string;
  broken: string;
  sound: string;
  /** The test that proves the finding, and what a fix adds besides the sound source. */
  proof: { file: string; code: string };
  adds: Record<string, string>;
}

const NODE: Language = {
  command: "node --test",
  files: {
    "package.json": '{"type":"module"}',
    "test/one.test.js": 'import test from "node:test";\ntest("one", () => {});\n',
  },
  source: "mean.js",
  broken: "export const mean = (all) => all.reduce((a, b) => a + b) / (all.length - 1);\n",
  sound: "export const mean = (all) => all.reduce((a, b) => a + b) / all.length;\n",
  proof: {
    file: "test/proof.test.js",
    code: 'import test from "node:test";\nimport assert from "node:assert";\nimport { mean } from "../mean.js";\ntest("the mean of two", () => assert.equal(mean([1, 3]), 2));\n',
  },
  adds: {},
};
NODE.adds = { [NODE.proof.file]: NODE.proof.code };

const PYTHON = {
  source: "mean.py",
  broken: "def mean(values):\n    return sum(values) / (len(values) - 1)\n",
  sound: "def mean(values):\n    return sum(values) / len(values)\n",
};
const PYTEST = "from mean import mean\n\ndef test_two():\n    assert mean([1, 3]) == 2\n";
const UNITTEST =
  "import unittest\nfrom mean import mean\n\nclass Mean(unittest.TestCase):\n    def test_two(self):\n        self.assertEqual(mean([1, 3]), 2)\n";
const goTest = (name: string, body: string) =>
  `package mean\n\nimport "testing"\n\nfunc ${name}(t *testing.T) {\n${body}}\n`;
const GO_PROOF = goTest(
  "TestTwo",
  '\tif got := Mean([]int{1, 3}); got != 2 {\n\t\tt.Errorf("got %d", got)\n\t}\n',
);

const LANGUAGES: Record<string, Language> = {
  "node:test": NODE,
  // Its test goes to the project's own.
  pytest: {
    ...PYTHON,
    command: "pytest",
    files: { "tests/test_one.py": "def test_one():\n    pass\n", "conftest.py": "" },
    proof: { file: "test_proof.py", code: PYTEST },
    adds: { "tests/test_mean.py": PYTEST },
  },
  unittest: {
    ...PYTHON,
    command: "python3 -m unittest",
    files: {
      "test_one.py":
        "import unittest\n\nclass One(unittest.TestCase):\n    def test_one(self):\n        pass\n",
    },
    proof: { file: "test_proof.py", code: UNITTEST },
    adds: { "test_proof.py": UNITTEST },
  },
  // Moved into another file of its package, where no two functions may have one name.
  go: {
    command: "go test ./...",
    files: {
      "go.mod": "module example.com/mean\n\ngo 1.19\n",
      "mean_test.go": goTest("TestOne", ""),
    },
    source: "mean.go",
    broken:
      "package mean\n\nfunc Mean(all []int) int {\n\tsum := 0\n\tfor _, one := range all {\n\t\tsum += one\n\t}\n\treturn sum / (len(all) - 1)\n}\n",
    sound:
      "package mean\n\nfunc Mean(all []int) int {\n\tsum := 0\n\tfor _, one := range all {\n\t\tsum += one\n\t}\n\treturn sum / len(all)\n}\n",
    proof: { file: "proof_test.go", code: GO_PROOF },
    adds: {
      "mean_test.go": `${goTest("TestOne", "")}\n${GO_PROOF.split("\n\n").slice(2).join("\n\n")}`,
    },
  },
};

const APPROVAL = { status: "approved", summary: "Sound.", criteria: [], findings: [], prior: [] };

/** One reviewer proves what is wrong and calls it fixed when it looks again. */
const reviews = ({ source, broken, proof, command }: Language, brief: Brief) => {
  if (brief.round > 1)
    return { ...APPROVAL, prior: openIds(brief).map((id) => ({ id, state: "fixed" })) };
  if (!brief.writes.endsWith("review-intent.json")) return APPROVAL;
  const at = broken.split("\n").findIndex((line) => line.includes("- 1)"));
  const finding = {
    ...{ id: "F1", severity: "major", file: source, line: at + 1 },
    quote: broken.split("\n")[at],
    problem: "The mean divides by one less than the number of values.",
    fix: "Divide by the number of values.",
    test: { ...proof, command },
  };
  return { ...APPROVAL, status: "needs_changes", findings: [finding] };
};

/** A review with `--fix` whose fixer writes these files; it ends, or stops at a question. */
async function fixed(language: Language, edits: Record<string, string>, by = "--fix --auto") {
  const root = makeProject({ files: language.files });
  writeFileSync(join(root, language.source), language.broken);
  const env = { ...process.env, XDG_DATA_HOME: tempDir("data-") };
  const tests = { ...DEFAULT_SETTINGS.tests, run: true, commands: [language.command] };
  const settings = { ...DEFAULT_SETTINGS, tests };
  const read = await readBeginning(
    { project: findProject(root), env },
    settings,
    "review",
    typedBehind("review", by),
  );
  if (!read.ok) throw new Error(read.problem);
  beginRun(read.value, { session: SESSION, host: null, transcript: "", root });
  const worker = (brief: Brief) => {
    if (!brief.writes.endsWith("fix-result.json")) return { artifact: reviews(language, brief) };
    const result = { status: "complete", reason: null, changed_files: Object.keys(edits) };
    const said = { criteria: [], deviations: [], answered: [], declined: [] };
    return { artifact: { ...result, ...said }, edits };
  };
  return {
    root,
    worker,
    go: (more: Parameters<typeof carryOn>[1] = {}) => carryOn(root, { worker, ...more }),
  };
}
const told = (root: string) => {
  const project = findProject(root);
  const run = readRun(project)!;
  const { findings, unknown } = reportFacts(project, run);
  const { exit } = over({ project } as Call, run);
  return { findings, unknown, exit, report: reportOf(project, run), sarif: sarifOf(project, run) };
};
const isUpToFix = (run: { tasks: { subject: string; status: string }[] }): boolean =>
  run.tasks.some((one) => one.subject === "Fix Findings v1" && one.status === "ready");

test("a fix that adds a comment goes back, and its finding is open", async () => {
  const { go } = await fixed(NODE, { "mean.js": `${NODE.broken}// Fixed.\n` });
  const said: string[] = [];
  const { run } = await go().catch((error: Error) => {
    said.push(error.message);
    return go({ until: () => true });
  });
  expect(said.join()).toContain(
    "test/proof.test.js, the test of F1, still fails (the mean of two: ",
  );
  expect(run.findings).toMatchObject([{ state: "open", shown: "proven" }]);
});

describe("honest fixes", () => {
  for (const [name, language] of Object.entries(LANGUAGES))
    test(name, async () => {
      if (Bun.which(language.command.split(" ")[0]!) === null) return;
      const edits = { [language.source]: language.sound, ...language.adds };
      const { root, go } = await fixed(language, edits);
      const { run } = await go();
      expect(run.status).toBe("complete");
      const { findings, exit, report } = told(root);
      expect([findings, exit]).toMatchObject([[{ state: "mended", proof: "proven" }], 0]);
      expect(report.replaceAll(/\s+/g, " ")).toContain(
        `agreed; proven by ${language.proof.file}, which passes on the fix`,
      );
      // Once on what is reviewed, once on the fix: who looks again takes that.
      const tested = run.tasks.flatMap((task) => task.tested);
      expect(new Set(tested.map(({ key }) => key)).size).toBe(2);
    });
});

describe("a test that cannot run on the fix", () => {
  /** No copy of the project can be made. */
  const breaks = (root: string) => {
    rmSync(join(root, ".task/worktrees"), { recursive: true, force: true });
    writeFiles(root, { ".task/worktrees": "" });
  };

  test("it is open, told as that, and traps nobody", async () => {
    const { root, go } = await fixed(NODE, { "mean.js": NODE.sound, ...NODE.adds });
    await go({ until: isUpToFix });
    breaks(root);
    const { run } = await go();
    expect(run.status).toBe("complete");
    const { findings, unknown, exit, report, sarif } = told(root);
    expect([findings, exit]).toMatchObject([[{ state: "open", proof: "proven" }], 1]);
    expect(findings[0]!.tested).toContain(
      "proven by test/proof.test.js, which could not run on the fix: ",
    );
    expect(unknown.proofs).toEqual([`${findings[0]!.task}.F1`]);
    const [, first] = report.split("\n");
    expect(first).toContain("1 finding: 1 open");
    expect(report).toContain("unknown: 1 finding whose test could not run on the fix");
    expect(sarif.runs[0]!.results).toHaveLength(1);
  });

  inFull("a later look has the program run it again", async () => {
    const { root, go } = await fixed(NODE, { "mean.js": NODE.sound, ...NODE.adds }, "--fix");
    const answers = { "which-findings": { option: "all", text: null } };
    await go({ until: isUpToFix, answers });
    breaks(root);
    const asked = await go();
    expect(asked.run.questions).toMatchObject([{ kind: "which-findings" }]);
    rmSync(join(root, ".task/worktrees"));
    expect(existsSync(join(root, ".task/worktrees"))).toBe(false);
    const { run } = await go({ answers });
    expect([run.status, told(root).exit]).toEqual(["complete", 0]);
    expect(readFileSync(join(root, "mean.js"), "utf8")).toBe(NODE.sound);
  });
});
