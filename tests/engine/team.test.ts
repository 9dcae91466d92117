import { describe, expect, test } from "bun:test";
import { answered, openKinds } from "./given.ts";
import { Team } from "./team-given.ts";

const done = (team: Team): string[] => team.subjects("done");

describe("the full track", () => {
  test("goes from the brief to the lessons, and asks the person three times", () => {
    const team = new Team().until("checkpoint-a");
    answered("proceed")(team);
    team.until("checkpoint-b");
    answered("proceed")(team);
    team.until("checkpoint-c");
    answered("proceed")(team);
    team.until();
    expect(team.now.status).toBe("complete");
    expect(done(team)).toEqual([
      "Brief",
      "Checkpoint A",
      "Draft design",
      "Design notes - backend",
      "Design notes - frontend",
      "Design notes - platform",
      "Answer notes",
      "Confirm scope",
      "Checkpoint B",
      "Build - backend",
      "Build - frontend",
      "Build - platform",
      "Pre-review checks",
      "Peer review - backend",
      "Peer review - frontend",
      "Peer review - platform",
      "Write tests",
      "Run tests",
      "Checkpoint C",
      "Retrospective - pm",
      "Retrospective - principal",
      "Retrospective - dev-backend",
      "Retrospective - dev-frontend",
      "Retrospective - dev-platform",
      "Retrospective - dev-qa",
      "Lessons",
    ]);
    expect(team.subjects("skipped")).toEqual([
      "Clarification",
      "Merge",
      "Security review",
      "Peer review - principal",
      "Clarification before sign-off",
      "Sign off",
      "Deploy",
      "Stakeholder summary",
      "Retrospective - security",
    ]);
  });

  test("dispatches what can run at the same time together", () => {
    const team = new Team().until("Design notes - backend");
    expect(team.ready().map((task) => task.subject)).toEqual([
      "Design notes - backend",
      "Design notes - frontend",
      "Design notes - platform",
    ]);
    team.until("Build - backend");
    expect(team.ready().map((task) => task.subject)).toEqual(["Build - backend"]);
    const parallel = new Team({ team: { profile: "app_worktree", branch_prefix: "feature/build-", approvals: 2 } });
    parallel.until("Build - backend");
    expect(parallel.ready().map((task) => task.subject)).toEqual([
      "Build - backend",
      "Build - frontend",
      "Build - platform",
    ]);
    for (const area of ["backend", "frontend", "platform"]) parallel.end(`Build - ${area}`);
    expect(parallel.ready().map((task) => task.subject)).toEqual(["Merge"]);
  });
});

describe("the walkthrough", () => {
  test("a question to the pm, an escalation with a ruling, a failing test of the backend, a deployment", () => {
    const team = new Team().until("Design notes - backend");
    team.end("Design notes - backend", { questions: ["Do we have Redis in the stack?"] }).until("checkpoint-b");
    answered("proceed")(team);
    expect(team.ready().map((task) => task.subject)).toEqual(["Clarification"]);
    team.end("Clarification", { answered: [{ question: "do we have redis in the stack", answer: "No Redis." }] });
    team.until("Pre-review checks").end("Pre-review checks", { rules: ["path:auth"] });
    expect(team.ready().map((task) => task.subject)).toEqual(["Security review"]);
    team.end("Security review").until("Peer review - backend");
    team.end("Peer review - backend");
    team.asks("Peer review - frontend", {
      backend: { decision: "Who builds the link?", options: ["Email sent server-side", "Raw token"] },
    });
    expect(openKinds(team)).toEqual([]);
    team.end("Peer review - platform");
    expect(openKinds(team)).toEqual(["peer-escalation"]);
    answered("answer", "Email sent server-side")(team);
    expect(team.ready().map((task) => task.subject)).toEqual(["Ruling v1"]);
    team.end("Ruling v1", { owners: ["backend"] });
    expect(team.ready().map((task) => task.subject)).toEqual(["Revise - backend v1"]);
    team.end("Revise - backend v1");
    expect(team.ready().map((task) => `${task.subject}: ${task.scope}`)).toEqual([
      "Peer review - frontend v2: backend",
      "Peer review - platform v2: backend",
    ]);
    team.end("Peer review - frontend v2").end("Peer review - platform v2");
    expect(team.ready().map((task) => task.subject)).toEqual(["Write tests"]);
    team.end("Write tests", { status: "FAIL" });
    team.end("Run tests", { status: "FAIL", owners: ["backend"] }, "fail");
    expect(team.ready().map((task) => task.subject)).toEqual(["Mend tests - backend v1"]);
    team.end("Mend tests - backend v1").end("Run tests v2");
    // What was mended behind the approvals is looked at by those who gave them, and the tests run on what is left.
    expect(team.ready().map((task) => `${task.subject}: ${task.scope}`)).toEqual([
      "Peer review - frontend v3: backend",
      "Peer review - platform v3: backend",
    ]);
    team.end("Peer review - frontend v3").end("Peer review - platform v3").until("checkpoint-c");
    answered("deploy")(team);
    expect(team.ready().map((task) => task.subject)).toEqual(["Deploy"]);
    team.end("Deploy").end("Stakeholder summary").until();
    expect(team.now.status).toBe("complete");
    expect(done(team)).toContain("Retrospective - security");
  });
});
