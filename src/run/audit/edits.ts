import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommandOf } from "../../engine/commands.ts";
import { byOthers, type Run, type Task } from "../../engine/run.ts";
import { here } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { storeBytes } from "../../project/snapshots/bytes.ts";
import { acceptedFiles, isRead, isWritten } from "../../record/accepted.ts";
import { contentHash } from "../../record/changes/agent-writes.ts";
import { isByProgram } from "../../record/changes/own-files.ts";
import { readCache, UnsafeFile, writeBelow } from "../../store/files/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { getObject } from "../../store/objects.ts";
import { someOf } from "../../text.ts";
import { isAtWork } from "../publish/outputs.ts";
import { notice } from "./notice.ts";

/** Files of a run that somebody has changed since they were accepted. */

/**
 * Whether an agent that came to nothing may have left the file like this, since it was accepted
 * from `owner`.
 */
export const byAgent = (run: Run, path: string, owner: Task): boolean =>
  run.tasks.some(
    (task) =>
      task.dispatches > 0 &&
      task.outcome === null &&
      (task.started_at ?? "") >= (owner.ended_at ?? owner.started_at ?? "") &&
      isWritten(task, path),
  );

/**
 * Puts a file back as it was accepted; its path, with where what stood there is kept. @throws
 * UnsafeFile
 */
export function restoreAccepted(
  project: Project,
  path: string,
  is: Uint8Array | null,
  was: Uint8Array,
): string {
  const kept = is && storeBytes(project, is);
  if (is !== null && kept === null)
    throw new UnsafeFile(path, "was changed and is too large to be kept");
  writeBelow(project.root, path, was);
  return kept === null ? path : `${path} (the changed version: ${kept})`;
}

function noticeOf(run: Run, edited: readonly string[]): CommandOf<"notice"> {
  const way = `answer its question with a correction, or type ${here('decide change --reason "…"')}`;
  const text = `Changed ${byOthers(run)}, and put back as accepted: ${someOf(edited)}. To change a story or plan, ${way}.`;
  return notice("edited", sha256(edited.join("\n")).slice(0, 16), text);
}

/**
 * Puts back what was set aside for an agent that wrote nothing in its place: the file as it was
 * last accepted.
 */
export function restoreOwn(project: Project, run: Run): void {
  const files = acceptedFiles(run);
  for (const { writes, artifact, dispatches, status } of run.tasks) {
    const own = files.get(writes);
    if (own === undefined || artifact !== null || dispatches === 0 || status === "running")
      continue;
    if (
      !writes.endsWith(".json") ||
      existsSync(join(project.root, writes)) ||
      isAtWork(run, writes)
    )
      continue;
    const was = getObject(project.task, own.sha);
    if (was !== null) attempt(() => restoreAccepted(project, writes, null, was), null);
  }
}

/**
 * Restores the files that a task reads to their accepted content: a reviewer has to read the story
 * that its verdict is checked against. `notice`: what somebody had changed by hand; `problem`: why
 * a file could not be restored.
 */
export function restoreReads(project: Project, run: Run, task: Task) {
  const edited: string[] = [];
  let problem: string | null = null;
  for (const [path, { sha, task: owner }] of acceptedFiles(run)) {
    if (!isRead(task, path)) continue;
    const was = getObject(project.task, sha);
    if (was === null)
      problem ??= `${path} cannot be read back as it was accepted: its copy in .task/objects is gone`;
    else
      try {
        const is = readCache(join(project.root, path));
        if (is?.equals(was)) continue;
        const isEdit =
          is !== null && contentHash(is) !== contentHash(was) && !byAgent(run, path, owner);
        const isOurs = isByProgram(project, run, path);
        const named = restoreAccepted(project, path, is, was);
        if (isEdit && !isOurs) edited.push(named);
      } catch (error) {
        const why = error instanceof UnsafeFile ? error.message : String(error);
        problem ??= `${path} could not be put back as it was accepted: ${why}`;
      }
  }
  return { problem, notice: edited.length === 0 ? null : noticeOf(run, edited) };
}
