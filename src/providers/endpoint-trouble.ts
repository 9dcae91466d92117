import { fieldsOf, valueIn } from "../store/json/fields.ts";
import type { AskFailure } from "./provider.ts";

/** Why a request got no answer. */
export interface Trouble {
  failure: AskFailure;
  /** In the endpoint's own words, or in those of the network. */
  words: string;
  /** May go better in a moment. */
  again: boolean;
  /** When the endpoint says how long to wait: milliseconds. */
  waitMs?: number;
}

/** What the client library throws, as far as it is looked at. */
export type CallError = Error & {
  /** Absent: there was no answer at all. */
  statusCode?: number;
  responseHeaders?: Record<string, string>;
  responseBody?: string;
};

/** What reading an answer throws that is longer than the bound. */
export class TooLong extends Error {}

/** A connection that broke off; any other error of the network was there before a first byte. */
const BROKEN =
  /^(?:ECONNRESET|EPIPE|ECONNABORTED|ConnectionClosed|ConnectionReset|UnexpectedEOF|ERR_STREAM|ShortRead)/i;

/** An error and its causes. */
const causesOf = (error: unknown): unknown[] =>
  error instanceof Error ? [error, ...causesOf(error.cause)] : [];

/** What the network said, where it is the cause of an error. */
const networkIn = (error: Error): { code: string; message: string } | undefined =>
  [error, error.cause as Error].find(
    (one) => typeof (one as { code?: unknown } | undefined)?.code === "string",
  ) as { code: string; message: string } | undefined;

/** What went wrong with a request that gave no answer. */
export function troubleOf(error: CallError): Trouble {
  const { statusCode: status, responseHeaders, responseBody = "" } = error;
  const headers = new Headers(responseHeaders);
  const of = (failure: AskFailure, words: string, again = false): Trouble => ({
    failure,
    words,
    again,
  });
  if (causesOf(error).some((cause) => cause instanceof TooLong))
    return of("server_error", "its answer is too long");
  const network = networkIn(error);
  if (network !== undefined && (status !== undefined || BROKEN.test(network.code)))
    return of("server_error", "the connection was lost", true);
  if (network !== undefined) return of("unreachable", network.message);
  const reply = errorIn(responseBody);
  const words = `${status}${reply.message === "" ? "" : `: ${reply.message}`}`;
  if (status === 401 || status === 403) return of("bad_key", words);
  if (status === 402 || reply.code === "insufficient_quota") return of("quota", words);
  if (status === 404) return of("unknown_model", words);
  if (status === 429) return { ...of("rate_limited", words, true), waitMs: waitIn(headers) };
  if (status === 408 || status! >= 500)
    return { ...of("server_error", words, true), waitMs: waitIn(headers) };
  if (status! >= 300 && status! < 400)
    return of("server_error", `${status}: it redirects to another address`);
  if (status! >= 400) return of("failed", words);
  if (/html/i.test(headers.get("content-type") ?? ""))
    return of("server_error", "it sent a web page instead of an answer");
  return of("server_error", "its reply does not follow the protocol", true);
}

/**
 * The error that a body tells of, in the forms of the known protocols; a web page tells nothing.
 */
function errorIn(body: string): { code: string; message: string } {
  // Google wraps it in a list.
  const [value] = [valueIn(body)].flat();
  const error = fieldsOf(value).error ?? value;
  const { code, type, message = typeof error === "string" ? error : "" } = fieldsOf(error);
  return { code: String(code ?? type ?? ""), message: typeof message === "string" ? message : "" };
}

/** What `retry-after` says, in milliseconds; undefined when it says nothing that can be read. */
function waitIn(headers: Headers): number | undefined {
  const ms = Number.parseFloat(headers.get("retry-after-ms") ?? "");
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const wait = /^\s*[\d.]+\s*$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
