import { join } from "node:path";
import type { Run, Task } from "../engine/run.ts";
import { readCache, UnsafeFile, writeFileAtomic } from "../store/disk.ts";
import { getObject } from "../store/objects.ts";
import type { Project } from "../project/project.ts";
import { acceptedFiles } from "./accepted.ts";

/**
 * Puts what a task reads back as it was accepted: a command may have changed the files meanwhile, and a reviewer shall
 * not read another story than the one that its verdict is checked against. What changes during the task itself is the
 * subject's business.
 * @returns what is wrong, when an accepted artifact is gone for good; null otherwise
 */
export function restoreReads(project: Project, run: Run, task: Task): string | null {
  for (const [path, sha] of acceptedFiles(run)) {
    if (!task.reads.some((one) => one === path || (one.endsWith("/") && path.startsWith(one)))) continue;
    const bytes = getObject(project.task, sha);
    if (bytes === null) return `${path} cannot be read back as it was accepted: its copy in .task/objects is gone`;
    const file = join(project.root, path);
    try {
      if (readCache(file)?.equals(bytes)) continue;
      writeFileAtomic(file, bytes);
    } catch (error) {
      return `${path} could not be put back as it was accepted: ${error instanceof UnsafeFile ? error.message : String(error)}`;
    }
  }
  return null;
}
