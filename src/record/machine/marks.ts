import { rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Rooted, realPath } from "../../project/project.ts";
import { readCache } from "../../store/files/disk.ts";
import { type Env, outsideFolders, writeOutsideText } from "./outside.ts";

/**
 * Marks outside of the project by which the guard (hooks/guard.sh) knows that a run is live, and
 * where, whatever agents do in the project: a `.git` or a `.task/live` that is planted below its
 * root ends no walk, and a `.task/` that is gone hides no run.
 *
 * `outside/live/<folder>/.live` is there for the folder in which the session of a live run was
 * started, and for the project's root; its first line is the root, the others are, in the root's
 * own, the marks that belong to it.
 */

const MARK = ".live";
const nameOf = (folder: string): string => join("live", folder, MARK);

/**
 * The folders that are marked: the root, by each path by which a host may name it, and the one that
 * a session started in.
 */
function foldersOf({ root }: Rooted, env: Env): string[] {
  const real = realPath(root);
  const start = env.MULTI_AI_PROJECT_START ?? "";
  const found = new Set([root, real]);
  if (!start.startsWith("/") || !`${realPath(start)}/`.startsWith(`${real === "/" ? "" : real}/`))
    return [...found];
  found.add(start.length > 1 ? start.replace(/\/+$/, "") : start);
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder))
    if (realPath(folder) === real) found.add(folder);
  return [...found];
}

/** Line breaks would end the line that the guard reads. */
const isPlain = (folder: string): boolean => !/[\n\r\0\\]|\/\.\.?(?:\/|$)/.test(folder);

const linesOf = (path: string): string[] =>
  readCache(path)?.toString().split("\n").filter(Boolean) ?? [];

/**
 * Marks a project as one with a live run, for the session that starts or takes it: its folder is
 * `MULTI_AI_PROJECT_START`. Where nothing can be noted there are no marks, and the guard looks for
 * `.task/live` alone.
 */
export function markLive(project: Rooted, env: Env = process.env): void {
  const { root } = project;
  const folders = foldersOf(project, env);
  // The guard knows no other place than the host's.
  if (!env.CLAUDE_PLUGIN_DATA || !folders.every(isPlain)) return;
  const earlier = placesOf(project, env).flatMap((live) =>
    linesOf(join(live, root, MARK)).slice(1),
  );
  const more = [...new Set([...earlier, ...folders])].filter((one) => one !== root);
  try {
    for (const folder of folders)
      writeOutsideText(
        env,
        project,
        nameOf(folder),
        `${[root, ...(folder === root ? more : [])].join("\n")}\n`,
      );
  } catch {
    unmark(project, env);
  }
}

/** Takes away a project's marks: its hooks have nothing to do any more. */
export function unmark(project: Rooted, env: Env = process.env): void {
  const { root } = project;
  for (const live of placesOf(project, env))
    for (const folder of [...linesOf(join(live, root, MARK)).slice(1), root])
      if (isPlain(folder) && linesOf(join(live, folder, MARK))[0] === root) remove(live, folder);
}

const placesOf = (project: Rooted, env: Env): string[] =>
  outsideFolders(env, project).map((data) => join(data, "outside", "live"));

function remove(live: string, folder: string): void {
  try {
    rmSync(join(live, folder, MARK), { force: true });
    for (let at = join(live, folder); at !== live; at = dirname(at)) rmdirSync(at);
  } catch {
    // Another project lies below it.
  }
}
