// @bun
import {
  sha256
} from "./s68.js";
import {
  readPlain
} from "./s27.js";
import {
  readOutside,
  NoRecord,
  writeOutside
} from "./s189.js";
import {
  notedGit
} from "./s221.js";
import {
  treeStore,
  realPath
} from "./s172.js";

// src/record/subject.ts
import { lstatSync } from "fs";
var excludedFolders = (workflow) => [...new Set([".task", workflow.files])];
function projectTree({ project, workflow, run }) {
  const known = run.tasks.find((task) => isTree(task.base))?.base ?? null;
  const worktrees = notedGit(project, run.run)?.worktrees;
  const { diskTree } = import.meta.require("./disk-tree.js");
  const tree = diskTree(project.root, {
    exclude: excludedFolders(workflow),
    scratch: treeStore(project),
    known,
    ...worktrees && { worktrees },
    looked: lookedFor(project)
  });
  return tree.ok ? { ok: true, subject: tree.tree } : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };
}
function lookedFor(project) {
  const name = `looked/${sha256(realPath(project.root)).slice(0, 32)}.json`;
  return {
    read: () => readOutside(process.env, project, name)[0] ?? null,
    write(looked) {
      try {
        writeOutside(process.env, project, name, looked);
      } catch (error) {
        if (!(error instanceof NoRecord))
          throw error;
      }
    }
  };
}
function fileSubject(path) {
  try {
    if (!lstatSync(path).isFile())
      return { ok: false, problem: `${path} is no regular file` };
    const bytes = readPlain(path);
    if (bytes === null)
      return { ok: false, problem: `${path} cannot be read, or is too large` };
    return { ok: true, subject: `file:${sha256(bytes)}` };
  } catch {
    return { ok: false, problem: `${path} cannot be read` };
  }
}
var isTree = (subject) => subject !== null && !subject.startsWith("file:");

export { excludedFolders, projectTree, fileSubject, isTree };
