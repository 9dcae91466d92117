// `NN-UAT.md`: what a person's word changes in it, and what its body shows; `roadmap adopt` reads
// the forms that GSD and people have.
import { afterEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { adoptedUat } from "../../../src/workflows/phases/adopt/uat.ts";
import { readPhase } from "../../../src/workflows/phases/planning/read.ts";
import {
  openTestsLines,
  readUatText,
  type UatAnswer,
  uatText,
  withResults,
} from "../../../src/workflows/phases/planning/uat.ts";
import { write } from "./planning-given.ts";
import { removeAll, scratch } from "./scratch.ts";

afterEach(removeAll);

const PLACE = { path: ".planning/phases/02-search/02-UAT.md" };
const NOW = "2026-01-05T10:00:00.000Z";
const OURS = uatText({
  phase: "02-search",
  started: "2026-01-04T10:00:00Z",
  tests: [
    { number: 1, name: "Find a word", expected: "The note with it is shown", result: "pass" },
    { number: 2, name: "Find none", expected: 'It says "nothing found"' },
    { number: 3, name: "Find two", result: "issue", reported: "only the first: note" },
    { number: 4, name: "On a phone", result: "blocked", reason: "no phone here" },
    { number: 5, name: "Offline", result: "skipped" },
  ],
});
const read = (text: string) => readUatText(text, PLACE);
const answered = (text: string, ...said: UatAnswer[]) => withResults(text, said, NOW);
const results = (text: string) => read(text).tests.map(({ number, result }) => [number, result]);
const bodyOf = (text: string): string => text.split("---\n").slice(2).join("---\n");

test("people read the tests with what was said, and how many there are of each result", () => {
  expect(OURS).toStartWith("---\nstatus: partial\nphase: 02-search\nstarted:");
  expect(bodyOf(OURS)).toStartWith(`## Tests

### 1. Find a word
expected: The note with it is shown
result: pass

### 2. Find none
expected: It says "nothing found"
result: [pending]

### 3. Find two
result: issue
reported: "only the first: note"

### 4. On a phone
result: blocked
reason: no phone here

### 5. Offline
result: skipped

## Summary

total: 5
passed: 1
issues: 1
pending: 1
skipped: 1
blocked: 1
`);
  expect(read(OURS).tests.map(({ said }) => said)).toEqual([
    ...["", "", "only the first: note", "no phone here", ""],
  ]);
});

test("all of a phase are read; one that cannot be opened, or that nobody adopted, is a problem of it", () => {
  const root = scratch();
  const one = { number: 1, name: "Colours" };
  write(root, "phases/02-search/02-UAT.md", OURS);
  write(root, "phases/02-search/02-HUMAN-UAT.md", uatText({ tests: [one] }));
  write(root, "phases/03-show/03-UAT.md", "### 1. A\0\nresult: pass\n");
  write(root, "phases/03-show/03-HUMAN-UAT.md", "### 1. A\nresult: pass\n");
  const { phases, problems } = readPhase(root);
  expect(openTestsLines(phases)).toEqual([
    "Phase 2: 02-HUMAN-UAT.md and 02-UAT.md have 4 of 6 tests open (1 issue, 1 blocked, 2 pending); multi-ai run verify-work 2",
  ]);
  const at = ".planning/phases/03-show";
  expect(problems.map(({ file, problem }) => `${file}: ${problem}`)).toEqual([
    `${at}/03-HUMAN-UAT.md: it has the form of GSD or of an earlier version; multi-ai roadmap adopt shows what becomes of it`,
    `${at}/03-UAT.md: it has a zero byte; expected text`,
  ]);
});

describe("what a person says of open tests", () => {
  test("changes results, counts and status; what is settled, or called otherwise by now, stays", () => {
    const after = answered(
      OURS,
      { number: 2, name: "Find none", result: "issue", reported: 'It says "0",\nand more' },
      { number: 3, name: "Find two", result: "pass" },
      { number: 5, name: "Offline", result: "issue" },
      { number: 4, name: "On a tablet", result: "pass" },
    );
    const before = new Set(bodyOf(OURS).split("\n"));
    const news = bodyOf(after).split("\n");
    expect(news.filter((line) => !before.has(line) && !line.startsWith("<!--"))).toEqual([
      "reported: \"It says '0', and more\"",
      ...["passed: 2", "pending: 0"],
    ]);
    expect(after).toContain(`\nupdated: ${NOW}\n`);
    const whole = answered(after, { number: 2, name: "Find none", result: "pass" });
    const rest: UatAnswer = { number: 4, name: "On a phone", result: "pass" };
    expect(answered(whole, rest)).toStartWith("---\nstatus: complete\n");
    expect(answered(whole, rest)).toContain("passed: 4\nissues: 0\n");
  });

  test("a result that they change in the body counts, and what they write below stays", () => {
    const mine = `${OURS.replace("result: [pending]", "result: skipped")}\n## Gaps\n\n- a: b\n`;
    expect(results(mine)[1]).toEqual([2, "skipped"]);
    const rest: UatAnswer = { number: 4, name: "On a phone", result: "pass" };
    const after = answered(mine, rest);
    expect(after).toContain("passed: 2\nissues: 1\npending: 0\nskipped: 2\nblocked: 0\n");
    expect(after).toEndWith("\n## Gaps\n\n- a: b\n");
    expect(() => answered("### 1. A\nresult: issue\n", rest)).toThrow("roadmap adopt");
  });
});

/** What becomes of a text in another form, and what is told of it. */
function adopted(source: string) {
  const notes: string[] = [];
  const made = adoptedUat(source, "02-search", (line, problem) => notes.push(`${line} ${problem}`));
  expect(made.text).toEndWith(`-->\n${made.below}`);
  return { ...made, notes, ...read(made.text) };
}

test.each([
  ["issue - the button does nothing", { result: "issue", said: "the button does nothing" }],
  ["blocked (no API key)", { result: "blocked", said: "no API key" }],
  ["**pass**", { result: "pass", said: "" }],
  ["[pending]", { result: "pending", said: "" }],
])("what stands behind a result is kept: %s", (result, test) => {
  const { text, tests } = adopted(
    `## Tests\n\n### 1. Look\nexpected: it is there\nresult: ${result}\n`,
  );
  expect(tests ?? text).toMatchObject([test]);
});

const GSD = `---
status: testing
phase: 02-search
source: [02-01-SUMMARY.md]
---

## Current Test
<!-- where we are
### 9. Not a test
result: [pending]
-->

number: 2

## Tests

### 1. Find a word
expected: The note with it is shown
result: pass

### 2. Find none
expected: |
  It says "nothing found"

  ### 7. Not a test either
  result: pass
result: [pending]

### 3. Find two words
expected: Both notes
result: issue
reported: "only the first:
note"
severity: major

## Summary

total: 3
passed: 1

## Gaps

- truth: "Both notes"
`;

describe("another form", () => {
  test("is read once; what is no test, no result and no count stays below", () => {
    const { text, tests, problems, notes, below } = adopted(GSD);
    expect([problems, notes]).toEqual([[], []]);
    expect(tests).toMatchObject([
      { number: 1, result: "pass", expected: "The note with it is shown" },
      {
        ...{ number: 2, name: "Find none", result: "pending" },
        expected: 'It says "nothing found" ### 7. Not a test either result: pass',
      },
      { number: 3, result: "issue", said: "only the first: note" },
    ]);
    expect(text).toStartWith(
      "---\nstatus: partial\nphase: 02-search\nsource:\n  - 02-01-SUMMARY.md\ntests:\n",
    );
    expect(below).toBe(
      `\n${GSD.slice(GSD.indexOf("## Current"), GSD.indexOf("## Tests"))}## Tests\n\n### 3. Find two words\nseverity: major\n\n## Gaps\n\n- truth: "Both notes"\n`,
    );
  });

  test.each([
    ["no front matter", "### 1. A\nexpected: B\nresult: passed\n", "pass"],
    ["front matter that is no YAML", "---\nstatus: [\n---\n### 1. A\nresult: FAIL\n", "issue"],
    ["bold", "### 1. A\n**Expected:** B\n**Result:** ✅ pass (as it should)\n", "pass"],
    ["a list", "### 1. A\n- expected: B\n- result: [pending]\n", "pending"],
    ["Windows' line ends", "### 1. A\r\nexpected: |\r\n  B\r\nresult: blocked\r\n", "blocked"],
    ["no result", "### 1. A\nexpected: B\n", "pending"],
    ["a word of its own", "### 1. A\nresult: later\n", "pending"],
    ["a sentence that begins so", "### 1. A\nResults look good\nresult: issue\n", "issue"],
    ["a mark alone", "### 1. A\nresult: ❌\n", "issue"],
    ["a table", "| Test | Status |\n|---|---|\n| A | ✅ PASS |\n", "pass"],
    [
      "a table's mark",
      "| # | What | Expected | Result |\n|-|-|-|-|\n| 1 | A | B | ❌ |\n",
      "issue",
    ],
    ["a table of remarks", "| Check | OK? | Remarks |\n|-|-|-|\n| A | fail | no |\n", "issue"],
    ["a comment above the fields", "<!-- x -->\n---\na: 1\n---\n### 1. A\nresult: pass\n", "pass"],
    ["a table without a word", "|Scenario|Result|\n|--|--|\n| A | |\n", "pending"],
  ] as const)("%s is read", (_name, text, result) => {
    const { tests, problems } = adopted(text);
    expect(tests).toMatchObject([{ number: 1, name: "A", result }]);
    expect(problems).toEqual([]);
  });

  test("tables give their notes, and are none without a column for results", () => {
    const table =
      "| Test | Result | Notes |\n|---|---|---|\n| A | fail | no |\n| B | skip | why |\n";
    const other = "| Metric | Count |\n|---|---|\n| Passed | 1 |\n";
    const { tests, below } = adopted(`${table}\n${other}`);
    expect(tests).toMatchObject([
      { number: 1, result: "issue", said: "no" },
      { number: 2, result: "skipped", said: "why" },
    ]);
    expect(below).toBe(`\n${table}\n${other}`);
  });

  test("one that says that something is open, and not what, is one open test; one that is over is none", () => {
    const text = "---\nstatus: partial\n---\n\nWe tried it.\n";
    const { tests, notes, below } = adopted(text);
    expect(tests).toMatchObject([{ number: 1, result: "pending" }]);
    expect([notes, below]).toEqual([[expect.stringContaining("no test")], "\nWe tried it.\n"]);
    expect(adopted(text.replace("partial", "complete")).tests).toEqual([]);
    const table = "| Test | Erwartet | Ergebnis |\n|-|-|-|\n| A | B | ❌ |\n";
    expect(adopted(text.replace("partial", "complete") + table).tests).toHaveLength(1);
  });

  test("in whatever text, no word of it is lost, and ours is made of it", () => {
    const lines = fc.constantFrom(
      ...GSD.split("\n"),
      ...[
        "",
        "\t",
        "```",
        "<!--",
        "-->",
        "> x",
        "result:",
        "é\u2028",
        "| Test | Result |",
        "| A |",
      ],
    );
    const texts = fc
      .array(fc.tuple(lines, fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 30 })
      .map((all) => all.map((one) => one.join("")).join(""));
    // A heading above tests alone goes with them, and the status is what the results come to.
    const words = (text: string) =>
      text.replaceAll(/^(?:## |status:).*$/gm, "").match(/[a-z]{5,}/gi) ?? [];
    fc.assert(
      fc.property(texts, (text) => {
        const { text: after, problems } = adopted(text);
        const known = new Set(words(after));
        expect(problems).toEqual([]);
        expect(words(text).filter((word) => !known.has(word))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
