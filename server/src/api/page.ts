import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Env } from "./access.ts";
import { conditional } from "./conditional.ts";

const FOLDER = join(import.meta.dir, "../page");

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/**
 * Has the app answer with the page's files. Each one is read now, so no address leads to another
 * file.
 */
export function page(app: OpenAPIHono<Env>): void {
  for (const name of readdirSync(FOLDER)) {
    const type = TYPES[name.split(".").at(-1)!];
    if (type === undefined) continue;
    const bytes = readFileSync(join(FOLDER, name));
    app.get(name === "index.html" ? "/" : `/${name}`, conditional, (context) =>
      context.body(bytes, 200, { "content-type": type }),
    );
  }
}
