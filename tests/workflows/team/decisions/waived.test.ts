// A look that the person waived comes to nothing of its own: what the same gate said before it
// holds nothing up any more.
import { describe, expect, test } from "bun:test";
import { failing, TEAM_RULES } from "../../../../src/workflows/team/rules.ts";
import { answered, endsInvalid, openKinds } from "../../../engine/given.ts";
import { Team } from "../given.ts";

/** The checks failed, were mended, and the second look came to nothing, which the person waived. */
function waivedLook(settings: ConstructorParameters<typeof Team>[0] = {}): Team {
  const team = new Team(settings).until("Pre-review checks");
  team
    .end("Pre-review checks", { status: "FAIL", owners: ["backend"] }, "fail")
    .end("Fix checks - backend v1");
  for (let left = 20; left > 0 && openKinds(team).length === 0; left--)
    endsInvalid(team.task("Pre-review checks v2").id, false)(team);
  expect(openKinds(team)).toEqual(["stuck"]);
  answered("waive", "it hangs on this machine")(team);
  return team;
}

test("checkpoint C is passed", () => {
  const team = waivedLook();
  expect(team.task("Pre-review checks v2").outcome).toBeNull();
  expect(failing(team.now)).toEqual([]);
  team.until("checkpoint-c");
  answered("proceed")(team);
  team.until();
  expect(team.now.status).toBe("complete");
});

test("but never by itself: the person's word is no verdict", () => {
  const team = waivedLook({ checkpoints: { c: { auto_pass_when: "no_warnings" } } }).until(
    "checkpoint-c",
  );
  expect(openKinds(team)).toEqual(["checkpoint-c"]);
  expect(TEAM_RULES.passesC!(team.now, undefined as never)).toBe(false);
});

describe("a checkpoint passes itself over no warning of the program's", () => {
  const rule = (c: "no_warnings" | "all_criteria_passed") => ({
    checkpoints: { c: { auto_pass_when: c } },
  });
  test.each(["no_warnings", "all_criteria_passed"] as const)("with the rule %s", (name) => {
    expect(new Team(rule(name)).until("Retrospective - pm").subjects("done")).toContain(
      "Checkpoint C",
    );
    const unsure = new Team(rule(name)).until("Pre-review checks");
    unsure.end("Pre-review checks", {}, "warn").until("checkpoint-c");
    expect(openKinds(unsure)).toEqual(["checkpoint-c"]);
  });
});

test("a look that fails after it holds the run up again", () => {
  const team = waivedLook();
  const run = structuredClone(team.now);
  const last = run.tasks.find((task) => task.subject === "Pre-review checks v2")!;
  run.tasks.push({
    ...last,
    id: "T999",
    subject: "Pre-review checks v3",
    waiver: null,
    outcome: "fail",
    facts: { status: "FAIL" },
    acceptedSeq: 999,
  });
  expect(failing(run)).toEqual(["Pre-review checks v3 is FAIL"]);
});
