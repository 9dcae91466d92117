// Guarantee: Honest work passes.
// A run in a project without ignore files, whose tests and builds leave files behind; and code that
// hides among these.
// Runs: in full too.
// Not in npm test: a rollback takes back the work alone
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Question, Run } from "../../../src/engine/run.ts";
import { testRecordOf } from "../../../src/record/tests/test-record.ts";
import { rollBack } from "../../../src/run/end/rollback.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { makeRun } from "../../cli/made/make-run.ts";
import { makeTeamRun } from "../../cli/made/make-team-run.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup, DEFAULT_FILES, makeProject, writeFiles } from "../../harness/project.ts";
import type { Brief, Work } from "../../harness/team.ts";
import { walkthrough } from "../../harness/walkthrough.ts";
import { codeObjection, implementation } from "../../harness/workers.ts";

afterEach(cleanup);

/** What a run of pytest, of a coverage reporter and of cargo leave; each run other bytes. */
const LEAVES = `import { mkdirSync, writeFileSync } from "node:fs";
for (const file of ["src/__pycache__/greet.cpython-312.pyc", "tests/__pycache__/t.cpython-312-pytest-8.3.pyc",
  ".pytest_cache/v/cache/lastfailed", ".coverage", "htmlcov/index.html", "coverage/lcov.info", "target/debug/app"]) {
  mkdirSync(file.slice(0, Math.max(0, file.lastIndexOf("/"))) || ".", { recursive: true });
  writeFileSync(file, String(process.hrtime.bigint()));
}
console.log("ok");
`;
const LEFT = "src/__pycache__/greet.cpython-312.pyc";
const FILES = { ...DEFAULT_FILES, "Cargo.toml": "[package]\n", "run-tests.ts": LEAVES };
const answers = {
  story: { option: "approve", text: null },
  tests: { option: "approve", text: null },
};
const settings = {
  tests: { ...DEFAULT_SETTINGS.tests, run: true, commands: ["bun run-tests.ts"] },
};

describe.each([
  ["with git", true],
  ["without git", false],
])("%s, tests that leave files", (_, git) => {
  test("disturb no review: nothing of it is in a diff, a refusal or the report, and no review comes twice", async () => {
    const root = makeProject({ git, files: FILES });
    const briefs: Brief[] = [];
    let objected = false;
    const { project, run } = await makeRun({
      root,
      answers,
      settings,
      worker: (brief) => {
        briefs.push(brief);
        // An agent that runs the tests itself, whoever it is.
        Bun.spawnSync([process.execPath, "run-tests.ts"], { cwd: root });
        // One objection, so that fixes and second rounds are in it.
        if (!brief.writes.endsWith("code-review-sonnet.json") || objected) return undefined;
        objected = true;
        return codeObjection(brief);
      },
    });
    expect(run.status).toBe("complete");
    expect(existsSync(join(root, LEFT))).toBe(true);
    for (const { text } of briefs)
      expect(text).not.toMatch(/__pycache__|pytest_cache|htmlcov|target\/debug|\.coverage/);
    expect(run.tasks.map((task) => task.dispatches).filter((times) => times > 1)).toEqual([]);
    const facts = reportFacts(project, run);
    expect(facts.deviations).toEqual([]);
    const ran = run.tasks.filter(
      ({ who }) => who.program === "tests" || who.program === "baseline",
    );
    const records = ran.flatMap((task) => testRecordOf(project, task) ?? []);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records)
      expect([record.outcome, record.after]).toEqual(["pass", record.tree]);
  });

  test("code that hides among them is named to those who review, with the file that names it", async () => {
    const root = makeProject({ git, files: FILES });
    const told: string[] = [];
    const hidden = "target/debug/real.js";
    await makeRun({
      root,
      answers,
      settings: { tests: { ...DEFAULT_SETTINGS.tests, run: false } },
      worker: (brief) => {
        if (brief.writes.includes("/code-review")) told.push(brief.text);
        if (!brief.writes.endsWith("impl-result.json")) return undefined;
        const work = implementation(brief);
        const loads = `import "../target/debug/real";\n${work.edits!["tests/goodbye.test.ts"]}`;
        return {
          ...work,
          edits: {
            ...work.edits,
            [hidden]: "globalThis.cheat = 1;\n",
            "tests/goodbye.test.ts": loads,
          },
        };
      },
    });
    expect(told).not.toEqual([]);
    for (const text of told) expect(text).toContain(`- ${hidden} (named in tests/goodbye.test.ts)`);
    for (const text of told) expect(text).not.toContain("cheat");
  });
});

test("a rollback takes back the work alone: what runs left stays, also where the work said what it is", async () => {
  const root = makeProject({ files: { ...FILES, "src/Cargo.toml": "[package]\n" } });
  writeFiles(root, { "src/target/old": "before\n" });
  const { project, run } = await makeRun({
    root,
    answers,
    settings,
    worker: (brief): Work | undefined => {
      if (!brief.writes.endsWith("impl-result.json")) return undefined;
      const work = implementation(brief);
      // The project is built elsewhere from now on.
      rmSync(join(root, "src/Cargo.toml"));
      const { changed_files: named } = work.artifact as { changed_files: string[] };
      return {
        ...work,
        artifact: { ...(work.artifact as object), changed_files: [...named, "src/Cargo.toml"] },
        edits: { ...work.edits, "src/target/old": "after\n" },
      };
    },
    until: (now) =>
      now.tasks.some((task) => task.schema === "code-review" && task.status === "ready"),
  });
  const kept = rollBack(project, { ...run, status: "complete" }, null, { undo: false, yes: true });
  expect(kept).toMatchObject({ done: true, refused: null });
  expect(kept.changes.map(({ path, status }) => `${status} ${path}`)).toEqual([
    "added src/Cargo.toml",
    "deleted src/goodbye.ts",
    "deleted tests/goodbye.test.ts",
  ]);
  expect(existsSync(join(root, LEFT))).toBe(true);
  expect(readFileSync(join(root, "src/target/old"), "utf8")).toBe("after\n");
});

inFull(
  "in the team workflow they belong to nobody: no approval is void by them, and each task is done once",
  async () => {
    const answer = ({ options }: Question) => ({
      option: options.includes("proceed") ? "proceed" : options[0]!,
      text: "as it is",
    });
    const tasksOf = (run: Run) =>
      run.tasks.map(({ subject, dispatches, void: gone }) => [subject, dispatches, gone]);
    const plain = await makeTeamRun({ answer });
    let calls = 0;
    const texts: string[] = [];
    const { project, run } = await makeTeamRun({
      answer,
      worker: (brief) => {
        texts.push(brief.text);
        const root = brief.writes.slice(0, brief.writes.lastIndexOf("/pipeline/"));
        // In the folders of every area, whoever it is that runs tests there.
        for (const folder of ["src/backend", "src/frontend", "src/infra", "src/tests"])
          writeFiles(root, {
            [`${folder}/__pycache__/a.cpython-312.pyc`]: `${++calls}`,
            ".coverage": `${calls}`,
          });
        return walkthrough(brief);
      },
    });
    expect(calls).toBeGreaterThan(0);
    expect(run.status).toBe("complete");
    expect(tasksOf(run)).toEqual(tasksOf(plain.run));
    expect(reportFacts(project, run).deviations).toEqual(
      reportFacts(plain.project, plain.run).deviations,
    );
    for (const text of texts) expect(text).not.toMatch(/__pycache__|\.coverage/);
  },
);
