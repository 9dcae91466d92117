import { createHmac, timingSafeEqual } from "node:crypto";

/** Requests to services, and the signatures of theirs. */

const LIMIT_MS = 10_000;
const MAX_ANSWER = 1_024 * 1_024;

/** A service refused, or gave no answer. Its message holds no address: that may hold a token. */
export class Unanswered extends Error {
  constructor(
    what: string,
    readonly status: number | null,
  ) {
    super(what);
  }
}

interface Asked {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: object;
  signal?: AbortSignal;
  limit?: number;
}

/** Asks a service, `name` to people, and returns what it says as JSON. @throws Unanswered */
export async function ask(
  name: string,
  url: string,
  { method, headers, body, signal, limit }: Asked,
): Promise<unknown> {
  const late = AbortSignal.timeout(limit ?? LIMIT_MS);
  try {
    const answer = await fetch(url, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        "user-agent": "multi-ai",
        ...(body && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
      // It would take the token somewhere else.
      redirect: "manual",
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Unanswered(`${name} answered ${answer.status}`, answer.status);
    return text.length > MAX_ANSWER ? null : JSON.parse(text || "null");
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    const { name: kind, code } = error as { name?: string; code?: string };
    throw new Unanswered(`${name} gave no answer (${code ?? kind})`, null);
  }
}

/** Whether two texts are one, in a time that tells nothing of where they differ. */
export function isSameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export const hmac = (secret: string, text: string | Uint8Array): string =>
  createHmac("sha256", secret).update(text).digest("hex");

/** The JSON that a service sent, with no sign in it that Postgres cannot keep; null: it is none. */
export function parsed(json: string | Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(json).toString("utf8"), (_, value) =>
      typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
    );
  } catch {
    return null;
  }
}
