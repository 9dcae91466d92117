// @bun
import {
  visible
} from "./s2.js";
import {
  programOfProcess
} from "./s16.js";
import {
  providerOf,
  allProviders
} from "./s59.js";
import {
  sha256
} from "./s68.js";
import {
  readOutside,
  NoRecord,
  writeOutside,
  runFiles
} from "./s189.js";
import {
  fit,
  clean
} from "./s28.js";
import {
  takenOf,
  ownersOf2
} from "./s222.js";
import {
  pluginRoot
} from "./s223.js";
import {
  taskOf,
  approvedCommands
} from "./s5.js";
import {
  realPath,
  isInside
} from "./s172.js";
import {
  linkless,
  pathApart,
  apart
} from "./s15.js";

// src/process/home-settings.ts
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from "fs";
import { join } from "path";
var HARMLESS = /^\s*(?:[#;]|$)|(?:_auth(?:Token)?|_password|username|email|registry)\s*=/i;
var MAX_TEXT = 200000;
function textOf(path) {
  let fd;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return "";
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile())
      return "";
    const bytes = Buffer.alloc(MAX_TEXT);
    const text = bytes.toString("utf8", 0, readSync(fd, bytes, 0, MAX_TEXT, 0));
    return stat.size > MAX_TEXT ? `${text}
${stat.size} bytes` : text;
  } catch {
    return "";
  } finally {
    closeSync(fd);
  }
}
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
var NOTHING = { folder: "", files: [], values: {} };
function npmSettings(env) {
  const named = env.NPM_CONFIG_USERCONFIG || env.npm_config_userconfig;
  const path = named || (env.HOME ? join(env.HOME, ".npmrc") : "");
  if (!path.startsWith("/"))
    return NOTHING;
  const lines = textOf(path).split(/\r?\n/);
  const counting = lines.filter((line) => !HARMLESS.test(line)).map(bare);
  return { folder: path, files: [path], values: counting.length === 0 ? {} : { [path]: counting.join(`
`) } };
}
var bare = (line) => {
  const at = line.indexOf("=");
  const value = line.slice(at + 1).trim();
  return at < 0 ? line.trim() : `${line.slice(0, at).trim()}=${/^(["']).*\1$/.test(value) ? value.slice(1, -1) : value}`;
};
function pythonStarts({ HOME: home = "" }) {
  if (!home.startsWith("/"))
    return NOTHING;
  const found = { folder: home, files: [], values: {} };
  for (const version of namesIn(join(home, ".local/lib")).filter((name) => /^python3/.test(name))) {
    const folder = `.local/lib/${version}/site-packages`;
    for (const name of namesIn(join(home, folder)).filter((one) => /\.pth$|^(?:user|site)customize(?:\.|$)/.test(one))) {
      const path = join(home, folder, name);
      found.values[`~/${folder}/${name}`] = textOf(path) || textOf(join(path, "__init__.py")) || "there";
      found.files.push(path);
    }
  }
  return found;
}

// src/process/program-files.ts
import {
  closeSync as closeSync2,
  constants as constants2,
  existsSync,
  fstatSync as fstatSync2,
  lstatSync,
  openSync as openSync2,
  readFileSync,
  readlinkSync,
  readSync as readSync2,
  realpathSync
} from "fs";
import { basename, dirname, join as join2, resolve } from "path";
var MAX_HASHED = 8 * 1024 * 1024;
var PIECES = 33;
var PIECE = 64 * 1024;
var MAX_LINKS = 40;
var FIRST_LINE = 256;
var hash = (bytes) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
function regular(path) {
  let fd;
  try {
    fd = openSync2(path, constants2.O_RDONLY | constants2.O_NOFOLLOW | constants2.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const { size, mtimeMs, ctimeMs, isFile } = ((stat) => ({ ...stat, isFile: stat.isFile() }))(fstatSync2(fd));
    if (!isFile)
      return null;
    const first = Buffer.alloc(FIRST_LINE);
    const head = first.toString("latin1", 0, readSync2(fd, first, 0, FIRST_LINE, 0));
    return { file: { path, size, mtime: mtimeMs, ctime: ctimeMs, sha: null }, head };
  } catch {
    return null;
  } finally {
    closeSync2(fd);
  }
}
function following(path) {
  const files = [];
  for (let at = path;files.length < MAX_LINKS; ) {
    const found = regular(at);
    if (found !== null)
      return { files: [...files, found.file], real: at, head: found.head };
    try {
      const { size, mtimeMs, ctimeMs } = lstatSync(at);
      const target = readlinkSync(at);
      files.push({ path: at, size, mtime: mtimeMs, ctime: ctimeMs, sha: hash(`link to ${target}`) });
      at = resolve(realpathSync(dirname(at)), target);
    } catch {
      return null;
    }
  }
  return null;
}
function interpreterOf(head, PATH) {
  const [, program = "", first = ""] = /^#![ \t]*(\S+)(?:[ \t]+(?:-S[ \t]+)?([^\s-]\S*))?/.exec(head) ?? [];
  if (program === "")
    return null;
  return basename(program) === "env" ? first === "" ? null : Bun.which(first, { PATH }) : program;
}
function manifestOf(real) {
  if (!real.includes("/node_modules/"))
    return null;
  for (let folder = dirname(real);basename(dirname(folder)) !== ""; folder = dirname(folder)) {
    if (existsSync(join2(folder, "package.json")))
      return join2(folder, "package.json");
    if (basename(folder) === "node_modules")
      return null;
  }
  return null;
}
function versionIn(manifest) {
  try {
    const { version } = JSON.parse(readFileSync(manifest ?? "", "utf8"));
    return typeof version === "string" ? version : null;
  } catch {
    return null;
  }
}
function installedAt(path, PATH, launched = () => []) {
  const found = following(path);
  if (found === null)
    return null;
  const manifest = manifestOf(found.real);
  const more = [interpreterOf(found.head, PATH), manifest, ...launched(found.real)].filter((one) => one !== null);
  const files = [...found.files, ...more.flatMap((one) => following(one)?.files ?? [])];
  return { path, version: versionIn(manifest), files };
}
var isOlderThan = ({ files }, at) => files.every((file) => file.ctime < at);
var hashed = (program) => ({
  ...program,
  files: program.files.map((file) => ({ ...file, sha: file.sha ?? shaOf(file) }))
});
function shaOf({ path, size, mtime }) {
  try {
    return size > MAX_HASHED ? hash(`${size} ${mtime} ${piecesOf(path, size)}`) : hash(readFileSync(path));
  } catch {
    return null;
  }
}
function piecesOf(path, size) {
  const fd = openSync2(path, constants2.O_RDONLY | constants2.O_NOFOLLOW | constants2.O_NONBLOCK);
  try {
    const all = Buffer.alloc(PIECES * PIECE);
    for (let piece = 0;piece < PIECES; piece++)
      readSync2(fd, all, piece * PIECE, PIECE, Math.floor((size - PIECE) * piece / (PIECES - 1)));
    return hash(all);
  } finally {
    closeSync2(fd);
  }
}
var identityOf = ({ path, size, mtime, ctime, sha }) => sha ?? `${path} ${size} ${mtime} ${ctime}`;
var identity = ({ files }) => hash(files.map(identityOf).join(`
`));

// src/process/version-managers.ts
import { readFileSync as readFileSync2, realpathSync as realpathSync2 } from "fs";
import { basename as basename2, dirname as dirname2, join as join3 } from "path";
var LIMIT_MS = 5000;
function asked(name, real, PATH) {
  const own = basename2(real);
  if (own === name)
    return isScriptOfAsdf(real) ? [Bun.which("asdf", { PATH }) ?? "asdf", "which", name] : null;
  if (own === "mise" || own === "rtx")
    return [real, "which", name];
  return own === "volta-shim" ? [join3(dirname2(real), "volta"), "which", name] : null;
}
function isScriptOfAsdf(real) {
  const inShims = basename2(dirname2(real)) === "shims";
  return inShims && /^exec .*asdf.* exec /m.test(readFileSync2(real, "utf8").slice(0, 4096));
}
function behindShim(path, cwd, env) {
  try {
    const command = asked(basename2(path), realpathSync2(path), env.PATH ?? "");
    if (command === null)
      return null;
    const { stdout } = Bun.spawnSync(command, { cwd, env, stdin: "ignore", stderr: "ignore", timeout: LIMIT_MS });
    return realpathSync2(stdout.toString().trim());
  } catch {
    return null;
  }
}

// src/run/test-programs.ts
import { lstatSync as lstatSync2 } from "fs";
import { basename as basename3, dirname as dirname3 } from "path";
var WORD = /(?<![\w.+/~-])(?:~\/|\/)?[\w.+][\w.+/-]*/g;
var wordsOf = (command) => [
  ...new Set((command.match(WORD) ?? []).filter((word) => !word.includes("/") || /^[~/]/.test(word)))
];
var stem = (path) => basename3(path).replace(/\.(?:exe|[cm]?js)$/, "");
function isByName(path, root) {
  const isLink = lstatSync2(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  const end = isLink ? linkless(path) : null;
  return end !== null && stem(end) === stem(path) && !isInside(end, root);
}
var standsIn = (path, root) => isInside(dirname3(path), root);
function testPrograms({ root }, run, env) {
  const PATH = env.PATH ?? "";
  const names = new Map(approvedCommands(run).flatMap(({ text }) => wordsOf(text).map((name) => [name, text])));
  return [...names].flatMap(([name, command]) => {
    const path = Bun.which(name.replace(/^~/, env.HOME ?? "~"), { PATH });
    const found = path === null || standsIn(path, root) ? null : installedAt(path, PATH);
    if (found === null)
      return [];
    const files = found.files.filter((one) => !standsIn(one.path, root) && !isByName(one.path, root));
    return [{ name, command, program: { ...found, files } }];
  });
}
function newerPrograms(all, known, at) {
  const seen = {};
  const newer = all.flatMap((one) => {
    const isOld = isOlderThan(one.program, at);
    if (isOld && known[one.name] !== undefined)
      return [];
    const now = identity(hashed(one.program));
    if (isOld)
      seen[one.name] = now;
    if (isOld || known[one.name] === now)
      return [];
    const [file = ""] = one.program.files.toSorted((a, b) => b.ctime - a.ctime).map(({ path }) => path);
    return [{ ...one, identity: now, file }];
  });
  return { newer, seen };
}

// src/run/programs.ts
var NOTHING2 = { program: null, settings: null };
var CLAUDE = "claude";
var TITLES = {
  bun: "Bun",
  git: "git",
  npm: "npm",
  python: "Python",
  [CLAUDE]: "Claude Code"
};
var OF_TESTS = new Set(["npm", "python"]);
var fileNames = (project, run) => runFiles("programs", project, run);
var shortHash = (text) => sha256(text).slice(0, 16);
var settingsOf = (found) => found && {
  folder: found.folder,
  values: Object.fromEntries(Object.entries(found.values).map(([name, value]) => [name, shortHash(value)]))
};
function hostProgram(host, PATH) {
  const program = host && programOfProcess(host.pid);
  if (!program)
    return null;
  const { executable, argv } = program;
  const [, script = ""] = argv;
  return executable === null ? null : installedAt(executable, PATH, () => script.startsWith("/") ? [script] : []);
}
async function seenProvider(project, provider, env, PATH) {
  const parts = await provider.parts?.();
  const path = Bun.which(provider.program, { PATH });
  const behaviour = parts?.behaviour(env) ?? null;
  const behind = path === null ? null : behindShim(path, project.root, apart(env, project.root));
  const launched = (real) => {
    const started = behind === null ? [] : [behind];
    return [...started, ...[real, ...started].flatMap((one) => parts?.launched(one) ?? [])];
  };
  return {
    title: provider.title,
    program: path === null ? null : installedAt(path, PATH, launched),
    behaviour,
    settings: settingsOf(behaviour)
  };
}
async function lookAt(project, env, host, providers) {
  const PATH = pathApart(env.PATH, project.root, env.HOME);
  const git = Bun.which("git", { PATH });
  const own = (name, program, behaviour = null) => [
    name,
    { title: TITLES[name], program, behaviour, settings: settingsOf(behaviour) }
  ];
  const seen = [
    own("bun", installedAt(realPath(process.execPath), PATH)),
    own("git", git === null ? null : installedAt(git, PATH)),
    own(CLAUDE, hostProgram(host, PATH)),
    own("npm", null, npmSettings(env)),
    own("python", null, pythonStarts(env))
  ];
  for (const provider of providers)
    seen.push([provider.id, await seenProvider(project, provider, env, PATH)]);
  return { PATH, seen };
}
var programsAmong = (providers) => providers.filter((one) => one.program !== null);
var notedOf = ({ program, settings }) => ({ program: program && hashed(program), settings });
async function notePrograms2(project, run, env, host) {
  const at = Date.now();
  const { PATH, seen } = await lookAt(project, env, host, programsAmong(allProviders()));
  const noted = Object.fromEntries(seen.map(([name, one]) => [name, notedOf(one)]));
  write(project, env, { run, at, path: PATH, noted });
}
function write(project, env, programs) {
  try {
    for (const name of fileNames(project, programs.run))
      writeOutside(env, project, name, programs);
  } catch (error) {
    if (!(error instanceof NoRecord))
      throw error;
  }
}
var programsNoted = (project, run, env) => fileNames(project, run).flatMap((name) => readOutside(env, project, name)).find((one) => one?.run === run && typeof one.at === "number") ?? null;
function changedSettings(then, now) {
  const [before, after] = [then?.values ?? {}, now?.values ?? {}];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
}
var isWrittenSince = (path, at) => {
  const found = installedAt(path, "");
  return found !== null && !isOlderThan(found, at);
};
var named = ({ path, version }) => `${path}${version === null ? "" : ` (${version})`}`;
var OTHER_PROGRAM = "Go on if you have installed or updated it; else stop, and put the old one back";
var OTHER_SETTINGS = "Go on if you have changed that; else stop, and put it back";
function programText({ title }, then, now) {
  if (then === null)
    return `${title} is newer than the run, and was not there when it began: ${named(now)}. ${OTHER_PROGRAM.replace(", and put the old one back", ", and take it away")}.`;
  if (then.path === now.path && then.version === now.version)
    return `${title} is not the program any more that the run began with: ${named(now)} was replaced. ${OTHER_PROGRAM}.`;
  return `${title} is not the program any more that the run began with: it was ${named(then)}, and is ${named(now)}. ${OTHER_PROGRAM}.`;
}
var MAX_NAMES = 4;
var someOf = (names) => names.length <= MAX_NAMES ? names.join(", ") : `${names.slice(0, MAX_NAMES).join(", ")} and ${names.length - MAX_NAMES} more`;
var noticeOf = (key, text, hold) => ({
  do: "notice",
  what: "program-changed",
  key: shortHash(key),
  text: fit(clean(text), 590),
  hold
});
var MENDED_BY_HAND = ["not_installed", "too_old", "not_logged_in"];
function mendedUntil(run, task) {
  if (!MENDED_BY_HAND.includes(task.failure?.failure ?? ""))
    return 0;
  return Date.parse(run.decisions.findLast((one) => one.task === task.id)?.at ?? "") || 0;
}
var installedUntil = (run) => Date.parse(run.decisions.findLast(({ task }) => taskOf(run, task ?? "")?.who.program !== undefined)?.at ?? "") || 0;
function noticesOf(name, then, seen, { at, mended }) {
  const notice = (key, text, hold) => noticeOf(`${name} ${key}`, text, hold);
  const found = [];
  const { behaviour, settings } = seen;
  const program = seen.program === null || isOlderThan(seen.program, at) ? null : hashed(seen.program);
  if (program !== null && (then.program === null || identity(then.program) !== identity(program))) {
    const isTold = name === CLAUDE || name === "bun" && isInside(program.path, pluginRoot());
    const hold = !isTold && !isOlderThan(program, mended);
    found.push(notice(identity(program), programText(seen, then.program, program), hold));
  }
  const isGone = (one) => OF_TESTS.has(name) && settings?.values[one] === undefined;
  const others = changedSettings(then.settings, settings).filter((one) => !isGone(one));
  const isNew = behaviour?.files.some((path) => isWrittenSince(path, at)) || then.settings?.folder === settings?.folder;
  if (others.length > 0 && isNew)
    found.push(notice(others.map((one) => `${one} ${settings?.values[one]}`).join(`
`), `Settings of ${seen.title} have changed since the run began: ${someOf(others)}. ${OTHER_SETTINGS}.`, mended === 0 || behaviour?.files.some((path) => isWrittenSince(path, mended)) === true));
  return found;
}
function newTestPrograms(project, run, env, { at, mended }, noted) {
  const known = noted.tests ?? {};
  const { newer, seen } = newerPrograms(testPrograms(project, run, env), known, Math.max(at, mended));
  if (Object.keys(seen).length > 0)
    write(project, env, { ...noted, tests: { ...known, ...seen } });
  return newer.map(({ name, command, program, identity: now, file }) => {
    const line = fit(visible(command), MAX_COMMAND_SHOWN);
    const what = file === program.path ? "that is" : `${file}, which is part of it, is`;
    const text = `\`${line}\` may start ${named(program)}, and ${what} newer than the run. ${OTHER_PROGRAM}.`;
    return noticeOf(`${name} ${now}`, text, true);
  });
}
var MAX_COMMAND_SHOWN = 150;
async function unnoted(project, run, env, host) {
  const taken = takenOf(project, run.run, env);
  if (taken !== null)
    return { run: run.run, at: Date.parse(ownersOf2(taken)[0].at), path: "", noted: {} };
  await notePrograms2(project, run.run, env, host);
  return null;
}
async function changedPrograms2(project, run, task, env, host) {
  const noted = programsNoted(project, run.run, env) ?? await unnoted(project, run, env, host);
  if (noted === null)
    return [];
  const provider = providerOf(task.who.provider ?? "", run.settings.providers);
  const { seen } = await lookAt(project, env, host, provider === null ? [] : programsAmong([provider]));
  const isKnown = ({ what, key }) => (run.notices ?? []).some((one) => one.what === what && one.key === key);
  const runsTests = task.who.program !== undefined;
  const since = { at: noted.at, mended: mendedUntil(run, task) };
  const sinceOfTests = { at: noted.at, mended: runsTests ? installedUntil(run) : 0 };
  const own = seen.flatMap(([name, one]) => {
    const isOfTests = OF_TESTS.has(name);
    if (isOfTests && !runsTests)
      return [];
    return noticesOf(name, noted.noted[name] ?? NOTHING2, one, isOfTests ? sinceOfTests : since);
  });
  const ofTests = runsTests ? newTestPrograms(project, run, env, sinceOfTests, noted) : [];
  return [...own, ...ofTests].filter((notice) => !isKnown(notice));
}

export { notePrograms2, changedPrograms2 };
