// Guarantee: What comes next is read from the files.
// What a verifier's answer is held to: the tree, the tests and commands that the program saw, and
// its own words.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { testOfLine } from "../../../../src/runners/report.ts";
import {
  judgeVerification,
  type VerifyContext,
} from "../../../../src/workflows/phases/verify/kind.ts";
import type { PhaseVerification } from "../../../../src/workflows/phases/verify/recorded.ts";

const FILES: Record<string, string> = {
  "src/a.ts": "export const find = (word: string) => index.get(word);\n",
};
const line = {
  file: "src/a.ts",
  line: 1,
  quote: "export const find = (word: string) => index.get(word);",
};

const context = (over: Partial<VerifyContext["criteria"]> = {}): VerifyContext => ({
  musts: [
    { id: "C1", text: "A word finds its note", from: "ROADMAP.md", commands: ["bun test"] },
    { id: "T1", text: "It is pleasant to look at", from: "02-01", commands: [] },
  ],
  commands: [{ id: "K1", command: "bun test", from: "ROADMAP.md" }],
  criteria: {
    tree: "git:1",
    commands: [{ id: "K1", command: "bun test", state: "passed", exit: 0, lines: [], log: null }],
    missing: [],
    outdated: [],
    left: [],
    tests: [testOfLine("finds a note", "passed"), testOfLine("looks pleasant", "passed")],
    ...over,
  },
  read: (path) => FILES[path] ?? null,
});
const RED = {
  commands: [{ id: "K1", command: "bun test", state: "failed", exit: 1, lines: [], log: null }],
};

const answer = (over: Partial<PhaseVerification> = {}): PhaseVerification => ({
  musts: [
    { id: "C1", verdict: "met", evidence: [line], reason: null },
    { id: "T1", verdict: "met", evidence: [{ test: "looks pleasant" }], reason: null },
  ],
  human: [],
  ...over,
});
const [first, second] = answer().musts as [
  PhaseVerification["musts"][0],
  PhaseVerification["musts"][0],
];
const problems = (value: PhaseVerification, of = context()) =>
  judgeVerification(value, of).problems;
const item = { of: "T1", test: "Open it", expected: "It is calm", why: "Taste" };
const byEye = {
  id: "T1",
  verdict: "human" as const,
  evidence: [],
  reason: "nobody but a person can tell",
};
const unmet = {
  id: "C1",
  verdict: "unmet" as const,
  evidence: [],
  reason: "the index is never filled",
};

test("what is met, with evidence that is there, passes", () => {
  expect(judgeVerification(answer(), context())).toMatchObject({
    problems: [],
    outcome: "done",
    facts: { human: 0 },
  });
  const byCommand = answer({ musts: [{ ...first, evidence: [{ command: "bun test" }] }, second] });
  expect(problems(byCommand)).toEqual([]);
});

describe("passed is refused", () => {
  const refused: [string, PhaseVerification, VerifyContext, RegExp][] = [
    ["over a failed command", answer(), context(RED), /C1.*bun test failed/],
    [
      "with a look of a person that nobody is asked for",
      answer({ musts: [first, byEye] }),
      context(),
      /expected an entry in human/,
    ],
    ["without an answer to each", answer({ musts: [first] }), context(), /T1 is not answered/],
    [
      "with an answer twice",
      answer({ musts: [first, first, second] }),
      context(),
      /C1 is there more than once/,
    ],
    [
      "without evidence",
      answer({ musts: [{ ...first, evidence: [] }, second] }),
      context(),
      /without evidence/,
    ],
  ];
  test.each(refused)("%s", (_what, value, of, said) => {
    expect(problems(value, of).join("\n")).toMatch(said);
  });
});

describe("evidence that is not there", () => {
  const shows = (evidence: PhaseVerification["musts"][0]["evidence"][0]) =>
    problems(answer({ musts: [{ ...first, evidence: [evidence] }, second] })).join("\n");
  test("a quote that the file does not have", () => {
    expect(shows({ ...line, quote: "export const seek = () => null;" })).toMatch(
      /quote not found in src\/a\.ts/,
    );
  });
  test("a file that is not in the tree", () => {
    expect(shows({ ...line, file: "src/b.ts" })).toMatch(/is not in the reviewed tree/);
  });
  test("a test that nobody saw pass", () => {
    expect(shows({ test: "finds a thousand notes" })).toMatch(/saw no test of this name pass/);
  });
  test("a command that the program did not run", () => {
    expect(shows({ command: "curl localhost" })).toMatch(/expected one that the program saw pass/);
  });
  test("one piece that holds does not make good for one that does not", () => {
    const value = answer({ musts: [{ ...first, evidence: [line, { test: "no such" }] }, second] });
    expect(problems(value)).toHaveLength(1);
  });
});

describe("evidence that has to do with what has to hold", () => {
  const shownBy = (evidence: PhaseVerification["musts"][0]["evidence"]) =>
    problems(answer({ musts: [first, { ...second, evidence }] })).join("\n");
  test.each<[string, PhaseVerification["musts"][0]["evidence"], boolean]>([
    ["a test about something else", [{ test: "finds a note" }], false],
    ["a command of another plan", [{ command: "bun test" }], false],
    ["both", [{ test: "finds a note" }, { command: "bun test" }], false],
    ["a test with a word of it", [{ test: "looks pleasant" }], true],
    ["a line beside an unrelated test", [{ test: "finds a note" }, line], true],
  ])("%s", (_what, evidence, holds) => {
    expect(shownBy(evidence)).toMatch(holds ? /^$/ : /names or touches what it is about/);
  });
});

describe("what does not hold and items for the person", () => {
  test("a verdict for the person has its item, and an item has its verdict", () => {
    const value = answer({ musts: [first, byEye], human: [item] });
    expect(problems(value)).toEqual([]);
    expect(problems({ ...value, human: [] }).join()).toMatch(/expected an entry in human/);
    expect(problems(answer({ human: [item] })).join()).toMatch(/human\[0\]\.of/);
  });
  test("what is unmet says why", () => {
    const value = answer({ musts: [{ ...unmet, reason: " " }, second] });
    expect(problems(value).join()).toMatch(/without a reason/);
  });
});

test("whatever is answered: a must is never met while its command fails", () => {
  const verdict = fc.constantFrom("met" as const, "unmet" as const, "human" as const);
  const state = fc.constantFrom("passed", "failed", "timeout", "not_found", "not_run");
  fc.assert(
    fc.property(verdict, verdict, state, fc.boolean(), (one, other, ran, gone) => {
      const of = context({
        commands: [{ ...RED.commands[0]!, state: ran }],
        missing: gone ? ["A1"] : [],
      });
      const musts = [
        { ...first, verdict: one, reason: "why" },
        { ...second, verdict: other, reason: "why" },
      ];
      const human = musts
        .filter((must) => must.verdict === "human")
        .map((must) => ({ ...item, of: must.id }));
      const judged = judgeVerification(answer({ musts, human }), of);
      expect(judged.problems.length > 0).toBe(one === "met" && ran !== "passed");
    }),
  );
});
