import fc from "fast-check";
import type { Command } from "../../src/engine/commands.ts";
import { Refused } from "../../src/engine/commands.ts";
import { directive } from "../../src/engine/directive.ts";
import type { EventBody, Facts } from "../../src/engine/events.ts";
import { gateOf, ownGate } from "../../src/engine/gates.ts";
import { isLive, type Run, type Task } from "../../src/engine/run.ts";
import type { Workflow } from "../../src/engine/workflow.ts";
import type { Settings } from "../../src/settings.ts";
import {
  ENTRY,
  facts,
  HOST,
  hash,
  nonceOf,
  request,
  Story,
  SUBJECT,
  started,
  subjectNow,
  until,
} from "./given.ts";

/** One random thing that happens; what it means depends on where the run stands by then. */
export interface Move {
  what: (typeof KINDS)[number];
  pick: number;
  spice: number;
}

const KINDS = [
  ...Array<"work">(24).fill("work"),
  ...Array<"answer">(12).fill("answer"),
  "verdict",
  "dispatch",
  "invalid",
  "lost",
  "check",
  "bounded",
  "api",
  "go_on",
  "edited",
  "foreign",
  "repeat",
  "host",
  "attach",
  "change",
  "second",
  "notice",
  "cancel",
] as const;

export const moves = (length: number): fc.Arbitrary<Move[]> =>
  fc.array(
    fc.record({ what: fc.constantFrom(...KINDS), pick: fc.nat(1000), spice: fc.nat(1000) }),
    {
      minLength: length / 2,
      maxLength: length,
      size: "max",
    },
  );

const ODD = ["bogus", "constructor", "__proto__", "toString", ""];
const TEXTS = [null, "", "  ", "approve", "because it is fine", "yes\u0000".repeat(4_000)];
const OPTIONS = [null, "back", "approve", "accept", "stop", "continue", "constructor", "bogus"];

const at = <T>(list: readonly T[], index: number): T | undefined =>
  list[index % Math.max(1, list.length)];

/**
 * Mostly something new after a fix; now and then what it was before any, as when fixes undo each
 * other.
 */
const subjectFor = (story: Story, pick: number): string =>
  pick % 4 === 0 ? SUBJECT : subjectNow(story);
/** What a task was dispatched on. */
const reviewedBy = (task: Task): string => task.dispatch?.subject ?? SUBJECT;

function dispatch(task: Task, spice: number, subject: string): Command {
  const next = task.dispatches + 1;
  return {
    do: "dispatch",
    task: task.id,
    call: `call-${task.id}.${next}`,
    nonce: nonceOf(task, next),
    agentType: task.who.agent,
    session: spice % 7 === 0 ? "s2" : "s1",
    host: HOST,
    brief: hash("brief"),
    subject,
    check: task.who.provider !== undefined,
  };
}

function outcomes(story: Story, task: Task): string[] {
  const gate =
    ownGate(story.workflow, story.now, task) ?? gateOf(story.workflow, story.now, task.gate);
  return gate.gate === "checkpoint" ? [] : Object.keys(gate.on);
}

function verdict(
  story: Played,
  task: Task,
  outcome: string,
  subject: string | null,
  spice = 0,
): Command {
  const asks = outcome === "questions" || outcome === "needs_clarification";
  const questions = asks
    ? [1, 2].map((n) => ({ question: `What ${n}?`, options: ["this", "that"] }))
    : [];
  const findings = outcome.startsWith("needs_ch")
    ? [{ id: `F${story.batches.length}`, severity: "major" as const, outside: false }]
    : [];
  const said = story.random(story, task, spice);
  const artifact = facts(outcome, {
    questions,
    findings,
    assumptions: ["It is small."],
    facts: said,
  });
  return {
    do: "ended",
    task: task.id,
    nonce: nonceOf(task),
    blockable: true,
    subject,
    result: { ok: true, artifact },
  };
}

/** The command that a random move means now; null: nothing fits. */
export function commandOf(
  story: Played,
  { what, pick, spice }: Move,
  past: Command[],
): Command | null {
  const run = story.now;
  const ready = at(
    run.tasks.filter((task) => task.status === "ready"),
    pick,
  );
  const running = at(
    run.tasks.filter((task) => task.status === "running"),
    pick,
  );
  const any = at(run.tasks, pick)!;
  switch (what) {
    case "work":
      // Now and then a second task beside the first.
      if (running && !(ready && spice % 5 === 1))
        return verdict(
          story,
          running,
          at(outcomes(story, running), spice % 3 === 0 ? spice : 0)!,
          reviewedBy(running),
        );
      return ready ? dispatch(ready, 1, subjectFor(story, pick)) : null;
    case "verdict":
      return running
        ? verdict(
            story,
            running,
            at([...outcomes(story, running), ...ODD], spice)!,
            reviewedBy(running),
            pick,
          )
        : null;
    case "answer": {
      const open = at(run.questions, pick);
      if (!open)
        return {
          do: "answer",
          question: `Q${pick}`,
          option: "approve",
          text: null,
          via: "cli",
          session: null,
        };
      // Mostly an answer that counts, so that a run gets far.
      const options =
        spice % 5 === 0 ? OPTIONS : spice % 3 === 0 ? open.options : open.options.slice(0, 1);
      const text = spice % 7 === 0 ? at(TEXTS, pick)! : "because";
      return {
        do: "answer",
        question: open.id,
        option: at(options, spice) ?? null,
        text,
        via: "dialog",
        session: "s1",
        // Now and then one that the person has not seen.
        named: spice % 11 !== 0,
      };
    }
    case "dispatch":
      return dispatch(any, spice, subjectFor(story, pick));
    case "invalid": {
      if (!running) return null;
      const problems = ["x\u0001".repeat(5_000), "y"];
      const blockable = spice % 2 === 0;
      const result = { ok: false as const, problems, sha: null };
      const subject = spice % 5 === 0 ? "edited" : reviewedBy(running);
      return { do: "ended", task: running.id, nonce: nonceOf(running), blockable, subject, result };
    }
    case "lost":
      return running
        ? { do: "lost", task: running.id, nonce: nonceOf(running), why: "gone" }
        : null;
    case "check": {
      if (!running) return null;
      const nonce = nonceOf(running);
      if (spice % 3 === 0) return { do: "check_started", task: running.id, nonce, process: HOST };
      const failure = spice % 3 === 1 ? "quota" : "timeout";
      return { do: "check_failed", task: running.id, nonce, failure, message: "m", detail: "d" };
    }
    case "bounded":
    case "api": {
      if (!running) return null;
      const problems = ["the file is not there"];
      const spent = { tool_calls: spice * 10, minutes: pick / 10, tokens: pick * 30_000 };
      const failure =
        what === "api"
          ? {
              failure: spice % 2 === 0 ? "rate_limit" : "model_not_found",
              message: "m\u0003".repeat(3_000),
              until: null,
            }
          : null;
      if (what === "api" && spice % 3 === 0) return { do: "hold", failure: failure! };
      const result = { ok: false as const, problems, sha: null };
      const nonce = nonceOf(running);
      const subject = reviewedBy(running);
      return {
        do: "ended",
        task: running.id,
        nonce,
        blockable: spice % 2 === 0,
        subject,
        spent,
        failure,
        result,
      };
    }
    case "go_on":
      return { do: "go_on" };
    case "edited":
      return running
        ? verdict(story, running, "approved", spice % 2 === 0 ? "edited" : null)
        : null;
    case "foreign": {
      const stale = { ...any, dispatches: any.dispatches - 1 };
      return {
        ...verdict(story, any, "approved", reviewedBy(any)),
        nonce: nonceOf(stale),
      } as Command;
    }
    case "repeat":
      return at(past, pick) ?? null;
    case "host": {
      const others: Command[] = [
        { do: "bind", task: any.id, call: `call-${any.id}.${any.dispatches}`, agent: `a${pick}` },
        { do: "deliver", directive: directive(run).id, session: "s1", reminder: spice % 2 === 0 },
        { do: "host_task", task: any.id, hostTask: String(pick) },
        { do: "host_blocked", task: any.id, by: any.blocked_by },
        { do: "host_completed", task: any.id },
        { do: "gone", call: run.void_calls[0]?.call ?? "none" },
        { do: "release" },
      ];
      return at(others, spice)!;
    }
    case "attach":
      return {
        do: "attach",
        session: spice % 2 === 0 ? "s1" : "s2",
        host: HOST,
        force: pick % 2 === 0,
      };
    case "change":
      return spice % 5 === 0 ? { do: "change", request: request(`Change ${pick}`) } : null;
    case "second":
      return spice % 5 === 0
        ? { do: "second_request", start: ENTRY, request: request(`Second ${pick}`) }
        : null;
    case "notice":
      return {
        do: "notice",
        what: "tried",
        key: `k${spice % 7}`,
        text: `Something ${pick}`,
        hold: pick % 3 === 0,
      };
    case "cancel":
      return spice % 9 === 0 ? { do: "cancel", reason: "c\u0002".repeat(3_000) } : null;
  }
}

export interface Watch {
  /** After every decision. */
  after?: (story: Story, command: Command, events: EventBody[], before: Run) => void;
}

/** What an artifact says beside its outcome, by a random number; 0: when all goes well. */
export type Says = (story: Story, task: Task, spice: number) => Facts | undefined;

/** A run that is played at random. */
export class Played extends Story {
  constructor(
    workflow: Workflow,
    readonly random: Says,
  ) {
    super(workflow, (story, task) => random(story, task, 0));
  }
}

/** `options`: of each run. */
interface PlayedOn {
  workflow: Workflow;
  says: Says;
  options?: Record<string, string>;
}

/**
 * Plays random moves; what the engine refuses is part of the play, what it throws otherwise is not.
 */
export function play(
  { workflow, says, options = {} }: PlayedOn,
  list: Move[],
  { after }: Watch = {},
  auto = false,
  settings: Partial<Settings> = {},
): Played {
  const story = new Played(workflow, says);
  const past: Command[] = [];
  // A third of all runs has a ceiling that a few bounded agents reach.
  const ceiling = (list[0]?.spice ?? 0) % 3 === 0 ? { ceiling_tokens: 40_000_000 } : {};
  const chosen = { ...ceiling, ...settings };
  started({ auto, settings: chosen, options })(story);
  // The early tasks would take up most of every play.
  const work = story.now.tasks.filter((task) => task.brief !== "");
  until(at(work, list[0]?.pick ?? 0)!.id)(story);
  let runs = 1;
  for (const move of list) {
    if (!isLive(story.now) && move.spice % 5 === 0) {
      past.length = 0;
      started({ auto, settings: chosen, options, run: `${workflow.name}-0000000${++runs % 10}` })(
        story,
      );
    }
    const command = commandOf(story, move, past);
    if (command === null) continue;
    past.push(command);
    try {
      const before = story.now;
      const events = story.do(command);
      after?.(story, command, events, before);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
  return story;
}
