import { type ApiFailure, UNKNOWN } from "../../engine/run.ts";
import { lookUntil } from "../../process/look.ts";
import { blocksOf } from "./rows.ts";
import { transcriptBytes, transcriptOf, usageIn } from "./transcript.ts";

/** The host's message about an API that did not answer, as data. */
export function apiFailure(failure: string, message: string): ApiFailure {
  return { failure: failure || UNKNOWN, message, until: untilOf(message) };
}

/**
 * When the API's limit ends, if the message says so as a time of day or as seconds since 1970; else
 * null.
 */
function untilOf(message: string): string | null {
  const seconds = /limit reached\|(\d{10})\b/.exec(message)?.[1];
  if (seconds !== undefined) return new Date(Number(seconds) * 1_000).toISOString();
  const resets = /\b(?:resets?|try again|available again)(?: at| on)? ([^.·|\n]*\d[^.·|\n]*)/i.exec(
    message,
  )?.[1];
  return resets?.trim().slice(0, 100) ?? null;
}

/** Bytes at the end of a transcript in which its last rows are searched. */
const TAIL_BYTES = 64 * 1024;

/** The API's failure with which an agent's transcript ends; null when it ends otherwise. */
export function failureIn(session: string, agent: string | null): ApiFailure | null {
  const bytes = agent === null ? Buffer.alloc(0) : transcriptBytes(session, agent);
  const rows = bytes.subarray(-TAIL_BYTES).toString().split("\n");
  const { row, blocks } = blocksOf(
    rows.findLast((row) => row.includes('"type":"assistant"')) ?? "",
  );
  if (row.isApiErrorMessage !== true) return null;
  const words = blocks.map(({ text }) => (typeof text === "string" ? text : "")).join(" ");
  return apiFailure(typeof row.error === "string" ? row.error : "", words);
}

/** Whether the host has started the agent: it writes a note before the transcript has a row. */
const hasBegun = (session: string, agent: string): boolean => {
  const path = transcriptOf(session, agent, "meta.json");
  return path !== null && Bun.file(path).size > 0;
};

/** In milliseconds: how long to wait for the host to write the last row. */
const MAX_WAIT_MS = 1_000;

/**
 * As `failureIn`, for an agent that has just ended: the host may report the end before it writes
 * the last row, so this waits a moment for a transcript without any answer.
 */
export async function failureOf(session: string, agent: string | null): Promise<ApiFailure | null> {
  if (agent === null) return null;
  const hasAnswer = (): boolean => {
    const bytes = transcriptBytes(session, agent);
    const { tool_calls, tokens } = usageIn(bytes);
    return tool_calls > 0 || tokens > 0 || (bytes.length === 0 && !hasBegun(session, agent));
  };
  const look = () => failureIn(session, agent);
  return lookUntil(look, (failure) => failure !== null || hasAnswer(), MAX_WAIT_MS);
}
