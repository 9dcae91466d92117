import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { pathApart, upward } from "../process/files/path.ts";
import { installing } from "../process/installing.ts";
import { runProcess } from "../process/run.ts";
import { isInside, type Rooted, realPath } from "../project/project.ts";
import { readPlainText } from "../store/files/plain-file.ts";
import { fieldsIn, fieldsOf, isObject } from "../store/json/fields.ts";

type Env = NodeJS.ProcessEnv;

/** The oldest version of the host that the plugin is tested with, and the newest. */
export const OLDEST_SUPPORTED_HOST = "2.1.328";
export const NEWEST_TESTED_HOST = "2.1.332";

/**
 * Variables that a host sets for what it starts: another host must not take them for its own. Nor
 * is a script's token for it.
 */
const NOT_FOR_HOST =
  /^(MULTI_AI_TOKEN|CLAUDECODE|CLAUDE_PID|CLAUDE_PROJECT_DIR|CLAUDE_PLUGIN_.*|CLAUDE_ENV_FILE|CLAUDE_CODE_(ENTRYPOINT|SESSION_.*))$/;

/**
 * Path of Claude Code: the named program, else from PATH, but nothing that lies in the project or
 * among installed packages, else where its installers put it; null: not found.
 */
export function findClaude(named: string | null, env: Env, project: string): string | null {
  const PATH = pathApart(env.PATH, project, env.HOME);
  const program = (path: string): string | null => Bun.which(path, { PATH });
  if (named !== null) return program(named.includes("/") ? resolve(named) : named);
  const places = [
    "claude",
    ...[".local/bin/claude", ".claude/local/claude"].map((path) => join(env.HOME ?? "", path)),
  ];
  return places.map(program).find((found) => found !== null) ?? null;
}

/** How long the host may take to say something of itself, and what it does not need for that. */
export const SAYING_MS = 10_000;
export const OFFLINE = {
  DISABLE_AUTOUPDATER: "1",
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
};

/** Whether the host says of itself that it is logged in; where it says nothing, nothing is known. */
export async function isLoggedIn(command: string, env: Env): Promise<boolean | null> {
  const { stdout } = await runProcess({
    ...{ command, args: ["auth", "status"], cwd: tmpdir(), env: { ...env, ...OFFLINE } },
    timeoutMs: SAYING_MS,
  });
  const { loggedIn } = fieldsIn(stdout);
  return typeof loggedIn === "boolean" ? loggedIn : null;
}

/** Where the host looks for a shell beside PATH. */
const SHELL_FOLDERS = ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];

/**
 * What to install where the host finds no shell for the commands of agents, for which it takes bash
 * and zsh alone; null: it finds one.
 */
export function shellRemedy(env: Env): string | null {
  const PATH = [env.PATH ?? "", ...SHELL_FOLDERS].join(delimiter);
  const named = [env.CLAUDE_CODE_SHELL, env.SHELL].filter((path) => /bash|zsh/.test(path ?? ""));
  const isThere = ["bash", "zsh", ...named].some((name) => Bun.which(name!, { PATH }) !== null);
  return isThere ? null : installing(["bash"]);
}

/** Where the host keeps what is the person's own. */
export const configFolder = (env: Env): string =>
  env.CLAUDE_CONFIG_DIR || join(env.HOME ?? "", ".claude");

/** A field that the value has itself; undefined: it has none of that name, or is no object. */
const inside = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** An object in a file; what cannot be read counts as empty. */
const objectIn = (file: string): Record<string, unknown> => fieldsIn(readPlainText(file));

/** The host's settings of a project, weakest first. */
const hostSettings = (env: Env, project: string): Record<string, unknown>[] =>
  [
    join(configFolder(env), "settings.json"),
    join(project, ".claude", "settings.json"),
    join(project, ".claude", "settings.local.json"),
  ].map(objectIn);

/** Where who manages a machine has the host's settings, which are above all others. */
export const MANAGED_FOLDERS = ["/etc/claude-code", "/Library/Application Support/ClaudeCode"];

const managedSettings = (folders: string[]) =>
  folders.map((folder) => objectIn(join(folder, "managed-settings.json")));

/**
 * Whether no hook of the plugin would run in a host that is started here: its agents would work
 * without any rule.
 */
export function hooksAreOff(env: Env, project: string, managedIn = MANAGED_FOLDERS): boolean {
  const managed = managedSettings(managedIn);
  return (
    env.MULTI_AI_OFF === "1" ||
    managed.some(({ allowManagedHooksOnly }) => allowManagedHooksOnly === true) ||
    [...hostSettings(env, project), ...managed].some(
      ({ disableAllHooks }) => disableAllHooks === true,
    )
  );
}

/** Whether the person has said in the host's own settings that there is to be no sandbox. */
export const sandboxIsOff = (env: Env): boolean =>
  inside(objectIn(join(configFolder(env), "settings.json")).sandbox, "enabled") === false;

/** Whether settings let some commands out of the host's sandbox. */
export const sandboxHasHoles = (env: Env, project: string): boolean =>
  hostSettings(env, project).some(
    ({ sandbox }) => [inside(sandbox, "excludedCommands") ?? []].flat().length > 0,
  );

/** Whether commands of a session that starts in the project run in the host's sandbox. */
export const sandboxIsOn = (env: Env, project: string): boolean =>
  hostSettings(env, project)
    .map(({ sandbox }) => inside(sandbox, "enabled"))
    .findLast((enabled) => enabled !== undefined) === true;

/**
 * Whether the person has accepted the host's own trust dialog for this folder, or for one around
 * it; of a worktree of their own commits, for its project, of another for that alone.
 */
export function isTrusted(env: Env, project: string): boolean {
  const { projects } = objectIn(join(env.CLAUDE_CONFIG_DIR || (env.HOME ?? ""), ".claude.json"));
  const isAccepted = (folder: string): boolean =>
    inside(inside(projects, folder), "hasTrustDialogAccepted") === true;
  // Loaded on use: each call of a tool that is judged loads this file.
  const { worktreeAt, strangeTop } =
    require("../project/worktrees/linked-worktrees.ts") as typeof import("../project/worktrees/linked-worktrees.ts");
  const worktree = worktreeAt(project);
  // What the person trusts around it are folders of theirs, and no commits of whoever.
  if (worktree === null ? strangeTop(project) !== null : !worktree.own)
    return isAccepted(realPath(project));
  const places = [realPath(project), ...(worktree === null ? [] : [worktree.of])];
  return places.some((place) => upward(place, isAccepted) !== null);
}

/**
 * What the host takes from a project: settings with hooks, environment and rules, servers,
 * instructions.
 */
const OF_PROJECT = [
  ".claude/settings.json",
  ".claude/settings.local.json",
  ".mcp.json",
  "CLAUDE.md",
];

/**
 * What of a project the host leaves out when this program starts it there, with the arguments for
 * that. `claude -p` shows no trust dialog: it starts hooks, servers and helpers of a project that
 * nobody has looked at.
 */
export function unreadSettings(env: Env, project: string): { files: string[]; args: string[] } {
  if (isTrusted(env, project)) return { files: [], args: [] };
  const files = OF_PROJECT.filter((file) => existsSync(join(project, file)));
  return { files, args: ["--setting-sources", "user"] };
}

/**
 * Settings with which a host loads no instructions from a project, at any level, nor a style that
 * lies there. What stands in the person's home, above the project and in managed settings counts.
 */
export function withoutInstructions(project: string) {
  // Nothing quotes a character of a pattern, and there a backslash is a slash.
  const folder = realPath(project)
    .replaceAll("\\", "/")
    .replace(/[^\w/.-]/g, "?");
  return { claudeMdExcludes: [`${folder}/**`], outputStyle: "default" };
}

/**
 * What of all settings, weakest first, holds in a host that this program starts: of a folder that
 * nobody trusts none.
 */
const trusted = <T>(env: Env, project: string, all: T[]): T[] =>
  isTrusted(env, project) ? all : all.slice(0, 1);

/** The rules by which the host's settings for a project allow tool calls. */
export const allowRules = (env: Env, project: string): string[] =>
  [...trusted(env, project, hostSettings(env, project)), ...managedSettings(MANAGED_FOLDERS)]
    .map((settings) => inside(settings.permissions, "allow"))
    .flatMap((rules) => (Array.isArray(rules) ? rules : []))
    .filter((rule) => typeof rule === "string");

/**
 * Whether the host loads the plugin by itself in this project: given by `--plugin-dir` as well, its
 * hooks would run twice. A project can switch on only what the person has installed, else a run
 * would go without any guard.
 */
export function pluginIsInstalled(env: Env, project: string): boolean {
  const { plugins: installed } = objectIn(
    join(configFolder(env), "plugins", "installed_plugins.json"),
  );
  const all = hostSettings(env, project).map(({ enabledPlugins }) =>
    Object.entries(fieldsOf(enabledPlugins)),
  );
  // The strongest settings of a name come last.
  const enabled = new Map(trusted(env, project, all).flat());
  const isOurs = (name: string): boolean =>
    name.startsWith("multi-ai@") && inside(installed, name) !== undefined;
  return [...enabled].some(([name, value]) => value === true && isOurs(name));
}

/**
 * npm without install scripts leaves a text in the place of bun, which does not start: see
 * hooks/find-bun.sh.
 */
const isStub = (file: string): boolean => /^.*postinstall/.test(readPlainText(file, 4_096) ?? "");

/**
 * The environment for a host that this program starts: without another host's own variables, and
 * with a Bun on PATH for the plugin's hooks and the project's commands. It comes last, so that
 * nothing of the person's changes place; or before a stub.
 * `program`: the Bun that runs this.
 */
export function hostEnvironment(env: Env, plugin: string, program = process.execPath): Env {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_HOST.test(name)));
  const folders = env.PATH?.split(delimiter) ?? [];
  const bunIn = (folder: string): string | null => Bun.which("bun", { PATH: folder });
  const first = folders.findIndex((folder) => bunIn(folder) !== null);
  if (first !== -1 && !isStub(bunIn(folders[first]!)!)) return kept;
  const own = [join(plugin, "node_modules", ".bin"), dirname(program)].find((folder) => {
    const bun = bunIn(folder);
    return bun !== null && !isStub(bun);
  });
  const at = first === -1 ? folders.length : first;
  return {
    ...kept,
    PATH: folders
      .toSpliced(at, 0, own ?? "")
      .filter(Boolean)
      .join(delimiter),
  };
}

/** The plugin's own folder. */
export const pluginRoot = (): string =>
  process.env.MULTI_AI_COMPILED_FOR || dirname(dirname(import.meta.dir));

/**
 * The plugin's folder; null where somebody works on it: it lies in the project, or the project in
 * it.
 */
export function pluginApart({ root }: Rooted): string | null {
  const plugin = pluginRoot();
  return isInside(plugin, root) || isInside(root, plugin) ? null : plugin;
}
