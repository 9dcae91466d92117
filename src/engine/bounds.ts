import type { Run, Spent, Task } from "./run.ts";
import type { Ask, Bounds, Workflow } from "./workflow.ts";

/** What agents may use, what they used, and when that is too much. */

/** The question when the run has reached its ceiling; while it is open nothing is dispatched. */
export const CEILING: Ask = {
  ask: "ceiling",
  options: { more: { move: "next" }, stop: { move: "stop" } },
};

/** The option that grants the same amount once more. */
const MORE = "more";

const answeredMore = (run: Pick<Run, "decisions">, kind: string, task: string | null): number =>
  run.decisions.filter(
    (decision) => decision.kind === kind && decision.task === task && decision.option === MORE,
  ).length;

const BOUNDED = ["tool_calls", "minutes", "tokens"] as const;
const ofEach = (amount: (key: keyof Bounds) => number): Bounds =>
  Object.fromEntries(BOUNDED.map((key) => [key, amount(key)])) as unknown as Bounds;

/**
 * What the next dispatch of a task may use, with what the person has granted; null where the
 * workflow sets no bounds.
 */
export function boundsOf(
  workflow: Workflow,
  { settings, ...run }: Run,
  { id, who: { agent } }: Task,
): Bounds | null {
  const base = workflow.bounds[agent];
  const times = 1 + answeredMore(run, "bounded", id);
  return base ? ofEach((key) => (settings.bounds?.[agent]?.[key] ?? base[key]) * times) : null;
}

/** The bounds that are reached, each as `12 of 10 minutes`; empty while none is. */
export const reached = (bounds: Bounds, spent: Spent): string[] =>
  BOUNDED.filter((key) => spent[key] >= bounds[key]).map(
    (key) => `${Math.round(spent[key] * 10) / 10} of ${bounds[key]} ${key.replace("_", " ")}`,
  );

export const NOTHING: Spent = ofEach(() => 0);

/**
 * What a task's dispatches used, with one more entry; of a dispatch that has one already the larger
 * figures count.
 */
export function withSpent(known: Task["spent"], now: Task["spent"][number]): Task["spent"] {
  const before = known.find((one) => one.call === now.call) ?? NOTHING;
  const max = (key: keyof Bounds | "denied"): number => Math.max(before[key] ?? 0, now[key] ?? 0);
  const larger = { call: now.call, ...ofEach(max) };
  // Read later, a transcript holds more.
  const {
    host_denied: host = before.host_denied,
    own_denied: own = before.own_denied,
    used = before.used,
  } = now;
  const refused = {
    ...(host && { host_denied: host }),
    ...(own && { own_denied: own }),
    ...(used && { used }),
  };
  const { model, answered, usd = 0, unpriced = 0 } = now;
  const by = answered === undefined ? {} : { answered };
  const external =
    model === undefined ? {} : { model, ...by, usd, ...(unpriced > 0 && { unpriced }) };
  const counted = {
    ...larger,
    ...(max("denied") > 0 && { denied: max("denied") }),
    ...refused,
    ...external,
  };
  return [...known.filter((one) => one !== before), counted];
}

const sum = (parts: Spent[]): Spent =>
  ofEach((key) => parts.reduce((total, one) => total + one[key], 0));

/** What all dispatches of a task used. */
export const spentOn = (task: Task): Spent => sum(task.spent);
/** What all agents of the run used; without the main thread. */
export const spentBy = (run: Run): Spent => sum(run.tasks.map(spentOn));

/** Tokens that the run may use before the person is asked; null without a ceiling. */
export function ceilingOf(run: Run): number | null {
  const { ceiling_tokens: ceiling } = run.settings;
  return ceiling == null ? null : ceiling * (1 + answeredMore(run, CEILING.ask, null));
}

/**
 * What external models took in a run: US dollars as far as prices are known, answers without a
 * price, and requests.
 */
export function externalUse(run: Run): { usd: number; unpriced: number; calls: number } {
  const spent = run.tasks.flatMap((task) => task.spent);
  const all = (key: "usd" | "unpriced"): number =>
    spent.reduce((total, one) => total + (one[key] ?? 0), 0);
  return {
    usd: all("usd"),
    unpriced: all("unpriced"),
    calls: run.sent.reduce((total, one) => total + one.prompts, 0),
  };
}

/**
 * The dollars of the budget, once external models have used them up; null: they have not. `more`:
 * dollars not in the journal yet.
 */
export function externalCeiling(run: Run, more = 0): { limit: number; count: number } | null {
  const { usd_max = Infinity } = run.settings.budget ?? {};
  const usd = externalUse(run).usd + more;
  const limit = usd_max * (1 + answeredMore(run, CEILING.ask, null));
  return usd >= limit ? { limit, count: Math.round(usd * 10_000) / 10_000 } : null;
}

/** Whether the ceiling is reached: then nothing more is dispatched. */
export const atCeiling = (run: Run): boolean =>
  externalCeiling(run) !== null ||
  spentBy(run).tokens >= (ceilingOf(run) ?? Number.POSITIVE_INFINITY);
