import type { Settings } from "../settings.ts";
import type { Command } from "../engine/commands.ts";
import { type Host, isLive, type Request, type Run } from "../engine/run.ts";
import { VERSION } from "../version.ts";
import { archiveRun, parkedRuns, unparkRun } from "../store/archive.ts";
import { createTaskFolder } from "../store/disk.ts";
import { isAlive } from "../host/host.ts";
import { sha256 } from "../store/journal.ts";
import { putObjects } from "../store/objects.ts";
import type { Project } from "../project/project.ts";
import { type Changed, change, readRun, type Step } from "./run.ts";

/** Characters of a request that stand in the journal and in briefs; the whole is an object. */
const EXCERPT = 4_000;

/** Stores a request's exact bytes; the journal holds its beginning. */
export function storeRequest(project: Project, text: string): Request {
  createTaskFolder(project.task);
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 900_000)
    throw new Error(
      `the request has ${bytes.length} bytes, expected at most 900000: put the material into a file and name it`,
    );
  putObjects(project.task, [bytes]);
  // Cut between characters, never inside a surrogate pair.
  const excerpt = [...text.slice(0, EXCERPT + 1)].slice(0, EXCERPT).join("");
  return { text: excerpt.isWellFormed() ? excerpt : excerpt.toWellFormed(), sha: sha256(bytes), bytes: bytes.length };
}

export interface StartOptions {
  workflow: string;
  entry?: string;
  request: string;
  auto: boolean;
  settings: Settings;
  /** What the person chose, such as a track. */
  options?: Record<string, string>;
  session: string | null;
  host: Host | null;
}

/** A run's id: `<workflow>-<8 hex>`. */
const newRunId = (workflow: string): string =>
  `${workflow}-${Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString("hex")}`;

/** Archives the run that is over, if there is one, and starts a new one. @throws Refused while a run is live */
export function startRun(project: Project, options: StartOptions, after: Step[] = []): Changed {
  const before = readRun(project);
  const voidCalls = before?.void_calls.map((one) => one.call) ?? [];
  if (before !== null && !isLive(before)) archiveRun(project, before);
  const request = storeRequest(project, options.request);
  return change(project, () => [
    {
      do: "start",
      run: newRunId(options.workflow),
      version: VERSION,
      workflow: options.workflow,
      entry: options.entry ?? "start",
      request,
      auto: options.auto || options.settings.auto,
      settings: options.settings,
      ...(options.options && Object.keys(options.options).length > 0 ? { options: options.options } : {}),
      session: options.session,
      host: options.host,
      voidCalls,
    },
    ...after,
  ]);
}

/** After the end of a run whose session is gone: nobody is left to hear of it, and no hook has to fire for it. */
export function releaseIfGone(run: Run | null): Command | null {
  const host = run?.owner?.host ?? null;
  const gone = run?.owner === null || (host !== null && !isAlive(host));
  return run !== null && !isLive(run) && gone ? { do: "release" } : null;
}

/** The rest of a run whose way into `parked/`, or back, a kill cut short: it belongs to the journal, which is here. */
export function bringRest(project: Project, run: Run | null): void {
  if (run === null || !parkedRuns(project).includes(run.run)) return;
  unparkRun(project, run.run);
  change(project, () => []);
}

/** Ends a run that is live and moves everything of it into the history. @returns where it is, null without a run */
export function resetRun(project: Project, reason: string): { run: Run; folder: string } | null {
  if (readRun(project) === null) return null;
  // Also where there is nothing to record: a kill may have kept the files that go with it from saying so.
  const run = change(project, (now) => (now !== null && isLive(now) ? [{ do: "cancel", reason }] : [])).run!;
  return { run, folder: archiveRun(project, run) };
}
