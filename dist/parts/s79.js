// @bun
import {
  TreeUnreadable
} from "./s127.js";
import {
  changedFiles,
  readAt,
  readFiles2,
  filesOf4
} from "./s265.js";
import {
  putObject
} from "./s121.js";
import {
  needsShell
} from "./s2.js";
import {
  quote
} from "./s28.js";
import {
  moduleOf
} from "./s70.js";
import {
  worktreePath
} from "./s240.js";
import {
  approvedCommands
} from "./s5.js";
import {
  guardSet
} from "./s18.js";
import {
  treeStore,
  realPath,
  isInside
} from "./s172.js";

// src/record/frozen.ts
import { join, relative } from "path";
var MAX_FILES = 5000;
var MAX_NAMED = 10;
function frozenBy(project, run, task) {
  if (run.settings.frozen.length === 0)
    return null;
  const isFrozen = guardSet(run.settings.frozen);
  const root = realPath(project.root);
  return (path, touch) => {
    const real = realPath(path);
    const name = relative(root, real);
    if (name.startsWith(".."))
      return touch === "deep" && root.startsWith(`${real}/`) ? "." : null;
    if (name !== "" && isFrozen(name))
      return touch === "remove" && isNew(project, task, name) ? null : name;
    if (touch !== "deep")
      return null;
    let left = MAX_FILES;
    try {
      for (const below of new Bun.Glob("**/*").scanSync({ cwd: real, dot: true })) {
        const file = name === "" ? below : `${name}/${below}`;
        if (isFrozen(file))
          return file;
        if (--left === 0)
          break;
      }
    } catch {}
    return null;
  };
}
function isNew(project, task, name) {
  if (task === null || task.base === null)
    return false;
  try {
    return readAt(project.root, task.base, name, treeStore(project)) === null;
  } catch (error) {
    if (error instanceof TreeUnreadable)
      return false;
    throw error;
  }
}
function frozenProblems(project, run, task, tree) {
  if (run.settings.frozen.length === 0 || task.base === null)
    return [];
  const scratch = treeStore(project);
  const isFrozen = guardSet(run.settings.frozen);
  const touched = changedFiles(project.root, task.base, tree, scratch).filter((one) => isFrozen(one.path));
  const lines = undone(project, project.root, task.base, touched).map(({ path, status, way }) => `${path}: frozen by the person, and this task ${status} it; undo that: ${way}. Say in deviations what should change there`);
  const more = touched.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more frozen files`] : lines;
}
function undone(project, work, base, touched) {
  const shown = touched.slice(0, MAX_NAMED);
  const there = shown.filter((one) => one.status !== "added").map((one) => one.path);
  const before = readFiles2(project.root, base, there, treeStore(project));
  return shown.map((one) => {
    const { path, status } = one;
    const target = quote2(work === project.root ? path : join(work, path));
    return {
      ...one,
      way: status === "added" ? `\`rm -- ${target}\`` : back(project, target, before.get(path) ?? null)
    };
  });
}
var quote2 = (path) => /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
function back(project, target, content) {
  const git = `\`git checkout HEAD -- ${target}\``;
  if (content === null || content.includes("\uFFFD"))
    return `${git}, if it was committed like that`;
  return `\`cp .task/objects/${putObject(project.task, content)} ${target}\`, or ${git} if it was committed like that`;
}

// src/run/work.ts
import { tmpdir } from "os";
import { join as join2, relative as relative2 } from "path";
var worktreeOf = (scene, task) => moduleOf(scene.run.workflow).worktree?.(scene, task) ?? null;
function workFolder2(scene, task) {
  const stream = worktreeOf(scene, task);
  return stream === null ? scene.project.root : worktreePath(scene.project, stream.run, stream.area);
}
function ownCommands3(scene, task) {
  if (task.edits === null)
    return [];
  const approved = approvedCommands(scene.run).filter(({ by, text }) => by !== "auto" || !needsShell(text));
  const more = moduleOf(scene.run.workflow).commands?.(scene) ?? [];
  return [...new Set([...approved.map((one) => one.text), ...more])];
}
function commandLine(scene, task, command) {
  const folder = workFolder2(scene, task);
  return folder === scene.project.root ? command : `cd ${quote(folder)} && ${command}`;
}
var editRule = (scene, task) => task.edits === null ? null : moduleOf(scene.run.workflow).editRule?.(scene, task) ?? null;
function editProblem(scene, task, path) {
  const rule = editRule(scene, task);
  if (rule === null)
    return null;
  const folder = workFolder2(scene, task);
  const name = relative2(realPath(folder), realPath(path));
  if (!name.startsWith(".."))
    return rule(name);
  return isTemporary(scene.project, path) ? null : `${task.id} works in ${folder} alone, and with copies in ${tmpdir()}`;
}
var isTemporary = (project, path) => !isInside(path, project.root) && ["/tmp", tmpdir()].some((folder) => isInside(path, folder));
function commandProblem(scene, task, path, touch) {
  const { project, workflow } = scene;
  const name = relative2(realPath(project.root), realPath(path));
  const folder = workflow.files;
  if (name === folder || name.startsWith(`${folder}/`) || touch === "deep" && (name === "" || name === ".."))
    return name === task.writes || isDocument2(project, task, path) ? null : `${task.id} writes ${[task.writes, ...task.documents].join(", ")} and nothing else under ${folder}/`;
  if (touch === "remove" && isNew(project, task, name))
    return null;
  return touch === "deep" ? deepProblem(scene, task, name) : editProblem(scene, task, inWork(scene, task, path));
}
function deepProblem(scene, task, name) {
  const { project } = scene;
  const rule = editRule(scene, task);
  if (rule === null || task.base === null)
    return null;
  try {
    for (const { path } of filesOf4(project.root, task.base, treeStore(project))) {
      const found = path === name || path.startsWith(`${name}/`) ? rule(path) : null;
      if (found !== null)
        return found;
    }
  } catch (error) {
    if (!(error instanceof TreeUnreadable))
      throw error;
  }
  return null;
}
function undoCommands(scene, task, changed) {
  const rule = editRule(scene, task);
  if (changed === null || rule === null || task.base === null)
    return [];
  const sorted = moduleOf(scene.run.workflow).sortsNewFiles?.(scene, task) === true;
  const foreign = changed.filter((one) => rule(one.path) !== null && !(sorted && one.status === "added"));
  return undone(scene.project, workFolder2(scene, task), task.base, foreign).map(({ path, status, way }) => `${path}: this task ${status} it; undo that: ${way}`);
}
function isDocument2(project, task, path) {
  const real = realPath(path);
  return task.documents.some((one) => one.endsWith("/") ? real.startsWith(`${realPath(join2(project.root, one.slice(0, -1)))}/`) && real.endsWith(".md") : real === realPath(join2(project.root, one)));
}
function isInWorktree(scene, task, path) {
  const folder = workFolder2(scene, task);
  return folder !== scene.project.root && isInside(path, folder);
}
function inWork(scene, task, path) {
  const work = workFolder2(scene, task);
  const name = relative2(realPath(scene.project.root), path);
  return work === scene.project.root || name.startsWith("..") ? path : join2(work, name);
}
function asInProject(scene, task, payload) {
  const { root } = scene.project;
  const work = workFolder2(scene, task);
  if (work === root)
    return payload;
  const command = typeof payload.input.command === "string" ? payload.input.command : "";
  if (/(?:^|[^\w.])\.\.(?:[^\w.]|$)/.test(command))
    return null;
  const elsewhere = [work, realPath(work)].reduce((all, one) => all.replaceAll(one, ""), command);
  const documents = scene.workflow.files;
  if ([root, realPath(root)].some((one) => elsewhere.replaceAll(`${one}/${documents}/`, "").includes(one)))
    return null;
  const bare = (text) => [work, realPath(work)].reduce((all, one) => all.replaceAll(one, root), text);
  return { ...payload, cwd: bare(payload.cwd), input: { ...payload.input, command: bare(command) } };
}

export { frozenBy, frozenProblems, worktreeOf, workFolder2, ownCommands3, commandLine, editProblem, commandProblem, undoCommands, isDocument2, isInWorktree, asInProject };
