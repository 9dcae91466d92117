import { pluginRoot } from "../host/program.ts";
import { isInside, type Project, realPath } from "../project/project.ts";
import type { Touch } from "../record/frozen.ts";

/** Ends every problem that is told of here. */
const WHY = "is the plugin's own: what lies there is run as part of it, so nothing changes it while a run is live";

export const isOwnProblem = (said: string): boolean => said.endsWith(WHY);

/**
 * The folders whose files are run as code of the plugin: its own, and the one for its data with the compiled hook. The
 * plugin's own counts only apart from the project: who works on the plugin itself may change it.
 */
function ownFolders(project: Project): string[] {
  const plugin = pluginRoot();
  const data = process.env.CLAUDE_PLUGIN_DATA;
  const apart = !isInside(plugin, project.root) && !isInside(project.root, plugin);
  return [...(apart ? [plugin] : []), ...(data ? [data] : [])];
}

/** What is wrong with touching this path, as a sentence without its end; null when it lies in none of the plugin's folders. */
export function ownProblem(project: Project): (path: string, touch: Touch) => string | null {
  const folders = ownFolders(project);
  return (path, touch) =>
    folders.some((folder) => isInside(path, folder) || (touch === "deep" && isInside(folder, realPath(path))))
      ? `${path} ${WHY}`
      : null;
}
