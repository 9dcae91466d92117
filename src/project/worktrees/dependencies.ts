import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { statAt } from "../../store/plain-file.ts";
import { entriesOf } from "../git.ts";
import { failed } from "../place.ts";
import { realPath } from "../project.ts";
import type { Repository } from "./git.ts";

/**
 * Installed packages are in no commit, so a new worktree has none. It gets folders whose entries
 * are links to the packages of the checkout. A link to a package of the project itself is copied as
 * it is, so it leads to the worktree's version. Git ignores such a folder, whatever the project's
 * own ignore files say: those of a virtual environment lie in it, where git reads none by a link.
 */

/**
 * What a folder of packages is called, and the file in it that says so; null: its name is enough.
 */
const PACKAGES: { name: RegExp; sign: string | null }[] = [
  { name: /^node_modules$/, sign: null },
  { name: /^(?:\.?v?env|\.venv.*)$/, sign: "pyvenv.cfg" },
  { name: /^vendor$/, sign: "autoload.php" },
  { name: /^vendor$/, sign: "bundle" },
  { name: /^\.bundle$/, sign: "config" },
];

/**
 * Parts of Composer's folder that find the project's files from where they really are: a link to
 * them is the checkout's code.
 */
const COPIED = new Set(["autoload.php", "composer", "bin"]);

/**
 * Caches and notes of package managers: an install in a worktree must not write those of the
 * checkout.
 */
const OWN_NOTES = /^\.(?!bin$|pnpm$)/;

/** Folders of installed packages in the checkout that no commit has, relative to the project. */
function packageFolders(repo: Repository): string[] {
  const paths = listed(repo, ["--others", "--directory", "--no-empty-directory"])
    .map((path) => join(repo.project.root, path.slice(repo.prefix.length)))
    // A link to packages is copied as the link that it is.
    .filter((path) => statAt(path)?.isDirectory() && isPackages(path));
  return paths.map((path) => relative(repo.project.root, path));
}

const isPackages = (path: string): boolean =>
  PACKAGES.some(
    ({ name, sign }) =>
      name.test(basename(path)) && (sign === null || existsSync(join(path, sign))),
  );

/**
 * Makes the packages of the checkout known in a worktree, as far as that is possible; `folder` is
 * the project's folder in it.
 */
export function linkPackages(repo: Repository, folder: string): void {
  for (const path of packageFolders(repo)) {
    const to = join(folder, path);
    // Not where the worktree has its own, and not for a package that it has no folder of.
    if (statAt(to) || !isFolderOf(folder, dirname(path))) continue;
    // Whole or not at all: a folder that is there is not looked at again.
    const making = repo.scratchName("packages");
    const link = (): void => {
      linkEntries(join(repo.project.root, path), making);
      const ignores = join(making, ".gitignore");
      rmSync(ignores, { force: true });
      writeFileSync(ignores, "*\n");
      renameSync(making, to);
    };
    if (attempt(link, "failed")) rmSync(making, { recursive: true, force: true });
  }
}

function linkEntries(from: string, to: string): void {
  const isComposers = existsSync(join(from, "autoload.php"));
  const isNode = /\/node_modules(?:\/@[^/]+)?$/.test(from);
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const { name } = entry;
    const [there, here] = [join(from, name), join(to, name)];
    if (isNode && OWN_NOTES.test(name)) continue;
    if (isComposers && COPIED.has(name))
      cpSync(there, here, { recursive: true, verbatimSymlinks: true });
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(there), here);
    else if (isNode && entry.isDirectory() && (name.startsWith("@") || name === ".bin"))
      linkEntries(there, here);
    else symlinkSync(there, here);
  }
}

/** Bytes and files that are copied into one worktree; what is larger is no source of a test's. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 5_000;
/** What tools and editors keep for themselves; a worktree's own is made again. */
const NOT_CARRIED =
  /^(?:node_modules|__pycache__|target|\.(?:git|task|claude|cache|venv|idea|vscode|vs|gradle|next|nuxt|turbo|parcel-cache|[a-z]+_cache|tox|nox|DS_Store)|.+\.(?:log|pid|lock|sock|tmp|swp))$/;

/**
 * What tests may read in the checkout and a new worktree lacks: what an ignore file names, such as
 * `.env`, generated sources and built packages of the project's own. Each becomes a copy. `below`: only
 * what lies there, by the repository's paths. @returns paths that are too large for that
 */
export function carryIgnored(repo: Repository, folder: string, below = repo.prefix): string[] {
  const { project, prefix } = repo;
  const packages = packageFolders(repo);
  const left = { bytes: MAX_BYTES, files: MAX_FILES };
  return listed(repo, ["--others", "--ignored", "--exclude-standard", "--directory"])
    .filter(
      (path) =>
        path.startsWith(below) &&
        !repo.place.exclude.some((one) => `${path}/`.startsWith(`${one}/`)),
    )
    .map((path) => path.slice(prefix.length))
    .filter(
      (path) =>
        !packages.includes(path) && path.split("/").every((name) => !NOT_CARRIED.test(name)),
    )
    .filter(
      (path) =>
        isFolderOf(folder, dirname(path)) &&
        !copied(join(project.root, path), join(folder, path), left),
    );
}

/** Whether a worktree has that folder itself: where its commit has a link, what is written lands elsewhere. */
const isFolderOf = (worktree: string, path: string): boolean =>
  existsSync(join(worktree, path)) &&
  realPath(join(worktree, path)) === join(realPath(worktree), path);

/** What git lists of the project and of the repositories inside, by paths of the one around. */
function listed(repo: Repository, options: string[]): string[] {
  const { top } = repo.place.places;
  const base = repo.base();
  const inside = base === null ? [] : repo.insideOf(base);
  return ["", ...inside].flatMap((folder) => {
    const specs = folder === "" && repo.prefix !== "" ? [`:(literal)${repo.prefix}`] : ["."];
    const run = repo.tryGit(
      ["ls-files", "-z", ...options, "--", ...specs],
      folder === "" ? {} : { cwd: join(top, folder) },
    );
    if (!run.ok && folder === "") throw failed(repo.place, ["ls-files"], run);
    return run.ok ? entriesOf(run.out).map((path) => join(folder, path).replace(/\/$/, "")) : [];
  });
}

const isCarried = (path: string): boolean => {
  const found = statAt(path);
  const isKnown =
    found !== undefined && (found.isFile() || found.isDirectory() || found.isSymbolicLink());
  return isKnown && !NOT_CARRIED.test(basename(path));
};

/**
 * Copies a file or folder, whole or not at all; nothing takes the place of what is there. @returns
 * false: there is no room for it
 */
function copied(from: string, to: string, left: Room): boolean {
  const isTaken = statAt(to) !== undefined && !isEmptyFolder(to);
  if (!isCarried(from) || isTaken) return true;
  const room = { ...left };
  if (
    !fits(from, room) ||
    attempt(() => cpSync(from, to, { ...COPY, filter: isCarried }), "failed")
  )
    return false;
  Object.assign(left, room);
  return true;
}

const COPY = { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE } as const;

type Room = { bytes: number; files: number };

/** Takes a file's size off what is left. */
function hasRoom(left: Room, { size }: Stats): boolean {
  left.bytes -= size;
  left.files -= 1;
  return left.bytes >= 0 && left.files >= 0;
}

/** Takes the size of a file or folder off what is left. */
function fits(path: string, left: Room): boolean {
  if (!isCarried(path)) return true;
  const found = lstatSync(path);
  return found.isDirectory()
    ? readdirSync(path).every((name) => fits(join(path, name), left))
    : hasRoom(left, found);
}

export const isEmptyFolder = (path: string): boolean =>
  statAt(path)?.isDirectory() === true && readdirSync(path).length === 0;

/** Bytes and files of a project that is copied whole. */
const WHOLE = { bytes: 512 * 1024 * 1024, files: 50_000 };

/** Whether a copy can have it: a link is none of what it leads to. */
function isReadable(path: string, found: Stats): boolean {
  const { R_OK, X_OK } = constants;
  const mode = found.isDirectory() ? R_OK | X_OK : R_OK;
  const mayRead = (): boolean => {
    accessSync(path, mode);
    return true;
  };
  return found.isSymbolicLink() || attempt(mayRead, false);
}

/**
 * Copies a project's files as they are now, also ignored ones, into a folder in it; packages are
 * links, as in a worktree. Folders that tools make again stay behind, and what cannot be read. @returns false: it is too
 * large for that
 */
export function copyProject(root: string, folder: string): boolean {
  const packages: string[] = [];
  const left = { ...WHOLE };
  const isTaken = (path: string): boolean => {
    // What is gone since it was listed, or is another user's, is not there to be copied.
    const found = attempt(() => lstatSync(path), null);
    if (found === null || !isReadable(path, found)) return false;
    // That of a linked worktree leads to what its commits and index are.
    if (basename(path) === ".git") return false;
    if (found.isDirectory() && isPackages(path)) packages.push(path);
    if (found.isDirectory()) return !NOT_CARRIED.test(basename(path)) && !packages.includes(path);
    return hasRoom(left, found) && (found.isFile() || found.isSymbolicLink());
  };
  for (const name of readdirSync(root))
    cpSync(join(root, name), join(folder, name), { ...COPY, filter: isTaken });
  for (const path of packages) linkEntries(path, join(folder, relative(root, path)));
  return left.bytes >= 0 && left.files >= 0;
}
