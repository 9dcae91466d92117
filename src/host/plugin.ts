import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The plugin's own folder: the nearest one above the running program that holds its manifest. */
export function pluginRoot(): string {
  const named = process.env.CLAUDE_PLUGIN_ROOT;
  for (let folder = dirname(Bun.main); ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".claude-plugin", "plugin.json"))) return folder;
    if (dirname(folder) === folder) return named ?? dirname(dirname(Bun.main));
  }
}
