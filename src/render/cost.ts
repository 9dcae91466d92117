import { costAtMost } from "../engine/cost.ts";
import type { Chosen } from "../engine/gates.ts";
import type { Spent } from "../engine/run.ts";
import { workflowOf } from "../workflows/index.ts";

/** A number of tokens as people say it. */
export const tokens = (count: number): string =>
  count < 10_000
    ? String(count)
    : count < 1_000_000
      ? `${Math.round(count / 1_000)} k`
      : `${(count / 1_000_000).toFixed(1)} M`;

/** What was spent, in words. */
export const spentText = ({ tool_calls, tokens: count, minutes }: Spent): string =>
  `${tokens(count)} tokens, ${tool_calls} tool call${tool_calls === 1 ? "" : "s"}, ${Math.round(minutes * 10) / 10} min`;

/** What a run may cost at most by the bounds of its agents, and its ceiling, in one line. */
export function costText(workflow: string, run: Chosen): string {
  const { clean, round } = costAtMost(workflowOf(workflow), run);
  const ceiling = run.settings.ceiling_tokens;
  return `Cost at most: ${tokens(clean)} tokens, ${tokens(round)} more for each further round; ${ceiling === undefined ? "no ceiling is set" : `asked at ${tokens(ceiling)}`}`;
}

/** What the agents of a run took, in all and by task. */
export interface SpentReport {
  total: Spent;
  tasks: (Spent & { task: string; subject: string })[];
}

/** The same in a line, with the dearest tasks; none while nothing is known. */
export function spentLines({ total, tasks }: SpentReport): string[] {
  if (total.tool_calls === 0) return [];
  const dearest = [...tasks].sort((a, b) => b.tokens - a.tokens).slice(0, 3);
  const most = dearest.map((one) => `${one.task} ${one.subject} ${tokens(one.tokens)}`).join(", ");
  return [`Spent by agents: ${spentText(total)}; most by ${most}`];
}
