import { lstatSync } from "node:fs";
import type { Workflow } from "../engine/workflow.ts";
import type { Failure } from "../project/git/git.ts";
import { realPath } from "../project/project.ts";
import { ifReadable } from "../project/snapshots/trees.ts";
import type { DiskOptions } from "../project/trees/disk-tree.ts";
import { readPlain } from "../store/files/plain-file.ts";
import { sha256 } from "../store/journal.ts";
import { foreignWorktrees, recordedGit } from "./guarded/git-notice.ts";
import { type Env, outsideFile } from "./machine/outside.ts";
import type { Scene } from "./scene.ts";

/** Subjects of reviews, named by their content: the project's tree, or a file of the run. */

/** Folders of the project that the trees and snapshots of a workflow's runs leave out. */
export const excludedFolders = (workflow: Workflow): string[] => [
  ...new Set([".task", workflow.files]),
];

/**
 * Why an agent may not change a file, by its name in the project: those of these folders it never
 * may.
 */
export function protectOwnFolders(workflow: Workflow, rule: (name: string) => string | null) {
  const folders = excludedFolders(workflow);
  return (name: string): string | null =>
    folders.some((folder) => name === folder || name.startsWith(`${folder}/`))
      ? `${name} belongs to the program and to whoever it asks for it`
      : rule(name);
}

export type SubjectResult = { ok: true; subject: string | null } | { ok: false; problem: string };

/**
 * The project's tree as it stands, named by its content. `quick`: for a look around a command: of a
 * small project, too, only what has changed is read, and worktrees that were added since the run
 * began are looked into.
 */
export function projectTree(
  { project, workflow, run }: Scene,
  {
    env = process.env,
    ...more
  }: { env?: Env } & Pick<DiskOptions, "quick" | "timeout" | "beside"> = {},
): SubjectResult {
  // Also of a task that is void by now: what the run began on.
  const known = run.tasks.find((task) => isTree(task.base))?.base ?? null;
  const named = () => {
    const { filesOf } =
      require("../project/trees/changes.ts") as typeof import("../project/trees/changes.ts");
    return ifReadable(() => filesOf(project, known ?? ""), []).map(({ path }) => path);
  };
  const worktrees = more.quick
    ? recordedGit(project, run.run, env)?.worktrees
    : foreignWorktrees(project, run, named);
  // Loaded when a tree is taken: few events do.
  const { diskTree } =
    require("../project/trees/disk-tree.ts") as typeof import("../project/trees/disk-tree.ts");
  const tree = diskTree(project, {
    exclude: excludedFolders(workflow),
    known,
    ...(worktrees && { worktrees }),
    ...more,
    index: outsideFile(env, project, `index/${sha256(realPath(project.root)).slice(0, 32)}`),
  });
  return treeSubject(tree);
}

export const treeSubject = (tree: { ok: true; tree: string } | Failure): SubjectResult =>
  tree.ok
    ? { ok: true, subject: tree.tree }
    : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };

/** The same; null: it cannot be told. */
export function treeNow(scene: Scene): string | null {
  const tree = projectTree(scene);
  return tree.ok ? tree.subject : null;
}

/** A file of the run, named by its content. */
export function fileSubject(path: string): SubjectResult {
  try {
    if (!lstatSync(path).isFile()) return { ok: false, problem: `${path} is not a regular file` };
    const bytes = readPlain(path);
    if (bytes === null) return { ok: false, problem: `${path} cannot be read, or is too large` };
    return { ok: true, subject: `file:${sha256(bytes)}` };
  } catch {
    return { ok: false, problem: `${path} cannot be read` };
  }
}

/** Whether a subject is a tree: not a file, and not null. */
export const isTree = (subject: string | null): subject is string =>
  subject !== null && !subject.startsWith("file:");
