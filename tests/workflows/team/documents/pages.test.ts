import { expect, test } from "bun:test";
import { tmpdir } from "node:os";
import { adrNames } from "../../../../src/workflows/team/documents/adr.ts";
import { answerProblems } from "../../../../src/workflows/team/documents/answers.ts";
import { briefPage } from "../../../../src/workflows/team/documents/brief.ts";
import { designPage } from "../../../../src/workflows/team/documents/design.ts";
import { pullRequestPage } from "../../../../src/workflows/team/documents/pull-request.ts";
import {
  mappingProblems,
  reportPage,
} from "../../../../src/workflows/team/documents/test-report.ts";
import { BRIEF, DRAFT, KINDS, walkthrough } from "../kinds/given.ts";

const data = (path: string) => JSON.parse(walkthrough(path));

test.each<[kind: string, data: string, pages: string[]]>([
  ["stage-02", "gates/stage-02.json", ["adr/0001-email-delivery-via-queue.md"]],
  ["peer-review", "code-review/by-frontend.json", ["code-review/by-frontend.md"]],
  ["deploy-log", "deploy-log.json", ["deploy-log.md"]],
])(
  "what people read of %s is written from it, byte for byte as in the seed",
  (kind, file, pages) => {
    const task = {
      item: file.includes("backend") ? "backend" : "frontend",
      started_at: "2026-03-26T",
    };
    const request = { text: "Password Reset via Email" };
    const scene = { project: { root: tmpdir(), task: tmpdir() }, run: { tasks: [], request } };
    const written = KINDS[kind]!.written!(data(file) as never, scene as never, task as never);
    // The design has a draft before it.
    expect(written.filter(({ path }) => path !== "pipeline/design-spec.md")).toEqual(
      pages.map((path) => ({ path: `pipeline/${path}`, text: walkthrough(path) })),
    );
  },
);

test("brief and design are printed from what is handed in; what changes in a design replaces its part", () => {
  const changed = { ...DRAFT, ...data("gates/stage-02.json").design };
  const ruled = { ...changed, ...data("ruling.json").design };
  expect([
    briefPage(BRIEF),
    designPage(DRAFT, "DRAFT"),
    designPage(changed, "APPROVED"),
    designPage(ruled, "APPROVED"),
  ]).toEqual(
    ["brief", "design-spec.draft", "design-spec", "design-spec.ruled"].map((name) =>
      walkthrough(`${name}.md`),
    ),
  );
});

test("a pull request and the test report are written byte for byte as in the seed", () => {
  const { pull_request, files_changed: files } = data("gates/stage-04-backend.json");
  const { tests } = data("gates/stage-07.json");
  expect([
    pullRequestPage({ ...pull_request, files }),
    reportPage("Password Reset via Email", tests, []),
  ]).toEqual([walkthrough("pr-backend.md"), walkthrough("test-report.md")]);
});

test.each<[titles: string[], names: string[], own: string[], expected: string[]]>([
  [["Token not in response"], ["0001-a.md", "x.svg"], [], ["0002-token-not-in-response.md"]],
  [["Größe: 2 × 3", "Größe"], ["0007-a.md"], [], ["0008-größe-2-3.md", "0009-größe.md"]],
  [["A b", "C"], ["0001-a-b.md"], ["0001-a-b.md"], ["0001-a-b.md", "0002-c.md"]],
  // Of an earlier run: it stays.
  [["A b", "C"], ["0001-a-b.md"], [], ["0002-a-b.md", "0003-c.md"]],
  [["../../x", "…"], [], [], ["0001-x.md", "0002-decision.md"]],
])("decisions %j beside %j, of this run %j, are %j", (titles, names, own, expected) => {
  const adrs = titles.map((title) => ({ title }));
  expect(adrNames(adrs, names, own)).toEqual(expected);
});

test("each note has an answer by its name", () => {
  const notes = [{ role: "dev-a", notes: ["x", "y"] }];
  const answer = { note: "dev-a 1", taken: true, text: "so" };
  expect(answerProblems([answer], notes)).toEqual([
    "answers: found nothing, expected an answer to the note dev-a 2",
  ]);
  expect(answerProblems([answer, { ...answer, note: "dev-a 2" }], notes)).toEqual([]);
});

const FILE = "tests/a.test.js";
const row = (criterion: number, test = `t${criterion}`, file = FILE) => ({ criterion, test, file });
const problems = (...rows: ReturnType<typeof row>[]) =>
  mappingProblems(
    rows,
    [1, 2],
    (path) => (path === FILE ? "" : null),
    (path) => /tests\//.test(path),
  ).join("\n");

test.each([
  [
    "a criterion that is not there",
    row(8),
    /tests\[2\]: found 8, expected the number of a criterion: 1, 2/,
  ],
  ["code", row(1, "t3", "src/a.js"), /found "src\/a.js", expected a test file of the project/],
  [
    "a path out of the project",
    row(1, "t3", "../tests/a.js"),
    /expected a test file of the project/,
  ],
  [
    "a file that is not there",
    row(1, "t3", "tests/b.js"),
    /found "tests\/b.js", expected a file that/,
  ],
  [
    "one test for two",
    row(2, "t1"),
    /a test of its own for criterion 2: this one shows criterion 1;/,
  ],
])("a mapping is refused: %s", (_what, one, problem) => {
  expect(problems(row(1), row(2), one)).toMatch(problem);
});

test("a mapping holds with two tests for one criterion, and not with none for another", () => {
  expect(problems(row(1), row(1, "other"), row(2))).toBe("");
  expect(problems(row(1))).toBe("tests: found nothing, expected a test for criterion 2");
});
