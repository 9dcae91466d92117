import { lstatSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { isAlive } from "../../host/host.ts";
import { attempt } from "../../process/attempt.ts";
import { alive } from "../../process/identity.ts";
import { mountPoints } from "../../process/mounts.ts";
import { entriesOf, fileText, placesOf, runGit } from "../../project/git.ts";
import { isPlaceholder, PLACES } from "../../project/left-behind.ts";
import { type Project, realPath } from "../../project/project.ts";
import type { Env } from "../../record/outside.ts";
import { SETTINGS_FILE } from "../../settings.ts";
import { gitFolders, ofWorktree } from "./fence-git.ts";
import { readRun } from "./run.ts";

/** What fences leave behind them when their hosts and drivers are killed. */

/** In the project's folder. */
export const JOURNAL = ".task/events.jsonl";

/** The folder with settings of the plugin and of the host. */
export const SETTINGS = dirname(SETTINGS_FILE);

/** Sorted; none where there is no such folder. */
export const namesIn = (folder: string): string[] => attempt(() => readdirSync(folder).sort(), []);

/** A temporary folder by the driver that made it. */
const TEMPORARY = /^multi-ai-(\d+)-/;

/** The beginning of its name for this driver. */
export const temporaryPrefix = (): string => `multi-ai-${process.pid}-`;

/** Empty files of the kind that the sandbox leaves in a project's folder when its host is killed amid a command. */
function leftBySandbox(root: string): string[] {
  const git = placesOf(root);
  const names = [...PLACES, ...namesIn(join(root, SETTINGS)).map((name) => join(SETTINGS, name))];
  // The host makes an empty one that anybody may write, and without that setting git reads none.
  const isRead = git !== null && /worktreeconfig/i.test(fileText(join(git.common, "config")) ?? "");
  const unread = (path: string): boolean => !isRead && basename(path) === "config.worktree";
  const ofGit = git === null ? [] : [join(git.common, "config.lock"), ...gitFolders(git).map(ofWorktree)];
  return [...[...names, JOURNAL].map((name) => join(root, name)), ...ofGit].filter((path) => {
    const found = attempt(() => lstatSync(path, { throwIfNoEntry: false }), undefined);
    return isPlaceholder(found) || (found?.size === 0 && found.isFile() && unread(path));
  });
}

/** Removes what killed hosts have left: what git does not track, and no sandbox holds its device at, as it would lose that. */
export function tidy(project: string): void {
  const root = realPath(project);
  const left = leftBySandbox(root);
  if (left.length === 0) return;
  const listed = runGit(["ls-files", "-z", "--", ...PLACES, SETTINGS], { cwd: root });
  const tracked = new Set((listed.ok ? entriesOf(listed.out) : []).map((name) => join(root, name)));
  const held = mountPoints();
  for (const path of left) if (!tracked.has(path) && !held.has(path)) attempt(() => rmSync(path), undefined);
}

/** The same while nobody drives a run there whose agents' commands are about to begin. */
export function tidyUnused(project: Project): void {
  const owner = attempt(() => readRun(project)?.owner ?? null, null);
  if (!isAlive(owner?.host ?? null)) tidy(project.root);
}

/** Removes the temporary folders of drivers that are gone. */
export function forgetTemporary(env: Env): void {
  const folder = env.TMPDIR || tmpdir();
  for (const name of namesIn(folder)) {
    const [, pid] = TEMPORARY.exec(name) ?? [];
    if (pid !== undefined && !alive(Number(pid), null))
      attempt(() => rmSync(join(folder, name), { recursive: true, force: true }), undefined);
  }
}
