// Every question that a workflow's data asks has words; only one of an earlier version has none.
import { expect, test } from "bun:test";
import { UNANSWERED } from "../../../src/engine/decisions/outcomes.ts";
import { questionWords, WORKFLOW_NAMES, workflowOf } from "../../../src/workflows/index.ts";

const kindsIn = (data: unknown): string[] => {
  if (typeof data !== "object" || data === null) return [];
  const own = "ask" in data && "options" in data ? [String(data.ask)] : [];
  return [...own, ...Object.values(data).flatMap(kindsIn)];
};

test.each([...WORKFLOW_NAMES])("%s", (name) => {
  const kinds = [...new Set([...kindsIn(workflowOf(name)), UNANSWERED])];
  expect(kinds.length).toBeGreaterThan(3);
  const without = questionWords(name, "of an earlier version");
  expect(kinds.filter((kind) => questionWords(name, kind) === without)).toEqual([]);
});
