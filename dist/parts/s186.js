// @bun
import {
  readOutside,
  runFiles
} from "./s161.js";

// src/record/git-state.ts
import { existsSync } from "fs";
var noteFiles = (project, run) => existsSync(project.task) ? runFiles(project, run).map((name) => name.replace(/^runs\//, "git/")) : [];
var notedGit = (project, run, env = process.env) => noteFiles(project, run).flatMap((name) => readOutside(env, project, name))[0] ?? null;

export { noteFiles, notedGit };
