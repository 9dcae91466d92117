import type { Run } from "../engine/run.ts";
import type { Workflow } from "../engine/workflow.ts";
import type { Project } from "../project/project.ts";

/** What every function about a run needs: the run, its workflow and the project that it is in. */
export interface Scene {
  readonly project: Project;
  readonly workflow: Workflow;
  readonly run: Run;
  /**
   * What is made of it goes to a provider beside the host: files on the deny list are kept back.
   */
  readonly isSent?: true;
}
