import { existsSync } from "node:fs";
import { join } from "node:path";
import { readPlainText } from "../../store/files/plain-file.ts";
import { placesOf } from "./git.ts";

/** Where the person's repository stands. Nothing of it is written. */

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

const textOf = (path: string): string => (readPlainText(path) ?? "").trim();

/**
 * The branch and the commit that are checked out, null where there is none; null outside of a
 * repository, or where its refs are kept otherwise. Starts no program: it is asked at each
 * dispatch.
 */
export function headOf(root: string): { branch: string | null; commit: string | null } | null {
  const places = placesOf(root);
  if (places === null) return null;
  const head = textOf(join(places.gitDir, "HEAD"));
  if (COMMIT.test(head)) return { branch: null, commit: head };
  const ref = /^ref: (refs\/[^\0]+)$/.exec(head)?.[1];
  // A table of refs stands for them in newer repositories.
  if (ref === undefined || ref === "refs/heads/.invalid") return null;
  const loose = textOf(join(places.common, ref));
  const packed = textOf(join(places.common, "packed-refs"))
    .split("\n")
    .find((line) => line.endsWith(` ${ref}`));
  const commit = [loose, packed?.split(" ")[0] ?? ""].find((one) => COMMIT.test(one)) ?? null;
  return { branch: ref.replace(/^refs\/heads\//, ""), commit };
}

/** Files and folders that git keeps while something is not finished. */
const UNDERWAY = [
  "rebase-merge",
  "rebase-apply",
  "MERGE_HEAD",
  "CHERRY_PICK_HEAD",
  "REVERT_HEAD",
  "BISECT_LOG",
];

/** Whether a merge, a rebase or the like is not finished in a git folder. */
export const isUnderway = (gitDir: string): boolean =>
  UNDERWAY.some((name) => existsSync(join(gitDir, name)));
