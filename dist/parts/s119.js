// @bun
import {
  disk,
  UnsafeFile,
  errorCode,
  openRegular,
  ownFolder,
  readRange,
  readRegular,
  readCache,
  createFile,
  temporaryName,
  writeFileAtomic,
  syncFolder,
  syncFile,
  createTaskFolder,
  createFolder,
  sweep,
  removeFile
} from "./s25.js";
import {
  START,
  MAX_LINE_BYTES,
  MAX_JOURNAL_BYTES,
  JournalTooLong,
  BrokenChain,
  sha256,
  compose,
  scan
} from "./s68.js";
import {
  writeSnapshot,
  journalPath,
  openView,
  advance
} from "./s122.js";
import {
  outsideFolders,
  writeOutside,
  taskFolder,
  inodeOf,
  isForeign
} from "./s189.js";
import {
  unlessUnreadable
} from "./s127.js";
import {
  changedFiles
} from "./s265.js";
import {
  accepted,
  baseOf2
} from "./s121.js";
import {
  titleOf3,
  testOfLine
} from "./s24.js";
import {
  acquire
} from "./s123.js";
import {
  snapshotRef
} from "./s240.js";
import {
  matters
} from "./s221.js";
import {
  approvedCommands
} from "./s5.js";
import {
  hostName,
  startTime,
  bootedAt
} from "./s203.js";
import {
  treeStore,
  isInside,
  filesIn
} from "./s172.js";

// src/store/transact.ts
import { constants as constants2 } from "fs";
import { join as join2 } from "path";

// src/store/copy.ts
import { constants } from "fs";
import { join } from "path";
var JOURNAL = "events.jsonl";
var AHEAD = "ahead";
var OBJECTS = "objects";
var TAIL_BYTES = 2 * MAX_LINE_BYTES;
var MAX_OBJECTS = 20000;
var OBJECT = /^[0-9a-f]{64}$/;
var journalIn = (folder) => join(folder, JOURNAL);
function beginCopy(dir, copy, io = disk) {
  writeFileAtomic(join(copy, AHEAD), "", io);
  writeFileAtomic(journalIn(copy), readCache(journalIn(dir), io) ?? "", io);
  copyObjects(dir, copy, io);
}
var hasCopy = (copy, io = disk) => io.lstat(journalIn(copy)) !== undefined;
function tailOf(path, io) {
  const fd = openRegular(path, constants.O_RDONLY, io);
  if (fd === null)
    return null;
  try {
    const { size } = io.fstat(fd);
    return { size, bytes: readRange(fd, Math.max(0, size - TAIL_BYTES), size, io) };
  } finally {
    io.close(fd);
  }
}
function endAlike(dir, copy, io) {
  try {
    const [here, there] = [tailOf(journalIn(dir), io), tailOf(journalIn(copy), io)];
    return here !== null && there !== null && here.size === there.size && here.bytes.equals(there.bytes);
  } catch {
    return false;
  }
}
function decisionsIn(bytes) {
  const hashes = [];
  const { position, broken } = scan(bytes, START, (_batch, hash) => hashes.push(hash));
  return { hashes, end: position.bytes, isBroken: broken !== null };
}
var isForeignText = (bytes) => bytes.toString("utf8").split(`
`).some((line) => line !== "" && !line.startsWith('{"seq":'));
function compare(journal, kept, ahead, sinceBoot) {
  if (journal.equals(kept))
    return "same";
  const [here, there] = [decisionsIn(journal), decisionsIn(kept)];
  const [first] = there.hashes;
  if (first === undefined)
    return "behind";
  if (here.hashes.length > 0 && here.hashes[0] !== first)
    return "other";
  if (here.isBroken || here.hashes.length < there.hashes.length)
    return "changed";
  if (there.hashes.some((hash, index) => here.hashes[index] !== hash))
    return "changed";
  const more = here.hashes.slice(there.hashes.length);
  if (sinceBoot && more.some((hash) => !ahead.has(hash)))
    return "changed";
  const isLonger = journal.subarray(0, kept.length).equals(kept);
  return isLonger && isForeignText(journal.subarray(kept.length)) ? "changed" : "behind";
}
function settle(dir, copy, { whole = false, isOurs = () => true } = {}, io = disk) {
  if (!whole && endAlike(dir, copy, io))
    return false;
  const kept = readCache(journalIn(copy), io);
  if (kept === null || !ownFolder(dir, io))
    return false;
  let journal;
  try {
    journal = readRegular(journalIn(dir), io);
  } catch (error) {
    if (!(error instanceof UnsafeFile))
      throw error;
    if (decisionsIn(kept).hashes.length === 0)
      throw error;
    putBack(dir, kept, io);
    return true;
  }
  if (journal === null || journal.length === 0 && kept.length === 0)
    return false;
  const written = io.lstat(journalIn(copy))?.mtimeMs ?? 0;
  const ahead = new Set((readCache(join(copy, AHEAD), io)?.toString() ?? "").split(`
`));
  const standing = compare(journal, kept, ahead, written > bootedAt());
  if (standing === "same")
    return false;
  const isLeft = standing === "other" && begunAt(journal) > begunAt(kept) && isOurs();
  if (standing === "changed" || standing === "other" && !isLeft) {
    putBack(dir, kept, io);
    return true;
  }
  if (isLeft)
    removeFile(journalIn(copy), io);
  if (standing === "behind")
    writeFileAtomic(journalIn(copy), journal, io);
  return false;
}
function begunAt(journal) {
  let at = "";
  scan(journal, START, ([event]) => {
    at ||= event.at;
  });
  return at;
}
function putBack(dir, kept, io) {
  const path = journalIn(dir);
  const next = temporaryName(path);
  createFile(next, kept.subarray(0, decisionsIn(kept).end), io);
  syncFile(next, io);
  if (io.lstat(path) !== undefined) {
    const history = join(dir, "history");
    createFolder(history, io);
    for (let copy = 1;; copy++) {
      const aside = join(history, `changed-${new Date().toISOString().replace(/[^0-9TZ]/g, "-")}-${copy}.jsonl`);
      if (io.lstat(aside) !== undefined)
        continue;
      io.rename(path, aside);
      break;
    }
  }
  removeFile(join(dir, "snapshot.json"), io);
  io.rename(next, path);
  syncFolder(dir, io);
}
var noteAhead = (copy, hash, io = disk) => append(copy, AHEAD, `${hash}
`, io);
var followJournal = (copy, text, io = disk) => append(copy, JOURNAL, text, io);
function append(copy, name, text, io) {
  try {
    const fd = openRegular(join(copy, name), constants.O_WRONLY | constants.O_APPEND, io);
    if (fd === null)
      return;
    try {
      const bytes = Buffer.from(text);
      if (io.write(fd, bytes) === bytes.length)
        return;
    } finally {
      io.close(fd);
    }
  } catch {}
  removeFile(journalIn(copy), io);
}
function copyObjects(dir, copy, io = disk) {
  try {
    const [from, to] = [join(dir, OBJECTS), join(copy, OBJECTS)];
    if (!ownFolder(from, io))
      return;
    if (!ownFolder(to, io))
      createFolder(to, io);
    const there = new Set(io.list(to));
    for (const name of io.list(from).slice(0, MAX_OBJECTS)) {
      if (!OBJECT.test(name) || there.has(name))
        continue;
      const bytes = readCache(join(from, name), io);
      if (bytes !== null && sha256(bytes) === name)
        writeFileAtomic(join(to, name), bytes, io);
    }
  } catch (error) {
    if (errorCode(error) === undefined && !(error instanceof UnsafeFile))
      throw error;
  }
}
function mendObjects(dir, copy, isSame = () => false, io = disk) {
  const [to, from] = [join(dir, OBJECTS), join(copy, OBJECTS)];
  if (!ownFolder(from, io))
    return [];
  if (!ownFolder(to, io)) {
    createTaskFolder(dir, io);
    createFolder(to, io);
  }
  return io.list(from).filter((name) => {
    const path = join(to, name);
    if (!OBJECT.test(name) || isSame(path))
      return false;
    const bytes = readCache(path, io);
    if (bytes !== null && sha256(bytes) === name)
      return false;
    const kept = readCache(join(from, name), io);
    if (kept === null || sha256(kept) !== name)
      return false;
    writeFileAtomic(path, kept, io);
    return true;
  });
}
function revive(dir, copy, io = disk) {
  const kept = readCache(journalIn(copy), io);
  if (kept === null || decisionsIn(kept).hashes.length === 0)
    return false;
  createTaskFolder(dir, io);
  mendObjects(dir, copy, undefined, io);
  putBack(dir, kept, io);
  return true;
}

// src/store/transact.ts
var LOCK_WAIT_MS = 2000;
var MAX_ATTEMPTS = 50;
function transact(dir, fold, decision) {
  const io = decision.disk ?? disk;
  if (!ownFolder(dir, io)) {
    if (decision.decide(null, false).length === 0)
      return { state: null, appended: [] };
    createTaskFolder(dir, io);
  }
  return underLock(dir, decision, (locked) => {
    const found = decision.copy?.() ?? null;
    const copy = found !== null && hasCopy(found.folder, io) ? found : null;
    let mended = copy !== null && locked && settle(dir, copy.folder, copy, io);
    const record = () => {
      for (let tries = 0;tries < MAX_ATTEMPTS; tries++) {
        const done = attempt(dir, fold, { ...decision, copy: copy?.folder, mended }, locked, io);
        if (done !== null)
          return done;
        io.sleep(Math.random() * 5);
      }
      throw new Error(`Others wrote the journal .task/events.jsonl ${MAX_ATTEMPTS} times in a row; nothing was recorded. Try again.`);
    };
    try {
      return record();
    } catch (error) {
      if (!(error instanceof BrokenChain) || copy === null || !locked)
        throw error;
      mended = settle(dir, copy.folder, { ...copy, whole: true }, io);
      if (!mended)
        throw error;
      return record();
    } finally {
      if (copy !== null)
        copyObjects(dir, copy.folder, io);
    }
  });
}
function underLock(dir, options, work) {
  const io = options.disk ?? disk;
  const me = { pid: options.pid, host: options.host, start: startTime(options.pid) };
  const held = acquire(join2(dir, "lock"), me, options.lockWait ?? LOCK_WAIT_MS, io);
  try {
    if (held?.tookOverFrom) {
      sweep(dir, held.tookOverFrom.pid, io);
      sweep(join2(dir, "objects"), held.tookOverFrom.pid, io);
    }
    return work(held !== null);
  } finally {
    held?.release();
  }
}
function attempt(dir, fold, decision, locked, io) {
  const opened = openView(dir, fold, "append", io);
  const { view } = opened;
  let { fd } = opened;
  try {
    const events = decision.decide(view.state, decision.mended);
    if (events.length === 0) {
      if (!view.fresh && fd !== null)
        io.fsync(fd);
      return { state: view.state, appended: [], ...project(dir, fold, fd, view, io) };
    }
    const { text, last } = compose(events, view.position, decision.now(), locked ? undefined : mark(decision.pid));
    const size = view.size + Buffer.byteLength(text) + 1;
    if (size > MAX_JOURNAL_BYTES)
      throw new JournalTooLong(journalPath(dir), size);
    fd ??= createJournal(dir, io);
    const { copy } = decision;
    if (copy !== undefined)
      noteAhead(copy, last, io);
    const added = view.terminated && locked ? text : `
${text}`;
    append2(fd, added, io);
    const after = advance(fd, journalPath(dir), fold, view, io, last);
    if (after.found === null)
      return null;
    io.fsync(fd);
    if (view.size === 0)
      syncFolder(dir, io);
    if (io.lstat(journalPath(dir))?.ino !== io.fstat(fd).ino)
      return null;
    if (copy !== undefined && locked)
      followJournal(copy, added, io);
    return { state: after.state, appended: after.found, ...project(dir, fold, fd, after, io) };
  } finally {
    if (fd !== null)
      io.close(fd);
  }
}
function mark(pid) {
  return `${pid}-${Math.random().toString(36).slice(2, 10)}`;
}
function createJournal(dir, io) {
  createTaskFolder(dir, io);
  return openRegular(journalPath(dir), constants2.O_RDWR | constants2.O_APPEND | constants2.O_CREAT, io);
}
function append2(fd, text, io) {
  const bytes = Buffer.from(text);
  let problem = "the disk is full";
  try {
    if (io.write(fd, bytes) === bytes.length)
      return;
  } catch (error) {
    if (errorCode(error) === undefined)
      throw error;
    problem = errorCode(error) === "EBADF" ? "it may only be read" : error.message;
  }
  throw new Error(`The journal .task/events.jsonl could not be written: ${problem}. The step is not recorded; mend that and try again.`);
}
function project(dir, fold, fd, view, io) {
  let current = view;
  for (let round = 0;round < MAX_ATTEMPTS; round++) {
    const files = fold.files(current.state);
    try {
      for (const [name, content] of Object.entries(files))
        writeFold(join2(dir, name), content, io);
      if (!current.fresh && current.position.seq > 0)
        writeSnapshot(dir, fold.version ?? "", current.position, current.state, io);
    } catch (error) {
      if (errorCode(error) === undefined && !(error instanceof UnsafeFile))
        throw error;
      return { warning: `The files in .task could not be brought up to date: ${error.message}` };
    }
    if (fd === null || io.fstat(fd).size === current.size)
      break;
    const grown = advance(fd, journalPath(dir), fold, current, io);
    if (grown.position.head === current.position.head)
      break;
    io.fsync(fd);
    current = grown;
  }
  return {};
}
function writeFold(path, content, io) {
  if (content === null) {
    if (io.lstat(path) !== undefined)
      removeFile(path, io);
    return;
  }
  if (!readCache(path, io)?.equals(Buffer.from(content)))
    writeFileAtomic(path, content, io);
}

// src/record/copies.ts
import { existsSync, lstatSync, rmSync } from "fs";
import { dirname, join as join3 } from "path";
var POINTER = "copy";
var PLACE = /\/outside\/copies\/[0-9a-f]{32}$/;
var nameOf = (project) => `copies/${sha256(taskFolder(project)).slice(0, 32)}`;
var found = new Map;
var isUsable = (folder) => {
  try {
    return ownFolder(folder) && hasCopy(folder);
  } catch {
    return false;
  }
};
function copyOf(project, env = process.env) {
  const known = found.get(project.task);
  if (known !== undefined && isUsable(known))
    return known;
  const name = nameOf(project);
  const pointer = readCache(join3(project.task, POINTER))?.toString().trim() ?? "";
  const pointed = PLACE.test(pointer) && !isInside(pointer, project.root) ? [pointer] : [];
  const here = outsideFolders(env, project).map((folder) => join3(folder, "outside", name));
  const at = [...pointed.filter((one) => one.endsWith(`/${name}`)), ...here].find(isUsable);
  if (at !== undefined) {
    found.set(project.task, at);
    return at;
  }
  return pointed.some((one) => isMoved(project, one)) ? moved(project, pointed[0], env) : null;
}
function isMoved(project, copy) {
  const about = isUsable(copy) ? aboutOf(copy) : null;
  return about !== null && about.inode === inodeOf(project.task) && !existsSync(about.task);
}
function moved(project, from, env) {
  removeFile(join3(project.task, POINTER));
  keepCopy(project, runOfCopy(from) ?? "", env);
  remove(from);
  return found.get(project.task) ?? null;
}
function aboutOf(copy) {
  try {
    const about = JSON.parse(readCache(join3(copy, "about.json")).toString());
    return [about.run, about.task, about.inode].every((one) => typeof one === "string") ? about : null;
  } catch {
    return null;
  }
}
var runOfCopy = (copy) => aboutOf(copy)?.run ?? null;
function keepCopy(project, run, env = process.env) {
  dropCopy(project, env);
  underLock(project.task, { host: hostName(), pid: process.pid }, () => {
    try {
      const about = { run, task: taskFolder(project), inode: inodeOf(project.task) };
      const copy = dirname(writeOutside(env, project, `${nameOf(project)}/about.json`, about));
      beginCopy(project.task, copy);
      noteCopy(project, copy);
      found.set(project.task, copy);
      sweep2(dirname(copy));
    } catch {
      dropCopy(project, env);
    }
  });
}
var DAY_MS = 24 * 60 * 60 * 1000;
function sweep2(copies) {
  for (const name of filesIn(copies)) {
    const copy = join3(copies, name);
    const about = aboutOf(copy);
    if (about === null)
      continue;
    const { missing, ...there } = about;
    const isThere = existsSync(dirname(about.task));
    if (!isThere && missing !== undefined && Date.now() - missing > DAY_MS)
      remove(copy);
    else if (isThere !== (missing === undefined))
      writeFileAtomic(join3(copy, "about.json"), `${JSON.stringify(isThere ? there : { ...there, missing: Date.now() })}
`);
  }
}
function noteCopy(project, copy) {
  const path = join3(project.task, POINTER);
  if (readCache(path)?.toString() !== `${copy}
`)
    writeFileAtomic(path, `${copy}
`);
}
function dropCopy(project, env = process.env) {
  for (let copy = copyOf(project, env);copy !== null; copy = copyOf(project, env)) {
    found.delete(project.task);
    if (!remove(copy))
      break;
  }
  removeFile(join3(project.task, POINTER));
}
function remove(copy) {
  try {
    rmSync(copy, { recursive: true, force: true });
    return !hasCopy(copy);
  } catch {
    return false;
  }
}
function isGone2(project, env = process.env) {
  const folder = lstatSync(project.task, { throwIfNoEntry: false });
  if (folder !== undefined && !folder.isDirectory())
    return false;
  const there = lstatSync(join3(project.task, "events.jsonl"), { throwIfNoEntry: false });
  const copy = there === undefined || there.size === 0 ? copyOf(project, env) : null;
  return copy !== null && lstatSync(join3(copy, "events.jsonl")).size > 0;
}
var staysGone = (project, env = process.env) => !existsSync(project.task) || underLock(project.task, { host: hostName(), pid: process.pid }, () => isGone2(project, env));
function copyFor(project, env = process.env) {
  const folder = copyOf(project, env);
  return folder === null ? null : { folder, isOurs: () => !isForeign(project, env) };
}

// src/record/tests.ts
import { join as join5 } from "path";

// src/record/watched.ts
import { lstatSync as lstatSync2, mkdirSync, readdirSync } from "fs";
import { dirname as dirname2, join as join4, resolve } from "path";
var MAX_TEXT = 200000;
var SECTIONS = /^(?:core|include|includeif|extensions|attr|index|feature|status)$/;
var HARMLESS = /^(?:hookspath|editor|pager|sshcommand|askpass|commentchar|commentstring|abbrev|logallrefupdates|autocrlf|eol|safecrlf|filemode|symlinks)$/;
function gitSettings(text) {
  let section = "";
  let part = "";
  const lines = [];
  for (const line of text.split(/\r?\n/)) {
    const [head = "", name, rest = ""] = /^\s*\[\s*([\w-]+)([^\]]*)\]/.exec(line) ?? [];
    if (name !== undefined)
      [section, part] = [name.toLowerCase(), /^(?:\.|\s+")(.*?)"?\s*$/.exec(rest)?.[1] ?? ""];
    const setting = line.slice(head.length).trim();
    const [, key = "", value = ""] = /^([\w-]+)\s*=?\s*(.*)$/.exec(setting) ?? [];
    const full = [section, part, key.toLowerCase()].filter((one) => one !== "").join(".");
    const counts = matters(full, value) || SECTIONS.test(section) && !HARMLESS.test(key.toLowerCase());
    if (setting !== "" && (counts || section === "filter" && key === ""))
      lines.push(`${section}.${part}: ${setting}`);
  }
  return lines.join(`
`);
}
var named = (folder, ...names) => folder === null ? [] : names.map((name) => join4(folder, name));
var ALL = [
  {
    what: "git-settings",
    remedy: "put_back",
    counts: gitSettings,
    files: ({ git }) => named(git, "config", "config.worktree")
  },
  {
    what: "git-settings",
    remedy: "put_back",
    files: ({ git }) => named(git, "info/exclude", "info/attributes", "info/grafts", "objects/info/alternates")
  },
  {
    what: "git-hooks",
    remedy: "tell",
    files: ({ git }) => git === null ? [] : below(join4(git, "hooks")).filter((path) => !path.endsWith(".sample"))
  }
];
var settingsFiles = (project, env) => {
  const config = env.CLAUDE_CONFIG_DIR || (env.HOME ? join4(env.HOME, ".claude") : null);
  const roots = [...new Set([project.root, env.CLAUDE_PROJECT_DIR ?? project.root])];
  return [
    ...named(config, "settings.json"),
    ...roots.flatMap((root) => named(root, ".claude/settings.json", ".claude/settings.local.json", ".mcp.json")),
    ...[...named(config, ""), ...roots.map((root) => join4(root, ".claude"))].flatMap(markdownIn)
  ];
};
var markdownIn = (folder) => [
  ...foldersIn(join4(folder, "skills")).map((name) => join4(folder, "skills", name, "SKILL.md")),
  ...["agents", "commands"].flatMap((name) => below(join4(folder, name)).filter((path) => path.endsWith(".md")))
];
function foldersIn(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) => one.isFile() ? [] : [one.name]);
  } catch {
    return [];
  }
}
var pluginFiles = (plugin) => ["hooks", "hooks/step", "dist", "dist/parts", "bin"].flatMap((name) => below(join4(plugin, name)));
function below(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) => one.isDirectory() ? [] : [join4(folder, one.name)]);
  } catch {
    return [];
  }
}
function gitFolder(root) {
  for (let folder = root;; folder = dirname2(folder)) {
    const at = join4(folder, ".git");
    const found = lstatSync2(at, { throwIfNoEntry: false });
    if (found?.isDirectory())
      return at;
    if (found?.isFile()) {
      const named = /^gitdir: (.+)$/m.exec(readCache(at)?.toString() ?? "")?.[1]?.trim();
      if (named === undefined)
        return null;
      const own = resolve(folder, named);
      const common = readCache(join4(own, "commondir"))?.toString().trim();
      return common === undefined ? own : resolve(own, common);
    }
    if (dirname2(folder) === folder)
      return null;
  }
}
var changedAt = (path) => lstatSync2(path, { throwIfNoEntry: false })?.ctimeMs ?? 0;
var TICK_MS = 20;
var isChangedSince = (path, at) => changedAt(path) > at - TICK_MS;
var textOf3 = (path) => {
  const bytes = readCache(path);
  return bytes === null ? null : bytes.length > MAX_TEXT ? `sha256:${sha256(bytes)}` : bytes.toString("latin1");
};
var callFile = (copy, call) => join4(copy, `call-${sha256(call).slice(0, 32)}.json`);
function noteBefore(project, call, env, asLooked) {
  const copy = copyOf(project, env);
  const run = copy === null ? null : runOfCopy(copy);
  if (copy === null || run === null || call === "")
    return;
  const place = { run, git: gitFolder(project.root) };
  const texts = {};
  for (const one of ALL)
    if (one.remedy === "put_back")
      for (const file of one.files(place))
        texts[file] = textOf3(file);
  for (const file of named(place.git, snapshotRef(run)))
    texts[file] = textOf3(file);
  const before = { run, at: Date.now(), texts, kept: keptIn(project), asLooked, git: place.git };
  writeFileAtomic(callFile(copy, call), JSON.stringify(before));
}
function takeBefore(project, call, env) {
  const copy = copyOf(project, env);
  if (copy === null)
    return null;
  const path = callFile(copy, call);
  try {
    return JSON.parse(readCache(path)?.toString() ?? "null");
  } catch {
    return null;
  } finally {
    removeFile(path);
  }
}
var keptIn = ({ task }) => ["parked", "history"].flatMap((folder) => {
  try {
    return readdirSync(join4(task, folder)).map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
});
var OTHERS = /^(?:worktrees|history|parked|raw|reports|trees)$/;
function filesOfRun(folder) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const found = entries.flatMap((one) => OTHERS.test(one.name) ? [] : one.isDirectory() ? filesOfRun(join4(folder, one.name)) : [join4(folder, one.name)]);
    return [folder, ...found];
  } catch {
    return [];
  }
}
function isQuiet2(project, before) {
  const { task } = project;
  const place = { run: before.run, git: gitFolder(project.root) };
  return place.git === before.git && filesOfRun(task).every((path) => !isChangedSince(path, before.at)) && changedAt(join4(task, "events.jsonl")) > 0 && ALL.every((one) => one.files(place).every((path) => !differs(one, before, path))) && named(place.git, snapshotRef(before.run)).every((path) => textOf3(path) === before.texts[path]);
}
function touchedSince(project, before) {
  const place = { run: before.run, git: gitFolder(project.root) };
  if (place.git !== before.git)
    return [{ what: "git-settings", path: place.git ?? `${before.git}`, remedy: before.git === null ? "tell" : "ask" }];
  const files = ALL.flatMap((one) => one.files(place).filter((path) => differs(one, before, path)).map((path) => ({ what: one.what, path, keys: keysOf(one, before, path), remedy: undo(one, before, path) })));
  return [...files, ...refTouched(place, before)];
}
function differs(one, { texts, at }, path) {
  if (one.remedy !== "put_back")
    return isChangedSince(path, at);
  const [was, is] = [texts[path] ?? null, textOf3(path)];
  if (was === is)
    return false;
  const { counts = (text) => text } = one;
  return counts(was ?? "") !== counts(is ?? "");
}
function keysOf({ counts }, { texts }, path) {
  if (counts !== gitSettings)
    return [];
  const [was, is] = [texts[path], textOf3(path)].map((text) => gitSettings(text ?? "").split(`
`));
  const lines = [...was.filter((line) => !is.includes(line)), ...is.filter((line) => !was.includes(line))];
  const keys = lines.flatMap((line) => {
    const [, section, part, key] = /^([\w-]+)\.(.*?): ([A-Za-z][\w-]*)\s*(?:=|$)/.exec(line) ?? [];
    return key === undefined ? [] : [[section, part, key].filter((one) => one !== "").join(".")];
  });
  return [...new Set(keys)];
}
function refTouched({ git, run }, { texts }) {
  const path = git === null ? "" : join4(git, snapshotRef(run));
  const was = texts[path] ?? null;
  if (was === null || textOf3(path) === was)
    return [];
  const packed = readCache(join4(git, "packed-refs"))?.toString() ?? "";
  const isPacked = textOf3(path) === null && packed.includes(`${was.trim()} ${snapshotRef(run)}
`);
  return isPacked ? [] : [{ what: "folder-changed", path, remedy: write(path, was) }];
}
var undo = ({ remedy }, { texts }, path) => remedy === "put_back" ? write(path, texts[path] ?? null) : remedy;
function write(path, was) {
  try {
    if (was === null)
      removeFile(path);
    else if (was.startsWith("sha256:"))
      return "ask";
    else {
      mkdirSync(dirname2(path), { recursive: true });
      writeFileAtomic(path, Buffer.from(was, "latin1"));
    }
    return "put_back";
  } catch {
    return "ask";
  }
}

// src/record/tests.ts
var BY = { settings: "tests.commands of the settings", person: "approved by you", auto: "approved by --auto" };
var testsOf = (run) => approvedCommands(run).map(({ text, by }) => ({ text, shellAllowed: by !== "auto", from: BY[by] }));
var writtenMeanwhile = (record) => {
  const { written_meanwhile: own, tested } = record;
  return own ?? tested?.written_meanwhile ?? [];
};
function testRecordOf(project, task) {
  const record = accepted(project, task.artifact);
  const stored = record?.tested === undefined ? record : record.tested;
  if (!stored?.commands)
    return null;
  const commands = stored.commands.map(({ passed_tests = [], failed_tests = [], ...one }) => ({
    ...one,
    told_by: one.told_by ?? (passed_tests.length + failed_tests.length > 0 ? "output" : "exit"),
    tests: one.tests ?? [
      ...passed_tests.map((name) => testOfLine(name, "passed")),
      ...failed_tests.map((name) => testOfLine(name, "failed"))
    ]
  }));
  return { ...stored, commands };
}
var testTasks = (run, program) => run.tasks.filter((task) => task.who.program === program && task.kind !== "fix" && task.artifact !== null);
var baselineRecords = (project, run) => testTasks(run, "baseline").flatMap((task) => testRecordOf(project, task) ?? []);
function newestTests(project, run) {
  const task = testTasks(run, "tests").findLast((one) => !one.void);
  const record = task ? testRecordOf(project, task) : null;
  return task && record ? { task, record } : null;
}
var sawTree = (record, subject) => subject !== null && (record.after === subject || record.tree === subject);
var testsIn = (record, state) => record.commands.flatMap((one) => one.tests.filter((test) => test.state === state));
function passedTests(project, run, subject) {
  const record = newestTests(project, run)?.record;
  return record && sawTree(record, subject) ? testsIn(record, "passed") : [];
}
function writtenSince(project, run, tree, since) {
  const base = baseOf2(run);
  if (base === null)
    return [];
  return unlessUnreadable(() => changedFiles(project.root, base, tree, treeStore(project)), []).filter(({ path, status }) => status !== "deleted" && isChangedSince(join5(project.root, path), since)).map(({ path }) => path);
}
function knownInChanged(project, run, record) {
  const known = (record?.commands ?? []).filter((one) => one.red === "known").flatMap((one) => one.tests);
  const failed = known.filter((one) => one.state === "failed" && one.file !== null);
  const [base, tree] = [baseOf2(run), record?.after ?? record?.tree ?? null];
  if (failed.length === 0 || base === null || tree === null)
    return [];
  const changed = unlessUnreadable(() => changedFiles(project.root, base, tree, treeStore(project)), []);
  const files = new Set(changed.map((one) => one.path));
  return [...new Set(failed.filter((one) => files.has(one.file)).map((one) => `${titleOf3(one)} (${one.file})`))];
}

export { mendObjects, revive, transact, underLock, project, copyOf, runOfCopy, keepCopy, noteCopy, dropCopy, isGone2, staysGone, copyFor, settingsFiles, pluginFiles, changedAt, isChangedSince, textOf3, noteBefore, takeBefore, keptIn, isQuiet2, touchedSince, testsOf, writtenMeanwhile, testRecordOf, testTasks, baselineRecords, newestTests, sawTree, testsIn, passedTests, writtenSince, knownInChanged };
