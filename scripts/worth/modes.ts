// How a request is put to the host: to one agent alone, or to the plugin.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SETTINGS_FILE } from "../../src/settings.ts";
import { pluginCopy } from "../../tests/host/cheats/without/plugin.ts";
import { PLUGIN } from "../../tests/host/scenario.ts";
import type { Task } from "./task.ts";

interface Mode {
  /** What is typed in front of the request. */
  command: string;
  /** What stands behind `multi-ai run` in its place: no session. Played by hand alone. */
  run?: readonly string[];
  /** The folder of the plugin; null: without it. `beside`: where a changed one may be made. */
  plugin(beside: string): string | null;
  /** The agents that write what others review. */
  authors: readonly string[];
}

const whole = (): string => PLUGIN;
const AUTHORS = ["requirements-gatherer", "planner", "implementer"];

/**
 * What ships asks reviewers to prove findings by tests. There is no switch for that: its source is
 * changed.
 */
function unproving(beside: string): string {
  const root = pluginCopy(join(beside, "plugin"));
  const file = join(root, "src/workflows/kit/artifacts/tree-review.ts");
  const source = readFileSync(file, "utf8");
  const changed = source.replace("    ...testRules(facts),\n", "");
  if (changed === source) throw new Error(`${file} asks for no tests of findings any more`);
  writeFileSync(file, changed);
  return root;
}

export const MODES = {
  alone: { command: "", plugin: () => null, authors: [] },
  quick: { command: "/multi-ai --auto --quick ", plugin: whole, authors: AUTHORS },
  "quick-run": {
    ...{ command: "", run: ["multi-ai", "--auto", "--quick"] },
    ...{ plugin: whole, authors: AUTHORS },
  },
  chain: { command: "/multi-ai --auto ", plugin: unproving, authors: AUTHORS },
  "chain-proving": { command: "/multi-ai --auto ", plugin: whole, authors: AUTHORS },
  council: { command: "/multi-ai:council --auto ", plugin: whole, authors: ["executor"] },
  "chain-run": { command: "", run: ["multi-ai", "--auto"], plugin: whole, authors: AUTHORS },
} as const satisfies Record<string, Mode>;
export type ModeName = keyof typeof MODES;

export const modeOf = (name: ModeName): Mode => MODES[name];
export const MODE_NAMES = Object.keys(MODES) as ModeName[];
/** Those that real models can be measured in. */
export const LIVE_MODES = MODE_NAMES.filter((name) => modeOf(name).run === undefined);

export const promptOf = (mode: ModeName, { request }: Task): string =>
  `${MODES[mode].command}${request.replaceAll(/\s+/g, " ")}`;

/** The settings of a project whose authors work with this model; null: with their own. */
export const settingsOf = (mode: ModeName, author: string | null): Record<string, string> =>
  author === null || MODES[mode].authors.length === 0
    ? {}
    : {
        [SETTINGS_FILE]: JSON.stringify({
          models: Object.fromEntries(MODES[mode].authors.map((name) => [name, author])),
        }),
      };

/**
 * Arguments of the host: agents edit files, and run what the task needs. `author`: see
 * `settingsOf`.
 */
export function hostArgs({ test, hidden }: Task, mode: ModeName, author: string | null): string[] {
  const programs = new Set([test, hidden].map((command) => command.split(" ")[0]!));
  const allowed = [...programs, "git", "ls", "cat", "find", "grep", "rm", "mkdir", "sed"];
  const model = mode === "alone" && author !== null ? ["--model", author] : [];
  return ["--allowedTools", allowed.map((program) => `Bash(${program}:*)`).join(","), ...model];
}

/**
 * Ten minutes without an answer are the host's limit for agents behind a prompt; a run takes
 * longer.
 */
export const HOST_ENV = { CLAUDE_CODE_PRINT_BG_WAIT_CEILING_MS: "0" };
