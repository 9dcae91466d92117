import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { openStore, placesOf } from "../../project/git/git.ts";
import { headOf } from "../../project/git/head.ts";
import type { Project } from "../../project/project.ts";
import { git, line, type Repo, SnapshotError } from "../../project/repo.ts";
import { denyList } from "../../project/secrets/deny-list.ts";
import { keepState, presentState } from "../../project/snapshots/states.ts";
import { ownRefs, refPatterns } from "../../project/worktrees/names.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { someOf } from "../../text.ts";
import { repoOf } from "../audit/accepted-state.ts";
import { commitRecord, type Git, recordFiles } from "./bundle.ts";

/** Thrown for a run that cannot be exported, and a file that cannot be imported here. */
export class NoBundle extends Error {}

/** The commit with the record; its parent is the commit that was checked out. */
export const recordRef = (run: string): string => `${ownRefs(run)}record`;
/** The project's files as they were when the file was made. */
export const exportedRef = (run: string): string => `${ownRefs(run)}exported`;

export const gitOf =
  (repo: Repo): Git =>
  async (args, more) =>
    line(git(repo, args, more));

/**
 * A repository outside of the project that sees the project's objects; it is gone afterwards.
 * @throws NoBundle for what git cannot do
 */
export async function withRepository<T>(
  { root }: Project,
  timeout: number,
  work: (apart: Repo) => Promise<T>,
): Promise<T> {
  const places = placesOf(root);
  if (places === null)
    throw new NoBundle("a run moves with its git repository, and this folder is in none");
  const scratch = mkdtempSync(join(tmpdir(), "multi-ai-portable-"));
  try {
    const store = openStore(scratch, places);
    const own = { ...places, gitDir: store, common: store, own: true as const };
    return await work({ places: own, exclude: [], scratch, timeout });
  } catch (error) {
    throw error instanceof SnapshotError
      ? new NoBundle(`${error.message}; ${error.remedy}`)
      : error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Refs of a run, each with its commit. */
export async function refsOf(git: Git, run: string): Promise<[ref: string, commit: string][]> {
  const format = "--format=%(refname) %(objectname)";
  const listed = await git(["for-each-ref", format, ...refPatterns(run)]);
  return listed.split("\n").flatMap((one): [string, string][] => {
    const [ref = "", commit = ""] = one.split(" ");
    return ref === "" ? [] : [[ref, commit]];
  });
}

/**
 * Writes the project's run and its files into a file. `secrets`: also those on the deny list. @throws
 * NoBundle
 */
export function exportRun(
  project: Project,
  run: Run,
  file: string,
  timeout: number,
  secrets: boolean,
): Promise<void> {
  if (statAt(file) !== undefined) throw new NoBundle(`${file} already exists`);
  return withRepository(project, timeout, async (apart) => {
    const head = headOf(project.root);
    if (!head?.commit) throw new NoBundle("the repository has no commit yet");
    const repo = repoOf(project, run, timeout)!;
    const inApart = gitOf(apart);
    const put = (ref: string, commit: string) => inApart(["update-ref", "--no-deref", ref, commit]);
    const refs = await refsOf(gitOf(repo), run.run);
    for (const [ref, commit] of refs) await put(ref, commit);
    const state = presentState({ ...repo, scratch: apart.scratch }, { write: false });
    const exported = exportedRef(run.run);
    const files = keepState(apart, exported, state, `multi-ai: the files of ${run.run}`);
    const { root } = project;
    const folder = join(apart.scratch, "record");
    const record = await commitRecord(inApart, root, recordFiles(root), folder, head.commit);
    await put(recordRef(run.run), record.commit);
    const names = async (commit: string): Promise<string[]> =>
      (await inApart(["ls-tree", "-r", "-z", "--name-only", commit])).split("\0");
    const all = [...refs.map(([, commit]) => commit), files, record.commit].map(names);
    const secret = [...new Set((await Promise.all(all)).flat())]
      .filter(denyList(run.settings.secrets))
      .sort();
    if (secret.length > 0 && !secrets)
      throw new NoBundle(
        `the file would contain files on the deny list of secrets (${someOf(
          secret.map((path) => JSON.stringify(path)),
          10,
        )}); without them the run's states are incomplete. Put them into .gitignore before the next run, or add --with-secrets`,
      );
    // So that the file itself can be cloned.
    if (head.branch) await put(`refs/heads/${head.branch}`, head.commit);
    await put("HEAD", head.commit);
    // What the remotes have is not carried along.
    const format = "--format=^%(objectname)";
    const stdin = await gitOf(repo)(["for-each-ref", format, "refs/remotes"]);
    await inApart(["bundle", "create", "-q", file, "HEAD", "--all", "--stdin"], { stdin });
  });
}
