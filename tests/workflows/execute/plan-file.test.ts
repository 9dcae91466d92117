// Plans as files: what is written is read back, and what a person has broken is told by name.
import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import type { PlanTask } from "../../../src/workflows/execute/plan.ts";
import { type PlanFile, phaseName, readPlan, writePlan } from "../../../src/workflows/execute/plan-file.ts";
import { taskText } from "../../../src/workflows/execute/sections.ts";

const PHASE = { phase: "03-add-login", run: "council-0badcafe" };

const line = fc
  .string({ unit: "binary", minLength: 1, maxLength: 40 })
  .map((text) => text.replaceAll(/\p{C}|[\u2028\u2029]/gu, "").trim())
  .filter((text) => text !== "");
/** What could be taken for markdown of its own. */
const starts = ["", "<!-- ", "<pre>", "# ", "```", "~~~", "\\", "> ", "- ", "| ", "a <!-- "];
const name = fc.tuple(fc.constantFrom(...starts), line).map(([start, text]) => `${start}${text}`);
const plan = fc
  .array(
    fc.record({
      name,
      files: fc.array(line, { minLength: 1, maxLength: 4 }),
      before: fc.array(fc.nat(20), { maxLength: 3 }),
      setup: fc.array(line, { maxLength: 3 }),
      criteria: fc.array(line, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((tasks) =>
    tasks.map(({ before, ...task }, index): PlanTask => {
      const after = index === 0 ? [] : [...new Set(before.map((n) => 1 + (n % index)))];
      return { n: index + 1, ...task, after };
    }),
  );

/** What stands below a task's heading: any lines, headings and code among them. */
const details = fc
  .array(fc.oneof(fc.constantFrom("# A", "## Tasks", "```", "~~~~", "- `x`", "", "None."), fc.string()), {
    maxLength: 6,
  })
  .map((lines) =>
    lines
      .join("\n")
      .replaceAll(/[\r\0\u2028\u2029\uFEFF]/g, "")
      .trim(),
  );

describe("a plan as files", () => {
  test("what is written is read back, in any order of the files", () => {
    fc.assert(
      fc.property(
        plan,
        fc.array(details, { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        (tasks, texts, isReversed) => {
          const said = Object.fromEntries(tasks.map(({ n }) => [n, texts[n - 1]!]));
          const files = writePlan(tasks, PHASE, said);
          const read = readPlan(isReversed ? files.toReversed() : files);
          expect(read).toEqual({ ok: true, tasks, details: said, run: PHASE.run });
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a person's editor may write other line ends", () => {
    const tasks: PlanTask[] = [{ n: 1, name: "A", files: ["a"], after: [], setup: ["x"], criteria: ["y", "z"] }];
    const files = writePlan(tasks, PHASE).map((one) => ({ ...one, text: one.text.replaceAll("\n", "\r\n") }));
    expect(readPlan(files)).toEqual({ ok: true, tasks, details: { 1: "" }, run: PHASE.run });
  });

  test("each file is where its phase and number say, with the wave that it can be in", () => {
    const of = (n: number, after: number[]): PlanTask => {
      return { n, name: `T${n}`, files: ["a"], after, setup: [], criteria: ["true"] };
    };
    const files = writePlan([of(1, []), of(2, [1]), of(3, [1, 2])], PHASE);
    expect(files.map((one) => one.path)).toEqual([
      ".planning/phases/03-add-login/03-01-PLAN.md",
      ".planning/phases/03-add-login/03-02-PLAN.md",
      ".planning/phases/03-add-login/03-03-PLAN.md",
    ]);
    expect(files.map((one) => /^wave: (\d+)$/m.exec(one.text)?.[1])).toEqual(["1", "2", "3"]);
  });

  test("a plan in which everything waits for everything before it is written at once", () => {
    const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
    const tasks = numbers.map((n): PlanTask => {
      return { n, name: "x", files: ["a"], after: numbers.filter((one) => one < n), setup: [], criteria: ["true"] };
    });
    expect(writePlan(tasks, PHASE).at(-1)!.text).toContain("wave: 60");
  });

  const good = writePlan([{ n: 1, name: "A", files: ["a"], after: [], setup: [], criteria: ["true"] }], PHASE)[0]!;
  const broken = (from: string | RegExp, to: string): PlanFile[] => [{ ...good, text: good.text.replace(from, to) }];
  test.each<[string, PlanFile[], string]>([
    ["no files", [], "found no file"],
    ["no fields", [{ ...good, text: "# Objective\n" }], "line 1: expected ---"],
    ["no YAML", broken("plan: 1", "plan: ["), "its fields are no YAML"],
    ["a missing field", broken("plan: 1\n", ""), "plan: found nothing"],
    ["a word for a number", broken("plan: 1", "plan: one"), "plan: found"],
    ["another number", broken("plan: 1", "plan: 2"), "expected this file to be"],
    ["a phase that leads out", broken('"03-add-login"', '"../x"'), "phase: found"],
    ["an unknown plan", broken("depends_on: []", 'depends_on: ["03-07"]'), "depends_on: found 7"],
    ["itself", broken("depends_on: []", 'depends_on: ["03-01"]'), "depends_on: found 1"],
    ["another phase", broken("depends_on: []", 'depends_on: ["02-01"]'), "depends_on: found 02-01"],
    ["no files to change", broken(/files_modified:\n.*/, "files_modified: []"), "files_modified: found"],
    ["no criterion", broken(/`+sh\ntrue\n`+/, "None."), "Success criteria: found none"],
    ["criteria in words", broken(/`+sh\ntrue\n`+/, "It works."), "Success criteria: found"],
    ["a block without an end", broken(/true\n`+/, "true"), "has no end"],
    ["no section", broken("# Tasks", "# Things"), "Tasks: there is no such section"],
    ["a heading in a fence alone", broken("# Tasks\n\nNone.", "```\n# Tasks\n```"), "Tasks: there is no such section"],
    ["no objective", broken("\nA\n", "\n"), "Objective: found nothing"],
    ["the same twice", [good, good], "which another file has"],
  ])("%s: the problem is named", (_what, files, problem) => {
    const read = readPlan(files);
    expect(read.ok ? [] : read.problems).toContainEqual(expect.stringContaining(problem));
  });

  test("plans that wait for one another are refused", () => {
    const of = (n: number, after: number[]): PlanTask => {
      return { n, name: "x", files: ["a"], after, setup: [], criteria: ["true"] };
    };
    const files = writePlan([of(1, []), of(2, [1])], PHASE);
    const text = files[0]!.text.replace("depends_on: []", 'depends_on: ["03-02"]');
    expect(readPlan([{ ...files[0]!, text }, files[1]!])).toEqual({
      ok: false,
      problems: ["depends_on: the plans wait for one another in a circle"],
    });
  });
});

test.each([
  [3, "Add a login", "03-add-a-login"],
  [12, "Grüße: ändern & mehr, viel mehr als das", "12-gru-e-andern-mehr-viel"],
  [1, "登录", "01-plan"],
])("phase %p about %p is called %p", (number, about, name) => {
  expect(phaseName(number, about)).toBe(name);
});

test("what an executor gets of a task is what stands below it, whatever else has its name", () => {
  const plan = `# Task 1: Title

## Overview
#### Task 1: Another

Not this.

## Tasks
### Task 1: Own

This.

## Risks
r
`;
  expect(taskText(plan, 1)).toBe("This.");
});
