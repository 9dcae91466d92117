import { join } from "node:path";
import { readPlainText } from "../store/plain-file.ts";
import { hasGit, placesOf, runGit } from "./git.ts";

/** Where the person's repository stands, and which commits it got. Nothing of it is written. */

/** `branch`: null where none is checked out; `commit`: null where there is none yet. */
interface Head {
  branch: string | null;
  commit: string | null;
}

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

const textOf = (path: string): string => (readPlainText(path) ?? "").trim();

/**
 * The branch and the commit that are checked out; null outside of a repository, or where its refs are kept otherwise. Starts
 * no program: it is asked at each dispatch.
 */
export function headOf(root: string): Head | null {
  const places = placesOf(root);
  if (places === null) return null;
  const said = textOf(join(places.gitDir, "HEAD"));
  if (COMMIT.test(said)) return { branch: null, commit: said };
  const ref = /^ref: (refs\/[^\0]+)$/.exec(said)?.[1];
  // A table of refs stands for them in newer repositories.
  if (ref === undefined || ref === "refs/heads/.invalid") return null;
  const loose = textOf(join(places.common, ref));
  const packed = textOf(join(places.common, "packed-refs"))
    .split("\n")
    .find((line) => line.endsWith(` ${ref}`));
  const commit = [loose, packed?.split(" ")[0] ?? ""].find((one) => COMMIT.test(one)) ?? null;
  return { branch: ref.replace(/^refs\/heads\//, ""), commit };
}

/**
 * Commits that `to` has and `from` has not, the newest `most` of them, oldest first; null where git cannot tell. Both come
 * from a journal, which may be a stranger's: nothing but a commit's hash reaches git's command line.
 */
export function commitsBetween(
  root: string,
  from: string | null,
  to: string | null,
  most: number,
): { count: number; newest: string[] } | null {
  if (to === null || ![to, from ?? to].every((one) => COMMIT.test(one)) || !hasGit()) return null;
  const range = from === null ? to : `${from}..${to}`;
  const counted = runGit(["rev-list", "--count", range], { cwd: root });
  const listed = runGit(["log", `--max-count=${most}`, "--format=%h %s", range], { cwd: root });
  if (!counted.ok || !listed.ok) return null;
  const lines = listed.out.toString().split("\n").filter(Boolean);
  return { count: Number(counted.out.toString()), newest: lines.toReversed() };
}
