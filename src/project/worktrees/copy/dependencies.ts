import {
  accessSync,
  constants,
  type Dirent,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { attempt } from "../../../process/attempt.ts";
import { entriesIn, readPlain, readPlainText, statAt } from "../../../store/files/plain-file.ts";
import { fieldsIn } from "../../../store/json/fields.ts";
import { entriesOf } from "../../git/git.ts";
import { realPath } from "../../project.ts";
import { failed } from "../../repo.ts";
import type { Repository } from "../git.ts";
import { copyMoved, type Relocation, relocation } from "./relocate.ts";

/**
 * Installed packages are in no commit, so a new worktree has none. It gets folders whose entries
 * are links to the packages of the checkout. What says where the project is, as a link to one of
 * its own packages does, is copied, and leads to the worktree. Git ignores such a folder, whatever
 * the project's own ignore files say: those of a virtual environment lie in it, where git reads none
 * by a link.
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
 * Caches and notes of package managers: an install in a worktree must not write those of the
 * checkout.
 */
const OWN_NOTES = /^\.(?!(?:bin|pnpm|store|bun)$)/;

/** Python's: that of a file that is copied would be the checkout's. */
const COMPILED = "__pycache__";

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

/** What of the checkout comes into a worktree, which also gets these paths of the project. */
function movedTo({ place: repo, prefix }: Repository, folder: string, paths: string[]): Relocation {
  const top = join(folder, relative(prefix, ""));
  const names = paths.map((path) => join(prefix, path).split("/")[0]!);
  return relocation(repo.places.top, top, [...readdirSync(top), ...names]);
}

/**
 * Makes the packages of the checkout known in a worktree, as far as that is possible; `folder` is
 * the project's folder in it.
 */
export function linkPackages(repo: Repository, folder: string): void {
  // Not where the worktree has its own, and not for a package that it has no folder of.
  const packages = packageFolders(repo).filter(
    (path) => !statAt(join(folder, path)) && isFolderOf(folder, dirname(path)),
  );
  const moved = movedTo(repo, folder, packages);
  const { root } = repo.project;
  const there = packages.map((path) => join(root, path));
  const own = ownOf(there, moved);
  for (const path of packages) {
    // Whole or not at all: a folder that is there is not looked at again.
    const making = repo.scratchName("packages");
    const link = (): void => {
      linkFolder(join(root, path), making, moved, own);
      const ignores = join(making, ".gitignore");
      rmSync(ignores, { force: true });
      writeFileSync(ignores, "*\n");
      renameSync(making, join(folder, path));
    };
    if (attempt(link, "failed")) rmSync(making, { recursive: true, force: true });
  }
}

/** Files among packages that are looked at, and the size of what is read of them. */
const MAX_LOOKED_AT = 100_000;
const MAX_TEXT = 256 * 1024;

/**
 * What among packages is no link to the checkout's: folders with such things in them, and packages
 * that are copied whole.
 */
type Own = { folders: Set<string>; packages: Set<string> };

/**
 * Finds what says where it is: links, texts with the checkout's path, and what depends on packages
 * of the project itself. A package of Node is a link as a whole or none, since Node looks for its
 * files, and for others, from where it really is.
 */
function ownOf(tops: string[], moved: Relocation): Own {
  const own = new Set(tops);
  const add = (folder: string): void => {
    for (let up = folder; !own.has(up); up = dirname(up)) own.add(up);
  };
  const folders = [...tops];
  const packages: string[] = [];
  const projects = new Set<string>();
  let left = MAX_LOOKED_AT;
  // Level by level: what package managers write lies far up.
  for (const folder of folders) {
    const entries = entriesIn(folder);
    if (!tops.includes(folder) && entries.some(({ name }) => name === "package.json")) {
      // An install writes beside it.
      add(dirname(folder));
      packages.push(folder);
      continue;
    }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      left -= 1;
      if (left < 0) return { folders: own, packages: new Set() };
      if (entry.isDirectory() && entry.name !== COMPILED) folders.push(path);
      else if (!own.has(folder) && saysWhere(entry, path, moved)) add(folder);
      if (entry.isSymbolicLink() && !isAmong(tops, path)) projects.add(nameOf(path));
    }
  }
  return { folders: own, packages: dependents(packages, projects) };
}

/**
 * Whether an entry says where it is. Composer's own files do by `__DIR__`, for which PHP follows
 * links; they say that Composer has made them.
 */
function saysWhere(entry: Dirent, path: string, moved: Relocation): boolean {
  if (entry.isSymbolicLink()) return true;
  const bytes = entry.isFile() ? readPlain(path, MAX_TEXT) : null;
  return bytes !== null && (bytes.includes("generated by Composer") || moved.text(bytes) !== null);
}

const isAmong = (tops: string[], link: string): boolean => {
  const end = attempt(() => realpathSync(link), link);
  return tops.some((top) => end.startsWith(`${top}/`));
};

/** What Node calls a package that lies there. */
const nameOf = (path: string): string => path.split("/node_modules/").at(-1)!;

/** Those of some packages that depend on these names, also by one another. */
function dependents(packages: string[], names: Set<string>): Set<string> {
  const found = new Set<string>();
  if (names.size === 0) return found;
  const noted = packages.map((folder) => ({ folder, ...manifestOf(folder) }));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { folder, name, needs } of noted)
      if (needs.some((need) => names.has(need))) {
        found.add(folder);
        names.add(name);
      }
  }
  return found;
}

function manifestOf(folder: string): { name: string; needs: string[] } {
  const noted = fieldsIn(readPlainText(join(folder, "package.json")));
  const kinds = [noted.dependencies, noted.peerDependencies, noted.optionalDependencies];
  const needs = kinds.flatMap((kind) => Object.keys(kind ?? {}));
  return { name: String(noted.name ?? nameOf(folder)), needs };
}

function linkFolder(from: string, to: string, moved: Relocation, own: Own): void {
  const isNode = /\/node_modules(?:\/@[^/]+)?$/.test(from);
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const { name } = entry;
    const [there, here] = [join(from, name), join(to, name)];
    if (name === COMPILED || (isNode && OWN_NOTES.test(name))) continue;
    const isCopied =
      entry.isSymbolicLink() || own.packages.has(there) || (entry.isFile() && isText(there));
    if (own.folders.has(there)) linkFolder(there, here, moved, own);
    else if (isCopied) copyMoved(there, here, moved);
    else symlinkSync(there, here);
  }
}

const isText = (path: string): boolean => readPlain(path)?.includes(0) === false;

/** Bytes and files that are copied into one worktree; what is larger is no source of a test's. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 5_000;
/** What tools make again, or only they know. */
const MADE_AGAIN =
  /^(?:node_modules|__pycache__|target|\.(?:git|task|cache|venv|gradle|next|nuxt|turbo|parcel-cache|[a-z]+_cache|tox|nox|DS_Store)|.+\.(?:log|pid|lock|sock|tmp|swp))$/;
/** Of that, and of what editors keep for themselves, a worktree gets none. */
const isLeft = (name: string): boolean =>
  MADE_AGAIN.test(name) || /^\.(?:claude|idea|vs|vscode)$/.test(name);

/**
 * What tests may read in the checkout and a new worktree lacks: what an ignore file names, such as
 * `.env`, generated sources and built packages of the project's own. Each becomes a copy. `below`: only
 * what lies there, by the repository's paths. @returns paths that are too large for that
 */
export function carryIgnored(repo: Repository, folder: string, below = repo.prefix): string[] {
  const { project, prefix } = repo;
  const packages = packageFolders(repo);
  const left = { bytes: MAX_BYTES, files: MAX_FILES };
  const paths = listed(repo, ["--others", "--ignored", "--exclude-standard", "--directory"])
    .filter(
      (path) =>
        path.startsWith(below) &&
        !repo.place.exclude.some((one) => `${path}/`.startsWith(`${one}/`)),
    )
    .map((path) => path.slice(prefix.length))
    .filter(
      (path) =>
        !packages.includes(path) &&
        path.split("/").every((name) => !isLeft(name)) &&
        isFolderOf(folder, dirname(path)) &&
        isFree(join(folder, path)),
    );
  const fitting = paths.filter((path) => takesRoom(join(project.root, path), left));
  const moved = movedTo(repo, folder, [...packages, ...fitting]);
  const isFailed = (path: string): boolean =>
    attempt(() => {
      copyMoved(join(project.root, path), join(folder, path), moved, isCarried);
      return false;
    }, true);
  return paths.filter((path) => !fitting.includes(path) || isFailed(path));
}

/**
 * What git ignores in a worktree and the checkout has not as it is there, by its paths; without
 * what tools make again.
 */
export function ownIgnored(repo: Repository, top: string): string[] {
  const args = ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"];
  const moved = movedTo(repo, top, []);
  const isCopy = (there: string, here: string): boolean => {
    if (MADE_AGAIN.test(basename(here))) return true;
    const found = attempt(() => lstatSync(here), null);
    // A link holds nothing itself.
    if (found?.isSymbolicLink()) return true;
    if (found?.isDirectory())
      return readdirSync(here).every((name) => isCopy(join(there, name), join(here, name)));
    const [before, now] = [readPlain(there), readPlain(here)];
    return before !== null && now?.equals(moved.text(before) ?? before) === true;
  };
  return entriesOf(repo.git(args, { cwd: top }))
    .map((path) => path.replace(/\/$/, ""))
    .filter(
      (path) =>
        !path.split("/").some((name) => MADE_AGAIN.test(name)) &&
        !isPackages(join(top, path)) &&
        !isCopy(join(repo.place.places.top, path), join(top, path)),
    );
}

/** Nothing takes the place of what is there. */
const isFree = (path: string): boolean => statAt(path) === undefined || isEmptyFolder(path);

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
  return isKnown && !isLeft(basename(path));
};

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

/** The same for all of it, or nothing. */
function takesRoom(path: string, left: Room): boolean {
  const room = { ...left };
  return fits(path, room) && Object.assign(left, room) === left;
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
 * links, as in a worktree. Folders that tools make again stay behind, what cannot be read, and files
 * that `isTaken` says no to. @returns false: it is too large for that
 */
export function copyProject(
  root: string,
  folder: string,
  isTaken: (path: string) => boolean = () => true,
): boolean {
  const packages: string[] = [];
  const left = { ...WHOLE };
  const isCopied = (path: string): boolean => {
    // What is gone since it was listed, or is another user's, is not there to be copied.
    const found = attempt(() => lstatSync(path), null);
    if (found === null || !isReadable(path, found)) return false;
    // That of a linked worktree leads to what its commits and index are.
    if (basename(path) === ".git") return false;
    if (found.isDirectory() && isPackages(path)) packages.push(path);
    if (found.isDirectory()) return !isLeft(basename(path)) && !packages.includes(path);
    const isEntry = found.isFile() || found.isSymbolicLink();
    return isEntry && isTaken(relative(root, path)) && hasRoom(left, found);
  };
  const names = readdirSync(root);
  const isThere = (name: string): boolean => isPackages(join(root, name)) || !isLeft(name);
  const moved = relocation(root, folder, names.filter(isThere));
  for (const name of names) copyMoved(join(root, name), join(folder, name), moved, isCopied);
  const own = ownOf(packages, moved);
  for (const path of packages) linkFolder(path, join(folder, relative(root, path)), moved, own);
  return left.bytes >= 0 && left.files >= 0;
}
