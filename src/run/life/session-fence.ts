import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileText, placesOf, runGit } from "../../project/git.ts";
import { type Project, realPath } from "../../project/project.ts";
import { type Env, readOutside, writeOutside, writeOutsideText } from "../../record/outside.ts";
import { createTaskFolder, writeFileAtomic } from "../../store/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { fieldsOf, isObject, valueIn } from "../../store/loose.ts";
import { fenceRules, JOURNAL, made, passesOver, tidy } from "./fence.ts";
import { ownRegistries } from "./package-managers.ts";

/** The fence around the commands of sessions, which the host starts without this program: it stands in the person's own settings of the host for the project. */

/** Those settings, in the project's folder. */
export const SESSION_SETTINGS = ".claude/settings.local.json";

/** What is written there. */
export interface SessionFence {
  sandbox: object;
  env: Record<string, string>;
}

const nameOf = ({ root }: Pick<Project, "root">, ending: string): string =>
  `fence/${sha256(realPath(root)).slice(0, 32)}.${ending}`;

/** The fence for sessions in a project, as far as settings can say it that stay as they are: runs and worktrees come and go. */
export function sessionFence(project: Project, env: Env): SessionFence {
  const { root, task } = project;
  createTaskFolder(task);
  const { settings, passedOver } = fenceRules(root, env, {
    temporary: realPath(env.TMPDIR || tmpdir()),
    records: [
      join(root, SESSION_SETTINGS),
      join(root, JOURNAL),
      ...made([join(task, "history"), join(task, "parked")]),
    ],
    inWorktree: true,
    registries: ownRegistries(root, env),
    // In a session the mode may change, and the main thread does what the person asks for: of that they are asked.
    allows: false,
  });
  const file = writeOutsideText(env, project, nameOf(project, "ignore"), passedOver);
  return { sandbox: { ...settings.sandbox, allowUnsandboxedCommands: true }, env: passesOver(file) };
}

/** What stands in those settings: a fence as this program wrote it, one of the person's own, or none. Null: they are no JSON. */
export function fenceIn(project: Project, env: Env) {
  const text = fileText(realPath(join(project.root, SESSION_SETTINGS)))?.trim() || "{}";
  const settings = valueIn(text);
  if (!isObject(settings)) return null;
  const [written = null] = readOutside<SessionFence>(env, project, nameOf(project, "json"));
  const isOurs = written !== null && Bun.deepEquals(settings.sandbox, written.sandbox);
  const isNone = settings.sandbox === undefined && fieldsOf(settings.env).GIT_CONFIG_COUNT === undefined;
  return { settings, whose: isOurs ? ("ours" as const) : isNone ? null : ("persons" as const), written };
}

/** Writes a fence in place of the one that stands there, or takes that away, and leaves all else. @throws NoRecord */
export function putFence(project: Project, env: Env, fence: SessionFence | null): void {
  const path = realPath(join(project.root, SESSION_SETTINGS));
  const { settings, written } = fenceIn(project, env)!;
  const { sandbox: _, env: variables, ...rest } = settings;
  const others = Object.entries(fieldsOf(variables)).filter(([name]) => written?.env[name] === undefined);
  const all = { ...Object.fromEntries(others), ...fence?.env };
  const now = { ...rest, ...(Object.keys(all).length > 0 && { env: all }), ...(fence && { sandbox: fence.sandbox }) };
  // Noted first: what is written without a note would count as the person's.
  if (fence !== null) writeOutside(env, project, nameOf(project, "json"), fence);
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic(path, `${JSON.stringify(now, null, 2)}\n`);
  const git = placesOf(project.root);
  if (git === null || runGit(["check-ignore", "-q", SESSION_SETTINGS], { cwd: project.root }).ok) return;
  // As the host has it passed over where it makes the file.
  const exclude = join(git.common, "info", "exclude");
  mkdirSync(dirname(exclude), { recursive: true });
  writeFileAtomic(exclude, `${fileText(exclude)?.trimEnd() ?? ""}\n**/${SESSION_SETTINGS}\n`.trimStart());
}

/** Whether commands of sessions that start here are in a fence that this program wrote. */
export const isFenced = (project: Project, env: Env): boolean => fenceIn(project, env)?.whose === "ours";

/** Brings what git passes over in the fence up to date, and removes what its commands have left. */
export function renewFence(project: Project, env: Env): void {
  if (!isFenced(project, env)) return;
  tidy(project.root);
  sessionFence(project, env);
}
