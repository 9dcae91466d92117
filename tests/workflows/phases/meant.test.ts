// What is typed to the program by whoever knows the commands by another tool's names.
import { expect, test } from "bun:test";
import { VERBS } from "../../../src/cli/verbs.ts";
import { allStarts, meantBy } from "../../../src/workflows/index.ts";
import { GSD } from "../../../src/workflows/phases/meant.ts";

test.each([
  ["/gsd:plan-phase", "run plan-phase"],
  ["gsd-execute-phase", "run execute-phase"],
  ["gsd:progress", "run next"],
  ["Verify_Work", "run verify-work"],
  ["pause-work", "roadmap pause"],
  ["plan", "run plan-phase"],
])("%s is %s", (word, line) => {
  expect(meantBy(word)).toBe(line);
});

test.each(["stauts", "gsd:", "council", "constructor", ""])("%j is nothing of it", (word) => {
  expect(meantBy(word)).toBeNull();
});

test("each leads to a command or a verb that is there", () => {
  for (const line of Object.values(GSD)) {
    const [verb, command] = line.split(" ");
    expect([line, Object.hasOwn(VERBS, verb!)]).toEqual([line, true]);
    if (verb === "run") expect([line, Object.hasOwn(allStarts(), command!)]).toEqual([line, true]);
  }
});
