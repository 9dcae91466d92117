// What is written into `.planning`: new files are read back as they were meant, and an edit touches nothing else.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Edited } from "../../../src/workflows/phases/planning/edit-lines.ts";
import { splitFrontMatter } from "../../../src/workflows/phases/planning/front-matter.ts";
import { readPlanText } from "../../../src/workflows/phases/planning/plan.ts";
import { placeRoadmap } from "../../../src/workflows/phases/planning/roadmap.ts";
import { readStateText } from "../../../src/workflows/phases/planning/state.ts";
import { readSummaryText } from "../../../src/workflows/phases/planning/summary.ts";
import { setConfig } from "../../../src/workflows/phases/planning/write-config.ts";
import { renderContext } from "../../../src/workflows/phases/planning/write-context.ts";
import { renderFrontMatter, setField } from "../../../src/workflows/phases/planning/write-front-matter.ts";
import { type NewPlan, renderPlan } from "../../../src/workflows/phases/planning/write-plan.ts";
import {
  renderRequirements,
  setRequirementDone,
  setTraceability,
} from "../../../src/workflows/phases/planning/write-requirements.ts";
import {
  addPlans,
  dropPlans,
  renderRoadmap,
  setPhaseDone,
  setPlanDone,
} from "../../../src/workflows/phases/planning/write-roadmap.ts";
import { type NewState, renderState, updateState } from "../../../src/workflows/phases/planning/write-state.ts";
import { type NewSummary, renderSummary } from "../../../src/workflows/phases/planning/write-summary.ts";

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

describe("front matter", () => {
  const FRONT =
    '---\n# by hand\nphase: 02-search\nplan: 01\ntags: [a,\n  b]\n\nown:\n- x: 1\n  y: "01"\nlast: "é"\n---\nBody\n';

  test.each([
    ["phase", "03-find", "phase: 02-search", "phase: 03-find"],
    ["plan", "02", "plan: 01", "plan: 02"],
    ["tags", ["c"], "tags: [a,\n  b]", "tags: [c]"],
    ["own", { z: "yes" }, 'own:\n- x: 1\n  y: "01"', 'own:\n  z: "yes"'],
    ["last", 'say "x"', 'last: "é"', "last: 'say \"x\"'"],
    ["new", true, '"é"\n---', '"é"\nnew: true\n---'],
  ])("sets %p in place", (key, value, from, to) => {
    for (const end of ["\n", "\r\n"]) {
      const before = FRONT.replaceAll("\n", end);
      const after = before.replace(from.replaceAll("\n", end), () => to.replaceAll("\n", end));
      expect(text(setField(before, key, value))).toBe(after);
      expect(text(setField(`\uFEFF${before}`, key, value))).toBe(`\uFEFF${after}`);
    }
  });

  test("takes a field away, and sets none in what cannot be read", () => {
    expect(text(setField(FRONT, "own", undefined))).toBe(FRONT.replace('own:\n- x: 1\n  y: "01"\n', ""));
    expect(text(setField(FRONT, "none", undefined))).toBe(FRONT);
    expect(setField("---\na: [\n---\n", "b", 1)).toMatchObject({ ok: false });
    expect(setField("---\na: 1\na: 2\n---\n", "b", 1)).toMatchObject({ ok: false });
    expect(setField("---\na: &x [1]\nb: *x\n---\n", "a", 1)).toMatchObject({ ok: false });
  });

  test("a file without any gets some", () => {
    expect(text(setField("Body\r\nmore", "a", 1))).toBe("---\r\na: 1\r\n---\r\n\r\nBody\r\nmore");
    expect(text(setField("---\n---\nBody", "a", 1))).toBe("---\na: 1\n---\nBody");
  });

  const yaml = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "",
        "01",
        "2.10",
        "no",
        "- a",
        "a: b",
        "#",
        "'\"",
        "~",
        "a, b",
        "2026-01-03",
        "1e3",
        "0x1F",
        "<<",
        "=",
        "?",
      ),
      fc.integer(),
      fc.boolean(),
      tie("list"),
      tie("fields"),
    ),
    list: fc.array(fc.oneof(fc.string(), tie("fields")), { maxLength: 4 }),
    fields: fc.dictionary(fc.stringMatching(/^[a-z][a-z_-]{0,8}$/), tie("value"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  }));
  const same = (value: unknown): unknown =>
    // YAML has no other name for what stands in GSD's files without quotes: a date is text there, too.
    JSON.parse(JSON.stringify(value));

  test("whatever is written is read back", () => {
    fc.assert(
      fc.property(yaml.fields, (fields) => {
        const front = splitFrontMatter(renderFrontMatter(fields as never)).yaml!;
        const read = Bun.YAML.parse(front) ?? {};
        for (const [key, value] of Object.entries(fields as object))
          if (!/^0\d+$|^\d{4}-/.test(String(value))) expect(same((read as never)[key])).toEqual(same(value));
      }),
      { numRuns: 400, examples: [[{ a: [".0"] }], [{ a: ".5e1" }]] as never },
    );
  });

  test("setting one field leaves the others and the text", () => {
    fc.assert(
      fc.property(yaml.fields, yaml.value, fc.string(), fc.boolean(), (fields, value, body, crlf) => {
        const lines = `${renderFrontMatter({ ...(fields as object), one: 1 })}${body.replaceAll("\r", "")}`;
        const before = crlf ? lines.replaceAll("\n", "\r\n") : lines;
        const edited = setField(before, "one", value as never);
        const { yaml: front, body: rest } = splitFrontMatter(text(edited));
        const read = Bun.YAML.parse(front!) as Record<string, unknown>;
        const were = Bun.YAML.parse(splitFrontMatter(before).yaml!) as Record<string, unknown>;
        expect({ ...read, one: 0 }).toEqual({ ...were, one: 0 });
        expect(rest).toBe(splitFrontMatter(before).body);
      }),
      { numRuns: 300, examples: [[{ a: { a: [" &A"] } }, {}, "", false]] as never },
    );
  });
});

describe("a plan", () => {
  const place = { path: "p", phase: "2", file: { name: "02-03-PLAN.md", plan: 3, slug: "" } };
  const PLAN: NewPlan = {
    folder: "02-search",
    phase: "2",
    plan: 3,
    type: "execute",
    wave: 2,
    depends_on: ["02-01"],
    files_modified: ["src/search.ts", "src/{a,b}/**"],
    autonomous: true,
    requirements: ["STOR-02"],
    gap_closure: false,
    must_haves: {
      truths: ["A word finds its note", 'it says "none": 0'],
      artifacts: [{ path: "src/search.ts", provides: "Search" }],
      key_links: [{ from: "src/search.ts", to: "src/store.ts", via: "import" }],
    },
    objective: "Find notes.\n\nBy word.",
    context: [".planning/PROJECT.md"],
    tasks: [
      {
        name: "Search",
        type: "auto",
        tdd: true,
        files: ["src/search.ts", "tests/search.test.ts"],
        action: "Write it: if a < b && c, see </action>.",
        commands: ["bun test tests/search.test.ts", "test -f src/search.ts"],
        behavior: "a hit is returned",
        done: "Test passes",
      },
    ],
    criteria: [["src/search.ts exports find"]],
  };
  const read = (plan: NewPlan) => readPlanText(renderPlan(plan), place);

  test("is read back as it was meant", () => {
    const { objective, tasks, ...fields } = read(PLAN);
    expect(fields).toMatchObject({
      problems: [],
      id: "02-03",
      wave: 2,
      depends_on: ["02-01"],
      files_modified: PLAN.files_modified,
      autonomous: true,
      requirements: ["STOR-02"],
      gap_closure: false,
      must_haves: PLAN.must_haves,
    });
    expect(objective).toBe(PLAN.objective);
    expect(tasks).toEqual([{ ...PLAN.tasks[0]!, criteria: "- src/search.ts exports find" }]);
  });

  test.each(["human-verify", "decision", "human-action"])("a checkpoint:%s waits for a person", (kind) => {
    const task = {
      ...PLAN.tasks[0]!,
      type: `checkpoint:${kind}`,
      tdd: false,
      commands: [],
      behavior: "",
      action: "Look.",
    };
    const plan = read({ ...PLAN, tasks: [task] });
    expect(plan.problems).toEqual([]);
    expect(plan.autonomous).toBe(false);
    expect(plan.tasks[0]).toMatchObject({ name: "Search", type: `checkpoint:${kind}` });
    expect(plan.tasks[0]!.action).toStartWith("Look.");
  });

  test("any text can stand in it", () => {
    const said = fc
      .array(
        fc.oneof(
          fc.string({ unit: "grapheme" }),
          fc.constantFrom(
            "</action>",
            '<task type="auto">',
            "```",
            "`x",
            "<!--",
            "-->",
            "&lt;",
            "&amp;lt;/name>",
            "---",
            "\n",
            "# a",
            "~~~~\n",
            "</objective>",
            "<done>",
          ),
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join("").replace(/\r\n?/g, "\n").trim())
      .filter((one) => one !== "" && !/[\p{Cc}\u2028\u2029\ufeff]/u.test(one.replaceAll("\n", "")));
    fc.assert(
      fc.property(said, said, said, said, (objective, name, action, done) => {
        const task = { ...PLAN.tasks[0]!, name: name.replace(/\s+/g, " "), action, done };
        const plan = read({ ...PLAN, objective, tasks: [task, { ...task, action: done }] });
        expect(plan.problems).toEqual([]);
        expect(plan.objective).toBe(objective);
        expect(plan.tasks.map((one) => [one.name, one.action, one.done])).toEqual([
          [task.name.normalize("NFC"), action, done],
          [task.name.normalize("NFC"), done, done],
        ]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a summary", () => {
  const SUMMARY: NewSummary = {
    folder: "02-search",
    phase: "2",
    plan: 1,
    name: "Search",
    subsystem: "core",
    tags: ["search"],
    one_liner: "Notes are found by word",
    provides: ["A search"],
    created: ["src/search.ts"],
    modified: ["src/index.ts"],
    decisions: ["An index on disk: it is kept"],
    requirements: ["STOR-02"],
    minutes: 5,
    date: "2026-01-04",
    tasks: [{ name: "Search", commit: "abc1234567890def", type: "feat" }],
    red: [],
    deviations: [
      { title: "Null notes", found: "a note was blocked", done: "skip it", files: ["src/a.ts"], commit: "bcd1234" },
    ],
    issues: ["The test failed once"],
    setup: [],
    concerns: ["Slow from 10,000 notes on"],
    missing: [],
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
      requirements: ["STOR-02"],
      self_check: true,
    });
    expect(read(SUMMARY).text).toContain("Slow from 10,000 notes on");
  });

  test("what is missing fails its self-check", () => {
    expect(read({ ...SUMMARY, missing: ["src/search.ts is not there"] }).self_check).toBe(false);
  });
});

describe("the roadmap", () => {
  const phase = (number: string, name: string) => ({
    number,
    name,
    goal: `${name} is there`,
    criteria: ["A user sees it", "It stays"],
    requirements: [`REQ-0${number[0]}`],
    depends_on: number === "1" ? [] : ["1"],
    risk: number === "1" ? null : "low: little is new",
  });
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

  test("plans are listed, ticked and unticked, and nothing else changes", () => {
    for (const end of ["\n", "\r\n"]) {
      const old = OLD.replaceAll("\n", end);
      const listed = text(
        addPlans(old, "2", [
          { id: "02-01", title: "index" },
          { id: "2-2", title: "query" },
        ]),
      );
      expect(changed(OLD, listed.replaceAll(end, "\n"))).toEqual([
        "-**Plans**: TBD",
        "-- [ ] TBD (run /gsd:plan-phase 2)",
        "-| 2. Search | v1 | 0/TBD          | Not started | - |",
        "+**Plans**: 2 plans",
        "+- [ ] 02-01-PLAN.md — index",
        "+- [ ] 02-02-PLAN.md — query",
        "+| 2. Search | v1 | 0/2            | Planned     | - |",
      ]);
      expect(listed.split(end).length).toBe(OLD.split("\n").length + 1);
      expect(text(addPlans(listed, "2", [{ id: "02-01", title: "other" }]))).toBe(listed);
      const done = text(setPlanDone(listed, "02-02", true));
      expect(changed(listed, done)).toEqual(
        [
          ...[`-- [ ] 02-02-PLAN.md — query`, "-| 2. Search | v1 | 0/2            | Planned     | - |"],
          ...[`+- [x] 02-02-PLAN.md — query`, "+| 2. Search | v1 | 1/2            | In Progress | - |"],
        ].map((one) => (end === "\r\n" && !one.includes("| v1 |") ? `${one}\r` : one)),
      );
      const undone = text(setPlanDone(done, "02-02", false));
      expect(undone).toBe(listed);
    }
  });

  test("plans are taken off the list, and what is done stays", () => {
    const both = [
      { id: "02-01", title: "index" },
      { id: "02-02", title: "query" },
    ];
    const listed = text(addPlans(OLD, "2", both));
    const one = text(dropPlans(listed, "02", ["2-2", "01-01", "02-09"]));
    expect(changed(listed, one)).toEqual([
      "-**Plans**: 2 plans",
      "-- [ ] 02-02-PLAN.md — query",
      "-| 2. Search | v1 | 0/2            | Planned     | - |",
      "+**Plans**: 1 plan",
      "+| 2. Search | v1 | 0/1            | Planned     | - |",
    ]);
    const done = text(setPlanDone(listed, "02-01", true));
    expect(text(dropPlans(done, "2", ["02-01"]))).toBe(done);
    const again = text(
      addPlans(text(dropPlans(listed, "2", ["02-01", "02-02"])), "2", [{ id: "02-01", title: "other" }]),
    );
    expect(placeRoadmap(again, "").problems).toEqual([]);
    expect(again).toContain("- [ ] 02-01-PLAN.md — other");
    expect(again).not.toContain("index");
    expect(dropPlans(OLD, "7", ["07-01"]).ok).toBe(false);
  });

  test("a phase is ticked and unticked", () => {
    const done = text(setPhaseDone(OLD, "02", true, "2026-02-01"));
    expect(changed(OLD, done)).toEqual([
      "-- [ ] **Phase 2: Search** - find | more",
      "-| 2. Search | v1 | 0/TBD          | Not started | - |",
      "+- [x] **Phase 2: Search** - find | more (completed 2026-02-01)",
      "+| 2. Search | v1 | 0/TBD          | Complete    | 2026-02-01 |",
    ]);
    expect(text(setPhaseDone(done, "2", true, "2026-02-02"))).not.toContain("2026-02-01) (");
    expect(changed(OLD, text(setPhaseDone(OLD, "1", false)))).toEqual([
      "-- [x] **Phase 1: Base** - keep (completed 2026-01-03)",
      "-| 1. Base | v1 | 1/1 | Complete | 2026-01-03 |",
      "+- [ ] **Phase 1: Base** - keep",
      "+| 1. Base | v1 | 1/1 | In Progress | -          |",
    ]);
  });

  test("a phase without a box gets one; a list without a place gets one", () => {
    const bare = OLD.replace(/- \[ \] \*\*Phase 2.*\n/, "").replace(/\*\*Plans\*\*: TBD\n\nPlans:\n.*\n/, "");
    const done = text(setPhaseDone(bare, "2", true));
    expect(done).toContain("2026-01-03)\n- [x] **Phase 2: Search** - y\n");
    const { placed } = { placed: placeRoadmap(text(addPlans(bare, "2", [{ id: "02-01", title: "index" }])), "") };
    expect(placed.lines[placed.phases[1]!.labels.get("plans")!]!.text).toBe("**Plans:** 1 plan");
  });

  test("a roadmap by milestones without a list gets one", () => {
    const grouped =
      "# R\n\n<details>\n- [x] Phase 1: Old\n</details>\n\n### 🚧 v1.1 Find (In Progress)\n\n#### Phase 2: Search\n**Goal:** y\n\n#### Phase 3: Share\n**Goal:** z\n";
    const done = text(setPhaseDone(grouped, "2", true));
    expect(done).toContain("(In Progress)\n\n- [x] **Phase 2: Search** - y\n\n#### Phase 2");
    const both = text(setPhaseDone(done, "3", true));
    expect(placeRoadmap(both, "").roadmap.phases.map((one) => one.done)).toEqual([true, true]);
    expect(text(setPhaseDone(both, "3", false))).toContain("- y\n- [ ] **Phase 3: Share** - z\n\n#### Phase 2");
  });

  test("any words can stand in a new one", () => {
    const words = fc
      .array(
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            "<!--",
            "-->",
            "```",
            "#",
            "**Goal:**",
            "- ",
            "1. ",
            "Phase 3:",
            "|",
            "`",
            "\\",
            "[x]",
            "Plans:",
            "<details>",
            "(INSERTED)",
          ),
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((parts) => parts.join(" ").replace(/\s+/g, " ").trim())
      .filter((one) => one !== "");
    const given = fc.record({
      name: words,
      goal: words,
      criteria: fc.array(words, { minLength: 1, maxLength: 3 }),
      risk: words,
    });
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 3 }), words, (all, overview) => {
        const phases = all.map((one, at) => ({ ...phase(String(at + 1), "x"), ...one, number: String(at + 1) }));
        const { roadmap, problems } = placeRoadmap(renderRoadmap({ title: "Notes", overview, phases }), "");
        expect(problems).toEqual([]);
        expect(
          roadmap.phases.map((one) => [one.number, one.criteria.length, one.requirements, one.depends_on, one.done]),
        ).toEqual(phases.map((one) => [one.number, one.criteria.length, one.requirements, one.depends_on, false]));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["a phase that is not there", () => setPhaseDone(OLD, "7", true), /Phase 7: found no section/],
    ["a plan that is not listed", () => setPlanDone(OLD, "02-09", true), /found no plan 02-09/],
    [
      "a phase that is there twice",
      () => addPlans(`${OLD}\n\n### Phase 2: Again\n`, "2", []),
      /more than once \(lines 13 and 31\)/,
    ],
  ])("%s is told", (_, edit, problem) => {
    const edited = edit();
    expect(edited.ok ? "" : edited.problem).toMatch(problem);
  });

  test("what is ticked is done, whatever the text is", () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "- [ ] **Phase 2: b**",
        "### Phase 2: b",
        "```",
        "<details>",
        "<!--",
        "| a | b |",
        "|---|---|",
        "**Plans**: TBD",
        "Plans:",
        "- [ ] 02-01: x",
        "## Progress",
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), fc.constantFrom("\n", "\r\n"), (lines, end) => {
        const before = lines.join(end);
        const edited = setPhaseDone(before, "2", true);
        if (!edited.ok) return;
        expect(placeRoadmap(edited.text, "").roadmap.phases.find((one) => one.number === "2")?.done).toBe(true);
        const listed = addPlans(before, "2", [{ id: "02-07", title: "t" }]);
        if (!listed.ok) return expect(listed.problem).toMatch(/without an end/);
        const ticked = setPlanDone(listed.text, "02-07", true);
        expect(ticked.ok && ticked.text.includes("- [x] 02-07-PLAN.md — t")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("requirements", () => {
  const NEW = renderRequirements({
    title: "Notes",
    core_value: "Never lost",
    date: "2026-01-02",
    requirements: [
      { id: "STOR-01", text: "A note is kept", scope: "v1" },
      { id: "FIND-01", text: "A note is | found", scope: "v1" },
      { id: "SYNC-01", text: "Notes sync", scope: "later" },
      { id: "WEB-01", text: "A site", scope: "out" },
    ],
    excluded: [{ text: "Clouds", why: "a | b" }],
    phases: { "STOR-01": "1", "FIND-01": "2.1" },
  });

  test("one is ticked and unticked", () => {
    const done = text(setRequirementDone(NEW, "STOR-01", true));
    expect(changed(NEW, done)).toEqual([
      "-- [ ] **STOR-01**: A note is kept",
      "-| STOR-01 | Phase 1 | Pending |",
      "+- [x] **STOR-01**: A note is kept",
      "+| STOR-01 | Phase 1 | Complete |",
    ]);
    expect(text(setRequirementDone(done, "STOR-01", false)).replace("Pending  |", "Pending |")).toBe(NEW);
    expect(setRequirementDone(NEW, "STOR-09", true)).toMatchObject({ ok: false });
    expect(setRequirementDone(NEW, "SYNC-01", true)).toMatchObject({ ok: false });
  });

  test("phases under Traceability are set row by row", () => {
    const moved = text(setTraceability(NEW, (phase) => (phase === "Phase 1" ? "Phase 3" : null)));
    expect(changed(NEW, moved)).toEqual(["-| STOR-01 | Phase 1 | Pending |", "+| STOR-01 | Phase 3 | Pending |"]);
  });
});

describe("the state", () => {
  const STATE: NewState = {
    core_value: "Never lost",
    milestone: { version: "v1.0", name: "MVP" },
    phase: { number: "2", name: "Search" },
    plan: { number: 1, of: 2 },
    status: "executing",
    phases: { done: 1, total: 4 },
    plans: { done: 3, total: 6 },
    now: "2026-01-04T10:00:00.000Z",
    last: "Base done",
    stopped_at: "02-01",
    decisions: ["[Phase 1]: on disk — it is kept"],
    blockers: [],
  };

  test("a new one is read back", () => {
    const { state, problems } = readStateText(renderState(STATE), "");
    expect(problems).toEqual([]);
    expect(state).toEqual({
      milestone: { version: "v1.0", name: "MVP" },
      phase: "2",
      status: "executing",
      stopped_at: "02-01",
      paused: false,
      error: null,
      last_activity: "2026-01-04 — Base done",
    });
    expect(renderState(STATE)).toContain("Progress: [██░░░░░░░░] 25%");
  });

  test("one that is there is brought up to date in place", () => {
    const old = `---
gsd_state_version: "1.0"
own: [1, 2]
status: planning
paused_at: x
progress:
  total_phases: 4
---
# Project State

Mine.
**Current focus:** Base

## Current Position

Phase: 1 of 4 (Base)
**Status:** Ready
Last activity: x

### Decisions

None yet.

## Session Continuity

Last session: x

My last words`;
    const next = text(updateState(old, STATE));
    expect(readStateText(next, "").state).toMatchObject({ phase: "2", status: "executing", paused: false });
    expect(next).toContain('gsd_state_version: "1.0"\nown: [1, 2]\nstatus: executing\n');
    expect(next).not.toContain("paused_at");
    expect(next).toContain("**Status:** executing\nLast activity: 2026-01-04 — Base done\n");
    expect(next).toContain("### Decisions\n\n- [Phase 1]: on disk — it is kept\n");
    expect(next).toContain("\nMine.\n**Current focus:** Phase 2: ");
    expect(next).toContain("Last session: 2026-01-04T10:00:00.000Z\n\nMy last words");
    expect(text(updateState(next, STATE))).toBe(next);
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

  test("whatever else is in it stays", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("mode", "git", "a", "b", 'k"\\', "workflow"), fc.jsonValue()),
        fc.constantFrom(undefined, 2, "\t"),
        (value, indent) => {
          const before = JSON.stringify(value, null, indent);
          const edited = setConfig(before, { tdd: true });
          if (!edited.ok) return;
          const { workflow, ...others } = JSON.parse(edited.text);
          const { workflow: old, ...same } = JSON.parse(before);
          expect(others).toEqual(same);
          expect(workflow).toEqual({ ...old, tdd_mode: true });
        },
      ),
    );
  });
});

describe("further files", () => {
  test("CONTEXT.md numbers its decisions through, and no text ends a part of it", () => {
    const context = renderContext({
      phase: "2",
      name: "Search",
      date: "2026-01-02",
      boundary: "Words </domain> alone",
      decisions: [
        { area: "Index", texts: ["On disk", "One file"] },
        { area: "Query", texts: ["Words"] },
      ],
      discretion: [],
      specifics: ["fast"],
      references: [{ path: "docs/a.md", why: "the format" }],
      code: [],
      deferred: [],
    });
    expect(context.match(/\*\*D-0\d:\*\* \w+/g)).toEqual(["**D-01:** On", "**D-02:** One", "**D-03:** Words"]);
    expect(context.match(/<\/domain>/g)).toHaveLength(1);
  });
});
