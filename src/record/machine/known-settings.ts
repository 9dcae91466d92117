import { lstatSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { placesOf } from "../../project/git/git.ts";
import { type Rooted, realPath } from "../../project/project.ts";
import { readCache } from "../../store/files/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { type Env, readOutside, writeOutside } from "./outside.ts";

/** What the person has said about settings; `shown`: nothing so far. */
export type Said = "approved" | "left_out" | "shown";

/** The same of the settings of a project, by the hash of what was shown. */
type SettingsKnown = Record<string, Said>;

/** How many different contents of one settings file are kept: branches differ. */
const MAX_KNOWN = 50;

/**
 * The repository of a project, the same for all of its worktrees, and the project's place in it.
 */
function repositoryOf(root: string): string {
  const places = placesOf(root);
  if (places === null) return `${realPath(root)}:`;
  const { top, project, gitDir, common } = places;
  const dot = join(top, ".git");
  // A link could lead into any repository of the person's.
  if (lstatSync(dot).isSymbolicLink()) return `${dot}:`;
  return `${gitDir === dot || isWorktree(dot, gitDir, common) ? realPath(common) : dot}:${relative(top, project)}`;
}

/**
 * Whether the repository itself has a note of this worktree. A file `.git`, and a note beside it,
 * could name any.
 */
function isWorktree(dot: string, gitDir: string, common: string): boolean {
  if (dirname(realPath(gitDir)) !== join(realPath(common), "worktrees")) return false;
  const noted = readCache(join(gitDir, "gitdir"))?.toString("utf8").trim() ?? "";
  // Newer versions of git may write it relative to the folder that it is in.
  return noted !== "" && realPath(resolve(gitDir, noted)) === realPath(dot);
}

const settingsFile = (project: Rooted): string =>
  `settings/${sha256(repositoryOf(project.root)).slice(0, 32)}.json`;

/** What the person has said about settings with this hash; null: nothing yet. */
export function settingsKnown(project: Rooted, hash: string, env: Env = process.env): Said | null {
  for (const known of readOutside<SettingsKnown>(env, project, settingsFile(project)))
    if (Object.hasOwn(known, hash)) return known[hash]!;
  return null;
}

/** Returns the file that says so. @throws NoRecord */
export function noteSettings(
  project: Rooted,
  hash: string,
  answer: Said,
  env: Env = process.env,
): string {
  const known = readOutside<SettingsKnown>(env, project, settingsFile(project)).reverse();
  const { [hash]: _, ...before }: SettingsKnown = Object.assign({}, ...known);
  const kept = Object.entries(before).slice(-(MAX_KNOWN - 1));
  return writeOutside(env, project, settingsFile(project), {
    ...Object.fromEntries(kept),
    [hash]: answer,
  });
}
