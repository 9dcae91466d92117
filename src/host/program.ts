import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";

type Env = Record<string, string | undefined>;

/** The oldest version of the host that the plugin is tested with, and the newest. */
export const OLDEST_SUPPORTED_HOST = "2.1.197";
export const NEWEST_TESTED_HOST = "2.1.328";

/** Variables that a host sets for what it starts: another host must not take them for its own. */
const OF_ANOTHER_HOST =
  /^(CLAUDECODE|CLAUDE_PID|CLAUDE_PROJECT_DIR|CLAUDE_PLUGIN_.*|CLAUDE_ENV_FILE|CLAUDE_CODE_(ENTRYPOINT|SESSION_.*))$/;

/** Path of Claude Code: the named program, else from PATH, else where its installers put it; null: not found. */
export function findClaude(named: string | null, env: Env): string | null {
  const program = (path: string): string | null => Bun.which(path, { PATH: env.PATH ?? "" });
  if (named !== null) return program(named.includes("/") ? resolve(named) : named);
  const places = ["claude", ...[".local/bin/claude", ".claude/local/claude"].map((path) => join(env.HOME ?? "", path))];
  for (const place of places) {
    const found = program(place);
    if (found !== null) return found;
  }
  return null;
}

/** The version that the program prints; null when it does not start or prints none. */
export async function claudeVersion(claude: string, env: Env, cwd: string, limitMs = 10_000): Promise<string | null> {
  const { runProcess } = await import("../process/run.ts");
  const asked = await runProcess({ command: claude, args: ["--version"], cwd, env, timeoutMs: limitMs });
  return asked.exitCode === 0 ? (/\d+\.\d+\.\d+/.exec(asked.stdout)?.[0] ?? null) : null;
}

const configFolder = (env: Env): string => env.CLAUDE_CONFIG_DIR || join(env.HOME ?? "", ".claude");

/** The host's settings that hold in a project, weakest first; what cannot be read counts as empty. */
function hostSettings(env: Env, project: string): Record<string, unknown>[] {
  const files = [
    join(configFolder(env), "settings.json"),
    join(project, ".claude", "settings.json"),
    join(project, ".claude", "settings.local.json"),
  ];
  return files.map((file) => {
    try {
      const value: unknown = JSON.parse(readFileSync(file, "utf8"));
      return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
    } catch {
      return {};
    }
  });
}

const inside = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** What the host's settings for a project say of permissions: the mode that sessions begin in, and rules of all files. */
export function permissionRules(env: Env, project: string): { mode: string | null; allow: string[]; deny: string[] } {
  const all = hostSettings(env, project).map((settings) => settings.permissions);
  const modes = all.map((one) => inside(one, "defaultMode")).filter((one) => typeof one === "string");
  const rules = (name: string): string[] =>
    all.flatMap((one) => inside(one, name)).filter((rule): rule is string => typeof rule === "string");
  return { mode: (modes.at(-1) as string | undefined) ?? null, allow: rules("allow"), deny: rules("deny") };
}

/** Whether the host loads the plugin by itself in this project: given by `--plugin-dir` as well, its hooks would run twice. */
export function pluginIsInstalled(env: Env, project: string): boolean {
  let enabled = false;
  for (const settings of hostSettings(env, project)) {
    const plugins = inside(settings, "enabledPlugins") as Record<string, unknown> | undefined;
    for (const [name, value] of Object.entries(plugins ?? {}))
      if (name.startsWith("multi-ai@")) enabled = value === true;
  }
  return enabled;
}

/** Whether the host offers its task tools in this project: its environment first, then `env` of its settings. */
export function taskToolsAreOn(env: Env, project: string): boolean {
  const name = "CLAUDE_CODE_ENABLE_TODO_TOOLS";
  const values = [env[name], ...hostSettings(env, project).map((settings) => inside(settings.env, name))];
  return /^(1|true|yes)$/i.test(String(values.findLast((value) => value !== undefined) ?? ""));
}

/**
 * The environment for a host that this program starts: without another host's own variables, and with a Bun on PATH for
 * the plugin's hooks, last, so that nothing of the person's changes place.
 */
export function hostEnvironment(env: Env, plugin: string): Env {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !OF_ANOTHER_HOST.test(name)));
  if (Bun.which("bun", { PATH: env.PATH ?? "" }) !== null) return kept;
  return { ...kept, PATH: [env.PATH, join(plugin, "node_modules", ".bin")].filter(Boolean).join(delimiter) };
}

/** The plugin's own folder: the nearest one above the running program that holds its manifest. */
export function pluginRoot(): string {
  const named = process.env.CLAUDE_PLUGIN_ROOT;
  for (let folder = dirname(Bun.main); ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".claude-plugin", "plugin.json"))) return folder;
    if (dirname(folder) === folder) return named ?? dirname(dirname(Bun.main));
  }
}
