import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { livingOwner } from "../../host/host.ts";
import { attempt } from "../../process/attempt.ts";
import { alive } from "../../process/identity.ts";
import { mountPoints } from "../../process/sandbox/mounts.ts";
import { isPlaceholder, PLACES } from "../../project/commands/build-outputs.ts";
import {
  entriesOf,
  fileText,
  modulesIn,
  type Places,
  placesOf,
  runGit,
  worktreeNotes,
} from "../../project/git/git.ts";
import { isInside, type Project, realPath } from "../../project/project.ts";
import type { Env } from "../../record/machine/outside.ts";
import { SETTINGS_FILE } from "../../settings.ts";
import { foldersIn, seenAt } from "../../store/files/plain-file.ts";
import { readable } from "../journal/read-run.ts";

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

/**
 * Empty files of the kind that the sandbox leaves in a project's folder when its host is killed
 * amid a command.
 */
function placeholders(root: string): string[] {
  const git = placesOf(root);
  const names = [...PLACES, ...namesIn(join(root, SETTINGS)).map((name) => join(SETTINGS, name))];
  // The host makes an empty one that anybody may write, and without that setting git reads none.
  const isRead = git !== null && /worktreeconfig/i.test(fileText(join(git.common, "config")) ?? "");
  const unread = (path: string): boolean => !isRead && basename(path) === "config.worktree";
  const ofGit =
    git === null ? [] : [join(git.common, "config.lock"), ...gitFolders(git).map(ofWorktree)];
  return [...[...names, JOURNAL].map((name) => join(root, name)), ...ofGit].filter((path) => {
    const found = seenAt(path);
    return isPlaceholder(found) || (found?.size === 0 && found.isFile() && unread(path));
  });
}

/**
 * Removes what killed hosts have left: what git does not track, and no sandbox holds its device at,
 * as it would lose that.
 */
export function tidy(project: string): void {
  const root = realPath(project);
  const left = placeholders(root);
  if (left.length === 0) return;
  const listed = runGit(["ls-files", "-z", "--", ...PLACES, SETTINGS], { cwd: root });
  const tracked = new Set((listed.ok ? entriesOf(listed.out) : []).map((name) => join(root, name)));
  const held = mountPoints();
  for (const path of left)
    if (!tracked.has(path) && !held.has(path)) attempt(() => rmSync(path), undefined);
}

/** The same while nobody drives a run there whose agents' commands are about to begin. */
export function tidyUnused(project: Project): void {
  if (livingOwner(readable(project)) === null) tidy(project.root);
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

/** Where the sandbox of a Codex mounts something in each folder that is written, beside `.git`. */
export const MOUNTS = [".agents", ".aws", ".codex"];

/** Removes the empty folders that it has made for that. */
export function forgetMounts(folder: string, since: number): void {
  for (const path of MOUNTS.map((name) => join(folder, name)))
    if ((seenAt(path)?.ctimeMs ?? 0) >= since) attempt(() => rmdirSync(path), undefined);
}

/** What a fence does to the repository of a project. */

/** Folders that are denied, made where they are not there yet: a command would make them. */
export function made(folders: string[], mode?: number): string[] {
  for (const path of folders) attempt(() => mkdirSync(path, { recursive: true, mode }), null);
  return folders.filter((path) => existsSync(path));
}

/** Settings of one worktree alone. */
const ofWorktree = (folder: string): string => join(folder, "config.worktree");

/** The folders of a repository, of its worktrees and of its submodules. */
const gitFolders = ({ common }: Places): string[] => [
  common,
  ...foldersIn(join(common, "worktrees")).map((name) => join(common, "worktrees", name)),
  ...modulesIn(join(common, "modules")),
];

/** The file by which git takes settings, hooks and objects from another folder. */
const ofCommon = (folder: string): string => join(folder, "commondir");
/** What it says where there is no other folder; git works as it does without. */
const NO_OTHER = ".\n";

/** The repositories among these folders: each worktree has such a file of its own. */
const repositories = (folders: string[]): string[] =>
  folders.filter((folder) => existsSync(join(folder, "objects")));

/**
 * What in a repository decides what git runs; all of its worktrees and submodules where no task
 * works in one.
 */
export function gitDenied(git: Places, root: string, inWorktree: boolean): string[] {
  const { own, rest, isApart } = deniedFolders(git, inWorktree);
  // Of the project's own repository the host sees to that.
  const folders = [...(isInside(own, root) ? [] : [own]), ...rest];
  return [
    ...folders.map((folder) => join(folder, "config")).filter((path) => existsSync(path)),
    ...folders.map(ofWorktree),
    ...made(folders.map((folder) => join(folder, "hooks"))),
    ...(isApart ? [] : made(["worktrees", "modules"].map((name) => join(git.common, name)))),
  ];
}

function deniedFolders(git: Places, inWorktree: boolean) {
  const isApart = inWorktree || git.gitDir !== git.common;
  const [own, ...others] = gitFolders(git);
  return { own: own!, rest: isApart ? others : [], isApart };
}

/**
 * The files by which git would take settings from another folder, while a driver's agent works;
 * written where none is.
 */
export function commonDenied(root: string, inWorktree: boolean): string[] {
  const git = placesOf(root);
  if (git === null) return [];
  const { own, rest } = deniedFolders(git, inWorktree);
  // Only what is there can be denied, and an empty one would stop git.
  for (const repository of repositories([own, ...rest]))
    attempt(() => writeFileSync(ofCommon(repository), NO_OTHER, { flag: "wx" }), undefined);
  return [own, ...rest].map(ofCommon).filter((path) => existsSync(path));
}

/** Removes what fences have put into the project's repository, when none is in use any more. */
export function leaveGit(root: string): void {
  const git = placesOf(root);
  // The last one to end removes it.
  if (git === null || isUsedBeside(git)) return;
  for (const path of repositories(gitFolders(git)).map(ofCommon))
    if (fileText(path) === NO_OTHER) attempt(() => rmSync(path), undefined);
}

/** Whether a run is carried on in another worktree of the repository. */
const isUsedBeside = (git: Places): boolean =>
  [dirname(git.common), ...worktreeNotes(git).map(({ dot }) => dirname(dot))].some((top) => {
    const root = join(top, git.prefix);
    const place = { root, task: join(root, ".task"), found: "git" as const };
    return realPath(top) !== git.top && livingOwner(readable(place)) !== null;
  });
