import { isDenial, type Output } from "../host/answer.ts";
import type { Payload } from "../host/payload.ts";
import { pluginApart } from "../host/program.ts";
import { shellLine } from "../host/shell-call.ts";
import type { Project } from "../project/project.ts";
import type { Env } from "../record/outside.ts";
import { noteBefore } from "../record/watched.ts";

/** Notes what a command may not change, before one that is not denied. Behind it that is compared. */
export function beforeCommand(payload: Payload, project: Project, env: Env, answer: Output): void {
  if (shellLine(payload) === null || isDenial(answer)) return;
  noteBefore(project, payload.call, env, () => pluginApart(project));
}
