import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readMarkdown, sectionsOf, titleOf } from "../../src/workflows/markdown.ts";

/** One letter per line: plain, code, quote, x for a comment; a heading as its rank. */
const kinds = (text: string): string =>
  readMarkdown(text)
    .map((line) =>
      line.heading ? String(line.heading.level) : line.kind === "comment" ? "x" : line.kind[0],
    )
    .join("");

describe("what a line is", () => {
  test.each<[string, string, string]>([
    ["running text", "a\n\nb", "ppp"],
    ["a fence", "```\na\n```\nb", "cccp"],
    ["a fence of tildes", "~~~ts\n```\na\n~~~\nb", "ccccp"],
    ["a longer fence holds a shorter one", "````\n```\na\n```\n````\nb", "cccccp"],
    ["a longer one closes it", "```\na\n`````\nb", "cccp"],
    ["one with text behind it does not close", "```\na\n``` b\nc", "cccc"],
    ["one that is never closed", "a\n```\nb\n\n# c", "pcccc"],
    ["backticks with a backtick behind them are no fence", "``` a `\nb", "pp"],
    ["a fence that is indented by three", "   ```\na\n   ```\nb", "cccp"],
    ["a fence in a list", "- a\n  ```\n  b\n  ```\n- c", "pcccp"],
    ["a fence as an item", "- ```\n  a\n  ```\nb", "cccp"],
    ["a quote in an item", "- > a\n- b", "qp"],
    ["indented code", "a\n\n    b\n\n\tc\nd", "ppcpcp"],
    ["an indented line of running text", "a\n    b", "pp"],
    ["indented code behind a heading", "# a\n    b", "1c"],
    ["an item's second paragraph is no code", "- a\n\n    b\n      c", "pppp"],
    ["a quote", "> a\n\nb", "qpp"],
    ["a quote ends before a list, a heading, a fence", "> a\n- b\n> a\n# b\n> a\n```", "qpq1qc"],
    ["a comment", "<!-- a -->\nb", "xp"],
    ["a comment over lines", "<!--\n# a\n\n-->\nb", "xxxxp"],
    ["a comment that is never closed is none", "a\n\n<!-- b\n# c", "ppp1"],
    ["a comment within running text", "a <!-- b\nc --> d\ne", "ppp"],
    ["what looks like one, in running text that ends before it does", "a <!-- b\n\nc -->", "ppp"],
    ["headings", "# a\n###### b\n####### c\n#d\n#", "16pp1"],
    ["a heading in a list belongs to the list", "- # a\n  ## b\n## c", "pp2"],
    ["carriage returns", "```\r\na\r\n```\r\nb\rc", "cccpp"],
    ["a byte order mark", "\uFEFF# a", "1"],
    ["nothing", "", "p"],
  ])("%s", (_name, text, expected) => {
    expect(kinds(text)).toBe(expected);
  });

  test.each<[string, string, string[]]>([
    ["a comment is not said", "a <!-- b --> c", ["a  c"]],
    ["one over lines", "a <!-- b\nc --> d", ["a ", " d"]],
    ["text behind a comment", "<!-- a --> b", [" b"]],
    ["a comment in code is said", "a `<!-- b -->` c", ["a `<!-- b -->` c"]],
    ["backticks that enclose nothing", "a ` <!-- b --> c", ["a `  c"]],
    ["a comment's mark that is escaped", "a \\<!-- b --> c", ["a \\<!-- b --> c"]],
    ["the shortest comments", "<!-->a", ["a"]],
  ])("%s", (_name, text, lines) => {
    expect(readMarkdown(text).map((line) => line.text)).toEqual(lines);
  });
});

test("sections reach to the next heading of their rank or a higher one", () => {
  const text = "# t\nx\n## a\n1\n### b\n2\n## c ##\n3\n# u\n4\n## d";
  const found = sectionsOf(readMarkdown(text), 2);
  expect(
    found.map(({ title, line, lines }) => [title, line, lines.map((one) => one.text)]),
  ).toEqual([
    ["a", 3, ["1", "### b", "2"]],
    ["c", 7, ["3"]],
    ["d", 11, []],
  ]);
  expect(titleOf(readMarkdown(text))).toBe("t");
  expect(titleOf(readMarkdown("## a"))).toBeNull();
});

test.each([
  ["# a #", "a"],
  ["# a#", "a#"],
  ["# #", ""],
  ["## C# ##", "C#"],
  ["# a <!-- b -->", "a"],
])("the title of %s is %s", (text, title) => {
  expect(readMarkdown(text)[0]!.heading?.title.trim()).toBe(title);
});

const piece = fc.constantFrom(
  "```",
  "~~~",
  "`",
  "> ",
  "- ",
  "1. ",
  "    ",
  "\t",
  "<!--",
  "-->",
  "# ",
  "a",
  "\n",
  "\r\n",
  "\n\n",
  "é",
  "\\",
  "---",
);

test("every line of any text is read once, in order", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      const lines = readMarkdown(text);
      expect(lines.map((line) => line.number)).toEqual(
        text.split(/\r\n|\n|\r/).map((_line, at) => at + 1),
      );
      const raw = text.split(/\r\n|\n|\r/);
      for (const line of lines)
        expect(raw[line.number - 1]!.length).toBeGreaterThanOrEqual(line.text.length);
    }),
    { numRuns: 1_000 },
  );
});

test("what stands in a fence is code, whatever it is", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom("`", "~"), (pieces, mark) => {
      const inner = pieces.join("");
      const fence = mark.repeat(inner.length + 3);
      const lines = readMarkdown(`${fence}\n${inner}\n${fence}\nend`);
      expect(lines.slice(0, -1).every((line) => line.kind === "code")).toBe(true);
      expect(lines.at(-1)).toMatchObject({ kind: "plain", text: "end" });
    }),
  );
});
