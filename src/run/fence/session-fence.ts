import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileText, placesOf, runGit } from "../../project/git/git.ts";
import { type Project, realPath } from "../../project/project.ts";
import { type Env, writeOutsideText } from "../../record/machine/outside.ts";
import { makeTaskFolder, writeAtomic } from "../../store/files/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { fieldsOf, isObject, valueIn } from "../../store/json/fields.ts";
import { fenceRules, passesOver } from "./fence.ts";
import { JOURNAL, made, tidy } from "./leftovers.ts";
import { ownRegistries } from "./package-managers.ts";

/**
 * The fence around the commands of sessions, which the host starts by itself: it stands in the
 * person's own settings of the host.
 */

/** Those settings, in the project's folder. */
export const SESSION_SETTINGS = ".claude/settings.local.json";

/**
 * The file with what git passes over, outside of the project. Settings that name it hold a fence of
 * this program.
 */
const rulesFile = (root: string): string => `fence/${sha256(realPath(root)).slice(0, 32)}`;

/**
 * What makes the fence there, as far as settings can say it that stay as they are: runs and
 * worktrees come and go.
 */
export function sessionFence(
  { root, task }: Project,
  env: Env,
): { sandbox: object; env: Record<string, string> } {
  makeTaskFolder(task);
  const folders = made([join(task, "history"), join(task, "parked")]);
  const denied = [...[SESSION_SETTINGS, JOURNAL].map((name) => join(root, name)), ...folders];
  const registries = ownRegistries(root, env);
  // The person is asked as often as without a fence, and what they want of the main thread may
  // leave it.
  const place: Parameters<typeof fenceRules>[2] = [realPath(env.TMPDIR || tmpdir()), denied, true];
  const { settings, passedOver } = fenceRules(root, env, place, { registries, allows: null });
  const rules = writeOutsideText(env, { root }, rulesFile(root), passedOver);
  return {
    sandbox: { ...settings.sandbox, allowUnsandboxedCommands: true },
    env: passesOver(rules),
  };
}

/**
 * The person's settings, and whether the fence in them is this program's; null: they are no JSON.
 */
export function sessionSettings(root: string) {
  const settings = valueIn(fileText(realPath(join(root, SESSION_SETTINGS)))?.trim() || "{}");
  if (!isObject(settings)) return null;
  const { sandbox, env: variables, ...rest } = settings;
  const env = fieldsOf(variables);
  return { sandbox, env, rest, isOurs: String(env.GIT_CONFIG_VALUE_0).endsWith(rulesFile(root)) };
}

/** Writes a fence in place of the one in such settings, or takes that away, and leaves all else. */
export function putFence(
  root: string,
  { env, rest }: NonNullable<ReturnType<typeof sessionSettings>>,
  fence: ReturnType<typeof sessionFence> | null,
): void {
  const others = Object.entries(env).filter(([name]) => passesOver("")[name] === undefined);
  const all = { ...Object.fromEntries(others), ...fence?.env };
  const settings = {
    ...rest,
    env: Object.keys(all).length > 0 ? all : undefined,
    sandbox: fence?.sandbox,
  };
  const path = realPath(join(root, SESSION_SETTINGS));
  const text = JSON.stringify(settings, null, 2);
  // The host says of an empty file that it is ignored.
  if (text === "{}") {
    rmSync(path, { force: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeAtomic(path, `${text}\n`);
  const git = placesOf(root);
  if (git === null || runGit(["check-ignore", "-q", SESSION_SETTINGS], { cwd: root }).ok) return;
  mkdirSync(join(git.common, "info"), { recursive: true });
  // By the rule with which the host has its own file passed over.
  appendFileSync(join(git.common, "info", "exclude"), `\n**/${SESSION_SETTINGS}\n`);
}

/**
 * Brings what git passes over in the fence up to date, and removes what commands in it have left.
 */
export function renewFence(project: Project, env: Env): void {
  if (!sessionSettings(project.root)?.isOurs) return;
  tidy(project.root);
  sessionFence(project, env);
}
