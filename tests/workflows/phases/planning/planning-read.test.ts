// What a `.planning` folder says, and what is told about one that says nothing clear.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  planText,
  readPlanText,
} from "../../../../src/workflows/phases/planning/documents/plan.ts";
import { requirementsText } from "../../../../src/workflows/phases/planning/documents/requirements.ts";
import { roadmapText } from "../../../../src/workflows/phases/planning/documents/roadmap.ts";
import type { Problem } from "../../../../src/workflows/phases/planning/model.ts";
import {
  readOverview,
  readPhase,
  readPlanning,
} from "../../../../src/workflows/phases/planning/read.ts";
import { removeAll, scratch } from "../scratch.ts";

afterAll(removeAll);

const SEARCH = {
  name: "Task 1: Search",
  tdd: true,
  files: ["src/search.ts", "tests/search.test.ts"],
  action: "Write it:\nif a < b && c > d",
  commands: ["bun test tests/search.test.ts"],
  done: "Test passes",
};
const PLAN = planText({
  ...{ phase: "02-search", plan: "01", wave: 1 },
  files_modified: ["./src/search.ts", "src/{a,b}.ts"],
  requirements: ["STOR-02"],
  must_haves: {
    truths: ["A word finds its note"],
    artifacts: [{ path: "src/search.ts", provides: "Search" }],
  },
  objective: "Find notes by word.\n\nPurpose: they get lost.",
  tasks: [SEARCH, { name: "Search", type: "checkpoint:human-verify", action: "Look" }],
});

const ROADMAP = roadmapText({
  title: "Notes",
  phases: [
    {
      ...{ number: "1", name: "Base", goal: "Notes are kept", requirements: ["STOR-01"] },
      criteria: ["A note is there after a restart", "It is the same"],
      ...{ done: true, completed: "2026-01-03" },
    },
    {
      ...{ number: "02", name: "Search", goal: "Notes are found", depends_on: [1] },
      ...{ requirements: ["STOR-02", "STOR-03"], risk: "high" },
    },
    { number: "2.1", name: "Hot fix", goal: "quick", depends_on: ["1", "2"] },
  ],
});

const REQUIREMENTS = requirementsText({
  title: "Notes",
  requirements: [
    { id: "STOR-01", text: "A note is kept", done: true },
    { id: "STOR-02", text: "A note is found, by a word" },
    { id: "SYNC-01", text: "Notes sync", scope: "later" },
    { id: "WEB-01", text: "A site", scope: "out" },
  ],
});

const FILES: Record<string, string> = {
  "PROJECT.md": "# Notes\n",
  "REQUIREMENTS.md": REQUIREMENTS,
  "ROADMAP.md": ROADMAP,
  "STATE.md":
    "# Project State\n\n## Current Position\n\nPhase: 2 of 3 (Search)\nStatus: Ready to execute\n",
  "config.json": '{"mode":"yolo","depth":"quick","git":{"branching_strategy":"phase"},"own":1}',
  "phases/01-base/01-01-PLAN.md": PLAN.replace("02-search", "01-base"),
  "phases/01-base/01-01-SUMMARY.md": `---
phase: 01-base
plan: 01
self-check: passed
commits: [abc1234]
key-files:
  created: [src/store.ts]
  modified: [src/index.ts]
requirements-completed: [STOR-01]
key-decisions: [Kept on disk.]
---
# Phase 1: Base Summary
`,
  "phases/01-base/01-VERIFICATION.md":
    "---\nphase: 01-base\nverified: 2026-01-03T00:00:00Z\nstatus: passed\nscore: 2/2 must-haves verified\ncommit: 0123456789abcdef0123456789abcdef01234567\n---\n",
  "phases/02-search/02-01-PLAN.md": PLAN,
  "phases/02-search/CONTEXT.md": "# Context\n",
  "phases/02-search/02-PLAN-OUTLINE.md": "no plan",
};

/** A project with these files below `.planning`. */
function project(files: Record<string, string>): string {
  const root = scratch();
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, ".planning", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return root;
}

const shown = (problems: readonly Problem[]): string[] =>
  problems.map((one) => `${one.file.replace(".planning/", "")}:${one.line ?? ""} ${one.problem}`);

/** What is told about the whole project with some files replaced. */
const told = (files: Record<string, string>): string[] =>
  shown(readPlanning(project({ ...FILES, ...files })).problems);

describe("a folder that is in order", () => {
  const root = project(FILES);
  const planning = readPlanning(root);

  test("has no problems", () => expect(shown(planning.problems)).toEqual([]));

  test("says what the project is, and wants", () => {
    expect(planning.project).toBe(true);
    expect(planning.requirements).toEqual([
      { id: "STOR-01", text: "A note is kept", scope: "v1", done: true },
      { id: "STOR-02", text: "A note is found, by a word", scope: "v1", done: false },
      { id: "SYNC-01", text: "Notes sync", scope: "later", done: false },
      { id: "WEB-01", text: "A site", scope: "out", done: false },
    ]);
    expect(planning.config).toMatchObject({
      mode: "yolo",
      granularity: "coarse",
      branching: "phase",
    });
  });

  test("has a roadmap", () => {
    expect(planning.roadmap?.title).toBe("Notes");
    expect(planning.roadmap?.phases).toEqual([
      {
        number: "1",
        name: "Base",
        goal: "Notes are kept",
        criteria: ["A note is there after a restart", "It is the same"],
        requirements: ["STOR-01"],
        depends_on: [],
        risk: null,
        done: true,
        completed: "2026-01-03",
        line: 4,
      },
      {
        number: "2",
        name: "Search",
        goal: "Notes are found",
        criteria: [],
        requirements: ["STOR-02", "STOR-03"],
        depends_on: ["1"],
        risk: "high",
        done: false,
        completed: null,
        line: 15,
      },
      {
        number: "2.1",
        name: "Hot fix",
        goal: "quick",
        criteria: [],
        requirements: [],
        depends_on: ["1", "2"],
        risk: null,
        done: false,
        completed: null,
        line: 26,
      },
    ]);
  });

  test("has plans, and one that waits for a person is not autonomous", () => {
    const [plan] = planning.phases[1]!.plans;
    expect(plan).toMatchObject({
      path: ".planning/phases/02-search/02-01-PLAN.md",
      ...{ phase: "2", plan: 1, id: "02-01", wave: 1, autonomous: false },
      files_modified: ["./src/search.ts", "src/{a,b}.ts"],
      requirements: ["STOR-02"],
      objective: "Find notes by word.\n\nPurpose: they get lost.",
    });
    expect(plan!.must_haves).toEqual({
      truths: ["A word finds its note"],
      artifacts: [{ path: "src/search.ts", provides: "Search" }],
    });
    expect(plan!.tasks[0]).toMatchObject(SEARCH);
  });

  test("a plan is what its front matter says: what else its text shows is told, and does not count", () => {
    const read = (text: string) =>
      readPlanText(text, { path: "p", phase: "2", file: { name: "02-01-PLAN.md", plan: 1 } });
    expect(read(PLAN).notes).toEqual([]);
    const command = "bun test tests/search.test.ts";
    const inText = PLAN.replace(`<automated>${command}`, "<automated>true");
    expect(read(inText)).toMatchObject({ problems: [], tasks: [{ commands: [command] }, {}] });
    expect(read(inText).notes).toEqual([
      expect.stringMatching(
        /^p:\d+: a change of this text does not count: change tasks\[0\]\.commands\[0\] at/,
      ),
    ]);
    const objective = "x\n<!-- multi-ai abcdef abcdef: x -->\ny";
    expect(
      read(planText({ phase: "2", plan: "01", objective, tasks: [{ name: "n" }] })),
    ).toMatchObject({ objective, notes: [] });
    const inFront = PLAN.replace(`- ${command}`, "- bun test");
    expect(read(inFront)).toMatchObject({ notes: [], tasks: [{ commands: ["bun test"] }, {}] });
  });

  test("has what was done, and what was seen of it", () => {
    const [base] = planning.phases;
    expect(base!.summaries).toEqual([
      {
        path: ".planning/phases/01-base/01-01-SUMMARY.md",
        phase: "1",
        plan: 1,
        commits: ["abc1234"],
        files: ["src/store.ts", "src/index.ts"],
        decisions: ["Kept on disk."],
        self_check: "passed",
        problems: [],
      },
    ]);
    expect(base!.verification).toMatchObject({
      status: "passed",
      met: 2,
      total: 2,
      commit: "0123456789abcdef0123456789abcdef01234567",
    });
    expect(planning.phases[1]!.context).toBe(".planning/phases/02-search/CONTEXT.md");
  });

  test("the overview knows what is there without reading plans, and a phase is read alone", () => {
    const overview = readOverview(root);
    expect(overview.phases.map((one) => [one.name, one.named, one.verification?.status])).toEqual([
      [
        "01-base",
        [
          {
            path: ".planning/phases/01-base/01-01-PLAN.md",
            id: "01-01",
            summary: ".planning/phases/01-base/01-01-SUMMARY.md",
          },
        ],
        "passed",
      ],
      [
        "02-search",
        [{ path: ".planning/phases/02-search/02-01-PLAN.md", id: "02-01", summary: null }],
        undefined,
      ],
    ]);
    const { phases: _, ...top } = overview;
    const { phases, ...same } = planning;
    expect(top).toEqual(same);
    expect(readPhase(root, "02").phases).toEqual([phases[1]!]);
  });
});

describe("a command on one phase reads no plan of another", () => {
  const summary = (phase: string, plan: string, said: string): string =>
    `---\nphase: ${phase}-x\nplan: ${plan}\n---\n# Summary\n${said === "" ? "" : `\n## Decisions Made\n\n${said}\n`}`;
  const more = {
    ...FILES,
    "phases/01-base/01-02-SUMMARY.md": summary("01", "02", ""),
    "phases/02-search/02-01-SUMMARY.md": summary("02", "01", "found"),
    "phases/02-again/02-01-PLAN.md": PLAN.replace("type: execute", "type: ["),
    "phases/02.1-fix/02.1-01-PLAN.md": "no plan",
    "phases/02.1-fix/02.1-01-SUMMARY.md": summary("02.1", "01", "urgent"),
    "phases/03-later/03-01-SUMMARY.md": summary("03", "01", "last"),
    "phases/notes/x.md": "",
  };
  const root = project(more);
  symlinkSync(join(root, ".planning/phases/01-base"), join(root, ".planning/phases/04-link"));
  const all = readPlanning(root);

  test.each(["1", "02", "2.1", "3", "4", "7"])(
    "of phase %s the same is read as with all others",
    (number) => {
      const own = all.phases.filter((one) => Number(one.number) === Number(number));
      const isOwn = (file: string): boolean =>
        Number(/^\.planning\/phases\/([\d.]+)-/.exec(file)?.[1]) === Number(number);
      const problems = all.problems.filter(({ file }) => isOwn(file));
      expect(problems.length).toBeLessThan(all.problems.length);
      expect(readPlanning(root, number)).toEqual({ ...all, phases: own, problems });
    },
  );
});

describe("what cannot be read is told with its line", () => {
  const plan = (from: string, to: string): string[] =>
    told({ "phases/02-search/02-01-PLAN.md": PLAN.replace(from, () => to) });

  test.each([
    ["type: execute", "type: [", /02-01-PLAN.md:1 the front matter is not valid YAML/],
    ["wave: 1", "wave: one", /02-01-PLAN.md:5 wave: found "one", expected/],
    ["wave: 1", "wave: 1\nwave: 2", /02-01-PLAN.md:6 found wave again \(first in line 5\)/],
    ["phase: 02-search", "phase: 03-search", /02-01-PLAN.md:2 phase: found 03-search, expected 02/],
    ['plan: "01"', 'plan: "02"', /02-01-PLAN.md:3 plan: found 02, expected 01/],
    ["name: Search", "name: 7", /02-01-PLAN.md:\d+ tasks\[1\]\.name: found 7, expected/],
    ["tasks:", "task:", /02-01-PLAN.md:1 tasks: found/],
    ["---\nphase", "phase", /02-01-PLAN.md:1 found no front matter/],
  ])("of a plan: %p as %p", (from, to, expected) => {
    expect(plan(from, to).join("\n")).toMatch(expected);
  });

  test.each([
    [
      "ROADMAP.md",
      ROADMAP.replace('number: "2.1"', "number: two"),
      /ROADMAP.md:26 phases\[2\].number: found "two", expected a phase's number/,
    ],
    [
      "ROADMAP.md",
      ROADMAP.replace('number: "2.1"', "number: 2"),
      /ROADMAP.md:26 found Phase 2 again \(first in line 15\)/,
    ],
    [
      "ROADMAP.md",
      ROADMAP.replace("done: true", "done: maybe"),
      /ROADMAP.md:13 phases\[0\].done: found "maybe", expected boolean/,
    ],
    ["ROADMAP.md", "---\nphases: []\n---\n", /ROADMAP.md: found no phase/],
    [
      "REQUIREMENTS.md",
      REQUIREMENTS.replace("id: SYNC-01", "id: STOR-01"),
      /REQUIREMENTS.md: found STOR-01 again/,
    ],
    [
      "config.json",
      '{\n"mode": "fast"\n}',
      /config.json:2 mode: found "fast", expected one of "interactive", "yolo"/,
    ],
    ["config.json", "{", /config.json: it is not JSON/],
    ["phases/notes/x.md", "", /phases\/notes: found a folder without a phase's number/],
  ])("of %s", (file, text, expected) => {
    expect(told({ [file]: text }).join("\n")).toMatch(expected);
  });

  test("a summary in another form says nothing of its work", () => {
    const path = "phases/01-base/01-01-SUMMARY.md";
    const root = project({ ...FILES, [path]: "# Summary\n\n## Self-Check: FAILED\n" });
    expect(readPlanning(root).phases[0]!.summaries).toMatchObject([
      { self_check: "unknown", commits: [], problems: [] },
    ]);
  });

  test.each([
    ["of another phase", "phase: 02-search\nstatus: passed\nscore: 2/2"],
    ["with a word that is none", "status: approved"],
    ["that is no YAML", "status: ["],
  ])("a verification %s is none", (_, fields) => {
    const text = `---\n${fields}\n---\n`;
    const root = project({ ...FILES, "phases/01-base/01-VERIFICATION.md": text });
    const { phases, problems } = readOverview(root);
    expect([phases[0]!.verification, problems]).toEqual([null, []]);
  });

  test("a verification that contradicts itself has not passed", () => {
    const text = "---\nstatus: passed\nscore: 1/3 x\n---\n";
    const { phases } = readOverview(
      project({ ...FILES, "phases/01-base/01-VERIFICATION.md": text }),
    );
    expect(phases[0]!.verification?.status).toBe("gaps_found");
  });
});

describe("a hostile folder", () => {
  test("a link is not followed", () => {
    const root = project(FILES);
    const other = project({ "phases/03-x/03-01-PLAN.md": "SECRET" });
    symlinkSync(join(other, ".planning/phases/03-x"), join(root, ".planning/phases/03-x"));
    symlinkSync(
      join(other, ".planning/phases/03-x/03-01-PLAN.md"),
      join(root, ".planning/phases/02-search/02-02-PLAN.md"),
    );
    const { phases, problems } = readPlanning(root);
    expect(phases.map((one) => [one.name, one.plans.length])).toEqual([
      ["01-base", 1],
      ["02-search", 2],
      ["03-x", 0],
    ]);
    expect(JSON.stringify(phases)).not.toContain("SECRET");
    expect(shown(problems)).toEqual([
      expect.stringMatching(/02-02-PLAN.md: it is a symbolic link/),
      expect.stringMatching(/phases\/03-x: it is a symbolic link/),
    ]);
    expect(phases[1]!.plans.map((one) => one.problems.length)).toEqual([0, 1]);
  });

  test("the whole folder may be a link: nothing is read", () => {
    const root = scratch();
    symlinkSync(join(project(FILES), ".planning"), join(root, ".planning"));
    expect(readPlanning(root)).toMatchObject({
      exists: false,
      problems: [{ file: ".planning", line: null }],
    });
  });

  test("sizes are bounded, and what cannot be opened is told", () => {
    const root = project({
      ...FILES,
      "phases/02-search/02-01-PLAN.md": PLAN + "x".repeat(1_000_000),
    });
    writeFileSync(join(root, ".planning/ROADMAP.md"), new Uint8Array([0xff, 0xfe, 0x00]));
    chmodSync(join(root, ".planning/phases/01-base"), 0);
    const { problems, phases } = readPlanning(root);
    chmodSync(join(root, ".planning/phases/01-base"), 0o755);
    expect(shown(problems).join("\n")).toMatch(
      /ROADMAP.md: it is not valid UTF-8[\s\S]*02-01-PLAN.md: it has \d+ bytes/,
    );
    expect(phases.at(-1)!.plans[0]!.problems).toHaveLength(1);
  });

  test.each([
    ["brackets", `---\na: ${"[".repeat(50_000)}\n---\n`],
    [
      "aliases",
      `---\na: &a [x,x,x,x,x,x]\n${"bcdefghijk"
        .split("")
        .map((one, at) => `${one}: &${one} [${Array(9).fill(`*${"abcdefghij"[at]}`)}]`)
        .join("\n")}\nfiles_modified: *k\n---\n`,
    ],
    ["tags", `---\nphase: 02\n---\n${"<task><name>".repeat(40_000)}`],
    [
      "backticks",
      `---\nphase: 02\n---\n${Array.from({ length: 1200 }, (_, at) => "`".repeat(at + 3)).join("\n")}`,
    ],
    ["comments", `---\nphase: 02\n---\n${"<!--".repeat(200_000)}`],
    ["boxes", `${"- [ ] Phase ".repeat(60_000)}`],
  ])("%s end in problems, and soon", (_, text) => {
    const files = {
      "phases/02-search/02-01-PLAN.md": text,
      "ROADMAP.md": text,
      "REQUIREMENTS.md": text,
      "STATE.md": text,
    };
    const { phases } = readPlanning(project({ ...FILES, ...files }));
    expect(phases[1]!.plans[0]!.problems.length).toBeGreaterThan(0);
  });

  test("no folder is no problem", () => {
    expect(readPlanning(scratch())).toMatchObject({ exists: false, roadmap: null, problems: [] });
  });
});
