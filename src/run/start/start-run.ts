import { mkdirSync, renameSync } from "node:fs";
import { join, relative } from "node:path";
import { type Command, Refused } from "../../engine/commands.ts";
import { entryOf, hasParallelReviews, partsOf } from "../../engine/gates.ts";
import { type Host, isLive, type Request, type Run, TOGETHER } from "../../engine/run.ts";
import { isAlive } from "../../host/host.ts";
import { attempt, messageOf } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { namesRun } from "../../record/changes/own-files.ts";
import { dropCopy } from "../../record/machine/copies.ts";
import { unmark } from "../../record/machine/marks.ts";
import { beginningOf, type Env } from "../../record/machine/outside.ts";
import type { Settings } from "../../settings.ts";
import { parkedRuns, unparkRun } from "../../store/archive.ts";
import {
  disk,
  makeTaskFolder,
  ownFolder,
  readCache,
  removeFile,
  stampOf,
  UnsafeFile,
} from "../../store/files/disk.ts";
import { BrokenChain, randomHex, sha256 } from "../../store/journal.ts";
import { putObject, putObjects } from "../../store/objects.ts";
import { readSnapshot } from "../../store/snapshot.ts";
import { VERSION } from "../../version.ts";
import { TEXT_OPTION } from "../../workflows/contract/contract.ts";
import { workflowOf } from "../../workflows/index.ts";
import { endWork } from "../dispatch/check-task.ts";
import { modeInBackground } from "../driver/background.ts";
import { archiveRun, moveRun, putFilesBack } from "../end/archived-runs.ts";
import { callsFromOutside, callsOf, noteOrphans } from "../end/orphans.ts";
import { assignedNow } from "../external/absent-reviewers.ts";
import { type Changed, change, type JournalStep, readRun } from "../journal/change.ts";
import { isEndReported } from "../views/task-outcome.ts";
import { clearWay } from "./clear-way.ts";

/** Characters of a request in the journal and in briefs; the whole request is an object. */
const EXCERPT = 4_000;

/**
 * Stores a request as an object; returns it with the excerpt for the journal. @throws Refused when
 * it is too large
 */
export function storeRequest(project: Project, text: string): Request {
  makeTaskFolder(project.task);
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 900_000)
    throw new Refused(
      "too_large",
      `the request has ${bytes.length} bytes, at most 900000 are allowed: put the material into a file and name that`,
    );
  putObjects(project.task, [bytes]);
  // Cut between characters, never inside a surrogate pair.
  const excerpt = [...text.slice(0, EXCERPT + 1)].slice(0, EXCERPT).join("");
  return {
    text: excerpt.isWellFormed() ? excerpt : excerpt.toWellFormed(),
    sha: sha256(bytes),
    bytes: bytes.length,
  };
}

interface StartOptions {
  workflow: string;
  entry?: string;
  request: string;
  auto: boolean;
  settings: Settings;
  /** What the person chose, such as a track. */
  options?: Record<string, string>;
  /** Texts that its agents are told, by the flag that has named each. */
  told?: Record<string, string>;
  session: string | null;
  host: Host | null;
  /** A driver's run, and no session's. */
  driver?: true;
  /** Fingerprint of the key of the job that it is. */
  key?: string | undefined;
  /**
   * Notes, outside of the project, that the run is of this machine, and who carries it on: before
   * its journal begins, and when it has begun.
   */
  note?: (project: Project, run: string) => void;
  /** Begins the copy of the run's record, once there is one. */
  keep?: (project: Project, run: string) => void;
}

/**
 * Whether those who review the same thing do so beside each other, as options of the run: as the
 * settings say, else where nobody follows it step by step, or where it leaves reviewers out and may
 * call them later.
 */
function reviewsOf(start: StartOptions): Record<string, string> {
  const entry = entryOf(workflowOf(start.workflow), start.entry ?? "start");
  const { auto, reviews } = start.settings;
  const isBeside = reviews
    ? reviews === "together"
    : start.auto || auto || start.driver || partsOf(entry, { options: start.options ?? {} });
  return isBeside && hasParallelReviews(entry) ? TOGETHER : {};
}

/**
 * Archives the run that is over, if there is one, and starts a new one. @throws Refused while a run
 * is live
 */
export function startRun(
  project: Project,
  options: StartOptions,
  after: JournalStep[] = [],
): Changed {
  const before = readRun(project);
  if (before !== null && !isLive(before)) archiveRun(project, before);
  clearWay(project, options.workflow);
  const request = storeRequest(project, options.request);
  const run = `${options.workflow}-${randomHex(4)}`;
  const chosen = { ...options.options, ...reviewsOf(options) };
  for (const [flag, text] of Object.entries(options.told ?? {}))
    chosen[TEXT_OPTION + flag] = putObject(project.task, text);
  options.note?.(project, run);
  const assigned = assignedNow(options.workflow, project, options.settings, process.env);
  const changed = change(project, () => [
    {
      do: "start",
      run,
      version: VERSION,
      workflow: options.workflow,
      entry: options.entry ?? "start",
      request,
      auto: options.auto || options.settings.auto,
      settings: options.settings,
      ...(Object.keys(chosen).length > 0 ? { options: chosen } : {}),
      ...(assigned ? { assigned } : {}),
      session: options.session,
      host: options.host,
      ...(options.driver ? { driver: true as const } : {}),
      ...(options.note ? { noted: true } : {}),
      ...(options.key ? { key: options.key } : {}),
    },
    ...after,
  ]);
  options.keep?.(project, run);
  // Where that fails it was noted before the journal began, and counts by its folder.
  attempt(() => options.note?.(project, run), null);
  return changed;
}

/**
 * Releases a run that is over and whose session is gone: nobody has to be told of its end. That of
 * a run in the background the next session tells, unless it was told.
 */
export const releaseIfGone =
  (project: Project, env: Env) =>
  (run: Run | null): Command | null => {
    if (run === null || isLive(run)) return null;
    const host = run.owner?.host ?? null;
    const gone =
      modeInBackground(project, env, run) === null
        ? run.owner === null || (host !== null && !isAlive(host))
        : !isAlive(host) && isEndReported(project, run);
    return gone ? { do: "release" } : null;
  };

/** Finishes moving a run back from `parked/` after an interruption: its journal is here already. */
export function finishUnpark(project: Project, run: Run | null): void {
  if (run === null || !parkedRuns(project.task).includes(run.run)) return;
  unparkRun(project.task, run.run);
  putFilesBack(project, run);
  change(project, () => []);
}

/**
 * Cancels a live run, and moves the run into the history. @returns the run and its folder there,
 * null without a run
 */
export function resetRun(project: Project, reason: string): { run: Run; folder: string } | null {
  if (readRun(project) === null) return null;
  // Also with nothing to record: this brings the derived files up to date.
  const run = change(project, (now) =>
    now !== null && isLive(now) ? [{ do: "cancel", reason }] : [],
  ).run!;
  return { run, folder: archiveRun(project, run) };
}

/**
 * `folder`: where a run that could not be read was moved, relative to the project, and `problem`:
 * why it could not.
 */
type ForcedOut = Record<"run" | "folder" | "problem", string | null>;

/**
 * Moves what stands in the place of `.task` and is no folder into the history of a new one,
 * whatever it is or leads to; returns where it is now, relative to the project.
 */
function setLinkAside(project: Project): string {
  const stamp = stampOf();
  const aside = `${project.task}.${stamp}`;
  unmark(project);
  renameSync(project.task, aside);
  makeTaskFolder(project.task);
  const folder = join(project.task, "history", `unreadable-run-${stamp}`);
  mkdirSync(folder, { recursive: true });
  renameSync(aside, join(folder, "task"));
  dropCopy(project);
  return relative(project.root, folder);
}

/**
 * Ends the run whatever its state is: a readable one is cancelled, any other is moved into the
 * history as it is, unread. After that hooks only deny calls of its agents that are still at work.
 * @throws UnsafeFile when `.task` is another user's folder
 */
export async function archiveUnreadable(project: Project, reason: string): Promise<ForcedOut> {
  const place = disk.lstat(project.task);
  if (place !== undefined && !place.isDirectory()) {
    const problem = place.isSymbolicLink() ? ".task is a symbolic link" : ".task is not a folder";
    return { run: null, folder: setLinkAside(project), problem };
  }
  if (!ownFolder(project.task)) return { run: null, folder: null, problem: null };
  try {
    const run = readRun(project);
    if (run !== null) {
      noteOrphans(project, run.run, callsOf(run));
      change(project, (now) => [
        ...(now !== null && isLive(now) ? [{ do: "cancel" as const, reason }] : []),
        (left) => (left === null ? null : { do: "release" }),
      ]);
      await endWork({ project, env: process.env }, run);
    }
    unguard(project);
    return { run: run?.run ?? null, folder: null, problem: null };
  } catch (error) {
    if (error instanceof BrokenChain)
      return setAside(project, `line ${error.line}: ${error.problem}`);
    if (error instanceof UnsafeFile)
      return setAside(project, `${relative(project.root, error.path)} ${error.problem}`);
    return setAside(project, messageOf(error));
  }
}

/** Hooks have nothing to do any more, whatever run they were told of. */
function unguard(project: Project): void {
  const live = join(project.task, "live");
  const bytes = readCache(live);
  if (bytes !== null && namesRun(bytes)) removeFile(live);
}

/** So much of a journal says whose it is, in bytes; force reads no more of it. */
const BEGINNING_BYTES = 64 * 1024;

/**
 * Remembers the agents of a run whose journal cannot be read: by its last snapshot, and by what is
 * noted outside of the project.
 */
export function noteUnread(project: Project): Run | null {
  const run = lastKnown(project);
  const id = run?.run ?? beginningOf(project.task, BEGINNING_BYTES)?.run;
  if (id === undefined) return run;
  const known = attempt(() => (run === null ? [] : callsOf(run)), []);
  noteOrphans(project, id, [...callsFromOutside(project, id), ...known]);
  return run;
}

/**
 * Moves an unreadable run into the history. Its checks and files are found by the last snapshot.
 */
async function setAside(project: Project, problem: string): Promise<ForcedOut> {
  const run = noteUnread(project);
  if (run !== null) await endWork({ project, env: process.env }, run).catch(() => {});
  const stamp = stampOf();
  const name = `unreadable-${run?.run ?? "run"}-${stamp}`;
  // A snapshot that is none of a run, or names what is not there: without it.
  const folder =
    attempt(() => moveRun(project, run, "history", name), null) ??
    moveRun(project, null, "history", name);
  unguard(project);
  return { run: run?.run ?? null, folder: relative(project.root, folder), problem };
}

/**
 * The run of the last snapshot, of which only the id is certain: whoever can write there can make
 * one with a right checksum.
 */
function lastKnown(project: Project): Run | null {
  const snapshot = attempt(() => readSnapshot<Run>(project.task, VERSION), null);
  const run = snapshot?.usable ? snapshot.state : null;
  return typeof run?.run === "string" && /^[\w-]{1,100}$/.test(run.run) ? run : null;
}
