import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { filesProblems, parsePullRequest } from "../../../../src/workflows/team/documents/pull-request.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const text = walkthrough("pr-backend.md");

test("the walkthrough's pull requests", () => {
  const { request, problems } = parsePullRequest(text);
  expect(problems).toEqual([]);
  expect(request).toMatchObject({
    files: [
      { path: "src/backend/routes/auth.js" },
      { path: "src/backend/services/tokenService.js" },
      { path: "src/backend/models/passwordResetToken.js" },
    ],
    openPoints: ["The rate limiter is in memory (W1)"],
  });
  for (const area of ["frontend", "platform"])
    expect(parsePullRequest(walkthrough(`pr-${area}.md`))).toMatchObject({ problems: [], request: { openPoints: [] } });
});

describe("is refused", () => {
  test.each<Refusal<string>>([
    ["a missing section", text.replace("## How to test", "## Testing"), /## How to test: found nothing/],
    [
      "an empty summary",
      text.replace(/Three endpoints.*/, ""),
      /## Summary, line 3: found nothing, expected some text/,
    ],
    ["files as prose", text.replaceAll("- `src", "`src"), /## Files, line 7: found "no list"/],
    ["a section twice", `${text}\n## Files\n\n- a\n`, /## Files, line \d+: found "## Files once more"/],
  ])("%s", (_name, input, problem) => {
    expect(parsePullRequest(input).problems.join("\n")).toMatch(problem);
  });
});

test.each<[string, string]>([
  ["- `a b.ts` — new", "a b.ts"],
  ["- a.ts — new", "a.ts"],
  ["- a.ts: new", "a.ts"],
  ["- a.ts - new", "a.ts"],
  ["- ein-größer.ts", "ein-größer.ts"],
  ["1. `a.ts`", "a.ts"],
])("%s names %s", (line, path) => {
  expect(parsePullRequest(`## Files\n\n${line}\n`).request.files.map((one) => one.path)).toEqual([path]);
});

test("what was changed and what is listed are compared both ways", () => {
  const files = [
    { path: "a", line: 1 },
    { path: "b", line: 2 },
    { path: "a", line: 3 },
  ];
  expect(filesProblems(files, ["a", "c"])).toEqual([
    '## Files, line 2: found "b", expected only files that this task changed',
    '## Files, line 3: found "a again", expected each file once',
    "## Files: found nothing, expected c, which changed",
  ]);
  expect(filesProblems([], [])).toEqual([]);
});

test("the lists agree exactly when there is no problem", () => {
  const paths = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 5 });
  fc.assert(
    fc.property(paths, fc.uniqueArray(fc.constantFrom("a", "b", "c", "d")), (listed, changed) => {
      const problems = filesProblems(
        listed.map((path, at) => ({ path, line: at + 1 })),
        changed,
      );
      expect(problems.length === 0).toBe(JSON.stringify(listed.toSorted()) === JSON.stringify(changed.toSorted()));
    }),
  );
});
