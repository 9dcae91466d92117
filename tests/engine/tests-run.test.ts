import { describe, expect, test } from "bun:test";
import { approvedCommands } from "../../src/engine/run.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import {
  answered,
  chainOf,
  command,
  dispatched,
  ends,
  given,
  nonceOf,
  openKinds,
  phase,
  readyOf,
  request,
  type Step,
  started,
  statusOf,
  subjectNow,
  until,
} from "./given.ts";

const CHECK = ["bun test"];
const story = (commands: string[] = CHECK): Step => ends("T1", "done", { commands });
const draft = (commands: string[] = []): Step => ends("T2", "done", { commands });
const approve = answered("approve");

/** The program has run the tests of a task. */
const tested =
  (name: string, outcome: string, tree?: string): Step =>
  (given) => {
    if (given.task(name).status === "ready") dispatched(name, { check: true })(given);
    const task = given.task(name);
    const at = tree ?? subjectNow(given);
    given.do({
      do: "tested",
      task: { id: task.id, nonce: nonceOf(task) },
      baseline: task.who.program === "baseline",
      tree: at,
      after: at,
      outcome: outcome as "pass",
      commands: approvedCommands(given.now).map(({ text }) => ({
        command: text,
        shell: false,
        state: outcome === "pass" ? "passed" : "failed",
        exit: 0,
        signal: null,
        ms: 1,
        lines: [],
        log: null,
        passed: 0,
        failed: 0,
        skipped: 0,
        told_by: "exit",
      })),
    });
    ends(name, outcome, { subject: at })(given);
  };

/** Approved, with a baseline, and at the point where the code has just been written. */
const built: Step[] = [
  started(),
  story(),
  approve,
  tested("T10", "pass"),
  until("T6"),
  ends("T6", "complete"),
];

describe("which tests the program may run", () => {
  test("those of the note are approved with it, and run before anything else", () => {
    const run = given(started(), story(), approve);
    expect(approvedCommands(run.now)).toEqual([
      { text: "bun test", approved: true, by: "person", task: "T1" },
    ]);
    expect(chainOf(run, 10)).toEqual(["T10 Tests - Baseline < T1"]);
    expect(run.task("T2").blocked_by).toEqual(["T1", "T10"]);
    expect(readyOf(run)).toEqual(["T10"]);
    // A check shows the token of what it stands behind.
    expect(phase(run)).toBe("noting");
  });

  test("an answer by whoever neither saw them nor named their question approves none of them", () => {
    const run = given(started(), story());
    const { id: question, seen } = run.now.questions[0]!;
    expect(seen).toBe(false);
    const say = (via: "dialog" | "prompt" | "command" | "cli", named?: boolean) => (): unknown =>
      run.do({
        do: "answer",
        question,
        option: "approve",
        text: null,
        via,
        session: "s1",
        ...(named ? { named } : {}),
      });
    for (const via of ["dialog", "prompt", "command", "cli"] as const)
      expect(say(via)).toThrow("neither shown here nor named");
    expect([approvedCommands(run.now), openKinds(run).length]).toEqual([[], 1]);
    say("cli", true)();
    expect(approvedCommands(run.now).map((one) => one.text)).toEqual(CHECK);
  });

  test("a story that is written anew asks again: what was approved for the old one is approved no more", () => {
    const run = given(started(), story(["bun test", "make lint"]), approve, tested("T10", "pass"));
    expect(approvedCommands(run.now).map((one) => one.text)).toEqual(["bun test", "make lint"]);
    command({ do: "change", request: request("Greet in French") })(run);
    answered("noting")(run);
    expect(approvedCommands(run.now)).toEqual([]);
    const fresh = run.now.tasks.find((task) => task.gate === "note" && !task.void)!;
    ends(fresh.id, "done", { commands: ["bun test"] })(run);
    expect(run.now.questions).toMatchObject([{ task: fresh.id, commands: ["bun test"] }]);
    answered("approve")(run);
    expect(approvedCommands(run.now)).toEqual([
      { text: "bun test", approved: true, by: "person", task: fresh.id },
    ]);
  });

  test("one that only the draft names is asked about once, before its first run", () => {
    const run = given(
      started(),
      story(),
      approve,
      tested("T10", "pass"),
      draft(["bun test", "make check"]),
    );
    expect(openKinds(run)).toEqual(["draft-tests"]);
    expect(statusOf(run, "T2")).toBe("waiting");
    answered("approve")(run);
    expect(approvedCommands(run.now).map((one) => one.text)).toEqual(["bun test", "make check"]);
    // It has no baseline yet: it gets one before the draft is reviewed.
    expect(chainOf(run, 11)).toEqual(["T11 Tests - Baseline v2 < T2"]);
    expect(readyOf(run)).toEqual(["T11"]);
    tested("T11", "red")(run);
    // A fix of the draft that names the same again is not asked about.
    ends("T3", "needs_changes", { findings: [{ id: "F1", severity: "major", outside: false }] })(
      run,
    );
    ends("Fix Draft - Ann v1", "done", { commands: ["make check"] })(run);
    expect(openKinds(run)).toEqual([]);
    expect(statusOf(run, "Fix Draft - Ann v1")).toBe("done");
  });

  test("what the person leaves out is never run, and the drafter can be told to name something else", () => {
    const refused = given(started(), story([]), approve, draft(["make check"]), answered("refuse"));
    expect(approvedCommands(refused.now)).toEqual([]);
    expect(openKinds(refused)).toEqual([]);
    until("T7")(refused);
    const corrected = given(
      started(),
      story([]),
      approve,
      draft(["make check"]),
      answered(null, "use make test"),
    );
    expect(statusOf(corrected, "T2")).toBe("ready");
    expect(corrected.task("T2").note).toBe("use make test");
  });

  test("with none at all the person is asked once; what they type is run", () => {
    const none = given(started(), story([]), approve, draft());
    expect(openKinds(none)).toEqual(["no-tests"]);
    none.when(answered("name")).then({ type: "reason_wanted" });
    answered(null, "make test\n make lint ")(none);
    expect(approvedCommands(none.now).map((one) => [one.text, one.by])).toEqual([
      ["make test", "person"],
      ["make lint", "person"],
    ]);
    expect(readyOf(none)).toEqual(["T10"]);

    const without = given(started(), story([]), approve, draft(), answered("without"));
    expect(without.now.tests).toMatchObject({ decided: [], none: true });
    until("T3")(without);
    ends("T3", "needs_changes", { findings: [{ id: "F1", severity: "major", outside: false }] })(
      without,
    );
    ends("Fix Draft - Ann v1", "done", { commands: [] })(without);
    expect(openKinds(without)).toEqual([]);
    until()(without);
    expect(without.now.status).toBe("complete");
  });

  test("--auto takes both, and the journal says so; without any it goes on", () => {
    const run = given(
      started({ auto: true }),
      story(),
      tested("T10", "pass"),
      draft(["make check"]),
    );
    expect(run.now.tests.decided.map((one) => [one.text, one.approved, one.by, one.task])).toEqual([
      ["bun test", true, "auto", "T1"],
      ["make check", true, "auto", "T2"],
    ]);
    expect(openKinds(run)).toEqual([]);
    const none = given(started({ auto: true }), story([]), draft([]));
    expect(none.now.tests.none).toBe(true);
    expect(statusOf(none, "T3")).toBe("ready");
  });

  test("the settings' own are approved from the start; with tests off nothing is asked", () => {
    const tests = { ...DEFAULT_SETTINGS.tests, commands: ["make test"] };
    const mine = given(started({ settings: { tests } }), story([]), approve);
    expect(approvedCommands(mine.now)).toEqual([
      { text: "make test", approved: true, by: "settings", task: null },
    ]);
    expect(readyOf(mine)).toEqual(["T10"]);
    tested("T10", "pass")(mine);
    draft()(mine);
    expect(openKinds(mine)).toEqual([]);

    const off = given(
      started({ settings: { tests: { ...tests, run: false } } }),
      story(),
      approve,
      draft(["make x"]),
    );
    expect(approvedCommands(off.now)).toEqual([]);
    expect(openKinds(off)).toEqual([]);
    expect(readyOf(off)).toEqual(["T3"]);
  });
});

describe("tests before the reviews of the build", () => {
  test("run behind the build, and the first reviewer waits for them", () => {
    const run = given(...built);
    expect(chainOf(run, 11)).toEqual(["T11 Tests < T6"]);
    expect(run.task("T7").blocked_by).toEqual(["T6", "T11"]);
    expect(readyOf(run)).toEqual(["T11"]);
    expect(phase(run)).toBe("building");
    tested("T11", "pass")(run);
    expect(readyOf(run)).toEqual(["T7"]);
  });

  test("red is mended by the builder, and run again; the token is fix_build_tests", () => {
    const run = given(...built, tested("T11", "fail"));
    expect(chainOf(run, 12)).toEqual(["T12 Fix Build - Tests v1 < T11"]);
    expect(readyOf(run)).toEqual(["T12"]);
    expect(phase(run)).toBe("fix_build_tests");
    expect(statusOf(run, "T7")).toBe("blocked");
    ends("T12", "complete")(run);
    expect(chainOf(run, 13)).toEqual(["T13 Tests v2 < T12"]);
    expect(readyOf(run)).toEqual(["T13"]);
    tested("T13", "pass")(run);
    expect(readyOf(run)).toEqual(["T7"]);
  });

  test("three fixes in a row that leave them red are the person's: one more, accept with a reason, or stop", () => {
    const red = [...built, tested("Tests", "fail")];
    for (const round of [1, 2, 3])
      red.push(
        ends(`Fix Build - Tests v${round}`, "complete"),
        tested(`Tests v${round + 1}`, "fail"),
      );
    const run = given(...red);
    expect(openKinds(run)).toEqual(["tests-limit"]);
    expect(
      run.now.tasks.filter((task) => task.subject.startsWith("Fix Build - Tests")).length,
    ).toBe(3);

    answered("continue")(run);
    expect(readyOf(run)).toEqual([run.task("Fix Build - Tests v4").id]);
    ends("Fix Build - Tests v4", "complete")(run);
    tested("Tests v5", "fail")(run);
    run.when(answered("accept")).then({ type: "reason_wanted" });
    answered("accept", "that one is flaky")(run);
    expect(run.task("Tests v5").waiver).toEqual({ kind: "accepted", reason: "that one is flaky" });
    expect(readyOf(run)).toEqual(["T7"]);

    const limited = given(
      started({ settings: { limits: { ...DEFAULT_SETTINGS.limits, tests: 1 } } }),
      ...built.slice(1),
      tested("Tests", "fail"),
      ends("Fix Build - Tests v1", "complete"),
      tested("Tests v2", "fail"),
    );
    expect(openKinds(limited)).toEqual(["tests-limit"]);
  });

  test("a command that cannot be run is the person's at once", () => {
    const run = given(...built, tested("T11", "cannot_run"));
    expect(openKinds(run)).toEqual(["tests-cannot-run"]);
    answered("again")(run);
    expect(readyOf(run)).toEqual(["T11"]);
    tested("T11", "cannot_run")(run);
    answered("waive", "no network here")(run);
    expect(run.task("T11").waiver).toEqual({ kind: "waived", reason: "no network here" });
    expect(readyOf(run)).toEqual(["T7"]);
  });

  test("no reviewer begins on another tree than the one that was tested", () => {
    const run = given(...built, tested("T11", "pass"));
    run
      .when(dispatched("T7", { subject: "edited" }))
      .then(
        { type: "returned", task: "T7", reason: "changed" },
        { type: "task_created", task: "T12", subject: "Tests v2", blocked_by: ["T6", "T11"] },
        { type: "task_blocked", task: "T7", by: ["T12"] },
      );
    expect(readyOf(run)).toEqual(["T12"]);
    tested("T12", "pass", "edited")(run);
    // A tree that does not hold still is the person's.
    run.when(dispatched("T7", { subject: "edited again" }));
    expect(openKinds(run)).toEqual(["stale"]);
    answered("again")(run);
    dispatched("T7", { subject: "edited" })(run);
    expect(statusOf(run, "T7")).toBe("running");
  });

  test("a result of another dispatch, or of a run that is over, counts for nothing", () => {
    const run = given(...built);
    dispatched("T11", { check: true })(run);
    const late: Step = (story) =>
      void story.do({
        do: "tested",
        task: { id: "T11", nonce: "0".repeat(64) },
        baseline: false,
        tree: null,
        after: null,
        outcome: "pass",
        commands: [],
      });
    run.when(late).refused("void");
  });
});
