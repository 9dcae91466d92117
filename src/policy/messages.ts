import type { Run } from "../engine/run.ts";
import { SPEAKS_TO_OTHERS } from "../host/shell/shell-call.ts";
import { agentFor, PLUGIN } from "../plugin.ts";

const EVERYBODY = new Set([
  "*",
  "all",
  "everyone",
  "everybody",
  "broadcast",
  "channel",
  "here",
  "team",
  "agents",
]);
/** Letters from which on the beginning of an id counts as the whole. */
const PART = 3;

/**
 * The agent of the run that a call speaks to or ends: by its id or the beginning of it, its type,
 * its task, or as one of all; null: none.
 */
export function addressed(run: Run, tool: string, input: Record<string, unknown>): string | null {
  if (!SPEAKS_TO_OTHERS.has(tool)) return null;
  const { message: _message, summary: _summary, content: _content, ...whom } = input;
  const named =
    JSON.stringify(whom)
      .toLowerCase()
      .match(/[\w-]+|\*/g) ?? [];
  for (const task of run.tasks) {
    const agent = task.dispatch?.agent;
    if (!agent) continue;
    const type = agentFor(task.who.agent, task).slice(PLUGIN.length + 1);
    const names = [agent, `agent-${agent}`, task.id, task.who.agent, type].map((one) =>
      one.toLowerCase(),
    );
    const isMeant = (one: string): boolean =>
      names.includes(one) ||
      EVERYBODY.has(one) ||
      (one.length >= PART && names[0]!.startsWith(one));
    if (named.some(isMeant)) return agent;
  }
  return null;
}
