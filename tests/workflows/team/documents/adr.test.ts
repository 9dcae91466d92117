import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  adrNameProblems,
  adrNumber,
  adrProblems,
  nextAdrNumber,
} from "../../../../src/workflows/team/documents/adr.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const name = "0001-email-delivery-via-queue.md";
const text = walkthrough(`adr/${name}`);

test("the walkthrough's decisions hold", () => {
  for (const one of [name, "0002-token-not-in-response.md"])
    expect(adrProblems(walkthrough(`adr/${one}`), one)).toEqual([]);
});

describe("is refused", () => {
  test.each<Refusal<string>>([
    [
      "a title without a number",
      text.replace("# 0001 — ", "# "),
      /title: found "Email Delivery via Queue", expected # 0001 — what was decided/,
    ],
    ["another number than the file's", text.replace("# 0001", "# 0002"), /title: found "0002", expected number 0001/],
    ["no title", text.replace("# 0001", "0001"), /title: found nothing/],
    [
      "no status",
      text.replace("**Status**: Accepted", ""),
      /\*\*Status\*\*: found nothing, expected Proposed, Accepted/,
    ],
    ["an unknown status", text.replace("Accepted", "Fine"), /\*\*Status\*\*: found "Fine"/],
    [
      "two of them",
      text.replace("**Status**: Accepted", "**Status**: Accepted\n**Status**: Rejected"),
      /\*\*Status\*\*, line 4: found "Rejected", expected it once/,
    ],
    [
      "a day that does not exist",
      text.replace("2026-03-26", "2026-02-30"),
      /\*\*Date\*\*: found "2026-02-30", expected a day/,
    ],
    ["a missing section", text.replace("## Rationale", "## Why"), /## Rationale: found nothing/],
    [
      "an empty section",
      text.replace(/## Consequences[\s\S]*$/, "## Consequences\n"),
      /## Consequences.*expected some text/,
    ],
  ])("%s", (_name, input, problem) => {
    const problems = adrProblems(input, name);
    expect(problems.join("\n")).toMatch(problem);
    for (const one of problems) expect(one).toStartWith(`pipeline/adr/${name}: `);
  });
});

test.each<[string, number | null]>([
  [name, 1],
  ["0012-größe.md", 12],
  ["0012-größe.md".normalize("NFD"), 12],
  ["1-a.md", null],
  ["0001-a b.md", null],
  ["0001.md", null],
  ["0001-a-.md", null],
  ["0001-a.txt", null],
  ["README.md", null],
])("the number of %s is %p", (file, number) => {
  expect(adrNumber(file)).toBe(number);
});

test.each<[string, string[], RegExp | null]>([
  ["in order", ["0001-a.md", "0002-b.md"], null],
  ["in any order", ["0002-b.md", "0001-a.md", "drawing.svg"], null],
  ["from another number", ["0005-a.md", "0006-b.md"], null],
  ["none", [], null],
  [
    "a number twice",
    ["0001-a.md", "0001-b.md", "0002-c.md"],
    /found "0001-b.md", expected the next free number, 0003 \(0001-a.md is there\)/,
  ],
  ["a number left out", ["0001-a.md", "0004-b.md"], /found "0004-b.md", expected the next free number, 0002/],
  ["a name that is none", ["notes.md"], /found "notes.md", expected a name such as/],
])("names of the folder: %s", (_name, names, problem) => {
  if (problem === null) expect(adrNameProblems(names)).toEqual([]);
  else expect(adrNameProblems(names).join("\n")).toMatch(problem);
});

test("the first number is 1, whatever else is in the folder", () => {
  expect(nextAdrNumber(["README.md"])).toBe(1);
});

test("the next number is always free, and taking it is never refused", () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(30), (first, count) => {
      const names = Array.from({ length: count }, (_, at) => `${String(first + at + 1).padStart(4, "0")}-a${at}.md`);
      const next = nextAdrNumber(names);
      expect(names.map(adrNumber)).not.toContain(next);
      expect(adrNameProblems([...names, `${String(next).padStart(4, "0")}-new.md`])).toEqual([]);
    }),
  );
});
