import type { MainUse, Run } from "../engine/run.ts";
import type { Bounds } from "../engine/workflow.ts";
import { duration, mainText, spentText, tokens } from "../text.ts";
import { moneyText } from "../workflows/money/money.ts";
import type { AgentCost } from "../workflows/money/spending.ts";

interface TaskSpent extends Bounds {
  task: string;
  subject: string;
}

/** What the agents of a run used, in all and by task. */
export interface SpentReport {
  total: Bounds;
  main_thread: Pick<MainUse, "requests" | "tokens"> | null;
  tasks: TaskSpent[];
  /** The same by agent, with the main thread. */
  agents: AgentCost[];
}

const AGENT_HEAD = ["agent", "model", "starts", "tokens", "time", "US dollars"];

/** What a table of agents has in its cells. */
export const agentCells = (agents: readonly AgentCost[]): string[][] => [
  AGENT_HEAD,
  ...agents.map(({ agent, model, dispatches, tokens: count, minutes, cost }) => [
    ...[agent, model, String(dispatches), tokens(count)],
    ...[minutes === null ? "" : duration(minutes), moneyText(cost)],
  ]),
];

/** What was spent in a line, with the two tasks that used most; no line while nothing is known. */
export function spentLines({ total, main_thread, tasks }: SpentReport): string[] {
  if (total.tool_calls === 0) return [];
  const dearest = [...tasks].sort((a, b) => b.tokens - a.tokens).slice(0, 2);
  const most = dearest.map((one) => `${one.task} ${one.subject} ${tokens(one.tokens)}`).join(", ");
  return [
    `Spent by agents: ${spentText(total)}; most by ${most}`,
    ...(main_thread ? [`Spent beside: ${mainText(main_thread)}`] : []),
  ];
}

/** What the main thread of a run used, up to the newest directive; null where the journal does not say. */
export const mainUsed = ({ main }: Run): SpentReport["main_thread"] =>
  main?.reduce(
    (sum, { from, now }) => ({
      requests: sum.requests + Math.max(0, now.requests - from.requests),
      tokens: sum.tokens + Math.max(0, now.tokens - from.tokens),
    }),
    { requests: 0, tokens: 0 },
  ) ?? null;
