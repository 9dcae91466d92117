// `NN-UAT.md`: how each test went, in the forms that people have it, and what a person's word
// changes in it.
import { afterEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readPhase } from "../../../src/workflows/phases/planning/read.ts";
import {
  openTestsLines,
  readUatText,
  withResults as resultsIn,
  type UatAnswer,
} from "../../../src/workflows/phases/planning/uat.ts";
import { write } from "./planning-given.ts";
import { removeAll, scratch } from "./scratch.ts";

afterEach(removeAll);

const TEXT = `---
status: testing
phase: 02-search
source: [02-01-SUMMARY.md]
started: 2026-01-04T10:00:00Z
---

## Current Test
<!-- where we are
### 9. Not a test
result: [pending]
-->

number: 2
awaiting: user response

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
reported: "only the first: note"
severity: major

### 4. On a phone
expected: It fits
result: blocked
blocked_by: physical-device
reason: no phone here

### 5. Offline
expected: It works
result: skipped

## Summary

total: 5
passed: 1
issues: 1
pending: 1
skipped: 1
blocked: 1

## Gaps

- truth: "Both notes"
  status: failed
  test: 3
- truth: "It fits"
  status: failed
  test: 4
`;
const PLACE = { path: ".planning/phases/02-search/02-UAT.md" };
const read = (text: string) => readUatText(text, PLACE);
const NOW = "2026-01-05T10:00:00.000Z";
const withResults = (text: string, said: readonly UatAnswer[]) => resultsIn(text, said, NOW);
const results = (text: string) => read(text).tests.map(({ number, result }) => [number, result]);

test("each test is read with what was expected and how it went; what is only shown is none", () => {
  const { tests, problems } = read(TEXT);
  expect(problems).toEqual([]);
  expect(results(TEXT)).toEqual([
    [1, "pass"],
    [2, "pending"],
    [3, "issue"],
    [4, "blocked"],
    [5, "skipped"],
  ]);
  expect(tests[1]).toMatchObject({
    name: "Find none",
    expected: 'It says "nothing found" ### 7. Not a test either result: pass',
  });
  expect(tests[2]).toMatchObject({ said: "only the first: note" });
  expect(tests[3]).toMatchObject({ said: "no phone here" });
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
] as const)("%s is read", (_name, text, result) => {
  expect(read(text)).toMatchObject({ tests: [{ number: 1, name: "A", result }], problems: [] });
});

test("a text may go on over lines", () => {
  const { tests } = read(
    '### 1. A\nexpected: B,\nand C\nresult: issue\nreported: "not B\n  nor C"\nseverity: minor\n\nMore.\n',
  );
  expect(tests).toMatchObject([{ expected: "B, and C", said: "not B nor C", result: "issue" }]);
});

test("one that says that something is open, and not what, is a problem with its line; one that is over is none", () => {
  const text =
    "---\nphase: 02\nstatus: partial\n---\n\n| Test | Result |\n|---|---|\n| A | open |\n";
  expect(read(text).problems).toEqual([
    {
      file: PLACE.path,
      line: 3,
      problem: expect.stringMatching(/^found status partial and no test, expected headings/),
    },
  ]);
  expect(read(text.replace("partial", "complete")).problems).toEqual([]);
});

test("all of a phase are read; one that cannot be opened is a problem of that phase", () => {
  const root = scratch();
  write(root, "phases/02-search/02-UAT.md", TEXT);
  write(root, "phases/02-search/02-HUMAN-UAT.md", "### 1. Colours\nresult: [pending]\n");
  write(root, "phases/03-show/03-UAT.md", "### 1. A\0\nresult: pass\n");
  const { phases, problems } = readPhase(root);
  expect(openTestsLines(phases)).toEqual([
    "Phase 2: 02-HUMAN-UAT.md and 02-UAT.md have 4 of 6 tests open (1 issue, 1 blocked, 2 pending); multi-ai run verify-work 2",
  ]);
  expect(problems.map(({ file }) => file)).toEqual([".planning/phases/03-show/03-UAT.md"]);
});

describe("what a person says of open tests", () => {
  test("changes results, counts and status; every other byte stays", () => {
    const after = withResults(TEXT, [
      { number: 2, name: "Find none", result: "issue" },
      { number: 3, name: "Find two words", result: "pass" },
      // What is settled already, or called otherwise by now, is another's.
      { number: 5, name: "Offline", result: "pass" },
      { number: 4, name: "On a tablet", result: "pass" },
    ]);
    const before = TEXT.split("\n");
    const differing = after.split("\n").flatMap((line, at) => (line === before[at] ? [] : [line]));
    expect(differing).toEqual([
      "status: partial",
      "result: issue",
      "result: pass",
      "passed: 2",
      "pending: 0",
    ]);
    expect(after.split("\n").length).toBe(before.length);
    const whole = withResults(after, [
      { number: 2, name: "Find none", result: "pass" },
      { number: 4, name: "On a phone", result: "pass" },
    ]);
    expect(whole).toContain("status: complete\nphase:");
    expect(whole).toContain("total: 5\npassed: 4\nissues: 0\npending: 0\nskipped: 1\nblocked: 0\n");
  });

  test("the person's words stand with the test in place of the older ones", () => {
    const text = TEXT.replace("result: blocked", "result: [pending]").replace(
      "started:",
      "updated: then\nstarted:",
    );
    const after = withResults(text, [
      { number: 2, name: "Find none", result: "issue", reported: 'It says "0",\nand more' },
      { number: 3, name: "Find two words", result: "issue", reported: "Neither: none" },
    ]);
    expect(after).toContain("result: issue\nreported: \"It says '0', and more\"\n\n### 3.");
    expect(after).toContain('result: issue\nreported: "Neither: none"\nseverity: major');
    expect(after).toContain(`\nupdated: ${NOW}\nstarted:`);
    expect(
      read(after)
        .tests.slice(1, 3)
        .map(({ said }) => said),
    ).toEqual(["It says '0', and more", "Neither: none"]);
  });

  test("a text that goes on over lines gives way whole", () => {
    const text =
      "### 1. A\r\nresult: issue\r\nreported: |\r\n  one\r\n  two\r\nseverity: minor\r\n";
    expect(withResults(text, [{ number: 1, name: "A", result: "issue", reported: "three" }])).toBe(
      '### 1. A\r\nresult: issue\r\nreported: "three"\r\nseverity: minor\r\n',
    );
  });

  test("a test without a result gets its line", () => {
    const text = "### 1. A\r\nexpected: B\r\n\r\n### 2. C\r\nresult: [pending]\r\n";
    expect(withResults(text, [{ number: 1, name: "A", result: "pass" }])).toBe(
      "### 1. A\r\nexpected: B\r\nresult: pass\r\n\r\n### 2. C\r\nresult: [pending]\r\n",
    );
  });

  test("in whatever text, lines that say nothing of it stay", () => {
    const lines = fc.constantFrom(
      ...TEXT.split("\n"),
      "",
      "\t",
      "```",
      "<!--",
      "-->",
      "> x",
      "result:",
      "é\u2028",
    );
    const texts = fc
      .array(fc.tuple(lines, fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 30 })
      .map((all) => all.map((one) => one.join("")).join(""));
    fc.assert(
      fc.property(texts, (text) => {
        const said = read(text).tests.map(({ number, name }) => ({
          number,
          name,
          result: "pass" as const,
        }));
        const after = withResults(text, said);
        const written = /^\s*(?:result|status|\w+: \d)/;
        const kept = (whole: string) =>
          whole.split(/\r\n|\n|\r/).filter((line) => !written.test(line));
        expect(kept(after)).toEqual(kept(text));
        expect(
          read(after).tests.filter(({ result }) => result !== "pass" && result !== "skipped"),
        ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
