import { dirname, join } from "node:path";
import { MANAGED_FOLDERS } from "../host/program.ts";
import { foldedName, type Project, realPath, sameName } from "../project/project.ts";
import type { Env } from "../record/machine/outside.ts";
import type { Touch } from "../run/audit/workplace.ts";

/** What is done about a change of the host's settings. */
export type SettingsAct = "deny" | "ask";

/**
 * Files by which Claude Code is told what to run: with a wrong line in them no hook of a run would
 * be heard.
 */

const NAMES = new Set(["settings.json", "settings.local.json"]);

/**
 * The folders whose settings a session reads: the one that it was started in, and those above it up
 * to the project's root.
 */
function foldersOf(project: Project, env: Env): string[] {
  const root = realPath(project.root);
  const found = [root];
  for (
    let at = realPath(env.MULTI_AI_PROJECT_START || root);
    at.startsWith(`${root}/`);
    at = dirname(at)
  )
    found.push(at);
  return found;
}

/** Whose settings a path is; `below`: also a folder that holds them. */
function ownerOf(
  project: Project,
  env: Env,
): (path: string, below: boolean) => "person" | "project" | null {
  const home = env.HOME ?? "/nowhere";
  const config = env.CLAUDE_CONFIG_DIR || join(home, ".claude");
  const persons = [
    join(home, ".claude.json"),
    ...[realPath(config), config].flatMap((at) => [
      ...[...NAMES, ".claude.json"].map((name) => join(at, name)),
      ...["installed_plugins.json", "known_marketplaces.json", "config.json"].map((name) =>
        join(at, "plugins", name),
      ),
    ]),
  ];
  const projects = foldersOf(project, env).flatMap((at) => [
    join(at, ".mcp.json"),
    ...[...NAMES].map((name) => join(at, ".claude", name)),
  ]);
  return (named, below) => {
    const path = foldedName(named);
    const is = (file: string): boolean =>
      sameName(path, file) || (below && foldedName(file).startsWith(`${path}/`));
    if (
      persons.some(is) ||
      MANAGED_FOLDERS.some((one) => `${path}/`.startsWith(`${foldedName(one)}/`))
    )
      return "person";
    return projects.some(is) ? "project" : null;
  };
}

/**
 * What is to be done about a change of such a file by a call of the main thread, or (`bound`) of an
 * agent of the run, which has no business with the person's own files; null: it is none.
 */
export function settingsAct(
  project: Project,
  env: Env,
  bound: boolean,
  path: string,
  touch: Touch,
) {
  const owner = ownerOf(project, env);
  const whose = owner(path, touch === "deep") ?? owner(realPath(path), touch === "deep");
  return whose === null ? null : whose === "person" && bound ? "deny" : "ask";
}
