// @bun
import {
  sha256
} from "./s19.js";
import {
  insideOf,
  fileText
} from "./s147.js";
import {
  readCache
} from "./s18.js";

// src/project/plain-tree.ts
import {
  existsSync,
  lstatSync as lstatSync2,
  mkdirSync,
  readdirSync as readdirSync2,
  readFileSync,
  readlinkSync,
  renameSync,
  writeFileSync
} from "fs";
import { join as join2 } from "path";

// src/project/left-behind.ts
import { closeSync, lstatSync, openSync, readdirSync, readSync } from "fs";
import { join } from "path";
var FOLDERS = new Set([
  ...[".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".pytype", ".tox", ".nox", "htmlcov"],
  ...[".nyc_output", ".vitest", ".turbo", ".next", ".nuxt", ".svelte-kit", ".parcel-cache", "node_modules"],
  ...["playwright-report", "mochawesome-report", "allure-results", ".phpunit.cache", ".dart_tool", "dist-newstyle"]
]);
var FILES = /^(?:\.coverage(?:\..+\.(?:pid)?\d+\..+)?|.+\.tsbuildinfo|\.tsbuildinfo|\.phpunit\.result\.cache|\.rspec_status|\.eslintcache|\.stylelintcache|lcov\.info)$/;
var GRADLE = /^(?:build|settings)\.gradle(?:\.kts)?$/;
var DOTNET = /\.(?:cs|fs|vb)proj$/;
var PLAYWRIGHT = /^playwright(?:-ct)?\.config\.[cm]?[jt]s$/;
var SIGNS = [
  { name: /^target$/, beside: /^(?:Cargo\.toml|pom\.xml|build\.sbt)$/ },
  { name: /^(?:build|\.gradle|\.kotlin)$/, beside: GRADLE },
  { name: /^(?:build|cmake-build-.+)$/, inside: /^CMakeCache\.txt$/ },
  { name: /^obj$/, beside: DOTNET },
  { name: /^TestResults$/, beside: /\.(?:(?:cs|fs|vb)proj|slnx?)$/ },
  { name: /^_build$/, beside: /^(?:mix\.exs|dune-project)$/ },
  { name: /^\.build$/, beside: /^Package\.swift$/ },
  { name: /^(?:\.?zig-cache|zig-out)$/, beside: /^build\.zig$/ },
  { name: /^(?:test-results|blob-report)$/, beside: PLAYWRIGHT },
  { name: /^test-results$/, inside: /^\.last-run\.json$/ },
  {
    name: /^coverage$/,
    inside: /^(?:lcov\.info|lcov-report|coverage-(?:final|summary)\.json|clover\.xml|cobertura-coverage\.xml|block-navigation\.js|sort-arrow-sprite\.png|\.last_run\.json|\.tmp)$/
  },
  { name: /\.egg-info$/, inside: /^PKG-INFO$/ },
  { name: /^(?:\.?v?env|\.venv.*)$/, inside: /^pyvenv\.cfg$/ }
];
var DOTNET_OUTPUT = /^(?:Debug|Release|x64|x86|arm64|AnyCPU)$/;
var TAG = "CACHEDIR.TAG";
var TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55";
var CACHE_NAME = /^\.|cache|^(?:target|build)$/i;
var PROGRAM = /^(?:7f454c46|feedfac[ef]|c[ef]faedfe|cafebabe|4d5a)/;
var nameOf = (path) => path.slice(path.lastIndexOf("/") + 1);
var folderOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
var some = (names, pattern) => [...names].some((name) => pattern.test(name));
function isLeftFolder(path, name, names, head) {
  if (FOLDERS.has(name))
    return true;
  for (const sign of SIGNS) {
    if (!sign.name.test(name))
      continue;
    if (sign.beside !== undefined && some(names(folderOf(path)), sign.beside))
      return true;
    if (sign.inside !== undefined && some(names(path), sign.inside))
      return true;
  }
  const above = folderOf(path);
  if (DOTNET_OUTPUT.test(name) && nameOf(above) === "bin" && some(names(folderOf(above)), DOTNET))
    return true;
  return CACHE_NAME.test(name) && names(path).has(TAG) && head(`${path}/${TAG}`).toString("latin1").startsWith(TAG_TEXT);
}
function isLeftFile(path, name, names, head) {
  if (FILES.test(name))
    return true;
  const above = folderOf(path);
  if (/\.(?:py[co]|nb[ci])(?:\.\d+)?$/.test(name))
    return nameOf(above) === "__pycache__" || names(above).has(name.replace(/c$|o$/, ""));
  if (name.endsWith(".test") && (some(names(above), /\.go$/) || names("").has("go.mod")))
    return PROGRAM.test(head(path).toString("hex"));
  return false;
}
function leftBehind(project, more) {
  const known = new Map;
  const names = (folder) => {
    const found = known.get(folder) ?? new Set([...namesIn(join(project, folder)), ...more?.(folder) ?? []]);
    known.set(folder, found);
    return found;
  };
  const head = (path) => firstBytes(join(project, path));
  return (path, isFolder) => (isFolder ? isLeftFolder : isLeftFile)(path, nameOf(path), names, head) && !isLink(join(project, path));
}
function leftAmong(project, untracked) {
  const isLeft = leftBehind(project);
  const parts = (path, isFolder) => {
    if (isLeft(path, isFolder))
      return "all";
    const entries = isFolder ? entriesIn(join(project, path)) : [];
    if (entries.some(({ name }) => name === ".git"))
      return [];
    const found = entries.map((one) => [`${path}/${one.name}`, parts(`${path}/${one.name}`, one.isDirectory())]);
    if (entries.length > 0 && found.every(([, part]) => part === "all"))
      return "all";
    return found.flatMap(([below, part]) => part === "all" ? [below] : part);
  };
  return untracked.flatMap((one) => {
    const path = one.replace(/\/$/, "");
    if (path === "" || path.includes("\uFFFD"))
      return [];
    const found = parts(path, one.endsWith("/"));
    return found === "all" ? [path] : found.filter((below) => !below.includes("\uFFFD"));
  });
}
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
function entriesIn(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
var isLink = (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
function firstBytes(file) {
  const bytes = Buffer.alloc(TAG_TEXT.length);
  try {
    if (!lstatSync(file).isFile())
      return bytes.subarray(0, 0);
    const fd = openSync(file, "r");
    try {
      return bytes.subarray(0, readSync(fd, bytes));
    } finally {
      closeSync(fd);
    }
  } catch {
    return bytes.subarray(0, 0);
  }
}

// src/project/plain-tree.ts
var PLAIN_LIMITS = { files: 50000, bytes: 200 * 1024 * 1024 };
var EMPTY_PLAIN_TREE = `dir:${sha256("")}`;
var ALWAYS_OUT = new Set([".git", "node_modules"]);
function plainTreeOf(project, options) {
  const limits = options.limits ?? PLAIN_LIMITS;
  const out = new Set(options.exclude);
  mkdirSync(options.scratch, { recursive: true });
  const inside = insideOf(project, options.scratch);
  if (inside !== null)
    out.add(inside);
  const files = [];
  let bytes = 0;
  const known = knownFiles(options);
  const isLeft = leftBehind(project);
  const isIgnored = ignoreFiles(project);
  const folders = [""];
  const left = new Set;
  for (let folder = folders.pop();folder !== undefined; folder = folders.pop()) {
    const names = readdirSync2(join2(project, folder));
    if (names.includes(".gitignore"))
      isIgnored.read(folder);
    for (const name of names) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (ALWAYS_OUT.has(name) || out.has(path))
        continue;
      const full = join2(project, path);
      const stat = lstatSync2(full, { throwIfNoEntry: false });
      if (stat === undefined) {
        if (name.includes("\uFFFD"))
          return unreadable(path, "its name is not valid UTF-8");
        continue;
      }
      const isFolder = stat.isDirectory();
      const isOut = left.has(folder) || isIgnored.test(path, isFolder) || isLeft(path, isFolder);
      if (isFolder) {
        if (!isOut || known.folders.has(path))
          folders.push(path);
        if (isOut)
          left.add(path);
        continue;
      }
      if (isOut && !known.files.has(path) || !stat.isFile() && !stat.isSymbolicLink())
        continue;
      bytes += stat.size;
      if (files.length >= limits.files)
        return tooMuch(`more than ${limits.files} files`);
      if (bytes > limits.bytes)
        return tooMuch(`more than ${Math.floor(limits.bytes / 1024 / 1024)} MB`);
      try {
        const content = stat.isSymbolicLink() ? Buffer.from(readlinkSync(full)) : readFileSync(full);
        const mode = stat.isSymbolicLink() ? "120000" : stat.mode & 73 ? "100755" : "100644";
        files.push({ path, mode, hash: putContent(options.scratch, content) });
      } catch (error) {
        const code = error.code;
        if (code !== "ENOENT")
          return unreadable(path, code ?? String(error));
      }
    }
  }
  return { ok: true, tree: putListing(options.scratch, files) };
}
function knownFiles({ scratch, known }) {
  const listed = known?.startsWith("dir:") ? listingOf(scratch, known) ?? [] : [];
  const files = listed.map(({ path }) => path);
  const folders = files.flatMap((path) => path.split("/").map((_, i, parts) => parts.slice(0, i).join("/")));
  return { files: new Set(files), folders: new Set(folders) };
}
function ignoreFiles(project) {
  let rules = null;
  return {
    read(folder) {
      const text = fileText(join2(project, folder, ".gitignore"));
      if (text === null)
        return;
      rules ??= import.meta.require("./ignore-rules.js").ignoreRules();
      rules.add(text.replace(/^\uFEFF/, "").replaceAll(`\r
`, `
`).split(`
`).flatMap((line) => fromTop(folder, line)));
    },
    test: (path, isFolder) => rules?.test(isFolder ? `${path}/` : path).ignored ?? false
  };
}
function fromTop(folder, written) {
  const line = written.replace(/(?<!\\) +$/, "");
  if (line === "" || line.startsWith("#"))
    return [];
  if (folder === "")
    return [line];
  const not = line.startsWith("!") ? "!" : "";
  const pattern = line.slice(not.length);
  const isAnchored = pattern.replace(/\/$/, "").includes("/");
  const at = folder.replaceAll(/[\\*?[\]!# ]/g, "\\$&");
  return [`${not}/${at}/${isAnchored ? pattern.replace(/^\//, "") : `**/${pattern}`}`];
}
function putListing(scratch, files) {
  const sorted = [...files].sort((a, b) => a.path < b.path ? -1 : 1);
  const text = sorted.map((file) => `${file.mode} ${file.hash} ${JSON.stringify(file.path)}
`).join("");
  return `dir:${putContent(scratch, Buffer.from(text))}`;
}
function listingOf(scratch, tree) {
  const text = tree === EMPTY_PLAIN_TREE ? Buffer.alloc(0) : contentOf(scratch, tree.slice("dir:".length));
  if (text === null)
    return null;
  const lines = text.toString("utf8").split(`
`).slice(0, -1);
  return lines.map((line) => {
    const [mode = "", hash = ""] = line.split(" ", 2);
    return { mode, hash, path: JSON.parse(line.slice(mode.length + hash.length + 2)) };
  });
}
function putContent(scratch, content) {
  const hash = sha256(content);
  const folder = join2(scratch, "plain", hash.slice(0, 2));
  const file = join2(folder, hash);
  if (existsSync(file))
    return hash;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
  return hash;
}
function contentOf(scratch, hash) {
  if (!/^[0-9a-f]{64}$/.test(hash))
    return null;
  const content = readCache(join2(scratch, "plain", hash.slice(0, 2), hash));
  return content !== null && sha256(content) === hash ? content : null;
}
function tooMuch(what) {
  const remedy = "run `git init` and list generated files in .gitignore, or start in a smaller folder";
  return { ok: false, problem: `the project has no git repository and holds ${what}`, remedy };
}
function unreadable(path, why) {
  return {
    ok: false,
    problem: `${JSON.stringify(path)} could not be read: ${why}`,
    remedy: "make it readable, rename or remove it"
  };
}

export { leftBehind, leftAmong, EMPTY_PLAIN_TREE, plainTreeOf, putListing, listingOf, putContent, contentOf };
