import { join } from "node:path";
import { filesIn } from "./project.ts";

/** The runner go-task, which by itself keeps checksums in `.task/` beside its file. */

const TASKFILE = /^[Tt]askfile(?:\.dist)?\.ya?ml$/;

export const hasTaskfile = (root: string): boolean =>
  filesIn(root).some((name) => TASKFILE.test(name));

/** The variable by which it keeps them in this folder instead, where a project uses it. */
export const taskCache = (root: string, folder: string): Record<string, string> =>
  hasTaskfile(root) ? { TASK_TEMP_DIR: join(folder, "go-task") } : {};
