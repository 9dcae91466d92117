import { expect, test } from "bun:test";
import { didYouMean, inColumns, isNear } from "../src/text.ts";

test("a line that is copied is not broken: the terminal breaks it, and what is copied is what was printed", () => {
  expect(inColumns("Next: multi-ai run --continue, or so", 16)).toBe(
    "Next: multi-ai run --continue, or so",
  );
  expect(inColumns("\u001b[1mNext:\u001b[22m multi-ai run", 16)).toBe(
    "\u001b[1mNext:\u001b[22m multi-ai run",
  );
  expect(inColumns("Then multi-ai run", 10)).toBe("Then\nmulti-ai\nrun");
});

test.each([
  ["status", "status"],
  ["statsu", "status"],
  ["statu", "status"],
  ["sttatus", "status"],
  ["stutus", "status"],
  ["tatus", "status"],
  ["statuss", "status"],
  ["aa", "aaa"],
])("%j is one edit from %j at most", (typed, name) => expect(isNear(typed, name)).toBe(true));

test.each([
  ["stat", "status"],
  ["sattsu", "status"],
  ["ustats", "status"],
  ["", "ab"],
  ["add", "address"],
  ["abc", "cba"],
])("%j is more than one edit from %j", (typed, name) => expect(isNear(typed, name)).toBe(false));

test("what was meant is named where one letter is wrong, in whatever case", () => {
  expect(didYouMean("STATSU", ["reset", "status"], "/")).toBe("; did you mean /status?");
  expect(didYouMean("stts", ["reset", "status"])).toBe("");
});
