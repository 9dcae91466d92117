import type { Run } from "../engine/run.ts";
import type { Workflow } from "../engine/workflow.ts";
import type { Project } from "../project/project.ts";

/** What every function about a run needs: the run, its workflow and the project that it is in. */
export interface Scene {
  readonly project: Project;
  readonly workflow: Workflow;
  readonly run: Run;
}
