import { existsSync } from "node:fs";
import type { Project } from "../project/project.ts";
import { type Env, readOutside, runFiles } from "./outside.ts";

/**
 * What git is told beside the files of the project: which of them it passes over, and by what programs it reads them. None of
 * it is in a diff, so what changed since the run began is told to the person.
 */
export interface GitState {
  /** Git's own folder, and the one that worktrees share. */
  folders: string[];
  /** Effective settings that have a say in it, by their names. */
  settings: Record<string, string>;
  /** Rules of the files in git's own folder and of those that settings name, without comments; none where there is no file. */
  rules: Record<string, string[]>;
  /** Linked worktrees inside of the project, which are no part of it. */
  worktrees: string[];
}

/** The others name people, remotes, branches and hooks, or are overruled whenever git runs here. */
const MATTERS = /^(?:core\.(?:worktree|excludesfile|attributesfile|ignorecase|precomposeunicode)|filter\..+)$/;
/** What `git lfs install` sets, word for word: large files are no secret. */
const OF_LFS =
  /^filter\.lfs\.(?:clean=git-lfs clean -- %f|smudge=git-lfs smudge (?:--skip )?-- %f|process=git-lfs filter-process(?: --skip)?|required=true)$/;

/** Whether a setting has a say in which files count, or in how git reads them. `name`: as `git config --list` has it. */
export const matters = (name: string, value: string): boolean => MATTERS.test(name) && !OF_LFS.test(`${name}=${value}`);

/** Names of the notes of a run; none where there is none. */
export const noteFiles = (project: Project, run: string): string[] =>
  existsSync(project.task) ? runFiles("git", project, run) : [];

/** What was noted when a run began; null: nothing was. */
export const notedGit = (project: Project, run: string, env: Env = process.env): GitState | null =>
  noteFiles(project, run).flatMap((name) => readOutside<GitState | null>(env, project, name))[0] ?? null;
