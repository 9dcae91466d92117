import type { Run } from "../engine/run.ts";
import { PLUGIN } from "../plugin.ts";

/** Tools that speak to what runs beside the main thread, or end it, each with the fields that name whom. */
const SPEAKS = new Set(["SendMessage", "TaskStop", "KillShell", "KillBash"]);
const EVERYBODY = /^(?:\*|@?(?:all|everyone|everybody|broadcast|team|agents|channel|here))$/;

/** As a host might read it: without what nobody sees, in small letters, in one spelling of each letter. */
const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu, "")
    .toLowerCase();

/** Letters from which on a part of an id, or of a name, counts as the whole. */
const PART = 3;

/** Everything that a call names, also within lists. */
function namedIn(value: unknown, depth = 0): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || depth > 3) return [];
  return Object.values(value).flatMap((one) => namedIn(one, depth + 1));
}

/** The agent of the run that a call speaks to or ends, in whatever spelling: by its id, a part of it, its type, or its task; null: none. */
export function addressed(run: Run, tool: string, input: Record<string, unknown>): string | null {
  if (!SPEAKS.has(tool)) return null;
  const { message: _message, summary: _summary, content: _content, ...whom } = input;
  const named = namedIn(whom)
    .map(bare)
    .filter((one) => one !== "");
  for (const { id, who, dispatch } of run.tasks) {
    const agent = dispatch?.agent;
    if (!agent) continue;
    const names = [agent, `agent-${agent}`, id, `${PLUGIN}:${who.agent}`, who.agent].map(bare);
    const fits = (one: string): boolean =>
      names.includes(one) ||
      one.includes(names[0]!) ||
      (one.length >= PART && names[0]!.startsWith(one)) ||
      EVERYBODY.test(one);
    if (named.some(fits)) return agent;
  }
  return null;
}
