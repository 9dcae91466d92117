import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";
import { EVENTS, type EventType } from "../../src/engine/events.ts";
import { evolve } from "../../src/engine/evolve.ts";
import { Story, started } from "../engine/given.ts";

const root = join(import.meta.dir, "..", "..", "src");
const textOf = (file: string) => Bun.file(join(root, file)).text();
const filesOf = (pattern: string): string[] => [...new Glob(pattern).scanSync(root)].sort();
const PURE = filesOf("{engine,workflows}/*.ts");
const TYPES = Object.keys(EVENTS) as EventType[];

/** Comments may name what code must not touch. */
const code = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");

const IMPURE: [string, RegExp][] = [
  ["waits", /\b(?:async|await|Promise|setTimeout|setInterval|queueMicrotask)\b/],
  ["a module of the runtime", /["'](?:node|bun):/],
  // A module of the core may be loaded on use: it is held to the same.
  ["the runtime", /\b(?:Bun|globalThis)\b|\brequire\((?!"\.\/[\w-]+\.ts"\))/],
  ["the clock", /\b(?:Date|performance|Temporal)\b/],
  ["chance", /\b(?:Math\.random|crypto)\b/],
  ["the environment", /(?<![.\w])process\s*[.[]|\benv\b/],
  ["the disk or the network", /\b(?:fetch|readFile|writeFile|Worker)\b/],
  ["the console", /\bconsole\b/],
];

describe("invariant 3: the core is pure", () => {
  test("its files are found", () => {
    for (const file of ["engine/decide.ts", "engine/evolve.ts", "engine/directive.ts", "workflows/multi-ai.ts"])
      expect(PURE).toContain(file);
  });
  test.each(PURE)("%s touches no clock, disk, chance or environment, and waits for nothing", async (file) => {
    const source = code(await textOf(file));
    for (const [what, pattern] of IMPURE) expect([what, pattern.exec(source)?.[0]]).toEqual([what, undefined]);
  });
  test("the patterns find what they are for", () => {
    const bad = [
      "async () => 1",
      'from "node:fs"',
      'require("../adapters/store.ts")',
      "Date.now()",
      "Math.random()",
      "process.env",
      "fetch(x)",
      "console.log(1)",
    ];
    bad.forEach((text, index) => {
      expect(IMPURE[index]![1].test(code(text))).toBe(true);
    });
    expect(IMPURE.some(([, pattern]) => pattern.test(code("decision.add({ ...process }) // Date.now")))).toBe(false);
  });
});

describe("the journal's events", () => {
  test.each(TYPES)("%s is emitted somewhere in the engine", async (type) => {
    const sources = await Promise.all(
      filesOf("engine/*.ts")
        .filter((file) => file !== "engine/evolve.ts")
        .map(textOf),
    );
    expect(sources.some((source) => source.includes(`type: "${type}"`))).toBe(true);
  });

  test.each(TYPES.filter((type) => type !== "run_created"))("%s is folded", (type) => {
    const story = new Story();
    started()(story);
    const event = { type, run: story.now.run, seq: 99, at: "2026-01-02", prev: "" } as never;
    // Without its fields a handler may fail, but never as a type that nobody knows.
    try {
      evolve(story.run, [event]);
    } catch (error) {
      expect(String(error)).not.toContain("does not know");
    }
  });

  test.each(["unheard_of", "toString", "constructor", "__proto__", ""])("%p is no event: folding it fails", (type) => {
    const story = new Story();
    started()(story);
    const event = { type, run: story.now.run, seq: 99, at: "2026-01-02", prev: "" } as never;
    expect(() => evolve(story.run, [event])).toThrow(`has the type ${type}, which this version does not know`);
  });

  test("of another run, before a start or about an unknown task are no part of the run", () => {
    const story = new Story();
    started()(story);
    const at = { seq: 99, at: "2026-01-02", prev: "" };
    const done = { type: "task_done" as const, waiver: null, ...at };
    expect(() => evolve(story.run, [{ ...done, run: "other", task: "T1" }])).toThrow("event 99 is of run other");
    expect(() => evolve(null, [{ ...done, run: "other", task: "T1" }])).toThrow("expected run_created");
    expect(() => evolve(story.run, [{ ...done, run: story.now.run, task: "T99" }])).toThrow("task T99");
  });
});

test("no file of the program is longer than 300 lines", async () => {
  for (const file of filesOf("**/*.ts")) {
    const lines = (await textOf(file)).split("\n").length - 1;
    expect([file, lines <= 300 || lines]).toEqual([file, true]);
  }
});
