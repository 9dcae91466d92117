import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { atCeiling } from "../../src/engine/bounds.ts";
import type { Command } from "../../src/engine/commands.ts";
import { isItemDone } from "../../src/engine/decisions/wave.ts";
import { directive } from "../../src/engine/directive.ts";
import { EVENTS, type EventBody } from "../../src/engine/events.ts";
import { evolve } from "../../src/engine/evolve.ts";
import { gateOf, ownGate } from "../../src/engine/gates.ts";
import { isLive, isOver, looksTogether, type Run, taskOf } from "../../src/engine/run.ts";
import { FREE_TEXT, type Workflow, type WorkGate } from "../../src/engine/workflow.ts";
import { runs } from "../harness/in-full.ts";
import { ENTRY, facts, nonceOf, Story, SUBJECT } from "./given.ts";
import { type Move, moves, play, type Says } from "./random-run.ts";

/** A long play shrinks slowly to little: the seed repeats it, the error says what was wrong. */
function holds(property: (list: Move[], auto: boolean) => void): void {
  let why: unknown;
  const watched = (list: Move[], auto: boolean): void => {
    try {
      property(list, auto);
    } catch (error) {
      why = error;
      throw error;
    }
  };
  const checked = fc.check(fc.property(moves(110), fc.boolean(), watched), {
    numRuns: runs(30),
    endOnFailure: true,
  });
  if (checked.failed) throw new Error(`seed ${checked.seed}: ${(why as Error).stack}`);
}

const fail = (story: Story, why: string): never => {
  const last = story.batches.at(-1)!.map((event) => event.type);
  throw new Error(`${why}; last decision: ${last.join(", ")}`);
};

/**
 * Reviews whose own result was there before these events, in a panel that a fix begins again: they
 * are over, and nobody approved them.
 */
function saidBefore({ tasks }: Run, events: EventBody[]): string[] {
  const panelOf = ({ gate }: { gate: string }): string => gate.split(":")[0]!;
  const mended = tasks.filter(({ id }) => fixesOf(events).includes(id)).map(panelOf);
  return tasks
    .filter((one) => one.outcome !== null && mended.includes(panelOf(one)))
    .map(({ id }) => id);
}

function wellFormed(story: Story): void {
  const run = story.now;
  const over = new Set(
    run.tasks
      .filter((task) => task.status === "done" || task.status === "skipped")
      .map((task) => task.id),
  );
  const asked = new Set(run.questions.map((question) => question.task));
  run.tasks.forEach((task, index) => {
    if (task.id !== `T${index + 1}`) fail(story, `task ${index + 1} is ${task.id}`);
    const open = task.blocked_by.filter((id) => !over.has(id));
    if ((task.status === "ready" || task.status === "running") && open.length > 0)
      fail(story, `${task.id} is ${task.status} before ${open.join(", ")}`);
    // A seat that has voted waits for the others, and so does a review beside others.
    const own = ownGate(story.workflow, run, task);
    const isBeside = own?.gate === "review" && own.beside === true && looksTogether(run);
    const isSeat = (own?.gate === "panel" || isBeside) && task.outcome !== null;
    if (task.status === "waiting" && !asked.has(task.id) && !isSeat)
      fail(story, `${task.id} waits for no question`);
    if (asked.has(task.id) && task.status !== "waiting")
      fail(story, `${task.id} is asked about and ${task.status}`);
    if ((task.status === "running") !== (task.dispatch !== null))
      fail(story, `${task.id} ${task.status}, dispatch`);
    if (task.void && !isOver(task)) fail(story, `${task.id} is void and ${task.status}`);
  });
  const subjects = run.tasks.map((task) => task.subject);
  if (new Set(subjects).size !== subjects.length)
    fail(story, `a subject stands twice in ${subjects.join(" | ")}`);
  const ids = run.questions.map((question) => question.id);
  if (new Set(ids).size !== ids.length) fail(story, `question ids ${ids.join(", ")}`);
  if (!isLive(run)) {
    if (run.questions.length > 0 || !run.tasks.every(isOver))
      fail(story, `the run is ${run.status} and something is open`);
    return;
  }
  if (run.tasks.every((task) => ["blocked", "waiting"].includes(task.status) || isOver(task)))
    if (run.questions.length === 0) fail(story, "nothing is ready, running or asked");
  const waits = run.questions.length > 0 || run.paused !== null;
  if ((run.status === "waiting_for_user") !== waits) fail(story, run.status);
  const next = directive(run, { mirror: true });
  if ((next.do === "held") !== (run.paused !== null))
    fail(story, `held, or not, and its directive is ${next.do}`);
  if (!["dispatch", "ask", "wait", "held"].includes(next.do))
    fail(story, `the directive of a live run is ${next.do}`);
  if (next.do === "dispatch" && atCeiling(run)) fail(story, "it dispatches past its ceiling");
}

/**
 * Holds what is true of every run of a workflow, whatever happens to it. `refold`: what else has to
 * be the same again.
 */
export function randomRuns(
  workflow: Workflow,
  says: Says = () => undefined,
  refold: (run: Run | null) => unknown = () => null,
  options: Record<string, string> = {},
): void {
  const how = Object.values(options).map((value) => `, ${value}`);
  describe(`random runs of ${workflow.name}${how.join("")}`, () => {
    const played = { workflow, says, options };

    test("keep a run well-formed, and decide throws nothing but Refused", () => {
      holds((list, auto) => play(played, list, { after: wellFormed }, auto) && undefined);
    });

    test("write events that the journal's schema and its longest line take", () => {
      holds((list, auto) => {
        const story = play(played, list, {}, auto);
        for (const event of story.batches.flat()) {
          const result = EVENTS[event.type].safeParse(event);
          if (!result.success) fail(story, `${event.type}: ${JSON.stringify(result.error.issues)}`);
          const bytes = Buffer.byteLength(JSON.stringify(event));
          if (bytes > 15_500) fail(story, `${event.type} has ${bytes} bytes`);
        }
      });
    });

    test("invariant 1: the journal gives the same run and the same folds again", () => {
      holds((list, auto) => {
        const story = play(played, list, {}, auto);
        let batched: Run | null = null;
        for (const batch of story.batches) batched = evolve(batched, batch);
        expect(batched).toEqual(story.run);
        expect(refold(batched)).toEqual(refold(story.run));
      });
    });

    test("invariant 1: folding changes nothing that it was given", () => {
      holds((list, auto) => {
        const story = play(played, list.slice(0, 40), {}, auto);
        const batches = structuredClone(story.batches);
        let run: Run | null = null;
        for (const batch of story.batches) {
          const before = structuredClone(run);
          const next = evolve(run, batch);
          expect(run).toEqual(before);
          run = next;
        }
        expect(story.batches).toEqual(batches);
      });
    });

    test("invariant 2: whatever of an agent comes again or late changes nothing", () => {
      const AGENTS = new Set(["ended", "lost", "check_failed", "bind", "check_started"]);
      holds((list, auto) => {
        const late: Command[] = [];
        const story = play(
          played,
          list,
          {
            after: (_story, command) => {
              if (AGENTS.has(command.do)) late.push(command);
            },
          },
          auto,
        );
        // Only what waits for the very dispatch that is at work now may still count.
        const waits = new Set(story.now.tasks.map((task) => task.dispatch?.nonce));
        for (const command of late) {
          if ("nonce" in command && waits.has(command.nonce)) continue;
          if (
            command.do === "bind" &&
            story.now.tasks.some((task) => task.dispatch?.call === command.call)
          )
            continue;
          const before = story.run;
          try {
            expect(story.do(command)).toEqual([]);
          } catch (error) {
            // A check that starts for a task that the run never had is as refused as one that comes
            // late.
            const allowed =
              command.do === "check_started" ? ["void", "unknown_task"] : ["unknown_task"];
            expect(allowed).toContain((error as { code?: string }).code ?? String(error));
          }
          expect(story.run).toBe(before);
        }
      });
    });

    test("invariant 4: a task is done only by an outcome that its table lists, or by the person's own decision", () => {
      holds((list, auto) => {
        play(
          played,
          list,
          {
            after: (story, _command, events) => {
              for (const event of events)
                if (event.type === "task_done") granted(story, event, events);
            },
          },
          auto,
        );
      });
    });

    test("invariant 5: a verdict of another dispatch or on another subject is never accepted", () => {
      holds((list, auto) => {
        play(
          played,
          list,
          {
            after: (story, command, events, before) => {
              const accepted = events.find((event) => event.type === "accepted");
              if (accepted?.type === "accepted") {
                const task = taskOf(before, accepted.task)!;
                expect(command).toMatchObject({
                  do: "ended",
                  nonce: task.dispatch!.nonce,
                  task: task.id,
                });
                const gate = gateOf(story.workflow, story.now, task.gate);
                if (gate.gate === "review" && task.kind !== "fix") {
                  expect(accepted.subject).not.toBeNull();
                  expect(accepted.subject).toBe(task.dispatch!.subject);
                }
              }
            },
          },
          auto,
        );
      });
    });

    test("invariant 9: free text never approves, waives, accepts or goes on to the next task", () => {
      const texts = [
        "approve",
        "Approve",
        "yes",
        "accept",
        "A",
        "overrule",
        "waive",
        "lgtm",
        "approve it",
        "next",
      ];
      holds((list, auto) => {
        const story = play(played, list, {}, auto);
        for (const text of texts)
          for (const open of story.now.questions) {
            if (open.wants_reason !== null) continue;
            const copy = new Story(workflow);
            for (const batch of story.batches) copy.record(batch);
            try {
              const events = copy.do({
                do: "answer",
                question: open.id,
                option: null,
                text,
                via: "dialog",
                session: "s1",
                named: true,
              });
              for (const event of events) {
                expect(event.type).not.toBe("ended");
                // A review that its findings' fix follows is over, and approved nothing.
                if (event.type === "task_done")
                  expect([...fixesOf(events), ...saidBefore(story.now, events)]).toContain(
                    event.task,
                  );
                // What it is taken for is recorded as that, and is never the same once more.
                if (event.type === "answered") expect(FREE_TEXT).toContain(event.option);
                if (event.type === "tests_decided") expect(event.approved).toBe(false);
              }
            } catch (error) {
              expect((error as { code?: string }).code).toBe("free_text");
            }
          }
      });
    });

    test("invariant 10: cancel works in every state of a live run, and nothing moves afterwards", () => {
      const STILL = new Set([
        "delivered",
        "host_task",
        "host_blocked",
        "host_completed",
        "agent_gone",
        "released",
        "bound",
        // What comes to light behind the end stands in the report.
        "noticed",
      ]);
      holds((list, auto) => {
        const story = play(played, list, {}, auto);
        if (!isLive(story.now)) return;
        story.do({ do: "cancel", reason: "enough" });
        expect(story.now).toMatchObject({ status: "cancelled", reason: "enough", questions: [] });
        expect(directive(story.now).do).toBe("stopped");
        wellFormed(story);
        for (const move of list) {
          const from = story.batches.length;
          try {
            story.do(asCommand(story, move));
          } catch {}
          for (const event of story.batches.slice(from).flat()) expect(STILL).toContain(event.type);
        }
      });
    });
  });
}

const fixesOf = (events: EventBody[]): (string | null)[] =>
  events.map((event) => (event.type === "task_created" ? event.fixes : null));

/** A command of an agent or the host for a run that is over. */

function asCommand(story: Story, { pick, spice }: Move): Command {
  const task = story.now.tasks[pick % story.now.tasks.length]!;
  const nonce = nonceOf(task);
  const artifact = facts("approved");
  const commands: Command[] = [
    {
      do: "ended",
      task: task.id,
      nonce,
      blockable: true,
      subject: SUBJECT,
      result: { ok: true, artifact },
    },
    { do: "lost", task: task.id, nonce, why: "gone" },
    { do: "attach", session: "s9", host: null, force: true },
    { do: "second_request", start: ENTRY, request: story.now.request },
    { do: "deliver", directive: "stopped:cancelled", session: "s1", reminder: false },
    {
      do: "answer",
      question: `Q${pick}`,
      option: "approve",
      text: null,
      via: "cli",
      session: null,
    },
    { do: "change", request: story.now.request },
    { do: "notice", what: "late", key: "k", text: "Something", hold: true },
  ];
  return commands[spice % commands.length]!;
}

function granted(
  story: Story,
  event: EventBody & { type: "task_done" },
  events: EventBody[],
): void {
  const task = story.task(event.task);
  const gate = gateOf(story.workflow, story.now, task.gate);
  const chosen = events.some((one) => one.type === "answered");
  if (event.waiver !== null) {
    if (!chosen) fail(story, `${task.id} has a waiver that nobody decided`);
    if (event.waiver.reason.trim() === "") fail(story, `${task.id} is waived without a reason`);
    return;
  }
  // A checkpoint has no artifact, and of a panel's seats all decide together.
  if (gate.gate === "checkpoint" || gate.gate === "panel") return;
  if (gate.gate === "wave") {
    const open = (story.now.items ?? []).filter(
      (one) => one.join === task.id && !isItemDone(story.now, one),
    );
    if (open.length > 0 && !chosen)
      fail(story, `${task.id} is done although ${open[0]!.item} is not`);
    return;
  }
  const { on } = (ownGate(story.workflow, story.now, task) ?? { on: { done: "next" } }) as Pick<
    WorkGate,
    "on"
  >;
  const move = Object.hasOwn(on, task.outcome ?? "") ? on[task.outcome!] : undefined;
  if (move === undefined) fail(story, `${task.id} is done with the outcome ${task.outcome}`);
  const asks = typeof move === "object" && "ask" in move;
  if (asks && !chosen && !events.some((one) => one.type === "auto_approved"))
    fail(story, `${task.id} is done although "${task.outcome}" has to be decided`);
}
