import { STEP } from "../host/answer.ts";
import type { Payload } from "../host/payload.ts";
import { policy } from "../policy/policy.ts";
import { isGone } from "../record/copies.ts";
import { beforeCommand } from "./before-command.ts";
import { projectOf } from "./project-of.ts";

/**
 * Answers the host on a tool call by the policy alone. False: the call may change the run, and nothing is answered yet.
 * Built apart from `main.ts`, which takes longer to load than the policy takes.
 */
export function judge(payload: Payload): boolean {
  const project = projectOf(process.env);
  if (isGone(project)) return false;
  const output = policy(payload, project, process.env);
  if (output === STEP) return false;
  beforeCommand(payload, project, process.env, output);
  if (output !== null) console.log(JSON.stringify(output));
  return true;
}
