// @bun
import {
  beginningOf,
  isForeign
} from "./s189.js";
import {
  clean,
  oneLine2
} from "./s28.js";
import {
  readRun
} from "./s200.js";
import {
  takesOver
} from "./s159.js";
import {
  no,
  doorOf,
  typed
} from "./s162.js";
import {
  takeOverOf
} from "./s163.js";
import {
  isLive
} from "./s5.js";

// src/run/commands/foreign.ts
var FOREIGN_WAYS = {
  live: (at, run) => `${at("cancel")} ends it, ${at("reset")} puts it aside. ${takesOver(at, run)}`,
  over: (at, run) => `${at("reset")} puts it aside. ${takesOver(at, run)}`,
  aside: takesOver,
  unreadable: (at) => `Its journal cannot be read either: ${at("cancel --force")} sets it aside as it is, in .task/history/`
};
var foreignText = (door, run, state = "live") => `Run ${run} in .task/ was not started on this machine (or this project is a copy): nothing of it is carried out. ${FOREIGN_WAYS[state]((command) => typed(door, command), run)}.`;
function foreignState({ project }, at) {
  try {
    const run = readRun({ ...project, task: at });
    if (run === null)
      return "unreadable";
    return at !== project.task ? "aside" : isLive(run) ? "live" : "over";
  } catch {
    return "unreadable";
  }
}
function strangerAnswer(call, at = call.project.task) {
  if (!isForeign(call.project, call.env, at))
    return null;
  const { run } = beginningOf(at);
  return no(foreignText(doorOf(call), clean(oneLine2(run)), foreignState(call, at)), { run, foreign: true });
}
function unreadableStranger(call) {
  const isOne = isForeign(call.project, call.env) && foreignState(call, call.project.task) === "unreadable";
  return isOne ? { ...strangerAnswer(call), exit: 3 } : null;
}
function reachOf(call, run, at = call.project.task) {
  if (isForeign(call.project, call.env, at))
    return "foreign";
  return (call.session === null ? null : takeOverOf(run, call.session.id, call.session.host)) ?? "own";
}
function liveStranger(call) {
  if (!isForeign(call.project, call.env))
    return null;
  return foreignState(call, call.project.task) === "over" ? null : strangerAnswer(call);
}

export { foreignText, strangerAnswer, unreadableStranger, reachOf, liveStranger };
