// @bun
import {
  readCache,
  writeFileAtomic,
  createTaskFolder,
  makeFolders,
  removeFile
} from "./s25.js";
import {
  sha256
} from "./s68.js";
import {
  putObject,
  getObject,
  acceptedFiles
} from "./s121.js";
import {
  mendObjects,
  revive,
  underLock,
  copyOf,
  noteCopy,
  changedAt,
  isChangedSince,
  keptIn,
  touchedSince
} from "./s119.js";
import {
  sinceLastLook2
} from "./s215.js";
import {
  isByProgram2
} from "./s84.js";
import {
  folds,
  readRun,
  change2
} from "./s200.js";
import {
  MAX_BYTES2,
  linesIn2,
  byAgent2,
  textsOf3
} from "./s214.js";
import {
  isLive
} from "./s5.js";
import {
  senseOf
} from "./s243.js";
import {
  hostName
} from "./s203.js";

// src/run/folder.ts
import { lstatSync } from "fs";
import { join } from "path";
var locked = (project, work) => underLock(project.task, { host: hostName(), pid: process.pid }, work);
var here = (what, path) => ({ what: "folder-changed", path, remedy: what });
function bringBack2(project, env, notice) {
  const copy = copyOf(project, env);
  if (copy === null)
    return null;
  createTaskFolder(project.task);
  const isBack = locked(project, () => readCache(join(project.task, "events.jsonl"))?.length || revive(project.task, copy));
  if (!isBack)
    return null;
  noteCopy(project, copy);
  const { run } = change2(project, (now) => now === null || !notice ? [] : [notice(now)]);
  if (run !== null)
    mendAccepted(project, run, () => true);
  return run;
}
function mendAccepted(project, run, mayHaveChanged) {
  const accepted = [...acceptedFiles(run)].flatMap(([path, { sha, task: owner }]) => {
    if (!path.startsWith(".task/") || byAgent2(run, path, owner) || isAtWork(run, path))
      return [];
    const was = isByProgram2(project, run, path) ? null : getObject(project.task, sha);
    return was === null ? [] : [{ path, was, sense: senseOf }];
  });
  const texts = textsOf3(project, run).flatMap(({ path, of, was }) => isAtWork(run, of) ? [] : [{ path, was: Buffer.from(was), sense: linesIn2 }]);
  return [...accepted, ...texts].flatMap(({ path, was, sense }) => {
    const file = join(project.root, path);
    if (!mayHaveChanged(file))
      return [];
    const is = readCache(file);
    if (is !== null && sense(is) === sense(was))
      return [];
    try {
      const keep = (bytes) => bytes.length > MAX_BYTES2 ? "too large to be kept" : `.task/objects/${putObject(project.task, bytes)}`;
      const kept = is === null ? "" : ` (what stood there: ${keep(is)})`;
      makeFolders(project.root, path.slice(0, path.lastIndexOf("/")));
      writeFileAtomic(file, was);
      return [`${path}${kept}`];
    } catch {
      return [];
    }
  });
}
var isAtWork = (run, path) => run.tasks.some((task) => task.status === "running" && [task.writes, ...task.documents].some((one) => one === path || one.endsWith("/") && path.startsWith(one)));
var json = (bytes) => {
  try {
    return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array)));
  } catch {
    return "";
  }
};
var wrongFolds = (project) => locked(project, () => {
  let run;
  try {
    run = readRun(project);
  } catch {
    return [];
  }
  return Object.entries(folds(run, project.root)).flatMap(([name, text]) => {
    const bytes = readCache(join(project.task, name));
    const isSame = text === null ? bytes === null : name.endsWith(".json") ? json(bytes) === json(Buffer.from(text)) : bytes !== null;
    return isSame ? [] : [`.task/${name}`];
  });
});
function lookBehind(project, before, env) {
  const isNew = (path) => isChangedSince(path, before.at);
  const isGone = lstatSync(join(project.task, "events.jsonl"), { throwIfNoEntry: false }) === undefined;
  if (isGone && bringBack2(project, env) === null)
    return touchedSince(project, before);
  const found = isGone ? [here("put_back", ".task/")] : wrongFolds(project).map((one) => here("put_back", one));
  const { run, events } = change2(project, () => []);
  const copy = copyOf(project, env);
  if (run === null || copy === null)
    return found;
  if (events.some((event) => event.type === "noticed"))
    found.push(here("put_back", ".task/events.jsonl"));
  const objects = mendObjects(project.task, copy, (path) => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    return stat?.isFile() === true && !isNew(path);
  });
  if (objects.length > 0)
    found.push(here("put_back", `.task/objects/ (${objects.length} of its files)`));
  for (const path of mendAccepted(project, run, (file) => !isOld(file, isNew)))
    found.push(here("put_back", path));
  const ignore = join(project.task, ".gitignore");
  if (readCache(ignore)?.toString() !== `*
` && !isOld(ignore, isNew)) {
    removeFile(ignore);
    createTaskFolder(project.task);
    found.push(here("put_back", ".task/.gitignore"));
  }
  noteCopy(project, copy);
  const kept = new Set(keptIn(project));
  for (const name of before.kept)
    if (!kept.has(name))
      found.push(here("tell", `.task/${name}`));
  return [...found, ...touchedSince(project, before)];
}
var isOld = (path, isNew) => lstatSync(path, { throwIfNoEntry: false }) !== undefined && !isNew(path);
var MAX_NAMES = 300;
var nameOf = ({ path, keys = [] }, { root }) => {
  const file = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  return keys.length === 0 ? file : `${keys.join(", ")} in ${file}`;
};
function names(touched, project) {
  const all = [...new Set(touched.map((one) => nameOf(one, project)))];
  const shown = all.filter((_, at) => at === 0 || all.slice(0, at + 1).join(", ").length <= MAX_NAMES);
  return `${shown.join(", ")}${shown.length < all.length ? ` and ${all.length - shown.length} more` : ""}`;
}
var TOLD = {
  put_back: (files, when, isOne) => `${files} changed${when}, which no command of a run may do, and ${isOne ? "is" : "are"} as before`,
  ask: (files, when) => `${files} changed, by it or by somebody else,${when === "" ? "" : `${when},`} and nothing was put back`,
  back: (files, when) => `${files} changed and changed back${when}, by it or by somebody else: what stood there meanwhile may have changed what agents read and ran`,
  tell: (files, when) => `${files} changed${when}`
};
var outcomeOf = ({ remedy, isBack }) => isBack === true ? "back" : remedy;
var whatChanged = (touched, project, when = "") => Object.entries(Object.groupBy(touched, outcomeOf)).map(([outcome, some]) => {
  const isOne = some.length === 1 && (some[0].keys ?? []).length < 2;
  return TOLD[outcome](names(some, project), when, isOne);
}).join("; ");
function noticesOf(project, touched, when, keyOf) {
  const kinds = Object.values(Object.groupBy(touched, (one) => `${one.what} ${outcomeOf(one)}`));
  return kinds.map((some) => ({
    do: "notice",
    what: some[0].what,
    key: sha256(keyOf(some)).slice(0, 16),
    text: `${whatChanged(some, project, ` ${when}`)}.`,
    hold: some[0].remedy === "ask"
  }));
}
function lookAgain2(project, env, plugin, within = false) {
  const touched = sinceLastLook2(project, env, plugin, within);
  const keyOf = (some) => some.map(({ path, remedy }) => `${path} ${remedy === "tell" ? "" : changedAt(path)}`).join(`
`);
  return { touched, notices: noticesOf(project, touched, "since the last look at it", keyOf) };
}
function behindCall2(project, before, env, plugin, { by, call }) {
  const touched = before === null ? [] : lookBehind(project, before, env);
  const looked = lookAgain2(project, env, plugin, before?.asLooked);
  const all = [...touched, ...looked.touched];
  const run = all.length === 0 ? null : readRun(project);
  if (run === null || !isLive(run) || before !== null && run.run !== before.run)
    return null;
  const keyOf = ([one]) => `${call} ${one.remedy}`;
  change2(project, () => [...noticesOf(project, touched, `while ${by} ran`, keyOf), ...looked.notices]);
  const own = before?.asLooked === true ? all : touched;
  const refused = own.filter((one) => one.remedy !== "tell" || one.what === "folder-changed");
  return refused.length === 0 ? null : whatChanged(refused, project);
}

export { bringBack2, lookAgain2, behindCall2 };
