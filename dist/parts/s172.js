// @bun
import {
  linkless
} from "./s15.js";

// src/project/project.ts
import { existsSync, lstatSync, readdirSync } from "fs";
import { dirname, join, normalize, relative, resolve } from "path";
function upward(from, holds) {
  for (let folder = from;; folder = dirname(folder)) {
    if (holds(folder))
      return folder;
    if (dirname(folder) === folder)
      return null;
  }
}
function findProject(from) {
  const start = linkless(from) ?? resolve(from);
  const journal = upward(start, (folder) => existsSync(join(folder, ".task", "events.jsonl")));
  const git = journal === null ? upward(start, (folder) => existsSync(join(folder, ".git"))) : null;
  const root = journal ?? git ?? start;
  return { root, task: join(root, ".task"), found: journal !== null ? "journal" : git !== null ? "git" : "folder" };
}
var treeStore = (project) => join(project.task, "objects", "trees");
function realPath(path) {
  const full = resolve(path);
  for (let at = full;; at = dirname(at)) {
    const real = linkless(at);
    if (real !== null)
      return join(real, relative(at, full));
    if (dirname(at) === at)
      return full;
  }
}
function isInside(path, folder) {
  const real = realPath(folder);
  return [resolve(path), realPath(path)].some((one) => [folder, real].some((base) => one === base || one.startsWith(`${base}/`)));
}
var pathIn = (...folders) => (named) => {
  const folder = folders.find((one) => named.startsWith(`${one}/`));
  return normalize(folder === undefined ? named : named.slice(folder.length + 1)).replace(/\/$/, "");
};
function filesIn(folder) {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
  } catch {
    return [];
  }
}

export { findProject, treeStore, realPath, isInside, pathIn, filesIn };
