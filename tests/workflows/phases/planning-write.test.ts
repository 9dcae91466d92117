// What is written into `.planning`: new files are read back as they were meant, and an edit touches nothing else.
import { describe, expect, test } from "bun:test";
import { setConfig } from "../../../src/workflows/phases/planning/config.ts";
import type { Edited } from "../../../src/workflows/phases/planning/edit.ts";
import { setRequirementDone } from "../../../src/workflows/phases/planning/requirements.ts";
import { listPlans, placeRoadmap, setPhaseDone, setPlanDone } from "../../../src/workflows/phases/planning/roadmap.ts";
import { type NewSummary, readSummaryText, renderSummary } from "../../../src/workflows/phases/planning/summary.ts";

const text = (edited: Edited): string => {
  if (!edited.ok) throw new Error(edited.problem);
  return edited.text;
};
/** Lines of a text that another one has not, and the other way round. */
const changed = (before: string, after: string): string[] => {
  const [a, b] = [before.split("\n"), after.split("\n")];
  return [
    ...a.filter((line) => !b.includes(line)).map((line) => `-${line}`),
    ...b.filter((line) => !a.includes(line)).map((line) => `+${line}`),
  ];
};

describe("a summary", () => {
  const SUMMARY: NewSummary = {
    folder: "02-search",
    phase: "2",
    plan: 1,
    name: "Search",
    one_liner: "Notes are found by word",
    provides: ["A search"],
    created: ["src/search.ts"],
    modified: ["src/index.ts"],
    decisions: ["An index on disk: it is kept"],
    requirements: ["STOR-02"],
    date: "2026-01-04",
    tasks: [{ name: "Search", commit: "abc1234567890def", type: "feat" }],
    red: [],
    deviations: ["A note was blocked"],
    issues: ["The test failed once"],
    concerns: ["Slow from 10,000 notes on"],
  };
  const read = (summary: NewSummary) =>
    readSummaryText(renderSummary(summary), {
      path: "p",
      phase: "2",
      file: { name: "02-01-SUMMARY.md", plan: 1, slug: "" },
    });

  test("is read back", () => {
    expect(read(SUMMARY)).toMatchObject({
      problems: [],
      commits: ["abc123456789"],
      files: ["src/search.ts", "src/index.ts"],
      self_check: true,
    });
    expect(read(SUMMARY).text).toContain("Slow from 10,000 notes on");
  });
});

describe("the roadmap", () => {
  const OLD = `# Roadmap: Notes

- [x] **Phase 1: Base** - keep (completed 2026-01-03)
- [ ] **Phase 2: Search** - find | more

### Phase 1: Base
**Goal**: x
**Plans**: 1/1 plans executed

Plans:
- [x] 01-01: base

### Phase 02: Search
**Goal**: y
**Plans**: TBD

Plans:
- [ ] TBD (run /gsd:plan-phase 2)

\`\`\`
- [ ] 02-01-PLAN.md shown
\`\`\`

## Progress

| Phase | Milestone | Plans Complete | Status      | Completed |
|-------|-----------|----------------|-------------|-----------|
| 1. Base | v1 | 1/1 | Complete | 2026-01-03 |
| 2. Search | v1 | 0/TBD          | Not started | - |`;

  const PLANS = [
    { id: "02-01", title: "index" },
    { id: "2-2", title: "query" },
  ];

  test.each(["\n", "\r\n"])("plans are listed, ticked, unticked and taken off, and nothing else changes", (end) => {
    const old = OLD.replaceAll("\n", end);
    const told = (before: string, after: string) => changed(before.replaceAll(end, "\n"), after.replaceAll(end, "\n"));
    const listed = text(listPlans(old, "2", PLANS));
    expect(told(old, listed)).toEqual([
      "-**Plans**: TBD",
      "-- [ ] TBD (run /gsd:plan-phase 2)",
      "-| 2. Search | v1 | 0/TBD          | Not started | - |",
      "+**Plans:** 0/2 plans",
      "+- [ ] 02-01-PLAN.md — index",
      "+- [ ] 02-02-PLAN.md — query",
      "+| 2. Search | v1 | 0/2 | Planned | - |",
    ]);
    const done = text(setPlanDone(listed, "02-02", true));
    expect(told(listed, done)).toEqual([
      "-**Plans:** 0/2 plans",
      "-- [ ] 02-02-PLAN.md — query",
      "-| 2. Search | v1 | 0/2 | Planned | - |",
      "+**Plans:** 1/2 plans",
      "+- [x] 02-02-PLAN.md — query",
      "+| 2. Search | v1 | 1/2 | In Progress | - |",
    ]);
    expect(text(setPlanDone(done, "02-02", false))).toBe(listed);
    // What is done stays.
    const other = text(listPlans(done, "2", [{ id: "02-03", title: "new" }], ["02-01", "02-02"]));
    expect(other).toContain(`- [x] 02-02-PLAN.md — query${end}- [ ] 02-03-PLAN.md — new${end}`);
    expect(other).not.toContain("index");
  });

  test("a phase is ticked and unticked; one that GSD inserted without a box gets one", () => {
    const done = text(setPhaseDone(OLD, "02", true, "2026-02-01"));
    expect(changed(OLD, done)).toEqual([
      "-- [ ] **Phase 2: Search** - find | more",
      "-| 2. Search | v1 | 0/TBD          | Not started | - |",
      "+- [x] **Phase 2: Search** - find | more (completed 2026-02-01)",
      "+| 2. Search | v1 | 0/TBD | Complete | 2026-02-01 |",
    ]);
    expect(text(setPhaseDone(done, "2", false))).toContain("- [ ] **Phase 2: Search** - find | more\n");
    const bare = OLD.replace(/- \[ \] \*\*Phase 2.*\n/, "");
    expect(text(setPhaseDone(bare, "2", true))).toContain("2026-01-03)\n- [x] **Phase 2: Search** - y\n");
  });

  test("a roadmap by milestones without a list gets one; all boxes of a phase are ticked", () => {
    const grouped =
      "# R\n\n<details>\n- [x] Phase 1: Old\n</details>\n\n### 🚧 v1.1 Find (In Progress)\n\n#### Phase 2: Search\n**Goal:** y\n\n#### Phase 3: Share\n**Goal:** z\n";
    const done = text(setPhaseDone(grouped, "2", true));
    expect(done).toContain("(In Progress)\n\n- [x] **Phase 2: Search** - y\n\n#### Phase 2");
    const both = text(setPhaseDone(done, "3", true));
    expect(placeRoadmap(both, "").roadmap.phases.map((one) => one.done)).toEqual([true, true]);
    const twice = text(setPhaseDone(`# R\n\n- [ ] Phase 2: a\n- [ ] **Phase 2: a**\n\n### Phase 2: a\n`, "2", true));
    expect([twice.match(/\[x\]/g)?.length, placeRoadmap(twice, "").problems]).toEqual([2, []]);
  });

  test("what somebody wrote behind the number of plans stays, and a row in code is none", () => {
    const old = "# R\n\n- [ ] Phase 2: a\n\n### Phase 2: a\n**Plans:** 1 plan, see notes\n\n- [ ] 02-01-PLAN.md — a\n";
    expect(text(setPlanDone(old, "02-01", true))).toContain("**Plans:** 1/1 plans, see notes\n");
    const table = "Phase | Status\n--- | ---\n2. a | Planned\n";
    const shown = `${old}\n\`\`\`\n${table}\`\`\`\n\n${table}`;
    expect(text(setPlanDone(shown, "02-01", true))).toContain(
      `\`\`\`\n${table}\`\`\`\n\nPhase | Status\n--- | ---\n| 2. a | In Progress |\n`,
    );
  });

  test.each([
    ["a phase that is not there", () => setPhaseDone(OLD, "7", true), /Phase 7: found no section/],
    ["a plan that is not listed", () => setPlanDone(OLD, "02-09", true), /found no plan 02-09/],
  ])("%s is told", (_, edit, problem) => {
    const edited = edit();
    expect(edited.ok ? "" : edited.problem).toMatch(problem);
  });
});

describe("requirements", () => {
  const NEW =
    "# R\n\n## v1\n\n- [ ] **STOR-01**: A note is kept\n\n## v2\n\n- **SYNC-01**: Notes sync\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| STOR-01 | Phase 1 | Pending |\n";

  test("one is ticked and unticked", () => {
    const done = text(setRequirementDone(NEW, "STOR-01", true));
    expect(changed(NEW, done)).toEqual([
      "-- [ ] **STOR-01**: A note is kept",
      "-| STOR-01 | Phase 1 | Pending |",
      "+- [x] **STOR-01**: A note is kept",
      "+| STOR-01 | Phase 1 | Complete |",
    ]);
    expect(text(setRequirementDone(done, "STOR-01", false))).toBe(NEW);
    expect(setRequirementDone(NEW, "STOR-09", true)).toMatchObject({ ok: false });
    expect(setRequirementDone(NEW, "SYNC-01", true)).toMatchObject({ ok: false });
  });
});

describe("config.json", () => {
  test("a wish is changed where it stands, or put where it belongs", () => {
    const old = { depth: "quick", own: [1, { mode: "x" }], workflow: { research: true }, mode: "yolo" };
    const wishes = {
      granularity: "fine",
      research: false,
      mode: "interactive",
      tdd: true,
      branching: "phase",
    } as const;
    expect(JSON.parse(text(setConfig(JSON.stringify(old), wishes)))).toEqual({
      ...{ depth: "fine", own: [1, { mode: "x" }], workflow: { research: false, tdd_mode: true }, mode: "interactive" },
      git: { branching_strategy: "phase" },
    });
    expect(setConfig('{"workflow": 1}', { research: false })).toMatchObject({ ok: false });
  });
});
