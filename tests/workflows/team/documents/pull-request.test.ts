import { describe, expect, test } from "bun:test";
import { parsePullRequest } from "../../../../src/workflows/team/documents/pull-request.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const text = walkthrough("pr-backend.md");

test("the walkthrough's pull requests", () => {
  expect(parsePullRequest(text)).toEqual({
    openPoints: ["The rate limiter is in memory (W1)"],
    problems: [],
  });
  for (const area of ["frontend", "platform"])
    expect(parsePullRequest(walkthrough(`pr-${area}.md`))).toEqual({
      problems: [],
      openPoints: [],
    });
});

describe("is refused", () => {
  test.each<Refusal<string>>([
    [
      "an empty summary",
      text.replace(/Three endpoints.*/, ""),
      /## Summary, line 3: found nothing, expected some text/,
    ],
    ["a section twice", `${text}\n## Files\n\n- a\n`, /## Files, line \d+: found "## Files again"/],
  ])("%s", (_name, input, problem) => {
    expect(parsePullRequest(input).problems.join("\n")).toMatch(problem);
  });
});
