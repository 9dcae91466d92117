// Guarantee: Tests are run by the program.
// Whoever approves the code says of each earlier test that it does not pass any more which criterion
// wants that.
import { expect, test } from "bun:test";
import { checkOutdated } from "../../../src/workflows/review/evidence/earlier-tests.ts";

const TESTS = [{ id: "E1", name: "a.test.js: adds" }];
const CRITERIA = ["AC1", "AC2"];

test.each<[string, { id: string; criterion: string | null }[], string[], boolean, string | null]>([
  ["answered with a criterion", [{ id: "E1", criterion: "AC2" }], CRITERIA, true, null],
  ["not answered", [], CRITERIA, true, "outdated: E1 is not answered"],
  ["of an unknown criterion", [{ id: "E1", criterion: "AC9" }], CRITERIA, true, "AC1, AC2"],
  ["of none, and approved", [{ id: "E1", criterion: null }], CRITERIA, true, "ask for changes"],
  ["of none, and changes are asked for", [{ id: "E1", criterion: null }], CRITERIA, false, null],
  ["one that nobody asked about", [{ id: "E2", criterion: "AC1" }], CRITERIA, true, "E2"],
  ["in words, where there are no criteria", [{ id: "E1", criterion: "step 2" }], [], true, null],
  ["in no words", [{ id: "E1", criterion: " " }], [], true, "words of the plan"],
])("%s", (_what, answers, criteria, approves, problem) => {
  const problems = checkOutdated(answers, TESTS, criteria, approves).join("\n");
  if (problem === null) expect(problems).toBe("");
  else expect(problems).toContain(problem);
});
