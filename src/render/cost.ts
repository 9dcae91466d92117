import type { externalUse } from "../engine/bounds.ts";
import type { MainUse, Run } from "../engine/run.ts";
import type { Bounds } from "../engine/workflow.ts";
import { mainText, plural, spentText, tokens } from "../text.ts";

interface TaskSpent extends Bounds {
  task: string;
  subject: string;
}

/** What the agents of a run used, in all and by task. */
export interface SpentReport {
  total: Bounds;
  main_thread: Omit<MainUse, "context"> | null;
  /** Missing where no external model was asked for money. */
  external?: ReturnType<typeof externalUse>;
  tasks: TaskSpent[];
}

/** The same in a line, with the three tasks that used most; no line while nothing is known. */
export function spentLines({ total, main_thread, external, tasks }: SpentReport): string[] {
  const beside = external ? [`External models: ${externalText(external)}`] : [];
  if (total.tool_calls === 0) return beside;
  const dearest = [...tasks].sort((a, b) => b.tokens - a.tokens).slice(0, 3);
  const most = dearest.map((one) => `${one.task} ${one.subject} ${tokens(one.tokens)}`).join(", ");
  return [
    `Spent by agents: ${spentText(total)}; most by ${most}`,
    ...(main_thread ? [`Spent beside: ${mainText(main_thread)}`] : []),
    ...beside,
  ];
}

/** What external models cost; what is not known is said, and is not 0. */
export function externalText({ usd, unpriced, calls }: ReturnType<typeof externalUse>): string {
  const known = usd > 0 || unpriced === 0 ? `${Math.round(usd * 10_000) / 10_000} US dollars` : "cost unknown";
  const unknown = usd > 0 && unpriced > 0 ? `, beside ${plural(unpriced, "answer")} whose price is unknown` : "";
  return `${plural(calls, "request")}, ${known}${unknown}`;
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
