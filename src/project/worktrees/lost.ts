import { join } from "node:path";
import { readPlainText } from "../../store/files/plain-file.ts";
import { given, oneLine, plural, someOf } from "../../text.ts";
import type { Failure } from "../git/git.ts";
import { ownIgnored } from "./copy/dependencies.ts";
import { inWorktree, uncommitted, type Worktree } from "./linked-worktrees.ts";
import { isBrought, tipOf } from "./merge/bring.ts";

/**
 * What is in a worktree and nowhere else, as refs and files are at this moment, in words; empty:
 * nothing. `whole`: with its branch, and with what git ignores.
 */
export function lostWith(worktree: Worktree, whole = false): string[] | Failure {
  const files = uncommitted(worktree);
  if (!Array.isArray(files)) return files;
  const { base, top } = worktree;
  const own = whole ? (worktree.made ?? null) : null;
  const lost = inWorktree(worktree, (repo) => {
    const made = own === null ? null : repo.commitAt(`refs/heads/${own}`);
    const tips = [tipOf(repo, worktree), made].filter((one) => one !== null);
    const kept = ["--not", base, ...given(own !== null, `--exclude=${own}`)];
    const commits = repo.lines([
      ...["rev-list", ...tips, ...kept, "--branches", "--remotes", "--tags"],
    ]).length;
    const isLost = commits > 0 && !(whole && tips.every((tip) => isBrought(repo, worktree, tip)));
    const locked = whole ? readPlainText(join(repo.adminOf(top)!.folder, "locked")) : null;
    return {
      ok: true as const,
      commits: isLost ? commits : 0,
      locked,
      ignored: whole ? ownIgnored(repo, top) : [],
    };
  });
  if (!lost.ok) return lost;
  const { commits, ignored, locked } = lost;
  return [
    ...given(files.length > 0, `uncommitted work (${someOf(files)})`),
    ...given(
      commits > 0,
      `${plural(commits, "commit")} on ${whole ? "no other branch" : "no branch"}`,
    ),
    ...given(ignored.length > 0, `files that git ignores (${someOf(ignored)})`),
    ...given(locked !== null, `its lock${locked ? ` (${oneLine(locked)})` : ""}`),
  ];
}
