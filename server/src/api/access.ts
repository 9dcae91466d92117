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

/** Whose token it is. @throws Problem where it is nobody's */
export async function known(store: Store, plain: string): Promise<Token> {
  // What does not even look like one is not looked up.
  const token = TOKEN.test(plain) ? await store.tokenOf(plain) : null;
  if (token !== null) return token;
  throw new Problem(401, "token", {
    found: "a token that this server does not know",
    expected: "one that it issued",
    next: "Copy it again, or make a new one on the server: multi-ai token.",
  });
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
  (store: Store, counts: (token: Token) => void): MiddlewareHandler<Env> =>
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
    counts(token);
    context.set("token", token);
    context.set("again", again);
    await next();
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

/** How many requests of a token are taken in a minute; a few at once, then as they come back. */
export class Rate {
  private readonly left = new Map<string, { count: number; at: number }>();
  constructor(private readonly perMinute: number) {}

  /** @throws Problem where it is too many */
  count(name: string): void {
    const at = Date.now();
    const before = this.left.get(name) ?? { count: this.perMinute, at };
    const count = Math.min(
      this.perMinute,
      before.count + ((at - before.at) / 60_000) * this.perMinute,
    );
    this.left.set(name, { count: Math.max(0, count - 1), at });
    if (count >= 1) return;
    const after = Math.ceil(((1 - count) * 60) / this.perMinute);
    throw new Problem(
      429,
      "rate",
      {
        found: "too many requests with this token",
        expected: `at most ${this.perMinute} a minute`,
        next: `Try again in ${after} s.`,
      },
      after,
    );
  }
}
