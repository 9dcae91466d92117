// Guarantee: Late and repeated events do no harm.
import { describe, expect, test } from "bun:test";
import type { Command } from "../../src/engine/commands.ts";
import { directive } from "../../src/engine/directive.ts";
import {
  answered,
  checkFails,
  command,
  dispatched,
  ENTRY,
  ends,
  endsInvalid,
  facts,
  given,
  HOST,
  isLost,
  nonceOf,
  readyOf,
  request,
  type Step,
  type Story,
  SUBJECT,
  started,
  statusOf,
  until,
} from "./given.ts";

const STATES: Record<string, Step[]> = {
  "before the first task": [started()],
  "while a task runs": [started(), dispatched("T1")],
  "while the note waits": [started(), ends("T1", "done")],
  "while a reason is wanted": [started(), ends("T1", "done"), answered("correct")],
  "while a task is sent back": [started(), endsInvalid("T1")],
  "while a task is stuck": [started(), isLost("T1"), isLost("T1")],
  "in a fix": [started(), until("T3"), ends("T3", "needs_changes"), dispatched("T10")],
  "while a check runs": [started(), until("T5"), dispatched("T5", { check: true })],
  "while a check has failed": [started(), until("T5"), checkFails("T5")],
  "with a changed request": [
    started(),
    until("T6"),
    command({ do: "change", request: request("x") }),
  ],
  "with a second request": [
    started(),
    until("T6"),
    command({ do: "second_request", start: ENTRY, request: request("x") }),
  ],
  "before the last task": [started(), until("T9"), dispatched("T9")],
};

describe("invariant 10: cancel", () => {
  test.each(Object.keys(STATES))("works %s", (state) => {
    const story = given(...STATES[state]!);
    const running = story.now.tasks.flatMap((task) => (task.dispatch ? [task.dispatch.call] : []));
    story
      .when(command({ do: "cancel", reason: "enough" }))
      .then({ type: "ended", status: "cancelled", reason: "enough" });
    expect(story.now).toMatchObject({ status: "cancelled", questions: [] });
    expect(story.now.tasks.every((task) => ["done", "cancelled"].includes(task.status))).toBe(true);
    for (const call of running) expect(story.now.void_calls.map((one) => one.call)).toContain(call);
    expect(directive(story.now)).toMatchObject({
      do: "stopped",
      tasks: [],
      questions: [],
      mirror: [],
    });
    story.when(command({ do: "cancel", reason: "again" })).refused("no_run");
  });
});

describe("another session takes a run over", () => {
  const takes = (force = false, session = "s2") =>
    command({ do: "attach", session, host: { pid: 7, start: "7" }, force });

  test("its running tasks are ready again and their dispatches void", () => {
    const story = given(started(), until("T3"), dispatched("T3"));
    const old = nonceOf(story.task("T3"));
    story
      .when(takes())
      .then(
        { type: "returned", task: "T3", reason: "taken_over" },
        { type: "attached", session: "s2" },
      );
    expect(readyOf(story)).toEqual(["T3"]);
    expect(story.now.void_calls).toMatchObject([{ call: "call-T3.1" }]);
    expect(story.now.owner?.session).toBe("s2");
    story.when(command({ do: "lost", task: "T3", nonce: old, why: "gone" })).nothing();
  });

  test("the same session on the same host keeps its work, unless it is forced", () => {
    const story = given(started(), dispatched("T1"));
    const again = (force: boolean) => command({ do: "attach", session: "s1", host: HOST, force });
    story.when(again(false)).then({ type: "attached" });
    expect(statusOf(story, "T1")).toBe("running");
    story.when(again(true)).then({ type: "returned", reason: "taken_over" }, { type: "attached" });
  });

  test("a driver is on record as one, until a session takes the run from it", () => {
    const story = given(started(), dispatched("T1"));
    const { owner } = story.now;
    expect(Object.keys(owner!)).toEqual(["session", "host"]);
    story.when(command({ do: "attach", session: "d1", host: HOST, driver: true, force: true }));
    expect(story.now.owner).toEqual({ session: "d1", host: HOST, driver: true });
    takes()(story);
    expect(Object.keys(story.now.owner!)).toEqual(["session", "host"]);
  });

  test("the same session on a new host starts its work again: the id proves nothing", () => {
    const story = given(started(), dispatched("T1"));
    story
      .when(command({ do: "attach", session: "s1", host: { pid: 100, start: "2" }, force: false }))
      .then({ type: "returned", reason: "taken_over" }, { type: "attached" });
  });
});

describe("what the person stopped, or declined to start", () => {
  const halt =
    (task: string, declined?: true): Step =>
    (story) => {
      story.do({
        do: "halt",
        tasks: [{ task, nonce: nonceOf(story.task(task)), ...(declined ? { declined } : {}) }],
      });
    };
  const again = (host = HOST) => command({ do: "attach", session: "s2", host, force: false });

  test.each([
    [
      "stopped",
      undefined,
      "the person stopped the agent before you; what it changed is still there, go on from that",
    ],
    ["declined", true, "its check ended"],
  ] as const)(
    "%s: it is ready, the run waits, and what its agent is told is true",
    (failure, declined, note) => {
      const why = command({ do: "interrupt", note: "its check ended" });
      const story = given(started(), dispatched("T1"), why, dispatched("T1"));
      story
        .when(halt("T1", declined))
        .then(
          { type: "returned", task: "T1", reason: "stopped", note },
          { type: "held", task: "T1", failure },
        );
      expect([statusOf(story, "T1"), directive(story.now).do, story.task("T1").lost]).toEqual([
        "ready",
        "held",
        0,
      ]);
    },
  );

  test.each([["stopped"], ["declined"]])(
    "%s: a compaction or another session in the window lets nothing go on",
    (how) => {
      const story = given(
        started(),
        dispatched("T1"),
        halt("T1", how === "declined" ? true : undefined),
      );
      story
        .when(again())
        .then({ type: "attached", session: "s2" }, { type: "held", task: "T1", failure: how });
      expect(directive(story.now).do).toBe("held");
      story.when(command({ do: "go_on" })).then({ type: "went_on" });
      expect(directive(story.now)).toMatchObject({ do: "dispatch", tasks: ["T1"] });
    },
  );

  test("a person who comes back to another window goes on, and an API that gave no answer is asked again", () => {
    const story = given(started(), dispatched("T1"), halt("T1"));
    story.when(again({ pid: 7, start: "7" })).then({ type: "attached", session: "s2" });
    expect(directive(story.now).do).toBe("dispatch");
    const failure = { failure: "rate_limit", message: "limit", until: null };
    given(started(), command({ do: "hold", failure }))
      .when(again())
      .then({ type: "attached" });
  });
});

describe("invariant 2: what comes late, twice or from another dispatch opens no gate", () => {
  const verdict = (task: string, nonce: string): Command => ({
    do: "ended",
    task,
    nonce,
    blockable: true,
    subject: SUBJECT,
    result: { ok: true, artifact: facts("approved") },
  });

  test("a verdict for a task that was never dispatched, or with another task's nonce, is void", () => {
    const story = given(started(), until("T3"), dispatched("T3"));
    story.when(command(verdict("T4", nonceOf(story.task("T3"))))).nothing();
    story.when(command(verdict("T3", nonceOf(story.task("T4"), 1)))).nothing();
    expect(statusOf(story, "T3")).toBe("running");
  });

  test("an agent is bound once, to the call that started it", () => {
    const story = given(started(), dispatched("T1"));
    const bind = (call: string, agent: string) => command({ do: "bind", task: "T1", call, agent });
    story.when(bind("another call", "a1")).nothing();
    story.when(bind("call-T1.1", "a1")).then({ type: "bound", task: "T1", agent: "a1" });
    story.when(bind("call-T1.1", "a2")).nothing();
    expect(story.task("T1").dispatch?.agent).toBe("a1");
    isLost("T1")(story);
    expect(story.now.void_calls).toMatchObject([{ call: "call-T1.1", agent: "a1" }]);
    story.when(bind("call-T1.1", "a1")).nothing();
  });
});

describe("the end of a run", () => {
  test("is released once, and only after it is over", () => {
    const story = given(started());
    const release = command({ do: "release" });
    story.when(release).nothing();
    until()(story);
    story.when(release).then({ type: "released" });
    story.when(release).nothing();
    expect(story.now.void_calls).toEqual([]);
  });
});

describe("a directive", () => {});

describe("the mirror in the host's task list", () => {
  const ops = (story: Story) =>
    directive(story.now, { mirror: true }).mirror.map(
      (op) => `${op.op} ${op.task}${op.op === "block" ? ` < ${op.by}` : ""}`,
    );
  const created = (task: string) => command({ do: "host_task", task, hostTask: `h-${task}` });

  test("creates every task, then chains it, then completes it; each once", () => {
    const story = given(started());
    expect(ops(story)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `create T${n}`));
    story.when(created("T1")).then({ type: "host_task", task: "T1", host_task_id: "h-T1" });
    story.when(created("T1")).nothing();
    created("T2")(story);
    expect(ops(story).slice(0, 1)).toEqual(["block T2 < T1"]);
    const blocked = command({ do: "host_blocked", task: "T2", by: ["T1"] });
    story.when(blocked).then({ type: "host_blocked", task: "T2", by: ["T1"] });
    story.when(blocked).nothing();
    until("T2")(story);
    expect(ops(story).slice(0, 1)).toEqual(["complete T1"]);
    const completed = command({ do: "host_completed", task: "T1" });
    story.when(completed).then({ type: "host_completed", task: "T1" });
    story.when(completed).nothing();
    expect(ops(story).filter((op) => /T[12]$/.test(op))).toEqual([]);
  });

  test("chains a task to blockers that the host knows, also to those that come later", () => {
    const story = given(started(), until("T3"), ...["T3", "T4"].map(created));
    command({ do: "host_blocked", task: "T4", by: ["T3"] })(story);
    ends("T3", "needs_changes")(story);
    expect(ops(story)).not.toContain("block T4 < T11");
    created("T11")(story);
    expect(ops(story)).toContain("block T4 < T11");
  });
});
