import { isAddress, type Receiver } from "../../settings.ts";
import { jsonOf, type Message } from "./message.ts";
import { runCommand } from "./run-command.ts";

/** Sends one message to one receiver. Nothing here says what a variable holds: addresses may hold tokens. */

type Env = Record<string, string | undefined>;

export type Sent = { state: "sent" } | { state: "failed"; why: string };

/** In milliseconds. `sleep` is given in tests. */
export interface Patience {
  /** Of one try. */
  limit: number;
  /** Before each further try. */
  pauses: number[];
  /** What a receiver may ask to wait for; more is a failure. */
  longest: number;
  sleep: (milliseconds: number) => Promise<void>;
}

const PATIENCE: Patience = { limit: 10_000, pauses: [1_000, 4_000], longest: 60_000, sleep: Bun.sleep };

/** What an environment variable has to be for a receiver, and is not; null: it is right. */
function variableProblem(name: string, value: string | undefined, isUrl: boolean): string | null {
  if (value === undefined || value === "") return `the variable ${name} is not set`;
  if (isUrl) return isAddress(value) ? null : `the variable ${name} holds no https:// or http:// address`;
  return /^[\x21-\x7e]+$/.test(value) ? null : `the variable ${name} holds blanks or line breaks, so it is no token`;
}

/** What is wrong with the variables that a receiver names; empty: nothing. */
export const variableProblems = ({ url_env, token_env }: Receiver, env: Env): string[] =>
  [
    url_env === undefined ? null : variableProblem(url_env, env[url_env], true),
    token_env === undefined ? null : variableProblem(token_env, env[token_env], false),
  ].filter((one) => one !== null);

/** What is posted where. */
interface Post {
  url: string;
  headers: Record<string, string>;
  body: object;
}

/** The request for a receiver whose variables are right. */
function postOf({ kind, url_env, token_env, chat_id, ...given }: Receiver, message: Message, env: Env): Post {
  const url = given.url ?? (url_env === undefined ? "" : env[url_env]!);
  const token = token_env === undefined ? null : env[token_env]!;
  const { id, title, text } = message;
  if (kind === "telegram")
    return {
      url: `${(url || "https://api.telegram.org").replace(/\/+$/, "")}/bot${token}/sendMessage`,
      headers: {},
      body: { chat_id, text: `${title}\n${text}`, link_preview_options: { is_disabled: true } },
    };
  const bearer: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  return { url, headers: { ...bearer, "idempotency-key": id }, body: jsonOf(message) };
}

/** @returns what came of all tries; never rejects */
export async function send(
  receiver: Receiver,
  message: Message,
  { env, root, patience = PATIENCE }: { env: Env; root: string; patience?: Patience },
): Promise<Sent> {
  try {
    const problems = variableProblems(receiver, env);
    if (problems.length > 0) return { state: "failed", why: problems.join("; ") };
    if (receiver.kind === "command") return await runCommand(receiver, message, { env, root });
    // A run that an older version has begun may name another.
    if (receiver.kind !== "telegram" && receiver.kind !== "webhook")
      return { state: "failed", why: "this kind is not known any more: use a webhook or a command" };
    return await postPatiently(postOf(receiver, message, env), patience);
  } catch (error) {
    return { state: "failed", why: reasonOf(error, patience.limit) };
  }
}

/** `wait`: in milliseconds, null where the receiver names no time. */
type Try = { ok: true } | { ok: false; why: string; again: boolean; wait: number | null };

async function postPatiently(post: Post, patience: Patience): Promise<Sent> {
  for (let tries = 0; ; tries++) {
    const came = await postOnce(post, patience.limit);
    if (came.ok) return { state: "sent" };
    const pause = patience.pauses[tries];
    if (!came.again || pause === undefined)
      return { state: "failed", why: tries === 0 ? came.why : `${came.why} (${tries + 1} tries)` };
    const wait = Math.max(pause, came.wait ?? 0);
    if (wait > patience.longest)
      return { state: "failed", why: `${came.why}, to be tried again in ${Math.ceil(wait / 1_000)} s` };
    await patience.sleep(wait);
  }
}

async function postOnce({ url, headers, body }: Post, limit: number): Promise<Try> {
  try {
    // A redirect would take the token somewhere else.
    const signal = AbortSignal.timeout(limit);
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      redirect: "manual",
      signal,
    });
    // What it says may be without end, and nothing of it is needed.
    answer.body?.cancel().catch(() => {});
    if (answer.ok) return { ok: true };
    const again = [408, 425, 429].includes(answer.status) || answer.status >= 500;
    return { ok: false, why: `it answered ${answer.status}`, again, wait: waitIn(answer.headers.get("retry-after")) };
  } catch (error) {
    return { ok: false, why: reasonOf(error, limit), again: true, wait: null };
  }
}

/** Milliseconds that a `retry-after` asks for: it names seconds, or a date. */
export function waitIn(header: string | null, now = Date.now()): number | null {
  if (header === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** The kind of an error alone: its message may hold the address. */
function reasonOf(error: unknown, limit: number): string {
  const { name, code } = error as { name?: unknown; code?: unknown };
  if (name === "TimeoutError") return `no answer within ${limit / 1_000} s`;
  return `it cannot be reached (${typeof code === "string" ? code : String(name)})`;
}
