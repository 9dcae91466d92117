import type { Run, Task } from "../../engine/run.ts";
import { oneLine } from "../../text.ts";
import { type Money, mainModels, mainMoney, moneyOf } from "./money.ts";

/** Who took what of a run, by agent. */

/** What dispatches took. `minutes`: their time by the clock, of those side by side each its own. */
interface Taken {
  dispatches: number;
  tokens: number;
  minutes: number;
  cost: Money;
}

/** One agent or external model; those that took most tokens come first, and the main thread last. */
export interface AgentCost extends Omit<Taken, "minutes"> {
  /** The agent, the provider, or `main thread`. */
  agent: string;
  /** Models as their transcripts, or answers, name them; what was asked for where nothing does. */
  model: string;
  /** Null for the main thread, whose dispatches are its requests. */
  minutes: number | null;
}

function takenBy(tasks: readonly Task[], run: Run): Taken {
  const all = tasks.flatMap(({ spent }) => spent);
  return {
    dispatches: all.length,
    tokens: all.reduce((sum, one) => sum + one.tokens, 0),
    minutes: all.reduce((sum, one) => sum + one.minutes, 0),
    cost: moneyOf(tasks, run.settings),
  };
}

const nameOf = ({ who }: Task): string => oneLine(who.provider ?? who.agent);

function modelsOf(tasks: readonly Task[]): string {
  const known = tasks.flatMap(({ spent }) =>
    spent.flatMap((one) => (one.model !== undefined ? [one.model] : Object.keys(one.used ?? {}))),
  );
  return [...new Set(known.length > 0 ? known : tasks.map(({ who }) => (who.provider ? "" : who.model)))]
    .map(oneLine)
    .sort()
    .join(", ");
}

/** `main`: what the main thread used for the run; null where nothing tells. */
export function agentCosts(run: Run, main: { requests: number; tokens: number } | null): AgentCost[] {
  const begun = run.tasks.filter(({ spent }) => spent.length > 0);
  const agents = [...Map.groupBy(begun, (task) => `${nameOf(task)} ${task.who.model}`).values()].map((tasks) => ({
    agent: nameOf(tasks[0]!),
    model: modelsOf(tasks),
    ...takenBy(tasks, run),
  }));
  const thread: AgentCost[] =
    main === null || main.requests === 0
      ? []
      : [
          {
            agent: "main thread",
            model: mainModels(run).join(", "),
            dispatches: main.requests,
            tokens: main.tokens,
            minutes: null,
            cost: mainMoney(run),
          },
        ];
  return [...agents.toSorted((a, b) => b.tokens - a.tokens), ...thread];
}
