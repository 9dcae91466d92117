/**
 * The plugin's data folder: the host names it to its hooks; a terminal looks for one that has this
 * plugin compiled.
 */
export function dataFolder(plugin: string, env: NodeJS.ProcessEnv): string | undefined {
  if (env.CLAUDE_PLUGIN_DATA) return env.CLAUDE_PLUGIN_DATA;
  const all = `${env.CLAUDE_CONFIG_DIR || `${env.HOME}/.claude`}/plugins/data`;
  const fs = process.getBuiltinModule("node:fs");
  try {
    const own = fs.readdirSync(all).filter((name) => name.startsWith("multi-ai-"));
    return own
      .map((name) => `${all}/${name}`)
      .find((data) => fs.existsSync(`${data}/program${plugin}/stamp`));
  } catch {
    return undefined;
  }
}
