import type { ApiFailure } from "../engine/commands.ts";
import type { Dispatch, Spent } from "../engine/run.ts";
import { DENIED_BY } from "../render/directive.ts";
import { minutesSince, occurrences, transcriptBytes, transcriptOf, usageIn } from "./transcript.ts";

/** Rows at the end of a transcript that are looked at, in bytes. */
const LAST = 64 * 1024;

/** What an agent took since its dispatch; null while its transcript tells nothing of it. */
export function spentSince(dispatch: Dispatch, session: string, agent: string | null, now: number): Spent | null {
  if (agent === null) return null;
  const bytes = transcriptBytes(session, agent);
  if (bytes.length === 0) return null;
  // The host's transcript has each answer twice.
  const denied = Math.ceil(occurrences(bytes, DENIED_BY) / 2);
  return {
    ...usageIn(bytes),
    ...(denied > 0 ? { denied } : {}),
    minutes: Math.ceil(minutesSince(dispatch.at, now) * 10) / 10,
  };
}

/** What the host says of an API that gave no answer, as data. */
export function apiFailure(failure: string, message: string): ApiFailure {
  return { failure: failure || "unknown", message, until: untilOf(message) };
}

/** When the API's limit ends, where its words say so: as a time of day, or as seconds since 1970. */
function untilOf(message: string): string | null {
  const seconds = /limit reached\|(\d{10})\b/.exec(message)?.[1];
  if (seconds !== undefined) return new Date(Number(seconds) * 1_000).toISOString();
  const said = /\b(?:resets?|try again|available again)(?: at| on)? ([^.·|\n]*\d[^.·|\n]*)/i.exec(message)?.[1];
  return said?.trim().slice(0, 100) ?? null;
}

/** The API's failure that an agent's transcript ends with; null when it ends otherwise. Each version writes it as an answer. */
export function failureIn(session: string, agent: string | null): ApiFailure | null {
  if (agent === null) return null;
  const bytes = transcriptBytes(session, agent);
  const rows = bytes.subarray(-LAST).toString().split("\n");
  for (const row of rows.reverse()) {
    if (!row.includes('"type":"assistant"')) continue;
    if (!row.includes('"isApiErrorMessage":true')) return null;
    try {
      const { error, message } = JSON.parse(row) as { error?: unknown; message?: { content?: { text?: unknown }[] } };
      const said = message?.content?.map((block) => (typeof block.text === "string" ? block.text : "")).join(" ") ?? "";
      return apiFailure(typeof error === "string" ? error : "", said);
    } catch {
      return null;
    }
  }
  return null;
}

/** The host notes each agent beside its transcript, before that has a row. */
const hasBegun = (session: string, agent: string): boolean => {
  const path = transcriptOf(session, agent)?.replace(/\.jsonl$/, ".meta.json");
  return path !== undefined && Bun.file(path).size > 0;
};

/** How long the host may take to write the row, in milliseconds, and how often it is looked for. */
const LATEST = 1_000;
const LOOK = 50;

/**
 * The same for an agent that has just ended. The host may tell of its end before it has written the last row: one of whom
 * not a single answer stands there is waited for.
 */
export async function failureOf(session: string, agent: string | null): Promise<ApiFailure | null> {
  for (let waited = 0; ; waited += LOOK) {
    const failure = failureIn(session, agent);
    if (failure !== null || agent === null || waited >= LATEST) return failure;
    const bytes = transcriptBytes(session, agent);
    const { tool_calls, tokens } = usageIn(bytes);
    if (tool_calls > 0 || tokens > 0 || (bytes.length === 0 && !hasBegun(session, agent))) return null;
    await Bun.sleep(LOOK);
  }
}
