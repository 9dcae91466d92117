import { isLive, type Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { keepCopy } from "../../record/copies.ts";
import { noteGit } from "../../record/git-notice.ts";
import { type Env, noteRun } from "../../record/outside.ts";
import { taking } from "../../record/owner.ts";
import { newDriver } from "../life/background.ts";
import { change } from "../life/run.ts";

/**
 * Makes a run of another machine this machine's: writes the same notes outside of the project as
 * `beginRun`. Tasks that were at work on the other machine get another agent when the run goes on.
 */
export function adopt({ project, env }: { project: Project; env: Env }, run: Run): void {
  noteRun(project, run.run, env);
  noteGit(project, run.run, env);
  if (!isLive(run)) return;
  keepCopy(project, run.run, env);
  change(project, () => [taking(project, run.run, newDriver(project), env, true)]);
}
