import type { Env } from "../../record/machine/outside.ts";
import { runLine } from "../../record/tests/run-tests.ts";
import type { Receiver } from "../../settings.ts";
import { jsonOf, type Message } from "./message.ts";

/**
 * Sends one message to one receiver, once. Nothing here says what a variable holds: addresses may
 * hold tokens.
 */

/** Milliseconds. */
const POST_LIMIT = 10_000;
const COMMAND_LIMIT = 60_000;
/** Bytes that are read of each of a command's outputs. */
const MAX_OUTPUT = 64 * 1024;

/** Where a receiver is; its variables are read. */
interface Target {
  url: string | undefined;
  token: string | undefined;
  chat_id: string | undefined;
}
interface Post {
  url: string;
  headers?: Record<string, string>;
  body: object;
}

const TEMPLATES: Record<
  Exclude<Receiver["kind"], "command">,
  (to: Target, message: Message) => Post
> = {
  webhook: ({ url = "", token }, message) => ({
    url,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      "idempotency-key": message.id,
    },
    body: jsonOf(message),
  }),
  telegram: ({ url = "https://api.telegram.org", token, chat_id }, { title, text }) => ({
    url: `${url.replace(/\/+$/, "")}/bot${token}/sendMessage`,
    body: { chat_id, text: `${title}\n${text}`, link_preview_options: { is_disabled: true } },
  }),
};

/** @returns why it did not arrive; null: it did. Never rejects. */
export async function send(
  receiver: Receiver,
  message: Message,
  { env, root, limit }: { env: Env; root: string; limit?: number },
): Promise<string | null> {
  const { kind, url_env, token_env, command = "", chat_id } = receiver;
  const unset = [url_env, token_env].find((name) => name !== undefined && !env[name]);
  if (unset !== undefined) return `the variable ${unset} is not set`;
  if (kind === "command") return runCommand(command, message, { env, root, limit });
  const url = url_env === undefined ? receiver.url : env[url_env];
  const token = token_env === undefined ? undefined : env[token_env];
  return post(TEMPLATES[kind]({ url, token, chat_id }, message), limit);
}

async function post({ url, headers, body }: Post, limit = POST_LIMIT): Promise<string | null> {
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
    return answer.ok ? null : `it answered ${answer.status}`;
  } catch (error) {
    // The kind of an error alone: its message may hold the address.
    const { name, code } = error as { name?: unknown; code?: unknown };
    return name === "TimeoutError"
      ? `no answer within ${limit / 1_000} s`
      : `it cannot be reached (${code ?? name})`;
  }
}

/**
 * Runs the command of a receiver in the project's folder, with the message on its standard input.
 * It has none of the program's own variables, among them the token by which a script answers, and
 * what it starts answers nothing for the person. A line is run as tests are: in a shell where it
 * needs one.
 */
async function runCommand(
  command: string,
  message: Message,
  { env, root, limit = COMMAND_LIMIT }: { env: Env; root: string; limit?: number | undefined },
): Promise<string | null> {
  const ran = await runLine(command, root, env, {
    stdin: `${JSON.stringify(jsonOf(message))}\n`,
    timeoutMs: limit,
    maxOutputBytes: MAX_OUTPUT,
  });
  if (ran.outcome === "exited" && ran.exitCode === 0) return null;
  const ends: Record<string, string> = {
    timeout: `it was stopped after ${limit / 1_000} s`,
    exited: `it ended with ${ran.exitCode ?? ran.signal}`,
  };
  return ends[ran.outcome] ?? "it could not be started";
}
