import { isLive, type Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { keepCopy } from "../../record/copies.ts";
import { noteGit } from "../../record/git-notice.ts";
import { type Env, noteRun } from "../../record/outside.ts";
import { taking } from "../../record/owner.ts";
import { noteScript } from "../../record/scripts.ts";
import { newDriver } from "../life/background.ts";
import { change } from "../life/run.ts";

/**
 * Makes a run that was begun elsewhere this machine's: notes outside of the project what `beginRun` notes of one that begins
 * here. What was at work elsewhere is given to another agent when it goes on.
 */
export function adopt({ project, env }: { project: Project; env: Env }, run: Run): void {
  noteRun(project, run.run, env);
  noteGit(project, run.run, env);
  noteScript(project, run.run, env);
  if (!isLive(run)) return;
  keepCopy(project, run.run, env);
  change(project, () => [taking(project, run.run, newDriver(project), env, true)]);
}
