import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { ROLES } from "../../options.mjs";
import type { Role, Store, Token } from "../jobs/store.ts";
import { Problem } from "./problem.ts";

/** Who asks, and what they may. */

/** `again`: looks the token up once more. @throws Problem where it is nobody's any more */
export type Env = { Variables: { token: Token; again: () => Promise<Token> } };

/** The cookie of the page, which no script reads: it holds the token. */
export const COOKIE = "multi_ai";

export const may = ({ role }: Token, need: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(need);

const TOKEN = /^mai_[\w-]{43}$/;

/** What whoever sends a token is told that is nobody's, or was removed meanwhile. */
export const unknownToken = (): Problem =>
  new Problem(401, "token", {
    found: "a token that this server does not know",
    expected: "one that it issued",
    next: "Copy it again, or make a new one on the server: multi-ai token.",
  });

/** Whose token it is. @throws Problem where it is nobody's */
export async function known(store: Store, plain: string): Promise<Token> {
  // What does not even look like one is not looked up.
  const token = TOKEN.test(plain) ? await store.tokenOf(plain) : null;
  if (token === null) throw unknownToken();
  return token;
}

/**
 * Refuses what another site makes a browser send. Browsers send the cookie by themselves, so where
 * it counts they have to say where the request comes from.
 */
export function checkOrigin(context: Context, isWrite: boolean): void {
  const site = context.req.header("sec-fetch-site");
  const origin = context.req.header("origin");
  const host = context.req.header("host") ?? "";
  const isOwn =
    site !== undefined
      ? site === "same-origin" || (site === "none" && !isWrite)
      : origin !== undefined
        ? URL.canParse(origin) && new URL(origin).host === host
        : !isWrite;
  if (isOwn) return;
  throw new Problem(403, "origin", {
    found: "a request from another site, or from an unknown one",
    expected: "one of this server's own page",
    next: "Open the page itself; programs send the header Authorization: Bearer <token> instead of the cookie.",
  });
}

/** Finds out who asks, by the header or by the page's cookie. @throws Problem */
export const authenticate =
  (store: Store, rate: Rate): MiddlewareHandler<Env> =>
  async (context, next) => {
    const header = context.req.header("authorization");
    const cookie = header === undefined ? getCookie(context, COOKIE) : undefined;
    const plain = header === undefined ? cookie : /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (plain === undefined)
      throw new Problem(401, "token", {
        found: "a request without a token",
        expected: "the header Authorization: Bearer <token>",
        next: "Sign in, or send the header.",
      });
    if (cookie !== undefined) checkOrigin(context, !["GET", "HEAD"].includes(context.req.method));
    const again = () => known(store, plain);
    const token = await again();
    const limits = rate.count(token.name);
    context.set("token", token);
    context.set("again", again);
    await next();
    for (const [name, value] of Object.entries(limits)) context.header(name, value);
  };

/** Lets only those pass who have this right. */
export const needs =
  (role: Role): MiddlewareHandler<Env> =>
  async (context, next) => {
    const token = context.get("token");
    if (!may(token, role))
      throw new Problem(403, "role", {
        found: `a token that may ${token.role}`,
        expected: `one that may ${role}`,
        next: "Use another token.",
      });
    await next();
  };

const MINUTE_S = 60;

/** How many requests of a token are taken in a minute; a few at once, then as they come back. */
export class Rate {
  private readonly left = new Map<string, { count: number; at: number }>();
  constructor(private readonly perMinute: number) {}

  /**
   * Headers that say what is left: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
   * @throws Problem where it is too many
   */
  count(name: string): Record<string, string> {
    const at = Date.now();
    const { perMinute } = this;
    const before = this.left.get(name) ?? { count: perMinute, at };
    const back = ((at - before.at) / (MINUTE_S * 1_000)) * perMinute;
    const count = Math.min(perMinute, before.count + back);
    const left = Math.max(0, count - 1);
    this.left.set(name, { count: left, at });
    const whole = Math.ceil(((perMinute - left) * MINUTE_S) / perMinute);
    const headers = {
      "ratelimit-policy": `"token";q=${perMinute};w=${MINUTE_S}`,
      ratelimit: `"token";r=${Math.floor(left)};t=${whole}`,
    };
    if (count >= 1) return headers;
    const after = Math.ceil(((1 - count) * MINUTE_S) / perMinute);
    throw new Problem(
      429,
      "rate",
      {
        found: "too many requests with this token",
        expected: `at most ${perMinute} a minute`,
        next: `Try again in ${after} s.`,
      },
      { ...headers, "retry-after": String(after) },
    );
  }
}
