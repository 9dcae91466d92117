import { columns, duration, fit, type Layout, oneLine, tokens } from "../text.ts";
import { field, shownMinutes, word } from "./status-line.ts";

/** What an agent was last seen to do, and what it has used. */
export interface Seen {
  tool: string;
  what: string;
  tokens: number;
}

/** Columns of a last step that is worth showing. */
const MIN_STEP = 12;
/** Characters of a step: a call may hold a whole file. */
const MAX_STEP = 300;
/** From this share of its bound on the tokens are in colour. */
const NEAR = 0.8;

/** A number of the file; null where it is none that counts. */
const count = (value: unknown): number | null => (typeof value === "number" && value > 0 ? value : null);

/**
 * The row of one agent in the host's list of agents, as `T6 Implementation 3 min · Edit src/a.ts · 48 k of 900 k`, of at most
 * `width` columns. `row` is its task in `pipeline-tasks.json`. What does not fit is cut: the last step first, then left out,
 * then the tokens. `now` in milliseconds since 1970.
 */
export function agentLine(row: unknown, seen: Seen | null, { width, paint }: Layout, now: number): string {
  const minutes = shownMinutes(field(row, "at_work_since"), now);
  const name = [word(field(row, "id")), word(field(row, "subject")), minutes === null ? "" : duration(minutes)];
  const lead = name.filter(Boolean).join(" ");
  const bound = count(field(field(row, "bounds"), "tokens"));
  const used = seen === null ? null : count(seen.tokens);
  const spent = used === null ? "" : `${tokens(used)}${bound === null ? " tokens" : ` of ${tokens(bound)}`}`;
  const step = seen === null ? "" : oneLine(`${seen.tool} ${seen.what}`.slice(0, MAX_STEP));

  const end = spent === "" ? "" : ` · ${spent}`;
  const left = width - columns(`${lead}${end} · `);
  const isNear = used !== null && bound !== null && used >= NEAR * bound;
  const shownEnd = isNear ? ` · ${paint.yellow(spent)}` : end;
  if (step !== "" && left >= MIN_STEP) return `${lead} · ${paint.dim(fit(step, left))}${shownEnd}`;
  return columns(lead + end) <= width ? lead + shownEnd : fit(lead, width);
}
