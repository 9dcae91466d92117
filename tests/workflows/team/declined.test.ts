// An owner declines what a reviewer asks, with a reason; the reviewer approves without it, or the
// dispute goes up at once.
import { describe, expect, test } from "bun:test";
import {
  caughtBlockers,
  declinable,
  declinedSince,
  requestedFixes,
} from "../../../src/workflows/team/record/declined.ts";
import { TEAM_WORDS } from "../../../src/workflows/team/table/questions.ts";
import { escalation } from "../../../src/workflows/words/words.ts";
import { answered, openKinds } from "../../engine/given.ts";
import { Team } from "./given.ts";

const declined = [{ text: "backend: wrong", reason: "The contract says so." }];

/** Frontend asks backend for a change, and backend declines it. */
function declinedChange(): Team {
  const team = new Team().until("Peer review - backend");
  for (const task of team.ready())
    if (task.subject === "Peer review - frontend") team.asks(task.subject, { backend: null });
    else team.end(task.id);
  expect(team.ready().map((task) => task.subject)).toEqual(["Revise - backend v1"]);
  expect(declinable(team.now, team.task("Revise - backend v1"))).toEqual(["backend: wrong"]);
  return team.end("Revise - backend v1", {
    declined,
    trees: team.task("Build - backend").facts.trees!,
  });
}
/** The seats that look again; `says` is what frontend says. */
function looksAgain(team: Team, says: "approves" | "insists"): void {
  for (const task of team.ready().filter((one) => one.schema === "peer-review"))
    if (task.item === "frontend" && says === "insists") team.asks(task.id, { backend: null });
    else team.end(task.id);
}

describe("an owner declines", () => {
  test("and the reviewer, who is told why, approves without it: that takes it back", () => {
    const team = declinedChange();
    const again = team.ready().find((one) => one.subject === "Peer review - frontend v2")!;
    expect(declinedSince(team.now, again)).toEqual([{ by: "dev-backend", ...declined[0]! }]);
    looksAgain(team, "approves");
    expect(openKinds(team)).toEqual([]);
    expect(team.ready().map((task) => task.subject)).toEqual(["Write tests"]);
    expect(caughtBlockers(team.now)).toMatchObject([
      {
        reviewer: "dev-frontend",
        place: "backend",
        problem: "wrong",
        state: "withdrawn",
        mended_by: null,
      },
    ]);
  });

  test("and the reviewer insists: the principal rules in this round, not after the limit", () => {
    const team = declinedChange();
    looksAgain(team, "insists");
    expect(team.ready().map((task) => task.subject)).toEqual(["Ruling v1"]);
    expect(declinedSince(team.now, team.task("Ruling v1"))).toEqual([
      { by: "dev-backend", ...declined[0]! },
    ]);
    expect(caughtBlockers(team.now)).toMatchObject([{ state: "open" }]);
  });

  test("without a decline another round is ordinary work", () => {
    const team = new Team().until("Peer review - backend");
    for (const task of team.ready())
      if (task.subject === "Peer review - frontend") team.asks(task.subject, { backend: null });
      else team.end(task.id);
    team.end("Revise - backend v1");
    looksAgain(team, "insists");
    expect(team.ready().map((task) => task.subject)).toEqual(["Revise - backend v2"]);
  });

  test("a security blocker the same way: kept after a decline, both sides are in the question", () => {
    const team = new Team().until("Pre-review checks");
    team.end("Pre-review checks", { rules: ["path:auth"] });
    const veto = {
      status: "FAIL" as const,
      blockers: ["src/backend/a.js:3 leaks"],
      owners: ["backend"],
    };
    team.end("Security review", veto, "veto");
    answered("fix")(team);
    const [fix] = team.ready();
    expect(requestedFixes(team.now, fix!)).toEqual([
      { by: "security", text: "src/backend/a.js:3 leaks", isReview: true },
    ]);
    team.end(fix!.id, {
      declined: [{ text: "src/backend/a.js:3 leaks", reason: "It is a public key." }],
    });
    team.end("Security review v2", veto, "veto");
    const question = team.now.questions[0]!;
    const scene = { project: undefined as never, workflow: team.workflow, run: team.now };
    const { lines } = TEAM_WORDS[question.kind]!.lines!(
      scene,
      question,
      team.task("Security review v2"),
    );
    expect(lines).toEqual([
      "src/backend/a.js:3 leaks",
      'dev-backend declined "src/backend/a.js:3 leaks": It is a public key.',
    ]);
  });

  test("with --auto, where a veto is mended unasked, one that is kept is asked about at once", () => {
    const team = new Team({}, { track: "full" }, true).until("Pre-review checks");
    team.end("Pre-review checks", { rules: ["path:auth"] });
    const veto = {
      status: "FAIL" as const,
      blockers: ["src/backend/a.js:3 leaks"],
      owners: ["backend"],
    };
    team.end("Security review", veto, "veto");
    team.end(team.ready()[0]!.id, {
      declined: [{ text: "src/backend/a.js:3 leaks", reason: "It is a public key." }],
    });
    team.end("Security review v2", veto, "veto");
    expect(team.now.questions[0]).toMatchObject({
      kind: "escalation",
      why: [{ reason: "declined" }],
    });
    const scene = { project: undefined as never, workflow: team.workflow, run: team.now };
    expect(
      escalation.lines!(scene, team.now.questions[0]!, team.task("Security review v2")).lines,
    ).toEqual([
      "Asked again: src/backend/a.js:3 leaks",
      "Its author declined it: It is a public key.",
    ]);
  });
});
