// Guarantee: Cost has bounds.
import { describe, expect, test } from "bun:test";
import { boundsOf, spentBy } from "../../src/engine/bounds.ts";
import type { CommandOf } from "../../src/engine/commands.ts";
import { directive } from "../../src/engine/directive.ts";
import type { Spent } from "../../src/engine/run.ts";
import type { Settings } from "../../src/settings.ts";
import {
  answered,
  command,
  dispatched,
  facts,
  given,
  nonceOf,
  openKinds,
  readyOf,
  type Step,
  started,
  statusOf,
  subjectNow,
  until,
} from "./given.ts";
import { small } from "./small.ts";

const LIMIT = small.bounds.noter!;
const spent = (over: Partial<Spent> = {}): Spent => ({
  tool_calls: 3,
  minutes: 2,
  tokens: 5_000,
  ...over,
});
const FAILURE = { failure: "rate_limit", message: "limit reached", until: "3pm" };

/** The agent of a task is over. */
const over =
  (name: string, more: Partial<CommandOf<"ended">>): Step =>
  (story) => {
    if (story.task(name).status === "ready") dispatched(name)(story);
    const task = story.task(name);
    const base = {
      task: task.id,
      nonce: nonceOf(task),
      blockable: true,
      subject: subjectNow(story),
    };
    story.do({
      do: "ended",
      ...base,
      result: { ok: false, problems: ["the file is not there"], sha: null },
      ...more,
    });
  };
const valid = (outcome: string) => ({ result: { ok: true as const, artifact: facts(outcome) } });
const settings = (more: Partial<Settings>) => started({ settings: more });

describe("an agent at its bounds", () => {
  test.each([
    ["tool calls", { tool_calls: LIMIT.tool_calls }],
    ["minutes", { minutes: LIMIT.minutes }],
    ["tokens", { tokens: LIMIT.tokens }],
  ])("that leaves nothing valid is not sent back: the person is asked (%s)", (name, at) => {
    given(started(), dispatched("T1"))
      .when(over("T1", { spent: spent(at) }))
      .then(
        { type: "spent", task: "T1", call: "call-T1.1" },
        {
          type: "returned",
          reason: "bounded",
          note: expect.stringMatching(new RegExp(`of \\d+ ${name}`)),
        },
        { type: "asked", kind: "bounded", task: "T1", options: ["more", "again", "stop"] },
      );
  });

  test("one below them is sent back as ever, and what it took is noted when it is over", () => {
    const story = given(started(), dispatched("T1"));
    story
      .when(over("T1", { spent: spent({ tool_calls: LIMIT.tool_calls - 1 }) }))
      .then({ type: "refused" });
    expect(story.task("T1").spent).toEqual([]);
    over("T1", { spent: spent({ tool_calls: 7 }), ...valid("done") })(story);
    expect(story.task("T1").spent).toEqual([
      { call: "call-T1.1", tool_calls: 7, minutes: 2, tokens: 5_000 },
    ]);
  });

  test("one that was refused a file that it has to write is not sent back, and no other one is tried: the person is asked", () => {
    given(started(), dispatched("T1"))
      .when(over("T1", { withheld: true, spent: spent() }))
      .then(
        { type: "refused", task: "T1" },
        { type: "spent", task: "T1" },
        { type: "returned", reason: "invalid" },
        { type: "asked", kind: "stuck", task: "T1" },
      );
    given(started(), dispatched("T1"))
      .when(over("T1", { withheld: false, spent: spent() }))
      .then({ type: "refused", task: "T1" });
  });

  test("more: the next one has another allotment on top, and is told what happened", () => {
    const story = given(
      started(),
      over("T1", { spent: spent({ tool_calls: 1e6 }) }),
      answered("more"),
      dispatched("T1"),
    );
    expect(story.task("T1").dispatch!.bounds).toEqual({
      tool_calls: LIMIT.tool_calls * 2,
      minutes: LIMIT.minutes * 2,
      tokens: LIMIT.tokens * 2,
    });
    expect(story.task("T1").note).toContain("was at its limit (1000000 of");
    expect(boundsOf(small, story.now, story.task("T2"))).toEqual(small.bounds.drafter!);
  });

  test("a review may be waived, with a reason only", () => {
    const story = given(
      started(),
      until("T3"),
      over("T3", { spent: spent({ tool_calls: 1e6 }) }),
      answered("waive"),
    );
    expect(statusOf(story, "T3")).toBe("waiting");
    answered("waive", "the draft is small")(story);
    expect(story.task("T3")).toMatchObject({
      status: "done",
      waiver: { kind: "waived", reason: "the draft is small" },
    });
  });

  test("a check of the program's own has none; nor has a dispatch of an older journal", () => {
    const story = given(started(), until("T5"), dispatched("T5", { check: true }));
    expect(story.task("T5").dispatch!.bounds).toBeNull();
    const old = given(started());
    const { run } = old.now;
    const hash = "0".repeat(64);
    const dispatch = {
      task: "T1",
      call: "c",
      nonce: hash,
      agent_type: "a",
      session: "s1",
      host: null,
      brief: hash,
    };
    old.record([{ type: "dispatched", run, ...dispatch, subject: null, check: false }]);
    expect(old.task("T1").dispatch!.bounds).toBeNull();
    over("T1", { nonce: hash, spent: spent({ tool_calls: 1e6 }) })(old);
    expect(old.task("T1").status).toBe("running");
  });

  test("a transcript that is complete later corrects the figures, and never downwards", () => {
    const story = given(started(), over("T1", { spent: spent(), ...valid("done") }));
    const later = (tokens: number) =>
      command({
        do: "spent",
        task: "T1",
        call: "call-T1.1",
        spent: { tool_calls: 4, minutes: 2, tokens },
      });
    story.when(later(6_000)).then({ type: "spent", tokens: 6_000 });
    story.when(later(6_000)).nothing();
    expect(spentBy(story.now)).toEqual({ tool_calls: 4, minutes: 2, tokens: 6_000 });
    // What the money needs comes along, and stays where a later reading has none of it.
    const counted = {
      tool_calls: 4,
      minutes: 2,
      tokens: 7_000,
      used: { "claude-opus-5-5": [1, 2, 3, 4] },
    };
    story
      .when(command({ do: "spent", task: "T1", call: "call-T1.1", spent: counted }))
      .then({ type: "spent", used: counted.used });
    story.when(later(8_000)).then({ type: "spent", tokens: 8_000 });
    expect(story.task("T1").spent).toMatchObject([{ tokens: 8_000, used: counted.used }]);
    story
      .when(command({ do: "spent", task: "T1", call: "foreign", spent: spent({ tokens: 9e9 }) }))
      .nothing();
  });
});

describe("the ceiling of a run", () => {
  const at = (tokens: number, more: Partial<Settings> = {}) =>
    given(
      settings({ ceiling_tokens: 10_000, ...more }),
      over("T1", { spent: spent({ tokens }), ...valid("done") }),
    );

  test("reached: nothing more starts, also behind other answers, until the person goes on", () => {
    const story = at(10_000);
    expect(openKinds(story)).toEqual(["note", "ceiling"]);
    answered("approve", null, story.now.questions[0]!.id)(story);
    expect(directive(story.now)).toMatchObject({ do: "ask", questions: ["Q2"] });
    story.when(dispatched("T2")).refused("ceiling");
    answered("more")(story);
    expect(readyOf(story)).toEqual(["T2"]);
    over("T2", { spent: spent({ tokens: 9_999 }), ...valid("done") })(story);
    expect(openKinds(story)).toEqual([]);
    over("T3", { spent: spent({ tokens: 1 }), ...valid("approved") })(story);
    expect(openKinds(story)).toEqual(["ceiling"]);
  });

  test("below it, and without one, nobody is asked; nor when the run is complete", () => {
    expect(openKinds(at(9_999))).toEqual(["note"]);
    expect(openKinds(at(10_000, { ceiling_tokens: undefined }))).toEqual(["note"]);
    const story = given(settings({ ceiling_tokens: 10_000 }), until("T9"));
    over("T9", { spent: spent({ tokens: 50_000 }), ...valid("approved") })(story);
    expect(story.now.status).toBe("complete");
  });
});

describe("the API gives no answer", () => {
  const failed = over("T1", { spent: spent(), failure: FAILURE, blockable: false });

  test("the task is given back, counts for nothing, and nothing starts until the person goes on", () => {
    const story = given(started(), dispatched("T1"));
    story
      .when(failed)
      .then(
        { type: "spent" },
        { type: "returned", reason: "api" },
        { type: "held", task: "T1", ...FAILURE },
      );
    expect(story.now).toMatchObject({ status: "waiting_for_user", questions: [] });
    expect(story.task("T1")).toMatchObject({
      status: "ready",
      invalid: 0,
      lost: 0,
      stale: 0,
      refusals: 0,
    });
    expect(directive(story.now).do).toBe("held");
    story.when(dispatched("T1")).refused("held");
    story.when(command({ do: "go_on" })).then({ type: "went_on" });
    story.when(command({ do: "go_on" })).nothing();
    expect(story.now.status).toBe("running");
    expect(readyOf(story)).toEqual(["T1"]);
  });

  test.each([
    ["invalid_request", 0],
    ["model_not_found", 0],
    ["max_output_tokens", 0],
    // What the host does not know is waited for once.
    ["unknown", 1],
  ])("%s: no waiting ends it, so that the task asks, also with --auto", (failure, waits) => {
    const message = "API Error: safeguards flagged this message";
    const fails = over("T1", {
      spent: spent(),
      failure: { failure, message, until: null },
      blockable: false,
    });
    const story = given(started({ auto: true }), dispatched("T1"));
    for (let at = 0; at < waits; at += 1) {
      story.when(fails).then({ type: "spent" }, { type: "returned" }, { type: "held", failure });
      command({ do: "go_on" })(story);
    }
    story
      .when(fails)
      .then(
        ...(waits > 0 ? [{ type: "dispatched" as const }] : []),
        { type: "spent" },
        { type: "returned", reason: "api" },
        { type: "check_failed", failure, message },
        { type: "asked", kind: "unanswered", task: "T1", options: ["again", "stop", "answer"] },
      );
    expect(story.now).toMatchObject({ paused: null, status: "waiting_for_user" });
    answered("answer", "ask for less")(story);
    expect(story.task("T1")).toMatchObject({
      status: "ready",
      note: "ask for less",
      invalid: 0,
      lost: 0,
    });
  });

  test("the main thread's own failure holds the run when it had something to start, and only then", () => {
    const hold = command({ do: "hold", failure: FAILURE });
    const story = given(started());
    story.when(hold).then({ type: "held", task: null });
    story.when(hold).nothing();
    given(started(), dispatched("T1")).when(hold).nothing();
  });

  test("a session that takes the run up goes on with it; a cancelled run waits for nothing", () => {
    const story = given(
      started(),
      failed,
      command({ do: "attach", session: "s2", host: null, force: false }),
    );
    expect(story.now).toMatchObject({ paused: null, status: "running" });
    expect(
      given(started(), failed, command({ do: "cancel", reason: "enough" })).now.paused,
    ).toBeNull();
  });
});
