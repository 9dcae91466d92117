// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Command } from "../../../src/engine/commands.ts";
import {
  isItemDone,
  itemOfTask,
  readyTasks,
  tasksOfItem,
} from "../../../src/engine/decisions/wave.ts";
import { directive } from "../../../src/engine/directive.ts";
import { evolve } from "../../../src/engine/evolve.ts";
import { isLive, isOver, type PlannedItem, type Run } from "../../../src/engine/run.ts";
import { runs } from "../../harness/in-full.ts";
import {
  answered,
  chainOf,
  command,
  dispatched,
  ends,
  endsInvalid,
  type Given,
  isLost,
  nonceOf,
  openKinds,
  passes,
  phase,
  readyOf,
  request,
  type Step,
  type Story,
  started,
  statusOf,
  subjectNow,
  until,
} from "../given.ts";
import { randomRuns } from "../properties.ts";
import { type Move, moves, play } from "../random-run.ts";
import { item, planned, says, waved, waves } from "./waves.ts";

/** The subjects of tasks that may begin. */
const offered = (story: Story): string[] => readyOf(story).map((id) => story.task(id).subject);
const itemOf = (story: Story, name: string): PlannedItem =>
  story.now.items!.find((one) => one.item === name)!;
const droppedOf = (story: Story): Record<string, string | null> =>
  Object.fromEntries((story.now.items ?? []).map((one) => [one.item, one.dropped]));

/** Everything of an item passes. */
const gets =
  (name: string): Step =>
  (story) => {
    for (let left = 10; left > 0 && !isItemDone(story.now, itemOf(story, name)); left--) {
      const next = tasksOfItem(story.now, itemOf(story, name)).find(
        (one) => one.status === "ready",
      );
      if (next) passes(next.id)(story);
    }
  };

/** The agent of a task ends at its bounds and leaves nothing. */
const isBounded =
  (name: string): Step =>
  (story) => {
    dispatched(name)(story);
    const task = story.task(name);
    const spent = { tool_calls: 1_000, minutes: 1, tokens: 1 };
    const result = { ok: false as const, problems: ["the file is not there"], sha: null };
    const about = {
      task: task.id,
      nonce: nonceOf(task),
      blockable: false,
      subject: subjectNow(story),
      spent,
    };
    story.do({ do: "ended", ...about, result });
  };

describe("a wave", () => {
  const pair = (): Given => waved(["a", "b < a", "c"], 2, started());

  test("has no items before its plan; then each has its tasks, and the wave waits for all of them", () => {
    const story = waved(["a", "b < a"], 2, started());
    expect(chainOf(story)).toEqual([
      "T1 Plan",
      "T2 Waves < T1, T4, T5, T6, T7, T8, T9",
      "T3 Publish < T2",
      "T4 Do a < T1",
      "T5 Test a < T4",
      "T6 Commit a < T5",
      "T7 Do b < T1, T4, T5, T6",
      "T8 Test b < T7",
      "T9 Commit b < T8",
    ]);
    expect(story.now.items).toMatchObject([
      {
        gate: "waves",
        join: "T2",
        item: "a",
        role: "builder",
        title: "Item a",
        after: [],
        width: 2,
        dropped: null,
      },
      { gate: "waves", join: "T2", item: "b", after: ["a"] },
    ]);
    expect(story.task("Do a")).toMatchObject({
      item: "a",
      writes: ".task/work-a.json",
      who: { role: "builder" },
    });
    expect(offered(story)).toEqual(["Do a"]);
  });

  test("goes on when the last of its items is done", () => {
    const story = pair();
    gets("a")(story);
    gets("c")(story);
    expect(statusOf(story, "Waves")).toBe("blocked");
    expect(offered(story)).toEqual(["Do b"]);
    gets("b")(story);
    expect(statusOf(story, "Waves")).toBe("done");
    expect(offered(story)).toEqual(["Publish"]);
    until()(story);
    expect(story.now.status).toBe("complete");
  });

  test("offers no more items than may be at work; an item that has begun keeps its place between its tasks", () => {
    const story = waved(["a", "b", "c"], 2, started());
    expect(offered(story)).toEqual(["Do a", "Do b"]);
    story.when(dispatched("Do c")).refused("blocked");
    passes("Do a")(story);
    expect(offered(story)).toEqual(["Do b", "Lint a"]);
    dispatched("Do b")(story);
    expect(offered(story)).toEqual(["Lint a"]);
    gets("a")(story);
    expect(offered(story)).toEqual(["Do c"]);
  });

  test("a question about one item holds up nobody else", () => {
    const story = pair();
    ends("Do a", "questions", { questions: [{ question: "Which?", options: ["this", "that"] }] })(
      story,
    );
    expect(openKinds(story)).toEqual(["item-questions"]);
    expect(offered(story)).toEqual(["Do c"]);
    gets("c")(story);
    expect(directive(story.now).do).toBe("ask");
    answered("answer", "this")(story);
    expect(offered(story)).toEqual(["Do a"]);
  });

  test("an item's own artifact brings its own check alone, and its own fix", () => {
    const story = waved(["a", "b"], 2, started());
    passes("Do a")(story);
    expect(
      story.now.tasks.filter((task) => task.subject.startsWith("Lint")).map((task) => task.subject),
    ).toEqual(["Lint a"]);
    passes("Lint a")(story);
    ends("Test a", "fail")(story);
    expect(story.task("Mend a v1")).toMatchObject({
      item: "a",
      writes: ".task/work-a.json",
      who: { agent: "worker", role: "builder" },
    });
    passes("Mend a v1")(story);
    expect(offered(story)).toEqual(["Do b", "Lint a v2"]);
    passes("Lint a v2")(story);
    gets("a")(story);
    expect(isItemDone(story.now, itemOf(story, "a"))).toBe(true);
  });
});

describe("an item that does not get through", () => {
  test("is dropped with what comes after it; the others go on, and the wave is stuck at its end", () => {
    const story = waved(["a", "b < a", "c < b", "d"], 2, started());
    story
      .when(ends("Do a", "failed", { facts: { reason: "the tool is missing" } }))
      .then(
        { type: "dispatched" },
        { type: "accepted" },
        { type: "item_dropped", item: "a", reason: "T4 Do a: the tool is missing" },
        { type: "task_skipped", task: "T4", rule: "dropped" },
        { type: "task_skipped", task: "T5" },
        { type: "task_skipped", task: "T6" },
        { type: "item_dropped", item: "b", reason: "it comes after a, which failed" },
        { type: "task_skipped", task: "T7" },
        { type: "task_skipped", task: "T8" },
        { type: "task_skipped", task: "T9" },
        { type: "item_dropped", item: "c", reason: "it comes after b, which failed" },
        { type: "task_skipped", task: "T10" },
        { type: "task_skipped", task: "T11" },
        { type: "task_skipped", task: "T12" },
      );
    expect(offered(story)).toEqual(["Do d"]);
    gets("d")(story);
    expect(openKinds(story)).toEqual(["gaps"]);
    expect(phase(story)).toBe("blocked");
    answered("go_on", "enough is there")(story);
    expect(story.task("Waves")).toMatchObject({ status: "done", waiver: { kind: "accepted" } });
    expect(offered(story)).toEqual(["Publish"]);
  });

  test("is dropped by its check at the limit of fixes", () => {
    const story = waved(["a", "b"], 1, started());
    passes("Do a")(story);
    passes("Lint a")(story);
    ends("Test a", "fail")(story);
    passes("Mend a v1")(story);
    passes("Lint a v2")(story);
    ends("Test a v2", "fail", { facts: { reason: "two tests are red" } })(story);
    expect(droppedOf(story)).toEqual({ a: "T12 Test a v2: two tests are red", b: null });
    expect(offered(story)).toEqual(["Do b"]);
  });

  test("is dropped where its agent is at its bounds, with what was wrong", () => {
    const story = waved(["a", "b"], 2, started());
    isBounded("Do a")(story);
    expect(droppedOf(story).a).toMatch(
      /^T4 Do a: the agent before you was at its limit \(1000 of 200 tool calls/,
    );
    expect(offered(story)).toEqual(["Do b"]);
  });

  test("is dropped where its check gives no result twice, with what was wrong", () => {
    const story = waved(["a"], 2, started());
    passes("Do a")(story);
    passes("Lint a")(story);
    endsInvalid("Test a", false)(story);
    expect(droppedOf(story).a).toBeNull();
    endsInvalid("Test a", false)(story);
    expect(droppedOf(story).a).toBe("T5 Test a: status: found nothing");
    expect(openKinds(story)).toEqual(["gaps"]);
  });

  test("may be asked about first: again, or dropped", () => {
    const story = waved(["a", "b"], 2, started());
    isLost("Do a")(story);
    isLost("Do a")(story);
    expect(openKinds(story)).toEqual(["item-stuck"]);
    expect(offered(story)).toEqual(["Do b"]);
    answered("again")(story);
    expect(offered(story)).toEqual(["Do a", "Do b"]);
    isLost("Do a")(story);
    isLost("Do a")(story);
    answered("drop")(story);
    expect(droppedOf(story)).toEqual({ a: "T4 Do a: its host died", b: null });
    gets("b")(story);
    expect(openKinds(story)).toEqual(["gaps"]);
  });

  test("may end the run as failed: by its own word, by a check, and by the person's", () => {
    const own = waved(["a", "b"], 2, started());
    ends("Do a", "hopeless", { facts: { reason: "it cannot be done" } })(own);
    expect(own.now).toMatchObject({ status: "failed", reason: "T4 Do a: it cannot be done" });
    expect(phase(own)).toBe("failed");
    expect(own.now.tasks.every(isOver)).toBe(true);
    expect(isItemDone(own.now, itemOf(own, "b"))).toBe(false);

    const checked = waved(["a"], 2, started());
    passes("Do a")(checked);
    passes("Lint a")(checked);
    ends("Test a", "broken")(checked);
    expect(checked.now).toMatchObject({ status: "failed", reason: "T5 Test a: broken" });

    const asked = waved(["a", "b"], 2, started());
    isLost("Do a")(asked);
    isLost("Do a")(asked);
    answered("fail")(asked);
    expect(asked.now).toMatchObject({
      status: "failed",
      reason: "T4 Do a: its host died",
      questions: [],
    });
  });
});

describe("a wave that is done anew", () => {
  test("from its plan on has the items of the new plan; nothing of the old ones is ready or counts", () => {
    const story = waved(["a", "b"], 2, started());
    gets("a")(story);
    dispatched("Do b")(story);
    command({ do: "change", request: request("Another") })(story);
    answered("planning")(story);
    expect(offered(story)).toEqual(["Plan v2"]);
    expect(story.now.items).toEqual([]);
    expect(story.now.tasks.filter((task) => !task.void).map((task) => task.subject)).toEqual([
      "Plan v2",
      "Waves v2",
      "Publish v2",
    ]);
    expect(story.now.void_calls).toMatchObject([{ call: "call-T7.1" }]);
    ends("Plan v2", "done", {
      facts: { plan: { items: [item("b", "painter"), item("z < b")], width: 1 } },
    })(story);
    expect(story.now.items).toMatchObject([{ item: "b" }, { item: "z", after: ["b"] }]);
    expect(offered(story)).toEqual(["Do b v2"]);
    // Whoever had the item before does not matter: it has another role.
    expect(story.task("Do b v2").who).toMatchObject({ model: "painter", role: "painter" });
    until()(story);
    expect(story.now.status).toBe("complete");
  });

  test("from itself on makes its items again, as the plan has them", () => {
    const story = waved(["a", "b"], 2, started());
    gets("b")(story);
    ends("Do a", "failed")(story);
    answered("anew")(story);
    expect(droppedOf(story)).toEqual({ a: null, b: null });
    expect(offered(story)).toEqual(["Do a v2", "Do b v2"]);
    expect(
      story.now.tasks
        .filter((task) => !task.void && task.version === 1)
        .map((task) => task.subject),
    ).toEqual(["Plan"]);
    until()(story);
    expect(story.now.status).toBe("complete");
  });
});

describe("cancel and restart", () => {
  test("another session goes on where it stood: the same items in the same places", () => {
    const story = waved(["a", "b", "c"], 2, started());
    dispatched("Do b")(story);
    dispatched("Do a")(story);
    const batches = story.batches.map((batch) => structuredClone(batch));
    let folded: Run | null = null;
    for (const batch of batches) folded = evolve(folded, batch);
    expect(folded).toEqual(story.run);
    expect(readyTasks(folded!)).toEqual(readyTasks(story.now));
    command({ do: "attach", session: "s2", host: { pid: 7, start: "7" }, force: false })(story);
    expect(offered(story)).toEqual(["Do a", "Do b"]);
    story.when(dispatched("Do c")).refused("blocked");
  });
});

randomRuns(waves, says);

/** Items of which a task is at work. */
const atWork = (run: Run): PlannedItem[] => [
  ...new Set(
    run.tasks
      .filter((task) => task.status === "running")
      .flatMap((task) => itemOfTask(run, task) ?? []),
  ),
];

function holds(property: (list: Move[]) => void): void {
  let why: unknown;
  const watched = (list: Move[]): void => {
    try {
      property(list);
    } catch (error) {
      why = error;
      throw error;
    }
  };
  const checked = fc.check(fc.property(moves(150), watched), {
    numRuns: runs(40),
    endOnFailure: true,
  });
  if (checked.failed) throw new Error(`seed ${checked.seed}: ${(why as Error).stack}`);
}

describe("in random runs with waves", () => {
  test("an item is at work only when those before it are done, and never more than the width", () => {
    let most = 0;
    const property = (list: Move[]): void => {
      play({ workflow: waves, says }, list, {
        after: ({ now }) => {
          const busy = atWork(now);
          most = Math.max(most, busy.length);
          expect(busy.length).toBeLessThanOrEqual(busy[0]?.width ?? 0);
          for (const one of busy)
            for (const before of now.items!.filter((other) => one.after.includes(other.item)))
              expect(isItemDone(now, before)).toBe(true);
        },
      });
    };
    holds(property);
    // The property is of something: in these runs items do work beside each other.
    for (const list of fc.sample(moves(150), { numRuns: 40, seed: 1 })) property(list);
    expect(most).toBeGreaterThan(1);
  });

  test("where a wave is over each of its items is done, or dropped for a reason of its own or for one before it", () => {
    holds((list) => {
      play({ workflow: waves, says }, list, {
        after: ({ now }) => {
          for (const one of now.items ?? []) {
            if (!now.tasks.some((task) => task.id === one.join && task.status === "done")) continue;
            expect(one.dropped === null ? isItemDone(now, one) : one.dropped !== "").toBe(true);
            const before = now.items!.filter((other) => one.after.includes(other.item));
            if (before.some((other) => other.dropped !== null)) expect(one.dropped).not.toBeNull();
            else if (one.dropped !== null) expect(one.dropped).not.toMatch(/^it comes after/);
          }
        },
      });
    });
  });

  test("what is offered fits, and something is offered wherever something fits", () => {
    holds((list) => {
      play({ workflow: waves, says }, list, {
        after: ({ now }) => {
          if (!isLive(now)) return;
          const ready = now.tasks.filter((task) => task.status === "ready");
          const may = readyTasks(now);
          const begun = (now.items ?? []).filter((one) => {
            const tasks = tasksOfItem(now, one);
            return tasks.some((task) => task.dispatches > 0) && !tasks.every(isOver);
          });
          const all = new Set([...begun, ...may.flatMap((task) => itemOfTask(now, task) ?? [])]);
          const width = now.items?.[0]?.width ?? 1;
          expect(all.size).toBeLessThanOrEqual(width);
          // What is ready and not offered waits for a place.
          if (may.length < ready.length) expect(all.size).toBe(width);
        },
      });
    });
  });
});

describe("driven by its directives alone", () => {
  const HOW = [
    "passes",
    "passes",
    "passes",
    "fails",
    "invalid",
    "lost",
    "bounded",
    "check",
    "quota",
  ] as const;

  /**
   * Does what the directive says until the run asks, waits for the person or is over; how each task
   * ends is chosen.
   */
  function drive(story: Story, choices: readonly number[]): number {
    let steps = 0;
    for (; steps < 400; steps += 1) {
      const next = directive(story.now);
      if (next.do !== "dispatch") break;
      const choice = choices[steps % choices.length]!;
      const task = story.task(next.tasks[choice % next.tasks.length]!);
      const how = HOW[choice % HOW.length]!;
      const nonce = nonceOf(task, task.dispatches + 1);
      const about = { task: task.id, nonce };
      const failed = (failure: string): Command => ({
        do: "check_failed",
        ...about,
        failure,
        message: "no answer",
        detail: "",
      });
      if (how === "passes") passes(task.id)(story);
      else if (how === "invalid") endsInvalid(task.id, false)(story);
      else if (how === "lost") isLost(task.id)(story);
      else if (how === "bounded") isBounded(task.id)(story);
      else {
        dispatched(task.id)(story);
        if (how === "fails") ends(task.id, task.schema === "record" ? "fail" : "failed")(story);
        else story.do(failed(how === "quota" ? "quota" : "timeout"));
      }
    }
    return steps;
  }

  test("whatever fails, the run ends or asks", () => {
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 }),
        (which, choices) => {
          const { items, width } = planned(which);
          const story = waved(items, width, started());
          expect(drive(story, choices)).toBeLessThan(400);
          const over =
            !isLive(story.now) || story.now.questions.length > 0 || story.now.paused !== null;
          expect(over).toBe(true);
        },
      ),
      { numRuns: runs(60) },
    );
  });
});
