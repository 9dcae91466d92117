/** Starts a workstream anew from the checkout as it is by now, where somebody has changed a file that it changes, too. */
import type { Failure } from "../git.ts";
import { pathText } from "../kept-state.ts";
import type { Project } from "../project.ts";
import { emptyTree } from "../tree.ts";
import { afterwards, aloneIn, type Repository } from "./git.ts";
import type { Workstream } from "./names.ts";
import { stateAmong } from "./state.ts";

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
  const { path: cwd, tip } = stateAmong(repo, stream, ["clean"]);
  const changes = repo.changesBetween(repo.base()!, tip).filter(({ path }) => !without.includes(pathText(path)));
  const present = repo.checkoutTree();
  const note = `multi-ai: the project's files as ${stream.area} of ${repo.run} found them later`;
  const base = repo.commitFound(present, note);
  const tree = repo.treeWith(present, afterwards(changes));
  // A child of both: whichever base is known when this is interrupted, it holds it.
  const moved = repo.commitTree(tree, [base, tip], `multi-ai: the work of ${stream.area} in ${repo.run}, moved`);
  repo.moveHead(cwd, tip, moved);
  repo.git(["reset", "--quiet", "--hard", moved], { cwd });
  repo.keepRef(repo.refs.area(stream.area), moved);
  repo.keepRef(repo.refs.base, base);
  return { ok: true, tree: `git:${projectTreeAt(repo, base)}` };
}

/** The tree of the project's folder in a commit; the empty tree where it holds no file. */
function projectTreeAt(repo: Repository, commit: string): string {
  if (repo.prefix === "") return repo.treeAt(commit);
  const found = repo.tryText(["rev-parse", "--verify", `${commit}:${repo.prefix.replace(/\/$/, "")}`]);
  return found ?? emptyTree(repo.place.places.sha256);
}
