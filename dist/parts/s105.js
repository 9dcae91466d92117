// @bun
import {
  changedFiles,
  readFiles2
} from "./s265.js";
import {
  baseOf2
} from "./s121.js";
import {
  notSmall2
} from "./s197.js";
import {
  isQuick
} from "./s278.js";
import {
  treeStore
} from "./s172.js";

// src/workflows/multi-ai/outgrown.ts
function firstBase(run) {
  const first = run.tasks.find((task) => task.edits !== null && task.base !== null);
  return first?.void ? first.base : baseOf2(run);
}
function outgrown3({ project, run }, tree) {
  if (!isQuick(run))
    return {};
  const base = firstBase(run);
  if (base === null || tree === null)
    return { outgrown: "the diff cannot be told" };
  const scratch = treeStore(project);
  const why = notSmall2({
    request: run.request.text,
    changed: changedFiles(project.root, base, tree, scratch),
    read: (paths) => readFiles2(project.root, tree, paths, scratch)
  });
  return why === null ? {} : { outgrown: why };
}

export { outgrown3 };
