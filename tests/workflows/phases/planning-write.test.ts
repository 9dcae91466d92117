// What is written into `.planning`: new files are read back as they were meant, and an edit touches
// nothing else.
import { describe, expect, test } from "bun:test";
import { setRequirementDone } from "../../../src/workflows/phases/planning/requirements.ts";
import { placeRoadmap, setPhaseDone } from "../../../src/workflows/phases/planning/roadmap.ts";
import {
  type NewSummary,
  readSummaryText,
  renderSummary,
} from "../../../src/workflows/phases/planning/summary.ts";

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
    deleted: ["src/old.ts"],
    decisions: ["An index on disk: it is kept"],
    requirements: ["STOR-02"],
    date: "2026-01-04",
    tasks: [{ name: "Search", commit: "abc1234567890def", type: "feat" }],
    red: [],
    unchecked: false,
    deviations: ["A note was blocked"],
    issues: ["The test failed once"],
    concerns: ["Slow from 10,000 notes on"],
  };
  const read = (summary: NewSummary) =>
    readSummaryText(renderSummary(summary), {
      path: "p",
      phase: "2",
      file: { name: "02-01-SUMMARY.md", plan: 1 },
    });

  test("is read back", () => {
    expect(read(SUMMARY)).toMatchObject({
      problems: [],
      commits: ["abc123456789"],
      files: ["src/search.ts", "src/index.ts", "src/old.ts"],
      decisions: ["An index on disk: it is kept"],
      issues: ["The test failed once"],
      self_check: "passed",
    });
    expect(read({ ...SUMMARY, unchecked: true }).self_check).toBe("unchecked");
    expect(renderSummary(SUMMARY)).toContain("- `src/old.ts` - deleted");
    expect(renderSummary(SUMMARY)).toContain("Slow from 10,000 notes on");
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

| Phase | Legal sign-off | Pen test |
|---|---|---|
| Phase 2 | Pending | Not started |

## Progress

| Phase | Milestone | Plans Complete | Status      | Completed |
|-------|-----------|----------------|-------------|-----------|
| 1. Base | v1 | 1/1 | Complete | 2026-01-03 |
| 2. Search | v1 | 0/TBD          | Not started | - |
| 2.1. Fix | v1 | 0/TBD | Not started | - |

| 2 | what is left | Pending |
|---|---|---|
| 2 | a note | Pending |`;

  test("a phase is ticked and unticked, and nothing else changes; one that GSD inserted without a box gets one", () => {
    const done = setPhaseDone(OLD, "02", true, "2026-02-01");
    expect(changed(OLD, done)).toEqual([
      "-- [ ] **Phase 2: Search** - find | more",
      "+- [x] **Phase 2: Search** - find | more (completed 2026-02-01)",
    ]);
    const back = setPhaseDone(done, "2", false);
    expect(back).toContain("- [ ] **Phase 2: Search** - find | more\n");
    const bare = OLD.replace(/- \[ \] \*\*Phase 2.*\n/, "");
    expect(setPhaseDone(bare, "2", true)).toContain("2026-01-03)\n- [x] **Phase 2: Search** - y\n");
  });

  test("a roadmap by milestones without a list gets one; all boxes of a phase are ticked", () => {
    const grouped =
      "# R\n\n<details>\n- [x] Phase 1: Old\n</details>\n\n### 🚧 v1.1 Find (In Progress)\n\n#### Phase 2: Search\n**Goal:** y\n\n#### Phase 3: Share\n**Goal:** z\n";
    expect(placeRoadmap(grouped, "").roadmap.milestone).toEqual({ version: "v1.1", name: "Find" });
    const done = setPhaseDone(grouped, "2", true);
    expect(done).toContain("(In Progress)\n\n- [x] **Phase 2: Search** - y\n\n#### Phase 2");
    const both = setPhaseDone(done, "3", true);
    expect(placeRoadmap(both, "").roadmap.phases.map((one) => one.done)).toEqual([true, true]);
    const twice = setPhaseDone(
      `# R\n\n- [ ] Phase 2: a\n- [ ] **Phase 2: a**\n\n### Phase 2: a\n`,
      "2",
      true,
    );
    expect([twice.match(/\[x\]/g)?.length, placeRoadmap(twice, "").problems]).toEqual([2, []]);
  });

  test.each([
    ["a phase that is not there", () => setPhaseDone(OLD, "7", true), /Phase 7: found no section/],
  ])("%s is told", (_, edit, problem) => expect(edit).toThrow(problem));
});

describe("requirements", () => {
  const NEW =
    "# R\n\n## v1\n\n- [ ] **STOR-01**: A note is kept\n\n## v2\n\n- **SYNC-01**: Notes sync\n\n| Id | Legal | Security |\n|---|---|---|\n| STOR-01 | Pending | Pending |\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| STOR-01 | Phase 1 | Pending |\n";

  test("one is ticked and unticked", () => {
    const done = setRequirementDone(NEW, "STOR-01", true);
    expect(changed(NEW, done)).toEqual([
      "-- [ ] **STOR-01**: A note is kept",
      "-| STOR-01 | Phase 1 | Pending |",
      "+- [x] **STOR-01**: A note is kept",
      "+| STOR-01 | Phase 1 | Complete |",
    ]);
    expect(setRequirementDone(done, "STOR-01", false)).toBe(NEW);
    expect(() => setRequirementDone(NEW, "STOR-09", true)).toThrow("found no box");
    expect(() => setRequirementDone(NEW, "SYNC-01", true)).toThrow("found no box");
  });
});
