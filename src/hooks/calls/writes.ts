import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Task, taskOf } from "../../engine/run.ts";
import { context, endTurn, type Output } from "../../host/answer.ts";
import { realPath } from "../../project/project.ts";
import { artifactPath } from "../../record/accepted.ts";
import { callHash, continues } from "../../record/changes/agent-writes.ts";
import { passLooked } from "../../record/guarded/watched.ts";
import { MOST_TRIES, tryFile } from "../../record/tests/tries.ts";
import { writtenFile } from "../../run/audit/calls.ts";
import { subjectOf } from "../../run/audit/subject.ts";
import { readTaskArtifact } from "../../run/results/accept.ts";
import { sceneOf } from "../../workflows/index.ts";
import type { HookCall } from "../hook-call.ts";

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

/** Characters of a script's output that its writer reads: of its beginning and of its end. */
const SHOWN = 3_000;

/** Runs the script that a reviewer has written, and tells it the output. */
async function tried(hook: HookCall, task: Task, path: string): Promise<Output> {
  const { project, payload } = hook;
  // Each one is a file of its own to the host, and none is left.
  rmSync(path, { force: true });
  const say = (text: string): Output => context("PostToolUse", text);
  const remaining = MOST_TRIES - task.tried - 1;
  if (remaining < 0) return say(`Not run: ${MOST_TRIES} scripts were. Write your result.`);
  const { content } = payload.input;
  if (typeof content !== "string") return say("Not run: write the script whole, with Write.");
  const { runTry } = await import("../../record/tests/run-try.ts");
  const { text, how, isRun, event } = await runTry(project, hook.bound!.run, content);
  const { nonce } = task.dispatch!;
  hook.change(() => [{ do: "tried", task: task.id, nonce, ...event }]);
  if (!isRun) return say(`Not run: ${how}. ${remaining} more, or go on without.`);
  const ended = how ?? (event.exit === null ? "killed" : `exit ${event.exit}`);
  const after = `after ${Math.round(event.ms / 1_000)} s, ${remaining} more`;
  return say(`${ended} ${after}. Its output, each line after a bar:\n${quoted(text)}`);
}

/** A program's output for an agent: it is cut, and no line of it reads as one of a hook. */
function quoted(text: string): string {
  const excerpt =
    text.length <= 2 * SHOWN
      ? text
      : `${text.slice(0, SHOWN)}\n… left out …\n${text.slice(-SHOWN)}`;
  return excerpt
    .toWellFormed()
    .replaceAll("system-reminder", "system reminder")
    .replaceAll(/^/gm, "| ");
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
  const script = tryFile(sceneOf(project, run), task);
  if (script !== null && realPath(path) === realPath(join(project.root, script)))
    return await tried(hook, task, path);
  const own = artifactPath(project, task);
  if (realPath(path) !== realPath(own)) {
    const changed = writtenFile(project, run, task, path);
    if (changed !== null) hook.change(() => [changed]);
    return null;
  }
  const { nonce } = task.dispatch!;
  const isOwn = continues(task.dispatch!, payload.input, payload.response);
  const sense = isOwn ? callHash(payload.input, payload.response) : null;
  const recorded =
    sense === null ? run : hook.change(() => [{ do: "wrote", task: task.id, nonce, sense }]).run;
  const now = recorded && taskOf(recorded, task.id);
  if (!recorded || now?.dispatch?.nonce !== nonce) return null;
  const subject = subjectOf(project, recorded, now);
  const result = await readTaskArtifact(
    project,
    recorded,
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
