import { expect, test } from "bun:test";
import { multiAi } from "../../../../src/workflows/multi-ai/index.ts";
import { team } from "../../../../src/workflows/team/index.ts";
import { skipWords } from "../../../../src/workflows/team/words/notes.ts";

const rules = [multiAi, team]
  .flatMap((workflow) => Object.values(workflow.entries))
  .flatMap((entry) => entry.gates.flatMap((gate) => gate.when ?? []));

test.each([...new Set(rules)])("the rule %s has words", (rule) => {
  expect(skipWords(rule)).not.toBe(rule);
  expect(skipWords(rule)).toMatch(/^[a-z][a-z ]{5,40}$/);
});

test("a rule that this version does not know is said by its name", () => {
  expect(skipWords("toString")).toBe("toString");
});
