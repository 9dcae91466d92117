/**
 * What runs of tests and builds leave in a project: nobody's work. Asked only of what git does not
 * track and no ignore file names. A name that tools alone give is enough; a name that a person may
 * give as well (`build`, `target`, `bin`) needs a sign that the tool is at home there. In doubt a
 * file is work: what is left out is read by no reviewer.
 */
import type { Stats } from "node:fs";
import { join } from "node:path";
import { remembering } from "../../process/once.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { filesIn } from "../project.ts";

/**
 * Names directly in a folder, relative to the project ("" is the project itself); none where there
 * is no such folder.
 */
type Names = (folder: string) => ReadonlySet<string>;

/**
 * Whether a file or folder, relative to the project, is left behind. Folders above it are not
 * looked at.
 */
type IsBuildOutput = (path: string, isFolder: boolean) => boolean;

/** Folders that tools alone name so. */
const FOLDERS = new Set([
  ...[
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
    ".pytype",
    ".tox",
    ".nox",
    "htmlcov",
  ],
  ...[
    ".nyc_output",
    ".vitest",
    ".turbo",
    ".next",
    ".nuxt",
    ".svelte-kit",
    ".parcel-cache",
    "node_modules",
  ],
  ...[
    "playwright-report",
    "mochawesome-report",
    "allure-results",
    ".phpunit.cache",
    ".dart_tool",
    "dist-newstyle",
  ],
]);

/** Files that tools alone name so. */
const FILES =
  /^(?:\.coverage(?:\..+\.(?:pid)?\d+\..+)?|.+\.tsbuildinfo|\.tsbuildinfo|\.phpunit\.result\.cache|\.rspec_status|\.eslintcache|\.stylelintcache|lcov\.info)$/;

const GRADLE = /^(?:build|settings)\.gradle(?:\.kts)?$/;
const DOTNET = /\.(?:cs|fs|vb)proj$/;
const PLAYWRIGHT = /^playwright(?:-ct)?\.config\.[cm]?[jt]s$/;

/** Folders whose name says it only where a file lies beside them, or in them. */
const SIGNS: { name: RegExp; beside?: RegExp; inside?: RegExp }[] = [
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
  // Written by the reporters of nyc, c8, jest, vitest and SimpleCov; a report in HTML alone has its
  // two helpers.
  {
    name: /^coverage$/,
    inside:
      /^(?:lcov\.info|lcov-report|coverage-(?:final|summary)\.json|clover\.xml|cobertura-coverage\.xml|block-navigation\.js|sort-arrow-sprite\.png|\.last_run\.json|\.tmp)$/,
  },
  { name: /\.egg-info$/, inside: /^PKG-INFO$/ },
  { name: /^(?:\.?v?env|\.venv.*)$/, inside: /^pyvenv\.cfg$/ },
];

/** What .NET puts below `bin`, where scripts of a person may lie, too. */
const DOTNET_OUTPUT = /^(?:Debug|Release|x64|x86|arm64|AnyCPU)$/;

/**
 * Folders into which builds and tools write, where an ignore file names them; those with a dot in
 * front are tools' own.
 */
const OUTPUTS = /^(?:dist|build|out|target|bin|obj|coverage|te?mp|logs?|__pycache__|venv|\..+)$/;

/** Whether a folder of this name is one that tools write, once it is ignored. */
export const isOutput = (name: string): boolean => OUTPUTS.test(name);

/** The last part of a path, and the folder that it lies in; "" where there is none above it. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const some = (names: ReadonlySet<string>, pattern: RegExp): boolean =>
  [...names].some((name) => pattern.test(name));

/**
 * In the project's folder the host's sandbox shows those of these that are not there as devices,
 * which git refuses to add.
 */
export const PLACES = [
  ...[
    ".bash_profile",
    ".bashrc",
    ".gitconfig",
    ".gitmodules",
    ".mcp.json",
    ".profile",
    ".ripgreprc",
    ".zprofile",
  ],
  ...[".zshrc", ".claude", ".idea", ".vscode"],
];

/**
 * Whether a file is what lies outside of the sandbox at the place of such a device, while a command
 * runs or once its host was killed.
 */
export const isPlaceholder = (found: Stats | undefined): boolean =>
  found?.isFile() === true && found.size === 0 && (found.mode & 0o777) === 0o444;

function isOutputFolder(path: string, name: string, names: Names): boolean {
  if (FOLDERS.has(name)) return true;
  const above = folderOf(path);
  const isSaid = ({ beside, inside }: (typeof SIGNS)[number]): boolean =>
    (beside !== undefined && some(names(above), beside)) ||
    (inside !== undefined && some(names(path), inside));
  if (SIGNS.some((sign) => sign.name.test(name) && isSaid(sign))) return true;
  return (
    DOTNET_OUTPUT.test(name) && nameOf(above) === "bin" && some(names(folderOf(above)), DOTNET)
  );
}

function isOutputFile(path: string, name: string, names: Names): boolean {
  if (FILES.test(name)) return true;
  const above = folderOf(path);
  const isCompiled = /\.(?:py[co]|nb[ci])(?:\.\d+)?$/.test(name);
  // Python writes nothing else there. A `.pyc` beside the sources is loaded in their place where
  // its own is gone.
  return (
    isCompiled && (nameOf(above) === "__pycache__" || names(above).has(name.replace(/c$|o$/, "")))
  );
}

/**
 * The rule for a project as it lies on the disk. `more`: names that count as being in a folder
 * beside those on the disk.
 */
export function buildOutputsOf(project: string, more?: Names): IsBuildOutput {
  const names: Names = remembering(
    (folder) => new Set([...filesIn(join(project, folder)), ...(more?.(folder) ?? [])]),
  );
  // A link leads somewhere else, and is never left behind.
  return (path, isFolder) =>
    (isFolder ? isOutputFolder : isOutputFile)(path, nameOf(path), names)
      ? statAt(join(project, path))?.isSymbolicLink() !== true
      : (PLACES.includes(path) || folderOf(path) === ".claude") &&
        isPlaceholder(statAt(join(project, path)));
}
