import type { EventOf } from "../artifacts/events.ts";
import { areasOf } from "./areas.ts";
import { type Chosen, gatesOf } from "./gates.ts";
import type { Run, Spent, Task } from "./run.ts";
import { whoOf } from "./spawn.ts";
import type { Ask, Bounds, Fix, Gate, Move, Who, Workflow, WorkGate } from "./workflow.ts";

/** Asked when the run has spent its ceiling; nothing is dispatched meanwhile. */
export const CEILING: Ask = { ask: "ceiling", options: { more: { move: "next" }, stop: { move: "stop" } } };

/** The word of an answer that gives another allotment of the same size. */
const MORE = "more";

const answeredMore = (run: Run, kind: string, task: string | null): number =>
  run.decisions.filter((one) => one.kind === kind && one.task === task && one.option === MORE).length;

/** What one dispatch of an agent may take; null for an agent that the workflow sets no bounds for. */
function roleBounds(workflow: Workflow, settings: Run["settings"], agent: string): Bounds | null {
  const own = settings.bounds?.[agent];
  const base = workflow.bounds[agent];
  return base ? { ...base, ...own } : null;
}

/** The same for the next dispatch of a task, with what the person has added; null for a check of the program's own. */
export function boundsOf(workflow: Workflow, run: Run, task: Task): Bounds | null {
  const one = roleBounds(workflow, run.settings, task.who.agent);
  const times = 1 + answeredMore(run, "bounded", task.id);
  return one && { tool_calls: one.tool_calls * times, minutes: one.minutes * times, tokens: one.tokens * times };
}

/** Bounds that are reached, in words with their numbers; empty while none is. */
export const reached = (bounds: Bounds, spent: Spent): string[] =>
  [
    { name: "tool calls", of: bounds.tool_calls, is: spent.tool_calls },
    { name: "minutes", of: bounds.minutes, is: spent.minutes },
    { name: "tokens", of: bounds.tokens, is: spent.tokens },
  ]
    .filter((one) => one.is >= one.of)
    .map((one) => `${Math.round(one.is * 10) / 10} of ${one.of} ${one.name}`);

export const NOTHING: Spent = { tool_calls: 0, tokens: 0, minutes: 0 };

type At<T extends "spent" | "held"> = EventOf<T> & { at: string };

/** How events of bounds and of the API are folded into the copy of a run. */
export const BOUNDS_HANDLERS = {
  spent(run: Run, event: At<"spent">): void {
    const task = run.tasks.find((one) => one.id === event.task);
    if (task) task.spent = withSpent(task.spent, event);
  },
  held(run: Run, { task, failure, message, until, at }: At<"held">): void {
    run.held = { task, failure, message, until, at };
  },
  went_on(run: Run): void {
    run.held = null;
  },
};

/** What dispatches took, with a figure more; of one that is there already the larger counts. */
function withSpent(known: Task["spent"], now: Task["spent"][number]): Task["spent"] {
  const before = known.find((one) => one.call === now.call) ?? NOTHING;
  const most = (key: keyof Spent): number => Math.max(before[key] ?? 0, now[key] ?? 0);
  const larger = { call: now.call, tool_calls: most("tool_calls"), minutes: most("minutes"), tokens: most("tokens") };
  const denied = most("denied");
  const counted = denied > 0 ? { ...larger, denied } : larger;
  return [...known.filter((one) => one !== before), counted];
}

const sum = (parts: Spent[]): Spent =>
  parts.reduce(
    (all, one) => ({
      tool_calls: all.tool_calls + one.tool_calls,
      tokens: all.tokens + one.tokens,
      minutes: all.minutes + one.minutes,
    }),
    NOTHING,
  );

/** What all dispatches of a task took. */
export const spentOn = (task: Task): Spent => sum(task.spent);
/** How many calls of a task's agents a rule denied. */
export const deniedOn = (task: Task): number => task.spent.reduce((total, one) => total + (one.denied ?? 0), 0);
/** What all agents of the run took; the main thread is not in it. */
export const spentBy = (run: Run): Spent => sum(run.tasks.map(spentOn));

/** Tokens that the run may take before the person is asked; null without a ceiling. */
export function ceilingOf(run: Run): number | null {
  const one = run.settings.ceiling_tokens;
  return one === undefined ? null : one * (1 + answeredMore(run, CEILING.ask, null));
}

/** The ceiling is reached: nothing more may be dispatched. */
export function atCeiling(run: Run): boolean {
  const ceiling = ceilingOf(run);
  return ceiling !== null && spentBy(run).tokens >= ceiling;
}

/** What a run may cost at most, in tokens: without any change asked for, and of the dearest further round. */
export function costAtMost(workflow: Workflow, run: Chosen): { clean: number; round: number } {
  const { settings } = run;
  const gates = gatesOf(workflow, run).filter((gate): gate is WorkGate => gate.gate !== "checkpoint");
  const tokensOf = (who: Who): number =>
    "provider" in who && settings.codex.dispatch === "check"
      ? 0
      : (roleBounds(workflow, settings, whoOf(who, {}, workflow).agent)?.tokens ?? 0);
  const agents = Object.values(workflow.roles ?? {}).map(({ agent }) => agent);
  const dearest = Math.max(0, ...agents.map((agent) => roleBounds(workflow, settings, agent)?.tokens ?? 0));
  // Who owns what is wrong is not known yet: at most everybody.
  const fixCost = (fix: Fix): number =>
    fix.each ? Object.keys(areasOf(settings)).length * dearest : tokensOf(fix.who);
  const all = (some: WorkGate[]): number => some.reduce((total, one) => total + tokensOf(one.who), 0);
  const rounds = gates.flatMap((gate) => [
    ...(gate.gate === "panel"
      ? [fixCost(gate.revise) + all(gates.filter((one) => one.gate === "panel" && one.panel === gate.panel))]
      : []),
    ...fixesOf(Object.values(gate.on)).map(
      ({ fix, then }) =>
        fixCost(fix) + all(gates.filter((one) => one === gate || (then === "group" && isGroup(one, gate)))),
    ),
  ]);
  return { clean: all(gates), round: Math.max(0, ...rounds) };
}

const isGroup = (one: Gate, other: Gate): boolean =>
  one.gate === "review" && other.gate === "review" && one.group === other.group;

const fixesOf = (moves: Move[]): { fix: Fix; then: "self" | "group" }[] =>
  moves.flatMap((move) => (typeof move === "object" && "fix" in move ? [move] : []));
