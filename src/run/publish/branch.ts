import { join } from "node:path";
import { visible } from "../../command-line.ts";
import type { Run } from "../../engine/run.ts";
import { isWithin, repositoriesInside } from "../../project/files.ts";
import {
  gitErrors,
  openStore,
  placesOf,
  type RunOptions,
  runGit,
  withScratch,
} from "../../project/git/git.ts";
import { headOf } from "../../project/git/head.ts";
import { type Project, treeStore } from "../../project/project.ts";
import { denyList } from "../../project/secrets/deny-list.ts";
import { TreeUnreadable } from "../../project/snapshots/trees.ts";
import { type ChangedFile, changedFiles } from "../../project/trees/changes.ts";
import { baseTree } from "../../project/trees/tree.ts";
import { byAuthor } from "../../record/changes/authors.ts";
import type { Env } from "../../record/machine/outside.ts";
import { excludedFolders, projectTree } from "../../record/subject.ts";
import { someOf } from "../../text.ts";
import { sceneOf, workflowOf } from "../../workflows/index.ts";

/**
 * The change of a completed run as a commit on a branch of its own. It is made with an index of its
 * own: HEAD, the person's branch, index and files stay as they are, and nothing but files of the
 * run is in it.
 */

/** Why no branch can be made, and what to do about it. */
export class NoBranch extends Error {}

/** Names that a refusal lists. */
const MAX_NAMES = 8;
const names = (files: readonly string[]): string => someOf(files, MAX_NAMES);

/**
 * The branch of a run. Without `pr-` git would take its short name for that of the run's snapshot,
 * `refs/multi-ai/<run>`.
 */
const branchOf = ({ run }: Pick<Run, "run">): string => `multi-ai/pr-${run}`;

/** Runs git, and returns what it printed. @throws NoBranch where it fails */
function git(cwd: string, args: string[], more: Partial<RunOptions> = {}): string {
  const ran = runGit(args, { cwd, ...more });
  if (!ran.ok) throw new NoBranch(`git ${args[0]} failed: ${gitErrors(ran)}`);
  return ran.out.toString();
}

/** The person's name and address, as git would have them stand in a commit; null: it knows none. */
export function committer(root: string, person: Env): string | null {
  const ran = runGit(["var", "GIT_COMMITTER_IDENT"], { cwd: root, env: named(person, PERSON) });
  return ran.ok ? ran.out.toString().replace(/(?<=>).*\n$/, "") : null;
}

/** Variables of the environment with such names. */
export const named = (env: Env, pattern: RegExp): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && pattern.test(name) ? [[name, value]] : [],
    ),
  );
/** In milliseconds. */
const SIGN_MS = 300_000;

/** The person's name and address, which git has stand above its settings. */
const PERSON = /^GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)$/;

/**
 * What a branch for a run would hold; nothing is written but the project's trees in `.task/`.
 * `place`: where the run is kept; `base`, `final`: the trees that it began and ended with.
 * @throws NoBranch
 */
export function branchPlan(
  place: Project,
  run: Run,
  { base, final }: Record<"base" | "final", string | null>,
) {
  const { root } = place;
  const places = placesOf(root);
  const head = headOf(root);
  if (places === null) throw new NoBranch("The project is not in a git repository.");
  if (head?.commit == null)
    throw new NoBranch("The repository has no commit yet, or its HEAD cannot be read.");
  if (base === null || final === null) throw new NoBranch(`Run ${run.run} changed no file.`);
  const of = (from: string, to: string): ChangedFile[] => changedFiles(place, from, to);
  try {
    const { run: own, others } = byAuthor({ project: place, run }, base, final);
    const changed = new Map(own.map((one) => [one.path, one]));
    if (changed.size === 0) throw new NoBranch(`Run ${run.run} changed no file.`);
    const ours = (files: ChangedFile[]): string[] =>
      files.map(({ path }) => path).filter((path) => changed.has(path));
    const excluded = excludedFolders(workflowOf(run.workflow));
    const linked = [...changed.keys()].filter(isWithin(repositoriesInside(place, excluded)));
    if (linked.length > 0)
      throw new NoBranch(
        `In a submodule or repository inside: ${names(linked)}. Commit there and here by hand.`,
      );
    const strange = [...changed.keys()].filter((path) => path.includes("\uFFFD"));
    if (strange.length > 0)
      throw new NoBranch(`A name is not UTF-8: ${names(strange)}. Commit by hand.`);

    const present = projectTree(sceneOf(place, run));
    if (!present.ok) throw new NoBranch(present.problem);
    const since = ours(of(final, present.subject!));
    if (since.length > 0)
      throw new NoBranch(
        `Changed after the reviewers approved it: ${names(since)}. What they approved is not what would be committed. Restore it, or commit by hand.`,
      );
    const taken = baseTree(place, { exclude: excluded });
    if (!taken.ok) throw new NoBranch(`${taken.problem}; ${taken.remedy}`);
    const left = new Set(ours(of(taken.tree, final)));
    if (left.size === 0)
      throw new NoBranch(
        `HEAD has all of the run's change already: push ${head.branch ?? "a branch of it"} and open the pull request for that.`,
      );
    const foreign = ours(of(base, taken.tree)).filter((path) => left.has(path));
    if (foreign.length > 0)
      throw new NoBranch(
        `HEAD matches neither what the run found nor what it left: ${names(foreign)}. Changes of your own, uncommitted when the run started or made since, would be included or undone. Commit by hand, with git add -p.`,
      );
    const files = [...changed.values()].filter(({ path }) => left.has(path));
    const isSecret = denyList(run.settings.secrets);
    const secret = files
      .filter(({ path, status }) => status !== "deleted" && isSecret(path))
      .map(({ path }) => path);
    if (secret.length > 0)
      throw new NoBranch(
        `Its name suggests secrets: ${secret.map(visible).join(", ")}. Remove it, or commit by hand what belongs there.`,
      );
    return { branch: branchOf(run), head: head.commit, on: head.branch, files, others, places };
  } catch (error) {
    if (error instanceof TreeUnreadable)
      throw new NoBranch(`The files as the run left them are no longer kept: ${error.message}.`);
    throw error;
  }
}

export type BranchPlan = ReturnType<typeof branchPlan>;

/**
 * Makes the branch with its one commit, by the person's own name and without any hook; one that is
 * there already with the same change is taken. `person`: the environment that may say who they are;
 * `signs`: with their key. Returns the commit.
 * @throws NoBranch, and then there is no branch
 */
export function makeBranch(
  place: Project,
  plan: BranchPlan,
  final: string,
  { message, person, signs }: { message: string; person: Env; signs: boolean },
): string {
  const { root } = place;
  const { branch, head, files, places } = plan;
  const index = join(openStore(treeStore(place), places), `index-${process.pid}-branch`);
  const env = { GIT_WORK_TREE: places.top, GIT_INDEX_FILE: index };
  return withScratch(index, () => {
    git(root, ["read-tree", head], { env });
    const paths = Buffer.from(files.map(({ path }) => `${path}\0`).join(""));
    git(root, ["update-index", "--add", "--remove", "--replace", "-z", "--stdin"], {
      env,
      stdin: paths,
    });
    const prefix = places.prefix === "" ? [] : [`--prefix=${places.prefix}`];
    // Somebody may have written meanwhile.
    const made = `git:${git(root, ["write-tree", "--missing-ok", ...prefix], { env }).trim()}`;
    const wanted = new Set(files.map(({ path }) => path));
    const unlike = changedFiles(place, made, final).filter(({ path }) => wanted.has(path));
    if (unlike.length > 0)
      throw new NoBranch(
        `Changed in the meantime: ${names(unlike.map(({ path }) => path))}. Nothing was committed.`,
      );
    const tree = git(root, ["write-tree", "--missing-ok"], { env }).trim();
    const there = runGit(["rev-parse", "--quiet", "--verify", `refs/heads/${branch}^{commit}`], {
      cwd: root,
    });
    if (there.ok) return sameCommit(root, branch, there.out.toString().trim(), { head, tree });
    const commit = git(
      root,
      ["commit-tree", ...(signs ? ["-S"] : []), tree, "-p", head, "-F", "-"],
      {
        env: named(person, PERSON),
        stdin: Buffer.from(message),
        // A passphrase is typed.
        ...(signs ? { timeout: SIGN_MS } : {}),
      },
    ).trim();
    // Only where there is none of this name.
    git(root, ["update-ref", `refs/heads/${branch}`, commit, "0".repeat(commit.length)]);
    return commit;
  });
}

/**
 * The commit of a branch that is there already. @throws NoBranch where it is another one than would
 * be made
 */
function sameCommit(
  root: string,
  branch: string,
  commit: string,
  made: { head: string; tree: string },
): string {
  const [tree, ...parents] = git(root, ["log", "--max-count=1", "--format=%T %P", commit])
    .trim()
    .split(" ");
  if (tree === made.tree && parents.join(" ") === made.head) return commit;
  throw new NoBranch(
    `The branch ${branch} already exists with other content: git branch -D ${branch} removes it.`,
  );
}
