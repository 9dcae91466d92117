import { taskOfAgent } from "../../engine/run.ts";
import { DEFER, isDenial, type Output } from "../../host/answer.ts";
import type { Payload } from "../../host/payload.ts";
import { shellLine } from "../../host/shell/shell-call.ts";
import { policy } from "../../policy/policy.ts";
import type { Project } from "../../project/project.ts";
import { noteBefore } from "../../record/guarded/watched.ts";
import { isGone } from "../../record/machine/copies.ts";
import type { Env } from "../../record/machine/outside.ts";
import { noteCommand } from "../../run/audit/calls.ts";
import { readRunFast } from "../../run/journal/read-run.ts";
import { projectOf } from "../project-of.ts";

/**
 * What the policy answers on a tool call. What is noted before a command is compared after it.
 * DEFER: the call may change the run.
 */
export function judged(payload: Payload, project: Project, env: Env): Output | typeof DEFER {
  const output = policy(payload, project, env);
  if (output !== DEFER) noteCall(payload, project, env, output);
  return output;
}

/**
 * Notes before a command that is not denied what it may not change, and of an agent's what lies in
 * the project.
 */
export function noteCall(payload: Payload, project: Project, env: Env, output: Output): void {
  if (shellLine(payload) === null || isDenial(output)) return;
  noteBefore(project, payload.call, env);
  const run = payload.agent === null ? null : readRunFast(project);
  const task = taskOfAgent(run, payload.agent);
  if (run && task) noteCommand(project, run, task, payload, env);
}

/**
 * Answers the host on a tool call by the policy alone. False: the call may change the run, and
 * nothing is answered yet. Built apart from `main.ts`, which takes longer to load than the policy
 * takes.
 */
export function judge(payload: Payload): boolean {
  const project = projectOf(process.env);
  if (isGone(project)) return false;
  const output = judged(payload, project, process.env);
  if (output !== DEFER && output !== null) console.log(JSON.stringify(output));
  return output !== DEFER;
}
