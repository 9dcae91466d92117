import { pluginRoot } from "../host/program.ts";
import { isInside, type Project, realPath } from "../project/project.ts";
import type { Touch } from "../record/frozen.ts";

/** The end of every problem of this file. */
const WHY = "is the plugin's own: what lies there is run as part of it, so nothing changes it while a run is live";

export const isOwnProblem = (said: string): boolean => said.endsWith(WHY);

/**
 * The folders whose files are run as code of the plugin: the plugin itself and its data with the compiled hook. Not the
 * plugin in the project itself: somebody works on it.
 */
function ownFolders(project: Project): string[] {
  const plugin = pluginRoot();
  const data = process.env.CLAUDE_PLUGIN_DATA;
  const apart = !isInside(plugin, project.root) && !isInside(project.root, plugin);
  return [...(apart ? [plugin] : []), ...(data ? [data] : [])];
}

/** A function that says why a path may not be touched, without a full stop; null: it is in none of the plugin's folders. */
export function ownProblem(project: Project): (path: string, touch: Touch) => string | null {
  const folders = ownFolders(project);
  return (path, touch) =>
    folders.some((folder) => isInside(path, folder) || (touch === "deep" && isInside(folder, realPath(path))))
      ? `${path} ${WHY}`
      : null;
}
