import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isCut } from "../api/problem.ts";
import { isAway } from "../database/connection.ts";
import { Unanswered } from "./request.ts";

/**
 * What services post to the server. Each one checks the signature of the bytes itself: nobody has a
 * token here.
 */

export interface HookAnswer {
  status: number;
  body: object;
}

export type Hook = (headers: Headers, bytes: Uint8Array) => Promise<HookAnswer>;

/** GitHub's largest ones are far below. */
const MAX_BODY = 1_024 * 1_024;

const json = (status: number, body: object): Response => Response.json(body, { status });

/** Answers `POST /hooks/<name>` for each hook. */
export function hooksApp(hooks: Record<string, Hook>, say: (problem: string) => void): Hono {
  const app = new Hono();
  app.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: () => json(413, { error: `at most ${MAX_BODY} bytes` }),
    }),
  );
  app.notFound(() => json(404, { error: "no such hook" }));
  app.onError((error) => {
    if (isCut(error)) return json(400, { error: "a body that breaks off" });
    if (isAway(error)) return json(503, { error: "the database does not answer: send it again" });
    if (error instanceof Unanswered) return json(502, { error: error.message });
    say(`hook: ${error.stack ?? error.message}`);
    return json(500, { error: "an error of this server" });
  });
  for (const [name, hook] of Object.entries(hooks))
    app.post(`/hooks/${name}`, async ({ req }) => {
      const { status, body } = await hook(req.raw.headers, new Uint8Array(await req.arrayBuffer()));
      return json(status, body);
    });
  return app;
}
