import type { MainUse, Run, Spent } from "../engine/run.ts";
import { mainText, spentText, tokens } from "../text.ts";

/** What the agents of a run used, in all and by task. */
export interface SpentReport {
  total: Spent;
  main_thread: MainUse | null;
  tasks: (Spent & { task: string; subject: string })[];
}

/** The same in a line, with the three tasks that used most; no line while nothing is known. */
export function spentLines({ total, main_thread, tasks }: SpentReport): string[] {
  if (total.tool_calls === 0) return [];
  const dearest = [...tasks].sort((a, b) => b.tokens - a.tokens).slice(0, 3);
  const most = dearest.map((one) => `${one.task} ${one.subject} ${tokens(one.tokens)}`).join(", ");
  return [
    `Spent by agents: ${spentText(total)}; most by ${most}`,
    ...(main_thread ? [`Spent beside: ${mainText(main_thread)}`] : []),
  ];
}

/** What its main thread used, up to the newest directive; null where the journal does not say. */
export const mainUsed = ({ main }: Run): MainUse | null =>
  main?.reduce(
    (sum, { from, now }) => ({
      requests: sum.requests + Math.max(0, now.requests - from.requests),
      tokens: sum.tokens + Math.max(0, now.tokens - from.tokens),
    }),
    { requests: 0, tokens: 0 },
  ) ?? null;
