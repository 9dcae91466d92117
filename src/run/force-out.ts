import { join, relative } from "node:path";
import { isLive, type Run } from "../engine/run.ts";
import { VERSION } from "../version.ts";
import { moveRun } from "../store/archive.ts";
import { endChecks } from "./checks.ts";
import { disk, ownFolder, removeFile } from "../store/disk.ts";
import type { Project } from "../project/project.ts";
import { change, readRun } from "./run.ts";
import { readSnapshot } from "../store/snapshot.ts";

/** `folder` is where the run was moved because it could not be read, relative to the project, and `problem` says why. */
export interface ForcedOut {
  run: string | null;
  folder: string | null;
  problem: string | null;
}

/**
 * Ends the run in whatever state it is: one that can be read is cancelled in its place, anything else is moved into the
 * history as it is. Afterwards no hook holds anybody. @throws UnsafeFile when `.task` itself is not the user's own folder
 */
export async function forceOut(project: Project, reason: string): Promise<ForcedOut> {
  if (!ownFolder(project.task)) return { run: null, folder: null, problem: null };
  try {
    const run = readRun(project);
    if (run !== null) {
      change(project, (now) => [
        ...(now !== null && isLive(now) ? [{ do: "cancel" as const, reason }] : []),
        (left) => (left === null ? null : { do: "release" }),
      ]);
      await endChecks(run);
    }
    removeFile(join(project.task, "live"));
    return { run: run?.run ?? null, folder: null, problem: null };
  } catch (error) {
    return setAside(project, error instanceof Error ? error.message : String(error));
  }
}

/** The last snapshot is enough to find what runs and which files are the run's. */
async function setAside(project: Project, problem: string): Promise<ForcedOut> {
  const run = lastKnown(project);
  if (run !== null) await endChecks(run).catch(() => {});
  const stamp = new Date().toISOString().replace(/[^0-9TZ]/g, "-");
  const folder = moveRun(project, run, "history", `unreadable-${run?.run ?? "run"}-${stamp}`);
  removeFile(join(project.task, "live"));
  return { run: run?.run ?? null, folder: relative(project.root, folder), problem };
}

function lastKnown(project: Project): Run | null {
  try {
    const snapshot = readSnapshot<Run>(project.task, VERSION, disk);
    return snapshot?.usable ? snapshot.state : null;
  } catch {
    return null;
  }
}
