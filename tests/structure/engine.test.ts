// Guarantee: Decisions are reproducible.
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";
import { EVENTS, type EventType } from "../../src/engine/events.ts";
import { evolve } from "../../src/engine/evolve.ts";
import { Story, started } from "../engine/given.ts";

const root = join(import.meta.dir, "..", "..", "src");
const textOf = (file: string) => Bun.file(join(root, file)).text();
const filesOf = (pattern: string): string[] => [...new Glob(pattern).scanSync(root)].sort();
const ENGINE = filesOf("engine/**/*.ts");
/**
 * The engine, and what of the workflows it calls: gates as data, rules, selectors, bars, panels.
 */
const PURE = [
  ...ENGINE,
  "command-line.ts",
  ...filesOf("workflows/*/workflow.ts"),
  "workflows/team/gates.ts",
  "workflows/kit/stages/checked.ts",
  "workflows/kit/stages/gates.ts",
  "workflows/kit/stages/panel.ts",
  "workflows/kit/stages/stages.ts",
  "workflows/council/vote/ledger.ts",
  "workflows/council/vote/recorded.ts",
  "workflows/council/seats.ts",
  "workflows/council/vote/tally.ts",
  "workflows/review/statuses.ts",
  "workflows/team/peer-review/tally.ts",
  "workflows/team/record/recorded.ts",
  "workflows/team/rules.ts",
  "workflows/team/shows.ts",
  "workflows/team/status/standing.ts",
  "workflows/team/status/statuses.ts",
  "workflows/team/tracks.ts",
  "workflows/team/paths.ts",
  "workflows/team/status/warnings.ts",
];
const TYPES = Object.keys(EVENTS) as EventType[];

/** Comments may name what code must not touch. */
const code = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");

const IMPURE: [string, RegExp][] = [
  ["waits", /\b(?:async|await|Promise|setTimeout|setInterval|queueMicrotask)\b/],
  ["a module of the runtime", /["'](?:node|bun):/],
  // A module of the core may be loaded on use: it is held to the same.
  ["the runtime", /\b(?:Bun|globalThis)\b|\brequire\((?!"\.\/[\w-]+\.ts"\))/],
  // To read a time that is written down asks no clock.
  ["the clock", /\b(?:Date(?!\.parse\b)|performance|Temporal)\b/],
  ["chance", /\b(?:Math\.random|crypto)\b/],
  // The program `env` is a name in a pattern.
  ["the environment", /(?<![.\w])process\s*[.[]|\benv\b(?!\$)/],
  ["the disk or the network", /\b(?:fetch|readFile|writeFile|Worker)\b/],
  ["the console", /\bconsole\b/],
];

describe("invariant 3: the core is pure", () => {
  test("its files are found", () => {
    for (const file of [
      "engine/decide.ts",
      "engine/evolve.ts",
      "engine/directive.ts",
      "workflows/multi-ai/workflow.ts",
    ])
      expect(PURE).toContain(file);
  });
  test.each(PURE)(
    "%s touches no clock, disk, chance or environment, and waits for nothing",
    async (file) => {
      const source = code(await textOf(file));
      for (const [what, pattern] of IMPURE)
        expect([what, pattern.exec(source)?.[0]]).toEqual([what, undefined]);
    },
  );
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
    expect(
      IMPURE.some(([, pattern]) => pattern.test(code("decision.add({ ...process }) // Date.now"))),
    ).toBe(false);
  });
});

/** Events that earlier versions wrote, and that are folded for their journals alone. */
const EARLIER = ["settings_read", "edited"];

describe("the journal's events", () => {
  test.each(TYPES.filter((type) => !EARLIER.includes(type)))(
    "%s is emitted somewhere in the engine",
    async (type) => {
      const sources = await Promise.all(
        filesOf("engine/**/*.ts")
          .filter((file) => file !== "engine/evolve.ts")
          .map(textOf),
      );
      expect(sources.some((source) => source.includes(`type: "${type}"`))).toBe(true);
    },
  );

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

  test.each(["unheard_of", "toString", "constructor", "__proto__", ""])(
    "%p is no event: folding it fails",
    (type) => {
      const story = new Story();
      started()(story);
      const event = { type, run: story.now.run, seq: 99, at: "2026-01-02", prev: "" } as never;
      expect(() => evolve(story.run, [event])).toThrow(
        `has the type ${type}, which this version does not know`,
      );
    },
  );

  test("of another run, before a start or about an unknown task are no part of the run", () => {
    const story = new Story();
    started()(story);
    const at = { seq: 99, at: "2026-01-02", prev: "" };
    const done = { type: "task_done" as const, waiver: null, ...at };
    expect(() => evolve(story.run, [{ ...done, run: "other", task: "T1" }])).toThrow(
      "event 99 is of run other",
    );
    expect(() => evolve(null, [{ ...done, run: "other", task: "T1" }])).toThrow(
      "expected run_created",
    );
    expect(() => evolve(story.run, [{ ...done, run: story.now.run, task: "T99" }])).toThrow(
      "task T99",
    );
  });
});

/** Words of the workflows, also of those to come: each lives in its workflow's folder. */
const WORKFLOW_WORDS: Record<string, string[]> = {
  "multi-ai": [
    "story",
    "plan",
    "planner",
    "planning",
    "implementation",
    "implementer",
    "impl",
    "codex",
    "sonnet",
    "opus",
  ],
  team: [
    ...[
      "area",
      "areas",
      "track",
      "tracks",
      "ruling",
      "rulings",
      "approvals",
      "stage",
      "stages",
      "outgrown",
      "adr",
      "adrs",
    ],
    ...[
      "peer",
      "principal",
      "pipeline",
      "qa",
      "signoff",
      "deploy",
      "retro",
      "lessons",
      "workstream",
      "pm",
    ],
  ],
  council: ["council", "synthesis", "research", "architect", "audit"],
  phases: ["roadmap", "phases", "milestone", "uat"],
};

describe("the engine", () => {
  /**
   * In lower case, camel case and snake case taken apart: a word in the middle of a name is found
   * as well.
   */
  const wordsOf = (source: string): Set<string> =>
    new Set(
      source
        .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
        .toLowerCase()
        .split(/[^a-z0-9]+/),
    );

  test.each(ENGINE)("%s has no word of a workflow, in code or comment", async (file) => {
    const words = wordsOf(await textOf(file));
    const found = Object.entries(WORKFLOW_WORDS).flatMap(([name, list]) =>
      list.filter((word) => words.has(word)).map((word) => `${name}: ${word}`),
    );
    expect(found).toEqual([]);
  });

  test("a word of a workflow would be found", () => {
    const words = wordsOf('const askRuling = facts.areas; // the principal rules: "impl-result"');
    for (const word of ["ruling", "areas", "principal", "impl"]) expect(words.has(word)).toBe(true);
  });
});
