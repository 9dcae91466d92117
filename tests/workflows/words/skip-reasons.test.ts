import { expect, test } from "bun:test";
import type { Gate } from "../../../src/engine/workflow.ts";
import { outcomeWords } from "../../../src/render/outcome.ts";
import {
  allWorkflows,
  assumedText,
  questionName,
  skipReason,
} from "../../../src/workflows/index.ts";

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
  const rules = gates.flatMap((gate) =>
    gate.gate === "checkpoint" ? (gate.ask.passes?.when ?? []) : [],
  );
  return [...new Set(rules)].map((rule): [string, string] => [name, rule]);
});

test.each(passing)("%s: why a question is passed without asking has words: %s", (name, rule) => {
  expect(skipReason(name, rule)).not.toBe(rule);
});

test("what nobody was asked is told by the question's header and the rule's words", () => {
  expect(assumedText("council", "consent: passed without asking (runsOnlyAllowed)")).toBe(
    "Consent: passed without asking: the plan runs only what may run without asking",
  );
  expect(assumedText("council", "It is a text (notes)")).toBe("It is a text (notes)");
  expect(questionName("phases", "execute-spent")).toBe("Tries");
});

/** What checks come to that a reader takes as it is. */
const PLAIN =
  "assumed blocked cannot_run changed done fail green known narrowed no_baseline no_tasks none outdated pass questions red root_cause ruled_out scope_changed to_come warn escalate".split(
    " ",
  );
const bodies = (gates: readonly Gate[]): Gate[] =>
  gates.flatMap((gate) => (gate.gate === "wave" ? bodies(gate.body) : [gate]));

test("what a check has come to has words", () => {
  const gates = Object.values(allWorkflows()).flatMap(({ entries }) =>
    Object.values(entries).flatMap((entry) => bodies(entry.gates)),
  );
  const outcomes = new Set(
    gates.flatMap((gate) => (gate.gate === "check" ? Object.keys(gate.on) : [])),
  );
  expect(outcomes.size).toBeGreaterThan(25);
  expect([...outcomes].filter((one) => !PLAIN.includes(one) && outcomeWords(one) === one)).toEqual(
    [],
  );
  expect(outcomeWords("weakened")).toBe("its criteria do not prove its work");
});

test("a rule that this version does not know is said by its name", () => {
  expect(skipReason("team", "toString")).toBe("toString");
});
