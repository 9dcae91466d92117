import { createHash } from "node:crypto";
import type { MiddlewareHandler } from "hono";

/** What names a version of an answer. */
export const tagOf = (bytes: string | Uint8Array): string =>
  `"${createHash("sha256").update(bytes).digest("base64url")}"`;

/** What names all versions that a client has: without the mark of weak ones. */
export const isNamed = (wanted: string, tag: string): boolean =>
  wanted.split(",").some((one) => ["*", tag].includes(one.trim().replace(/^W\//, "")));

/**
 * Names the version of an answer by its bytes, and answers 304 where the client has it. A cache has
 * to ask each time.
 */
export const conditional: MiddlewareHandler = async (context, next) => {
  await next();
  if (context.res.status !== 200) return;
  const bytes = new Uint8Array(await context.res.clone().arrayBuffer());
  const tag = tagOf(bytes);
  context.header("etag", tag);
  context.header("cache-control", "private, no-cache");
  if (context.req.method !== "GET" || !isNamed(context.req.header("if-none-match") ?? "", tag))
    return;
  const { headers } = context.res;
  for (const name of ["content-type", "content-length", "content-disposition"])
    headers.delete(name);
  context.res = new Response(null, { status: 304, headers });
};
