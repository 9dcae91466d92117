import type { Run } from "../engine/run.ts";
import type { Workflow } from "../engine/workflow.ts";
import type { Project } from "../project/project.ts";

/** A run where it is: the three things that every function about a run needs. */
export interface Scene {
  readonly project: Project;
  readonly workflow: Workflow;
  readonly run: Run;
}
