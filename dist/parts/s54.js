// @bun
import {
  GIT_TIMEOUT,
  runGit,
  hasGit,
  placesOf,
  openStore,
  sweepIndexes,
  withIncoming,
  removeIndex,
  gitErrors,
  quotePath
} from "./s191.js";
import {
  MAX_KEPT,
  STAND_IN,
  standIn,
  isStandInSize,
  TooSlow,
  shaOf,
  inWords2
} from "./s17.js";
import {
  plainTreeOf
} from "./s213.js";
import {
  filesAt
} from "./s265.js";
import {
  SnapshotFailed,
  pathText,
  fullPath,
  namedPath,
  git2,
  filesOf3
} from "./s55.js";
import {
  emptyTree
} from "./s230.js";

// src/project/disk-tree.ts
import {
  lstatSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync
} from "fs";
import { dirname, join } from "path";

// src/project/tree-hash.ts
function treeHash(files) {
  const top = new Map;
  for (const file of files) {
    const parts = file.path.split("/");
    const name = parts.pop();
    let at = top;
    for (const part of parts) {
      const known = at.get(part);
      const next = known instanceof Map ? known : new Map;
      if (next !== known)
        at.set(part, next);
      at = next;
    }
    at.set(name, file);
  }
  return hashOf(top, files[0]?.hash.length === 64 ? "sha256" : "sha1");
}
function hashOf(folder, kind) {
  const entries = [...folder].map(([name, one]) => {
    const isFolder = one instanceof Map;
    const [mode, hash] = isFolder ? ["40000", hashOf(one, kind)] : [one.mode, one.hash];
    const bytes = Buffer.concat([Buffer.from(`${mode} ${name}\x00`, "latin1"), Buffer.from(hash, "hex")]);
    return { order: isFolder ? `${name}/` : name, bytes };
  });
  entries.sort((a, b) => a.order < b.order ? -1 : 1);
  const content = Buffer.concat(entries.map(({ bytes }) => bytes));
  return new Bun.CryptoHasher(kind).update(`tree ${content.length}\x00`).update(content).digest("hex");
}

// src/project/disk-tree.ts
var LARGE = { files: 4000, bytes: 48 * 1024 * 1024 };
var counter = 0;
function diskTree2(project, options) {
  try {
    if (!statSync(project, { throwIfNoEntry: false })?.isDirectory())
      return {
        ok: false,
        problem: `the project folder ${project} does not exist`,
        remedy: "start from an existing folder"
      };
    const places = hasGit() ? placesOf(project) : null;
    if (places === null)
      return plainTreeOf(realpathSync(project), options);
    const first = tryToTake(places, options, true);
    const isAgain = !first.ok && /ENOENT|No such file|short read|changed|invalid object|building trees/i.test(first.problem);
    return isAgain ? tryToTake(places, options, false) : first;
  } catch (error) {
    return unexpected(error, options);
  }
}
function unexpected(error, { scratch }) {
  const problem = `the project's files could not be hashed: ${error instanceof Error ? error.message : String(error)}`;
  return { ok: false, problem, remedy: `check free space and permissions of ${scratch}` };
}
function tryToTake(places, options, isKnown) {
  try {
    return take(places, options, isKnown);
  } catch (error) {
    if (error instanceof SnapshotFailed)
      return { ok: false, problem: error.message, remedy: error.remedy };
    return unexpected(error, options);
  }
}
function take(places, options, isKnown) {
  const { exclude, scratch, timeout = GIT_TIMEOUT, worktrees, most } = options;
  const store = openStore(scratch, places);
  sweepIndexes(store);
  const place = { places, exclude, scratch, timeout, ...worktrees && { worktrees }, ...most && { most } };
  const index = join(store, `index-${process.pid}-${counter++}`);
  removeIndex(index);
  try {
    const known = options.known ? filesAt(places.project, options.known, scratch) : [];
    const files = [...filesOf3(place, { also: known, all: true })];
    if (files.length === 0)
      return { ok: true, tree: `disk:${emptyTree(places.sha256)}` };
    const seen = Date.now();
    const figures = options.looked && isLarge(files) ? figuresOf(place, files) : null;
    const looked = isKnown && figures !== null && options.looked?.read() || null;
    const hashes = withIncoming(join(store, "objects"), store, (env) => hashed({ place, store, env, index, files, figures, looked }));
    const lines = files.map(([path, stat]) => `${modeOf(stat)} ${hashes.get(path)}	${path}\x00`);
    const run = { cwd: store, env: { GIT_INDEX_FILE: index }, timeout };
    const put = runGit(["--git-dir", store, "update-index", "-z", "--index-info"], {
      ...run,
      stdin: Buffer.from(lines.join(""), "latin1")
    });
    const written = put.ok ? runGit(["--git-dir", store, "write-tree"], run) : put;
    if (!written.ok)
      return failure(written, timeout);
    const tree = written.out.toString().trim();
    if (tree !== treeHash(files.map(([path, stat]) => ({ path, mode: modeOf(stat), hash: hashes.get(path) }))))
      return { ok: false, problem: `another process has written into ${store}`, remedy: "end it, then try again" };
    if (figures !== null)
      noteLooked(options, looked, new Map(settled(files, figures, hashes, seen)));
    return { ok: true, tree: `disk:${tree}` };
  } finally {
    removeIndex(index);
  }
}
function noteLooked({ looked }, before, now) {
  const isKnown = [...now].every(([path, [figures]]) => before?.[path]?.[0] === figures);
  if (!isKnown)
    looked?.write(Object.fromEntries(now));
}
var isLarge = (files) => files.length > LARGE.files || files.reduce((sum, [, { size }]) => sum + size, 0) > LARGE.bytes;
var modeOf = (stat) => stat.isSymbolicLink() ? "120000" : stat.mode & 64 ? "100755" : "100644";
var figuresOf = (place, files) => new Map(files.flatMap(([path]) => {
  const stat = lstatSync(namedPath(place, path), { bigint: true, throwIfNoEntry: false });
  if (stat === undefined)
    return [];
  const { dev, ino, mode, size, mtimeNs, ctimeNs } = stat;
  return [[path, [dev, ino, mode, size, mtimeNs, ctimeNs].join(":")]];
}));
var FRESH = 3000;
function* settled(files, figures, hashes, seen) {
  for (const [path, { ctimeMs }] of files) {
    const known = figures.get(path);
    if (known !== undefined && ctimeMs < seen - FRESH)
      yield [path, [known, hashes.get(path)]];
  }
}
function hashed({ place, store, env, index, files, figures, looked }) {
  const hashes = new Map;
  const asked = [];
  const { encrypted, end } = { encrypted: encryptedOf(place, files), end: Date.now() + place.timeout };
  let count = 0;
  const put = (path, content) => {
    const file = `${index}-${count++}`;
    made.push(file);
    writeFileSync(file, content);
    asked.push({ path, line: quotePath(Buffer.from(file).toString("latin1")) });
  };
  const made = [];
  try {
    for (const [path, stat] of files) {
      const known = looked?.[path];
      const full = namedPath(place, path);
      if (known !== undefined && figures?.get(path) === known[0])
        hashes.set(path, known[1]);
      else if (stat.isSymbolicLink())
        put(path, readlinkSync(full, { encoding: "buffer" }));
      else if (encrypted.has(path))
        put(path, standInOf(place, [path, stat], end, "git keeps it encrypted"));
      else if (stat.size > MAX_KEPT)
        put(path, standInOf(place, [path, stat], end, "too large to be shown"));
      else if (isStandInSize(stat.size) && readFileSync(full).toString("latin1").startsWith(STAND_IN))
        put(path, standInOf(place, [path, stat], end, "written as if it stood for another file"));
      else
        asked.push({ path, line: quotePath(fullPath(place, path).toString("latin1")) });
    }
    if (asked.length === 0)
      return hashes;
    const stdin = Buffer.from(asked.map(({ line }) => `${line}
`).join(""), "latin1");
    const args = ["--git-dir", store, "hash-object", "-w", "--no-filters", "--stdin-paths"];
    const done = runGit(args, { cwd: store, env, stdin, timeout: place.timeout });
    if (!done.ok)
      throw problemOf(done, place.timeout);
    const found = done.out.toString().trim().split(`
`);
    for (const [i, { path }] of asked.entries())
      hashes.set(path, found[i]);
    return hashes;
  } finally {
    for (const file of made)
      rmSync(file, { force: true });
  }
}
function standInOf(place, [path, stat], end, why) {
  try {
    return standIn(shaOf(fullPath(place, path), end), why);
  } catch (error) {
    if (!(error instanceof TooSlow))
      throw error;
    const named = `${JSON.stringify(pathText(path))} holds ${inWords2(stat.size)}`;
    throw new SnapshotFailed(`${named}, and the project's files could not be read in ${place.timeout / 1000} s`, "put it into .gitignore, or move it out of the project");
  }
}
var ENCRYPTS = /crypt/i;
function encryptedOf(place, files) {
  const { places } = place;
  const written = files.flatMap(([path, stat]) => /(^|\/)\.gitattributes$/.test(path) && stat.isFile() && stat.size < MAX_KEPT ? [fullPath(place, path)] : []);
  const isNamed = [...written, join(places.common, "info", "attributes")].some((file) => {
    try {
      return lstatSync(file).isFile() && /filter=\S*crypt/i.test(readFileSync(file, "latin1"));
    } catch {
      return false;
    }
  });
  if (!isNamed)
    return new Set;
  const set = runGit(["config", "--includes", "--name-only", "--get-regexp", "^filter\\..*\\.clean$"], {
    cwd: places.project,
    env: { GIT_CEILING_DIRECTORIES: dirname(places.top) }
  });
  const drivers = set.out.toString().split(`
`).map((name) => name.replace(/^filter\.|\.clean$/g, "")).filter((name) => ENCRYPTS.test(name));
  if (drivers.length === 0)
    return new Set;
  const stdin = Buffer.from(files.map(([path]) => `${path}\x00`).join(""), "latin1");
  const asked = git2(place, ["check-attr", "-z", "--stdin", "filter"], { stdin }).toString("latin1").split("\x00");
  const found = new Set;
  for (let at = 0;at + 2 < asked.length; at += 3)
    if (drivers.includes(asked[at + 2]))
      found.add(asked[at]);
  return found;
}
function problemOf(run, timeout) {
  const { problem, remedy } = failure(run, timeout);
  return new SnapshotFailed(problem, remedy);
}
function failure(run, timeout) {
  if (run.problem === "timeout")
    return {
      ok: false,
      problem: `git needed more than ${timeout / 1000} s to hash the project's files`,
      remedy: "put large generated files and folders into .gitignore"
    };
  const remedy = /Permission denied/.test(run.err) ? "make the named file readable, or put it into .gitignore" : /No space left/.test(run.err) ? "free some disk space" : "check free space and permissions of .task, then try again";
  return { ok: false, problem: `git could not take in the project's files: ${gitErrors(run)}`, remedy };
}

export { diskTree2 };
