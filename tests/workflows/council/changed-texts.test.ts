import { expect, test } from "bun:test";
import { changeOf } from "../../../src/workflows/council/plan/changed.ts";
import { PLAN_TEXT } from "./given.ts";

test("a task that changed is shown from its heading on, once, before and after", () => {
  const after = PLAN_TEXT.replace("Hello, <name>!", "Good day, <name>!");
  const [one, ...more] = changeOf(PLAN_TEXT, after).texts;
  expect(more).toEqual([]);
  expect(one).toMatchObject({ part: "Task 1" });
  expect(one!.before).toStartWith(
    "### Task 1: Build the text\nA pure function `greet(name)` returns `Hello, <name>!`.",
  );
  expect(one!.after).toContain("Good day");
});

test("a task that has only got another name has changed", () => {
  const after = PLAN_TEXT.replace("Task 2: Print it", "Task 2: Say it");
  expect(changeOf(PLAN_TEXT, after).texts.map(({ part }) => part)).toEqual(["Task 2"]);
});
