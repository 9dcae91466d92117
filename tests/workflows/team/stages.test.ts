import { describe, expect, test } from "bun:test";
import {
  areaStandings,
  statusOf,
  taskStatus,
  verdictOf,
  worstPart,
} from "../../../src/workflows/team/status/standing.ts";
import { type StageStatus, worst } from "../../../src/workflows/team/status/statuses.ts";
import { answered } from "../../engine/given.ts";
import { Team } from "./given.ts";
import { walkthrough } from "./walkthrough.ts";

const peer = (run: Team, area: string) => areaStandings(run.now).find((one) => one.area === area)!;

describe("the worst of several words", () => {
  test("is ESCALATE over FAIL over WARN over PASS, and nothing where there is none", () => {
    expect(worst([])).toBeNull();
    expect(worst(["PASS"])).toBe("PASS");
    expect(worst(["WARN", "PASS"])).toBe("WARN");
    expect(worst(["WARN", "FAIL", "PASS"])).toBe("FAIL");
    expect(worst(["FAIL", "ESCALATE", "WARN"])).toBe("ESCALATE");
  });

  const table: [parts: StageStatus[], is: StageStatus][] = [
    [[], "none"],
    [["skipped", "skipped"], "skipped"],
    [["PASS", "skipped"], "PASS"],
    [["PASS", "WARN"], "WARN"],
    [["PASS", "none"], "running"],
    [["none", "none"], "none"],
    [["none", "running"], "running"],
    [["running", "PASS"], "running"],
    [["FAIL", "running"], "FAIL"],
    [["none", "ESCALATE", "FAIL"], "ESCALATE"],
  ];
  test.each(table)(
    "of the parts %p it is %s: never PASS while a needed one is missing",
    (parts, is) => {
      expect(worstPart(new Team().now, parts)).toBe(is);
    },
  );

  test("nothing runs in a run that is over", () => {
    const run = new Team();
    run.do({ do: "cancel", reason: "enough" });
    expect(worstPart(run.now, ["PASS", "none"])).toBe("none");
    expect(worstPart(run.now, ["FAIL", "none"])).toBe("FAIL");
  });
});

describe("what an artifact says", () => {
  test.each([
    [null, undefined, null],
    ["done", undefined, "PASS"],
    ["done", "FAIL", "FAIL"],
    ["done", "WARN", "WARN"],
    ["fail", "PASS", "FAIL"],
    ["warn", "PASS", "WARN"],
    ["approved", "ESCALATE", "ESCALATE"],
    ["veto", undefined, "FAIL"],
    ["bogus", "PASS", "FAIL"],
    ["constructor", undefined, "FAIL"],
  ] as const)("outcome %p with status %p is %p: the worse of the two", (outcome, status, is) => {
    expect(verdictOf({ outcome, facts: status ? { status } : {} })).toBe(is);
  });
});

describe("a gate", () => {
  test("has not begun, runs, and has its word", () => {
    const run = new Team();
    expect(statusOf(run.now, ["brief"])).toBe("none");
    run.end("Brief", {});
    expect(statusOf(run.now, ["brief"])).toBe("PASS");
    expect(statusOf(run.now, ["design", "notes", "answers", "scope"])).toBe("none");
    run.until("Design notes - backend");
    expect(statusOf(run.now, ["design", "notes", "answers", "scope"])).toBe("running");
  });

  test("that says FAIL stays that until a later word, also while it is mended", () => {
    const run = walkthrough("Fix tests - backend v1");
    expect(statusOf(run.now, ["qa", "qa-tests"])).toBe("FAIL");
    run.end("Fix tests - backend v1");
    expect(statusOf(run.now, ["qa", "qa-tests"])).toBe("FAIL");
  });

  test("what the program saw itself replaces what a role said before it", () => {
    const run = walkthrough("Run tests");
    expect(statusOf(run.now, ["qa"])).toBe("FAIL");
    run.end("Run tests", { status: "PASS" });
    expect(statusOf(run.now, ["qa"])).toBe("FAIL");
    expect(statusOf(run.now, ["qa", "qa-tests"])).toBe("PASS");
  });

  test("is the person's to decide when it gave no result, and a warning when it was waived", () => {
    const run = new Team().until("Pre-review checks");
    run.end("Pre-review checks", {}, "cannot_run");
    expect(run.now.questions[0]!.kind).toBe("check-cannot-run");
    expect(statusOf(run.now, ["pre-review"])).not.toBe("PASS");
    answered("waive", "no network here")(run);
    expect(statusOf(run.now, ["pre-review"])).toBe("WARN");
  });

  test("with a question in the agent's own words is at work", () => {
    const run = new Team();
    run.do({
      do: "dispatch",
      task: "T1",
      call: "c1",
      nonce: "n1",
      agentType: "pm",
      session: "s1",
      host: null,
      brief: "b",
      subject: null,
      check: false,
    });
    const artifact = {
      sha: "a",
      outcome: "questions",
      findings: [],
      prior: [],
      questions: [{ question: "Which one?", options: ["this", "that"] }],
      assumptions: [],

      reason: null,
      facts: { status: "PASS" as const },
    };
    run.do({
      do: "ended",
      task: "T1",
      nonce: "n1",
      blockable: true,
      subject: null,
      result: { ok: true, artifact },
    });
    expect(run.now.questions).toHaveLength(1);
    expect(taskStatus(run.now, run.task("T1"))).toBe("running");
  });
});

describe("the reviews of an area", () => {
  test("run until enough have approved", () => {
    const run = new Team().until("Peer review - backend");
    expect(peer(run, "frontend")).toMatchObject({
      status: "none",
      reviewers: ["backend", "platform"],
    });
    run.end("Peer review - backend");
    expect(peer(run, "frontend").status).toBe("running");
    run.end("Peer review - platform");
    expect(peer(run, "frontend")).toMatchObject({
      status: "PASS",
      reviewers: ["backend", "platform"],
    });
    expect(peer(run, "backend").status).toBe("running");
  });

  test("name who looks in one order, whoever is ready first", () => {
    const run = new Team().until("Peer review - backend");
    run.end("Peer review - platform");
    run.end("Peer review - backend");
    expect(peer(run, "frontend").reviewers).toEqual(["backend", "platform"]);
  });

  test("fail with changes asked for, and escalate until the person has decided", () => {
    const run = walkthrough("peer-escalation");
    expect(peer(run, "backend")).toMatchObject({ status: "ESCALATE", resolved: 0 });
    answered("answer", "Email sent server-side")(run);
    expect(peer(run, "backend")).toMatchObject({ status: "FAIL", resolved: 1 });
  });

  test("of an older state are no approvals", () => {
    const run = walkthrough("Run tests v2");
    expect(peer(run, "backend").status).not.toBe("PASS");
    expect(peer(run, "backend").standing.approved).toEqual([]);
    expect(peer(run, "frontend").status).toBe("PASS");
  });

  test("that the person overruled are a warning", () => {
    const run = new Team().until("Peer review - backend");
    run.end("Peer review - backend").end("Peer review - platform");
    run.asks("Peer review - frontend", { backend: { decision: "Which way?", options: [] } });
    expect(run.now.questions[0]!.kind).toBe("peer-undecided");
    answered("owner", "it is as the brief says")(run);
    run.until("Ruling v1", "Write tests");
    expect(peer(run, "backend").status).toBe("WARN");
  });
});
