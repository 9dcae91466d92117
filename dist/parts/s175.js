// @bun
import {
  makeFolders
} from "./s25.js";
import {
  PLANNING,
  STATE,
  PHASES,
  PAUSE_NOTE
} from "./s40.js";
import {
  readOverview,
  hasPlanning
} from "./s126.js";
import {
  routeOf
} from "./s69.js";
import {
  stateOf,
  withoutBlockers,
  withoutPause
} from "./s164.js";
import {
  routeFacts
} from "./s231.js";
import {
  renderState,
  updateState
} from "./s142.js";
import {
  setField
} from "./s256.js";
import {
  inTurn
} from "./s42.js";
import {
  splitFrontMatter
} from "./s202.js";
import {
  isFolder,
  namesIn,
  applyChanges,
  alone
} from "./s120.js";
import {
  readMarkdown
} from "./s36.js";

// src/workflows/phases/pause.ts
import { lstatSync, renameSync } from "fs";
import { basename, dirname, join } from "path";
var KEPT = `${PLANNING}/handoffs`;
var isThere = (root, path) => lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
function pauseNotes(root) {
  const phases = isFolder(root, PHASES, []) ? namesIn(root, PHASES, []).map((name) => `${PHASES}/${name}`) : [];
  return [PLANNING, ...phases].filter((folder) => isThere(root, `${folder}/${PAUSE_NOTE}`) && isFolder(root, folder, [])).map((folder) => `${folder}/${PAUSE_NOTE}`);
}
var keepPauseNotes = (root, now) => alone(root, () => {
  const notes = pauseNotes(root);
  if (notes.length > 0)
    makeFolders(root, KEPT);
  const written = notes.map((path) => {
    const from = basename(dirname(path)).replace(/^\./, "");
    const to = freeName(root, `${KEPT}/${now.slice(0, 10)}-${from}`);
    renameSync(join(root, path), join(root, to));
    return to;
  });
  return { ok: true, written };
});
function freeName(root, name) {
  for (let count = 1;; count++) {
    const path = `${name}${count === 1 ? "" : `-${count}`}.md`;
    if (!isThere(root, path))
      return path;
  }
}

// src/workflows/phases/state-file.ts
function withSections(text, { decisions, blockers }) {
  const titles = readMarkdown(splitFrontMatter(text).body).flatMap(({ heading }) => heading?.title ?? []);
  const end = text.includes(`\r
`) ? `\r
` : `
`;
  const missing = [
    ["### Decisions", /^decisions\b/i, decisions.length > 0],
    ["### Blockers/Concerns", /^blockers\b/i, blockers.length > 0],
    ["## Session Continuity", /^session continuity\b/i, true]
  ];
  return missing.filter(([, title, isNeeded]) => isNeeded && !titles.some((one) => title.test(one))).reduce((all, [heading]) => `${all}${/[\r\n]$/.test(all) ? "" : end}${end}${heading}${end}`, text);
}
function stateText(root, before, told) {
  const read = readOverview(root);
  const planning = {
    ...read,
    paused: false,
    error: null,
    problems: read.problems.filter(({ file }) => file !== STATE)
  };
  const route = routeOf(routeFacts(root, planning));
  const paused = told.paused ?? read.state?.paused ?? false;
  const error = told.error === undefined ? read.error : told.error;
  const state = stateOf(planning, route, { ...told, paused, error });
  const pausedAt = (text) => paused && splitFrontMatter(text).yaml !== null ? setField(text, "paused_at", told.now) : { ok: true, text };
  if (before === null)
    return pausedAt(renderState(state));
  const plain = paused ? withoutBlockers(before) : withoutPause(withoutBlockers(before));
  return inTurn(withSections(plain, state), (text) => updateState(text, state), pausedAt);
}
function writeState(root, told) {
  if (!hasPlanning(root))
    return { ok: true, written: [] };
  return applyChanges(root, [{ path: STATE, edit: (before) => stateText(root, before, told) }]);
}

export { pauseNotes, keepPauseNotes, writeState };
