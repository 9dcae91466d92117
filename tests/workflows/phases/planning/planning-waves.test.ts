// Waves of plans: an order that holds, and never two writers of one file side by side.
// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { globSet } from "../../../../src/project/globs.ts";
import type { Problem } from "../../../../src/workflows/phases/planning/model.ts";
import {
  mayWrite,
  orderDifferences,
  type WavePlan,
  wavesOf,
} from "../../../../src/workflows/phases/planning/waves.ts";
import { runs } from "../../../harness/in-full.ts";

const plan = (
  number: number,
  files: string[],
  depends_on: number[] = [],
  more: Partial<WavePlan> = {},
): WavePlan => ({
  id: `02-0${number}`,
  path: `.planning/phases/02-a/02-0${number}-PLAN.md`,
  plan: number,
  depends_on: depends_on.map((one) => `02-0${one}`),
  files_modified: files,
  tasks: [],
  must_haves: { artifacts: [] },
  problems: [],
  ...more,
});
const told = (plans: WavePlan[]): string[] =>
  wavesOf(plans).problems.map((one: Problem) => `${one.file.split("/").at(-1)} ${one.problem}`);

describe("waves", () => {
  test.each<[string, WavePlan[], string[][]]>([
    ["other files go side by side", [plan(1, ["a"]), plan(2, ["b"])], [["02-01", "02-02"]]],
    ["a dependency is waited for", [plan(1, ["a"], [2]), plan(2, ["b"])], [["02-02"], ["02-01"]]],
    [
      "paths are the same in any form",
      [plan(1, ["./src/a.ts"]), plan(2, ["src//x/../a.ts"])],
      [["02-01"], ["02-02"]],
    ],
    [
      "a folder holds its files",
      [plan(1, ["src/"]), plan(2, ["src/a.ts"])],
      [["02-01"], ["02-02"]],
    ],
    [
      "a glob may meet a file",
      [plan(1, ["src/**/*.ts"]), plan(2, ["src/b/a.ts"])],
      [["02-01"], ["02-02"]],
    ],
    [
      "a glob of other files does not",
      [plan(1, ["src/*.css"]), plan(2, ["src/a.ts"])],
      [["02-01", "02-02"]],
    ],
    [
      "what only the body names counts",
      [
        plan(1, ["a"], [], { tasks: [{ files: ["c"] }] }),
        plan(2, ["b"], [], { must_haves: { artifacts: [{ path: "./c" }] } }),
      ],
      [["02-01"], ["02-02"]],
    ],
    [
      "who declares nothing is alone",
      [plan(1, ["a"]), plan(2, []), plan(3, ["c"])],
      [["02-01"], ["02-02"], ["02-03"]],
    ],
    [
      "so is who declares everything",
      [plan(1, ["a"]), plan(2, ["."]), plan(3, ["c"])],
      [["02-01"], ["02-02"], ["02-03"]],
    ],
  ])("%s", (_, plans, waves) => expect(wavesOf(plans)).toMatchObject({ waves, problems: [] }));

  test("what is done is in no wave, and nobody waits for it", () => {
    const plans = [
      plan(1, ["a"]),
      plan(2, ["a"], [1]),
      plan(3, ["b"], [1], { depends_on: ["02-01", "01-04"] }),
    ];
    expect(wavesOf(plans, new Set(["02-01", "01-04"])).waves).toEqual([["02-02", "02-03"]]);
  });

  test.each<[string, [wave: number | null, ...Parameters<typeof plan>][], string[]]>([
    [
      "an overlap",
      [
        [1, 1, ["a"]],
        [1, 2, ["a"]],
      ],
      ["02-02 says wave 1 and runs after 02-01 of wave 1: both write a"],
    ],
    [
      "a wave before the one that it waits for",
      [
        [2, 1, ["a"]],
        [1, 2, ["b"], [1]],
      ],
      ["02-02 says wave 1 and runs after 02-01 of wave 2: it depends on it"],
    ],
    [
      "the right order",
      [
        [1, 1, ["a"]],
        [2, 2, ["a"]],
        [1, 3, ["c"]],
      ],
      [],
    ],
    [
      "no declared wave",
      [
        [null, 1, ["a"]],
        [null, 2, ["a"]],
      ],
      [],
    ],
  ])("%s is told where plans declare otherwise", (_, given, lines) => {
    const plans = given.map(([wave, ...of]) => ({ ...plan(...of), wave }));
    expect(orderDifferences(plans, wavesOf(plans).waves)).toEqual(lines);
  });

  test.each<[string, WavePlan[], string[]]>([
    [
      "an unknown dependency",
      [plan(1, ["a"], [7])],
      ["02-01-PLAN.md depends_on: found 02-07, expected one of these: there is none"],
    ],
    [
      "itself",
      [plan(1, ["a"], [1]), plan(2, ["b"])],
      ["02-01-PLAN.md depends_on: found 02-01, expected one of these: 02-02"],
    ],
    [
      "a circle",
      [plan(1, ["a"]), plan(2, ["b"], [3]), plan(3, ["c"], [4]), plan(4, ["d"], [2])],
      [
        "02-02-PLAN.md depends_on: found a circle, 02-02 → 02-03 → 02-04 → 02-02; expected each to wait for earlier ones",
      ],
    ],
    [
      "one id twice",
      [plan(1, ["a"]), plan(1, ["b"], [], { path: "x/01-PLAN.md" })],
      [
        "01-PLAN.md found the id 02-01, which .planning/phases/02-a/02-01-PLAN.md has, too; expected another",
      ],
    ],
    [
      "a plan that cannot be read",
      [
        plan(1, ["a"], [], {
          problems: [{ file: "02-01-PLAN.md", line: 3, problem: "is no YAML" }],
        }),
      ],
      ["02-01-PLAN.md is no YAML"],
    ],
  ])("%s is told, and nothing is carried out", (_, plans, problems) => {
    expect(told(plans)).toEqual(problems);
    expect(wavesOf(plans).waves).toEqual([]);
  });

  const PATHS = [
    "a",
    "./a",
    "src/a.ts",
    "src\\a.ts",
    "src",
    "src/",
    "src/*.ts",
    "**/b.ts",
    "src/{a,b}.ts",
    "lib/b.ts",
    "SRC/a.ts",
    ".",
  ];
  const REAL = ["a", "src/a.ts", "src/b.ts", "src/c/d.ts", "lib/b.ts", "SRC/a.ts", "b.ts"];
  /** Any graph without a circle, its numbers in any order. */
  const graph = fc
    .tuple(
      fc.array(
        fc.record({
          files: fc.subarray(PATHS, { maxLength: 3 }),
          before: fc.array(fc.nat(30), { maxLength: 3 }),
        }),
        {
          minLength: 1,
          maxLength: 9,
        },
      ),
      fc.infiniteStream(fc.nat(1000)),
    )
    .map(([nodes, stream]) => {
      const numbers = nodes
        .map((_, at) => at + 1)
        .sort(() => (stream.next().value! % 2 === 0 ? -1 : 1));
      return nodes.map(({ files, before }, at) =>
        plan(
          numbers[at]!,
          files,
          at === 0 ? [] : [...new Set(before.map((one) => numbers[one % at]!))],
        ),
      );
    });

  test("are a valid order for any graph without a circle", () => {
    fc.assert(
      fc.property(graph, (plans) => {
        const { waves, problems } = wavesOf(plans);
        expect(problems).toEqual([]);
        expect(waves.flat().sort()).toEqual(plans.map((one) => one.id).sort());
        const waveOf = (id: string): number => waves.findIndex((wave) => wave.includes(id));
        for (const one of plans)
          for (const id of one.depends_on) expect(waveOf(id)).toBeLessThan(waveOf(one.id));
        expect(waves.every((wave) => wave.length > 0)).toBe(true);
      }),
      { numRuns: runs(400) },
    );
  });

  test("never hold two writers of one file", () => {
    /** The real files that a plan may write, judged by the globs themselves. */
    const writes = (one: WavePlan): string[] => {
      const files = mayWrite(one);
      if (files.includes("**")) return REAL;
      return REAL.filter(globSet(files.map((file) => `./${file}`)));
    };
    fc.assert(
      fc.property(graph, (plans) => {
        for (const wave of wavesOf(plans).waves) {
          const all = wave.flatMap((id) => writes(plans.find((one) => one.id === id)!));
          expect(all.length).toBe(new Set(all).size);
        }
      }),
      { numRuns: runs(400) },
    );
  });
});
