import { lstatSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Payload } from "../host/payload.ts";
import { type Project, realPath } from "../project/project.ts";
import type { Touch } from "../record/frozen.ts";
import { RUNS_SOMETHING } from "../record/watched.ts";
import { textAfter } from "../record/written.ts";

/** What is done about a change of the host's settings; `unasked`: the host would let it pass where it should ask. */
export type SettingsAct = "deny" | "ask" | "unasked";

/** Files by which Claude Code is told what to run: with a wrong line in them no hook of a run would be heard. */

type Env = Record<string, string | undefined>;

const NAMES = new Set(["settings.json", "settings.local.json"]);
/** Settings that run something, switch something off, or let something pass. */
const KEYS = new RegExp(`${RUNS_SOMETHING.source}|permission|bypass|defaultmode|trust`, "i");

/** The folders whose settings a session reads: the one that it was started in, and those above it up to the project's root. */
function foldersOf(project: Project, env: Env): string[] {
  const root = realPath(project.root);
  const found = [root];
  for (let at = realPath(env.MULTI_AI_PROJECT_START || root); at.startsWith(`${root}/`); at = dirname(at))
    found.push(at);
  return found;
}

/** Whose settings a path is; `below`: also a folder that holds them. */
function ownerOf(project: Project, env: Env): (path: string, below: boolean) => "person" | "project" | null {
  const home = env.HOME ?? "/nowhere";
  const config = [
    realPath(env.CLAUDE_CONFIG_DIR || join(home, ".claude")),
    env.CLAUDE_CONFIG_DIR || join(home, ".claude"),
  ];
  const persons = [
    join(home, ".claude.json"),
    ...config.flatMap((at) => [
      ...[...NAMES, ".claude.json"].map((name) => join(at, name)),
      ...["installed_plugins.json", "known_marketplaces.json", "config.json"].map((name) => join(at, "plugins", name)),
    ]),
  ];
  const managed = ["/etc/claude-code", "/Library/Application Support/ClaudeCode"];
  const projects = foldersOf(project, env).flatMap((at) => [
    join(at, ".mcp.json"),
    ...[...NAMES].map((name) => join(at, ".claude", name)),
  ]);
  return (path, below) => {
    const is = (file: string): boolean => path === file || (below && file.startsWith(`${path}/`));
    if (persons.some(is) || managed.some((one) => path === one || path.startsWith(`${one}/`))) return "person";
    return projects.some(is) ? "project" : null;
  };
}

/** Bytes of a file of settings; of a longer one nothing is known. */
const MAX_BYTES = 1024 * 1024;

/** The text of a file as it is; empty where there is none. */
function textOf(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isFile() && found.size <= MAX_BYTES ? readFileSync(path, "utf8") : "";
}

/** What of a file's settings counts here, as text; null: it is no JSON object. */
function counted(text: string, whole: boolean): string | null {
  try {
    const value: unknown = JSON.parse(text === "" ? "{}" : text);
    if (typeof value !== "object" || value === null) return null;
    return JSON.stringify(whole ? value : Object.entries(value).filter(([key]) => KEYS.test(key)));
  } catch {
    return null;
  }
}

/** Whether a change of a file's text changes what the host runs or lets pass; `after` null: the text is not known. */
function matters(path: string, after: string | null): boolean {
  const before = textOf(path);
  if (after === null) return true;
  const whole = path.endsWith(".mcp.json");
  const [was, is] = [counted(before, whole), counted(after, whole)];
  return was === null || is === null ? KEYS.test(before) || KEYS.test(after) : was !== is;
}

/**
 * What is to be done about a change of such a file by a call of the main thread, or (`bound`) of an agent of the run, which
 * has no business with the person's own files; null: it is none, or changes nothing of that kind. `call`: the Write or Edit
 * that makes it, which tells the text.
 */
export function settingsAct(
  project: Project,
  env: Env,
  bound: boolean,
  path: string,
  { touch, call }: { touch: Touch; call?: Payload },
): "deny" | "ask" | null {
  const owner = ownerOf(project, env);
  const whose = owner(path, touch === "deep") ?? owner(realPath(path), touch === "deep");
  if (whose === null) return null;
  if (touch === "write" && !matters(path, call === undefined ? null : textLeft(call, path))) return null;
  return whose === "person" && bound ? "deny" : "ask";
}

/** The text that a call of Write, Edit or MultiEdit leaves in a file; null: it cannot be told. */
function textLeft({ tool, input }: Payload, path: string): string | null {
  // What stands in an edit beside its replacements is nothing that the host writes.
  return textAfter(tool === "Write" ? input : { ...input, content: undefined }, textOf(path));
}
