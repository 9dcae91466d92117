/**
 * What moved in the person's repositories while a command of an agent ran, though no agent may move
 * it: it is told, with the line that brings it back. Commits are held meanwhile, so that none is
 * lost.
 */
import { join } from "node:path";
import { linkless } from "../../process/files/path.ts";
import { gitAnswer, type Places, placesOf, runGit } from "../../project/git/git.ts";
import { headOf } from "../../project/git/head.ts";
import type { Project } from "../../project/project.ts";
import { IDENTITY } from "../../project/repo.ts";
import { ownRefs } from "../../project/worktrees/names.ts";
import { readPlainText } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";

/** How a repository stood before a command. */
interface RepositoryState {
  head: ReturnType<typeof headOf>;
  /** Branches, tags and notes by their refs, without those of the program. */
  refs: Record<string, string>;
  /** Commits of stashes. */
  stashes: string[];
}

/** How each repository of a project stood, by its folder: "" for the one around it. */
export type RepositoryStates = Record<string, RepositoryState>;

/** The repository around a project, or the one in a folder of it; null: none of its own. */
function placesIn(root: string, folder: string): Places | null {
  const places = placesOf(join(root, folder));
  return folder === "" || places?.top === join(linkless(root) ?? root, folder) ? places : null;
}

const ASKED = ["refs/heads", "refs/tags", "refs/notes"];

/** How a repository stands now; null: there is none, or git cannot be asked. */
function stateOf(root: string, folder: string): RepositoryState | null {
  const places = placesIn(root, folder);
  const cwd = join(root, folder);
  const args = ["for-each-ref", "--format=%(objectname) %(refname)", ...ASKED];
  const listed = places && runGit(args, { cwd });
  if (!listed?.ok) return null;
  const refs = [...listed.out.toString().matchAll(/^([0-9a-f]+) (.+)$/gm)];
  const log = readPlainText(join(places!.common, "logs/refs/stash")) ?? "";
  return {
    head: headOf(cwd),
    refs: Object.fromEntries(
      refs.flatMap(([, commit, ref]) =>
        ref!.startsWith("refs/heads/multi-ai/") ? [] : [[ref!, commit!]],
      ),
    ),
    stashes: [...log.matchAll(/^[0-9a-f]+ ([0-9a-f]+) /gm)].map(([, commit]) => commit!),
  };
}

/** How the repositories of a project stand: the one around it, and those in `folders`. */
export const statesOf = ({ root }: Project, folders: readonly string[]): RepositoryStates =>
  Object.fromEntries(
    ["", ...folders].flatMap((folder) => {
      const state = stateOf(root, folder);
      return state === null ? [] : [[folder, state]];
    }),
  );

/** More commits than that are not held. */
const MAX_HELD = 1_000;

/**
 * A ref of the run holds branches and stashes, so that no command takes their commits for good.
 * Returns what it holds, as text; `was`: the same of before.
 */
export function held({ root }: Project, run: string, states: RepositoryStates, was = ""): string {
  const { refs = {}, stashes = [] } = states[""] ?? {};
  const heads = Object.entries(refs).flatMap(([ref, at]) =>
    ref.startsWith("refs/heads/") ? [at] : [],
  );
  const commits = [...new Set([...stashes, ...heads])].slice(0, MAX_HELD);
  const text = sha256(commits.join(" "));
  if (commits.length === 0 || text === was) return was;
  // Written, too: without its tree the repository would not be whole.
  const tree = gitAnswer(["mktree"], { cwd: root, stdin: "" });
  const parents = commits.flatMap((commit) => ["-p", commit]);
  const message = `multi-ai: held while ${run} worked`;
  const args = ["commit-tree", `${tree}`, ...parents, "-m", message];
  const commit = tree && gitAnswer(args, { cwd: root, env: IDENTITY });
  const isHeld = commit && runGit(["update-ref", `${ownRefs(run)}held`, commit], { cwd: root }).ok;
  return isHeld ? text : was;
}

/** What of the person's is gone or elsewhere since then, in parts of a sentence. */
export const movedSince = ({ root }: Project, states: RepositoryStates): string[] =>
  Object.entries(states).flatMap(([folder, was]) => {
    const at = folder === "" ? "" : `in ${folder}/: `;
    const now = stateOf(root, folder);
    if (now === null) return [`${at}the repository was taken away`];
    const cwd = join(root, folder);
    // What is checked out moves with each commit: the report tells of those.
    const isKept = (ref: string, commit: string): boolean => {
      const is = now.refs[ref];
      const isHead = ref === `refs/heads/${was.head?.branch}`;
      const isAbove = is && runGit(["merge-base", "--is-ancestor", commit, is], { cwd }).ok;
      return is === commit || (isHead && is !== undefined) || isAbove === true;
    };
    const lost = Object.entries(was.refs).filter(([ref, commit]) => !isKept(ref, commit));
    const gone = was.stashes.filter((commit) => !now.stashes.includes(commit));
    return [
      ...lost.map(
        ([ref, commit]) =>
          `${at}${ref} is gone or moved (\`git update-ref ${ref} ${commit}\` brings it back)`,
      ),
      ...gone.map(
        (commit) => `${at}a stash is gone (\`git stash store ${commit}\` brings it back)`,
      ),
    ];
  });
