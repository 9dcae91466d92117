import { type Run, undecidedCommands } from "../../engine/run.ts";
import type { Ask, Bounds, CheckGate, Fix, Functions, Gate, Move } from "../../engine/workflow.ts";
import { accept, again, bounded, hint, OTHER_MODEL, other, stop, stuck } from "../contract/asks.ts";
import { checkGate, produceGate } from "../kit/stages/gates.ts";
import { checksOf, isLook, itemOf, type PlanTask, REVIEWED } from "./plan/plan.ts";

/**
 * The gates that carry out the tasks of a plan that a person has approved. A workflow lists them
 * among its own.
 */

/** Bounds of one executor, by agent. */
export const EXECUTE_BOUNDS: Record<string, Bounds> = {
  executor: { tool_calls: 300, minutes: 30, tokens: 8_000_000 },
};

interface Executor {
  /** Keys of the gates that it comes after. */
  after: string[];
  /** The plan's file; its artifact states `tasks` as facts. */
  plan: string;
  /** The folder of the workflow's files. */
  files: string;
  /** What a status calls all of it. */
  token?: string;
  /** A rule: where it does not hold, all of it is left out. */
  when?: string;
  /**
   * Tasks of the plan may wait for the person: each of those is a question that nothing answers in
   * their place.
   */
  waits?: true;
  /**
   * A check of the workflow after the commit of an item, for those items for which the rule `when`
   * holds.
   */
  afterCommit?: { program: string; title: string; when: string };
}

/** What the workflow's `waves` calls `planWave`. */
export const PLAN_WAVE = "plan";

const drop = { move: "drop" } as const;

interface OwnCheck
  extends Pick<CheckGate, "key" | "title" | "after" | "on" | "writes" | "documents"> {
  program: string;
  when?: string;
}

const plannedFor = (run: Run, { item }: Gate): PlanTask | undefined =>
  itemOf(run, { item: item ?? null });

/** Rules that these gates name. */
export const EXECUTE_RULES: Functions["rules"] = {
  /**
   * Nobody has decided on some command that shows whether the item is done: one that was refused is
   * not asked about again.
   */
  executeMayApprove(run, { item }) {
    const last = checksOf(run, item ?? null, "accept").at(-1);
    return last !== undefined && undecidedCommands(run, last).length > 0;
  },
};

/** Those of plans with tasks that wait for the person. */
export const WAITS_RULES: Functions["rules"] = {
  executeIsWork: (run, gate) => plannedFor(run, gate)?.waits === undefined,
  executeWaits: (run, gate) => plannedFor(run, gate)?.waits !== undefined,
  executeIsLook: (run, gate) => isLook(plannedFor(run, gate)),
  executeIsAct: (run, gate) => !isLook(plannedFor(run, gate)),
};

/** Snapshot, the plan's tasks in waves, and what became of them. */
export function executor(spec: Executor): Gate[] {
  const { after, plan, files, token = "EXECUTING", when, waits, afterCommit } = spec;
  const common = { token };
  const onlyWhen = when === undefined ? {} : { when };
  const cannot: Ask = { ask: "execute-cannot", options: { again, drop, stop } };
  const whole: Ask = { ask: "execute-cannot-begin", options: { again, stop } };
  const work = {
    who: { role: "executor", model: "{model}" },
    edits: "item",
    writes: `${files}/tasks/{item}.json`,
    schema: "task-result",
  };
  const mend = (brief: string, by: Partial<Fix> = {}): Move => ({
    fix: { ...work, title: "Fix task {item}", token, brief, ...by },
    then: "self",
  });
  const once = { move: mend("mend-task"), reason: true } as const;
  // Nobody's but the person's to take.
  const unshown: Ask = {
    ask: "execute-unshown",
    options: { accept, again: { move: mend("mend-task") }, drop, stop },
  };
  const byOther = { move: mend("mend-task", { who: OTHER_MODEL }) };
  const check = ({ program, ...gate }: OwnCheck): CheckGate =>
    checkGate({ ...gate, ...common, who: { program }, fixes: "tries", limit: whole, stuck: whole });
  /** Its file is named for the item and its key. */
  const ofItem = (gate: Omit<OwnCheck, "writes">): CheckGate => {
    const writes = `${files}/tasks/{item}-${gate.key}.json`;
    const limit: Ask = {
      ask: "execute-spent",
      auto: "drop",
      options: { answer: once, other: byOther, drop, stop },
    };
    return { ...check({ ...gate, writes }), limit, stuck: cannot };
  };
  // In a plan without tasks that wait for the person there is nothing to tell apart.
  const isWork = waits ? { when: "executeIsWork" } : {};
  const asked = ofItem({
    key: "ask",
    title: "Ask about task {item}",
    after: [],
    program: "waits",
    when: "executeWaits",
    // Without an option that `--auto` could take: nothing but the person's own word passes it.
    on: {
      waits: {
        ask: "execute-waits",
        options: {
          approved: { move: "next", when: "executeIsLook" },
          // What is wrong is on record, and whoever the plans are of sees to it.
          revise: { move: "next", reason: true, when: "executeIsLook" },
          finished: { move: "next", when: "executeIsAct" },
          answer: { move: "next", reason: true, when: "executeIsAct" },
          drop,
          stop,
        },
      },
      cannot,
    },
  });
  const performed = produceGate({
    ...work,
    ...common,
    ...isWork,
    key: "do",
    title: "Task {item}",
    brief: "execute",
    // What an executor says of itself decides nothing: the check after it does.
    on: { done: "next", partial: "next", partial_denied: "next", failed: "next" },
    stuck: { ...stuck, auto: "drop", options: { answer: hint, other, drop, stop } },
    bounded: { ...bounded, auto: "drop", options: { more: again, other, drop, stop } },
  });
  const accepted = ofItem({
    key: "accept",
    title: "Check task {item}",
    after: ["do"],
    program: "accept",
    ...isWork,
    on: {
      pass: "next",
      // No command shows whether it is done, which the person knew before.
      unchecked: "next",
      fail: mend("mend-task"),
      spent: {
        ask: "execute-spent",
        auto: "drop",
        options: { answer: once, other: byOther, accept, drop, stop },
      },
      unapproved: {
        ask: "execute-unapproved",
        auto: "drop",
        options: {
          approve: { move: "again", tests: "approved", when: "executeMayApprove" },
          accept: { ...accept, tests: "refused" },
          drop,
          stop,
        },
      },
      bent: unshown,
      weakened: { if: REVIEWED, then: "next", else: unshown },
      unchanged: unshown,
      cannot,
    },
  });
  const committed = ofItem({
    key: "commit",
    title: "Commit task {item}",
    after: ["accept"],
    program: "commit",
    ...isWork,
    on: { pass: "next", fail: mend("mend-task"), conflict: mend("redo-task"), cannot },
  });
  const last =
    afterCommit &&
    ofItem({
      key: "behind",
      title: afterCommit.title,
      after: ["commit", ...(waits ? ["ask"] : [])],
      program: afterCommit.program,
      when: afterCommit.when,
      on: { pass: "next", cannot },
    });
  return [
    {
      ...check({
        key: "snapshot",
        title: "Take a snapshot",
        after,
        program: "snapshot",
        writes: `${files}/snapshot.json`,
        documents: [`${files}/PLAN.md`],
        ...onlyWhen,
        on: { pass: "next", no_tasks: "fail", cannot: whole },
      }),
      reads: [plan],
    },
    {
      ...common,
      ...onlyWhen,
      gate: "wave",
      key: "waves",
      title: "Run the tasks",
      after: ["snapshot"],
      items: PLAN_WAVE,
      body: [...(waits ? [asked] : []), performed, accepted, committed, ...(last ? [last] : [])],
      on: { done: "next", stuck: "next" },
    },
    {
      ...check({
        key: "completion",
        title: "Final check",
        after: ["waves"],
        program: "completion",
        writes: `${files}/completion.json`,
        ...onlyWhen,
        on: {
          pass: "next",
          fail: "fail",
          cannot: whole,
          red: {
            fix: {
              ...work,
              who: { role: "executor" },
              edits: "all",
              writes: `${files}/together.json`,
              title: "Fix the whole result",
              token,
              brief: "mend-plan",
            },
            then: "self",
          },
        },
      }),
      limit: { ask: "execute-red", options: { again, accept, stop } },
    },
  ];
}
