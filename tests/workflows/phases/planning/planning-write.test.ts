// What is written into `.planning` is read back as it was meant.
import { describe, expect, test } from "bun:test";
import {
  type NewSummary,
  readSummaryText,
  renderSummary,
} from "../../../../src/workflows/phases/planning/documents/summary.ts";

describe("a summary", () => {
  const SUMMARY: NewSummary = {
    folder: "02-search",
    phase: "2",
    plan: 1,
    name: "Search",
    one_liner: "Notes are found by word",
    provides: ["A search"],
    created: ["src/search.ts"],
    modified: ["src/index.ts"],
    deleted: ["src/old.ts"],
    decisions: ["An index on disk: it is kept"],
    requirements: ["STOR-02"],
    date: "2026-01-04",
    tasks: [{ name: "Search", commit: "abc1234567890def", type: "feat" }],
    red: [],
    unchecked: false,
    deviations: ["A note was blocked"],
    issues: ["The test failed once"],
    concerns: ["Slow from 10,000 notes on"],
  };
  const read = (summary: NewSummary) =>
    readSummaryText(renderSummary(summary), {
      path: "p",
      phase: "2",
      file: { name: "02-01-SUMMARY.md", plan: 1 },
    });

  test("is read back", () => {
    expect(read(SUMMARY)).toMatchObject({
      problems: [],
      commits: ["abc123456789"],
      files: ["src/search.ts", "src/index.ts", "src/old.ts"],
      decisions: ["An index on disk: it is kept"],
      self_check: "passed",
    });
    expect(read({ ...SUMMARY, unchecked: true }).self_check).toBe("unchecked");
    const comma = { created: ["src/a,b.ts"], modified: [], deleted: [] };
    expect(read({ ...SUMMARY, ...comma }).files).toEqual(["src/a,b.ts"]);
    expect(renderSummary(SUMMARY)).toContain("- `src/old.ts` - deleted");
    expect(renderSummary(SUMMARY)).toContain("Slow from 10,000 notes on");
  });
});
