// A brief whose open questions are answered as it holds them stands as it is: no dispatch is lost
// by asking.
import { expect, test } from "bun:test";
import { answered, ends, openKinds, statusOf } from "../../../engine/given.ts";
import { Team } from "../given.ts";

const questions = [{ question: "Which hash?", options: ["bcrypt", "argon2"] }];
const asked = (status: "PASS" | "ESCALATE"): Team => {
  const run = new Team();
  ends(run.task("Brief").id, "questions", { questions, facts: { status } as never })(run);
  expect(openKinds(run)).toEqual(["brief-questions"]);
  return run;
};

test("the first option: the checkpoint comes at once, and can be passed", () => {
  const run = asked("PASS");
  answered("answer", "bcrypt")(run);
  expect([openKinds(run), run.task("Brief").dispatches]).toEqual([["checkpoint-a"], 1]);
  answered("proceed")(run);
  expect([openKinds(run), statusOf(run, "Draft design")]).toEqual([[], "ready"]);
});

test("another one: pm writes it again", () => {
  const run = asked("PASS");
  answered("answer", "argon2")(run);
  expect([openKinds(run), statusOf(run, "Brief")]).toEqual([[], "ready"]);
});

test("one that was held back for its questions is written again with the answers, and holds then", () => {
  const run = asked("ESCALATE");
  answered("answer", "bcrypt")(run);
  expect([openKinds(run), statusOf(run, "Brief")]).toEqual([[], "ready"]);
  run.until("checkpoint-a");
  answered("proceed")(run);
  expect(statusOf(run, "Draft design")).toBe("ready");
});
