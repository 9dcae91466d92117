// @bun
import {
  readOutside,
  runFiles
} from "./s189.js";

// src/record/git-state.ts
import { existsSync } from "fs";
var MATTERS = /^(?:core\.(?:worktree|excludesfile|attributesfile|ignorecase|precomposeunicode)|filter\..+)$/;
var OF_LFS = /^filter\.lfs\.(?:clean=git-lfs clean -- %f|smudge=git-lfs smudge (?:--skip )?-- %f|process=git-lfs filter-process(?: --skip)?|required=true)$/;
var matters = (name, value) => MATTERS.test(name) && !OF_LFS.test(`${name}=${value}`);
var noteFiles = (project, run) => existsSync(project.task) ? runFiles("git", project, run) : [];
var notedGit = (project, run, env = process.env) => noteFiles(project, run).flatMap((name) => readOutside(env, project, name))[0] ?? null;

export { matters, noteFiles, notedGit };
