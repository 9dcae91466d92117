import type { Env } from "../../record/outside.ts";
import { runLine } from "../../record/run-tests.ts";
import { isAddress, type Receiver } from "../../settings.ts";
import { jsonOf, type Message } from "./message.ts";

/**
 * Sends one message to one receiver. Nothing here says what a variable holds: addresses may hold
 * tokens.
 */

export type Sent = { state: "sent" } | { state: "failed"; why: string };

/** In milliseconds: of one try, and before each further one; what a command may take. */
export interface Patience {
  limit: number;
  pauses: number[];
  command: number;
}

const PATIENCE: Patience = { limit: 10_000, pauses: [1_000, 4_000], command: 60_000 };
/** Bytes that are read of each of a command's outputs. */
const MAX_OUTPUT = 64 * 1024;

const failed = (why: string): Sent => ({ state: "failed", why });

/** What an environment variable has to be for a receiver, and is not; null: it is right. */
function variableProblem(name: string | undefined, env: Env, isUrl: boolean): string | null {
  if (name === undefined) return null;
  const value = env[name];
  if (value === undefined || value === "") return `the variable ${name} is not set`;
  if (isUrl)
    return isAddress(value)
      ? null
      : `the variable ${name} does not hold an https:// or http:// address`;
  return /^[\x21-\x7e]+$/.test(value)
    ? null
    : `the variable ${name} holds blanks or line breaks, so it is not a token`;
}

/** The request for a receiver whose variables are right: what is posted where. */
function postOf(
  { kind, url_env, token_env, chat_id, ...given }: Receiver,
  message: Message,
  env: Env,
) {
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
  const problem =
    variableProblem(receiver.url_env, env, true) ?? variableProblem(receiver.token_env, env, false);
  if (problem !== null) return failed(problem);
  if (receiver.kind === "command")
    return runCommand(receiver, message, { env, root, timeoutMs: patience.command });
  const post = postOf(receiver, message, env);
  for (let tries = 0; ; tries++) {
    const { why, again } = await postOnce(post, patience.limit);
    if (why === null) return { state: "sent" };
    const pause = patience.pauses[tries];
    if (!again || pause === undefined)
      return failed(tries === 0 ? why : `${why} (${tries + 1} tries)`);
    await Bun.sleep(pause);
  }
}

/** `why`: what was wrong, null: nothing. `again`: another try may help. */
async function postOnce(
  { url, headers, body }: ReturnType<typeof postOf>,
  limit: number,
): Promise<{ why: string | null; again: boolean }> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      // It would take the token somewhere else.
      redirect: "manual",
      signal: AbortSignal.timeout(limit),
    });
    // What it says may be without end, and nothing of it is needed.
    answer.body?.cancel().catch(() => {});
    const again = [408, 425, 429].includes(answer.status) || answer.status >= 500;
    return { why: answer.ok ? null : `it answered ${answer.status}`, again };
  } catch (error) {
    // The kind of an error alone: its message may hold the address.
    const { name, code } = error as { name?: unknown; code?: unknown };
    const isLate = name === "TimeoutError";
    const why = isLate
      ? `no answer within ${limit / 1_000} s`
      : `it cannot be reached (${code ?? name})`;
    return { why, again: true };
  }
}

/**
 * Runs the command of a receiver once, in the project's folder, with the message on its standard
 * input. It has none of the program's own variables, among them the token by which a script
 * answers, and what it starts answers nothing for the person. A line is run as tests are: in a
 * shell where it needs one. @returns what came of it; never rejects
 */
async function runCommand(
  { command = "" }: Receiver,
  message: Message,
  { env, root, timeoutMs }: { env: Env; root: string; timeoutMs: number },
): Promise<Sent> {
  const ran = await runLine(command, root, env, {
    stdin: `${JSON.stringify(jsonOf(message))}\n`,
    timeoutMs,
    maxOutputBytes: MAX_OUTPUT,
  });
  if (ran.outcome === "exited" && ran.exitCode === 0) return { state: "sent" };
  const ends: Record<string, string> = {
    timeout: `it was stopped after ${timeoutMs / 1_000} s`,
    exited: `it ended with ${ran.exitCode ?? ran.signal}`,
  };
  return failed(ends[ran.outcome] ?? "it could not be started");
}
