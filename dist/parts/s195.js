// @bun
import {
  sha256
} from "./s19.js";
import {
  treeOf
} from "./s169.js";
import {
  treeStore
} from "./s15.js";

// src/record/subject.ts
import { lstatSync, readFileSync } from "fs";
var excludedFolders = (workflow) => [...new Set([".task", workflow.files])];
function projectTree({ project, workflow, run }) {
  const known = run.tasks.find((task) => isTree(task.base))?.base ?? null;
  const tree = treeOf(project.root, { exclude: excludedFolders(workflow), scratch: treeStore(project), known });
  return tree.ok ? { ok: true, subject: tree.tree } : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };
}
function fileSubject(path) {
  try {
    if (!lstatSync(path).isFile())
      return { ok: false, problem: `${path} is no regular file` };
    return { ok: true, subject: `file:${sha256(readFileSync(path))}` };
  } catch {
    return { ok: false, problem: `${path} cannot be read` };
  }
}
var isTree = (subject) => subject !== null && !subject.startsWith("file:");

export { excludedFolders, projectTree, fileSubject, isTree };
