// Folders that GSD's own tool made at three ages are read, continued and written. What that tool
// says of the result is asked by hand: tests/fixtures/planning/README.md.
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPlanning } from "../../../src/workflows/phases/planning/read.ts";
import { wavesOf } from "../../../src/workflows/phases/planning/waves.ts";
import { beginProject, continueProject, FOLDER } from "../../fixtures/planning/continued.ts";
import { filesBelow } from "../../harness/project.ts";
import { removeAll, scratch } from "./scratch.ts";

afterAll(removeAll);

const FIXTURES = join(import.meta.dir, "../../fixtures/planning");
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

function project(age: string): string {
  const root = scratch();
  if (age === "own") beginProject(root);
  else cpSync(join(FIXTURES, age), join(root, ".planning"), { recursive: true });
  return root;
}

const files = (root: string): Record<string, string> =>
  Object.fromEntries(
    filesBelow(join(root, ".planning"))
      .map((path) => join(".planning", path))
      .map((path) => [path, readFileSync(join(root, path), "utf8")]),
  );
/** Lines of a text that are not in another one. */
const linesBeside = (text: string, other: string): string[] => {
  const known = new Set(other.split("\n"));
  return text.split("\n").filter((line) => !known.has(line));
};

describe.each(["gsd-1.20", "gsd-1.42", "core-1.14", "own"])("a folder of %s", (age) => {
  test("is read without problems", () => {
    const planning = readPlanning(project(age));
    expect(planning.problems).toEqual([]);
    expect(planning.roadmap!.phases.map((one) => [one.number, one.name, one.depends_on])).toEqual([
      ["1", "Base", []],
      ["1.1", "Fix", ["1"]],
      ["2", "Search", ["1"]],
      ["3", "Share", ["2"]],
    ]);
    expect(
      planning.requirements!.filter((one) => one.scope === "v1").map((one) => [one.id, one.done]),
    ).toEqual([
      ["STOR-01", true],
      ["FIND-01", false],
    ]);
    const [base] = planning.phases;
    expect(base!.plans[0]).toMatchObject({ id: "01-01", wave: 1, autonomous: true, problems: [] });
    expect(base!.plans[0]!.tasks.length).toBeGreaterThan(0);
    expect(base!.summaries[0]).toMatchObject({
      ...{ plan: 1, self_check: age === "own" ? "passed" : "unknown" },
      files: ["src/store.ts"],
    });
    if (age !== "own")
      expect(base!.verification).toMatchObject({ status: "passed", met: 1, total: 1 });
  });

  test("is continued, and read again", () => {
    const root = project(age);
    continueProject(root, COMMIT);
    const planning = readPlanning(root);
    expect(planning.problems).toEqual([]);
    expect(planning.roadmap!.phases.map((one) => [one.number, one.done])).toEqual([
      ["1", true],
      ["1.1", false],
      ["2", false],
      ["3", false],
      ["4", false],
    ]);
    const search = planning.phases.find((one) => one.number === "2")!;
    expect(search.summaries).toMatchObject([
      { plan: 1, commits: [COMMIT.slice(0, 12)], self_check: "passed" },
    ]);
    expect(search.plans.map((one) => [one.id, one.autonomous, one.tasks.length])).toEqual([
      ["02-01", true, 2],
      ["02-02", false, 4],
    ]);
    expect(wavesOf(search.plans)).toMatchObject({ waves: [["02-01"], ["02-02"]], problems: [] });
    expect(planning.requirements!.find((one) => one.id === "FIND-01")!.done).toBe(true);
    expect(planning.state).toMatchObject({ status: "executing" });
    expect(readFileSync(join(root, ".planning/STATE.md"), "utf8")).toContain(
      "\nPhase: 2 of 5 (Search)\n",
    );
  });

  test("keeps every line that the change is not about", () => {
    const root = project(age);
    const before = files(root);
    continueProject(root, COMMIT);
    const after = files(root);
    for (const [path, text] of Object.entries(before)) {
      if (/(?:ROADMAP|REQUIREMENTS|STATE)\.md$/.test(path) || path === `${FOLDER}/02-CONTEXT.md`)
        continue;
      expect([path, after[path]]).toEqual([path, text]);
    }
    const gone = (name: string): string[] =>
      linesBeside(before[`.planning/${name}`]!, after[`.planning/${name}`]!);
    expect(gone("REQUIREMENTS.md")).toEqual([
      "- [ ] **FIND-01**: A word finds its note",
      "| FIND-01 | Phase 2 | Pending |",
    ]);
    const roadmap = gone("ROADMAP.md").filter((line) => !/^\| 1\. /.test(line));
    expect(roadmap.every((line) => /\*\*Phase 1: Base\*\*/.test(line))).toBe(true);
    const state = gone("STATE.md").filter(
      (line) =>
        !/^\*\*Current focus:\*\* |^(?:[a-z_]+| {2}[a-z_]+|[A-Z][\w ]+): |^None yet\.$|^- None$|^None$/.test(
          line,
        ),
    );
    expect(state).toEqual([]);
  });
});

test("a folder that is read stays as it is, byte for byte", () => {
  const root = project("core-1.14");
  mkdirSync(join(root, ".task"));
  const before = files(root);
  readPlanning(root);
  expect(files(root)).toEqual(before);
  expect(readdirSync(root).sort()).toEqual([".planning", ".task"]);
});
