import { existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { git } from "./git.ts";

/**
 * Installed packages lie in folders that no commit has, so that a new worktree has none. It gets
 * links to those of the checkout.
 */

const PACKAGES = /^(?:node_modules|\.?venv)$/;
/**
 * Notes and caches of package managers: an install in the worktree must not write those of the
 * checkout.
 */
const OWN_NOTES = /^\.(?!bin$|pnpm$)/;
/** Folders in it that hold packages themselves. */
const INNER = /^(?:@.+|\.bin)$/;

/**
 * Links folders of packages of a checkout into a worktree of its repository: folders of its own,
 * whose entries are links.
 */
export async function linkPackages(checkout: string, worktree: string): Promise<void> {
  const args = [
    "ls-files",
    "-z",
    "--others",
    "--ignored",
    "--exclude-standard",
    "--directory",
    "--no-empty-directory",
  ];
  for (const listed of (await git(checkout, args))
    .split("\0")
    .filter((path) => path.endsWith("/"))) {
    const path = listed.slice(0, -1);
    const to = join(worktree, path);
    if (!PACKAGES.test(basename(path)) || existsSync(to) || !existsSync(dirname(to))) continue;
    linkEntries(join(checkout, path), to);
  }
}

function linkEntries(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from).filter((one) => !OWN_NOTES.test(one))) {
    const there = join(from, name);
    if (INNER.test(name) && lstatSync(there).isDirectory()) linkEntries(there, join(to, name));
    else symlinkSync(there, join(to, name));
  }
}
