import { describe, expect, test } from "bun:test";
import { directive } from "../../../src/engine/directive.ts";
import { pauseText } from "../../../src/render/directive.ts";
import { questionWords } from "../../../src/workflows/index.ts";
import { outgrown, type Track } from "../../../src/workflows/team/tracks.ts";
import { answered, openKinds } from "../../engine/given.ts";
import { DEPLOYS, Team } from "./given.ts";

type BuiltChange = Parameters<typeof outgrown>[1];

const done = (team: Team): string[] => team.subjects("done");
/** How many tasks were done before the last of this name. */
const lastDone = (team: Team, name: string): number =>
  team.now.tasks
    .filter((task) => task.status === "done")
    .toSorted((a, b) => a.acceptedSeq - b.acceptedSeq)
    .findLastIndex((task) => task.subject.startsWith(name));

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
      "Baseline",
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
      "Clarification before review",
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
    const parallel = new Team({ execute: { isolation: "worktree" } });
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
    const team = new Team(DEPLOYS).until("Design notes - backend");
    team
      .end("Design notes - backend", { questions: ["Do we have Redis in the stack?"] })
      .until("checkpoint-b");
    answered("proceed")(team);
    expect(team.ready().map((task) => task.subject)).toEqual(["Clarification"]);
    team.end("Clarification", {
      answered: [{ question: "do we have redis in the stack", answer: "No Redis." }],
    });
    team.until("Pre-review checks").end("Pre-review checks", { rules: ["path:auth"] });
    expect(team.ready().map((task) => task.subject)).toEqual(["Security review"]);
    team.end("Security review").until("Peer review - backend");
    team.end("Peer review - backend");
    team.asks("Peer review - frontend", {
      backend: {
        decision: "Who builds the link?",
        options: ["Email sent server-side", "Raw token"],
      },
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
    expect(team.ready().map((task) => task.subject)).toEqual(["Fix tests - backend v1"]);
    team.end("Fix tests - backend v1").end("Run tests v2");
    // What was mended behind the approvals is looked at by those who gave them, and the tests run
    // on what is left.
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

describe("Stop", () => {
  const failed = () =>
    new Team({}, { track: "quick" }).until("Brief").end("Brief", { status: "FAIL" }, "fail");

  test("at a stage that does not pass has the run wait, and resume asks there again", () => {
    const team = failed();
    expect(openKinds(team)).toEqual(["gate-failed"]);
    answered("stop")(team);
    expect(team.now).toMatchObject({ status: "waiting_for_user", paused: { message: "T1 Brief" } });
    expect(directive(team.now).do).toBe("held");
    expect(pauseText(team.now)).toContain(
      'You stopped the run at T1 Brief. Type "go on" or /multi-ai:resume',
    );
    team.do({ do: "go_on" });
    expect([openKinds(team), directive(team.now).do]).toEqual([["gate-failed"], "ask"]);
    answered("again", "shorter")(team);
    expect(team.ready().map((task) => task.subject)).toEqual(["Brief"]);
  });

  test("is taken back by another answer; at a checkpoint it ends the run", () => {
    const team = failed();
    answered("stop")(team);
    answered("again", "shorter")(team);
    expect([team.now.paused, directive(team.now).do]).toEqual([null, "dispatch"]);
    const ended = new Team().until("checkpoint-b");
    answered("stop")(ended);
    expect(ended.now.status).toBe("cancelled");
  });
});

describe("the automatic sign-off", () => {
  const seenAt = (flags: Record<string, boolean>) => {
    const team = new Team({ checkpoints: { c: { auto_pass_when: "all_criteria_passed" } } }).until(
      "Run tests",
    );
    return team.end("Run tests", { status: "PASS", rules: [], flags, trees: { ...team.trees } });
  };
  const met = { all_criteria_met: true, one_to_one: true };

  test("and the rule of checkpoint C stand on criteria that are met, and on tests that nobody doubts", () => {
    expect(openKinds(seenAt(met))).toEqual([]);
    for (const flags of [
      { ...met, tests_doubted: true },
      { one_to_one: true },
      { ...met, all_criteria_met: false },
    ]) {
      const team = seenAt(flags);
      expect(openKinds(team)).toEqual(["checkpoint-c"]);
      answered("proceed")(team);
      expect(team.ready().map((task) => task.subject)).toEqual(["Sign off"]);
    }
  });
});

describe("tests that are waived", () => {
  test("leave nobody out who approved what was mended for them, and do not run again", () => {
    const team = new Team().until("Run tests");
    team
      .end("Run tests", { status: "FAIL", owners: ["backend"] }, "fail")
      .end("Fix tests - backend v1");
    team.end("Run tests v2", {}, "cannot_run");
    expect(openKinds(team)).toEqual(["check-cannot-run"]);
    answered("waive", "the registry is down")(team);
    expect(team.task("Run tests v2").waiver).toEqual({
      kind: "waived",
      reason: "the registry is down",
    });
    const looks = team.ready().map((task) => task.subject);
    expect(looks).toContain("Peer review - frontend v2");
    for (const look of looks) team.end(look);
    expect(team.subjects("ready")).not.toContain("Run tests v3");
    expect(openKinds(team)).toEqual(["checkpoint-c"]);
  });
});

describe("tracks", () => {
  const subjects = (track: string) =>
    new Team({}, { track }).now.tasks
      .map((task) => task.subject)
      .filter((subject) => !subject.includes(" - "));

  test("have the stages of their table, and what came behind a stage that is left out comes behind what it came behind", () => {
    expect(subjects("nano")).toEqual([
      "Baseline",
      "Merge",
      "Clarification before review",
      "Security review",
      "Write tests",
      "Run tests",
      "Clarification before sign-off",
      "Checkpoint C",
    ]);
    expect(subjects("quick")).toEqual([
      "Brief",
      "Checkpoint A",
      "Baseline",
      "Merge",
      "Clarification before review",
      "Security review",
      "Write tests",
      "Run tests",
      "Clarification before sign-off",
      "Checkpoint C",
      "Sign off",
      "Deploy",
      "Stakeholder summary",
      "Lessons",
    ]);
    expect(subjects("hotfix")).toContain("Pre-review checks");
    expect(subjects("config-only")).not.toContain("Lessons");
  });

  test("a nano change that outgrows its track is moved up: what was built stays, and the rest is done before it goes on", () => {
    const team = new Team({}, { track: "nano" }).until("Write tests").end("Write tests");
    team.end("Run tests", { outgrown: { to: "quick", reason: "9 files, at most 3" } });
    expect(team.now.options).toMatchObject({
      track: "quick",
      moved: "nano to quick (9 files, at most 3)",
    });
    expect(team.ready().map((task) => task.subject)).toEqual(["Brief"]);
    team.until("Peer review - backend");
    expect(team.now.tasks.filter((task) => task.subject.startsWith("Build - ")).length).toBe(3);
    team.until();
    expect(team.now.status).toBe("complete");
    expect(team.subjects("done")).toContain("Write tests v2");
  });

  test("a run on the least track gets all stages where its person wants them, once its brief is there", () => {
    const team = new Team({}, { track: "quick" }).until("checkpoint-a");
    answered("full")(team);
    expect(team.now.options).toMatchObject({
      track: "full",
      moved: "quick to full (chosen by you)",
    });
    expect(team.ready().map((task) => task.subject)).toEqual(["Draft design"]);
    team.until();
    expect([team.now.status, team.subjects("done")]).toEqual([
      "complete",
      expect.arrayContaining(["Checkpoint B"]),
    ]);
    expect(new Team().until("checkpoint-a").now.questions[0]!.options).not.toContain("full");
  });

  const change = (over: Partial<BuiltChange>): BuiltChange => ({
    files: ["a.ts"],
    lines: 3,
    areas: ["a"],
    rules: [],
    ...over,
  });
  test.each<[Track, Partial<BuiltChange>, Track | null, string]>([
    ["nano", { files: ["a.ts", "b.ts", "c.ts"], lines: 40 }, null, ""],
    ["nano", { files: ["a.ts", "b.ts", "c.ts", "d.ts"] }, "quick", "4 files, "],
    ["nano", { lines: 41 }, "quick", "41 changed lines"],
    ["nano", { areas: ["a", "b"] }, "quick", "2 areas; at most 3, 40 and 1"],
    ["nano", { rules: ["diff:eval"] }, "full", "fires diff:eval"],
    ["quick", { lines: 4_000, areas: ["a", "b"] }, null, ""],
    // The security review that it asks for is enough.
    ["quick", { rules: ["diff:cors"] }, null, ""],
    ["quick", { rules: ["path:migration"] }, "full", "fires path:migration"],
    ["quick", { rules: ["no-content"] }, "full", "fires no-content"],
    ["config-only", { rules: ["diff:removed-check"] }, "full", "fires diff:removed-check"],
    ["dep-update", { rules: ["path:dependencies"] }, null, ""],
    ["dep-update", { rules: ["path:dependencies", "path:auth"] }, "full", "fires path:auth"],
    ["hotfix", { rules: ["path:auth"] }, null, ""],
    ["full", { rules: ["path:auth"], lines: 9_999 }, null, ""],
  ])("a diff on %s with %j moves it to %p: %s", (track, over, to, reason) => {
    const moved = outgrown(track, change(over));
    expect([moved?.to ?? null, moved?.reason ?? ""]).toEqual([to, expect.stringContaining(reason)]);
  });

  test("a hotfix is signed off by hand", () => {
    const team = new Team({}, { track: "hotfix" }).until("checkpoint-c");
    answered("proceed")(team);
    expect(team.ready().map((task) => task.subject)).toEqual(["Sign off"]);
  });

  const seen = (team: Team): string[] => team.ready().map((task) => task.subject);
  const TESTED = ["quick", "nano", "dep-update"];

  test.each(TESTED)(
    "%s has no review before its tests, and the one that the change asks for behind them",
    (track) => {
      const team = new Team({}, { track }).until("Run tests");
      expect(team.task("Security review").status).toBe("skipped");
      team.end("Run tests", { rules: ["diff:sql-concat"] });
      expect(seen(team)).toEqual(["Security review v2"]);
      team.end("Security review v2", { status: "FAIL", owners: ["backend"] }, "veto");
      expect(openKinds(team)).toEqual(["veto"]);
      answered("fix")(team);
      team.until("checkpoint-c");
      expect(team.task("Security review v3").status).toBe("done");
    },
  );

  test.each(TESTED)(
    "%s asks for a review where the change could not be read, and where the tests came to nothing",
    (track) => {
      const unread = new Team({}, { track }).until("Run tests").end("Run tests", { rules: null });
      expect(seen(unread)).toEqual(["Security review v2"]);
      const none = new Team({}, { track })
        .until("Run tests")
        .end("Run tests", { rules: undefined }, "cannot_run");
      answered("waive", "no tests here")(none);
      expect(seen(none)).toContain("Security review v2");
      const calm = new Team({}, { track })
        .until("Run tests")
        .end("Run tests", { rules: [] })
        .until();
      expect(calm.now.status).toBe("complete");
      expect(calm.task("Security review").status).toBe("skipped");
    },
  );

  test("red tests that the person accepts keep nobody from the review that the change asks for", () => {
    const team = new Team({ limits: { qa: 0 } } as never, { track: "quick" }).until("Run tests");
    team.end("Run tests", { status: "FAIL", owners: ["backend"], rules: ["path:auth"] }, "fail");
    expect(openKinds(team)).toEqual(["check-limit"]);
    // It is about a check, and what comes next may be no review.
    expect(JSON.stringify(questionWords("team", "check-limit").options)).not.toContain("review");
    answered("accept", "known")(team);
    expect(seen(team)).toContain("Security review v2");
  });

  test("an update of dependencies may change versions, and nothing else that a rule looks at", () => {
    const own = ["path:dependencies"];
    const updated = new Team({}, { track: "dep-update" })
      .until("Run tests")
      .end("Run tests", { rules: own });
    expect(openKinds(updated)).toEqual(["checkpoint-c"]);
    const more = new Team({}, { track: "dep-update" }).until("Run tests");
    expect(seen(more.end("Run tests", { rules: [...own, "diff:eval"] }))).toEqual([
      "Security review v2",
    ]);
  });
});

describe("the panel", () => {
  test("a change in one area alone takes one approval, by the next area's owner", () => {
    const team = new Team({}, { track: "full", areas: "frontend" });
    const only = { areas: ["frontend"] };
    team.until("Answer notes").end("Answer notes", only).until("Peer review - platform");
    expect(team.ready().map((task) => task.subject)).toEqual(["Peer review - platform"]);
    expect(team.subjects("skipped")).toContain("Build - backend");
  });

  test("a project of one area is reviewed by the principal", () => {
    const team = new Team({ areas: undefined }).until("Peer review - principal");
    expect(team.ready().map((task) => task.subject)).toEqual(["Peer review - principal"]);
  });

  test("after two rounds between one reviewer and one area the principal rules, and behind that the person is asked", () => {
    const team = new Team().until("Peer review - backend");
    team
      .end("Peer review - backend")
      .end("Peer review - platform")
      .asks("Peer review - frontend", { backend: null });
    for (const round of [2, 3]) {
      team.end(`Revise - backend v${round - 1}`);
      team
        .end(`Peer review - platform v${round}`)
        .asks(`Peer review - frontend v${round}`, { backend: null });
    }
    expect(team.ready().map((task) => task.subject)).toEqual(["Ruling v1"]);
    team.end("Ruling v1", { owners: ["backend"] });
    team.end(team.ready()[0]!.id);
    team.end("Peer review - platform v4").asks("Peer review - frontend v4", { backend: null });
    expect(openKinds(team)).toEqual(["peer-undecided"]);
    answered("owner", "the finding is about taste")(team);
    team.until("checkpoint-c");
    expect(team.now.tasks.some((task) => task.waiver !== null)).toBe(false);
  });

  test("no approval counts for what was changed behind it", () => {
    const team = new Team().until("Peer review - backend");
    team.end("Peer review - backend").end("Peer review - platform");
    team.asks("Peer review - frontend", { backend: null });
    team.end("Revise - backend v1");
    // Platform had approved backend: its word is about the tree before.
    expect(team.ready().map((task) => `${task.subject} ${task.scope}`)).toEqual([
      "Peer review - frontend v2 backend",
      "Peer review - platform v2 backend",
    ]);
  });
});

describe("security", () => {
  const vetoed = () => {
    const team = new Team()
      .until("Pre-review checks")
      .end("Pre-review checks", { rules: ["path:auth"] });
    return team.end("Security review", { status: "FAIL", owners: ["backend"] }, "veto");
  };

  test("no list of changed files asks for a review", () => {
    const team = new Team().until("Pre-review checks").end("Pre-review checks", { rules: null });
    expect(team.ready().map((task) => task.subject)).toEqual(["Security review"]);
  });

  test("a veto is cleared by a review of the fix", () => {
    const team = vetoed();
    expect(openKinds(team)).toEqual(["veto"]);
    answered("fix")(team);
    team.end("Fix security - backend v1");
    expect(team.ready().map((task) => task.subject)).toEqual(["Security review v2"]);
    team.end("Security review v2").until("Peer review - backend");
  });

  test("or lifted by the person, with a reason", () => {
    const team = vetoed();
    answered("lift")(team);
    expect(openKinds(team)).toEqual(["veto"]);
    answered("lift", "accepted until Friday")(team);
    expect(team.task("Security review").waiver).toEqual({
      kind: "overruled",
      reason: "accepted until Friday",
    });
    team.until("checkpoint-c");
    answered("proceed")(team);
    team.until();
    expect(team.now.status).toBe("complete");
  });
});

describe("a question that comes up while building", () => {
  test.each(["full", "quick", "nano", "hotfix"])(
    "is answered before anything looks at it: track %s",
    (track) => {
      const team = new Team({}, { track }).until("Build - backend");
      team
        .end("Build - backend", { questions: ["May it be empty?"] })
        .until("Clarification before review");
      expect(team.ready().map((task) => task.subject)).toEqual(["Clarification before review"]);
      const behind = team.now.tasks.filter((task) =>
        /^(?:Pre-review|Peer review|Write tests)/.test(task.subject),
      );
      expect([...new Set(behind.map((task) => task.status))]).toEqual(["blocked"]);
      team.end("Clarification before review", {
        answered: [{ question: "may it be empty", answer: "No." }],
      });
      team.until("checkpoint-c");
      expect(team.task("Clarification before sign-off").status).toBe("skipped");
    },
  );
});

describe("checkpoints", () => {
  test("pass by their rule, and never over a warning or an open question", () => {
    const rule = { checkpoints: { a: { auto_pass_when: "no_warnings" as const } } };
    expect(new Team(rule).until("Draft design").subjects("done")).toContain("Checkpoint A");
    const warned = new Team(rule).until("Brief").end("Brief", { warnings: ["slow"] });
    expect(openKinds(warned)).toEqual(["checkpoint-a"]);
    const asked = new Team(rule).until("Brief").end("Brief", { questions: ["Redis?"] });
    expect(openKinds(asked)).toEqual(["checkpoint-a"]);
  });

  test("refuse to go on with an open question, save B, behind which it is answered", () => {
    const team = new Team().until("Brief").end("Brief", { questions: ["Redis?"] });
    expect(() => answered("proceed")(team)).toThrow(/an open question: Redis\?/);
    const later = new Team()
      .until("Draft design")
      .end("Draft design", { questions: ["Redis?"] })
      .until("checkpoint-b");
    answered("proceed")(later);
    expect(later.ready().map((task) => task.subject)).toEqual(["Clarification"]);
  });

  test("lead back with a reason", () => {
    const team = new Team().until("checkpoint-a");
    answered("revise", "shorter")(team);
    expect(team.ready().map((task) => task.subject)).toEqual(["Brief v2"]);
  });

  test("--auto passes them, and asks what it may not decide", () => {
    const team = new Team({}, { track: "full" }, true).until();
    expect(team.now.status).toBe("complete");
    const stuck = new Team({}, { track: "full" }, true).until("Peer review - backend");
    stuck.end("Peer review - backend").end("Peer review - platform");
    stuck.asks("Peer review - frontend", { backend: { decision: "Which?", options: ["A", "B"] } });
    expect(openKinds(stuck)).toEqual(["peer-escalation"]);
  });
});

test("what is mended behind the security review is looked at by security, too", () => {
  const team = new Team()
    .until("Pre-review checks")
    .end("Pre-review checks", { rules: ["path:auth"] });
  team.end("Security review", { trees: { ...team.trees } }).until("Run tests");
  team
    .end("Run tests", { status: "FAIL", owners: ["backend"] }, "fail")
    .end("Fix tests - backend v1");
  team.end("Run tests v2");
  expect(team.ready().map((task) => task.subject)).toContain("Security review v2");
  team.end("Security review v2", { status: "FAIL", owners: ["backend"] }, "veto");
  for (const task of team.ready()) team.end(task.id);
  expect(openKinds(team)).toEqual(["veto"]);
  answered("fix")(team);
  team.until("checkpoint-c");
  // The tests ran again on what was mended for the veto.
  expect(lastDone(team, "Run tests")).toBeGreaterThan(lastDone(team, "Fix security"));
});

test("what comes late and asks for a security review gets its first one, and the tests come again behind it", () => {
  const team = new Team().until("Run tests");
  expect(team.task("Security review").status).toBe("skipped");
  team
    .end("Run tests", { status: "FAIL", owners: ["backend"] }, "fail")
    .end("Fix tests - backend v1");
  team.end("Run tests v2", { rules: ["path:auth"] });
  expect(team.task("Security review v2")).toMatchObject({ status: "ready", kind: "gate" });
  team.end("Security review v2", { status: "FAIL", owners: ["backend"] }, "veto");
  for (const task of team.ready()) team.end(task.id);
  expect(openKinds(team)).toEqual(["veto"]);
  answered("fix")(team);
  team.until("checkpoint-c");
  expect(team.task("Security review v3").status).toBe("done");
  expect(lastDone(team, "Run tests")).toBeGreaterThan(lastDone(team, "Fix security"));
});

test("without such a reason nobody is asked, and one that was there from the start counts once", () => {
  const none = new Team().until("Run tests").end("Run tests", { rules: [] });
  expect(none.subjects("ready").filter((one) => one.startsWith("Security"))).toEqual([]);
  const seen = new Team()
    .until("Pre-review checks")
    .end("Pre-review checks", { rules: ["path:auth"] });
  seen
    .end("Security review", { trees: { ...seen.trees } })
    .until("Run tests")
    .end("Run tests", { rules: ["path:auth"] });
  expect(seen.now.tasks.filter((task) => task.gate === "security").length).toBe(1);
});
