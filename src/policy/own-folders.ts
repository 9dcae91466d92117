import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { pluginApart } from "../host/program.ts";
import { isInside, type Project, realPath } from "../project/project.ts";
import type { Touch } from "../record/frozen.ts";
import { outsideFolders } from "../record/outside.ts";

export const FOLDER_RULE =
  ".task/ belongs to the program while a run is live: an agent writes its own result there and nothing else.";

/** The end of every problem of this file. */
const WHY = "is the plugin's own: what lies there is run as part of it, so nothing changes it while a run is live";

const HIDES =
  "would hide the run from its session, which was started in it or below: nobody makes one there while a run is live";

export const isOwnProblem = (line: string): boolean => line.endsWith(WHY) || line.endsWith(HIDES);

/**
 * The folders whose files are run as code of the plugin: the plugin itself and its data with the compiled hook and the record of what was started and approved. Not the
 * plugin in the project itself: somebody works on it.
 */
function ownFolders(project: Project): string[] {
  const plugin = pluginApart(project);
  return [...(plugin === null ? [] : [plugin]), ...outsideFolders(process.env, project).filter(existsSync)];
}

/** The folders below the project's root that the walk up from the folder of the session comes through. */
function between({ root }: Project, start: string | undefined): string[] {
  const real = realPath(root);
  const found: string[] = [];
  for (let at = realPath(start || root); at.startsWith(`${real}/`); at = dirname(at)) found.push(at);
  return found;
}

/** A function that says why a path may not be touched, without a full stop; null: it is none of the plugin's. */
export function ownProblem(
  project: Project,
  env: Record<string, string | undefined> = process.env,
): (path: string, touch: Touch) => string | null {
  const folders = ownFolders(project);
  const planted = between(project, env.MULTI_AI_PROJECT_START).flatMap((at) => [join(at, ".git"), join(at, ".task")]);
  return (path, touch) => {
    if (folders.some((folder) => isInside(path, folder) || (touch === "deep" && isInside(folder, realPath(path)))))
      return `${path} ${WHY}`;
    const at = planted.find((one) => isInside(path, one));
    return at === undefined ? null : `${at} ${HIDES}`;
  };
}
