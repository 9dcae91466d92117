import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { adrProblems, nextAdr } from "../../../../src/workflows/team/documents/design-spec.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const name = "0001-email-delivery-via-queue.md";
const text = walkthrough(`adr/${name}`);
const problemsOf = (input: string, names = [name]) =>
  adrProblems(input, names[0]!, names).join("\n");

test("the walkthrough's decisions hold", () => {
  for (const one of [name, "0002-token-not-in-response.md"])
    expect(adrProblems(walkthrough(`adr/${one}`), one, [one])).toEqual([]);
});

describe("is refused", () => {
  test.each<Refusal<string>>([
    [
      "a title without a number",
      text.replace("# 0001 — ", "# "),
      /title: found "Email Delivery via Queue", expected # 0001/,
    ],
    [
      "another number than the file's",
      text.replace("# 0001", "# 0002"),
      /title: found "0002 — Email/,
    ],
    ["no title", text.replace("# 0001", "0001"), /title: found nothing/],
    [
      "an empty section",
      text.replace(/## Consequences[\s\S]*$/, "## Consequences\n"),
      /## Consequences.*expected some text/,
    ],
  ])("%s", (_name, input, problem) => {
    expect(problemsOf(input)).toMatch(problem);
  });
});

test.each<[string, string[], RegExp | null]>([
  ["its own number", [name, "0002-b.md", "drawing.svg"], null],
  ["letters of any language", ["0001-größe.md".normalize("NFD")], null],
  [
    "a number twice",
    [name, "0001-b.md", "0002-c.md"],
    /found "0001-email-delivery-via-queue.md".* next free number is 0003/,
  ],
  ["no number", ["notes.md"], /name: found "notes.md", expected four digits/],
  ["a short number", ["1-a.md"], /name: found/],
  ["a blank", ["0001-a b.md"], /name: found/],
  ["no title", ["0001.md"], /name: found/],
])("the name of the file: %s", (_name, names, problem) => {
  expect(problemsOf(text, names)).toMatch(problem ?? /^$/);
});

test("the next number is always free; the first is 1, whatever else is in the folder", () => {
  expect(nextAdr(["README.md"])).toBe("0001");
  fc.assert(
    fc.property(fc.nat(500), fc.nat(30), (first, count) => {
      const names = Array.from(
        { length: count },
        (_, at) => `${String(first + at + 1).padStart(4, "0")}-a${at}.md`,
      );
      const added = `${nextAdr(names)}-new.md`;
      expect(adrProblems(text, added, [...names, added]).join()).not.toContain("name:");
    }),
  );
});
