// @bun
import {
  sha256
} from "./s19.js";
import {
  realPath,
  isInside
} from "./s15.js";
import {
  readRange,
  readCache,
  writeFileAtomic
} from "./s18.js";

// src/record/outside.ts
import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, readdirSync, statSync } from "fs";
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
function beginningOf(task) {
  let fd;
  try {
    const path = join(task, "events.jsonl");
    if (!lstatSync(path).isFile())
      return null;
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    return beginningIn(readRange(fd, 0, FIRST_PART)) ?? beginningIn(readRange(fd, 0, fstatSync(fd).size));
  } finally {
    closeSync(fd);
  }
}
function beginningIn(bytes) {
  for (const line of bytes.toString("utf8").split(`
`).slice(0, -1)) {
    try {
      const { run, prev } = JSON.parse(line);
      if (typeof run === "string" && prev === "")
        return { run, first: sha256(line) };
    } catch {}
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
var runFile = (run, place) => `runs/${sha256(`${run} ${place}`).slice(0, 32)}.json`;
var runFiles = (project, run) => [
  runFile(run, taskFolder(project)),
  runFile(run, inodeIn(project.task))
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
    ...runFiles(project, run).map((name) => writeOutside(env, project, name, known)),
    writeOutside(env, project, placeFile(task), { task })
  ];
}
function isForeign(project, env = process.env, at = project.task) {
  const found = beginningOf(at);
  if (found === null)
    return false;
  return !runFiles(project, found.run).some((name) => readOutside(env, project, name).some((known) => known?.run === found.run && (known.first === null ? at === project.task : known.first === found.first) && (known.task === taskFolder(project) || known.inode === inodeOf(project.task))));
}
function wasBegunHere(project, run, env) {
  return [taskFolder(project), inodeIn(project.task)].some((place) => readOutside(env, project, runFile(run, place)).some((known) => known?.run === run));
}
function isKnownPlace(project, env = process.env) {
  const task = taskFolder(project);
  return readOutside(env, project, placeFile(task)).some((known) => known?.task === task);
}

export { outsideFolders, readOutside, NoRecord, writeOutside, writeOutsideText, taskFolder, inodeOf, beginningOf, runFiles, noteRun, isForeign, wasBegunHere, isKnownPlace };
