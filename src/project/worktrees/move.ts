/** Starts a workstream anew from the checkout as it is by now, where somebody has changed a file that it changes, too. */
import type { Failure } from "../git.ts";
import { pathText, SnapshotFailed } from "../kept-state.ts";
import type { Project } from "../project.ts";
import {
  aloneIn,
  baseOf,
  changesBetween,
  commitAt,
  commitTree,
  git,
  keepRef,
  presentTree,
  type Repository,
  setRef,
  treeAt,
  treeWith,
  tryGit,
} from "./git.ts";
import { refsOf, type Workstream } from "./names.ts";
import { stateFailure, stateIn } from "./state.ts";

/** `tree`: the project's tree that the work starts from now, comparable with `workstreamTree`. */
type Moved = { ok: true; tree: string } | Failure;

/**
 * Puts a workstream on the checkout's present files. All that it has changed and committed stays, but for `without`: those
 * files are then as they are in the checkout, and their change has to be made again. Killed in between, the worktree may
 * hold either version of them: whoever lands it has to look at what it holds.
 */
export const moveWorkstream = (project: Project, stream: Workstream, without: readonly string[]): Moved =>
  aloneIn(project, stream, (repo) => move(repo, stream, without));

function move(repo: Repository, stream: Workstream, without: readonly string[]): Moved {
  const state = stateIn(repo, stream);
  const { path: cwd, branch, tip } = state;
  const before = baseOf(repo);
  if (!["clean", "locked"].includes(state.kind) || state.dirty || tip === null || before === null)
    throw stateFailure(state);
  const changes = changesBetween(repo, before, tip).filter(({ path }) => !without.includes(pathText(path)));
  const present = presentTree(repo, repo.place.places.top, true);
  const head = commitAt(repo, "HEAD");
  const note = `multi-ai: the project's files as ${stream.area} of ${repo.run} found them later`;
  const base = commitTree(repo, present, head === null ? [] : [head], note);
  const tree = treeWith(repo, present, new Map(changes.map(({ path, to }) => [path, to])));
  // A child of both: whichever base is known when this is interrupted, the branch holds it.
  const moved = commitTree(repo, tree, [base, tip], `multi-ai: the work of ${stream.area} in ${repo.run}, moved`);
  setRef(repo, `refs/heads/${branch}`, moved, tip);
  git(repo, ["reset", "--quiet", "--hard", moved], { cwd });
  keepRef(repo, refsOf(repo.run).area(stream.area), moved);
  keepRef(repo, refsOf(repo.run).base, base);
  return { ok: true, tree: `git:${projectTreeAt(repo, base)}` };
}

/** The tree of the project's folder in a commit; the empty tree where it holds no file. */
function projectTreeAt(repo: Repository, commit: string): string {
  if (repo.prefix === "") return treeAt(repo, commit);
  const found = tryGit(repo, ["rev-parse", "--verify", `${commit}:${repo.prefix.replace(/\/$/, "")}`]);
  if (found.ok) return found.out.toString().trim();
  const empty = git(repo, ["hash-object", "-t", "tree", "-w", "--stdin"], { stdin: "" }).toString().trim();
  if (empty === "") throw new SnapshotFailed("git made no empty tree", "try again");
  return empty;
}
