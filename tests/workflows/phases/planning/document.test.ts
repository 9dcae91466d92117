// A document of `.planning`: its front matter counts, its body is written from that, and what a
// person adds or changes is not lost.
import { describe, expect, test } from "bun:test";
import {
  readRequirementsText,
  requirementsText,
  setRequirementDone,
} from "../../../../src/workflows/phases/planning/documents/requirements.ts";
import {
  readRoadmapText,
  roadmapText,
  setPhaseDone,
  withShipped,
} from "../../../../src/workflows/phases/planning/documents/roadmap.ts";

const ROADMAP = roadmapText({
  title: "Notes",
  overview: "Notes in a terminal.",
  milestone: { version: "v1.0", name: "Notes" },
  phases: [
    { number: "1", name: "Base", goal: "Notes are kept", criteria: ["A note is kept"] },
    { number: "2", name: "Search", goal: "Notes are found", depends_on: ["1"], risk: "low" },
    { number: "1.1", name: "Fix", goal: "It holds", requirements: ["STOR-01"] },
  ],
});
const phases = (text: string) =>
  readRoadmapText(text, "R").roadmap.phases.map(({ name, done }) => [name, done]);
const problems = (text: string) => readRoadmapText(text, "R").problems;
const bodyOf = (text: string): string => text.split("---\n").slice(2).join("---\n");

test("people read the same as before", () => {
  expect(bodyOf(ROADMAP)).toStartWith(`# Roadmap: Notes

## Overview

Notes in a terminal.

## 🚧 v1.0 Notes

- [ ] **Phase 1: Base** - Notes are kept
- [ ] **Phase 1.1: Fix (INSERTED)** - It holds
- [ ] **Phase 2: Search** - Notes are found

### Phase 1: Base

**Goal:** Notes are kept
**Depends on:** Nothing
**Success Criteria** (what must be TRUE):

  1. A note is kept

### Phase 1.1: Fix (INSERTED)

**Goal:** It holds
**Depends on:** Nothing
**Requirements:** STOR-01

### Phase 2: Search

**Goal:** Notes are found
**Depends on:** Phase 1
**Risk:** low

<!-- multi-ai `);
});

test("each field that does not fit is told with its own line", () => {
  const text = ROADMAP.replaceAll("done: false", "done: yes");
  expect(text.split("\n").flatMap((line, at) => (/done: yes/.test(line) ? at + 1 : []))).toEqual(
    problems(text).map(({ line }) => line!),
  );
  expect(problems(text)[1]!.problem).toStartWith('phases[1].done: found "yes", expected');
});

test("a phase is done, and is not; the same again changes no byte", () => {
  const done = setPhaseDone(ROADMAP, "02", true, "2026-02-01");
  expect(done).toContain("\n- [x] **Phase 2: Search** - Notes are found (completed 2026-02-01)\n");
  expect(setPhaseDone(done, "2", true, "2026-03-01")).toBe(done);
  expect(setPhaseDone(done, "2", false)).toBe(ROADMAP);
  expect(() => setPhaseDone(ROADMAP, "7", true)).toThrow("found no Phase 7");
  expect(() => setPhaseDone("# Roadmap\n", "1", true)).toThrow("another tool");
});

test("a person takes a tick back, or sets one with its date", () => {
  const done = setPhaseDone(ROADMAP, "2", true, "2026-02-01");
  const open = done.replace("- [x] **Phase 2", "- [ ] **Phase 2");
  expect([phases(open)[1], problems(open)]).toEqual([["Search", false], []]);
  const line = "- [ ] **Phase 2: Search** - Notes are found";
  const dated = ROADMAP.replace(line, `${line.replace("[ ]", "[x]")} (completed 2026-02-01)`);
  expect([phases(dated)[1], problems(dated)]).toEqual([["Search", true], []]);
  expect(setPhaseDone(setPhaseDone(dated, "1", true), "1", false)).toBe(done);
});

test("words of an entry that look like a date of completion stand in no tick's way", () => {
  const roadmap = roadmapText({
    title: "Notes",
    phases: [
      { number: "1", name: "Base", goal: "Notes are kept" },
      { number: "2", name: "Filter", goal: "Notes are shown (completed and open)" },
      { number: "3", name: "Old", goal: "As it was (completed 2026-01-01)" },
    ],
  });
  for (const [at, name] of ["Base", "Filter", "Old"].entries()) {
    const ticked = roadmap.replace(`- [ ] **Phase ${at + 1}`, `- [x] **Phase ${at + 1}`);
    expect([phases(ticked)[at], problems(ticked)]).toEqual([[name, true], []]);
    for (const date of [null, "2026-02-01"]) {
      const done = setPhaseDone(roadmap, String(at + 1), true, date);
      const open = done.replace("- [x] **Phase", "- [ ] **Phase");
      expect([phases(open)[at], problems(open)]).toEqual([[name, false], []]);
    }
  }
  const requirements = requirementsText({
    requirements: [
      { id: "LIST-01", text: "List tasks" },
      { id: "LIST-02", text: "Filter tasks (completed only)" },
    ],
  });
  const ticked = requirements.replace("[ ] **LIST-01", "[x] **LIST-01");
  expect(readRequirementsText(ticked, "R")).toMatchObject({
    requirements: [{ done: true }, { done: false }],
    problems: [],
  });
  const done = setRequirementDone(requirements, "LIST-02", true);
  expect(readRequirementsText(done.replace("[x]", "[ ]"), "R")).toMatchObject({
    requirements: [{ done: false }, { done: false }],
    problems: [],
  });
});

const TICKED = "- [x] **Phase 1: Base** - kept";
test.each([TICKED, "- [ ] **Phase 1: Other** - kept"])("an overview with %p is no box", (line) => {
  const text = roadmapText({
    ...{ title: "Notes", overview: `Notes.\n${line}` },
    phases: [
      { number: "1", name: "Base", goal: "kept" },
      { number: "2", name: "Search" },
    ],
  });
  const renamed = text.replace("### Phase 2: Search", "### Phase 2: Find");
  expect(phases(renamed)).toEqual([
    ["Base", false],
    ["Find", false],
  ]);
  const ticked = text.replace("- [ ] **Phase 1: Base", "- [x] **Phase 1: Base");
  expect([phases(ticked)[0], problems(ticked)]).toEqual([["Base", true], []]);
});

test("an editor that takes blanks away at the end of lines changes nothing", () => {
  const text = roadmapText({ title: "N", phases: [{ number: "1", name: "Base" }] });
  const stripped = text.replace(/[ \t]+$/gm, "");
  expect(stripped).not.toBe(text);
  expect(setPhaseDone(stripped, "1", false)).toBe(stripped);
  const ticked = stripped.replace("- [ ]", "- [x]");
  expect([phases(ticked), problems(ticked)]).toEqual([[["Base", true]], []]);
});

test("a milestone that is over goes with its phases, and a line says so", () => {
  const shipped = { version: "v1.0", name: "Notes", phases: "Phases 1-2", date: "2026-02-01" };
  const over = withShipped(`${ROADMAP}mine\n`, shipped);
  expect(over).toContain(
    "## Milestones\n\n- ✅ **v1.0 Notes** - Phases 1-2 (shipped 2026-02-01)\n",
  );
  expect([phases(over), problems(over), withShipped(over, shipped)]).toEqual([[], [], over]);
  expect(over).toEndWith("-->\nmine\n");
});

describe("what a person changes", () => {
  test("below the last line, and keys that nobody knows, stay byte for byte", () => {
    const below = "\n## Mine\r\n\ttext  \n";
    const own = ROADMAP.replace("    name: Base", "    name: Base\n    owner: Ada").replace(
      "title: Notes",
      "title: Notes\nteam: [a, b]",
    );
    const done = setPhaseDone(own + below, "1", true);
    expect(done).toEndWith(`-->\n${below}`);
    expect(done).toMatch(/\n {4}owner: Ada\n[\s\S]*\nteam:\n {2}- a\n {2}- b\n/);
    expect(phases(done)[0]).toEqual(["Base", true]);
  });

  const TICK: [string, string] = ["- [ ] **Phase 2", "- [x] **Phase 2"];
  test.each<[string, [string | RegExp, string][], string, boolean]>([
    ["a box beside a key of their own", [TICK, ["title:", "owner: Ada\ntitle:"]], "Search", true],
    ["a box beside a comment of theirs", [TICK, ["title:", "# why\ntitle:"]], "Search", true],
    ["a box behind an empty line", [[TICK[0], `\n${TICK[1]}`]], "Search", true],
    ["no last line", [[/<!-- multi-ai .*\n/g, ""]], "Search", false],
    ["a box", [["- [ ] **Phase 2", "- [x] **Phase 2"]], "Search", true],
    ["a box in capitals", [["- [ ] **Phase 2", "- [X] **Phase 2"]], "Search", true],
    ["a title in one place", [["### Phase 2: Search", "### Phase 2: Find"]], "Find", false],
    ["both", [["- [ ] **Phase 2: Search", "- [x] **Phase 2: Find"]], "Find", true],
    ["a field", [["name: Search", "name: Find"]], "Find", false],
    ["Windows' line ends", [["\n", "\r\n"]], "Search", false],
  ])("%s counts, and is written with the next change", (_, edits, name, done) => {
    let text = ROADMAP;
    for (const [from, to] of edits) text = text.replaceAll(from, to);
    expect([phases(text)[1], problems(text)]).toEqual([[name, done], []]);
    const next = setPhaseDone(text, "1", true);
    expect([phases(next)[1], problems(next)]).toEqual([[name, done], []]);
    expect(next.split(`### Phase 2: ${name}\n`)).toHaveLength(2);
    expect(next).not.toContain("\r");
  });

  const NAMES = "phases[1].name, phases[1].goal";
  test.each<[string, string, string, string]>([
    ["a goal", "**Goal:** Notes are found", "**Goal:** All is found", "phases[1].goal"],
    ["two titles of one phase", "**Phase 2: Search**", "**Phase 2: A**\n### Phase 2: B", NAMES],
    ["a line of their own", "**Risk:** low", "**Risk:** low\nWatch out.", "the fields"],
  ])(
    "%s in the body is told once, with its line, stops nothing, and is not lost",
    (_, from, to, names) => {
      const text = ROADMAP.replace(from, to);
      const line = to.split("\n").findLast((one) => !ROADMAP.includes(one))!;
      expect(problems(text)).toEqual([
        {
          file: "R",
          line: expect.any(Number),
          problem: `a change of this text does not count: change ${names} at the top of the file`,
          of: "",
        },
      ]);
      expect(phases(text)).toEqual(phases(ROADMAP));
      const next = setPhaseDone(text, "1", true);
      expect(problems(next)).toEqual([]);
      expect(next.split("-->\n")[1]).toContain(line);
    },
  );

  test("a field wins over a body that was changed as well", () => {
    const text = ROADMAP.replace("name: Search", "name: Find").replace(
      "- [ ] **Phase 1:",
      "- [x] **Phase 1:",
    );
    expect(phases(text).slice(0, 2)).toEqual([
      ["Base", false],
      ["Find", false],
    ]);
    expect(problems(text)).toHaveLength(1);
  });

  test("a box in a text without its last line is told, and nothing stands twice", () => {
    const text = ROADMAP.replace(/<!-- multi-ai .*\n/, "").replace(...TICK);
    expect(phases(text)).toEqual(phases(ROADMAP));
    expect(problems(text)).toEqual([
      expect.objectContaining({ problem: expect.stringContaining("does not count"), of: "" }),
    ]);
    const next = setPhaseDone(text, "1", true);
    expect(next.split("-->\n")[1]!.trim()).toBe("- [x] **Phase 2: Search** - Notes are found");
  });

  test("a document by hand needs no more than its fields; text under them, and comments, stay", () => {
    const text = "---\n# why\nphases:\n  - { number: 2, name: Search }\n---\n\nMy words.\n";
    expect([phases(text), problems(text)]).toEqual([[["Search", false]], []]);
    expect(setPhaseDone(text, "2", true)).toMatch(
      /\n- \[x\] \*\*Phase 2: Search[\s\S]*-->\n\nMy words\.\n\n<!-- why -->\n$/,
    );
  });
});

test("requirements stand by scope and group; a box counts, and the table follows it", () => {
  const text = requirementsText({
    ...{ title: "Notes", defined: "2026-01-02", core_value: "None is lost" },
    requirements: [
      { id: "STOR-01", text: "A note is kept", phase: "1", group: "Storage" },
      { id: "SYNC-01", text: "Notes sync", scope: "later" },
    ],
  });
  expect(bodyOf(text)).toStartWith(`# Requirements: Notes

**Defined:** 2026-01-02
**Core Value:** None is lost

## v1 Requirements

### Storage

- [ ] **STOR-01**: A note is kept

## v2 Requirements

- **SYNC-01**: Notes sync

## Out of Scope

None

## Traceability

| Requirement | Phase | Status |
|-------------|-------|--------|
| STOR-01 | Phase 1 | Pending |

<!-- multi-ai `);
  const done = setRequirementDone(text, "STOR-01", true);
  expect(done).toContain("| STOR-01 | Phase 1 | Complete |");
  expect(setRequirementDone(done, "STOR-01", false)).toBe(text);
  expect(() => setRequirementDone(text, "STOR-09", true)).toThrow("found no STOR-09");
  const ticked = text.replace("- [ ] **STOR", "- [x] **STOR");
  expect(readRequirementsText(ticked, "R").requirements[0]).toMatchObject({ done: true });
  expect(setRequirementDone(ticked, "STOR-01", true)).toBe(done);
});
