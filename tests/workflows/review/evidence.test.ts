// Guarantee: Evidence is checked, and unknown is not good.
import { describe, expect, test } from "bun:test";
import {
  checkCitation,
  checkFindings,
  checkPlanFindings,
  checkPlanPlace,
  pathProblem,
} from "../../../src/workflows/review/evidence/evidence.ts";

const FILES: Record<string, string> = {
  "src/a.ts": [
    "import { b } from './b.ts';",
    "",
    "export function a() {",
    "  return b(1);",
    "}",
    "",
    "  return b(1);",
  ].join("\n"),
  "README.md": "# Title\n",
};
const read = (path: string) => FILES[path] ?? null;
const place = (over: object) =>
  checkCitation({ file: "src/a.ts", line: 4, quote: "return b(1);", ...over }, read);

describe("a place in the tree", () => {
  test.each([
    ["the exact line", {}],
    ["white space folded", { quote: "  return\t b(1);  " }],
    ["two lines", { line: 3, quote: "export function a() {\n    return b(1);" }],
    ["two lines over a blank one", { line: 1, quote: "'./b.ts';\nexport function" }],
    ["at another line", { line: 6 }],
    ["no line", { line: null }],
    ["a line beyond the end", { line: 900 }],
    ["a short quote that is a whole line", { line: 5, quote: "}" }],
    ["a blank file line claimed", { line: 2, quote: "export function a() {" }],
  ])("%s", (_name, over) => {
    expect(place(over)).toEqual({ ok: true });
  });

  test.each([
    [
      "a quote that is not there",
      { line: 3, quote: "return c(1);" },
      'quote not found in src/a.ts; line 3 there is "export function a() {"; copy one line exactly',
    ],
    [
      "a line that is not there",
      { line: 40, quote: "nope nope" },
      "quote not found in src/a.ts; the file has 7 lines; copy one line exactly",
    ],
    [
      "no line",
      { line: null, quote: "nope nope" },
      "quote not found in src/a.ts; no line was given; copy one line exactly",
    ],
    [
      "a short quote",
      { quote: "b(" },
      'quote "b(" is too short to name a place; copy the whole line',
    ],
    ["no quote", { quote: null }, "quote is missing; copy the line that the claim is about"],
    [
      "a blank quote",
      { quote: " \n\t" },
      "quote is missing; copy the line that the claim is about",
    ],
    [
      "a quote that is too long",
      { quote: "x".repeat(4_001) },
      "quote has 4001 characters; copy at most 4000, best one line",
    ],
    [
      "no such file",
      { file: "src/x.ts" },
      'file "src/x.ts" is not in the reviewed tree (or is ignored, binary or too large)',
    ],
    [
      "an absolute path",
      { file: "/etc/passwd" },
      'file "/etc/passwd" leaves the project, or is written another way; expected a path relative to the project, such as "src/a.ts"',
    ],
    [
      "a way out",
      { file: "src/../../x" },
      'file "src/../../x" leaves the project, or is written another way; expected a path relative to the project, such as "src/a.ts"',
    ],
  ])("%s is refused", (_name, over, problem) => {
    expect(place(over)).toEqual({ ok: false, problem });
  });

  test.each(["C:\\a.ts", "~/a", "a\0b", "./a.ts", "a//b", "a/", "..", "", null])(
    "path %p is refused",
    (path) => {
      expect(pathProblem(path)).not.toBeNull();
    },
  );

  test.each(["a", "src/a b.ts", ".github/x.yml", "ä/ö", "a\\b", "a\nb", "..a/b..", "-x"])(
    "path %p is accepted",
    (path) => {
      expect(pathProblem(path)).toBeNull();
    },
  );

  const folders = (path: string) => ["", "src"].includes(path);
  test.each([
    ["in a file that exists, without a quote", { file: "src/a.ts", line: null, quote: null }, true],
    [
      "in a file that exists, near a quote",
      { file: "src/a.ts", line: 6, quote: "return b(1);" },
      true,
    ],
    ["a file in a folder that exists", { file: "src/a.test.ts", quote: null }, true],
    ["a file at the top", { file: "LICENSE", quote: null }, true],
    [
      "a file elsewhere that the quote names",
      { file: "docs/a.md", quote: "a page about a()" },
      true,
    ],
    ["a file elsewhere that nothing names", { file: "docs/a.md", quote: null }, false],
    ["outside of the project", { file: "../a.md", quote: "a page about a()" }, false],
  ])("missing: %s", (_name, over, ok) => {
    expect(checkCitation({ line: null, missing: true, ...over }, read, folders).ok).toBe(ok);
  });

  test("a review's findings: problems by field path and id", () => {
    const finding = { id: "F1", file: "src/a.ts", line: 4, quote: "return b(1);" };
    expect(
      checkFindings(
        [finding, { ...finding, id: "F2" }, { ...finding, id: "F2", file: "x.ts" }],
        read,
      ),
    ).toEqual([
      'findings[2] (F2): file "x.ts" is not in the reviewed tree (or is ignored, binary or too large)',
    ]);
  });
});

describe("a place in the plan", () => {
  const steps = [
    { id: "S1", texts: ['Add the "greet" route', "src/route.ts"], covers: ["AC1"] },
    { id: "S2", texts: ["Test it"], covers: ["AC1"] },
  ];
  const plan = {
    steps,
    criteria: [{ id: "AC1", text: "The page greets the person" }],
    text: JSON.stringify({ steps }, null, 2),
  };

  test.each([
    ["a step's own string, decoded", { at: "S1", quote: 'the "greet" route' }],
    ["the file as it stands, escaped", { at: "S1", quote: '"Add the \\"greet\\" route",' }],
    ["a file of the step", { at: "S1", quote: "src/route.ts" }],
    ["another place of the plan", { at: "S2", quote: "src/route.ts" }],
    ["another place of the plan, decoded", { at: "S2", quote: 'the "greet" route' }],
    ["a criterion's text", { at: "AC1", quote: "greets the person" }],
    [
      "a criterion's text, at the step that leaves it out",
      { at: "S2", quote: "The page greets the person" },
    ],
    ["missing needs no quote", { at: "AC1", missing: true }],
  ])("%s", (_name, over) => {
    expect(checkPlanPlace(over, plan)).toEqual({ ok: true });
  });

  test.each([
    [
      "an unknown step",
      { at: "S9", quote: "Test it" },
      'at "S9" is not in the plan; expected one of S1, S2, AC1',
    ],
    ["no step", { quote: "Test it" }, "at is missing; expected one of S1, S2, AC1"],
    [
      "an invented quote",
      { at: "S2", quote: "Deploy it" },
      'quote not found in the plan; S2 says "Test it"; copy one line or one value exactly, or set "missing": true',
    ],
    [
      "a short quote",
      { at: "S2", quote: "it" },
      'quote "it" is too short to name a place; copy the whole line',
    ],
    ["no quote", { at: "S2" }, "quote is missing; copy the line that the claim is about"],
  ])("%s is refused", (_name, over, problem) => {
    expect(checkPlanPlace(over, plan)).toEqual({ ok: false, problem });
    expect(checkPlanFindings([{ id: "F3", ...over }], plan)).toEqual([
      `findings[0] (F3): ${problem}`,
    ]);
  });
});
