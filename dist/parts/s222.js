// @bun
import {
  readOutside,
  writeOutside,
  runFiles
} from "./s189.js";

// src/record/taken.ts
var isTaken = (found, run) => found?.run === run && [found.session, found.transcript, found.root, found.at].every((one) => typeof one === "string") && Array.isArray(found.earlier);
var filesOf = (project, run) => runFiles("taken", project, run);
function takenOf(project, run, env = process.env) {
  const found = filesOf(project, run).flatMap((name) => readOutside(env, project, name)).filter((one) => isTaken(one, run));
  return found.sort((a, b) => a.at.localeCompare(b.at)).at(-1) ?? null;
}
var isSame = (a, b) => a.session === b.session && a.transcript === b.transcript && a.host?.pid === b.host?.pid && a.host?.start === b.host?.start;
function noteTaken(project, run, by, env = process.env) {
  const { host, session, transcript, root, mark } = by;
  const before = takenOf(project, run, env);
  if (before !== null && isSame(before, by) && before.root === root)
    return;
  const owners = before === null ? [] : [...before.earlier, ownerIn(before)];
  const earlier = owners.filter((one) => !isSame(one, by));
  const at = new Date().toISOString();
  const taken = { ...before, run, host, session, transcript, root, mark, at, earlier };
  for (const name of filesOf(project, run))
    writeOutside(env, project, name, taken);
}
var ownerIn = ({ host, session, transcript, at }) => ({ host, session, transcript, at });
var ownersOf2 = (taken) => [...taken.earlier, ownerIn(taken)];

export { takenOf, noteTaken, ownersOf2 };
