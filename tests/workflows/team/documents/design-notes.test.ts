import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  answerProblems,
  assembled,
  parseNotes,
} from "../../../../src/workflows/team/documents/design-notes.ts";
import { type Refusal, stamped, walkthrough } from "../kinds/given.ts";

const roles = ["dev-backend", "dev-frontend", "dev-platform"];
const notes = roles.map((role) => ({
  role,
  notes: parseNotes(walkthrough(`design-review/${role}.md`)).notes,
}));
const text = walkthrough("design-review/principal.md");

test("the walkthrough's notes: one of each owner", () => {
  for (const role of roles)
    expect(parseNotes(walkthrough(`design-review/${role}.md`)).problems).toEqual([]);
  expect(notes.map((one) => one.notes.length)).toEqual([1, 1, 1]);
  expect(notes[2]!.notes[0]).toEndWith(
    "For reliability this should be a queue. Flagging as architectural concern.",
  );
});

test("its answers: none is missing", () => {
  expect(answerProblems(text, notes)).toEqual([]);
});

test.each<[string, string, string[] | RegExp]>([
  ["none", "None.", []],
  ["none as an item", "- None", []],
  ["nested items belong to their note", "- a\n  - b\n  - c\n- d", ["a - b - c", "d"]],
  ["numbered ones", "1. a\n2. b", ["a", "b"]],
  ["items in a quote are none", "> - a\n\n- b", ["b"]],
  ["prose", "I like it.", /found "I like it\.", expected a list with one item per note/],
  ["nothing", "", /expected a list/],
  ["an empty item is none", "- a\n-\n- b", ["a", "b"]],
])("notes: %s", (_name, input, expected) => {
  const found = parseNotes(input);
  if (expected instanceof RegExp) expect(found.problems.join("\n")).toMatch(expected);
  else expect(found).toEqual({ notes: expected, problems: [] });
});

describe("answers are refused", () => {
  test.each<Refusal<string>>([
    [
      "no reason",
      text.replace(/dev-frontend 1: .*/, "dev-frontend 1: not taken"),
      /expected "- dev-frontend 1: taken/,
    ],
  ])("%s", (_name, input, problem) => {
    expect(answerProblems(input, notes).join("\n")).toMatch(problem);
  });
});

test("forms of an answer that say the same", () => {
  for (const said of [
    "not taken — too slow",
    "**not taken**: too slow",
    "Not taken - too slow",
    "not taken. too slow",
  ])
    expect(answerProblems(`1. dev-x 1: ${said}`, [{ role: "dev-x", notes: ["n"] }])).toEqual([]);
});

test("each note of each role has an answer, or there is a problem", () => {
  const role = fc.constantFrom("dev-a", "dev-b");
  const line = fc.record({ role, number: fc.integer({ min: 1, max: 4 }), taken: fc.boolean() });
  fc.assert(
    fc.property(fc.nat(3), fc.nat(3), fc.array(line, { maxLength: 8 }), (a, b, lines) => {
      const given = [
        { role: "dev-a", notes: Array.from({ length: a }, () => "n") },
        { role: "dev-b", notes: Array.from({ length: b }, () => "n") },
      ];
      const written = lines
        .map((one) => `- ${one.role} ${one.number}: ${one.taken ? "taken" : "not taken — no"}`)
        .join("\n");
      const problems = answerProblems(written, given);
      const said = new Set(lines.map((one) => `${one.role} ${one.number}`));
      const wanted = given.flatMap((one) => one.notes.map((_note, at) => `${one.role} ${at + 1}`));
      expect(problems).toHaveLength(wanted.filter((one) => !said.has(one)).length);
    }),
  );
});

test("parts of several roles become one file, in order, without their stamps and with their headings below", () => {
  const parts = [
    ["dev-b notes", stamped("# Mine\n\n- a\n")],
    ["dev-c notes", null],
    ["dev-a notes", "- b\n```\n# c\n```"],
  ] as const;
  expect(assembled("Notes", parts.slice(1, 2))).toBeNull();
  expect(assembled("Notes", parts)).toBe(
    "# Notes\n\n## dev-b notes\n\n### Mine\n\n- a\n\n## dev-a notes\n\n- b\n```\n# c\n```\n",
  );
});
