import { context, type Output } from "../host/answer.ts";
import { realPath } from "../project/project.ts";
import { artifactPath } from "../record/accepted.ts";
import { readTaskArtifact } from "../run/accept.ts";
import { subjectOf } from "../run/work.ts";
import { type HookCall, liveRun } from "./step.ts";

/** PostToolUse of a write inside an agent: tells it at once what is wrong with its artifact. */
export async function written(hook: HookCall): Promise<Output> {
  const { payload, project } = hook;
  const run = liveRun(hook);
  const task = run?.tasks.find((one) => one.dispatch?.agent === payload.agent && payload.agent !== null);
  if (!run || !task) return null;
  const path = typeof payload.input.file_path === "string" ? payload.input.file_path : "";
  const own = artifactPath(project, task);
  if (realPath(path) !== realPath(own)) return null;
  const subject = subjectOf(project, run, task);
  const now = subject.ok ? subject.subject : null;
  const result = await readTaskArtifact(project, run, task, task.dispatch!.nonce, now);
  return result.ok
    ? null
    : context(
        "PostToolUse",
        `The file does not count yet:\n${result.problems.map((one) => `- ${one}`).join("\n")}\nMend it before you end.`,
      );
}
