// @bun
import {
  commitOf,
  stateAt,
  keepState,
  dropState
} from "./s55.js";
import {
  sha256
} from "./s68.js";
import {
  readOutside,
  NoRecord,
  writeOutside
} from "./s189.js";
import {
  snapshotRef
} from "./s240.js";

// src/record/kept-refs.ts
var COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
var noteOf = (project, ref) => `refs/${sha256(`${project.root} ${ref}`).slice(0, 32)}.json`;
function notedOutside(project, ref) {
  const notes = readOutside(process.env, project, noteOf(project, ref));
  const commit = notes.find((note) => note?.ref === ref)?.commit;
  return typeof commit === "string" && COMMIT.test(commit) ? commit : null;
}
function note(project, ref, commit) {
  try {
    writeOutside(process.env, project, noteOf(project, ref), { ref, commit });
  } catch (error) {
    if (!(error instanceof NoRecord))
      throw error;
  }
}
function keepNoted(project, place, ref, state, message) {
  const commit = keepState(place, ref, state, message);
  note(project, ref, commit);
  return commit;
}
function dropNoted(project, place, ref, commit) {
  note(project, ref, null);
  dropState(place, ref, commit);
}
function snapshotOf(run) {
  const said = [run.snapshot, ...run.tasks.map((task) => task.facts.snapshot)];
  const found = said.find((one) => typeof one === "string" && COMMIT.test(one));
  return found ?? null;
}
function keptRef(project, place, ref, run) {
  const named = commitOf(place, ref);
  const ofJournal = ref === snapshotRef(run.run) ? snapshotOf(run) : null;
  const noted = ofJournal ?? notedOutside(project, ref);
  const now = named?.commit ?? null;
  const counts = noted === null || noted === now ? named : stateAt(place, noted);
  return { commit: counts?.commit ?? null, at: counts?.at ?? null, noted, now };
}

export { keepNoted, dropNoted, keptRef };
