import { expect } from "bun:test";
import type { ArtifactFacts, Command, CommandOf } from "../../src/engine/commands.ts";
import { Refused } from "../../src/engine/commands.ts";
import { decide } from "../../src/engine/decide.ts";
import { readyTasks } from "../../src/engine/decisions/wave.ts";
import { directive } from "../../src/engine/directive.ts";
import type { EventBody, Facts, Recorded } from "../../src/engine/events.ts";
import { evolve } from "../../src/engine/evolve.ts";
import { gateOf, ownGate } from "../../src/engine/gates.ts";
import type { Request, Run, Task } from "../../src/engine/run.ts";
import { isWork, type Workflow } from "../../src/engine/workflow.ts";
import { phaseOf } from "../../src/render/phase.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/settings.ts";
import { small } from "./small.ts";

/** A hash that names what it is made of. */
export const hash = (name: string): string =>
  new Bun.CryptoHasher("sha256").update(name).digest("hex");
export const HOST = { pid: 100, start: "1" };
/** How a second request is started. */
export const ENTRY = { workflow: "small", entry: "start", auto: false, options: {} };
export const request = (text: string): Request => ({ text, sha: hash(text), bytes: text.length });

/**
 * A run that commands drive, with its journal as it would stand on disk: one batch for each
 * decision.
 */
export class Story {
  run: Run | null = null;
  readonly batches: Recorded[][] = [];

  /** `says`: what a task's artifact says beside its outcome, when all goes well. */
  constructor(
    readonly workflow: Workflow = small,
    readonly says: (story: Story, task: Task) => Facts | undefined = () => undefined,
  ) {}

  /** Decides, records, folds. @throws Refused */
  do(command: Command): EventBody[] {
    const bodies = decide(this.workflow, this.run, command);
    this.record(bodies);
    return bodies;
  }

  record(bodies: EventBody[]): void {
    if (bodies.length === 0) return;
    const first = this.batches.flat().length + 1;
    const at = new Date(Date.UTC(2026, 0, 1) + first * 1000).toISOString();
    const batch = bodies.map((body, index) => ({ ...body, seq: first + index, at, prev: "" }));
    this.batches.push(batch);
    this.run = evolve(this.run, batch);
  }

  get now(): Run {
    if (this.run === null) throw new Error("the story has no run yet");
    return this.run;
  }

  /** By id, or the newest task with that subject. */
  task(name: string): Task {
    const found = this.now.tasks.findLast((one) => one.id === name || one.subject === name);
    if (!found)
      throw new Error(
        `no task ${name}; there are ${this.now.tasks.map((one) => one.subject).join(", ")}`,
      );
    return found;
  }
}

/** Something that happens; it may take several decisions. */
export type Step = (story: Story) => void;

export const command =
  (given: Command): Step =>
  (story) => {
    story.do(given);
  };

export const started =
  (
    over: Partial<Omit<CommandOf<"start">, "settings">> & { settings?: Partial<Settings> } = {},
  ): Step =>
  (story) => {
    story.do({
      do: "start",
      run: `${story.workflow.name}-00000001`,
      version: "0.1.0",
      workflow: story.workflow.name,
      entry: "start",
      request: request("Add a greeting"),
      auto: false,
      session: "s1",
      host: HOST,
      ...over,
      settings: { ...DEFAULT_SETTINGS, ...over.settings },
    });
  };

export const nonceOf = (task: Task, dispatches = task.dispatches): string =>
  hash(`nonce ${task.id}.${dispatches}`);

/** What a task is about before anything was fixed. */
export const SUBJECT = "subject-1";
/** What a task is about now, when nobody edits: every fix that has ended left something new. */
export const subjectNow = (story: Story): string =>
  `subject-${1 + story.now.tasks.filter((task) => task.kind === "fix" && task.status === "done").length}`;

export const dispatched =
  (name: string, over: Partial<CommandOf<"dispatch">> = {}): Step =>
  (story) => {
    const task = story.task(name);
    story.do({
      do: "dispatch",
      task: task.id,
      call: `call-${task.id}.${task.dispatches + 1}`,
      nonce: nonceOf(task, task.dispatches + 1),
      agentType: `multi-ai:${task.who.agent}`,
      session: "s1",
      host: HOST,
      brief: hash("brief"),
      subject: subjectNow(story),
      check: false,
      ...over,
    });
  };

export const facts = (outcome: string, over: Partial<ArtifactFacts> = {}): ArtifactFacts => ({
  sha: hash(`artifact ${outcome}`),
  outcome,
  findings: [],
  prior: [],
  questions: [],
  assumptions: [],
  reason: null,
  ...over,
});

interface How extends Partial<ArtifactFacts> {
  subject?: string | null;
}

/**
 * The task is dispatched, unless it is already running, and its agent ends with a valid artifact.
 */
export const ends =
  (name: string, outcome: string, { subject, ...over }: How = {}): Step =>
  (story) => {
    if (story.task(name).status === "ready") dispatched(name)(story);
    const task = story.task(name);
    story.do({
      do: "ended",
      task: task.id,
      nonce: nonceOf(task),
      blockable: true,
      subject: subject === undefined ? subjectNow(story) : subject,
      result: { ok: true, artifact: facts(outcome, over) },
    });
  };

/** The agent of a running task ends with something that does not count. */
export const endsInvalid =
  (name: string, blockable = true, died?: string): Step =>
  (story) => {
    if (story.task(name).status === "ready") dispatched(name)(story);
    const task = story.task(name);
    const result = { ok: false as const, problems: ["status: found nothing"], sha: null };
    const of = { task: task.id, nonce: nonceOf(task), blockable, subject: subjectNow(story), died };
    story.do({ do: "ended", ...of, result });
  };

export const isLost =
  (name: string): Step =>
  (story) => {
    if (story.task(name).status === "ready") dispatched(name)(story);
    const task = story.task(name);
    story.do({ do: "lost", task: task.id, nonce: nonceOf(task), why: "its host died" });
  };

/** The external reviewer of a task gives no verdict. */
export const checkFails =
  (name: string): Step =>
  (story) => {
    dispatched(name, { check: true })(story);
    const task = story.task(name);
    const nonce = nonceOf(task);
    story.do({ do: "check_started", task: task.id, nonce, process: { pid: 200, start: "2" } });
    story.do({
      do: "check_failed",
      task: task.id,
      nonce,
      failure: "timeout",
      message: "no answer",
      detail: "30 min",
    });
  };

/** The person answers the question named, or the first that is open. */
export const answered =
  (option: string | null, text: string | null = null, question?: string): Step =>
  (story) => {
    const id = question ?? story.now.questions[0]?.id;
    if (id === undefined) throw new Error("no question is open");
    story.do({
      do: "answer",
      question: id,
      option,
      text,
      via: "dialog",
      session: "s1",
      named: true,
    });
  };

/**
 * The outcome that leads a task on: of a review its approval, else the first that is done with it.
 */
function passing({ workflow, now }: Story, task: Task): string {
  const gate =
    task.kind === "fix" ? ownGate(workflow, now, task) : gateOf(workflow, now, task.gate);
  if (!gate || !isWork(gate)) return "done";
  if (gate.gate === "review")
    return Object.keys(gate.statuses).find(
      (status) => gate.statuses[status]!.counts === "approval",
    )!;
  const usual = ["done", "pass"].find((outcome) => outcome in gate.on);
  return usual ?? Object.keys(gate.on).find((outcome) => gate.on[outcome] === "next")!;
}

/** The task passes, and the person approves what they are asked to. */
export const passes =
  (name: string): Step =>
  (story) => {
    const task = story.task(name);
    const said = story.says(story, task);
    ends(task.id, passing(story, task), said === undefined ? {} : { facts: said })(story);
    if (story.now.questions[0]?.task === task.id && story.now.questions[0].options[0] === "approve")
      answered("approve")(story);
  };

/**
 * Everything passes, and checkpoints do, until `name` may start; without a name until the run is
 * over.
 */
export const until =
  (name?: string): Step =>
  (story) => {
    for (let left = 100; left > 0; left--) {
      if (
        name !== undefined &&
        story.now.tasks.some((one) => one.subject === name || one.id === name)
      )
        if (story.task(name).status === "ready") return;
      const may = readyTasks(story.now);
      const next = story.now.tasks.find((one) => one.status === "running" || may.includes(one));
      if (next) passes(next.id)(story);
      else if (story.now.questions[0]?.options[0] === "proceed") answered("proceed")(story);
      else break;
    }
    if (name !== undefined) throw new Error(`${name} never became ready`);
  };

type Expected = Partial<EventBody> & { type: EventBody["type"] };

export interface When {
  story: Story;
  events: EventBody[];
  /** Exactly these events, each with at least these fields. */
  then(...expected: Expected[]): Story;
  nothing(): Story;
  refused(code: string): Story;
}

export interface Given extends Story {
  when(step: Step): When;
}

/**
 * Steps or events that have happened; `when` one more step happens, `then` exactly these events
 * come of it.
 */
export const given = (...before: (Step | EventBody)[]): Given => givenOn(small, before);

/** The same for another workflow than the one that is made for the specs. */
export function givenOn(
  workflow: Workflow,
  before: (Step | EventBody)[],
  says?: Story["says"],
): Given {
  const story = new Story(workflow, says) as Given;
  for (const one of before) typeof one === "function" ? one(story) : story.record([one]);
  story.when = (step) => {
    const from = story.batches.length;
    let refusal: Refused | null = null;
    try {
      step(story);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusal = error;
    }
    const events: EventBody[] = story.batches.slice(from).flat();
    return {
      story,
      events,
      then(...expected) {
        expect(refusal).toBeNull();
        expect(events.map((one) => one.type)).toEqual(expected.map((one) => one.type));
        expect(events).toMatchObject(expected);
        return story;
      },
      nothing() {
        expect(refusal).toBeNull();
        expect(events).toEqual([]);
        return story;
      },
      refused(code) {
        expect(refusal?.code).toBe(code);
        expect(events).toEqual([]);
        return story;
      },
    };
  };
  return story;
}

/** `T10 Fix Plan - Sonnet v1 < T3` for each task that matters, in order. */
export const chainOf = (story: Story, from = 1): string[] =>
  story.now.tasks
    .slice(from - 1)
    .map(
      (task) =>
        `${task.id} ${task.subject}${task.blocked_by.length > 0 ? ` < ${task.blocked_by.join(", ")}` : ""}`,
    );

export const statusOf = (story: Story, name: string): string => story.task(name).status;
export const readyOf = (story: Story): string[] => directive(story.now).tasks;
export const phase = (story: Story): string => phaseOf(story.run, story.workflow);
export const openKinds = (story: Story): string[] => story.now.questions.map((one) => one.kind);

export type Finding = ArtifactFacts["findings"][number];
export const finding = (id: string, over: Partial<Finding> = {}): Finding => ({
  id,
  severity: "major",
  outside: false,
  ...over,
});
/** What a review says of findings before it. */
export const prior = (state: "fixed" | "open" | "withdrawn", ...ids: string[]) =>
  ids.map((id) => ({ id, state }));

/** The newest task whose title begins like this ends, after everything before it. */
export const says =
  (
    title: string,
    outcome: string,
    { subject, ...over }: Partial<ArtifactFacts> & { subject?: string } = {},
  ): Step =>
  (story) => {
    const task = story.now.tasks.findLast((one) => one.subject.startsWith(title))!;
    until(task.id)(story);
    dispatched(task.id, subject === undefined ? {} : { subject })(story);
    ends(task.id, outcome, { ...over, ...(subject === undefined ? {} : { subject }) })(story);
  };
