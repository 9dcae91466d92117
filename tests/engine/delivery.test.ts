// Guarantee: No run stands still in silence.
// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Refused } from "../../src/engine/commands.ts";
import { type Directive, directive, giving, wasReminded } from "../../src/engine/directive.ts";
import type { EventBody } from "../../src/engine/events.ts";
import { isLive } from "../../src/engine/run.ts";
import { mainUsed } from "../../src/render/report/cost.ts";
import { mainMoney } from "../../src/workflows/money/money.ts";
import { runs } from "../harness/in-full.ts";
import {
  answered,
  command,
  dispatched,
  ENTRY,
  ends,
  type Given,
  given,
  isLost,
  nonceOf,
  openKinds,
  readyOf,
  request,
  type Step,
  Story,
  started,
  subjectNow,
  until,
} from "./given.ts";

/** Up to where the tests have run and the first review of what was built is ready. */
const built = (): Story => {
  const story = given(
    started(),
    ends("T1", "done", { commands: ["bun test"] }),
    answered("approve"),
    ends("T10", "pass"),
    until("T6"),
    ends("T6", "complete"),
    ends("Tests", "pass"),
  );
  expect(readyOf(story)).toEqual(["T7"]);
  return story;
};

const idOf = (story: Story): string => directive(story.now).id;

describe("the id of a directive", () => {
  test("is another one when a task was sent back before its dispatch and is ready again", () => {
    const story = built();
    const first = idOf(story);
    dispatched("T7", { subject: "edited" })(story);
    const tests = idOf(story);
    ends("Tests v2", "pass", { subject: "edited" })(story);
    expect(readyOf(story)).toEqual(["T7"]);
    expect(new Set([first, tests, idOf(story)]).size).toBe(3);
  });

  const cases: Record<string, Step[]> = {
    "a pause": [
      command({ do: "hold", failure: { failure: "rate_limit", message: "m", until: null } }),
      command({ do: "go_on" }),
    ],
    "a question about the run": [
      command({ do: "second_request", start: ENTRY, request: request("More") }),
      answered("leave"),
    ],
    "a lost agent": [dispatched("T7"), isLost("T7")],
    "a stale verdict": [dispatched("T7"), ends("T7", "approved", { subject: "edited" })],
  };
  test.each(Object.keys(cases))("is another one after %s", (name) => {
    const story = built();
    const before = idOf(story);
    for (const step of cases[name]!) step(story);
    expect(readyOf(story)).toEqual(["T7"]);
    expect(idOf(story)).not.toBe(before);
  });

  test("stays while nothing moves", () => {
    const story = built();
    const before = idOf(story);
    command({ do: "deliver", directive: before, session: "s1", reminder: false })(story);
    command({ do: "host_task", task: "T7", hostTask: "9" })(story);
    expect(idOf(story)).toBe(before);
  });
});

/** Events that make of what is due something else, although it has the same name. */
const MOVES = new Set([
  "returned",
  "task_blocked",
  "went_on",
  "answered",
  "question_closed",
  "reason_wanted",
]);

/**
 * A run that holds after each decision that two states of affairs never share an id, and that one
 * that stays keeps it.
 */
class Watched extends Story {
  private readonly seen = new Map<string, { affairs: string; tasks: string[]; over: boolean }>();
  private last = "";

  override record(bodies: EventBody[]): void {
    super.record(bodies);
    for (const event of bodies)
      for (const one of this.seen.values())
        if (
          event.type === "went_on" ||
          (event.type === "returned" && one.tasks.includes(event.task))
        )
          one.over = true;
    const { id, tasks, ...next } = directive(this.now);
    const affairs = JSON.stringify([next.do, tasks, next.questions]);
    const types = bodies.map((one) => one.type);
    const known = this.seen.get(id);
    if (known && known.affairs !== affairs)
      throw new Error(`${id} is ${affairs}, and was ${known.affairs}`);
    if (known?.over && next.do === "dispatch") throw new Error(`${id} comes again after ${types}`);
    if (
      this.seen.get(this.last)?.affairs === affairs &&
      id !== this.last &&
      !types.some((one) => MOVES.has(one))
    )
      throw new Error(`${this.last} became ${id} by ${types}`);
    this.seen.set(id, { affairs, tasks, over: false });
    this.last = id;
  }
}

/** A session whose main thread does what it is told, and now and then does not. */
class Session {
  /** What the main thread was told in the turn that it is in; null: its turn is over. */
  private told: Directive | null = null;
  edits = 0;

  constructor(
    readonly story: Story,
    readonly chance: () => number,
  ) {}

  private tree(): string {
    return `${subjectNow(this.story)}.${this.edits}`;
  }

  /** Gives the directive as a hook does. True: it was given, so the main thread has a turn. */
  private give(mode: "once" | "reminder" | "always"): boolean {
    const run = this.story.now;
    const next = directive(run);
    const { give, reminder } = giving(run, next, "s1", mode);
    if (!give) return false;
    this.story.do({ do: "deliver", directive: next.id, session: "s1", reminder });
    this.told = next;
    return true;
  }

  /** A prompt, a slash command, or an answer in the dialog. */
  prompt(): void {
    this.story.do({ do: "go_on" });
    this.give("always");
    this.turn();
  }

  /** The main thread's turn, to its end. */
  private turn(): void {
    while (this.told !== null) {
      const { do: due, tasks } = this.told;
      this.told = null;
      if (due === "dispatch" && this.chance() > 0.15) {
        for (const id of tasks) this.call(id);
        // The launch of a background call ends the turn without a Stop when nothing else is due.
        if (directive(this.story.now).do === "wait") return;
      }
      if (this.told === null) this.stop();
    }
  }

  private stop(): void {
    const next = directive(this.story.now);
    if (wasReminded(this.story.now, next, "s1")) this.story.do({ do: "unheeded" });
    const due = directive(this.story.now);
    if (
      due.do === "dispatch" ||
      (due.do === "ask" && this.story.now.delivered?.directive !== due.id)
    )
      this.give("reminder");
  }

  private call(id: string): void {
    if (this.chance() < 0.2) this.edits += 1;
    try {
      dispatched(id, { subject: this.tree() })(this.story);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    // A denial says what comes next.
    if (this.story.task(id).status !== "running" && directive(this.story.now).do !== "wait") {
      this.told = directive(this.story.now);
      // A hook may be killed behind its answer.
      if (this.chance() < 0.7) this.give("once");
    }
  }

  /** A running agent or check ends, and its notification comes. */
  ends(): void {
    const running = this.story.now.tasks.filter((task) => task.status === "running");
    const task = running[Math.floor(this.chance() * running.length)];
    if (!task) return;
    if (this.chance() < 0.15) this.edits += 1;
    const subject = this.tree();
    const nonce = nonceOf(task);
    if (this.chance() < 0.1) this.story.do({ do: "lost", task: task.id, nonce, why: "gone" });
    else {
      const outcome = task.who.program ? "pass" : this.outcomeOf(task.id);
      const findings =
        outcome === "needs_changes"
          ? [{ id: "F1", severity: "major" as const, outside: false }]
          : [];
      const commands = task.id === "T1" ? ["bun test"] : [];
      ends(task.id, outcome, { subject, findings, commands })(this.story);
    }
    const next = directive(this.story.now);
    if (next.do === "wait") return;
    if (this.give(wasReminded(this.story.now, next, "s1") ? "always" : "once")) this.turn();
  }

  private outcomeOf(id: string): string {
    const task = this.story.task(id);
    if (task.kind === "fix" || !/Review/.test(task.subject))
      return task.schema === "work" ? "complete" : "done";
    return this.chance() < 0.25 ? "needs_changes" : "approved";
  }

  /** The API fails while something is due, or the person asks for something else. */
  pauses(): void {
    if (this.chance() < 0.5)
      this.story.do({ do: "hold", failure: { failure: "rate_limit", message: "m", until: null } });
    else this.story.do({ do: "second_request", start: ENTRY, request: request("More") });
    this.prompt();
  }

  /** The person answers what is asked. */
  answers(): void {
    const open = this.story.now.questions[0];
    if (!open) return;
    const option = open.options[0]!;
    this.story.do({
      do: "answer",
      question: open.id,
      option,
      text: "because",
      via: "prompt",
      session: "s1",
      named: true,
    });
    this.prompt();
  }
}

describe("random sessions", () => {
  test("a run is never live with nothing at work, nothing asked and nobody told; two states never share an id", () => {
    const session = (seeds: number[]): void => {
      let at = 0;
      const chance = (): number => (seeds[at++ % seeds.length]! % 1000) / 1000;
      const story = new Watched();
      started()(story);
      const one = new Session(story, chance);
      one.prompt();
      for (let step = 0; step < 150 && isLive(story.now); step += 1) {
        const run = story.now;
        const next = directive(run);
        const works = run.tasks.some((task) => task.status === "running");
        // The turn is over here: without an agent at work, a question or a pause that was told,
        // nothing would ever move.
        if (!works && next.do !== "ask" && next.do !== "held")
          throw new Error(
            `stands still: ${next.id}; ${story.batches.at(-1)!.map((event) => event.type)}`,
          );
        if (next.do === "ask" && run.delivered?.directive !== next.id)
          throw new Error(`${next.id} was asked of nobody`);
        if (works && chance() < 0.05) one.pauses();
        else if (works) one.ends();
        else if (next.do === "ask") one.answers();
        else one.prompt();
      }
    };
    fc.assert(fc.property(fc.array(fc.nat(9999), { minLength: 40, maxLength: 200 }), session), {
      numRuns: runs(60),
      endOnFailure: true,
    });
  });
});

test("what the main thread used is counted from each session's first directive of the run", () => {
  const told = (session: string, requests: number, tokens: number): Step =>
    command({
      do: "deliver",
      directive: "d",
      session,
      reminder: false,
      main: { requests, tokens },
    });
  expect(mainUsed(given(started()).now)).toBeNull();
  const both = given(
    started(),
    told("s1", 40, 9_000),
    told("s1", 42, 9_600),
    told("s2", 0, 0),
    told("s2", 3, 300),
  );
  expect(mainUsed(both.now)).toEqual({ requests: 5, tokens: 900 });
  // Its counts by model come along, and those from before the run are none of it.
  const counted = (tokens: number): Step => {
    const main = { requests: 1, tokens, used: { "claude-opus-5-5": [tokens, 0, 0, 0] } };
    return command({ do: "deliver", directive: "d", session: "s1", reminder: false, main });
  };
  const priced = given(started(), counted(5_000_000), counted(6_000_000)).now;
  expect(mainMoney(priced)).toEqual({ usd: 4, unknown: [] });
});

describe("a directive that the main thread leaves undone", () => {
  const undone = (): Given => given(started(), until("T2"), command({ do: "unheeded" }));

  test("the run waits for the person, and says for what", () => {
    const story = undone();
    expect(story.now).toMatchObject({
      status: "waiting_for_user",
      paused: { failure: "unheeded", task: null },
    });
    expect(story.now.paused!.message).toStartWith("T2 ");
    expect(directive(story.now).do).toBe("held");
  });

  test("what is done late counts", () => {
    const story = undone();
    story.when(dispatched("T2")).then({ type: "went_on" }, { type: "dispatched", task: "T2" });
    expect(story.now.status).toBe("running");
  });

  test("while another task is at work its end brings it again, so nothing waits", () => {
    const story = given(started(), until("T2"), dispatched("T2"));
    story.when(command({ do: "unheeded" })).nothing();
    expect(openKinds(story)).toEqual([]);
  });
});
