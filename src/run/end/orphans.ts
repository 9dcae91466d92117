import { join } from "node:path";
import type { Host, Run, VoidCall } from "../../engine/run.ts";
import { sameHost } from "../../engine/run.ts";
import { isAlive, mayLive, sessionAgents } from "../../host/host.ts";
import { inHost } from "../../plugin.ts";
import type { Project } from "../../project/project.ts";
import { ownersOf, recordedOwner } from "../../record/machine/owner.ts";
import { parkedRuns } from "../../store/archive.ts";
import { makeTaskFolder, readCache, removeFile, writeAtomic } from "../../store/files/disk.ts";
import { valueIn } from "../../store/json/fields.ts";
import { locked } from "../../store/transact.ts";

/**
 * Orphans: calls of runs that were left (archived, parked, replaced, repaired) and whose agents may
 * still work. No journal in `.task/` knows them any more, so they stand in a file of their own
 * until each has ended: as long as it is there, hooks work.
 */

/** `run`: the id of the run that was left. */
interface Orphan extends VoidCall {
  run: string;
}

/** The guard looks for this name (hooks/guard.sh). */
const ORPHANS_FILE = "left.json";

function read(project: Project): Orphan[] {
  const found = valueIn(readCache(join(project.task, ORPHANS_FILE))?.toString());
  return Array.isArray(found) ? found.filter(isOrphan) : [];
}

/**
 * Whoever can write there could put anything: what names no call, no session and no host is none.
 */
const isOrphan = (one: Partial<Orphan> | null): one is Orphan =>
  [one?.run, one?.call, one?.session, one?.agent ?? "", one?.host?.start ?? ""].every(
    (value) => typeof value === "string",
  ) && Number.isSafeInteger(one?.host?.pid ?? 0);

export const orphans = (project: Project): Orphan[] =>
  read(project).filter((one) => mayLive(one.host));

/** That a run is parked, and what brings it back; null: it is not. */
export const parkedText = ({ task }: Project, run: string): string | null =>
  parkedRuns(task).includes(run)
    ? `Run ${run} is parked; ${inHost(`resume ${run}`)} continues it.`
    : null;

/** The orphan that a call is, or that an agent belongs to. */
export const orphanOf = (
  project: Project,
  agent: string | null,
  call: string | null,
): Orphan | undefined =>
  orphans(project).find(
    (orphan) =>
      (agent !== null && orphan.agent === agent) || (call !== null && orphan.call === call),
  );

/** Every call of a run that may still be at work. */
export const callsOf = (run: Run): VoidCall[] => [
  ...run.void_calls,
  ...run.tasks.flatMap(({ dispatch }) => {
    if (dispatch === null) return [];
    const { call, agent, session, host } = dispatch;
    return [{ call, agent, session, host }];
  }),
];

/**
 * Calls of a run that nothing in `.task/` tells: the plugin's agents of the sessions that carried
 * it on, by what was noted of those outside of the project and by the host's own notes.
 */
export function callsFromOutside(project: Project, run: string): VoidCall[] {
  const note = recordedOwner(project, run);
  const owners = note === null ? [] : ownersOf(note).filter(({ host }) => mayLive(host));
  return owners.flatMap(({ host, session, transcript }) =>
    sessionAgents(transcript).map(({ call, agent }) => ({ call, agent, session, host })),
  );
}

/** Runs with a stopped agent whose last call may still write: it has been told nothing yet. */
export function mayStillWrite(project: Project, run: Run | null): string[] {
  const own = (run?.void_calls ?? []).map((voidCall) => ({ ...voidCall, run: run!.run }));
  const open = [...own, ...orphans(project)].filter(
    (one) => one.agent !== null && !one.ended && isAlive(one.host),
  );
  return [...new Set(open.map((one) => one.run))];
}

function rewrite(project: Project, change: (before: Orphan[]) => Orphan[]): void {
  locked(project.task, () => {
    const path = join(project.task, ORPHANS_FILE);
    const before = read(project);
    const after = change(before).filter((one) => mayLive(one.host));
    if (after.length === 0) removeFile(path);
    else if (JSON.stringify(after) !== JSON.stringify(before))
      writeAtomic(path, `${JSON.stringify(after, null, 2)}\n`);
  });
}

/**
 * Remembers calls of a run that is left. Done before its journal is moved: in between both would
 * know nothing of them.
 */
export function noteOrphans(project: Project, run: string, calls: VoidCall[]): void {
  const held = calls.filter((call) => mayLive(call.host));
  if (held.length === 0) return;
  makeTaskFolder(project.task);
  const names = new Set(held.map((one) => one.call));
  rewrite(project, (before) => [
    ...before.filter((one) => !names.has(one.call)),
    ...held.map((one) => ({ ...one, run })),
  ]);
}

/**
 * Forgets calls that have ended, and calls of hosts that are gone. Deletes the file when none is
 * left.
 */
export function forgetOrphans(
  project: Project,
  gone: (one: Orphan) => boolean = () => false,
): void {
  if (readCache(join(project.task, ORPHANS_FILE)) !== null)
    rewrite(project, (before) => before.filter((one) => !gone(one)));
}

/** Notes that an agent has stopped. Its notification is still to come, and is to wake nobody. */
export function noteOrphanEnded(project: Project, orphan: Orphan): void {
  rewrite(project, (before) =>
    before.map((call) => (call.call === orphan.call ? { ...call, ended: true } : call)),
  );
}

/** Another session in the window of the host: what ran in it before goes on there. */
export function moveOrphans(project: Project, session: string, host: Host | null): void {
  if (host === null || readCache(join(project.task, ORPHANS_FILE)) === null) return;
  rewrite(project, (before) =>
    before.map((one) => (sameHost(one.host, host) ? { ...one, session } : one)),
  );
}
