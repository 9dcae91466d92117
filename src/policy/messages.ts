import type { Run } from "../engine/run.ts";
import { PLUGIN } from "../plugin.ts";

/** Tools that speak to what runs beside the main thread, or end it, each with the fields that name whom. */
const SPEAKS = new Set(["SendMessage", "TaskStop", "KillShell", "KillBash"]);
const EVERYBODY = new Set(["*", "all", "everyone", "everybody", "broadcast", "channel", "here", "team", "agents"]);
/** Letters from which on the beginning of an id counts as the whole. */
const PART = 3;

/** Everything that a call names, also within lists. */
function namedIn(value: unknown, depth = 0): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || depth > 3) return [];
  return Object.values(value).flatMap((one) => namedIn(one, depth + 1));
}

/** The agent of the run that a call speaks to or ends: by its id or the beginning of it, its type, its task, or as one of all; null: none. */
export function addressed(run: Run, tool: string, input: Record<string, unknown>): string | null {
  if (!SPEAKS.has(tool)) return null;
  const { message: _message, summary: _summary, content: _content, ...whom } = input;
  const named = namedIn(whom).map((one) => one.trim().toLowerCase().replace(/^@/, ""));
  for (const { id, who, dispatch } of run.tasks) {
    const agent = dispatch?.agent;
    if (!agent) continue;
    const names = [agent, `agent-${agent}`, id, `${PLUGIN}:${who.agent}`, who.agent].map((one) => one.toLowerCase());
    const isPart = (one: string): boolean =>
      one.includes(names[0]!) || (one.length >= PART && names[0]!.startsWith(one));
    if (named.some((one) => names.includes(one) || isPart(one) || EVERYBODY.has(one))) return agent;
  }
  return null;
}
