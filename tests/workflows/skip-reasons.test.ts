import { expect, test } from "bun:test";
import { allWorkflows, skipReason } from "../../src/workflows/index.ts";

const rules = Object.entries(allWorkflows()).flatMap(([name, workflow]) =>
  Object.values(workflow.entries)
    .flatMap((entry) => entry.gates.flatMap((gate) => gate.when ?? []))
    .map((rule): [string, string] => [name, rule]),
);

test.each(rules)("%s: the rule %s has words", (name, rule) => {
  expect(skipReason(name, rule)).not.toBe(rule);
  expect(skipReason(name, rule)).toMatch(/^[a-z][a-z ]{5,40}$/);
});

const passing = Object.entries(allWorkflows()).flatMap(([name, workflow]) => {
  const gates = Object.values(workflow.entries).flatMap((entry) => entry.gates);
  const rules = gates.flatMap((gate) => (gate.gate === "checkpoint" ? (gate.ask.passes?.when ?? []) : []));
  return [...new Set(rules)].map((rule): [string, string] => [name, rule]);
});

test.each(passing)("%s: why a question is passed without asking has words: %s", (name, rule) => {
  expect(skipReason(name, rule)).not.toBe(rule);
});

test("a rule that this version does not know is said by its name", () => {
  expect(skipReason("team", "toString")).toBe("toString");
});
