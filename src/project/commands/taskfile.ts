import { join } from "node:path";
import { filesIn } from "../project.ts";
import { isRunFile } from "../steering.ts";

/** The runner go-task, which by itself keeps checksums in `.task/` beside its file. */

export const hasTaskfile = (root: string): boolean =>
  filesIn(root).some((name) => /^taskfile\b/i.test(name) && isRunFile(name));

/** The variable by which it keeps them in this folder instead, where a project uses it. */
export const taskCache = (root: string, folder: string): Record<string, string> =>
  hasTaskfile(root) ? { TASK_TEMP_DIR: join(folder, "go-task") } : {};
