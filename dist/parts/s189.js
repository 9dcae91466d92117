// @bun
import {
  openRegular,
  ownFolder,
  readRange,
  readCache,
  writeFileAtomic
} from "./s25.js";
import {
  MAX_JOURNAL_BYTES,
  MAX_NOTHINGS,
  sha256
} from "./s68.js";
import {
  realPath,
  isInside
} from "./s172.js";

// src/record/outside.ts
import { closeSync, constants, fstatSync, lstatSync, mkdirSync, readdirSync, statSync } from "fs";
import { dirname, join } from "path";
var OTHERS_WRITE = 18;
var ANYBODY_WRITES = 2;
function isOwn(folder, forbidden = OTHERS_WRITE) {
  try {
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === process.geteuid?.() && (found.mode & forbidden) === 0;
  } catch {
    return false;
  }
}
function dataFolders(env) {
  const own = env.CLAUDE_PLUGIN_DATA;
  const config = env.CLAUDE_CONFIG_DIR || (env.HOME ? join(env.HOME, ".claude") : "");
  const all = own ? dirname(own) : join(config, "plugins", "data");
  let others = [];
  try {
    others = all.startsWith("/") && (!own || /\/multi-ai-[^/]*$/.test(own)) ? readdirSync(all) : [];
  } catch {}
  const found = others.filter((name) => name.startsWith("multi-ai-")).map((name) => join(all, name));
  return [...new Set([...own?.startsWith("/") ? [own] : [], ...found])];
}
function outsideFolders(env, project) {
  const last = ["/var/tmp", "/tmp"].map((folder) => join(folder, `multi-ai-${process.geteuid?.() ?? "user"}`));
  return [...dataFolders(env), ...last].filter((folder) => !isInside(folder, project.root));
}
function readOutside(env, project, name) {
  return outsideFolders(env, project).flatMap((folder) => {
    if (!isOwn(folder, ANYBODY_WRITES) || !isOwn(join(folder, "outside")))
      return [];
    const bytes = readCache(join(folder, "outside", name));
    try {
      return bytes === null ? [] : [JSON.parse(bytes.toString("utf8"))];
    } catch {
      return [];
    }
  });
}

class NoRecord extends Error {
  constructor(folders) {
    super(`what was started and approved here cannot be noted outside of the project: none of ${folders.join(", ")} can be written. Make one of them a folder of yours that nobody else may write`);
    this.name = "NoRecord";
  }
}
var writeOutside = (env, project, name, value) => writeOutsideText(env, project, name, `${JSON.stringify(value)}
`);
function writeOutsideText(env, project, name, text) {
  const folders = outsideFolders(env, project);
  for (const folder of folders) {
    try {
      for (const one of [folder, join(folder, "outside"), dirname(join(folder, "outside", name))]) {
        mkdirSync(one, { mode: 448, recursive: true });
        if (!isOwn(one, one === folder ? ANYBODY_WRITES : OTHERS_WRITE))
          throw new Error(`${one} is not this user's own`);
      }
      writeFileAtomic(join(folder, "outside", name), text);
      return join(folder, "outside", name);
    } catch {}
  }
  throw new NoRecord(folders);
}
var taskFolder = ({ root }) => join(realPath(root), ".task");
var inodeOf = (folder) => {
  const { dev, ino } = statSync(folder, { bigint: true });
  return `${dev}:${ino}`;
};
var FIRST_PART = 64 * 1024;
function beginningOf(task, most = MAX_JOURNAL_BYTES) {
  let fd = null;
  try {
    fd = ownFolder(task) ? openRegular(join(task, "events.jsonl"), constants.O_RDONLY) : null;
    if (fd === null)
      return null;
    const isRead = fstatSync(fd).size <= most;
    return beginningIn(readRange(fd, 0, FIRST_PART)) ?? (isRead ? beginningIn(readRange(fd, 0, most)) : null);
  } catch {
    return null;
  } finally {
    if (fd !== null)
      closeSync(fd);
  }
}
function beginningIn(bytes) {
  let left = MAX_NOTHINGS + 1;
  for (let start = 0, stop = bytes.indexOf(10);stop !== -1 && left > 0; left--) {
    const line = bytes.subarray(start, stop);
    try {
      const { run, prev } = JSON.parse(line.toString("utf8"));
      if (typeof run === "string" && prev === "")
        return { run, first: sha256(line) };
    } catch {}
    start = stop + 1;
    stop = bytes.indexOf(10, start);
  }
  return null;
}
var inodeIn = (folder) => {
  try {
    return inodeOf(folder);
  } catch {
    return "";
  }
};
var runFile = (kind, run, place) => `${kind}/${sha256(`${run} ${place}`).slice(0, 32)}.json`;
var runFiles = (kind, project, run) => [
  runFile(kind, run, taskFolder(project)),
  runFile(kind, run, inodeIn(project.task))
];
var placeFile = (task) => `places/${sha256(task).slice(0, 32)}.json`;
function noteRun(project, run, env = process.env, at = project.task) {
  const known = {
    run,
    task: taskFolder(project),
    inode: inodeOf(project.task),
    first: beginningOf(at)?.first ?? null
  };
  const { task } = known;
  return [
    ...runFiles("runs", project, run).map((name) => writeOutside(env, project, name, known)),
    writeOutside(env, project, placeFile(task), { task })
  ];
}
function isForeign(project, env = process.env, at = project.task) {
  const found = beginningOf(at);
  if (found === null)
    return false;
  return !runFiles("runs", project, found.run).some((name) => readOutside(env, project, name).some((known) => known?.run === found.run && (known.first === null ? at === project.task : known.first === found.first) && (known.task === taskFolder(project) || known.inode === inodeOf(project.task))));
}
function wasBegunHere(project, run, env) {
  return runFiles("runs", project, run).some((name) => readOutside(env, project, name).some((known) => known?.run === run));
}
function isKnownPlace(project, env = process.env) {
  const task = taskFolder(project);
  return readOutside(env, project, placeFile(task)).some((known) => known?.task === task);
}

export { outsideFolders, readOutside, NoRecord, writeOutside, writeOutsideText, taskFolder, inodeOf, beginningOf, runFiles, noteRun, isForeign, wasBegunHere, isKnownPlace };
