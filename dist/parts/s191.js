// @bun
import {
  ownFolder,
  writeFileAtomic
} from "./s25.js";
import {
  alive
} from "./s203.js";
import {
  linkless,
  pathApart,
  ownHome
} from "./s15.js";

// src/project/git.ts
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync
} from "fs";
import { dirname, join, relative, resolve, sep } from "path";
var SETTINGS = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.untrackedCache=false",
  "core.splitIndex=false",
  "core.trustctime=true",
  "core.checkStat=default",
  "core.ignoreStat=false",
  "core.safecrlf=false",
  "core.protectNTFS=false",
  "core.protectHFS=false",
  "core.quotePath=false",
  "index.sparse=false",
  "add.ignoreErrors=false",
  "diff.ignoreSubmodules=dirty",
  "core.bigFileThreshold=512m",
  "advice.addEmbeddedRepo=false",
  "protocol.allow=never",
  "gc.auto=0",
  "log.showSignature=false",
  "submodule.recurse=false"
].flatMap((setting) => ["-c", setting]);
var GIT_TIMEOUT = 30000;
function gitEnvironment(from, cwd) {
  const kept = Object.entries(from).filter(([name]) => !name.toUpperCase().startsWith("GIT_"));
  const { HOME, XDG_CONFIG_HOME, ...rest } = Object.fromEntries(kept);
  const own = Object.entries(ownHome({ HOME, XDG_CONFIG_HOME }, cwd.split("/.task/", 1)[0]));
  return {
    ...rest,
    ...Object.fromEntries(own.filter(([, folder]) => folder !== undefined)),
    PATH: pathApart(from.PATH, cwd.split("/.task/", 1)[0], from.HOME),
    ...{ LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" },
    GIT_NO_REPLACE_OBJECTS: "1",
    ...{ GIT_NO_LAZY_FETCH: "1", GIT_ALLOW_PROTOCOL: "none" }
  };
}
var gitArguments = (args) => [...SETTINGS, ...args];
var WITHOUT_FILTERS = /^(--git-dir|cat-file|check-attr|check-ignore|check-ref-format|commit-tree|config|diff-tree|for-each-ref|hash-object|log|ls-files|ls-tree|merge-base|merge-file|read-tree|rev-list|rev-parse|symbolic-ref|update-ref|write-tree)$/;
function runGit(args, options) {
  let at = 0;
  while (args[at] === "-c")
    at += 2;
  if (WITHOUT_FILTERS.test(args[at] ?? "") || args.includes("--index-info"))
    return start(args, options);
  const listed = start(FILTER_LISTING, { ...options, stdin: undefined, maxBytes: undefined });
  if (!listed.ok && !(listed.problem === "exit" && listed.err.trim() === ""))
    return listed;
  const without = strangersFilters(listed.out.toString("latin1"));
  if (without === null)
    return { ok: false, out: Buffer.alloc(0), err: STRANGE_FILTER, problem: "exit" };
  return start([...without, ...args], options);
}
function start(args, options) {
  try {
    const done = Bun.spawnSync(["git", ...gitArguments(args)], {
      cwd: options.cwd,
      env: { ...gitEnvironment(process.env, options.cwd), ...options.env },
      stdin: options.stdin === undefined ? "ignore" : Buffer.from(options.stdin),
      stdout: "pipe",
      stderr: "pipe",
      timeout: options.timeout ?? GIT_TIMEOUT,
      killSignal: "SIGKILL",
      maxBuffer: options.maxBytes
    });
    const ok = done.exitCode === 0;
    const ended = done.exitedDueToTimeout ? "timeout" : done.exitedDueToMaxBuffer ? "size" : "exit";
    return { ok, out: done.stdout, err: done.stderr.toString(), problem: ok ? "none" : ended };
  } catch (error) {
    return { ok: false, out: Buffer.alloc(0), err: String(error), problem: "missing" };
  }
}
var FILTER_LISTING = ["config", "--includes", "--show-scope", "-z", "--get-regexp", "^filter\\."];
var STRANGE_FILTER = "fatal: a filter of the repository's config has a name that is not plain ASCII, or has a = in it";
function strangersFilters(listing) {
  const parts = listing.split("\x00");
  const own = new Map;
  const foreign = new Set;
  for (let at = 0;at + 1 < parts.length; at += 2) {
    const [scope, entry = ""] = [parts[at], parts[at + 1]];
    const line = entry.indexOf(`
`);
    const key = line < 0 ? entry : entry.slice(0, line);
    if (scope === "system" || scope === "global")
      own.set(key, line < 0 ? "true" : entry.slice(line + 1));
    else if (scope !== "command")
      foreign.add(key);
  }
  const drivers = [...new Set([...foreign].map((key) => key.slice(0, key.lastIndexOf("."))))];
  if (!drivers.every((driver) => /^[ -<>-~]+$/.test(driver)))
    return null;
  return drivers.flatMap((driver) => {
    const names = ["clean", "smudge", "process"].filter((name) => foreign.has(`${driver}.${name}`));
    const known = names.every((name) => own.has(`${driver}.${name}`));
    const settings = known ? [
      ...names.map((name) => [name, own.get(`${driver}.${name}`)]),
      ["required", own.get(`${driver}.required`) ?? "false"]
    ] : [...["clean", "smudge", "process"].map((name) => [name, ""]), ["required", "true"]];
    return settings.flatMap(([name, value]) => ["-c", `${driver}.${name}=${value}`]);
  });
}
var hasGit = () => Bun.which("git", { PATH: process.env.PATH ?? "" }) !== null;
function topLevel(project) {
  let folder = linkless(project);
  if (folder === null)
    return null;
  for (;; ) {
    const dot = join(folder, ".git");
    if (existsSync(join(dot, "HEAD")) || isFile(dot))
      return folder;
    const parent = dirname(folder);
    if (parent === folder)
      return null;
    folder = parent;
  }
}
var POINTER = /^gitdir: (.+?)\r?\n?$/s;
function placesOf(project) {
  const top = topLevel(project);
  const real = linkless(project);
  if (top === null || real === null)
    return null;
  const inside = relative(top, real).split(sep).join("/");
  const dot = join(top, ".git");
  const pointer = isFile(dot) ? POINTER.exec(readText(dot))?.[1] : dot;
  const gitDir = resolve(top, pointer ?? dot);
  const common = resolve(gitDir, readText(join(gitDir, "commondir")).trim() || ".");
  const sha256 = /objectformat\s*=\s*"?sha256/i.test(readText(join(common, "config")));
  return { top, project: real, prefix: inside === "" ? "" : `${inside}/`, gitDir, common, sha256 };
}
function worktreesInside(places) {
  const list = join(places.common, "worktrees");
  if (!existsSync(list))
    return [];
  return readdirSync(list).flatMap((name) => {
    const noted = readText(join(list, name, "gitdir")).trim();
    const dot = resolve(list, name, noted);
    const path = noted === "" ? null : insideOf(places.project, dirname(dot));
    if (path === null)
      return [];
    return isNoted(dot, join(list, name)) ? [path] : [];
  });
}
function isNoted(dot, folder) {
  const pointer = lstatSync(dot, { throwIfNoEntry: false })?.isFile() ? POINTER.exec(readText(dot))?.[1] : undefined;
  return pointer !== undefined && realOr(resolve(dirname(dot), pointer)) === realOr(folder);
}
function insideOf(folder, path) {
  const way = relative(folder, realOr(path));
  return way === "" || way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way ? null : way.split(sep).join("/");
}
function openStore(scratch, places) {
  const store = join(scratch, "git");
  for (const folder of [dirname(scratch), scratch, store, join(store, "objects"), join(store, "objects", "info")])
    ownFolder(folder);
  mkdirSync(join(store, "objects", "info"), { recursive: true });
  mkdirSync(join(store, "refs"), { recursive: true });
  for (const name of ["info", "commondir", "config.worktree"])
    if (lstatSync(join(store, name), { throwIfNoEntry: false }) !== undefined)
      rmSync(join(store, name), { recursive: true, force: true });
  if (places === null)
    return store;
  keep(join(store, "objects", "info", "alternates"), `${quotePath(join(places.common, "objects"))}
`);
  const format = places.sha256 ? `	repositoryformatversion = 1
[extensions]
	objectformat = sha256
` : "";
  keep(join(store, "config"), `[core]
	bare = true
${format}`);
  keep(join(store, "HEAD"), `ref: refs/heads/none
`);
  return store;
}
function sweepIndexes(store) {
  for (const name of readdirSync(store)) {
    const pid = /^index-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && Number(pid) !== process.pid && !alive(Number(pid), null))
      rmSync(join(store, name), { force: true });
  }
}
function withIncoming(objects, scratch, work) {
  mkdirSync(scratch, { recursive: true });
  for (const name of readdirSync(scratch)) {
    const pid = /^incoming-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !alive(Number(pid), null)))
      rmSync(join(scratch, name), { recursive: true, force: true });
  }
  const incoming = join(scratch, `incoming-${process.pid}`);
  try {
    mkdirSync(incoming);
    const alternate = `"${objects.replace(/["\\]/g, "\\$&")}"`;
    const done = work({ GIT_OBJECT_DIRECTORY: incoming, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternate });
    bringIn(incoming, objects);
    return done;
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
}
function bringIn(incoming, objects) {
  for (const folder of readdirSync(incoming).filter((name) => /^(?:[0-9a-f]{2}|pack)$/.test(name))) {
    mkdirSync(join(objects, folder), { recursive: true });
    const names = readdirSync(join(incoming, folder)).filter((name) => !name.startsWith("tmp_"));
    for (const name of names.sort((a, b) => Number(a.endsWith(".idx")) - Number(b.endsWith(".idx")))) {
      const to = join(objects, folder, name);
      if (existsSync(to))
        continue;
      try {
        renameSync(join(incoming, folder, name), to);
      } catch (error) {
        if (error.code !== "EXDEV")
          throw error;
        copyFileSync(join(incoming, folder, name), `${to}.tmp${process.pid}`);
        renameSync(`${to}.tmp${process.pid}`, to);
      }
    }
  }
}
function removeIndex(index) {
  rmSync(index, { force: true });
  rmSync(`${index}.lock`, { force: true });
}
function gitErrors(run) {
  const lines = run.err.split(`
`).filter((line) => /^(error|fatal): /.test(line));
  const told = lines.map((line) => line.replace(/^(error|fatal): /, "").trim()).slice(0, 3);
  return (told.join("; ") || run.err.trim() || "no reason given").slice(0, 600);
}
var treeEntries = (listing) => listing.split("\x00").flatMap((line) => {
  const [, mode, kind, hash, path] = /^(\d+) (\w+) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
  return mode && kind && hash && path ? [{ mode, kind, hash, path }] : [];
});
function fileText(file) {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, "utf8") : null;
}
function keep(file, text) {
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() && readText(file) === text)
    return;
  writeFileAtomic(file, text);
}
function quotePath(path) {
  return /["\\\n\r]|^#/.test(path) ? `"${path.replace(/["\\]/g, "\\$&").replaceAll(`
`, "\\n")}"` : path;
}
function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
function readText(path) {
  try {
    return isFile(path) ? readFileSync(path, "utf8") : "";
  } catch {
    return "";
  }
}
var realOr = (path) => linkless(path) ?? path;

export { GIT_TIMEOUT, gitEnvironment, gitArguments, runGit, hasGit, topLevel, placesOf, worktreesInside, insideOf, openStore, sweepIndexes, withIncoming, removeIndex, gitErrors, treeEntries, fileText, quotePath };
