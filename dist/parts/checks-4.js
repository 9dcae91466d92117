// @bun
import {
  readCommandLine,
  visible,
  fitting
} from "./s2.js";
import {
  runProcess
} from "./s236.js";
import {
  maskOf
} from "./s20.js";
import {
  plainOutput,
  readTestOutput,
  secretValues,
  readDotEnv,
  envFilesOf,
  keptOutput
} from "./s177.js";
import {
  MAX_LINE,
  pathInProject,
  framesIn,
  freshLines,
  compareComplaints,
  runOne,
  withoutAgents,
  isNotThere,
  lastLines,
  runTests
} from "./s218.js";
import {
  readPlainText
} from "./s27.js";
import {
  fittingText,
  putObject,
  accepted,
  baseOf2,
  beforeWork,
  isFile
} from "./s121.js";
import {
  projectTree,
  isTree
} from "./s247.js";
import {
  unlessUnreadable
} from "./s127.js";
import {
  changedFiles,
  diffText,
  readFiles2
} from "./s265.js";
import {
  testsIn,
  knownInChanged
} from "./s119.js";
import {
  bounded3
} from "./s138.js";
import {
  fit,
  someOf,
  oneLine2,
  plural
} from "./s28.js";
import {
  deploySettingsOf
} from "./s118.js";
import {
  PRE_REVIEW_PARTS2,
  PART_SCRIPTS2,
  leftOut2,
  KNOWN2,
  commandsOf2,
  foundCommands2,
  testsToRun2,
  testCommands2
} from "./s261.js";
import {
  TEST_REPORT,
  LOCK_FILE,
  briefOf,
  componentsOf,
  programRecord,
  objectText,
  documentText,
  STATUSES,
  statusOfOutcome,
  statusBy,
  openWarnings
} from "./s150.js";
import {
  commitWorkstream
} from "./s82.js";
import {
  wordSet,
  wordsOf2,
  anyOf,
  isDocument,
  PATH_NAMES,
  pathRules
} from "./s205.js";
import {
  outgrown2
} from "./s56.js";
import {
  closeWorkstreams,
  mergeWorkstreams
} from "./s280.js";
import {
  parseTestReport
} from "./s146.js";
import {
  isTestOf,
  partsOf,
  partTrees
} from "./s242.js";
import {
  areasOf,
  PRINCIPAL,
  REST,
  TESTS2,
  partText,
  areasWithWork,
  ownersOf,
  ownersOfFiles
} from "./s259.js";
import {
  bounded
} from "./s49.js";
import {
  timestamp
} from "./s48.js";
import {
  trackOf,
  hasChecks
} from "./s50.js";
import {
  testsNamed,
  sharedTests
} from "./s147.js";
import {
  writtenIgnored
} from "./s169.js";
import {
  endOf2,
  failedTests
} from "./s253.js";
import {
  titleOf3
} from "./s24.js";
import {
  approvedCommands,
  acceptedTasks,
  treesOf
} from "./s5.js";
import {
  denyList
} from "./s276.js";
import {
  projectPath,
  globSet
} from "./s18.js";
import {
  isObject
} from "./s81.js";
import {
  treeStore,
  realPath
} from "./s172.js";

// src/workflows/team/checks/check.ts
function currentTree(scene) {
  const { project, run } = scene;
  const found = projectTree(scene);
  if (!found.ok)
    return { tree: null, parts: {} };
  const tree = found.subject;
  const base = baseOf2(run);
  const trees = tree === null ? undefined : partTrees(project, run, tree);
  if (trees === undefined)
    return { tree, parts: {} };
  const before = base === null ? null : unlessUnreadable(() => partTrees(project, run, base), null);
  const changed = before && Object.keys(trees).filter((part) => trees[part] !== before[part]);
  return { tree, parts: { trees, ...changed ? { changed } : {} } };
}
function shownOf(ran) {
  const bad = ran.filter((one) => !["passed", "known"].includes(one.state));
  return { about: bad.map((one) => one.command), parts: [...new Set(bad.map((one) => one.name))] };
}
var nothing = { commands: [], conflicts: [], gate: null };
var MAX_BLOCKERS = 30;
var cannotRun = (why, tree, about = []) => ({
  ...nothing,
  about,
  outcome: "cannot_run",
  tree,
  facts: { status: "FAIL", blockers: [why] }
});

// src/workflows/team/checks/dependencies.ts
var READERS = [
  [/^package\.json$/, readPackageJson],
  [/^(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)$/, readRequirements],
  [/^go\.mod$/, readGoMod],
  [/^pyproject\.toml$/, readPyproject]
];
var readerOf = (path) => {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return READERS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
};
var isManifest = (path) => !/(?:^|\/)node_modules\//.test(path) && readerOf(path) !== null;
function dependencyChanges(before, after) {
  const result = { added: [], removed: [], changed: [], unreadable: [] };
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isManifest).sort();
  for (const file of paths) {
    const [was, is] = [before, after].map((side) => packagesOf(file, Object.hasOwn(side, file) ? side[file] : null));
    if (!was || !is) {
      result.unreadable.push(file);
      continue;
    }
    for (const name of [...new Set([...was.keys(), ...is.keys()])].sort()) {
      const from = was.get(name) ?? null;
      const to = is.get(name) ?? null;
      if (from === to)
        continue;
      const list = from === null ? result.added : to === null ? result.removed : result.changed;
      list.push({ file, name, from, to });
    }
  }
  return result;
}
var packagesOf = (file, text) => text === null ? new Map : readerOf(file)(text.replace(/^\uFEFF/, "").replaceAll(`\r
`, `
`));
var SECTIONS = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
  "overrides",
  "resolutions"
];
var written = (asked) => typeof asked === "string" ? asked : JSON.stringify(asked);
function readPackageJson(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value))
    return null;
  const found = new Map;
  for (const section of SECTIONS) {
    const packages = value[section] ?? {};
    if (!isObject(packages))
      return null;
    for (const [name, asked] of Object.entries(packages))
      add(found, name, `${written(asked)}${section === "dependencies" ? "" : ` (${section})`}`);
  }
  return found;
}
var add = (found, name, words) => {
  const before = found.get(name);
  found.set(name, before === undefined ? words : `${before}, ${words}`);
};
var pythonName = (name) => name.toLowerCase().replaceAll(/[-_.]+/g, "-");
var PYTHON_PACKAGE = /^([A-Za-z0-9][\w.-]*)[ \t]*(\[[^\]]*\])?[ \t]*(.*)$/s;
function addPython(found, asked, note = "") {
  const [, name, extras = "", rest = ""] = PYTHON_PACKAGE.exec(asked) ?? [];
  if (name === undefined)
    return;
  const words = `${extras}${rest}`.split(/[ \t]--hash[= \t]/, 1)[0].replaceAll(/\s+/g, " ").trim();
  add(found, pythonName(name), `${words === "" ? "any" : words}${note}`);
}
function readRequirements(text) {
  const found = new Map;
  for (const raw of text.replaceAll("\\\n", " ").split(`
`)) {
    const line = raw.split(/(?:^|\s)#/, 1)[0].trim();
    const option = /^(-{1,2}[A-Za-z-]+)[ \t=]*(.*)$/.exec(line);
    if (option)
      add(found, `${option[1]} ${option[2]}`.trim(), "given");
    else if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(line))
      add(found, line, "given");
    else
      addPython(found, line);
  }
  return found;
}
function readGoMod(text) {
  const found = new Map;
  let block = null;
  for (const raw of text.split(`
`)) {
    const words = raw.split("//", 1)[0].trim().split(/\s+/);
    if (words[0] === "" || words[0] === undefined)
      continue;
    if (block !== null && words[0] === ")")
      block = null;
    else if (block === null && words[1] === "(")
      block = words[0];
    else {
      const [kind, ...rest] = block === null ? words : [block, ...words];
      const arrow = rest.indexOf("=>");
      if (kind === "require" && rest[0])
        add(found, unquoted(rest[0]), rest[1] ?? "any");
      if (kind === "replace" && arrow > 0)
        add(found, `replace ${rest.slice(0, arrow).map(unquoted).join(" ")}`, rest.slice(arrow + 1).join(" "));
      if (kind === "tool" && rest[0])
        add(found, `tool ${unquoted(rest[0])}`, "given");
    }
  }
  return found;
}
var unquoted = (word) => word.replaceAll(/^["`]|["`]$/g, "");
function tableAt(value, ...path) {
  const below = (table, key) => isObject(table) && Object.hasOwn(table, key) ? table[key] : null;
  const found = path.reduce(below, value);
  return isObject(found) ? found : {};
}
var MAX_NESTING = 1000;
var isTooDeep = (text) => text.split("{").length > MAX_NESTING || text.split(`
`).some((line) => line.split(".").length > MAX_NESTING);
function readToml(text) {
  if (isTooDeep(text))
    return null;
  try {
    return Bun.TOML.parse(text);
  } catch {
    return null;
  }
}
var UV_LISTS = ["dev-dependencies", "constraint-dependencies", "override-dependencies"];
function readPyproject(text) {
  const value = readToml(text);
  if (value === null)
    return null;
  const found = new Map;
  const addList = (list, note) => {
    for (const one of Array.isArray(list) ? list : [])
      if (typeof one === "string")
        addPython(found, one, note);
  };
  const addTable = (table, note) => {
    for (const [name, asked] of Object.entries(table))
      if (name !== "python")
        add(found, pythonName(name), `${written(asked)}${note}`);
  };
  const groups = (...tables) => {
    for (const [name, list] of tables.flatMap((table) => Object.entries(table)))
      addList(list, ` (${name})`);
  };
  const uv = tableAt(value, "tool", "uv");
  addList(tableAt(value, "project").dependencies, "");
  addList(tableAt(value, "build-system").requires, " (build-system)");
  groups(tableAt(value, "project", "optional-dependencies"), tableAt(value, "dependency-groups"));
  for (const name of UV_LISTS)
    addList(uv[name], ` (${name})`);
  groups(tableAt(value, "tool", "pdm", "dev-dependencies"));
  const poetry = tableAt(value, "tool", "poetry");
  for (const [group, tables] of [["", poetry], ...Object.entries(tableAt(poetry, "group"))])
    for (const name of ["dependencies", "dev-dependencies"])
      addTable(tableAt(tables, name), group === "" ? "" : ` (${group})`);
  return found;
}
function dependencyNote({ added, removed, changed, unreadable }) {
  const parts = Object.entries({
    added: added.map((one) => `${one.name} ${one.to}`),
    changed: changed.map((one) => `${one.name} ${one.from} \u2192 ${one.to}`),
    removed: removed.map((one) => one.name),
    "not readable:": unreadable
  }).filter(([, names]) => names.length > 0);
  if (parts.length === 0)
    return null;
  return `Dependencies: ${parts.map(([title, names]) => `${title} ${someOf(names, 8)}`).join("; ")}`;
}

// src/workflows/team/checks/ignored.ts
var MAX_KEPT = 300;
var MAX_SHOWN = 5;
var LAG = 50;
var LOCK = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/;
var wroteIgnored = (scene, tree, since) => tree === null ? [] : unlessUnreadable(() => writtenIgnored(scene, tree, since - LAG, true).slice(0, MAX_KEPT), []);
var folderOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
function ignoredNotes(scene, tree) {
  const { project, run } = scene;
  const base = baseOf2(run);
  if (tree === null || base === null)
    return [];
  const baseline = run.tasks.findLast((task) => task.who.program === "baseline" && task.artifact !== null);
  const usual = (baseline && programRecord(project, baseline)?.wrote) ?? [];
  const folders = new Set(usual.map(folderOf).filter((one) => one !== ""));
  const found = unlessUnreadable(() => {
    const changed = changedFiles(project.root, base, tree, treeStore(project)).map((one) => one.path);
    const isInstalled = changed.some((path) => isManifest(path) || LOCK.test(path));
    return writtenIgnored(scene, tree, Date.parse(run.created_at), !isInstalled);
  }, []).filter((path) => !usual.includes(path) && !folders.has(folderOf(path)));
  return found.length === 0 ? [] : [`Written since the run began, ignored and so in no diff; tests may read it: ${someOf(found, MAX_SHOWN)}`];
}

// src/workflows/team/checks/parts.ts
import { statSync } from "fs";
import { join } from "path";

// src/workflows/team/checks/failures.ts
var FILE_LINE = /^\s*(?:(?:FAIL|PASS):?\s+)?([^\s:()]+\.\w+)(?::|\s*(?:\([\d.]+ ?m?s\))?)\s*$/;
var PYTEST = /^([^\s:]+\.py)::/;
var VITEST = /^([^\s>]+\.\w+) > /;
function failuresIn(output, root) {
  const text = plainOutput(output);
  const { failed } = readTestOutput(text);
  const names = new Map(failed.map((test) => [test, { file: null, lines: [] }]));
  const last = (name) => name.slice(Math.max(name.lastIndexOf(" > ") + 3, name.lastIndexOf("::") + 2, 0));
  let file = null;
  let before = [];
  let open = null;
  for (const line of text.split(`
`)) {
    if (line.length > MAX_LINE)
      continue;
    const header = FILE_LINE.exec(line)?.[1];
    if (header !== undefined)
      file = pathInProject(header, root) ?? file;
    const result = readTestOutput(line);
    const name = result.failed[0];
    const entry = name === undefined ? undefined : names.get(name);
    if (entry !== undefined) {
      const own = PYTEST.exec(name)?.[1] ?? VITEST.exec(name)?.[1];
      entry.file ??= own === undefined ? file : pathInProject(own, root);
      const isBun = line.startsWith("(fail)");
      if (isBun)
        entry.lines.push(...before);
      open = isBun ? null : entry;
      before = [];
    } else if (result.passed.length > 0) {
      open = null;
      before = [];
    } else {
      const heading = /^\s*(?:\u25CF |_{3,} |\d+\) |\u2500\u2500 )(.*)$/.exec(line)?.[1]?.replace(/[\s_:]+$/, "");
      if (heading !== undefined)
        open = [...names].find(([test]) => heading.endsWith(last(test)))?.[1] ?? null;
      if (open === null)
        before.push(line);
      else
        open.lines.push(line);
    }
  }
  return failed.map((test) => {
    const { file: own, lines } = names.get(test);
    const part = failed.length === 1 ? text : lines.join(`
`);
    return { test, file: own, stack: framesIn(part, root), output: part };
  });
}
function sameTest(one, other) {
  const [left, right] = [one, other].map((text) => text.normalize("NFC").replaceAll(/\s+/g, " ").trim());
  if (left === undefined || right === undefined || left === "" || right === "")
    return false;
  const ends = (long, short) => long.endsWith(short) && (long.length === short.length || /[\s>:/.\u203A]/.test(long[long.length - short.length - 1]));
  return ends(left, right) || ends(right, left);
}
var TEST_FOLDER = /^(?:tests?|__tests__|specs?|e2e|integration|unit)$/i;
var testless = (base) => base.replace(/[._-](?:test|tests|spec|specs|e2e)(?=\.[^.]+$)/i, "").replace(/^tests?_(?=[^.])/, "").replace(/Tests?(?=\.[^.]+$)/, "");
function mirrored(file) {
  const parts = projectPath(file).split("/");
  const base = testless(parts.pop() ?? "");
  const plain = [...parts.filter((part) => !TEST_FOLDER.test(part)), base].join("/");
  const below = plain.replace(/^(?:src|lib|app)\//, "");
  return [[plain], ["src", "lib", "app"].map((root) => `${root}/${below}`)];
}
function ownerOfFailure(failure, context) {
  const { areas, components } = context;
  const owners = ownersOf(areas);
  const known = Object.keys(areas);
  const parts = components.map(({ area, paths }) => ({ area, has: globSet(paths) }));
  const ownersOfFiles = (paths) => {
    const alone = new Set;
    const several = new Set;
    for (const path of paths) {
      const byGlob = owners(path);
      const bySpec = byGlob.length === 1 ? [] : parts.filter(({ has }) => has(path)).map(({ area }) => area);
      const names = new Set(bySpec.length > 0 ? bySpec : byGlob);
      for (const name of names)
        (names.size === 1 ? alone : several).add(name);
    }
    const chosen = alone.size > 0 ? alone : several;
    return known.filter((name) => chosen.has(name));
  };
  const decide = (names, by, what) => names.length === 1 ? { owner: names[0], by, why: `${what} belongs to ${names[0]}` } : { owner: PRINCIPAL, by, why: `${what} belongs to ${names.join(" and ")}: principal says whose it is` };
  const file = failure.file === null ? null : projectPath(failure.file);
  const proved = context.criteria.filter((one) => sameTest(one.test, failure.test) && (one.file === null || file === null || projectPath(one.file) === file));
  const numbers = [...new Set(proved.map(({ number }) => number))];
  const byCriterion = components.filter((one) => one.criteria.some((number) => numbers.includes(number)));
  const spec = known.filter((name) => byCriterion.some(({ area }) => area === name));
  if (spec.length > 0)
    return decide(spec, "criterion", `criterion ${numbers.join(", ")}, by the design spec,`);
  const touched = [...failure.stack, ...file === null ? [] : context.imports(file)].map(projectPath);
  const code = [...new Set(touched)].filter((path) => path !== "" && path !== file && !context.isTest(path));
  const byCode = ownersOfFiles(code);
  if (byCode.length > 0) {
    const theirs = code.filter((path) => ownersOfFiles([path]).some((name) => byCode.includes(name)));
    return decide(byCode, "imports", `what the test uses (${someOf(theirs, 2)})`);
  }
  if (file !== null) {
    const folders = file.toLowerCase().split("/").slice(0, -1);
    const [beside, below] = mirrored(file).map(ownersOfFiles);
    const byFolder = beside.length > 0 ? beside : below;
    const byName = known.filter((name) => folders.includes(name.toLowerCase()));
    const names = byName.length === 1 && byFolder.length !== 1 ? byName : byFolder;
    if (names.length > 0)
      return decide(names, "folder", `the folder of ${file}`);
  }
  const why = "no criterion, import, frame or folder names an area: principal says whose it is";
  return { owner: PRINCIPAL, by: "none", why };
}
var MAX_FILES = 50;
var MAX_NAMES = 2000;
var MAX_NAME = 400;
var AROUND = new Set(" \t\r\"'`()[]{}<>\u276F\u2716\u2717\xD7\u25CF|,;:.");
var POSITION = /(?::\d+){1,2}(?::.*)?$|\(\d+(?:,\d+)?\):?.*$/;
var EXTENSION = /\.[\p{L}\p{N}]{1,12}$/u;
function namedFiles(output, root, exists) {
  const seen = new Set;
  const found = [];
  for (const line of output.split(`
`)) {
    if (line.length > 4000)
      continue;
    for (const name of namesIn(line)) {
      const path = relative(name, root);
      if (path === null || seen.has(path))
        continue;
      seen.add(path);
      if (exists(path))
        found.push(path);
      if (found.length >= MAX_FILES || seen.size >= MAX_NAMES)
        return found;
    }
  }
  return found;
}
function namesIn(line) {
  const words = line.split(/[\s"'`]+/);
  const inner = words.flatMap((word) => /[()[\],=<>]/.test(word) ? word.split(/[()[\],=<>]+/) : []);
  return [line.trim(), ...words, ...inner].flatMap((word) => {
    const bare = stripped(word);
    return [bare, stripped(bare.replace(POSITION, ""))];
  });
}
function stripped(word) {
  let from = 0;
  let to = word.length;
  while (from < to && AROUND.has(word[from]) && !".[(".includes(word[from]))
    from++;
  while (to > from && AROUND.has(word[to - 1]))
    to--;
  return word.slice(from, to);
}
function relative(name, root) {
  if (name.length < 3 || name.length > MAX_NAME)
    return null;
  let path = name.replace(/^file:\/\//, "").replaceAll("\\", "/");
  if (path.startsWith(`${root}/`))
    path = path.slice(root.length + 1);
  path = path.replace(/^(?:\.\/)+/, "");
  if (path.startsWith("/") || !EXTENSION.test(path))
    return null;
  const parts = path.split("/");
  return parts.includes("..") || parts.includes("") || parts.includes("node_modules") ? null : path;
}

// src/workflows/team/checks/parts.ts
var TITLES = {
  lint: "Lint",
  types: "Type check",
  tests: "Tests",
  dependencies: "Dependency review"
};
var NAMES = {
  lint: "lint",
  types: "type check",
  tests: "tests",
  dependencies: "dependency review"
};
function blockerOf(part, { command, exit, failures }) {
  const code = exit === null ? "" : ` (exit ${exit})`;
  const named = failures.length === 0 ? "" : `: ${someOf(failures, 5)}`;
  return `${TITLES[part]} failed: ${command}${code}${named}`;
}
var UNDECIDED = {
  not_found: (part) => `the program was not found; install it, or set team.commands.${part}`,
  timeout: () => "its time was up; make it faster, or raise tests.timeout_minutes",
  unreachable: () => "the registry could not be reached; run it again online"
};
function warningOf(part, { command, state }) {
  if (state === "known")
    return `${TITLES[part]} ${part === "tests" ? "fail" : "fails"} as before the build: ${command}`;
  if (state === "unclear" && part !== "tests")
    return `${TITLES[part]} fails as before the build, shows a part of what it finds, and cannot be told from what it found then: ${command}`;
  const why = UNDECIDED[state]?.(part);
  return why === undefined ? null : `${TITLES[part]} could not decide: ${command}: ${why}`;
}
var partBlockers = (record) => PRE_REVIEW_PARTS2.flatMap((part) => record[part]?.state === "failed" ? [blockerOf(part, record[part])] : []);
var partWarnings = (record) => PRE_REVIEW_PARTS2.flatMap((part) => record[part] === undefined ? [] : warningOf(part, record[part]) ?? []);
function notRunNote(record) {
  const unrun = PRE_REVIEW_PARTS2.flatMap((part) => {
    const { state, lines: [why = ""] = [] } = record[part] ?? {};
    return state !== "not_run" || why === leftOut2(part) ? [] : [`${NAMES[part]} (${why})`];
  });
  return unrun.length === 0 ? null : `Not run by the program: ${unrun.join(", ")}`;
}
var notRun = (why) => {
  return { state: "not_run", command: null, exit: null, ms: 0, lines: [why], log: null, failures: [] };
};
var UNREACHABLE = /^(?:npm (?:error|ERR!|warn|WARN)|\s*ERR_PNPM_|error:).*(?:audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|AUDIT_BAD_RESPONSE|ConnectionRefused|Unable to connect)/m;
var REPORTED = /^(?:\d+ (?:\w+ )?vulnerabilit|# npm audit report)/m;
var isOffline = (env) => (env.npm_config_offline ?? env.NPM_CONFIG_OFFLINE) === "true";
async function runPreReview(project, commands, options, parts = PRE_REVIEW_PARTS2) {
  const record = {};
  for (const part of parts)
    record[part] = await runPart(project, commands[part], options);
  return record;
}
var CODE_PARTS = ["lint", "types", "dependencies"];
async function runParts(scene, signal, parts) {
  const { project } = scene;
  const options = { env: process.env, signal, timeoutMs: testLimit(scene) };
  const record = await runPreReview(project, commandsOf2(scene), options, parts);
  for (const part of parts) {
    const before = partBefore(scene, part);
    const now = record[part];
    const isSame = before?.state === now.state && before.command === now.command && before.exit === now.exit;
    if (now.state !== "failed" || before === undefined || !isSame)
      continue;
    const [said, earlier] = [textOf(project, now), textOf(project, before)];
    if (said.trim() === "")
      continue;
    const { is, files } = part === "dependencies" ? auditedAnew(said, earlier) : complainedAnew(scene, said, earlier);
    if (is === "new")
      record[part] = { ...now, failures: part === "dependencies" ? now.failures : files };
    else
      record[part] = { ...now, state: is, failures: [] };
  }
  return record;
}
var auditedAnew = (now, before) => ({
  is: freshLines(now, before).length > 0 ? "new" : "known",
  files: []
});
function complainedAnew(scene, now, before) {
  const { project, run } = scene;
  const [base, { tree }] = [baseOf2(run), currentTree(scene)];
  const paths = () => changedFiles(project.root, base, tree, treeStore(project)).map((one) => one.path);
  const changed = base === null || tree === null ? null : unlessUnreadable(paths, null);
  const known = new Map;
  return compareComplaints(now, before, changed, (path) => {
    if (!known.has(path))
      known.set(path, failuresIn2(project, path)[0] ?? null);
    return known.get(path);
  });
}
function partBefore({ project, run }, part) {
  const isBefore = (task) => task.who.program === "baseline" || task.waiver !== null && !task.void;
  for (const task of run.tasks.toReversed()) {
    const found = isBefore(task) ? programRecord(project, task)?.parts?.[part] : undefined;
    if (found !== undefined)
      return found.state === "known" ? { ...found, state: "failed" } : found;
  }
  return;
}
var textOf = (project, { log, lines }) => (log === null ? null : objectText(project, log)) ?? lines.join(`
`);
var testLimit = ({ run }) => run.settings.tests.timeout_minutes * 60000;
async function runPart(project, part, options) {
  if (part.command === null)
    return notRun(part.why);
  if (options.signal.aborted)
    return notRun("It was stopped before.");
  const audit = part.from === "lock file";
  if (audit && isOffline(options.env))
    return notRun("npm is set to work offline; the registry was not asked.");
  const asked = { text: part.command, shellAllowed: part.from === "settings" };
  const { ran, output } = await runOne(project, asked, options);
  const { command, exit, ms, lines, log } = ran;
  const state = partState(ran, output, audit);
  return { state, command, exit, ms, lines, log, failures: state === "failed" ? failuresIn2(project, output) : [] };
}
var TEST_STATES = {
  pass: "passed",
  known: "known",
  unclear: "unclear",
  fail: "failed",
  none: "not_run"
};
function testsPart(record, failures, why) {
  if (record === null)
    return notRun(why);
  const told = record.commands.find((one) => one.state !== "passed") ?? record.commands[0];
  const { command, exit, ms, lines, log } = told;
  const stopped = told.state === "timeout" ? "timeout" : "not_found";
  const state = TEST_STATES[record.outcome] ?? stopped;
  return { state, command, exit, ms, lines, log, failures };
}
function partState(ran, output, audit) {
  if (ran.state !== "failed")
    return ran.state;
  if (isNotThere(ran, output))
    return "not_found";
  return audit && UNREACHABLE.test(output) && !REPORTED.test(output) ? "unreachable" : "failed";
}
var failuresIn2 = (project, output) => namedFiles(output, project.root, (path) => {
  try {
    return statSync(join(project.root, path), { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
});
var partsRun = (record) => PRE_REVIEW_PARTS2.flatMap((name) => {
  const part = record[name];
  if (part === undefined || part.state === "not_run")
    return [];
  const { command, state, failures: failed, lines } = part;
  return [{ name, command: command ?? name, state, failed, lines }];
});
var filesNamed = (record) => PRE_REVIEW_PARTS2.flatMap((part) => record[part]?.state === "failed" ? record[part].failures : []);

// src/workflows/team/checks/tests.ts
import { join as join2 } from "path";

// src/workflows/team/checks/imports.ts
var MAX_READ = 200000;
var JS = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
var JS_ENDS = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte", ".json"];
var JS_IMPORT = /\b(?:from|import|require|mock|importActual|requireActual)\s{0,9}\(?\s{0,9}["'`](\.{1,2}(?:\/[^"'`\n]*)?)["'`]/g;
var PY_FROM = /^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+\(?([^)#\n]*)/gm;
var PY_IMPORT = /^[ \t]*import[ \t]+([\w., \t]+)/gm;
var GO_IMPORT = /^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([\w.~-]+(?:\/[\w.~-]+)+)"[ \t]*(?:\/\/.*)?\r?$/gm;
var folderOf2 = (file) => file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";
var inside = (path) => path !== "" && path !== ".." && !path.startsWith("../");
function jsCandidates(path) {
  const written = /\.([cm]?)jsx?$/.exec(path);
  const twins = written ? [`.${written[1]}ts`, ".tsx"].map((end) => path.slice(0, written.index) + end) : [];
  const exact = /\.(?:[cm]?[jt]sx?|vue|svelte|json)$/.test(path);
  if (exact)
    return [path, ...twins];
  return [...JS_ENDS.map((end) => path + end), ...JS_ENDS.slice(0, 4).map((end) => `${path}/index${end}`), path];
}
function jsImports(text, file) {
  return [...text.matchAll(JS_IMPORT)].flatMap((match) => {
    const line = text.slice(text.lastIndexOf(`
`, match.index) + 1, match.index).trimStart();
    if (line.startsWith("//") || line.startsWith("*"))
      return [];
    const path = projectPath(`${folderOf2(file)}/${match[1]}`);
    return inside(path) ? [{ specifier: match[1], candidates: jsCandidates(path) }] : [];
  });
}
var moduleFiles = (path) => inside(path) ? [`${path}.py`, `${path}/__init__.py`] : [];
function pyImports(text, file) {
  const out = [];
  const add = (specifier, names) => {
    const dots = /^\.*/.exec(specifier)[0].length;
    const tail = specifier.slice(dots).replaceAll(".", "/");
    const up = `${folderOf2(file)}/${"../".repeat(Math.max(0, dots - 1))}`;
    const roots = dots > 0 ? [up] : ["", "src/"];
    const paths = roots.map((root) => projectPath(`${root}/${tail}`));
    const below = paths.flatMap((path) => names.map((name) => path === "" ? name : `${path}/${name}`));
    const candidates = [...below, ...paths].flatMap(moduleFiles);
    if (candidates.length > 0)
      out.push({ specifier, candidates });
  };
  for (const [, module, list] of text.matchAll(PY_FROM)) {
    const names = list.split(",").flatMap((name) => /^\s*(\w+)/.exec(name)?.[1] ?? []);
    add(module, names.slice(0, 40));
  }
  for (const [, modules] of text.matchAll(PY_IMPORT))
    for (const module of modules.split(",")) {
      const name = /^\s*([\w.]+)/.exec(module)?.[1];
      if (name !== undefined)
        add(name, []);
    }
  return out;
}
function goImports(text) {
  return [...text.matchAll(GO_IMPORT)].map(([, specifier]) => {
    const parts = specifier.split("/");
    return { specifier, candidates: parts.slice(1).map((_, index) => parts.slice(index + 1).join("/")) };
  });
}
function importsIn(text, file) {
  const source = text.slice(0, MAX_READ);
  const path = projectPath(file);
  if (JS.test(path))
    return jsImports(source, path);
  if (path.endsWith(".py"))
    return pyImports(source, path);
  return path.endsWith(".go") ? goImports(source) : [];
}

// src/workflows/team/checks/tests.ts
async function runTestCommands(scene, task, signal, baseline = false) {
  const commands = testCommands2(scene);
  if (commands.length === 0)
    return null;
  const options = { env: process.env, signal, timeoutMs: testLimit(scene), baseline, task: task.id };
  return runTests(scene.project, scene, commands, options);
}
var isKnown = ({ red }) => red === "known" || red === "same_output";
var isFault = (one) => one.state !== "passed" && !isKnown(one) && one.red !== "unclear";
var testCommand = (one) => ({
  name: "tests",
  command: one.command,
  state: isKnown(one) ? "known" : one.state,
  ended: isKnown(one) ? `${endOf2(one)}; ${KNOWN2}` : endOf2(one),
  failed: one.tests.filter((test) => test.state === "failed").map(titleOf3),
  said: failedTests(one),
  lines: one.lines
});
var knownWarnings = (record) => (record?.commands ?? []).filter(isKnown).map((one) => `Tests fail as before the build: ${oneLine2(one.command)}`);
function doubtWarnings({ project, run }, record) {
  const otherwise = (record?.commands ?? []).flatMap((one) => one.otherwise ?? []);
  const touched = knownInChanged(project, run, record);
  const told = (tests, what) => tests.length === 0 ? [] : [`${what}: ${someOf(tests.map(oneLine2), MAX_GONE)}`];
  return [
    ...told(otherwise, "Red before the build as well, and failing in another way now"),
    ...told(touched, "Red before the build as well, in a test file that was changed since")
  ];
}
var whysOf = (record) => (record?.commands ?? []).flatMap((one) => isFault(one) && one.why !== undefined ? [`${one.command}: ${one.why}`] : []);
var goneWarnings = (record) => (record?.commands ?? []).flatMap(({ command, gone }) => gone.length === 0 ? [] : [
  `${plural(gone.length, "test")} of ${oneLine2(command)} passed before the build and did not run now: ${someOf(gone.map(oneLine2), MAX_GONE)}`
]);
var MAX_GONE = 5;
function failuresOf(project, record) {
  const told = record.commands.filter((one) => isFault(one) && one.why === undefined);
  return told.flatMap((one) => {
    const isNew = (title) => one.new_failures.length === 0 || one.new_failures.includes(title);
    if (one.told_by === "report")
      return one.tests.filter((test) => test.state === "failed" && isNew(titleOf3(test))).map((test) => {
        const told = test.message ?? "";
        return { test: titleOf3(test), file: test.file, stack: test.frames, output: told, told };
      });
    const output = one.log === null ? null : objectText(project, one.log);
    const found = output === null ? [] : failuresIn(output, project.root);
    const fresh = found.filter((failure) => isNew(failure.test));
    return fresh.length > 0 ? fresh : found;
  });
}
var MAX_SAID = 120;
function failureText({ test, file, told }) {
  const said = told === undefined ? undefined : told.split(`
`).find((line) => line.trim() !== "");
  const place = file === null || test.startsWith(file) ? "" : `${file}: `;
  return `${place}${test} fails${said === undefined ? "" : `: ${fit(oneLine2(said), MAX_SAID)}`}`;
}
function ownerContext(scene, criteria, mapping) {
  const { root } = scene.project;
  return {
    imports: (file) => importsIn(documentText(root, file) ?? "", file).flatMap(({ candidates }) => candidates.find((path) => isFile(join2(root, path))) ?? []),
    criteria: mapping.map(({ criterion, test, file }) => ({ number: criterion, test, file })),
    components: componentsOf(scene, criteria),
    areas: areasOf(scene.run.settings),
    isTest: isTestOf(scene.run)
  };
}

// src/workflows/team/checks/baseline.ts
var baseline = async (scene, task, signal) => {
  const begun = Date.now();
  const parts = hasChecks(trackOf(scene.run)) ? await runParts(scene, signal, CODE_PARTS) : {};
  const tests = await runTestCommands(scene, task, signal, true);
  const stopped = (tests?.commands ?? []).filter((one) => ["not_found", "timeout"].includes(one.state));
  const outcome = stopped.length > 0 ? "no_baseline" : "pass";
  const { tree } = currentTree(scene);
  return {
    ...nothing,
    outcome,
    tree,
    wrote: wroteIgnored(scene, tree, begun),
    about: stopped.map((one) => one.command),
    commands: [...(tests?.commands ?? []).map(testCommand), ...partsRun(parts)],
    tested: tests && bounded3(tests),
    parts,
    facts: { status: outcome === "pass" ? "PASS" : "WARN", found: foundCommands2(scene) }
  };
};

// src/workflows/team/deploy/deploy.ts
import { statSync as statSync3 } from "fs";
import { join as join4 } from "path";

// src/workflows/team/deploy/compose-secrets.ts
import { statSync as statSync2 } from "fs";
import { dirname, isAbsolute, join as join3, resolve } from "path";
var MAX_BYTES = 1e6;
var OWN_FILES = ["compose", "docker-compose"].flatMap((name) => ["", ".override"].flatMap((kind) => [`${name}${kind}.yaml`, `${name}${kind}.yml`]));
function secretFiles({ project, env }, settings) {
  const variables = [];
  const named = settings.compose_file === undefined ? env.COMPOSE_FILE?.split(":") ?? OWN_FILES : [settings.compose_file];
  const composeFiles = named.map((path) => resolve(project.root, path));
  const folders = new Set([project.root, ...composeFiles.map((path) => dirname(path))]);
  const files = [
    ...[...folders].map((folder) => join3(folder, ".env")),
    ...(env.COMPOSE_ENV_FILES ?? "").split(",").filter((path) => path !== "").map((path) => resolve(project.root, path)),
    ...composeFiles.flatMap(envFilesOf2)
  ];
  for (const path of new Set(files)) {
    const text = readText(path);
    if (text === "too large")
      return {
        ok: false,
        problem: `${path} is larger than ${MAX_BYTES} bytes, so its values cannot be masked; make it smaller`
      };
    if (text !== null)
      variables.push(...readDotEnv(text.text));
  }
  return { ok: true, variables };
}
function readText(path) {
  try {
    const found = statSync2(path);
    if (!found.isFile())
      return null;
    if (found.size > MAX_BYTES)
      return "too large";
    const text = readPlainText(path, MAX_BYTES);
    return text === null ? null : { text };
  } catch {
    return null;
  }
}
var isObject2 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function envFilesOf2(path) {
  const read = readText(path);
  if (read === null || read === "too large")
    return [];
  let value;
  try {
    value = Bun.YAML.parse(read.text);
  } catch {
    return [];
  }
  const services = isObject2(value) && isObject2(value.services) ? Object.values(value.services) : [];
  return services.filter(isObject2).flatMap(({ env_file }) => Array.isArray(env_file) ? env_file : [env_file]).map((one) => isObject2(one) ? one.path : one).filter((one) => typeof one === "string").map((one) => isAbsolute(one) ? one : resolve(dirname(path), one));
}
function readConfig(json) {
  let value;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isObject2(value) || !isObject2(value.services) || !Object.values(value.services).every(isObject2))
    return null;
  const services = value.services;
  return { services, secrets: isObject2(value.secrets) ? value.secrets : {} };
}
function configSecrets({ services, secrets }) {
  const found = [];
  for (const { environment, build } of Object.values(services))
    for (const values of [environment, isObject2(build) ? build.args : undefined])
      if (isObject2(values)) {
        for (const [name, value] of Object.entries(values))
          if (typeof value === "string")
            for (const one of new Set([value, value.replaceAll("$$", "$")]))
              found.push({ name, value: one, fromFile: false });
      }
  for (const [name, secret] of Object.entries(secrets)) {
    const text = isObject2(secret) && typeof secret.file === "string" ? readText(secret.file) : null;
    if (text !== null && text !== "too large")
      found.push({ name: `${name}_secret`, value: text.text.trimEnd(), fromFile: true });
  }
  return found;
}

// src/workflows/team/deploy/steps.ts
var MAX_LOG = 800000;

class Steps {
  done = [];
  context;
  #until;
  #variables;
  #env;
  #mask = maskOf([]);
  constructor(context, environment, timeoutMs) {
    this.context = context;
    this.#until = performance.now() + timeoutMs;
    this.#variables = [];
    this.#env = {
      ...withoutAgents(context.env),
      DEPLOY_ENVIRONMENT: environment,
      NO_COLOR: "1",
      COMPOSE_ANSI: "never"
    };
    const own = Object.entries(this.#env).map(([name, value = ""]) => ({ name, value, fromFile: false }));
    this.hide([...own, ...envFilesOf(context.project.root)]);
  }
  left() {
    return Math.max(0, this.#until - performance.now());
  }
  hide(variables) {
    this.#variables.push(...variables);
    this.#mask = maskOf(secretValues(this.#variables));
  }
  shown(text) {
    return this.#mask([text])[0];
  }
  keep(step) {
    this.done.push(step);
  }
  line(name, line, options = {}) {
    const read = readCommandLine(line);
    return this.#start(name, line, read.shell ? ["sh", "-c", read.line] : read.words, options);
  }
  words(name, words, options = {}) {
    return this.#start(name, words.join(" "), words, options);
  }
  async#start(name, title, words, options) {
    const command = this.shown(title);
    this.context.starting?.(name, command);
    const result = await runProcess({
      command: words[0],
      args: words.slice(1),
      cwd: this.context.project.root,
      env: this.#env,
      timeoutMs: Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, this.left()),
      maxOutputBytes: options.maxOutputBytes ?? MAX_LOG / 2,
      signal: this.context.signal
    });
    const dropped = options.keepOutput === false && result.outcome === "exited" && result.exitCode === 0;
    const output = dropped ? "" : keptOutput(result, this.#mask);
    const step = {
      name,
      command,
      exit: result.exitCode,
      ms: Math.round(result.durationMs),
      lines: lastLines(output),
      log: output.trim() === "" ? null : putObject(this.context.project.task, fittingText(output))
    };
    return { step, outcome: result.outcome, stdout: result.stdout };
  }
}
async function pause(ms, signal) {
  if (signal.aborted)
    return;
  const { promise, resolve } = Promise.withResolvers();
  const timer = setTimeout(resolve, ms);
  const stop = () => resolve();
  signal.addEventListener("abort", stop);
  await promise;
  clearTimeout(timer);
  signal.removeEventListener("abort", stop);
}
var FIELDS = {
  deploy: "deploy.command",
  health: "deploy.health.command",
  smoke: "deploy.smoke"
};
function failureOf({ step, outcome }) {
  const field = FIELDS[step.name];
  if (outcome === "not_found")
    return `${step.command}: the program was not found; install it${field === undefined ? "" : ` or mend ${field}`}`;
  if (outcome === "spawn_failed")
    return `${step.command}: it could not be started`;
  if (outcome === "timeout")
    return `${step.command}: its time was up; see deploy.timeout_minutes`;
  if (outcome === "cancelled")
    return `${step.command}: it was stopped before its end`;
  if (step.exit === 0)
    return null;
  return `${step.command}: exit ${step.exit ?? "by a signal"}`;
}

// src/workflows/team/deploy/docker-compose.ts
var dockerCompose = { name: "docker-compose", bring };
var MAX_CONFIG = 8000000;
var REMEDY = "or set deploy.adapter to command or none";
var INSTALL = `install Docker with Compose 2 (https://docs.docker.com/compose/install/), ${REMEDY}`;
async function bring(settings, steps) {
  const failed = (...blockers) => ({
    begun: false,
    adapter_result: { compose_up_exit: null, services_healthy: [] },
    services_healthy: [],
    blockers,
    known: false
  });
  const secrets = secretFiles(steps.context, settings);
  if (!secrets.ok)
    return failed(secrets.problem);
  steps.hide(secrets.variables);
  const program = await findCompose(steps);
  if (!program.ok)
    return failed(program.problem);
  const compose = [...program.words, ...settings.compose_file === undefined ? [] : ["-f", settings.compose_file]];
  const config = await steps.words("config", [...compose, "config", "--format", "json"], {
    maxOutputBytes: MAX_CONFIG,
    keepOutput: false
  });
  steps.keep(config.step);
  const wrong = failureOf(config);
  if (wrong !== null)
    return failed(`The compose file is not valid: ${wrong}${lastLine(config)}`);
  const resolved = readConfig(config.stdout);
  if (resolved === null)
    return failed("The resolved compose file could not be read: expected JSON from docker compose config; update Compose");
  steps.hide(configSecrets(resolved));
  const wanted = settings.services ?? expected(resolved);
  const unknown = wanted.filter((name) => !Object.hasOwn(resolved.services, name));
  if (unknown.length > 0)
    return failed(`deploy.services names ${unknown.join(", ")}; the compose file has ${Object.keys(resolved.services).join(", ")}`);
  const up = await steps.words("up", [...compose, "up", "-d", "--wait", ...settings.services ?? []]);
  steps.keep(up.step);
  const notUp = failureOf(up);
  const ended = up.outcome === "timeout" || up.outcome === "cancelled";
  const seen = ended ? null : await look(steps, compose, wanted);
  const healthy = seen?.healthy ?? [];
  return {
    begun: true,
    adapter_result: {
      compose_up_exit: up.step.exit,
      services_healthy: healthy,
      ...seen?.bad.length ? { services_failed: seen.bad } : {}
    },
    services_healthy: healthy,
    blockers: [
      ...notUp === null ? [] : [`Services did not start: ${notUp}${daemonRemedy(up)}`],
      ...seen?.blockers ?? []
    ],
    known: seen !== null && seen.blockers.length === 0 && seen.checked
  };
}
async function look(steps, compose, wanted) {
  const ps = await steps.words("ps", [...compose, "ps", "--all", "--format", "json"], {
    maxOutputBytes: MAX_CONFIG,
    keepOutput: false
  });
  steps.keep(ps.step);
  const nothing = { healthy: [], bad: [], checked: false };
  const failure = failureOf(ps);
  if (failure !== null)
    return { ...nothing, blockers: [`How the services are is not known: ${failure}`] };
  const states = readComposePs(ps.stdout);
  if (states === null)
    return {
      ...nothing,
      blockers: ["How the services are is not known: docker compose ps wrote no JSON; update Compose"]
    };
  const own = wanted.map((service) => states.find((one) => one.service === service) ?? { service, state: "bad", words: "no container" });
  const bad = own.filter((one) => one.state === "bad");
  const well = own.filter((one) => one.state === "healthy" || one.state === "running");
  return {
    healthy: well.map((one) => one.service),
    bad: bad.map((one) => one.service),
    checked: well.length > 0 && well.every((one) => one.state === "healthy"),
    blockers: bad.map((one) => `Service ${one.service} is not well: ${steps.shown(one.words)}; see docker compose logs ${one.service}`)
  };
}
var expected = ({ services }) => Object.entries(services).filter(([, one]) => one.scale !== 0 && one.deploy?.replicas !== 0).map(([name]) => name).sort();
async function findCompose(steps) {
  const plugin = await steps.words("version", ["docker", "compose", "version", "--short"], { keepOutput: false });
  if (plugin.step.exit === 0)
    return { ok: true, words: ["docker", "compose"] };
  const alone = await steps.words("version", ["docker-compose", "version", "--short"], { keepOutput: false });
  if (alone.step.exit === 0) {
    const version = alone.stdout.trim().replace(/^v/, "").slice(0, 20);
    if (Number.parseInt(version, 10) >= 2)
      return { ok: true, words: ["docker-compose"] };
    return { ok: false, problem: `docker-compose ${version} is too old: it cannot wait for health; ${INSTALL}` };
  }
  const stopped = [plugin, alone].find(({ outcome }) => outcome === "timeout" || outcome === "cancelled");
  if (stopped)
    return { ok: false, problem: `Docker could not be asked: ${failureOf(stopped)}` };
  if (plugin.outcome === "not_found")
    return { ok: false, problem: `docker is not on PATH; ${INSTALL}` };
  steps.keep(plugin.step);
  return { ok: false, problem: `docker is there without its compose plugin; install docker-compose-plugin, ${REMEDY}` };
}
var lastLine = ({ step }) => step.lines.length === 0 ? "" : ` (${step.lines.at(-1)})`;
var daemonRemedy = ({ step }) => step.lines.some((line) => /cannot connect to the docker daemon|is the docker daemon running/i.test(line)) ? "; start Docker and deploy again" : "";
var SERVICE = /^[A-Za-z0-9][\w.-]{0,99}$/;
var WORST = ["bad", "running", "done", "healthy"];
function readComposePs(output) {
  const rows = rowsOf(output.trim());
  if (rows === null)
    return null;
  const found = new Map;
  for (const row of rows) {
    if (typeof row !== "object" || row === null)
      return null;
    const one = serviceState(row);
    if (one === null)
      return null;
    const before = found.get(one.service);
    if (!before || WORST.indexOf(one.state) < WORST.indexOf(before.state))
      found.set(one.service, one);
  }
  return [...found.values()].sort((a, b) => a.service < b.service ? -1 : 1);
}
function rowsOf(text) {
  try {
    if (text.startsWith("["))
      return JSON.parse(text);
    return text === "" ? [] : text.split(`
`).map((line) => JSON.parse(line));
  } catch {
    return null;
  }
}
function serviceState({ Service, State, Health, ExitCode }) {
  if (typeof Service !== "string" || !SERVICE.test(Service) || typeof State !== "string")
    return null;
  const health = typeof Health === "string" ? Health : "";
  const state = State.toLowerCase();
  const running = state === "running" || state.startsWith("up");
  const words = [state.slice(0, 40), health.slice(0, 40)].filter((one) => one !== "").join(", ");
  if (running && health === "healthy")
    return { service: Service, state: "healthy", words };
  if (running && health === "")
    return { service: Service, state: "running", words };
  if (state === "exited" && ExitCode === 0)
    return { service: Service, state: "done", words: "exited with 0" };
  const code = state === "exited" && typeof ExitCode === "number" ? ` with ${ExitCode}` : "";
  return { service: Service, state: "bad", words: `${words}${code}` };
}

// src/workflows/team/deploy/health.ts
var FIRST_PAUSE_MS = 100;
var MAX_PAUSE_MS = 2000;
var ANSWER_MS = 5000;
async function checkHealth(steps, health) {
  const { signal } = steps.context;
  const until = performance.now() + Math.min(health.timeout_seconds * 1000, steps.left());
  const left = () => Math.max(0, until - performance.now());
  const title = health.url === undefined ? steps.shown(health.command ?? "") : steps.shown(addressOf(health.url));
  const started = performance.now();
  if (health.url !== undefined)
    steps.context.starting?.("health", title);
  let answer = { well: false, exit: null, lines: [], log: null };
  let asked = 0;
  let wait = FIRST_PAUSE_MS;
  do {
    if (asked > 0) {
      await pause(Math.min(wait, left()), signal);
      wait = Math.min(2 * wait, MAX_PAUSE_MS);
    }
    const next = await (health.url === undefined ? askCommand(steps, health.command ?? "", left()) : askUrl(health.url, left(), signal));
    const tellsMore = asked === 0 || answer.exit === null && left() > 0;
    if (next.exit !== null || tellsMore)
      answer = next;
    asked++;
  } while (!answer.well && left() > 0 && !signal.aborted);
  const step = {
    name: "health",
    command: title,
    exit: answer.exit,
    ms: Math.round(performance.now() - started),
    lines: [
      `${answer.well ? "healthy" : "not healthy"} after being asked ${asked === 1 ? "once" : `${asked} times`}`,
      ...answer.lines
    ],
    log: answer.log
  };
  steps.keep(step);
  if (answer.well)
    return null;
  const got = answer.exit === null ? "no answer" : `${health.url === undefined ? "exit" : "status"} ${answer.exit}`;
  return `Not healthy: ${title}: ${got} when its time was up`;
}
function addressOf(url) {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === "" ? "" : "?\u2026"}`;
}
async function askUrl(url, left, signal) {
  const none = (line) => ({ well: false, exit: null, lines: [line], log: null });
  const limit = AbortSignal.timeout(Math.max(1, Math.min(ANSWER_MS, left)));
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.any([signal, limit]) });
    response.body?.cancel().catch(() => {});
    const { status, ok } = response;
    const lines = status >= 300 && status < 400 ? [`status ${status}: redirects are not followed`] : [`status ${status}`];
    return { well: ok, exit: status, lines, log: null };
  } catch (error) {
    if (signal.aborted)
      return none("stopped");
    if (limit.aborted)
      return none("no answer in time");
    return none(`no connection: ${error.code ?? "failed"}`);
  }
}
async function askCommand(steps, command, left) {
  const { step, outcome } = await steps.line("health", command, { timeoutMs: left });
  const why = outcome === "exited" ? [] : [outcome === "not_found" ? "the program was not found" : "its time was up"];
  return { well: step.exit === 0, exit: step.exit, lines: [...step.lines, ...why], log: step.log };
}

// src/workflows/team/deploy/deploy.ts
var commandAdapter = {
  name: "command",
  async bring(settings, steps) {
    const ran = await steps.line("deploy", settings.command ?? "");
    steps.keep(ran.step);
    const failure = failureOf(ran);
    return {
      begun: ran.outcome !== "not_found" && ran.outcome !== "spawn_failed",
      adapter_result: { exit: ran.step.exit },
      services_healthy: [],
      blockers: failure === null ? [] : [`Deployment failed: ${failure}`],
      known: false
    };
  }
};
var ADAPTERS = {
  "docker-compose": dockerCompose,
  command: commandAdapter
};
async function deploy(settings, environment, context) {
  const { adapter } = settings;
  if (adapter === "none")
    return nothingDeployed(environment);
  const steps = new Steps(context, environment, settings.timeout_minutes * 60000);
  const rollback = () => settings.rollback === undefined ? null : steps.shown(settings.rollback);
  const base = { adapter, environment, warnings: notSet(settings), steps: steps.done };
  const runbook = runbookProblem(settings.runbook, context.project.root);
  if (runbook !== null)
    return {
      status: "FAIL",
      ...base,
      adapter_result: {},
      services_healthy: [],
      smoke_test_passed: false,
      runbook_referenced: false,
      rollback_command: rollback(),
      blockers: [runbook]
    };
  const brought = await ADAPTERS[adapter].bring(settings, steps);
  const blockers = [...brought.blockers];
  if (blockers.length === 0 && settings.health) {
    const problem = await checkHealth(steps, settings.health);
    if (problem !== null)
      blockers.push(problem);
  }
  const smoke = blockers.length === 0 && settings.smoke !== undefined ? await smokeTest(settings.smoke, steps) : null;
  if (smoke !== null && smoke.problem !== null)
    blockers.push(smoke.problem);
  const decided = brought.known || settings.health !== undefined || settings.smoke !== undefined;
  if (blockers.length > 0 && brought.begun)
    blockers.push(wayBack(rollback()));
  const undecided = "Nothing could tell whether the deployment works; set deploy.health or deploy.smoke";
  return {
    status: blockers.length > 0 ? "FAIL" : decided ? "PASS" : "WARN",
    ...base,
    adapter_result: brought.adapter_result,
    services_healthy: brought.services_healthy,
    smoke_test_passed: smoke !== null && smoke.problem === null,
    runbook_referenced: settings.runbook !== undefined,
    rollback_command: rollback(),
    blockers,
    warnings: blockers.length === 0 && !decided ? [...base.warnings, undecided] : base.warnings
  };
}
var nothingDeployed = (environment) => ({
  status: "FAIL",
  adapter: "none",
  environment,
  adapter_result: {},
  services_healthy: [],
  smoke_test_passed: false,
  runbook_referenced: false,
  rollback_command: null,
  blockers: ["Nothing was deployed: deploy.adapter is none"],
  warnings: [],
  steps: []
});
var wayBack = (rollback) => rollback === null ? "The deployment was begun and not taken back; deploy.rollback names no command for it" : `The deployment was begun and not taken back; to do so run: ${rollback}`;
function runbookProblem(path, root) {
  if (path === undefined)
    return null;
  const remedy = "write it, or take deploy.runbook out of the settings";
  if (!realPath(join4(root, path)).startsWith(`${realPath(root)}/`))
    return `deploy.runbook: ${path} lies outside of the project; ${remedy}`;
  try {
    const found = statSync3(join4(root, path), { throwIfNoEntry: false });
    if (!found?.isFile())
      return `deploy.runbook: there is no file ${path}; ${remedy}`;
    return found.size === 0 ? `deploy.runbook: ${path} is empty; ${remedy}` : null;
  } catch {
    return `deploy.runbook: ${path} cannot be read; ${remedy}`;
  }
}
function notSet({ runbook, smoke, rollback }) {
  const missing = Object.entries({ runbook, smoke, rollback }).filter(([, value]) => value === undefined);
  return missing.length === 0 ? [] : [`Not set: ${missing.map(([name]) => `deploy.${name}`).join(", ")}`];
}
async function smokeTest(command, steps) {
  const ran = await steps.line("smoke", command);
  steps.keep(ran.step);
  const failure = failureOf(ran);
  return { problem: failure === null ? null : `Smoke test failed: ${failure}` };
}

// src/workflows/team/checks/unseen.ts
var UNSEEN = "deploy-unseen";
var AS_IT_IS = "anyway";
var MAX_SHOWN2 = 5;
function unseen(scene, task) {
  const { project, run } = scene;
  const known = treesOf(run);
  const { tree, parts } = currentTree(scene);
  const now = parts.trees ?? {};
  const moved = Object.keys(known).filter((part) => now[part] !== undefined && now[part] !== known[part]);
  if (tree === null || moved.length === 0)
    return { ask: null, warnings: [] };
  const before = acceptedTasks(run).findLast((one) => isTree(one.reviewed) && one.facts.trees !== undefined)?.reviewed;
  const of = partsOf(run);
  const files = unlessUnreadable(() => (before ? changedFiles(project.root, before, tree, treeStore(project)) : []).map((one) => one.path), []).filter((path) => of(path).some((part) => moved.includes(part)));
  const what = files.length > 0 ? someOf(files, MAX_SHOWN2) : moved.map(partText).join(", ");
  const said = run.decisions.findLast((one) => one.task === task.id && one.kind === UNSEEN);
  if (said?.option === AS_IT_IS && programRecord(project, task)?.tree === tree)
    return { ask: null, warnings: [`Deployed with changes that were neither tested nor approved: ${what}`] };
  const blockers = [`changed by hand after the tests and the approvals: ${what}`];
  return { ask: { ...nothing, outcome: "differs", tree, facts: { status: "FAIL", blockers } }, warnings: [] };
}

// src/workflows/team/checks/deploy.ts
var OF_SETTINGS = "asked";
var deploy2 = async (scene, task, signal) => {
  const { project, run } = scene;
  const { ask, warnings } = unseen(scene, task);
  if (ask !== null)
    return ask;
  const settings = deploySettingsOf(run) ?? (await import("./settings-3.js")).DEFAULT_DEPLOY;
  const asked = run.options.deploy ?? OF_SETTINGS;
  const environment = asked === OF_SETTINGS ? settings.environment : asked;
  const result = await deploy(settings, environment, { project, env: process.env, signal });
  const carried = [...openWarnings(run).map((one) => `${one.id}: ${one.text}`), ...warnings];
  const gate = deployGate(result, { track: trackOf(run), timestamp: timestamp(), signedOff: true, carried });
  return {
    ...nothing,
    about: gate.status === "FAIL" && settings.adapter === "command" ? [settings.command ?? ""] : [],
    outcome: STATUSES[gate.status].check,
    tree: currentTree(scene).tree,
    gate,
    rollback: result.rollback_command,
    commands: result.steps.map((step) => ({
      name: step.name,
      command: step.command,
      state: step.exit === 0 ? "passed" : "failed",
      failed: [],
      lines: step.lines
    })),
    facts: {
      status: gate.status,
      blockers: gate.blockers.slice(0, MAX_BLOCKERS),
      warnings: [...warnings, ...result.warnings],
      flags: { smoke_test_passed: result.smoke_test_passed }
    }
  };
};
function deployGate(result, { track, timestamp, signedOff, carried }) {
  const unsigned = signedOff ? [] : ["Deployed without a sign-off: pm has to sign stage 08 off."];
  const status = signedOff ? result.status : "FAIL";
  return {
    stage: "stage-08",
    status,
    agent: "platform",
    track,
    timestamp,
    adapter: result.adapter,
    environment: result.environment,
    pm_signoff: signedOff,
    smoke_test_passed: result.smoke_test_passed,
    runbook_referenced: result.runbook_referenced,
    adapter_result: result.adapter_result,
    blockers: [...unsigned, ...result.blockers],
    warnings: [...new Set([...carried, ...result.warnings])]
  };
}

// src/workflows/team/checks/merge.ts
var MAX_SIDE = 6000;
var merge = async (scene) => {
  const { project, run } = scene;
  const prefix = run.settings.team?.branch_prefix;
  const build = { run: run.run, ...prefix === undefined ? {} : { prefix } };
  const areas = areasWithWork(run).filter((area) => Object.hasOwn(areasOf(run.settings), area));
  for (const area of areas) {
    const done = commitWorkstream(project, { ...build, area });
    if (!done.ok)
      return cannotRun(`${area}: ${done.problem}; ${done.remedy}`, null);
  }
  const isSecret = denyList(run.settings.secrets);
  const merged = mergeWorkstreams(project, { ...build, areas, isSecret });
  const { tree, parts } = currentTree(scene);
  if (merged.ok) {
    closeWorkstreams(project, build);
    return { ...nothing, outcome: "pass", tree, facts: { status: "PASS", ...parts } };
  }
  if (merged.conflicts.length === 0)
    return cannotRun([merged.problem, ...merged.changed].join("; "), tree);
  const conflicts = merged.conflicts.map(({ path, area, against, ours, theirs }) => ({
    path,
    area,
    against,
    ours: ours?.slice(0, MAX_SIDE) ?? null,
    theirs: theirs?.slice(0, MAX_SIDE) ?? null
  }));
  const owners = [...new Set(conflicts.map((one) => one.area))];
  const blockers = conflicts.slice(0, MAX_BLOCKERS).map((one) => `${one.path}: ${one.area} and ${one.against} do not fit together`);
  return { ...nothing, outcome: "fail", tree, conflicts, facts: { status: "FAIL", owners, blockers } };
};

// src/workflows/team/checks/line-rules.ts
var HASH = /\.(?:py|pyi|rb|rake|sh|bash|zsh|fish|ya?ml|toml|pl|pm|r|exs?|tf|tfvars|hcl|ps1|nix|conf|ini|mk|cr|jl|graphql)$/;
var HASH_BASE = /^(?:dockerfile|makefile|gemfile|rakefile|jenkinsfile|\.env.*|.*\.env)/;
var DASHES = /\.(?:sql|lua|hs|elm|adb|ads)$/;
function marksOf(path) {
  const base = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (DASHES.test(base))
    return ["--"];
  if (HASH.test(base) || HASH_BASE.test(base))
    return ["#"];
  return base.endsWith(".php") ? ["//", "#"] : ["//"];
}
function codeOf(line, path) {
  const text = line.trim();
  const marks = marksOf(path);
  const blocks = !marks.includes("--") && (!marks.includes("#") || marks.includes("//"));
  if (blocks && /^\*(?:\s|\/|$)/.test(text))
    return "";
  let out = "";
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (char === '"' || char === "'" || char === "`") {
      let end = at + 1;
      while (end < text.length && text[end] !== char)
        end += text[end] === "\\" ? 2 : 1;
      at = end + 1;
    } else if (marks.some((mark) => text.startsWith(mark, at)) && (at === 0 || /[\s;,{}()]/.test(text[at - 1]))) {
      return out + text.slice(from, at);
    } else if (blocks && text.startsWith("/*", at) || text.startsWith("<!--", at)) {
      const [open, close] = char === "/" ? [2, "*/"] : [4, "-->"];
      const end = text.indexOf(close, at + open);
      out += text.slice(from, at);
      if (end === -1)
        return out;
      from = end + close.length;
      at = from;
    } else
      at++;
  }
  return out + text.slice(from);
}
var AUTH = wordSet("authenticate authenticated authentication authorize authorization authorise jwt oauth saml oidc login logout signin " + "totp webauthn session sessions");
var PASSWORD = wordSet("password passwords passwd pwd passphrase passcode");
var CRYPTO = wordSet("hmac bcrypt argon scrypt pbkdf encrypt decrypt cipher cryptography");
var COOKIE = wordSet("cookie cookies setcookie");
var PAYMENT = wordSet("payment payments stripe paypal refund refunds invoice invoices billing payout payouts cvv cvc iban chargeback");
var PERSONAL = wordSet("ssn dob birthdate birthday passport email emails patient patients gdpr pii gender ethnicity religion nationality " + "biometric biometrics diagnosis phone phones latitude longitude geolocation surname salary");
var PERSONAL_PAIRS = /(?:^| )(?:phone number|date of birth|birth date|social security|home address|postal address|street address|remote addr|ip address|email address|medical record|health data|(?:first|last|given|family) name)/;
var ACCESS = wordSet("role roles admin admins superuser permission permissions rbac acl privilege privileges impersonate");
var TENANT = wordSet("tenant tenants tenancy multitenant multitenancy");
var TENANT_PAIRS = /(?:^| )(?:org|organization|organisation|workspace|account|owner|company|team) id(?: |$)/;
var JS2 = /\.(?:[cm]?[jt]sx?|vue|svelte)$/i;
var PY = /\.pyi?$/i;
var SYSTEM = /\.(?:php|rb|pl|pm|c|cc|cpp|r|lua)$/i;
var CRYPTO_CALL = /\bcreate(?:Hash|Hmac|Cipheriv|Decipheriv|Cipher|Sign)\b|\bcrypto\.(?:subtle|sign|verify|random)|\bhashlib\.|\b(?:md5|sha1)\s*\(/i;
var EVAL = /(?<![.\w$])eval\s*\(|\bnew\s+Function\s*\(|\bvm\.runIn\w*\(|\b(?:instance|class)_eval\b|\bset(?:Timeout|Interval)\s*\(\s*["'`]/;
var PY_EVAL = /(?<![.\w])exec\s*\(/;
var DESERIALIZE = /\b(?:c?pickle|marshal|shelve|dill)\.loads?\(|\byaml\.(?:unsafe_)?load\(|\bunserialize\(|\bMarshal\.load\b|\bObjectInputStream\b|\bBinaryFormatter\b|\b(?:enable|activate)DefaultTyping\b|\b(?:torch|joblib)\.load\(|\bXMLDecoder\b|\bTypeNameHandling\b|\bjsonpickle\b|\bYAML\.(?:unsafe_)?load\(/;
var SHELL = /\bchild_process\b|\bshell\s*[:=]\s*true\b|\bos\.(?:system|popen|exec[lv]\w*)\(|\bsubprocess\.\w+|\bgetRuntime\(\)\.exec\b|\bProcessBuilder\b|\bexec\.Command(?:Context)?\(|\bshell_exec\(|\bpassthru\(|\bpopen\(|\bBun\.(?:spawn|\$)|\bProcess\.Start\(|\bCommand::new\(|\bSystem\.(?:cmd|shell)\(/i;
var JS_SHELL = /(?<![.\w$])(?:exec|spawn)(?:Sync|File|FileSync)?\s*\(/;
var HOST_SHELL = /(?<![.\w>])system\s*\(/;
var HTML = /\binnerHTML\b|\bouterHTML\b|\bdangerouslySetInnerHTML\b|\bv-html\b|\bdocument\.write|\binsertAdjacentHTML\b|\bmark_safe\b|\bhtml_safe\b|\{@html\b|\|\s*safe\b|\bbypassSecurityTrust|<%=\s*raw\b|(?<![.\w])raw\s*\(|\{!!|\btemplate\.(?:HTML|JS|URL)\s*\(|\bHtml\.Raw\b|(?<!=)\{\{\{/;
var CORS = /\baccess-control-allow-|allow(?:ed)?_?origins?(?:_?regex)?\b|\ballow_?any_?origin|\bwith_?origins\b|@CrossOrigin\b|(?<![\w.-])origins?["']?\s*:\s*(?:true\b|\[?\s*["']\*["'])/i;
var HEADERS = /content[-_]?security[-_]?policy|x[-_]frame[-_]options|strict[-_]transport[-_]security|x[-_]content[-_]type[-_]options|referrer[-_]policy|permissions[-_]policy|\bunsafe-(?:inline|eval)\b|frame-ancestors|\bhsts\b|\bhelmet\b|<iframe\b.*\bsandbox\b/i;
var KNOWN = String.raw`(?!\s*(?:[frbu$@]{0,2}["'\`](?:\/(?!\/)|https?:\/\/[\w.-]+[:/"'\`?])|["'][^"'{]*["']|\`?\$?\{?[A-Z][A-Z0-9_]{2,}\b|\d{3}\s*,\s*["'\`]\/|(?:url_for|reverse|route|to_route)\(|new URL\(["'\`]\.|\)))`;
var patterns = (...texts) => texts.map((text) => new RegExp(text));
var JS_REQUEST = patterns(String.raw`(?<![.\w$])(?<!(?:function|async)\s)(?:fetch|ofetch|\$fetch|wretch|got|ky|needle)\s*\(${KNOWN}`, String.raw`\b(?:axios|superagent|undici|ky|got|needle)(?:\.\w+)?\s*\(${KNOWN}`);
var REQUEST = patterns(String.raw`(?<![.\w$])(?<!(?:def|function)\s)(?:urlopen|urlretrieve|curl_init)\s*\(${KNOWN}`, String.raw`\b(?:requests|httpx|https?|Http|HttpClient|httpClient|client|HTTParty|Faraday|HTTPoison|Req|Tesla|reqwest:|restTemplate|webClient)[.:](?:get|post|put|patch|delete|head|request|stream|Get|Post|PostForm|Head|getForObject|postForObject|exchange|uri|:get)(?:String|Stream|ByteArray)?(?:Async)?!?\s*\(${KNOWN}`, String.raw`\bhttp\.NewRequest(?:WithContext)?\s*\((?!.*"https?:\/\/[\w.-]+[/":])`, String.raw`\b(?:Net::HTTP\.\w+|URI\.open|URI\.parse\([^)]*\)\.open)\s*\(?${KNOWN}`, String.raw`(?<!cache|map|store|Cache|Map|headers|params)\.(?:get|post|put|patch|delete|head|request|Get|Post|Send|Fetch)(?:String|Stream|ByteArray)?(?:Async)?\s*\(\s*&?\$?[\w.]*(?:[uU]rl|[uU]ri|[lL]ink|[eE]ndpoint|[wW]ebhook|[hH]ost)\b`, String.raw`\bfile_get_contents\s*\(\s*\$(?:url|uri|link|target|_GET|_POST|_REQUEST)`, String.raw`\bURL\s*\(${KNOWN}[^)]*\)\s*\.(?:open|read)\w+`);
var REDIRECT = patterns(String.raw`(?:\b(?:res|response|reply|ctx|c|Response|NextResponse)\.|(?<![.\w>-]))(?:redirect|Redirect|permanentRedirect)\s*\(${KNOWN}`, String.raw`\bredirect_to\b(?!\s*\(?\s*(?:\w+_(?:path|url)\b|@|["':]))`, String.raw`\b(?:HttpResponse(?:Permanent)?Redirect|RedirectResponse|sendRedirect|LocalRedirect)\s*\(${KNOWN}`, String.raw`\bhttp\.Redirect\(\w+,\s*\w+,\s*(?!["\`]\/)`, String.raw`["']Location:?\s*["']\s*[.,+]\s*\$?\w`, String.raw`(?:\b(?:window|document|self|top|globalThis)\.)location(?:\.href)?\s*=(?!=)${KNOWN}`, String.raw`\blocation\.(?:assign|replace)\s*\(${KNOWN}`, String.raw`\b(?:router|navigate|navigation|history)(?:\.\w+)?\(.*\b(?:searchParams|query|params)\b`, String.raw`["']redirect:["']\s*\+`, String.raw`\bredirect_\w+.*\bparams\b`, String.raw`\b(?:return_to|returnTo|return_url|returnUrl|redirect_uri|redirectUri|next_url|nextUrl)\b`);
var FILE_CALL = /\b(?:readFile|writeFile|appendFile|copyFile|unlink|rename|rmdir|createReadStream|createWriteStream|openSync|open|fopen|file_get_contents|file_put_contents|include|include_once|require_once|ReadFile|WriteFile|Open|Create|OpenRead|Remove|RemoveAll|File::(?:open|create)|fs::\w+|Bun\.file|read_to_string|File\.(?:read|open|write|delete)|new File|Files\.\w+)(?:Sync)?\((.*)/;
var JOINED = /\$\{|#\{|["'`]\s*[+.]\s*\$?\w|[\w$)]\s*[+.]\s*["'`]|\bf["']|\.join\(|\b(?:req|request|params|query|getParameter)\b/;
var ASKED_FILE = /\b\w*(?:path|file|dir|folder|upload)s?\b.*(?:\b(?:req|request)\.|\bparams\b|\bFormValue\b|\bgetParameter\b|\bargs\[|\$_(?:GET|POST|REQUEST|FILES)\b)/i;
var SENT_NAME = /\b(?:req|request)\.files?\b|\boriginal_?name\b/i;
var JAVA_PATH = /\bPaths?\.(?:get|of)\s*\((?!\s*"[^"]*"\s*\)).*\w*[nN]ame\b/;
var SENT_FILE = /\b(?:sendFile|send_file|send_from_directory|FileResponse|ServeFile|ServeContent|PhysicalFile|res\.download|extractall|extractAll|extractAllTo|unpack_archive|ZipFile\.ExtractToDirectory)\b/;
var JOINED_PATH = /\b(?:path\.(?:join|resolve)|os\.path\.join|filepath\.Join|Path\.Combine|Rails\.root\.join|File\.join)\s*\(.*\b(?:req|request|params|query|body|input|upload|uploads|filename|fileName|file_name|r\.URL)\b/;
var CLOUD = /\bprivileged["']?\s*[:=]\s*["']?true\b|\bhost(?:Network|PID|IPC|Path)\b|\brunAs(?:User["']?\s*:\s*0\b|NonRoot\b|Root\b)|\ballowPrivilegeEscalation\b|\breadOnlyRootFilesystem\b|\bserviceAccount(?:Name)?\b|\bapiGroups\s*:|\bverbs\s*:\s*\[|^\s*(?:in|e)gress\b\s*[:{]|["']0\.0\.0\.0:\d|\btype["']?\s*:\s*["']?(?:LoadBalancer|NodePort)\b|\bkind["']?\s*:\s*["']?(?:(?:Cluster)?Role(?:Binding)?|Deployment|StatefulSet|DaemonSet|Pod|Job|CronJob|Service|ServiceAccount|Ingress|Gateway|NetworkPolicy|Secret|ConfigMap|PodSecurityPolicy)\b|\b0\.0\.0\.0\/0|(?<![\w:])::\/0|["']?\b(?:Not)?(?:Action|Principal|Resource)s?["']?\s*[:=]\s*[[{]?\s*["']?(?:AWS["']?\s*:\s*["'])?\*|["']?\bEffect["']?\s*[:=]\s*["']?Allow\b|"(?:aws|google|azurerm)_\w*(?:iam|policy|security_group|firewall|bucket|role|kms)\w*"|\bAWS::(?:IAM|EC2::SecurityGroup|S3|KMS)|\bpublic(?:ly)?[-_]?(?:read|access)|\bgrantPublicAccess\b|\bblock_?public_?\w+|\bAllow_?All\b|\ballow\s+(?:all|any)\b|\b(?:ip6?tables|nft|ufw|firewall-cmd|setenforce)\s+-?\w|\bchmod\s+(?:-R\s+)?(?:a\+|o\+|0?777|0?666)/i;
var ENV_READ = /\b(?:process|import\.meta|Bun|Deno)\.env\b|\bos\.environ\b|\bos\.getenv\b|\bgetenv\s*\(|\bENV\s*(?:\[|\.fetch)|\bos\.(?:Getenv|LookupEnv)\b|\benv::var|\bSystem\.(?:getenv|get_env|fetch_env!?)|\bGetEnvironmentVariable\b|(?<![.\w])env\s*\(\s*["']|@Value\s*\(\s*["']\$\{|\bPlatform\.environment\b|\bprocessInfo\.environment\b|\bsys\.env\b|\bfromEnvironment\b|(?<![.\w])config\s*\(\s*["'][A-Z][A-Z0-9_]+["']|^\s*variable\s+"/;
var ENV_COMMON = /(?:\.|["'])(?:NODE_ENV|CI|NO_COLOR|FORCE_COLOR|HOME|PATH|TZ|LANG|PWD|USER|SHELL|TERM|EDITOR|MODE|DEV|PROD|SSR|TMPDIR)\b/;
var ENV_BLOCK = /^\s*(?:-\s+)?(?:environment|env|env_file|envFrom):/;
var YAML = /\.ya?ml$/i;
var MANIFEST = /\.(?:json|toml|xml|gemspec|podspec|cabal|cfg|exs|csproj|nuspec|yaml)$|(?:^|\/)setup\.py$/i;
var LICENCE = /(?:^|[\s{,("'])licen[cs]es?["']?\s*[:=]\s*["'{[]|<licen[cs]es?>|\blicense-file\b/i;
var ACCESS_FORM = /\bcan(?:Activate|Load|Match|ActivateChild|Deactivate)\b|(?<!Mutex|RwLock|Lock|Read|Write|Scope|Type|Null)\B[a-z]?Guards?\b|@(?:UseGuards|Roles|Secured|PreAuthorize|PostAuthorize|PermitAll|RolesAllowed|DenyAll|Public)\b|\bAllowA(?:ny|nonymous)\b|\bpermitAll\b|\b(?:pre_?[hH]andlers?|on_?[rR]equest|before_action|skip_before_action|plug)\b.*\b(?:verify|require|ensure|check|auth)\w*|(?<!\w)(?:[Rr]equire|[Ee]nsure)_?(?:[Oo]wner|[Uu]ser|[Mm]ember|[Ee]ditor|[Rr]ole|[Pp]ermission|[Ll]ogin|[Ss]cope|[Aa]uth)\w*|\b(?:Forbidden|Unauthorized|AccessDenied|PermissionDenied)\w*|^\s*(?:can|cannot)\s+\[?:\w+|->(?:middleware|can|cannot)\(\s*["'[]|\bGate::|\b(?:GRANT|REVOKE)\s+\w+.*\b(?:ON|TO|FROM)\b|\b(?:CREATE|ALTER|DROP)\s+POLICY\b|\bROW\s+LEVEL\s+SECURITY\b|^\s*allow\s+(?:read|write|get|list|create|update|delete)\b|\bis_?(?:[Ss]taff|[Oo]wner)\b|\buser_passes_test\b|\bcan(?:not)?\s*\(\s*["']|\bhas_?perms?\b|\bhas(?:Any)?(?:Role|Authority|Permission|Scope)\b|\bmiddleware["']?\s*[:=]\s*\[?\s*["']/;
var OTHER_ROLES = /:?\brole=(?:"[^"]*"|'[^']*'|\{[^}]*\})|\b\w+ByRole\b|["']?\brole["']?\s*:\s*["'](?:user|assistant|system|tool|developer)["'](?=.*\b(?:content|parts)\b)/g;
var TENANT_OFF = /\bunscoped\b|\bwithoutGlobalScopes?\b|\bIgnoreQueryFilters\b/;
var CLIENT_IP = /\b(?:req|request|ctx)\.ip\b/;
var OFF = /\bverify\s*=\s*False\b|\brejectUnauthorized["']?\s*:\s*false\b|\bInsecureSkipVerify\s*:\s*true\b|\bNODE_TLS_REJECT_UNAUTHORIZED\b|--no-verify\b|--insecure\b|\bcsrf_exempt\b|\bcsrf["']?\s*:\s*false\b|\bskip_before_action\b|\bpermitAll\b|\b_create_unverified_context\b|\bCERT_NONE\b|\bVERIFY_NONE\b|\bTrustAll\w*|\bServerCertificate(?:Custom)?ValidationCallback\b|\b(?:set)?HostnameVerifier\b|:null_session\b|\bcurl\b.*\s-[a-zA-Z]*k\b|\b(?:verify_ssl|ssl_verify|strict_?ssl)["']?\s*[:=]\s*(?:false|0|no|off)\b|\bCURLOPT_SSL_VERIFY/i;
var PRAGMA = /\bnosec\b|\bNOSONAR\b|\bnosemgrep\b|\bgitleaks:allow\b|#\s?noqa:\s?S\d|\beslint-disable(?:-next-line|-line)?\s*(?:\*\/|--|$)|\bbiome-ignore lint\/security\b/;
var LINT_OFF = /\beslint-disable/;
var LINT_RULE = /\b(?:security|no-eval|no-implied-eval|no-unsanitized)\b/;
var GUARD = /\b(?:csrf\w*|helmet|rate_?limit\w*|authenticate\w*|authorize\w*|requires?_?(?:auth|login|role|permission|admin)\w*|ensure_?(?:auth|logged)\w*|login_required|is_?(?:authenticated|authorized|admin)\w*|check_?(?:auth|permission|access|role)\w*|verify_?(?:token|signature|jwt|csrf|password)?|sanitize\w*|escape_?html|timing_?safe_?equal|compare_digest)\s*\(|@(?:login_required|permission_required|PreAuthorize|Secured|RolesAllowed|UseGuards)\b/i;
var NARROWS = /\bhttp_?only\b|\bsame_?site\b|\bsecure["']?\s*[:=]\s*true\b|\b(?:escape|htmlspecialchars|strip_tags|dompurify|bleach|encodeuri(?:component)?|realpath|normalize|basename|secure_filename|safe_join)\w*\s*\(|\b(?:where|filter|find\w*|scope|and|eq|by)\b.*\b(?:user|owner|author|tenant|org|organi[sz]ation|account|workspace)_?id\b|\bcurrent_?user\.\w+|\bif\b.*\b(?:session|current_?user|owner|signed_?in|logged_?in)\b/i;
var IMPORTS = /^\s*(?:import|from|using|use|require|const\s+.*=\s*require)\b/;
var SECRET_FORM = /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{22}|\bglpat-[\w-]{20}|\bsk-(?:ant-|proj-)?[\w-]{20}|\b[sr]k_live_[A-Za-z0-9]{16}|\bxox[abprs]-[\w-]{10}|\bAIza[\w-]{35}|\bnpm_[A-Za-z0-9]{36}|-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|\beyJ[\w-]{10,200}\.eyJ[\w-]{10}/;
var SECRET_SET = /(?:passw(?:or)?d|secret|api_?key|(?:access|auth|bearer)_?token|(?:private|signing|encryption)_?key)["']?\s*(?::=|[:=])\s*["'`]([^"'`\s]{8,})["'`]/i;
var ENV_SET = /^\s*(?:export\s+)?\w*(?:PASSWORD|SECRET|API_?KEY|TOKEN|PRIVATE_KEY)\w*=["']?([^\s"'#]{8,})/;
var PLACEHOLDER = /example|change_?me|your[-_]|placeholder|dummy|\bxxx|<|\$\{|\$\(|\{\{|process\.env|^\*+$|^x+$|^\.+$/i;
var has = (text, ...parts) => parts.every((part) => part.test(text));
function joinsSql(code) {
  const statement = has(code, /\bselect\b/i, /\bfrom\b/i) || /\b(?:insert|replace)\s+into\b|\bdelete\s+from\b|\bdrop\s+table\b/i.test(code) || has(code, /\bupdate\b/i, /\bset\b/i) || /["'`]\s*(?:where|order\s+by)\b/i.test(code);
  if (!statement)
    return false;
  if (/\b(?:sql|Prisma\.sql|\$queryRaw|\$executeRaw)(?:<[^>]*>)?\s*`/.test(code))
    return false;
  const interpolated = has(code, /["'`]/, /\$\{|#\{|\$[A-Za-z_]|\$"/) || has(code, /\bf(?:["'])/, /\{/);
  const joined = /["'`]\s*(?:\+|\|\|)\s*[\w$(]|[\w$)]\s*\+\s*["'`]/.test(code);
  return interpolated || joined || /["']\s*%\s*[\w(]|["']\s*\.format\(|\bSprintf\(|\bString\.format\(|\bformat!\(/.test(code);
}
var CHECKOUT = /(?<!git[\s.]|actions\/)\b\w*(?:(?<![a-z])checkout|Checkout)/;
var CREDIT_CARD = /(?:^| )(?:credit cards?|card number|(?:apple|google) pay|charge card)(?: |$)/;
function speaksOfAccess(code) {
  const own = code.replaceAll(OTHER_ROLES, "");
  return ACCESS_FORM.test(own) || wordsOf2(own).some((word) => ACCESS.has(word));
}
var speaksOfTenant = (code, words) => words.some((word) => TENANT.has(word)) || TENANT_PAIRS.test(words.join(" ")) || TENANT_OFF.test(code);
function holdsSecret(line, path) {
  if (SECRET_FORM.test(line))
    return true;
  if (isDocument(path))
    return false;
  const value = SECRET_SET.exec(line)?.[1] ?? (/\.env(?:\.|$)/.test(path) ? ENV_SET.exec(line)?.[1] : undefined);
  return value !== undefined && !PLACEHOLDER.test(value);
}
var MAX_LINE2 = 1e4;
var LINE_RULES = {
  "diff:auth": ({ words }) => anyOf(AUTH, words),
  "diff:password": ({ words }) => anyOf(PASSWORD, words),
  "diff:crypto": ({ words, code }) => anyOf(CRYPTO, words) || CRYPTO_CALL.test(code),
  "diff:eval": ({ code, path }) => EVAL.test(code) || PY.test(path) && PY_EVAL.test(code),
  "diff:deserialize": ({ code }) => DESERIALIZE.test(code) && !/SafeLoader|safe_load/.test(code),
  "diff:shell": ({ code, path }) => SHELL.test(code) || JS2.test(path) && JS_SHELL.test(code) || SYSTEM.test(path) && HOST_SHELL.test(code),
  "diff:sql-concat": ({ code }) => joinsSql(code),
  "diff:html": ({ code }) => HTML.test(code),
  "diff:cookie": ({ words }) => anyOf(COOKIE, words),
  "diff:cors": ({ code, words }) => words.includes("cors") || CORS.test(code),
  "diff:headers": ({ code }) => HEADERS.test(code),
  "diff:access": ({ code }) => speaksOfAccess(code),
  "diff:tenant": ({ code, words }) => speaksOfTenant(code, words),
  "diff:payment": ({ code, words }) => anyOf(PAYMENT, words) || CHECKOUT.test(code) || CREDIT_CARD.test(words.join(" ")),
  "diff:personal": ({ code, words }) => words.some((word) => PERSONAL.has(word)) || PERSONAL_PAIRS.test(words.join(" ")) || CLIENT_IP.test(code),
  "diff:request": ({ code, path }) => [...REQUEST, ...JS2.test(path) ? JS_REQUEST : []].some((one) => one.test(code)),
  "diff:redirect": ({ code }) => REDIRECT.some((one) => one.test(code)),
  "diff:path": ({ code }) => [SENT_FILE, SENT_NAME, JOINED_PATH, ASKED_FILE, JAVA_PATH].some((one) => one.test(code)) || JOINED.test(FILE_CALL.exec(code)?.[1] ?? ""),
  "diff:cloud": ({ code }) => CLOUD.test(code),
  "diff:env": ({ code, path }) => ENV_READ.test(code) && !ENV_COMMON.test(code) || YAML.test(path) && ENV_BLOCK.test(code),
  "diff:licence": ({ code, path }) => MANIFEST.test(path) && LICENCE.test(code),
  "diff:disabled-check": ({ code, raw }) => OFF.test(code) || PRAGMA.test(raw) || has(raw, LINT_OFF, LINT_RULE)
};
var LINE_NAMES = Object.keys(LINE_RULES);
function lineRules(line, path) {
  const raw = line.slice(0, MAX_LINE2);
  const secret = holdsSecret(raw, path) ? ["diff:secret"] : [];
  if (isDocument(path) || LOCK_FILE.test(path))
    return [...secret];
  const code = codeOf(raw, path);
  const facts = { raw, code, words: wordsOf2(code), path };
  return [...secret, ...LINE_NAMES.filter((rule) => LINE_RULES[rule](facts))];
}
function isGuard(line, path) {
  const code = codeOf(line.slice(0, MAX_LINE2), path);
  if (IMPORTS.test(code))
    return false;
  const words = wordsOf2(code);
  return GUARD.test(code) || NARROWS.test(code) || anyOf(AUTH, words) || speaksOfAccess(code) || speaksOfTenant(code, words);
}
function removesGuard(removed, added, path) {
  if (isDocument(path))
    return false;
  const kept = new Set(added.map((line) => line.trim()));
  return removed.some((line) => !kept.has(line.trim()) && isGuard(line, path));
}

// src/workflows/team/checks/security.ts
var TRIGGER_RULES = [
  ...["no-file-list", "no-content", "path:setting"],
  ...PATH_NAMES,
  ...["dependency:added", "dependency:changed"],
  ...LINE_NAMES,
  ...["diff:removed-check", "diff:secret"]
];
var MAX_SHOWN3 = 120;
function securityRules(change, globs = []) {
  const fired = new Map;
  const fire = (rule, at, line = null) => {
    if (!fired.has(rule))
      fired.set(rule, { rule, at, line: line === null ? null : line.trim().slice(0, MAX_SHOWN3) });
  };
  if (change.files === null)
    fire("no-file-list", null);
  const own = globSet(globs);
  for (const { path, from, added, removed } of change.files ?? []) {
    for (const one of from === undefined ? [path] : [path, from]) {
      if (own(one))
        fire("path:setting", one);
      for (const rule of pathRules(one))
        fire(rule, one);
    }
    if (added === null)
      fire("no-content", path);
    for (const line of added ?? []) {
      const rules = lineRules(line, path);
      for (const rule of rules)
        fire(rule, path, rules.includes("diff:secret") ? null : line);
    }
    if (removed !== undefined && removesGuard(removed, added ?? [], path))
      fire("diff:removed-check", path);
  }
  for (const { name, from, to } of change.dependencies ?? [])
    if (to !== null && to !== from)
      fire(from === null ? "dependency:added" : "dependency:changed", name);
  return TRIGGER_RULES.flatMap((rule) => fired.get(rule) ?? []);
}

// src/workflows/team/checks/change.ts
var MAX_DIFF = 4000000;
var UNKNOWN = { rules: null, codeRules: null, notes: [], outgrown: undefined, isEmpty: false };
function changeOf(project, run, tree) {
  const base = baseOf2(run);
  if (base === null || tree === null)
    return UNKNOWN;
  return unlessUnreadable(() => {
    const scratch = treeStore(project);
    const changed = changedFiles(project.root, base, tree, scratch);
    const early = beforeWork(run);
    const isTest = isTestOf(run);
    const isSecret = denyList(run.settings.secrets);
    const { text, truncated } = diffText(project.root, base, tree, scratch, MAX_DIFF, isSecret);
    const lines = linesOf(text);
    const files = changed.map(({ path }) => ({
      path,
      added: isSecret(path) ? undefined : lines.get(path)?.added ?? (truncated ? null : []),
      removed: lines.get(path)?.removed ?? []
    }));
    const manifests = changed.map((one) => one.path).filter(isManifest);
    const [before, after] = [base, tree].map((one) => texts(readFiles2(project.root, one, manifests, scratch)));
    const changes = dependencyChanges(before, after);
    const dependencies = [...changes.added, ...changes.changed, ...changes.removed];
    const rulesOf = (files) => securityRules({ files, dependencies }, run.settings.team?.security).map((one) => one.rule);
    const rules = rulesOf(files);
    const code = changed.filter((one) => !isTest(one.path));
    const size = {
      files: code.map((one) => one.path),
      lines: code.reduce((sum, one) => sum + one.added + one.removed, 0),
      areas: crossed(run, code.map((one) => one.path)),
      rules
    };
    const tests = [...approvedCommands(run).map((one) => one.text), run.settings.team?.commands?.tests || ""];
    const scripts = scriptNote(before["package.json"] ?? null, after["package.json"] ?? null, tests);
    const runFiles = runFilesNote(changed.map((one) => one.path));
    return {
      rules,
      codeRules: rulesOf(files.filter((one) => !isTest(one.path))),
      notes: [dependencyNote(changes), scripts, runFiles, earlyNote(project, early)].filter((one) => one !== null),
      outgrown: outgrown2(trackOf(run), size) ?? undefined,
      isEmpty: early?.inDiff ? changedFiles(project.root, early.to, tree, scratch).length === 0 : changed.length === 0
    };
  }, UNKNOWN);
}
function earlyNote(project, early) {
  if (early === null)
    return null;
  const files = changedFiles(project.root, early.from, early.to, treeStore(project)).map((one) => one.path);
  if (files.length === 0)
    return null;
  const what = early.inDiff ? "reviewed with the change" : "with other commits, in no diff of the run";
  return `Changed between the start of the run and its first owner, by no task of it, and ${what}: ${someOf(files, 5)}`;
}
function crossed(run, paths) {
  const owners = paths.map(partsOf(run)).filter((parts) => !parts.includes(REST));
  const single = owners.filter((parts) => parts.length === 1).flat();
  return [...new Set(single.length > 0 ? single : owners.slice(0, 1).flat().slice(0, 1))];
}
var texts = (files) => Object.fromEntries([...files].flatMap(([path, text]) => text === null ? [] : [[path, text]]));
function linesOf(diff) {
  const files = new Map;
  let now = null;
  let inHunk = false;
  for (const line of diff.split(`
`)) {
    if (line.startsWith("diff --git ")) {
      inHunk = false;
      now = null;
    } else if (line.startsWith("@@"))
      inHunk = true;
    else if (!inHunk && (line.startsWith("+++ ") || line.startsWith("--- "))) {
      const path = /^(?:\+\+\+|---) "?[ab]\/(.*?)"?\t?$/.exec(line)?.[1];
      if (path !== undefined) {
        now = files.get(path) ?? { added: [], removed: [] };
        files.set(path, now);
      }
    } else if (inHunk && now !== null && line.startsWith("+"))
      now.added.push(line.slice(1));
    else if (inHunk && now !== null && line.startsWith("-"))
      now.removed.push(line.slice(1));
  }
  return files;
}
function scriptsOf(text) {
  try {
    const { scripts } = JSON.parse((text ?? "{}").replace(/^\uFEFF/, ""));
    return new Map(typeof scripts === "object" && scripts !== null ? Object.entries(scripts) : []);
  } catch {
    return new Map;
  }
}
var scriptOf = (command) => /^(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?([\w:.-]+)/.exec(command)?.slice(1, 2) ?? [];
function scriptNote(before, after, commands = []) {
  const [was, is] = [scriptsOf(before), scriptsOf(after)];
  const rewritten = [...Object.values(PART_SCRIPTS2).flat(), ...commands.flatMap(scriptOf)].flatMap((name) => [`pre${name}`, name, `post${name}`]).filter((name) => was.get(name) !== is.get(name)).filter((name) => was.has(name) || /^(?:pre|post)/.test(name));
  const displaced = Object.values(PART_SCRIPTS2).flatMap((names) => {
    const [first, now] = [was, is].map((scripts) => names.find((name) => scripts.has(name)));
    return first !== undefined && now !== undefined && first !== now ? [now] : [];
  });
  const changed = [...new Set([...rewritten, ...displaced])];
  if (changed.length === 0)
    return null;
  return `The change rewrote scripts that check it, in package.json: ${changed.join(", ")}`;
}
var RUN_FILE = /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmrc|bunfig\.toml|\.mocharc\.[\w.]+|pytest\.ini|conftest\.py)$/;
function runFilesNote(paths) {
  const found = paths.filter((path) => RUN_FILE.test(path));
  return found.length === 0 ? null : `The change wrote what decides how scripts and tests run: ${someOf(found, 5)}`;
}

// src/workflows/team/checks/pre-review.ts
var preReview = async (scene, task, signal) => {
  const { project, run } = scene;
  const before = currentTree(scene);
  if (changeOf(project, run, before.tree).isEmpty)
    return unbuilt(run, before);
  const code = await runParts(scene, signal, ["lint", "types"]);
  const { tests: set } = commandsOf2(scene);
  const isLeftOut = run.settings.team?.commands?.tests === false;
  const tests = isLeftOut ? null : await runTestCommands(scene, task, signal);
  const failures = tests === null ? [] : failuresOf(project, tests);
  const record = {
    ...code,
    tests: testsPart(tests, [...failures.map(failureText), ...whysOf(tests)], set.command === null ? set.why : ""),
    ...await runParts(scene, signal, ["dependencies"])
  };
  const { tree, parts } = currentTree(scene);
  const { rules, notes, outgrown } = changeOf(project, run, tree);
  const unrun = notRunNote(record);
  const gate = preReviewGate(record, {
    track: trackOf(run),
    timestamp: timestamp(),
    securityRequired: rules === null || rules.length > 0,
    notes: [
      ...unrun === null ? [] : [unrun],
      ...notes,
      ...goneWarnings(tests),
      ...doubtWarnings(scene, tests),
      ...ignoredNotes(scene, tree)
    ]
  });
  const { status, warnings, blockers } = gate;
  const outcome = outcomeOf(scene, record, tests, failures);
  const owners = outcome === "outdated" ? [TESTS2] : outcome === "fail" ? ownersOf2(scene, record, failures) : [];
  const judged = outcome === "outdated" ? testedOwners(scene, failures) : undefined;
  const ran = [
    ...partsRun(code),
    ...(tests?.commands ?? []).map(testCommand),
    ...partsRun({ dependencies: record.dependencies })
  ];
  const shows = shownOf(["unclear", "cannot_run"].includes(outcome) ? ran.filter((one) => one.name === "tests") : ran);
  return {
    ...nothing,
    outcome,
    tree,
    about: shows.about,
    gate,
    commands: ran,
    tested: tests && bounded3(tests),
    parts: record,
    facts: {
      status,
      warnings,
      blockers,
      about: shows.parts,
      rules,
      ...parts,
      outgrown,
      judged,
      ...owners.length > 0 ? { owners } : {}
    }
  };
};
function outcomeOf(scene, record, tests, failures) {
  if (tests !== null && isOutdated(scene, tests, failures))
    return "outdated";
  if (partBlockers(record).length > 0)
    return "fail";
  const { state } = record.tests;
  if (state === "unclear")
    return "unclear";
  if (state === "not_found" || state === "timeout")
    return "cannot_run";
  return STATUSES[statusBy([], partWarnings(record))].check;
}
function isOutdated({ run }, tests, failures) {
  const isTest = isTestOf(run);
  const hasLooked = run.tasks.some((one) => one.gate === "pre-review" && one.item === TESTS2 && !one.void);
  const isTold = tests.commands.filter(isFault).every((one) => one.told_by !== "exit" && one.state === "failed");
  const isOfTests = failures.every(({ file }) => file === null || isTest(file));
  return failures.length > 0 && !hasLooked && isTold && isOfTests;
}
function testedOwners(scene, failures) {
  const context = ownerContext(scene, [], []);
  return [...new Set(failures.map((one) => ownerOfFailure(one, context).owner))];
}
function ownersOf2(scene, record, failures) {
  const { run } = scene;
  const ofTests = testedOwners(scene, failures);
  const others = { ...record, tests: undefined };
  const ofFiles = partBlockers(others).length > 0 ? ownersOfFiles(run, filesNamed(others)) : [];
  const found = [...new Set([...ofTests, ...ofFiles])];
  return found.length > 0 ? found : ownersOfFiles(run, []);
}
var unbuilt = (run, { tree, parts }) => ({
  ...nothing,
  outcome: "unchanged",
  tree,
  facts: {
    status: "FAIL",
    blockers: ["stage 04 passed, and no file of the project has changed: build what the design asks for"],
    owners: areasWithWork(run),
    ...parts
  }
});
function preReviewGate(record, about) {
  const blockers = partBlockers(record);
  const warnings = partWarnings(record);
  const passed = (part) => record[part].state === "not_run" ? null : record[part].state === "passed";
  return {
    stage: "stage-05",
    status: statusBy(blockers, warnings),
    agent: "platform",
    track: about.track,
    timestamp: about.timestamp,
    lint_passed: passed("types") === false ? false : passed("lint"),
    tests_passed: passed("tests"),
    dependency_review_passed: passed("dependencies"),
    security_review_required: about.securityRequired,
    blockers,
    warnings: [...new Set([...warnings, ...about.notes ?? []])]
  };
}

// src/workflows/team/checks/last-look.ts
async function withLastLook(scene, tests, signal) {
  const { run } = scene;
  const record = await lookAgain(scene, tests.tree, signal);
  const blockers = partBlockers(record);
  const looked = partWarnings(record);
  const warnings = [...tests.facts.warnings ?? [], ...looked];
  const { outcome, owners } = blockers.length === 0 ? { outcome: "pass" } : whoMends(run, filesNamed(record));
  const status = statusBy(blockers, warnings);
  const ran = partsRun(record);
  const shows = shownOf(ran);
  return {
    ...tests,
    outcome,
    about: shows.about,
    commands: [...tests.commands, ...ran],
    facts: { ...tests.facts, status, blockers, warnings, owners, about: shows.parts },
    gate: {
      ...tests.gate,
      status,
      assigned_retry_to: blockers.length === 0 ? null : owners?.join(", ") ?? "dev-qa",
      blockers,
      warnings: [...tests.gate?.warnings ?? [], ...looked]
    }
  };
}
async function lookAgain(scene, tree, signal) {
  const { project, run } = scene;
  const seen = acceptedTasks(run).findLast((task) => task.gate === "pre-review" && task.kind !== "fix");
  const before = seen?.reviewed ?? null;
  const isWaivedUnseen = seen?.waiver != null && programRecord(project, seen)?.parts === undefined;
  if (!seen || isWaivedUnseen || before === null || tree === null || before === tree)
    return {};
  const changed = unlessUnreadable(() => changedFiles(project.root, before, tree, treeStore(project)), null);
  const isDue = (part) => part !== "dependencies" || (changed?.some((one) => isManifest(one.path)) ?? true);
  return runParts(scene, signal, CODE_PARTS.filter(isDue));
}
function whoMends(run, named) {
  const isTest = isTestOf(run);
  const code = named.filter((path) => !isTest(path));
  if (named.length > 0 && code.length === 0)
    return { outcome: "differs" };
  return { outcome: "fail", owners: ownersOfFiles(run, code) };
}

// src/workflows/team/checks/qa.ts
var MAX_BLOCKER = 400;
var qa = async (scene, task, signal) => {
  const { project, run } = scene;
  const record = await runTestCommands(scene, task, signal);
  if (record === null)
    return cannotRun(`no test is run: ${testsToRun2(run.settings, scene)}`, currentTree(scene).tree);
  const now = currentTree(scene);
  const missing = record.commands.filter((one) => ["not_found", "not_run"].includes(one.state)).map((one) => one.command);
  if (missing.length > 0)
    return cannotRun(`could not be started: ${missing.map(visible).join("; ")}`, now.tree, missing);
  const change = changeOf(project, run, now.tree);
  const tests = judged(scene, record, now, change);
  return tests.outcome === "pass" ? withLastLook(scene, tests, signal) : tests;
};
function judged(scene, record, { tree, parts }, change) {
  const { project, run } = scene;
  const criteria = (briefOf(scene)?.criteria ?? []).map((one) => one.number);
  const { passed, failed, skipped, isKnown } = countsOf(record);
  const red = record.commands.some(isFault);
  const unclear = red ? [] : record.commands.filter((one) => one.red === "unclear");
  const report = reportOf(scene, criteria);
  const shown = shownBy(record, report.mapping);
  const isHeld = red || unclear.length > 0;
  const differs = isHeld ? [] : [...report.problems, ...shown.problems];
  const untold = isHeld || differs.length > 0 ? [] : shown.untold;
  const met = !isHeld && differs.length === 0 && untold.length === 0;
  const oneToOne = report.oneToOne && shown.problems.length === 0;
  const failures = red ? failuresOf(project, record) : [];
  const context = ownerContext(scene, criteria, report.mapping);
  const owners = failures.map((one) => ownerOfFailure(one, context));
  const outcome = outcomeOf2({ red, unclear, differs, untold });
  const all = [
    ...unclear.map((one) => `${visible(one.command)}: ${endOf2(one)}; cannot tell whether that is new: ${one.why}`),
    ...differs,
    ...untold,
    ...failures.map((one, at) => `${failureText(one)}; ${owners[at].owner}: ${owners[at].why}`),
    ...whysOf(record),
    ...red && failures.length === 0 ? record.commands.filter(isFault).flatMap((one) => one.lines.slice(-5)) : []
  ];
  const blockers = all.slice(0, MAX_BLOCKERS);
  const names = [...new Set(owners.map((one) => one.owner))];
  const track = trackOf(run);
  const doubts = [...goneWarnings(record), ...doubtWarnings(scene, record), ...ignoredNotes(scene, tree)];
  const warnings = [...knownWarnings(record), ...doubts, ...hasChecks(track) ? [] : change.notes];
  const status = outcome === "pass" ? statusBy([], warnings) : statusOfOutcome(outcome);
  const counts = { tests_total: passed + failed, tests_passed: passed, tests_failed: failed, tests_skipped: skipped };
  return {
    ...nothing,
    outcome,
    about: aboutOf(record, outcome).map((one) => one.command),
    tree,
    criteria: shown.rows,
    commands: record.commands.map(testCommand),
    tested: bounded3(record),
    facts: {
      status,
      blockers: blockers.map((one) => one.slice(0, MAX_BLOCKER)),
      ...parts,
      outgrown: change.outgrown,
      rules: change.codeRules,
      warnings,
      owners: red ? names.length > 0 ? names : undefined : undefined,
      counts: isKnown ? counts : undefined,
      flags: { all_criteria_met: met, one_to_one: oneToOne }
    },
    gate: {
      stage: "stage-07",
      status,
      agent: "qa",
      track,
      timestamp: timestamp(),
      all_acceptance_criteria_met: met,
      tests_total: isKnown ? counts.tests_total : null,
      tests_passed: isKnown ? counts.tests_passed : null,
      tests_failed: isKnown ? counts.tests_failed : null,
      failing_tests: testsIn(record, "failed").map(titleOf3),
      assigned_retry_to: names.length === 0 ? null : names.join(", "),
      criterion_to_test_mapping_is_one_to_one: oneToOne,
      blockers,
      warnings: [...warningsOfTester(scene), ...warnings]
    }
  };
}
var outcomeOf2 = ({ red, unclear, differs, untold }) => {
  if (red)
    return "fail";
  if (unclear.length > 0)
    return "unclear";
  return differs.length > 0 ? "differs" : untold.length > 0 ? "cannot_run" : "pass";
};
var aboutOf = (record, outcome) => outcome === "cannot_run" ? unnamed(record) : record.commands.filter((one) => one.state !== "passed" && !isKnown(one));
function countsOf(record) {
  const [passed, failed] = [testsIn(record, "passed").length, testsIn(record, "failed").length];
  const skipped = testsIn(record, "skipped").length + testsIn(record, "todo").length;
  return { passed, failed, skipped, isKnown: unnamed(record).length === 0 };
}
var unnamed = (record) => record.commands.filter((one) => one.told_by === "exit" && (one.state === "passed" || one.state === "failed"));
function shownBy(record, mapping) {
  const tests = testsIn(record, "passed");
  const silent = unnamed(record).map((one) => `\`${visible(one.command)}\``);
  const named = mapping.map(({ test, file }) => testsNamed(tests, test, file));
  const rows = mapping.map((one, at) => ({
    ...one,
    seen: named[at].length > 0 || (silent.length > 0 ? null : false)
  }));
  const byCriterion = Map.groupBy(mapping.map((one, at) => ({ id: String(one.criterion), tests: named[at] })), (one) => one.id);
  const shared = sharedTests([...byCriterion].map(([id, all]) => ({ id, by: all.map((one) => one.tests).filter((one) => one.length > 0) })).filter((one) => one.by.length > 0));
  return {
    rows,
    problems: [
      ...rows.filter((one) => one.seen === false).map(unseenText),
      ...shared.map(({ id, test, other }) => `criterion ${id}: the test "${test}" shows criterion ${other} already, and one test shows one criterion; name another one, or the case of it with its parameters`)
    ],
    untold: rows.filter((one) => one.seen === null).map(({ criterion, test }) => `criterion ${criterion}: cannot tell whether the test "${test}" passed; ${silent.join(", ")} passed by its exit code, and tells none of its tests`)
  };
}
function warningsOfTester({ project, run }) {
  const done = run.tasks.filter((one) => one.edits !== null && one.acceptedSeq > 0);
  const last = done.toSorted((a, b) => a.acceptedSeq - b.acceptedSeq).at(-1);
  if (last?.schema !== "stage-07")
    return [];
  return accepted(project, last.artifact)?.warnings ?? [];
}
var unseenText = ({ criterion, test, file }) => `criterion ${criterion}: the program did not see the test "${test}" of ${file} pass`;
function reportOf({ project, run }, criteria) {
  if (criteria.length === 0)
    return { mapping: [], problems: [], oneToOne: true };
  const document = (path) => documentText(project.root, path);
  return parseTestReport(document(TEST_REPORT) ?? "", criteria, document, isTestOf(run));
}

// src/workflows/team/checks/index.ts
var MAX_ENTRY = 2000;
var recorded = (name, run) => async (scene, task, signal) => {
  const { about, ...found } = await run(scene, task, signal);
  const record = { task: task.id, check: name, ...found, facts: bounded(found.facts, MAX_ENTRY) };
  return {
    outcome: record.outcome,
    tree: record.tree,
    facts: record.facts,
    record,
    ...about ? { commands: fitting(about, "alone") } : {}
  };
};
var CHECKS = {
  baseline: recorded("baseline", baseline),
  merge: recorded("merge", merge),
  "pre-review": recorded("pre-review", preReview),
  qa: recorded("qa", qa),
  deploy: recorded("deploy", deploy2)
};
export {
  CHECKS
};
