// `NN-UAT.md`: what a person's word changes in it, and what its body shows.
import { afterEach, describe, expect, test } from "bun:test";
import {
  openTestsLines,
  readUatText,
  type UatAnswer,
  uatText,
  withResults,
} from "../../../../src/workflows/phases/planning/documents/uat.ts";
import { readPhase } from "../../../../src/workflows/phases/planning/read.ts";
import { removeAll, scratch } from "../scratch.ts";
import { write } from "./planning-given.ts";

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

test("all of a phase are read; one that cannot be opened, or that has another form, is a problem of it", () => {
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
    `${at}/03-HUMAN-UAT.md: it has the form of another tool or of an earlier version, expected fields at its top; move it away`,
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
    expect(() => answered("### 1. A\nresult: issue\n", rest)).toThrow("another tool");
  });
});
