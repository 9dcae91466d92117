import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readCache } from "../../store/files/disk.ts";
import { filesBelow } from "../../store/files/plain-file.ts";

/**
 * A run as one git bundle: the commits that its refs name, and one with the files of its record.
 * The worker of a job keeps it beside the journal, `export` writes it into a file with the journal.
 */

/** Runs git in a repository, and returns what it prints. @throws where git fails */
export type Git = (
  args: string[],
  more?: { stdin?: string; env?: Record<string, string> },
) => Promise<string>;

/** Folders with a run's own files, which are no part of the project's kept state. */
const FOLDERS = [".task", "pipeline", ".planning"];

/** What is made anew, or belongs to one machine alone. */
const STAYS =
  /^\.task\/(?:worktrees|history|parked|state\.json|snapshot\.json|live|copy|lock|\.gitignore|.*\.lock|.*\.tmp)(?:\/|$)|^\.task\/objects\/(?![0-9a-f]{64}$)|(?:^|\/)\.git(?:\/|$)/i;

/** The files of a run's record in a project. */
export const recordFiles = (root: string): string[] =>
  FOLDERS.flatMap((folder) =>
    filesBelow(join(root, folder)).map((name) => `${folder}/${name}`),
  ).filter((path) => !STAYS.test(path));

/** No rule of the project or the person changes a byte, and a link is a file with its target. */
const AS_THEY_LIE = [
  ...["-c", "core.autocrlf=false", "-c", "core.symlinks=false"],
  ...["-c", "core.attributesFile=/dev/null"],
];

const workIn = (folder: string) => ({
  GIT_WORK_TREE: folder,
  GIT_INDEX_FILE: `${folder}-index`,
});

/** Makes a commit of files of a record. `folder`: an empty one; `parent`: of the commit. */
export async function commitRecord(
  git: Git,
  root: string,
  paths: string[],
  folder: string,
  parent?: string,
): Promise<{ tree: string; commit: string }> {
  mkdirSync(folder, { recursive: true });
  for (const path of paths) {
    // One that is gone by now, or is a link, is left out.
    const bytes = readCache(join(root, path));
    if (bytes === null) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const env = workIn(folder);
  const stdin = recordFiles(folder)
    .map((path) => `${path}\0`)
    .join("");
  await git([...AS_THEY_LIE, "update-index", "--add", "-z", "--stdin"], { env, stdin });
  const tree = await git(["write-tree"], { env });
  const parents = parent === undefined ? [] : ["-p", parent];
  const commit = await git(["commit-tree", "-m", "files of the record", ...parents, tree]);
  return { tree, commit };
}

/** Writes the files of such a commit into an empty folder, and returns their paths. */
export async function checkOutRecord(git: Git, commit: string, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const env = workIn(folder);
  await git(["read-tree", commit], { env });
  await git([...AS_THEY_LIE, "checkout-index", "-a", "-f", "-q"], { env });
  return recordFiles(folder);
}

/** Fetches from a bundle, or from another repository of this machine. */
export const fetchFrom = (git: Git, from: string, refs: string[]): Promise<string> =>
  git(["fetch", "-q", "--no-tags", "--no-write-fetch-head", from, ...refs], {
    env: { GIT_ALLOW_PROTOCOL: "file" },
  });
