import type { Project } from "./project.ts";
import { readRun } from "./run-store.ts";

/** Where the project stands and what comes next, as text. */
export function statusOf(project: Project): string {
  const run = readRun(project);
  return run === null ? "No run here. Start one: /multi-ai <request>" : `${run.run}: ${run.status}`;
}
