import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Repository } from "./git.ts";

/**
 * Installed packages lie in folders that no commit has, so that a new worktree has none. It gets such folders of its own whose
 * entries are links to those of the checkout. A link within the project keeps its words: a package of the project's own is the
 * worktree's version.
 */

/** What a folder of packages is called, and the file in it that says so; null: its name is enough. */
const PACKAGES: { name: RegExp; sign: string | null }[] = [
  { name: /^node_modules$/, sign: null },
  { name: /^(?:\.?v?env|\.venv.*)$/, sign: "pyvenv.cfg" },
  { name: /^vendor$/, sign: "autoload.php" },
  { name: /^vendor$/, sign: "bundle" },
  { name: /^\.bundle$/, sign: "config" },
];

/** Parts of Composer's folder that find the project's files from where they really are: a link to them is the checkout's code. */
const COPIED = new Set(["autoload.php", "composer", "bin"]);

/** Caches and notes of package managers: an install in a worktree must not write those of the checkout. */
const OWN_NOTES = /^\.(?!bin$|pnpm$)/;

/** Folders of installed packages in the checkout that no commit has, relative to the project. */
function packageFolders(repo: Repository): string[] {
  const { project, prefix } = repo;
  const specs = [prefix === "" ? "." : `:(literal)${prefix}`, `:(exclude,literal)${prefix}.task`];
  return repo
    .git(["ls-files", "-z", "--others", "--directory", "--no-empty-directory", "--", ...specs])
    .toString()
    .split("\0")
    .filter((path) => path.endsWith("/") && path.startsWith(prefix))
    .map((path) => path.slice(prefix.length, -1))
    .filter((path) =>
      PACKAGES.some(
        ({ name, sign }) => name.test(basename(path)) && (sign === null || existsSync(join(project.root, path, sign))),
      ),
    );
}

/** Makes the packages of the checkout known in a worktree, as far as that is possible; `folder` is the project's folder in it. */
export function linkPackages(repo: Repository, folder: string): void {
  for (const path of packageFolders(repo)) {
    const to = join(folder, path);
    // Not where the worktree has its own, and not for a package that it has no folder of.
    if (lstatSync(to, { throwIfNoEntry: false }) || !existsSync(dirname(to))) continue;
    // Whole or not at all: a folder that is there is not looked at again.
    const making = repo.scratchName("packages");
    try {
      linkEntries(join(repo.project.root, path), making);
      renameSync(making, to);
    } catch {
      rmSync(making, { recursive: true, force: true });
    }
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
    if (isComposers && COPIED.has(name)) cpSync(there, here, { recursive: true, verbatimSymlinks: true });
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(there), here);
    else if (isNode && entry.isDirectory() && (name.startsWith("@") || name === ".bin")) linkEntries(there, here);
    else symlinkSync(there, here);
  }
}

/** Takes away what `linkPackages` has made in a worktree, where no ignore file names it: git does not remove a worktree that holds more. */
export function unlinkPackages(repo: Repository, worktree: string): void {
  const paths = packageFolders(repo).map((path) => `:(literal)${repo.prefix}${path}`);
  if (paths.length > 0) repo.git(["clean", "--quiet", "-ffd", "--", ...paths], { cwd: worktree });
}
