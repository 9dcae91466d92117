import type { Recorded } from "../engine/events.ts";
import { cut, oneLine } from "../text.ts";

/** Fields that a line begins with, or that only the program needs. */
const HIDDEN_FIELDS = new Set(
  "seq at type run batch prev unlocked task subject settings nonce brief reads schema gate token version entry session host call void_calls".split(
    " ",
  ),
);
/** Characters of one value. */
const MAX_VALUE_CHARS = 60;

function valueText(value: unknown): string {
  if (typeof value === "string") {
    const short = /^(?:\w+:)?[0-9a-f]{40,64}$/.test(value) ? value.slice(0, value.indexOf(":") + 13) : oneLine(value);
    return cut(short, MAX_VALUE_CHARS);
  }
  if (Array.isArray(value))
    return value.map((one) => (typeof one === "object" ? (one?.id ?? ran(one)) : valueText(one))).join(",");
  if (typeof value === "object" && value !== null) {
    const { text, agent, model, provider, pid, kind } = value as Record<string, unknown>;
    return valueText(text ?? kind ?? pid ?? [provider ?? agent, model].filter((one) => one !== undefined).join("/"));
  }
  return String(value);
}

/** A test command and how it ended. */
const ran = (one: { command?: string; state?: string } | null): string =>
  one?.command === undefined ? "" : `${valueText(one.command)} (${one.state})`;

const empty = (value: unknown): boolean =>
  value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0);

/** One event as one line: number, time, type, task, then its other fields. */
export function eventLine(event: Recorded): string {
  const { seq, at, type } = event;
  const task = "task" in event && event.task ? ` ${event.task}` : "";
  const rest = Object.entries(event)
    .filter(([key, value]) => !HIDDEN_FIELDS.has(key) && !empty(value))
    .map(([key, value]) => ` ${key}=${valueText(value)}`);
  const subject = "subject" in event && event.subject ? ` ${valueText(event.subject)}` : "";
  return `${String(seq).padStart(4)}  ${at}  ${type}${task}${subject}${rest.join("")}`;
}
