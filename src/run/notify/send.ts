import { apart } from "../../process/path.ts";
import { runProcess } from "../../process/run.ts";
import { isAddress, type Receiver } from "../../settings.ts";
import { jsonOf, type Message } from "./message.ts";
import { runCommand } from "./run-command.ts";

/** Sends one message to one receiver. Nothing here says what a variable holds: addresses may hold tokens. */

type Env = Record<string, string | undefined>;

/** `none`: this machine does not offer it, which is no failure. */
export type Sent = { state: "sent" } | { state: "none" | "failed"; why: string };

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
export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** `<!channel>` would call everybody. */
const forSlack = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The request for a receiver whose variables are right; null for one of this machine. */
export function postOf(receiver: Receiver, message: Message, env: Env): Post | null {
  const { kind, url_env, token_env, chat_id, topic } = receiver;
  const url = receiver.url ?? (url_env === undefined ? "" : env[url_env]!);
  const token = token_env === undefined ? null : env[token_env]!;
  const base = (standard: string): string => (url || standard).replace(/\/+$/, "");
  const post = (to: string, body: object, headers: Record<string, string> = {}): Post => ({
    url: to,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const bearer: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const { id, title, text, urgent } = message;
  switch (kind) {
    case "telegram":
      return post(`${base("https://api.telegram.org")}/bot${token}/sendMessage`, {
        chat_id,
        text: `${title}\n${text}`,
        link_preview_options: { is_disabled: true },
      });
    case "ntfy":
      return post(base("https://ntfy.sh"), { topic, title, message: text, priority: urgent ? 4 : 3 }, bearer);
    case "slack":
      return post(url, { text: forSlack(`${title}\n${text}`), unfurl_links: false });
    case "webhook":
      return post(url, jsonOf(message), { ...bearer, "idempotency-key": id });
    case "desktop":
    case "command":
      return null;
  }
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
    const post = postOf(receiver, message, env);
    return post === null ? await show(message, env, root, patience.limit) : await postPatiently(post, patience);
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
    const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
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

/** As the desktop of this machine shows it, by a program of its own; no shell reads the text. */
async function show({ title, text }: Message, env: Env, root: string, limit: number): Promise<Sent> {
  const [program, args] =
    process.platform === "darwin"
      ? ["osascript", [...SCRIPT.flatMap((line) => ["-e", line]), title, text]]
      : ["notify-send", ["--app-name=multi-ai", "--", title, forSlack(text)]];
  const own = apart(env, root);
  const command = Bun.which(program, { PATH: own.PATH ?? "" });
  if (command === null) return { state: "none", why: `${program} is not on this machine` };
  const ran = await runProcess({ command, args, cwd: "/", env: own, timeoutMs: limit });
  return ran.exitCode === 0
    ? { state: "sent" }
    : { state: "failed", why: `${program} ended with ${ran.exitCode ?? ran.outcome}` };
}

/** For macOS: the text comes as an argument, so nothing of it is read as a script. */
const SCRIPT = ["on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run"];
