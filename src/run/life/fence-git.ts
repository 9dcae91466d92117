import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { fileText, modulesIn, type Places, placesOf } from "../../project/git.ts";
import { isInside } from "../../project/project.ts";
import { foldersIn } from "../../store/plain-file.ts";

/** What a fence does to the repository of a project. */

/** Folders that are denied, made where they are not there yet: a command would make them. */
export function made(folders: string[], mode?: number): string[] {
  for (const path of folders) attempt(() => mkdirSync(path, { recursive: true, mode }), null);
  return folders.filter((path) => existsSync(path));
}

/** Settings of one worktree alone. */
export const ofWorktree = (folder: string): string => join(folder, "config.worktree");

/** The folders of a repository, of its worktrees and of its submodules. */
export const gitFolders = ({ common }: Places): string[] => [
  common,
  ...foldersIn(join(common, "worktrees")).map((name) => join(common, "worktrees", name)),
  ...modulesIn(join(common, "modules")),
];

/** The file by which git takes settings, hooks and objects from another folder. */
const ofCommon = (folder: string): string => join(folder, "commondir");
/** What it says where there is no other folder; git works as it does without. */
const NO_OTHER = ".\n";

/** The repositories among these folders: each worktree has such a file of its own. */
const repositories = (folders: string[]): string[] => folders.filter((one) => existsSync(join(one, "objects")));

/** What in a repository decides what git runs; all of its worktrees and submodules where no task works in one. */
export function gitDenied(git: Places, root: string, inWorktree: boolean): string[] {
  const { own, rest, isApart } = deniedFolders(git, inWorktree);
  // Of the project's own repository the host sees to that.
  const folders = [...(isInside(own, root) ? [] : [own]), ...rest];
  return [
    ...folders.map((one) => join(one, "config")).filter((path) => existsSync(path)),
    ...folders.map(ofWorktree),
    ...made(folders.map((one) => join(one, "hooks"))),
    ...(isApart ? [] : made(["worktrees", "modules"].map((name) => join(git.common, name)))),
  ];
}

function deniedFolders(git: Places, inWorktree: boolean) {
  const isApart = inWorktree || git.gitDir !== git.common;
  const [own, ...others] = gitFolders(git);
  return { own: own!, rest: isApart ? others : [], isApart };
}

/** The files by which git would take settings from another folder, while a driver's agent works; written where none is. */
export function commonDenied(root: string, inWorktree: boolean): string[] {
  const git = placesOf(root);
  if (git === null) return [];
  const { own, rest } = deniedFolders(git, inWorktree);
  // Only what is there can be denied, and an empty one would stop git.
  for (const one of repositories([own, ...rest]))
    attempt(() => writeFileSync(ofCommon(one), NO_OTHER, { flag: "wx" }), undefined);
  return [own, ...rest].map(ofCommon).filter((path) => existsSync(path));
}

/** Removes what fences have put into the project's repository, when none is in use any more. */
export function leaveGit(root: string): void {
  const git = placesOf(root);
  for (const path of git === null ? [] : repositories(gitFolders(git)).map(ofCommon))
    if (fileText(path) === NO_OTHER) attempt(() => rmSync(path), undefined);
}
