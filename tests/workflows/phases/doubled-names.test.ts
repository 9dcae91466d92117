// A name that stands twice in front matter says two things: it is refused with its line, at whatever depth and however it is spelled.
import { describe, expect, test } from "bun:test";
import { parseFrontMatter } from "../../../src/workflows/phases/planning/front-matter.ts";

const told = (yaml: string): string[] => {
  const problems: string[] = [];
  parseFrontMatter(yaml, (line, problem) => problems.push(`${line}: ${problem}`));
  return problems;
};

describe("front matter that names something twice", () => {
  test.each<[string, number]>([
    ["status: passed\nstatus: failed", 3],
    ['"st\\u0061tus": passed\nstatus: failed', 3],
    ["'status': passed\nother: 1\n\"status\": failed", 4],
    ["must:\n  truths: [a]\n  other: b\n  truths: [c]", 5],
    ["list:\n  - path: a\n    is: b\n    path: c", 5],
    ["one: {a: 1, b: 2, a: 3}", 2],
    ['{"a":1,"a":2}', 2],
    ["deep:\n  - - {x: {__proto__: 1, __proto__: 2}}", 3],
    ['text: |\n  - "open\na: {b: 1, b: 2}', 4],
    ["status : passed\nstatus: failed", 3],
  ])("%j", (yaml, line) => {
    expect(told(yaml)).toEqual([expect.stringMatching(new RegExp(`^${line}: found .* once more`))]);
  });

  test.each([
    "a: 1\nb:\n  - path: x\n    is: y\n  - path: z\n    is: y",
    "a: |\n  b: 1\n  b: 2\nc: 'it''s: b: 1'\nd: \"x: \\\"y\\\": z\"",
    'list: [": ", \': \', "a: b", "a: b"]',
    "url: http://x\nat: 12:30\n# a: b\n# a: b\nm: {x: 1, y: {x: 2}}",
    "one: &x {b: 1}\ntwo: *x\nthree:\n  <<: *x\n  d: 2",
    'q: "he said \\"a: 1\\", \\"a: 2\\""\nempty:\n"": x',
  ])("%j does not", (yaml) => {
    expect(told(yaml)).toEqual([]);
  });

  test("of 200,000 characters in its time", () => {
    for (const piece of ["a: ", "' ", '": ', "  ", "{a: ", "- b: c\n"]) told(piece.repeat(190_000 / piece.length));
  });
});
