// @bun
// src/project/left-behind.ts
import { closeSync, constants, lstatSync, openSync, readdirSync, readSync } from "fs";
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
var OUTPUTS = /^(?:dist|build|out|target|bin|obj|coverage|te?mp|logs?|__pycache__|venv|\..+)$/;
var isOutput = (name) => OUTPUTS.test(name);
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
    const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return bytes.subarray(0, readSync(fd, bytes));
    } finally {
      closeSync(fd);
    }
  } catch {
    return bytes.subarray(0, 0);
  }
}

export { isOutput, leftBehind, leftAmong };
