import type { Ask, Bounds, CheckGate, Fix, Gate, Move, ProduceGate, WaveGate } from "../../engine/workflow.ts";
import { again, stop } from "../contract/asks.ts";
import { checkGate } from "../kit/checked.ts";

/** The gates that carry out the tasks of a plan that a person has approved. A workflow lists them among its own. */

/** Bounds of one executor, by agent. */
export const EXECUTE_BOUNDS: Record<string, Bounds> = {
  executor: { tool_calls: 300, minutes: 30, tokens: 8_000_000 },
};

interface Executor {
  /** Keys of the gates that it comes after. */
  after: string[];
  /** What the workflow's `waves` calls `planWave`. */
  items: string;
  /** The plan's file; its artifact states `tasks` as facts. */
  plan: string;
  /** The folder of the workflow's files. */
  files: string;
  /** The part of the workflow that it is. */
  part?: string;
  /** What a status calls all of it. */
  token?: string;
  /** A rule: where it does not hold, all of it is left out. */
  when?: string;
  /** Tasks of the plan may wait for the person: each of those is a question that nothing answers in their place. */
  waits?: true;
  /** A check of the workflow behind the commit of an item, for those items for which the rule `when` holds. */
  behind?: { program: string; title: string; when: string; on?: Record<string, Move> };
}

const drop = { move: "drop" } as const;

/** Snapshot, the plan's tasks in waves, and what became of them. */
export function executor({
  after,
  items,
  plan,
  files,
  part,
  token = "EXECUTING",
  when,
  waits,
  behind,
}: Executor): Gate[] {
  const common = { token, ...(part !== undefined && { part }) };
  const onlyWhen = when === undefined ? {} : { when };
  const cannot: Ask = { ask: "execute-cannot", options: { again, drop, stop } };
  const whole = { ask: "execute-cannot-begin", options: { again, stop } };
  const work = {
    who: { role: "executor" },
    edits: "item",
    writes: `${files}/tasks/{item}.json`,
    schema: "task-result",
  };
  const mend = (brief: string): Move => {
    const fix: Fix = { ...work, title: "Mend task {item}", token, brief };
    return { fix, then: "self" };
  };
  const check = (
    gate: Pick<CheckGate, "key" | "title" | "after" | "on"> & { program: string; writes: string; when?: string },
  ): CheckGate => {
    const { program, ...rest } = gate;
    return checkGate({ ...rest, ...common, who: { program }, fixes: "tries", limit: whole, stuck: whole });
  };
  const ofItem = (gate: Parameters<typeof check>[0]): CheckGate => ({ ...check(gate), limit: "drop", stuck: cannot });
  // In a plan without tasks that wait for the person there is nothing to tell apart.
  const isWork = waits ? { when: "executeIsWork" } : {};
  const perform: ProduceGate = {
    ...work,
    ...common,
    ...isWork,
    gate: "produce",
    key: "do",
    title: "Task {item}",
    after: [],
    reads: [],
    brief: "execute",
    // What an executor says of itself decides nothing: the check behind it does.
    on: { done: "next", partial: "next", partial_denied: "next", failed: "next" },
    stuck: "drop",
    bounded: "drop",
  };
  const person: CheckGate[] = waits
    ? [
        ofItem({
          key: "ask",
          title: "Ask about task {item}",
          after: [],
          program: "waits",
          writes: `${files}/tasks/{item}-ask.json`,
          when: "executeWaits",
          // Without an option that `--auto` could take: nothing but the person's own word passes it.
          on: {
            waits: {
              ask: "execute-waits",
              options: { finished: { move: "next" }, answer: { move: "next", reason: true }, drop, stop },
            },
            cannot,
          },
        }),
      ]
    : [];
  const last: CheckGate[] = behind
    ? [
        ofItem({
          key: "behind",
          title: behind.title,
          after: ["commit", ...person.map(({ key }) => key)],
          program: behind.program,
          writes: `${files}/tasks/{item}-behind.json`,
          when: behind.when,
          on: { ...behind.on, pass: "next", cannot },
        }),
      ]
    : [];
  const waves: WaveGate = {
    ...common,
    ...onlyWhen,
    gate: "wave",
    key: "waves",
    title: "Tasks of the plan",
    after: ["snapshot"],
    items,
    body: [
      ...person,
      perform,
      ofItem({
        key: "accept",
        title: "Check task {item}",
        after: ["do"],
        program: "accept",
        writes: `${files}/tasks/{item}-accept.json`,
        ...isWork,
        on: {
          pass: "next",
          fail: mend("mend-task"),
          spent: "drop",
          unapproved: {
            ask: "execute-unapproved",
            auto: "drop",
            options: {
              approve: { move: "again", tests: "approved", when: "executeMayApprove" },
              accept: { move: "next", reason: true, waiver: "accepted", tests: "refused" },
              drop,
              stop,
            },
          },
          unchanged: {
            // That nothing had to be done is nobody's but the person's to take.
            ask: "execute-unchanged",
            options: {
              accept: { move: "next", reason: true, waiver: "accepted" },
              again: { move: mend("mend-task") },
              drop,
              stop,
            },
          },
          cannot,
        },
      }),
      ofItem({
        key: "commit",
        title: "Commit task {item}",
        after: ["accept"],
        program: "commit",
        writes: `${files}/tasks/{item}-commit.json`,
        ...isWork,
        on: { pass: "next", fail: mend("mend-task"), conflict: mend("redo-task"), cannot },
      }),
      ...last,
    ],
    on: { done: "next", stuck: "next" },
  };
  return [
    {
      ...check({
        key: "snapshot",
        title: "Snapshot and hand-over",
        after,
        program: "snapshot",
        writes: `${files}/snapshot.json`,
        ...onlyWhen,
        on: { pass: "next", no_tasks: "fail", cannot: whole },
      }),
      reads: [plan],
    },
    waves,
    check({
      key: "completion",
      title: "Completion",
      after: ["waves"],
      program: "completion",
      writes: `${files}/completion.json`,
      ...onlyWhen,
      on: { pass: "next", fail: "fail" },
    }),
  ];
}
