// What reviewers of areas asked for, and what became of it.
import { expect, test } from "bun:test";
import { reviewerCosts } from "../../../src/workflows/money/spending.ts";
import { caughtBlockers } from "../../../src/workflows/team/declined.ts";
import { team as workflow } from "../../../src/workflows/team/workflow.ts";
import { answered, openKinds } from "../../engine/given.ts";
import { Team } from "./given.ts";

const reviewed = () => new Team({}, { track: "full" }).until("Peer review - frontend");

test("what an owner mended and its reviewer approved is mended; before that it is open", () => {
  const team = reviewed().asks("Peer review - frontend", { backend: null });
  expect(caughtBlockers(team.now)).toMatchObject([
    { id: "B1", severity: "blocker", place: "backend", problem: "wrong", state: "open", mended_by: null },
  ]);
  team.until();
  const [one] = caughtBlockers(team.now);
  expect(one).toMatchObject({ state: "mended", place: "backend" });
  expect(one!.mended_by).toContain("backend");
});

test("a run that nobody asked anything of has none", () => {
  expect(caughtBlockers(reviewed().until().now)).toEqual([]);
});

test("what a role found stands in the row of its reviews", () => {
  const team = new Team({}, { track: "full" })
    .until("Pre-review checks")
    .end("Pre-review checks", { rules: ["path:auth"] });
  team.end("Security review", { status: "FAIL", blockers: ["token in the log"], owners: ["backend"] }, "veto");
  expect(openKinds(team)).toEqual(["veto"]);
  answered("fix")(team);
  team.until("Peer review - frontend").asks("Peer review - frontend", { backend: null }).until();
  const rows = reviewerCosts(workflow, team.now, caughtBlockers(team.now));
  expect(rows.map(({ reviewer, found }) => [reviewer, found])).toEqual([
    ["Confirm scope", 0],
    ["security", 1],
    ["dev-frontend", 1],
  ]);
});
