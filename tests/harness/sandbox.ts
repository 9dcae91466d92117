// The isolated world in which a test runs the host: its own home, its own environment, its own
// PATH.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { codexPath } from "./codex-program.ts";
import { giveCompiled } from "./compiled.ts";
import { allStartedHere, approveSettings } from "./known.ts";
import type { Model } from "./model.ts";
import { tempDir } from "./project.ts";

/** `new` is the newest version, `old` the oldest one that is supported. */
export type HostVersion = "new" | "old";
/** Both versions, for the few tests that show whether a version works at all. */
export const HOST_VERSIONS: readonly HostVersion[] = ["new", "old"];
/**
 * The version for what is ours alone: the one named. MULTI_AI_HOST=old plays the same in the oldest
 * one.
 */
export const hostsOf = (version: HostVersion): HostVersion[] =>
  process.env.MULTI_AI_HOST === "old" ? ["old"] : [version];

export type PermissionMode =
  | "auto"
  | "bypassPermissions"
  | "default"
  | "acceptEdits"
  | "dontAsk"
  | "plan";

/**
 * What a host is started in unless a test says otherwise: its own default, and, for the other mode,
 * what lets all through.
 */
export const DEFAULT_MODE: Record<HostVersion, PermissionMode> = {
  new: "auto",
  old: "bypassPermissions",
};

export interface SandboxOptions {
  version: HostVersion;
  /** Folder in which the host is started. */
  project: string;
  /** Plugin folder, or several. */
  plugin?: string | string[];
  model: Model;
  /** auto on the new host, bypassPermissions on the old one unless said otherwise. */
  permissionMode?: PermissionMode;
  /** More arguments for the host. */
  args?: string[];
  /** More environment. A value of undefined takes a variable out. */
  env?: Record<string, string | undefined>;
  /** Home folder to use again (for `--continue`); a fresh one otherwise. */
  home?: string;
  /**
   * The project is somebody else's: nobody has approved its settings here, and its run is of
   * another machine.
   */
  stranger?: true;
  /** Folders of more programs, found before those of the system. */
  programs?: string[];
  /** Whether `bun` is found on PATH; true unless said otherwise. */
  bunOnPath?: boolean;
  /** Whether `codex` is found on PATH; true unless said otherwise. */
  codexOnPath?: boolean;
  /**
   * The host's own sandbox is used where the machine has one, as it is for everybody; otherwise
   * runs would differ by machine.
   */
  fence?: true;
  /** Folders that PATH has in front of all others. */
  inFront?: string[];
}

export interface Sandbox {
  home: string;
  env: Record<string, string>;
  /** The program with the arguments that are common to every way of starting it. */
  command: string[];
}

const PACKAGES = join(import.meta.dir, "..", "node_modules");
const CLAUDE: Record<HostVersion, string> = {
  new: join(PACKAGES, ".bin", "claude"),
  old: join(PACKAGES, "claude-old", "bin", "claude.exe"),
};
/** Where the system has its programs. */
export const SYSTEM_PATH = process.env.MULTI_AI_TESTS_SYSTEM_PATH ?? "/usr/bin:/bin";
const API_KEY = "sk-mock-key-of-the-test-harness";

/** Path of the Claude Code executable of a version. */
export function claudePath(version: HostVersion): string {
  return CLAUDE[version];
}

/**
 * Prepares home, environment and command line. Throws when a program that must be absent is found
 * all the same.
 */
export function makeSandbox(options: SandboxOptions): Sandbox {
  const {
    version,
    project,
    plugin = [],
    model,
    permissionMode = DEFAULT_MODE[options.version],
    args = [],
  } = options;
  const home = options.home ?? tempDir("multi-ai-home-");
  if (!options.stranger) {
    approveSettings(project);
    allStartedHere(project);
  }
  seedHome(home, project, options.fence ?? false);
  seedCodex(home, model);
  for (const folder of [plugin].flat()) giveCompiled(home, folder);
  const temporary = join(home, "tmp");
  mkdirSync(temporary, { recursive: true });
  const env: Record<string, string | undefined> = {
    PATH: searchPath(options),
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
    HOME: home,
    TMPDIR: temporary,
    CLAUDE_CODE_TMPDIR: temporary,
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: API_KEY,
    DISABLE_AUTOUPDATER: "1",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_INSTALLATION_CHECKS: "1",
    IS_SANDBOX: "1",
    // Auto mode's verdicts otherwise come from the API's own server beside a reply; so the host
    // asks its model for them.
    CLAUDE_CODE_AUTO_MODE_SERVER: "0",
    CODEX_HOME: join(home, ".codex"),
    MOCK_KEY: "x",
    ...options.env,
  };
  const given = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const plugins = [plugin].flat().flatMap((folder) => ["--plugin-dir", folder]);
  const command = [CLAUDE[version], ...plugins, "--permission-mode", permissionMode, ...args];
  return { home, env: Object.fromEntries(given), command };
}

/** PATH with the programs of these tests first; which of them are there is up to the options. */
function searchPath(options: SandboxOptions): string {
  const { version, programs = [], bunOnPath = true, codexOnPath = true, inFront = [] } = options;
  const folder = tempDir("multi-ai-bin-");
  const link = (name: string, target: string) =>
    symlinkSync(realpathSync(target), join(folder, name));
  link("claude", CLAUDE[version]);
  const node = Bun.which("node");
  if (node) link("node", node);
  if (bunOnPath) link("bun", process.execPath);
  if (codexOnPath) link("codex", codexPath());
  const path = [...inFront, folder, ...programs, SYSTEM_PATH].join(":");
  for (const [name, wanted] of Object.entries({ bun: bunOnPath, codex: codexOnPath })) {
    const found = Bun.which(name, { PATH: path });
    if (!wanted && found)
      throw new Error(`${name} has to be absent in this test but is at ${found}`);
  }
  return path;
}

/**
 * Marks every dialog of a first start as answered, also for a project that this home has not seen
 * before.
 */
function seedHome(home: string, project: string, hasFence: boolean): void {
  const file = join(home, ".claude.json");
  const known = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const projects = { ...known.projects, [realpathSync(project)]: { hasTrustDialogAccepted: true } };
  const seed = {
    ...known,
    hasCompletedOnboarding: true,
    hasSeenAutoModeEntryWarning: true,
    theme: "dark",
    bypassPermissionsModeAccepted: true,
    customApiKeyResponses: { approved: [API_KEY.slice(-20)], rejected: [] },
    projects,
  };
  writeFileSync(file, JSON.stringify(seed));
  const settings = join(home, ".claude", "settings.json");
  if (existsSync(settings)) return;
  mkdirSync(join(home, ".claude"), { recursive: true });
  writeFileSync(
    settings,
    JSON.stringify({
      skipDangerousModePermissionPrompt: true,
      prefersReducedMotion: true,
      ...(hasFence ? {} : { sandbox: { enabled: false } }),
    }),
  );
}

function seedCodex(home: string, model: Model): void {
  const folder = join(home, ".codex");
  mkdirSync(folder, { recursive: true });
  const provider = `name = "mock"\nbase_url = "${model.url}/v1"\nwire_api = "responses"\nenv_key = "MOCK_KEY"\n`;
  // Without this Codex tries a failed response six times over as many seconds.
  const patience = "request_max_retries = 0\nstream_max_retries = 0\n";
  writeFileSync(
    join(folder, "config.toml"),
    `model_provider = "mock"\n\n[model_providers.mock]\n${provider}${patience}`,
  );
}
