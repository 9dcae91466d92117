// What reviewers of areas asked for, and what became of it.
import { expect, test } from "bun:test";
import { caughtBlockers } from "../../../src/workflows/team/record/declined.ts";
import { answered, openKinds } from "../../engine/given.ts";
import { Team } from "./given.ts";

const reviewed = () => new Team({}, { track: "full" }).until("Peer review - frontend");

test("what an owner mended and its reviewer approved is mended; before that it is open", () => {
  const team = reviewed().asks("Peer review - frontend", { backend: null });
  expect(caughtBlockers(team.now)).toMatchObject([
    {
      id: "B1",
      severity: "blocker",
      place: "backend",
      problem: "wrong",
      state: "open",
      mended_by: null,
    },
  ]);
  team.until();
  const [one] = caughtBlockers(team.now);
  expect(one).toMatchObject({ state: "mended", place: "backend" });
  expect(one!.mended_by).toContain("backend");
});

test("what pm asks of the design counts as well, and its next look says whether it was mended", () => {
  const team = new Team({}, { track: "full" }).until("Confirm scope");
  team.end("Confirm scope", { status: "FAIL", blockers: ["SMS is in it"] }, "needs_changes");
  expect(caughtBlockers(team.now)).toMatchObject([
    { reviewer: "pm", problem: "SMS is in it", state: "open" },
  ]);
  team.until();
  expect(caughtBlockers(team.now)).toMatchObject([{ problem: "SMS is in it", state: "mended" }]);
});

test("what pm says of the scope that a person has to decide is asked, and the design may start over", () => {
  const team = new Team({}, { track: "full" }).until("Confirm scope");
  team.end("Confirm scope", { status: "ESCALATE", blockers: ["Is SMS wanted?"] }, "escalate");
  expect(openKinds(team)).toEqual(["gate-failed"]);
  answered("redo", "Leave SMS out")(team);
  expect(team.ready().map((task) => task.subject)).toEqual(["Draft design v2"]);
});

test("a run that nobody asked anything of has none", () => {
  expect(caughtBlockers(reviewed().until().now)).toEqual([]);
});
