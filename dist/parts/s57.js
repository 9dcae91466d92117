// @bun
import {
  HOOK_PATIENCE_MS,
  isAlive
} from "./s225.js";
import {
  readCache,
  writeFileAtomic
} from "./s25.js";
import {
  SnapshotFailed,
  placeOfStates,
  pathText,
  presentState,
  commitOf,
  putRef,
  keptState,
  eachContent,
  ignoredUnder
} from "./s55.js";
import {
  excludedFolders
} from "./s247.js";
import {
  workflowOf
} from "./s70.js";
import {
  keepNoted,
  dropNoted,
  keptRef
} from "./s110.js";
import {
  Halfway,
  inTheWay,
  modeOf,
  applyChanges2
} from "./s78.js";
import {
  snapshotRef
} from "./s240.js";
import {
  isLive,
  beginsWork
} from "./s5.js";

// src/run/rollback.ts
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "fs";
import { join } from "path";
var beforeRollback = (run) => `${snapshotRef(run)}-before-rollback`;
var beforeUndo = (run) => `${snapshotRef(run)}-before-undo`;
function atWork2(run) {
  if (run === null || !isLive(run))
    return [];
  return run.tasks.filter(({ dispatch }) => dispatch && (dispatch.check ? isAlive(dispatch.process) : hostMayLive(dispatch.host))).map((task) => task.id);
}
var hostMayLive = (host) => host === null || isAlive(host);
function changesTo(place, target, present, own) {
  const changes = [];
  for (const [path, to] of target) {
    const now = present.get(path);
    if (!now)
      changes.push({ path, kind: "added", to });
    else if (now.hash !== to.hash || now.mode !== to.mode)
      changes.push({ path, kind: "modified", to });
  }
  const more = [...present.keys()].filter((path) => !target.has(path));
  const ignored = ignoredUnder(place, target, more.filter((path) => !own.has(path)));
  for (const path of more)
    if (!ignored.has(path))
      changes.push({ path, kind: "deleted", to: null });
  return changes.sort((a, b) => a.path < b.path ? -1 : 1);
}
function replaceFiles(place, changes, present) {
  const folder = join(place.scratch, `rollback-${process.pid}`);
  const ready = (i) => join(folder, String(i));
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const written = changes.flatMap(({ path, to }, i) => to === null ? [] : [{ ...to, path, i }]);
    eachContent(place, written, ({ mode, path, i }, bytes) => {
      if (mode === "120000")
        return symlinkSync(bytes, ready(i));
      writeFileSync(ready(i), bytes, { mode: 384 });
      chmodSync(ready(i), modeOf(mode, present.get(path)?.stat));
    });
    const carried = changes.map(({ path, kind, to }, i) => ({ path, kind, ready: to === null ? null : ready(i) }));
    applyChanges2(place, carried, (path) => present.get(path)?.stat);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
var NO_GIT = "The project is not in a git repository (or git is not installed), so no snapshot was kept.";
function rollBack2(project, run, live, options) {
  const refs = { from: snapshotRef(run.run), to: beforeRollback(run.run) };
  if (options.undo)
    Object.assign(refs, { from: refs.to, to: beforeUndo(run.run) });
  const { undo, yes } = options;
  const facts = { run: run.run, undo, yes, ...refs, at: null, done: false, refused: null, changes: [] };
  const refuse = (refused) => ({ ...facts, refused });
  const busy = options.yes ? atWork2(live) : [];
  if (busy.length > 0)
    return refuse(`Somebody may be at work on ${busy.join(", ")} of run ${live.run}.`);
  const place = placeOfStates(project, excludedFolders(workflowOf(run.workflow)), options.timeout);
  if (place === null)
    return refuse(NO_GIT);
  try {
    const kept = keptRef(project, place, refs.from, run);
    if (kept.commit === null && kept.noted !== null)
      return refuse(goneText(refs.from, kept));
    if (kept.commit === null)
      return refuse(options.undo ? `Run ${run.run} was not rolled back: there is nothing to undo.` : `Run ${run.run} has no snapshot of your files: its implementation has not begun, or there is no git here.`);
    const target = keptState(place, kept.commit);
    const own = options.undo ? stateBefore(project, place, run) : new Map;
    const present = presentState(place, { also: target.keys(), write: options.yes });
    const changes = changesTo(place, target, present, own);
    const shown = changes.map(({ path, kind }) => ({ path: pathText(path), status: kind }));
    const moved = kept.noted !== null && kept.now !== kept.noted;
    const result = { ...facts, at: kept.at, moved, changes: shown };
    const gone = new Set(changes.flatMap(({ path, kind }) => kind === "deleted" ? [path] : []));
    for (const { path, kind } of changes) {
      const blocked = kind === "deleted" ? null : inTheWay(place, path, (one) => gone.has(one));
      if (blocked !== null)
        return {
          ...result,
          refused: `${JSON.stringify(pathText(blocked))} is in the way of ${JSON.stringify(pathText(path))} and is not in any snapshot (ignored, or no regular file). Move it away, then try again.`
        };
    }
    if (!options.yes)
      return result;
    if (moved)
      putRef(place, refs.from, kept.commit);
    const unfinished = join(place.scratch, `unfinished-${refs.to.slice(refs.to.lastIndexOf("/") + 1)}`);
    if (changes.length > 0 && !goesOn(place, unfinished, refs.to, target, present)) {
      const what = options.undo ? "before the undo of its rollback" : "before its rollback";
      const begun = keepNoted(project, place, refs.to, present, `multi-ai: the project's files of ${run.run} ${what}`);
      writeFileAtomic(unfinished, begun);
    }
    if (changes.length > 0)
      replaceFiles(place, changes, present);
    rmSync(unfinished, { force: true });
    return { ...result, done: true };
  } catch (error) {
    if (error instanceof SnapshotFailed)
      return refuse(`${error.message}: ${error.remedy}.`);
    if (error instanceof Halfway)
      return refuse(`It stopped halfway: ${error.message}. Everything that was there is kept on ${refs.to}. Mend that, then call it again${options.undo ? "" : ", or go back with --undo"}.`);
    throw error;
  }
}
function goesOn(place, unfinished, ref, target, present) {
  const begun = readCache(unfinished)?.toString();
  const kept = begun === undefined ? null : commitOf(place, ref);
  if (kept === null || kept.commit !== begun)
    return false;
  const before = keptState(place, kept.commit);
  const same = (one, other) => one?.hash === other?.hash && one?.mode === other?.mode;
  return [...before.keys(), ...target.keys(), ...present.keys()].every((path) => [before, target].some((state) => same(present.get(path), state.get(path))));
}
function stateBefore(project, place, run) {
  const { commit } = keptRef(project, place, snapshotRef(run.run), run);
  return commit === null ? new Map : keptState(place, commit);
}
var goneText = (ref, { noted, now }) => `What was kept is gone: ${ref} ${now === null ? "is deleted" : `names ${now.slice(0, 12)}`}, and the repository does not hold ${noted.slice(0, 12)} any more, which is noted for it. Nothing was changed. Where a copy of the repository has that commit, fetch it from there, then try again.`;
var NOTHING_KEPT = { ok: true, commit: null, drop: () => {} };
function snapshotBefore2(project, run, task) {
  const place = beginsWork(run, task) ? placeOfStates(project, excludedFolders(workflowOf(run.workflow)), HOOK_PATIENCE_MS) : null;
  if (place === null)
    return NOTHING_KEPT;
  const ref = snapshotRef(run.run);
  try {
    const there = keptRef(project, place, ref, run);
    if (there.noted !== null && there.commit !== null)
      return { ok: true, commit: there.commit, drop: () => {} };
    const state = presentState(place, { write: true });
    const message = `multi-ai: the project's files before the implementation of ${run.run}`;
    const commit = keepNoted(project, place, ref, state, message);
    return { ok: true, commit, drop: () => dropNoted(project, place, ref, commit) };
  } catch (error) {
    if (!(error instanceof SnapshotFailed))
      throw error;
    return { ok: false, problem: `no snapshot of the project could be kept: ${error.message}; ${error.remedy}` };
  }
}
function workSnapshot2(project, run) {
  try {
    const place = placeOfStates(project, excludedFolders(workflowOf(run.workflow)));
    return place !== null && keptRef(project, place, snapshotRef(run.run), run).commit !== null ? snapshotRef(run.run) : null;
  } catch (error) {
    if (error instanceof SnapshotFailed)
      return null;
    throw error;
  }
}

export { atWork2, rollBack2, snapshotBefore2, workSnapshot2 };
