// @bun
import {
  runGit,
  hasGit,
  placesOf,
  gitErrors
} from "./s191.js";
import {
  openWorkstream,
  workstreamTree
} from "./s82.js";
import {
  excludedFolders,
  projectTree
} from "./s247.js";
import {
  cut
} from "./s28.js";
import {
  streamOf
} from "./s241.js";

// src/workflows/execute/checks/place.ts
import { existsSync } from "fs";
var streamFor = ({ workflow, run }, item) => streamOf(run, item, excludedFolders(workflow));
function placeOf2(scene, item) {
  const { project } = scene;
  const stream = streamFor(scene, item);
  if (stream === null)
    return { ok: true, project, stream };
  const opened = openWorkstream(project, stream);
  if (!opened.ok)
    return { ok: false, problem: `${opened.problem}; ${opened.remedy}` };
  return { ok: true, project: { ...project, root: opened.path }, stream };
}
function treeAt(scene, { stream }) {
  if (stream !== null) {
    const tree = workstreamTree(scene.project, stream);
    return tree.ok ? tree : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };
  }
  const tree = projectTree(scene);
  if (!tree.ok)
    return tree;
  return tree.subject === null ? { ok: false, problem: "the project's files cannot be read" } : { ok: true, tree: tree.subject };
}
var isInGit = ({ root }) => hasGit() && existsSync(root) && placesOf(root) !== null;
function initGit(project, run) {
  if (run.options.git !== "init" || isInGit(project))
    return null;
  const made = runGit(["init", "-q"], { cwd: project.root });
  return made.ok ? null : `git init failed: ${gitErrors(made)}`;
}
var MAX_PROBLEMS = 12;
var MAX_PROBLEM = 400;
var MAX_REASON = 500;
var clipped = (lines) => [
  ...lines.slice(0, MAX_PROBLEMS).map((one) => cut(one, MAX_PROBLEM)),
  ...lines.length > MAX_PROBLEMS ? [`and ${lines.length - MAX_PROBLEMS} more`] : []
];
function result(task, outcome, { tree = null, facts = {}, commands, ...record }) {
  const problems = record.problems ?? [];
  const stated = {
    ...facts,
    ...problems.length > 0 ? { problems: clipped(problems), reason: cut(problems.join("; "), MAX_REASON) } : {}
  };
  return {
    outcome,
    tree,
    facts: stated,
    ...commands === undefined ? {} : { commands },
    record: { task: task.id, check: task.who.program, item: task.item, outcome, tree, facts, ...record }
  };
}

export { streamFor, placeOf2, treeAt, isInGit, initGit, clipped, result };
