import { isLive, type Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { noteGit } from "../../record/guarded/git-notice.ts";
import { keepCopy } from "../../record/machine/copies.ts";
import { type Env, noteRun } from "../../record/machine/outside.ts";
import { taking } from "../../record/machine/owner.ts";
import { newDriver } from "../driver/background.ts";
import { change } from "../journal/change.ts";

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
