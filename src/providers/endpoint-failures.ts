import { lastPart, oneLine } from "./codex-failures.ts";
import type { Endpoint, Key } from "./endpoint.ts";
import type { AskFailure } from "./provider.ts";

/** What came of one request, where that was no answer. */
export interface Trouble {
  failure: AskFailure;
  /** In the endpoint's own words, or in those of the network. */
  words: string;
  /** May go better in a moment. */
  again: boolean;
  /** When the endpoint says how long to wait: milliseconds. */
  waitMs?: number;
}

/** What the wire said of one request, beside what the client library made of it. */
export interface Wire {
  /** Null: there was no answer at all. */
  status: number | null;
  headers: Headers;
  body: string;
  /** The answer was longer than is read. */
  tooLong: boolean;
  /** What the network said. */
  error: { code: string; message: string } | null;
}

/** A connection that broke off; any other error of the network was there before a first byte. */
const BROKEN =
  /^(?:ECONNRESET|EPIPE|ECONNABORTED|ConnectionClosed|ConnectionReset|UnexpectedEOF|ERR_STREAM|ShortRead)/i;

/** What went wrong with a request that gave no answer. */
export function troubleOf(wire: Wire): Trouble {
  const { status, headers, body, tooLong, error } = wire;
  const of = (failure: AskFailure, words: string, again = false): Trouble => ({ failure, words, again });
  if (tooLong) return of("server_error", "its answer is longer than is read");
  if (error !== null && (status !== null || BROKEN.test(error.code)))
    return of("server_error", "the connection broke off", true);
  if (error !== null) return of("unreachable", error.message);
  if (status === null) return of("failed", "no request was made");
  const reply = errorIn(body);
  const words = `${status}${reply.message === "" ? "" : `: ${reply.message}`}`;
  if (status === 401 || status === 403) return of("bad_key", words);
  if (status === 402 || reply.code === "insufficient_quota") return of("quota", words);
  if (status === 404) return of("unknown_model", words);
  if (status === 429) return { ...of("rate_limited", words, true), waitMs: waitIn(headers) };
  if (status === 408 || status >= 500) return { ...of("server_error", words, true), waitMs: waitIn(headers) };
  if (status >= 300 && status < 400) return of("server_error", `${status}: it sends requests on to another address`);
  if (status >= 400) return of("failed", words);
  if (/html/i.test(headers.get("content-type") ?? ""))
    return of("server_error", "it sent a web page in place of an answer");
  return of("server_error", "what it sent is no answer of this protocol", true);
}

/** The error that a body tells of, in the forms of the known protocols; a web page tells nothing. */
function errorIn(body: string): { code: string; message: string } {
  try {
    const parsed = JSON.parse(body);
    // Google wraps it in a list.
    const value = Array.isArray(parsed) ? parsed[0] : parsed;
    const error = value?.error ?? value;
    const message = typeof error === "string" ? error : error?.message;
    return { code: String(error?.code ?? error?.type ?? ""), message: typeof message === "string" ? message : "" };
  } catch {
    return { code: "", message: "" };
  }
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

/** What may be known about a failure beside its kind. */
interface Facts {
  words: string;
  limitMs: number;
  keyName: string | null;
  model: string;
  resetsAt?: string;
}

/** One line for the person: what happened and what to do next. */
export function messageOf(endpoint: Endpoint, failure: AskFailure, facts: Facts): string {
  const { title, id, baseUrl } = endpoint;
  const { words, limitMs, keyName, model, resetsAt } = facts;
  const detail = words === "" ? "" : ` (${oneLine(words, 240)})`;
  const messages: Partial<Record<AskFailure, string>> = {
    quota: `${title}: the account's credit or quota is used up${detail}: settle that with ${title}, then start this again, or decide without it.`,
    rate_limited: `${title} takes no more requests${resetsAt === undefined ? "" : ` until ${resetsAt}`}${detail}: wait and start this again, or decide without it.`,
    timeout: `${title} gave no answer within ${Math.round(limitMs / 1_000)} s and was ended: start this again, or name a faster model in providers.${id}.model.`,
    cancelled: `The request to ${title} was cancelled: start it again when you want it.`,
    invalid_output: `${title} gave no usable answer (${oneLine(words, 240)}): start this again.`,
    bad_key: `${title} refused the key in ${keyName ?? "(none is set)"}${detail}: put a valid one there and start this again.`,
    unknown_model: `${title} knows no model ${model} at ${baseUrl}${detail}: name another one in providers.${id}.model, or mend base_url, and start this again.`,
    unreachable: `${title} cannot be reached at ${baseUrl}${detail}: look at the network, or at providers.${id}.base_url, and start this again.`,
    server_error: `${title} failed${detail}: start this again in a while; if it stays so, look at providers.${id}.base_url.`,
  };
  return oneLine(messages[failure] ?? `${title} failed${detail}: put that right and start this again.`, 500);
}

/** One line for the person about a key that is not there, or is not sent. */
export function keyMessage({ title, id, keys }: Endpoint, { name, why }: Extract<Key, { ok: false }>): string {
  const nothing = "nothing was sent";
  if (why === "characters")
    return `${name} holds a line break, a blank or another character that no key has; ${nothing}: set it again, then start this again.`;
  if (why === "address")
    return `${title}: providers.${id}.base_url begins with http:, and a key goes over https: alone, or to this machine; ${nothing}: mend it, then start this again.`;
  return `${title} has no key: set ${keys.join(" or ")} where Claude Code is started from, then start this again.`;
}

/** The last words of an endpoint, at most 2 kB. */
export const detailOf = (text: string): string => lastPart(text, 2_048);
