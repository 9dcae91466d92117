import { join } from "node:path";
import { placesOf, runGit } from "../../../project/git/git.ts";
import { statAt } from "../../../store/files/plain-file.ts";

/**
 * Which of two files is the older one: by their commits where they are as they were committed, else
 * by the disk.
 */

/** Longest list of paths for one call of git. */
const MOST = 2_000;

/** Seconds at which the newest of these files became what it is. `root`: the project. */
function newestOf(root: string, paths: readonly string[]): number {
  const git = (...args: string[]): string[] => {
    const ran = runGit([...args, "--", ...paths], { cwd: root });
    return ran.ok ? ran.out.toString().split("\0") : [];
  };
  const isInGit = placesOf(root) !== null && paths.length > 0 && paths.length <= MOST;
  const changed = isInGit ? git("diff", "--name-only", "--relative", "-z", "HEAD") : [];
  const kept = new Set(
    isInGit ? git("ls-files", "-z").filter((path) => !changed.includes(path)) : [],
  );
  const committed = kept.size === 0 ? 0 : Number(git("log", "-1", "--format=%ct")[0]);
  const onDisk = paths
    .filter((path) => !kept.has(path))
    .map((path) => (statAt(join(root, path))?.mtimeMs ?? 0) / 1_000);
  return Math.floor(onDisk.reduce((newest, one) => Math.max(newest, one), committed));
}

/** Whether one of the others became what it is after this file did. */
export const isOlder = (root: string, path: string, others: readonly string[]): boolean =>
  newestOf(root, [path]) < newestOf(root, others);
