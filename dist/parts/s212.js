// @bun
import {
  readCache
} from "./s25.js";
import {
  outsideFolders,
  writeOutsideText
} from "./s189.js";
import {
  realPath
} from "./s172.js";

// src/record/marks.ts
import { rmdirSync, rmSync } from "fs";
import { dirname, join } from "path";
var MARK = ".live";
var nameOf = (folder) => join("live", folder, MARK);
function foldersOf({ root }, env) {
  const real = realPath(root);
  const start = env.MULTI_AI_PROJECT_START ?? "";
  const found = new Set([root, real]);
  if (!start.startsWith("/") || !`${realPath(start)}/`.startsWith(`${real === "/" ? "" : real}/`))
    return [...found];
  found.add(start.length > 1 ? start.replace(/\/+$/, "") : start);
  for (let folder = start;folder !== dirname(folder); folder = dirname(folder))
    if (realPath(folder) === real)
      found.add(folder);
  return [...found];
}
var isPlain = (folder) => !/[\n\r\0\\]|\/\.\.?(?:\/|$)/.test(folder);
var linesOf = (path) => readCache(path)?.toString().split(`
`).filter(Boolean) ?? [];
function markLive2(project, env = process.env) {
  const { root } = project;
  const folders = foldersOf(project, env);
  if (!env.CLAUDE_PLUGIN_DATA || !folders.every(isPlain))
    return;
  const earlier = placesOf(project, env).flatMap((live) => linesOf(join(live, root, MARK)).slice(1));
  const more = [...new Set([...earlier, ...folders])].filter((one) => one !== root);
  try {
    for (const one of folders)
      writeOutsideText(env, project, nameOf(one), `${[root, ...one === root ? more : []].join(`
`)}
`);
  } catch {
    unmark2(project, env);
  }
}
function unmark2(project, env = process.env) {
  const { root } = project;
  for (const live of placesOf(project, env))
    for (const folder of [...linesOf(join(live, root, MARK)).slice(1), root])
      if (isPlain(folder) && linesOf(join(live, folder, MARK))[0] === root)
        remove(live, folder);
}
var placesOf = (project, env) => outsideFolders(env, project).map((data) => join(data, "outside", "live"));
function remove(live, folder) {
  try {
    rmSync(join(live, folder, MARK), { force: true });
    for (let at = join(live, folder);at !== live; at = dirname(at))
      rmdirSync(at);
  } catch {}
}
var mark2 = (project, live, env = process.env) => live ? markLive2(project, env) : unmark2(project, env);

export { markLive2, unmark2, mark2 };
