// Runs: together.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { code, inline, plainLine, quotation } from "../../src/render/markdown-text.ts";
import { oneLine } from "../../src/text.ts";
import { addressed, EXTENSIONS, HOSTILE, seenText } from "./hostile-markdown.ts";

const html = (lines: string[]): string => Bun.markdown.html(lines.join("\n"), EXTENSIONS).trim();

/** Where a text of somebody else may stand, each with the tags that are the program's own. */
const PLACES: Record<string, { lines(text: string): string[]; tags: string }> = {
  "a paragraph": { lines: (text) => [inline(text)], tags: "p" },
  "an item": { lines: (text) => [`- ${inline(text)}`], tags: "ul li" },
  "the line below an item": {
    lines: (text) => ["- a", `  - ${inline(text)}`],
    tags: "ul li ul li",
  },
  "a heading": { lines: (text) => [`## ${inline(text)}`], tags: "h2" },
  "a quotation": { lines: quotation, tags: "blockquote p" },
};

const tagsOf = (page: string): string[] => [...page.matchAll(/<(\w+)/g)].map(([, tag]) => tag!);

describe("what somebody else wrote shows as it was written, and is no markdown", () => {
  for (const [place, { lines, tags }] of Object.entries(PLACES))
    test(`in ${place}`, () => {
      for (const text of HOSTILE) {
        const page = html(lines(text));
        // A text of several lines may be several paragraphs of a quotation.
        const found =
          place === "a quotation"
            ? new Set(tagsOf(page).filter((tag) => tag !== "br"))
            : tagsOf(page);
        expect({ text, tags: [...found].join(" ") }).toEqual({ text, tags });
        expect(seenText(page)).toEndWith(oneLine(text));
        expect(addressed(page)).toEqual([]);
      }
    });

  test("whatever it is", () => {
    const mark = fc.constantFrom(..."#*_`~[]()<>|\\!&;:@$-+=.1ahs/ \n");
    const text = fc.array(mark, { minLength: 1, maxLength: 24 }).map((all) => `a${all.join("")}`);
    fc.assert(
      fc.property(text, (said) => {
        const page = html([`- ${inline(said)}`]);
        expect(tagsOf(page)).toEqual(["ul", "li"]);
        expect(seenText(page)).toBe(oneLine(said));
      }),
      { numRuns: 2000 },
    );
  });
});

test("lines of a quotation stay lines, and paragraphs paragraphs", () => {
  expect(quotation("One\ntwo\n\n# three\r\nfour\n")).toEqual([
    "> One\\",
    "> two",
    ">",
    "> \\# three\\",
    "> four",
  ]);
});

test("code shows to the letter, also with backticks", () => {
  for (const text of [
    "src/a_b.ts",
    "a`b",
    "``",
    "`",
    "a|b",
    "<b>",
    "&lt;",
    "@scope/name",
    "a\\b|c",
  ])
    expect(seenText(html([code(text)]))).toBe(text);
});

test("no text closes an issue or calls somebody, in a commit's message either", () => {
  for (const text of [
    "fixes #12",
    "Closes: o/r#3",
    "resolved GH-4",
    "fix https://github.com/o/r/issues/5",
    "@ada: #6",
  ]) {
    expect(addressed(plainLine(text))).toEqual([]);
    expect(addressed(inline(text))).toEqual([]);
  }
  for (const text of [
    "fixes #12",
    "Closes: o/r#3",
    "resolved gh-4",
    "fix https://github.com/o/r/issues/5",
  ])
    expect(addressed(code(text))).toEqual([]);
});

test("control characters and marks of the reading direction go", () => {
  const text = "a\u001b[31mb\u202ec\u2066d\u061ce\u200ff\u0007";
  for (const shown of [inline(text), plainLine(text), code(text), quotation(text).join("\n")])
    expect(shown).toContain("a[31mbcdef".replace("[", shown.includes("\\[") ? "\\[" : "["));
});
