import { existsSync } from "node:fs";
import { pluginApart } from "../host/program.ts";
import { isInside, type Project, realPath } from "../project/project.ts";
import { outsideFolders } from "../record/outside.ts";
import type { Touch } from "../run/audit/work.ts";

export const FOLDER_RULE =
  ".task/ belongs to the program during a run: an agent writes its own result there and nothing else.";

/** The end of the problem. */
const WHY = "belongs to the plugin and is run as part of it, so nothing may change it during a run";

export const isOwnProblem = (line: string): boolean => line.endsWith(WHY);

/**
 * A function that says why a path may not be touched, without a full stop; null: it is none of the plugin's. Those are the
 * folders whose files are run as its code: the plugin itself, and its data with the compiled program and the record of what was
 * started and approved. Not the plugin in the project itself: somebody works on it.
 */
export function ownProblem(project: Project): (path: string, touch: Touch) => string | null {
  const folders = [pluginApart(project) ?? [], ...outsideFolders(process.env, project).filter(existsSync)].flat();
  return (path, touch) =>
    folders.some((folder) => isInside(path, folder) || (touch === "deep" && isInside(folder, realPath(path))))
      ? `${path} ${WHY}`
      : null;
}
