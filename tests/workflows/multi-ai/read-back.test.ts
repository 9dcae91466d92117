// The texts for people, read back as the artifacts that they stand for.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readBack } from "../../../src/workflows/multi-ai/read-back.ts";
import { NOTE, PLAN_TEXT, TEXTS } from "../../../src/workflows/multi-ai/readable.ts";
import { STORY_TEXT } from "../../../src/workflows/multi-ai/words.ts";

const STAMP = { task: "T1", nonce: "0123456789abcdef" };
const STORY = {
  ...STAMP,
  title: "Say goodbye",
  summary: "The greeter also says goodbye.",
  acceptance_criteria: [
    { id: "AC1", text: "It returns the goodbye" },
    { id: "AC2", text: "A test covers it" },
  ],
  out_of_scope: ["Other languages"],
  questions: [{ question: "Which?", options: ["a", "b"], answer: "a" }],
  test_commands: ["npm test"],
};
const PLAN = {
  ...STAMP,
  title: "One function",
  approach: "A pure function.",
  steps: [
    { id: "S1", title: "Write it", files: ["src/a.ts", "src/b.ts"], covers: ["AC1"] },
    { id: "S2", title: "Test it", files: ["test/a.ts"], covers: ["AC2"], depends_on: ["S1"] },
  ],
  test_commands: [],
  risks: ["None"],
  declined: [{ id: "F1", reason: "It is not so" }],
};

/** The text of an artifact as it comes back from a file, and what it is read back as. */
function shownText(path: string, artifact: object): string {
  const text = TEXTS[path]!.text(JSON.stringify(artifact));
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
const back = (path: string, artifact: object, text: string) => readBack(path, text, JSON.stringify(artifact));
function read(path: string, artifact: object, change: (text: string) => string): unknown {
  const result = back(path, artifact, change(shownText(path, artifact)));
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return JSON.parse(result.artifact);
}
function problems(path: string, artifact: object, change: (text: string) => string): string[] {
  const result = back(path, artifact, change(shownText(path, artifact)));
  return result.ok ? [] : result.problems;
}

/** What breaks texts: marks of markdown, line breaks, ends of this, what nobody sees, what goes over several lines. */
const PIECES = [
  ..."#>*-+`_|\\~[]()<>:,;.!\"' \t\n\r\u000b\u0085\u2028\u00a0\ufeff\u200b\u202e\u2066\u0007\u0000⟨⟩",
  ..."- |## |# |> |\n\n|\n- |\n## Steps\n|**AC1** |- **S1** |  - files: |- for |after|    |\u001b[31m|```|``|¶|日本|👩‍👩‍👧|\ud800".split(
    "|",
  ),
  "## Acceptance criteria",
  `> ${NOTE}`,
  "word",
];
const piece = fc.constantFrom(...PIECES);
const hostile = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 12 }).map((all) => all.join("")),
  fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
  fc.constant("x ".repeat(2_000)),
);
const some = fc.array(hostile, { maxLength: 4 });
const command = hostile.map((text) => text.replaceAll(/[\r\n]/g, "")).filter((text) => text.trim() !== "");
const ids = (kind: string) =>
  fc.array(
    fc.integer({ min: 1, max: 9 }).map((at) => `${kind}${at}`),
    { maxLength: 4 },
  );
const story = fc.tuple(
  fc.record({ title: hostile, summary: hostile, task: fc.constant("T1"), nonce: fc.constant("0123456789abcdef") }),
  fc.array(fc.record({ text: hostile }), { minLength: 1, maxLength: 5 }),
  fc.record(
    {
      out_of_scope: some,
      assumptions: some,
      test_commands: fc.array(command, { maxLength: 3 }),
      questions: fc.constant([]),
    },
    { requiredKeys: [] },
  ),
);
const plan = fc.tuple(
  fc.record({ title: hostile, approach: hostile, task: fc.constant("T2"), nonce: fc.constant("0123456789abcdef") }),
  fc.array(
    fc.tuple(
      fc.record({ title: hostile }),
      fc.record({ files: some, covers: ids("AC"), depends_on: ids("S") }, { requiredKeys: [] }),
    ),
    { minLength: 1, maxLength: 5 },
  ),
  fc.record({ risks: some, test_commands: fc.array(command, { maxLength: 3 }) }, { requiredKeys: [] }),
);

describe("what nobody has changed", () => {
  test("is read back to the letter, whatever stands in it", () => {
    fc.assert(
      fc.property(story, ([head, criteria, lists]) => {
        const made = {
          ...head,
          acceptance_criteria: criteria.map((one, at) => ({ id: `AC${at + 1}`, ...one })),
          ...lists,
        };
        expect(read(STORY_TEXT, made, (text) => text)).toEqual(made);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(plan, ([head, steps, lists]) => {
        const made = {
          ...head,
          steps: steps.map(([one, more], at) => ({ id: `S${at + 1}`, ...one, ...more })),
          ...lists,
        };
        expect(read(PLAN_TEXT, made, (text) => text)).toEqual(made);
      }),
      { numRuns: 300 },
    );
  });

  test("is the same when a formatter has wrapped, indented and marked its lines anew", () => {
    const anew = (text: string): string =>
      text
        .replaceAll("- **", "*   **")
        .replaceAll("  - ", "    * ")
        .replace("The greeter also", "The greeter\nalso")
        .replace("returns the", "returns\n    the")
        .replaceAll("\n", "\r\n");
    expect(read(STORY_TEXT, STORY, anew)).toEqual(STORY);
    expect(read(PLAN_TEXT, PLAN, (text) => text.replaceAll("  - ", "      - ").trimEnd())).toEqual(PLAN);
  });

  test("a mark that nobody sees changes nothing", () => {
    expect(read(STORY_TEXT, STORY, (text) => text.replace("A test", "A \u202etest\u0007"))).toEqual(STORY);
  });
});

describe("what somebody has changed", () => {
  test("each part of a story: what it does not show stays", () => {
    const changed = read(STORY_TEXT, STORY, (text) =>
      text
        .replace("# Say goodbye", "# Say farewell")
        .replace("also says goodbye.", "says farewell,\n\nby name.")
        .replace("A test covers it\n", "A test covers it\n- AC3: Nobody's name is empty\n")
        .replace("- Other languages", "- Titles\n- Other languages\n\n## Assumed\n\n- Names are text")
        .replace("    npm test", "    npm test\n    npm run lint"),
    );
    expect(changed).toEqual({
      ...STORY,
      title: "Say farewell",
      summary: "The greeter says farewell, by name.",
      acceptance_criteria: [...STORY.acceptance_criteria, { id: "AC3", text: "Nobody's name is empty" }],
      out_of_scope: ["Titles", "Other languages"],
      assumptions: ["Names are text"],
      test_commands: ["npm test", "npm run lint"],
    });
  });

  test("each part of a plan", () => {
    const changed = read(PLAN_TEXT, PLAN, (text) =>
      text
        .replace("A pure function.", "Two functions.")
        .replace("`src/a.ts`, `src/b.ts`", "src/a.ts, `src/c.ts`")
        .replace("  - after S1\n", "  - after S1, S3\n- **S3** Document it\n  - files: README.md\n  - for AC1\n")
        .replace("- None\n", "- Some\n"),
    );
    expect(changed).toEqual({
      ...PLAN,
      approach: "Two functions.",
      steps: [
        { ...PLAN.steps[0]!, files: ["src/a.ts", "src/c.ts"] },
        { ...PLAN.steps[1]!, depends_on: ["S1", "S3"] },
        { id: "S3", title: "Document it", files: ["README.md"], covers: ["AC1"] },
      ],
      risks: ["Some"],
    });
  });

  test("a part that was taken out is empty", () => {
    expect(read(STORY_TEXT, STORY, (text) => text.replace("## Out of scope\n\n- Other languages\n", ""))).toEqual({
      ...STORY,
      out_of_scope: [],
    });
  });
});

test("what is taken from an edit is what the text would show of it, whatever was typed", () => {
  const edit = fc.record({
    at: fc.nat(),
    out: fc.integer({ min: 0, max: 12 }),
    put: fc.string({ unit: piece, maxLength: 8 }),
  });
  for (const [path, made] of [
    [STORY_TEXT, STORY],
    [PLAN_TEXT, PLAN],
  ] as const)
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const own = shownText(path, made);
        const typed = edits.reduce((text, { at, out, put }) => {
          const from = at % text.length;
          return text.slice(0, from) + put + text.slice(from + out);
        }, own);
        const result = back(path, made, typed);
        if (!result.ok) return;
        const value = JSON.parse(result.artifact);
        // Read back from what is shown of it, it is the same: nothing came in that is not to be seen.
        expect(read(path, value, (text) => text)).toEqual(value);
        const isShown = shownText(path, value) !== own;
        expect([typed, isShown]).toEqual([typed, JSON.stringify(value) !== JSON.stringify(made)]);
      }),
      { numRuns: 1_000 },
    );
});

describe("what is in no place is named, with its line and what is expected there", () => {
  const at = (text: string, line: string): number => text.split("\n").indexOf(line) + 1;
  const rows: [name: string, from: string, to: string, line: string, expected: string][] = [
    [
      "a heading that is broken",
      "## Out of scope",
      "## Out of scpe",
      "## Out of scpe",
      "one of ## Acceptance criteria, ## Out of scope",
    ],
    [
      "a heading without its blank",
      "## Out of scope",
      "##Out of scope",
      "##Out of scope",
      "one of ## Acceptance criteria",
    ],
    [
      "a heading of another depth",
      "## Out of scope",
      "### Out of scope",
      "### Out of scope",
      "one of ## Acceptance criteria",
    ],
    [
      "a heading twice",
      "- Other languages\n",
      "- Other languages\n\n## Acceptance criteria\n\n- x\n",
      "## Acceptance criteria",
      "this heading once",
    ],
    ["a line that is no entry", "- Other languages", "Other languages", "Other languages", 'an entry, as "- <text>"'],
    ["a criterion without an id", "- **AC2** A test", "- A test", "- A test covers it", '"- **AC1** <text>"'],
    [
      "an entry below an entry of a story",
      "- Other languages\n",
      "- Other languages\n  - x\n",
      "  - x",
      'an entry, as "- <text>"',
    ],
    [
      "a text behind the mark of the note",
      "> You may edit",
      "> I may edit",
      `> ${NOTE.replace("You", "I")}`,
      "text without > before it",
    ],
  ];
  test.each(rows)("%s", (_name, from, to, line, expected) => {
    const change = (text: string): string => text.replace(from, to);
    const [first, ...more] = problems(STORY_TEXT, STORY, change);
    const changed = change(shownText(STORY_TEXT, STORY));
    const place = line === "## Acceptance criteria" ? changed.split("\n").lastIndexOf(line) + 1 : at(changed, line);
    expect(first).toStartWith(`${STORY_TEXT}:${place}: found `);
    expect(first).toContain(expected);
    expect(more).toEqual([]);
  });

  test.each(["- npm run lint", "```", "1. npm run lint", "`npm run lint`", "> npm run lint"])(
    "a command with a mark: %s",
    (line) => {
      const [first, ...more] = problems(STORY_TEXT, STORY, (text) =>
        text.replace("    npm test", `    npm test\n${line}`),
      );
      expect(first).toContain(`found ${JSON.stringify(line)}, expected a command alone, as "    <command>"`);
      expect(more).toEqual([]);
      // One that was accepted like this stays.
      const made = { ...STORY, test_commands: [line] };
      expect(read(STORY_TEXT, made, (text) => text)).toEqual(made);
    },
  );

  test("a title that is gone, and what nobody knows below a step", () => {
    expect(problems(STORY_TEXT, STORY, (text) => text.replace("# Say goodbye\n", "\n"))[0]).toContain("# <title>");
    expect(problems(PLAN_TEXT, PLAN, (text) => text.replace("- after S1", "- afterwards S1"))[0]).toContain(
      '"- files: …", "- for AC1" or "- after S1", each once',
    );
    expect(problems(PLAN_TEXT, PLAN, (text) => text.replace("- after S1", "- for S1"))).toHaveLength(1);
  });
});
