import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Env } from "./access.ts";
import { conditional } from "./conditional.ts";

const FOLDER = join(import.meta.dir, "../page");
/** Libraries that the page has as they are, by the name that it asks for. */
const LIBRARIES = { "marked.js": fileURLToPath(import.meta.resolve("marked")) };

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
  const own = readdirSync(FOLDER).map((name) => [name, join(FOLDER, name)] as const);
  for (const [name, file] of [...own, ...Object.entries(LIBRARIES)]) {
    const type = TYPES[name.split(".").at(-1)!];
    if (type === undefined) continue;
    const bytes = readFileSync(file);
    app.get(name === "index.html" ? "/" : `/${name}`, conditional, (context) =>
      context.body(bytes, 200, { "content-type": type }),
    );
  }
}
