import { join } from "node:path";
import { readPlain, readPlainText } from "../../store/files/plain-file.ts";
import { given, oneLine, plural, someOf } from "../../text.ts";
import type { Failure } from "../git/git.ts";
import { isUnderway } from "../git/head.ts";
import { ownIgnored } from "./copy/dependencies.ts";
import { inWorktree, uncommitted, type Worktree } from "./linked-worktrees.ts";
import { isBrought, tipOf } from "./merge/bring.ts";

/**
 * What is in a worktree and nowhere else, as refs and files are at this moment, in words; empty:
 * nothing. `whole`: with its branch, and with what git ignores.
 */
export function lostWith(worktree: Worktree, whole = false): string[] | Failure {
  const changed = uncommitted(worktree);
  if (!Array.isArray(changed)) return changed;
  const { base, top } = worktree;
  const own = whole ? (worktree.made ?? null) : null;
  const lost = inWorktree(worktree, (repo) => {
    const head = repo.commitAt("HEAD");
    const made = own === null ? null : repo.commitAt(`refs/heads/${own}`);
    const tips = [tipOf(repo, worktree), made].filter((one) => one !== null);
    const refs = [...given(own !== null, `--exclude=${own}`), "--branches", "--remotes", "--tags"];
    const nowhere = (kept: readonly string[]): number =>
      repo.lines(["rev-list", ...tips, "--not", ...kept, ...refs]).length;
    // What the checkout had checked out git still knows there, whatever became of it; what was only
    // looked at came from elsewhere.
    const reflog = repo.tryGit(["rev-list", "--walk-reflogs", "HEAD"]).out.toString().split("\n");
    const isKnown = !worktree.own || reflog.includes(base);
    const kept = given(head !== null, head!);
    const since = nowhere([...kept, base]);
    const commits = isKnown ? since : nowhere(kept);
    const isBegun = commits > since;
    const isLost =
      isBegun || !(whole && commits > 0 && tips.every((tip) => isBrought(repo, worktree, tip)));
    const isThere = (path: string): boolean => {
      const [there, here] = [repo.place.places.top, top].map((at) => readPlain(join(at, path)));
      return there != null && here != null && there.equals(here);
    };
    const { folder } = repo.adminOf(top)!;
    return {
      ok: true as const,
      commits: isLost ? commits : 0,
      files: whole ? changed.filter((path) => !isThere(path)) : changed,
      ignored: whole ? ownIgnored(repo, top) : [],
      isBusy: whole && isUnderway(folder),
      locked: whole ? readPlainText(join(folder, "locked")) : null,
    };
  });
  if (!lost.ok) return lost;
  const { commits, files, ignored, isBusy, locked } = lost;
  return [
    ...given(files.length > 0, `uncommitted work (${someOf(files)})`),
    ...given(
      commits > 0,
      `${plural(commits, "commit")} on ${whole ? "no other branch" : "no branch"}`,
    ),
    ...given(ignored.length > 0, `files that git ignores (${someOf(ignored)})`),
    ...given(isBusy, "a merge, a rebase or the like that is not finished"),
    ...given(locked !== null, `its lock${locked ? ` (${oneLine(locked)})` : ""}`),
  ];
}
