import { taskOf } from "../engine/run.ts";
import { context, endTurn, type Output } from "../host/answer.ts";
import { realPath } from "../project/project.ts";
import { artifactPath } from "../record/accepted.ts";
import { passLooked } from "../record/watched.ts";
import { continues, senseOfCall } from "../record/written.ts";
import { readTaskArtifact } from "../run/audit/accept.ts";
import { writtenFile } from "../run/audit/calls.ts";
import { subjectOf } from "../run/audit/subject.ts";
import type { HookCall } from "./step.ts";

const SETTINGS = /\/(?:settings|settings\.local|\.mcp)\.json$/;

/**
 * PostToolUse of a write: a file of the host's settings is as it was allowed to be. The person has
 * allowed the call, or it changed nothing that counts: a second question would be one too many.
 */
export async function passSettings({
  payload: { input },
  project,
  env,
}: HookCall): Promise<Output> {
  const path = typeof input.file_path === "string" ? input.file_path : "";
  if (SETTINGS.test(path)) passLooked(project, env, path);
  return null;
}

/**
 * PostToolUse of a write inside an agent: notes what its artifact says by the call, since only that
 * counts, and tells the agent at once what is wrong with it.
 */
export async function written(hook: HookCall): Promise<Output> {
  const { payload, project } = hook;
  if (hook.bound === null) return null;
  const { run, task } = hook.bound;
  const named = payload.input.file_path ?? payload.input.notebook_path;
  const path = typeof named === "string" ? named : "";
  await passSettings(hook);
  const own = artifactPath(project, task);
  if (realPath(path) !== realPath(own)) {
    const changed = writtenFile(project, run, task, path);
    if (changed !== null) hook.change(() => [changed]);
    return null;
  }
  const { nonce } = task.dispatch!;
  const isOwn = continues(task.dispatch!, payload.input, payload.response);
  const sense = isOwn ? senseOfCall(payload.input, payload.response) : null;
  const noted =
    sense === null ? run : hook.change(() => [{ do: "wrote", task: task.id, nonce, sense }]).run;
  const now = noted && taskOf(noted, task.id);
  if (!noted || now?.dispatch?.nonce !== nonce) return null;
  const subject = subjectOf(project, noted, now);
  const result = await readTaskArtifact(
    project,
    noted,
    now,
    nonce,
    subject.ok ? subject.subject : null,
  );
  if (result.ok) return endTurn(`${now.id} is done.`);
  return context(
    "PostToolUse",
    `The file does not count yet:\n${result.problems.map((problem) => `- ${problem}`).join("\n")}\nFix it before you end.`,
  );
}
