// @bun
import {
  unlessUnreadable
} from "./s127.js";
import {
  changedFiles
} from "./s265.js";
import {
  projectTree,
  fileSubject,
  isTree
} from "./s247.js";
import {
  workflowOf,
  sceneOf
} from "./s70.js";
import {
  worktreeSubject2
} from "./s190.js";
import {
  worktreeOf
} from "./s79.js";
import {
  guardOf
} from "./s180.js";
import {
  gateOf
} from "./s100.js";
import {
  treeStore
} from "./s172.js";

// src/run/subject.ts
import { join } from "path";
function subjectOf(project, run, task) {
  const scene = sceneOf(project, run);
  const gate = gateOf(scene.workflow, run, task.gate);
  if (task.kind !== "fix" && (gate.gate === "panel" || gate.gate === "review"))
    return gate.of && "file" in gate.of ? fileSubject(join(project.root, gate.of.file)) : projectTree(scene);
  if (task.edits === null)
    return { ok: true, subject: null };
  const stream = worktreeOf(scene, task);
  return stream === null ? projectTree(scene) : worktreeSubject2(project, stream);
}
function treeAtStart(project, run) {
  if (run.tasks.some((one) => one.dispatches > 0))
    return null;
  const tree = projectTree(sceneOf(project, run));
  return tree.ok ? tree.subject : null;
}
function movedBetween(project, from, to) {
  if (!isTree(from) || !isTree(to))
    return null;
  return unlessUnreadable(() => changedFiles(project.root, from, to, treeStore(project)).map(({ path }) => path), null);
}
function movedSince(project, run, task, subject) {
  const guard = guardOf(workflowOf(run.workflow), run, task);
  return guard === null || guard.last.reviewed === subject ? null : movedBetween(project, guard.last.reviewed, subject);
}
function movedDuring(project, task, subject) {
  const from = task.dispatch?.subject ?? null;
  return from === subject ? null : movedBetween(project, from, subject);
}

export { subjectOf, treeAtStart, movedSince, movedDuring };
