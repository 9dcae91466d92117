// In which order the tasks of any plan may be done.
import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import type { Run } from "../../../src/engine/run.ts";
import { levelsOf } from "../../../src/workflows/execute/plan/order.ts";
import {
  mayChange,
  type PlanTask,
  placed,
  planWave,
  waveItems,
} from "../../../src/workflows/execute/plan/plan.ts";
import { task } from "./given.ts";

const FILES = [
  "a.ts",
  "b.ts",
  "src/**",
  "src/x.ts",
  "src/deep/y.ts",
  "docs/*.md",
  "docs/a.md",
  "{a,c}.ts",
];
const NAMED = ["a.ts", "b.ts", "c.ts", "src/x.ts", "src/deep/y.ts", "docs/a.md", "docs/b.md"];
const plan = fc
  .array(
    fc.record({
      files: fc.subarray(FILES, { minLength: 1, maxLength: 3 }),
      before: fc.array(fc.nat(9), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  // Numbers go against the order, so that the order of the plan cannot stand in for it.
  .map((all) =>
    all.map(({ files, before }, index): PlanTask => {
      const after = index === 0 ? [] : [...new Set(before.map((n) => all.length - (n % index)))];
      return task(all.length - index, { files, after });
    }),
  );

describe("waves", () => {
  test("each task comes after those that it builds on, in the list too", () => {
    fc.assert(
      fc.property(plan, (tasks) => {
        const items = waveItems(tasks);
        expect(items.map(({ item }) => Number(item)).sort((a, b) => a - b)).toEqual(
          tasks.map(({ n }) => n).sort((a, b) => a - b),
        );
        for (const [index, { item, after }] of items.entries()) {
          for (const n of tasks.find((one) => one.n === Number(item))!.after)
            expect(after).toContain(String(n));
          for (const one of after)
            expect(items.slice(0, index).map((earlier) => earlier.item)).toContain(one);
        }
      }),
    );
  });

  test("no two tasks that may change the same file are at work at once", () => {
    fc.assert(
      fc.property(plan, (tasks) => {
        const items = waveItems(tasks);
        const behind = (item: string): Set<string> => {
          const { after } = items.find((one) => one.item === item)!;
          return new Set([...after, ...after.flatMap((one) => [...behind(one)])]);
        };
        const of = ({ item }: { item: string }) => tasks.find((one) => one.n === Number(item))!;
        for (const [index, late] of items.entries())
          for (const early of items.slice(0, index)) {
            const [one, other] = [mayChange(of(early)), mayChange(of(late))];
            const shared = NAMED.filter((path) => one(path) && other(path));
            if (shared.length > 0)
              expect([shared, behind(late.item).has(early.item)]).toEqual([shared, true]);
          }
      }),
      { numRuns: 300 },
    );
  });

  test("tasks that have nothing to do with one another wait for nobody", () => {
    const tasks = [
      task(1),
      task(2),
      task(3, { files: ["src/3/**"] }),
      task(4, { files: ["src/4/**"] }),
    ];
    expect(waveItems(tasks).map(({ after }) => after)).toEqual([[], [], [], []]);
  });

  test.each<[string, string, string, boolean]>([
    ["the same file", "a", "a", true],
    ["a file written otherwise", "./src//a.ts", "src/a.ts", true],
    ["a folder and a file in it", "src/", "src/a.ts", true],
    ["a folder without its slash", "src", "src/a.ts", true],
    ["a glob and a file of it", "src/*.ts", "src/a.ts", true],
    ["two globs", "src/**", "**/*.ts", true],
    ["one file in two cases", "README.md", "readme.md", true],
    ["braces", "{a,b}.ts", "b.ts", true],
    ["globs of different endings", "src/*.ts", "src/*.css", false],
    ["names that begin alike", "src/a", "src/ab", false],
    ["one name in two folders", "a/x.ts", "b/x.ts", false],
  ])("of two tasks that name %s the later one waits: %p, %p, %p", (_what, one, other, waits) => {
    const [, late] = waveItems([task(1, { files: [one] }), task(2, { files: [other] })]);
    expect(late!.after).toEqual(waits ? ["1"] : []);
  });

  test("a circle comes to an end, wherever it is met", () => {
    const levels = levelsOf(placed([task(1, { after: [2] }), task(2, { after: [1] }), task(3)]));
    expect([...levels.keys()]).toEqual([1, 2, 3]);
  });

  test.each([
    ["worktree", 2, 2],
    ["worktree", undefined, 3],
    ["checkout", 2, 1],
  ] as const)("with %s and the limit %p, %p are at work", (isolation, width, expected) => {
    const snapshot = {
      who: { program: "snapshot" },
      outcome: "pass",
      void: false,
      facts: { isolation, items: [] },
    };
    const limits = width === undefined ? {} : { width };
    const run = { tasks: [snapshot], settings: { limits } } as unknown as Run;
    expect(planWave.width(run)).toBe(expected);
  });
});

test("no glob means the files of git or of the program", () => {
  const may = mayChange(task(1, { files: ["**", ".{git,x}/**", "?git/**", ".t*/**"] }));
  for (const path of [
    ".git/hooks/pre-commit",
    "sub/.git/config",
    ".GIT/x",
    ".git",
    ".task/state.json",
  ])
    expect(may(path)).toBe(false);
  for (const path of ["src/a.ts", ".gitignore", ".github/x.yml", "a/.task/x"])
    expect(may(path)).toBe(true);
});
