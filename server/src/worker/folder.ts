import {
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { processOf } from "../../../src/process/table.ts";
import { realPath } from "../../../src/project/project.ts";
import { furnishFrom } from "../../../src/project/worktrees/linked-worktrees.ts";
import { refPatterns } from "../../../src/project/worktrees/names.ts";
import { fetchFrom } from "../../../src/run/portable/bundle.ts";
import { readPlainText, statAt } from "../../../src/store/files/plain-file.ts";
import { sha256 } from "../../../src/store/journal.ts";
import { checkProject } from "../api/project.ts";
import { answeredBranch } from "../jobs/job.ts";
import { alone, aloneAt } from "./alone.ts";
import type { Place } from "./attempt.ts";
import { commitAt, git, gitOrNull } from "./git.ts";
import type { LeasedJob } from "./hold.ts";
import { asking, lackOfPlace, RequirementError } from "./lacks.ts";
import { signalGroup } from "./process.ts";

/** Folders of jobs: each attempt has a worktree of its own, which is gone with it. */

/**
 * Thrown where a job's project is none that can be worked in: another attempt would find the same.
 */
export class NoProject extends Error {}

/** Thrown where another job of this machine works on the same branch. */
export class Busy extends Error {}

export interface Folder {
  /** Holds everything of the attempt. */
  path: string;
  /** The repository of which `worktree` is one. */
  repository: string;
  worktree: string;
  /** The project in the worktree, where it is no repository's top. */
  project: string;
  base: string;
  /** The newest commit after it that each machine has of the repository. */
  shared: string;
  branch: string;
}

/** The branch of a job's work, where its workflow makes none. */
const branchOf = (job: string): string => `multi-ai/${job.slice(0, 8)}`;

/** Where what is the worker's own of an attempt is noted in the repository. */
export const filesRef = (job: string): string => `refs/multi-ai-job/${job}`;

/**
 * The repository of a job, the commit that it begins on, and the project's place in it. @throws
 * NoProject, Lacks, GitFailed
 */
async function repositoryOf(job: LeasedJob, place: Place, signal: AbortSignal) {
  const named = await checkProject(job.project, place.projects).catch((error: Error) => {
    const missing = lackOfPlace(job.project, place, error);
    throw missing === null ? new NoProject(error.message) : new RequirementError(missing);
  });
  if (!isAbsolute(named)) return asking(named, () => cloned(job, named, place.data, signal));
  const top = await gitOrNull(named, ["rev-parse", "--show-toplevel"]);
  if (top === null) throw new NoProject(`${named} is not a git repository`);
  const base = begunAt(job) ?? (await firstOf(named, startsOf(job, "HEAD")));
  if (base === null)
    throw new NoProject(
      `${named} has no ${job.base === null ? "commit yet" : `branch ${job.base}`}`,
    );
  return { repository: top, prefix: await git(named, ["rev-parse", "--show-prefix"]), base };
}

/** The commit that a job has begun on; null: none that counts. */
const begunAt = ({ base_commit, before, run }: LeasedJob): string | null =>
  // Nobody else may have a commit of the job before.
  before !== null && run === null ? null : base_commit;

/** Where a job may begin; the first that is there counts. */
const startsOf = ({ base }: LeasedJob, head: string): string[] =>
  base === null ? [head] : [`refs/heads/${base}`, `refs/remotes/origin/${base}`];

async function firstOf(repository: string, names: string[]): Promise<string | null> {
  for (const name of names) {
    const commit = await commitAt(repository, name);
    if (commit !== null) return commit;
  }
  return null;
}

/** A bare clone, made once and brought up to date by each job that begins. */
async function cloned(job: LeasedJob, url: string, data: string, signal: AbortSignal) {
  const repository = join(data, "repositories", sha256(url).slice(0, 24));
  const clone = async (): Promise<void> => {
    if (existsSync(repository)) return;
    const making = `${repository}.${process.pid}`;
    rmSync(making, { recursive: true, force: true });
    await git(data, ["clone", "-q", "--bare", "--template=", "--", url, making], { signal });
    await git(making, ["config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"]);
    renameSync(making, repository);
  };
  mkdirSync(join(data, "repositories"), { recursive: true });
  if (!existsSync(repository)) await aloneAt(`${repository}.lock`, clone, signal);
  const begun = begunAt(job);
  const known = begun !== null && (await commitAt(repository, begun)) !== null ? begun : null;
  const answered = answeredBranch(job);
  // What is said on a pull request may name commits that others have put there since.
  if (known !== null && (answered === null || job.wish !== null))
    return { repository, prefix: "", base: known };
  const fetch = async (): Promise<void> => {
    await git(repository, ["fetch", "-q", "--prune", "origin"], { signal });
    await git(repository, ["remote", "set-head", "origin", "--auto"], { signal });
  };
  await alone(repository, fetch, signal);
  const starts = startsOf(job, `refs/remotes/origin/${answered ?? "HEAD"}`);
  // What a clone has of its own is older, unless nobody else has it.
  const head = await firstOf(repository, starts.reverse());
  // A run about a pull request begins at its last commit.
  const base = (answered === null || job.run !== null ? begun : null) ?? head;
  if (base === null)
    throw new NoProject(
      `${url} has no ${(answered ?? job.base) === null ? "commit yet" : `branch ${answered ?? job.base}`}`,
    );
  return { repository, prefix: "", base };
}

/**
 * Makes the folder of an attempt. `run`, `bundle`: what was begun, and what was kept of its
 * commits. @throws NoProject, Lacks, GitFailed
 */
export async function makeFolder(
  job: LeasedJob,
  place: Place,
  run: string | null,
  bundle: Buffer | null,
  bundleOf: (job: string) => Promise<Buffer | null>,
  signal: AbortSignal,
): Promise<Folder> {
  const { repository, prefix, base: first } = await repositoryOf(job, place, signal);
  const path = join(place.data, "jobs", `${job.id}-${job.fence}`);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  writeFileSync(join(path, "repository"), repository);
  const worktree = join(path, "work");
  const begin = async () => {
    const { before } = job;
    const isFollowUp = before !== null && job.run === null;
    const kept = () => bundleOf(before!.id);
    const base = isFollowUp ? await baseAfter(job, before, repository, path, first, kept) : first;
    return { base, branch: await beginWork(job, repository, worktree, run, bundle, base) };
  };
  const { base, branch } = await alone(repository, begin, signal);
  const shared = await sharedOf(repository, base);
  const project = join(worktree, prefix);
  noLinks({ worktree, project });
  // Without them the project's own commands say what they lack.
  if (isAbsolute(job.project)) {
    const wanted = { top: worktree, prefix, brings: "packages" } as const;
    furnishFrom(repository, join(path, "scratch"), wanted);
  }
  return { path, repository, worktree, project, base, shared, branch };
}

const REMOTE_HEAD = "refs/remotes/origin/HEAD";

/** @see Folder.shared */
async function sharedOf(repository: string, base: string): Promise<string> {
  const head = (await commitAt(repository, REMOTE_HEAD)) ?? "HEAD";
  return (await gitOrNull(repository, ["merge-base", base, head])) || base;
}

/**
 * Where a job begins that comes after another one: on that one's branch, unless it is merged into
 * `head`, also as one commit.
 */
async function baseAfter(
  { project }: LeasedJob,
  { id, branch }: { id: string; branch: string },
  repository: string,
  path: string,
  head: string,
  bundleOf: () => Promise<Buffer | null>,
): Promise<string> {
  const own = [`refs/heads/${branch}`, headRef(id)];
  const theirs = `refs/remotes/origin/${branch}`;
  // Others may have gone on with what was pushed.
  const names = isAbsolute(project) ? [...own, theirs] : [theirs, ...own];
  let tip = await firstOf(repository, names);
  if (tip === null) {
    const bundle = await bundleOf();
    if (bundle !== null) await bringBundle(repository, path, bundle);
    tip = await firstOf(repository, names);
    for (const ref of [filesRef(id), headRef(id)])
      await gitOrNull(repository, ["update-ref", "-d", ref]);
  }
  if (tip === null) return head;
  const merged = await gitOrNull(repository, ["merge-tree", "--write-tree", head, tip]);
  return merged !== null &&
    merged === (await gitOrNull(repository, ["rev-parse", `${head}^{tree}`]))
    ? head
    : tip;
}

/** Makes the worktree of an attempt on what earlier ones left, and returns its branch. @throws Busy */
async function beginWork(
  job: LeasedJob,
  repository: string,
  worktree: string,
  run: string | null,
  bundle: Buffer | null,
  base: string,
): Promise<string> {
  await leaveEarlier(repository, job.id);
  // Of a job that has ended, the branch as it is now counts: a person may have gone on with it.
  const ended = job.wish === null ? null : job.branch;
  const tip = ended && (await commitAt(repository, `refs/heads/${ended}`));
  if (run !== null && ended === null) await dropRefs(repository, [run], true);
  if (bundle !== null) await bringBundle(repository, dirname(worktree), bundle);
  const head = tip ?? (await commitAt(repository, headRef(job.id))) ?? base;
  const branch = ended ?? answeredBranch(job) ?? (await branchFor(repository, job, head));
  if ((await branchesAtWork(repository)).includes(branch))
    throw new Busy(`another job is at work on its branch ${branch}`);
  await git(repository, ["worktree", "add", "-q", "-B", branch, worktree, head]);
  return branch;
}

/** Branches that jobs have in their worktrees. */
async function branchesAtWork(repository: string): Promise<string[]> {
  const listed = (await gitOrNull(repository, ["worktree", "list", "--porcelain"])) ?? "";
  return listed
    .split("\n\n")
    .filter((one) => /^worktree .*\/jobs\/[^/]+\/work$/m.test(one))
    .flatMap((one) => /^branch refs\/heads\/(.*)$/m.exec(one)?.[1] ?? []);
}

/**
 * What is below a folder, but for folders. Of readdir's own recursion Bun goes through links, which
 * may lead anywhere.
 */
export const entriesBelow = (folder: string): Dirent[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? entriesBelow(join(folder, one.name)) : [one],
  );

/** Where the record is written. A repository could lead it elsewhere by links. @throws NoProject */
export function noLinks({ worktree, project }: Pick<Folder, "worktree" | "project">): void {
  const task = join(project, ".task");
  const links: string[] = [];
  for (let at = task; at !== worktree; at = dirname(at))
    if (statAt(at)?.isSymbolicLink()) links.push(at);
  if (links.length === 0 && statAt(task)?.isDirectory())
    for (const one of entriesBelow(task))
      if (one.isSymbolicLink()) links.push(join(one.parentPath, one.name));
  if (links[0] !== undefined)
    throw new NoProject(
      `${relative(worktree, links[0])} is a link in this repository, and records are not written through links`,
    );
}

/** The refs of a run, and nothing of the person's own. */
const RUN_REFS = ["refs/multi-ai/*", "refs/multi-ai-job/*", "refs/heads/multi-ai/*"];

async function bringBundle(repository: string, path: string, bundle: Buffer): Promise<void> {
  const file = join(path, "bundle");
  writeFileSync(file, bundle);
  const wanted = RUN_REFS.map((one) => `+${one}:${one}`);
  await fetchFrom((args, more) => git(repository, args, more), file, wanted);
  rmSync(file);
}

/** The branch that earlier attempts were on, unless the repository has another one of that name. */
async function branchFor(repository: string, job: LeasedJob, head: string): Promise<string> {
  const { branch } = job;
  const tip = (name: string) => commitAt(repository, `refs/heads/${name}`);
  // What an earlier run of the job left there stays.
  if (branch === null)
    return (await tip(branchOf(job.id))) === null
      ? branchOf(job.id)
      : `${branchOf(job.id)}-${job.fence}`;
  if (branch.startsWith("multi-ai/")) return branch;
  const there = await tip(branch);
  const isSame =
    there === null ||
    (await gitOrNull(repository, ["merge-base", "--is-ancestor", there, head])) !== null;
  return isSame ? branch : branchOf(job.id);
}

/** Where a worktree's HEAD stood when an attempt was kept last. */
export const headRef = (job: string): string => `${filesRef(job)}-head`;

/**
 * Ends and removes earlier attempts of this machine, in whichever data folder: they hold the job no
 * longer.
 */
async function leaveEarlier(repository: string, job: string): Promise<void> {
  const folderOf = new RegExp(`^.*/jobs/${job}-\\d+(?=/)`);
  const all = (await worktreesOf(repository)).flatMap((one) => folderOf.exec(one)?.[0] ?? []);
  for (const folder of new Set(all)) await removeFolder(folder, repository);
}

async function worktreesOf(repository: string): Promise<string[]> {
  const listed = (await gitOrNull(repository, ["worktree", "list", "--porcelain"])) ?? "";
  return [...listed.matchAll(/^worktree (.*)$/gm)].map(([, path = ""]) => path);
}

/**
 * Removes refs of runs, which nothing goes back to any more. `branches`: also those with their
 * work, which else stay.
 */
export async function dropRefs(
  repository: string,
  runs: string[],
  branches = false,
): Promise<void> {
  const wanted = runs
    .flatMap(refPatterns)
    .filter((one) => branches || !one.startsWith("refs/heads/"));
  if (wanted.length === 0) return;
  const listed = await git(repository, ["for-each-ref", "--format=delete %(refname)", ...wanted]);
  await git(repository, ["update-ref", "--stdin"], { stdin: listed === "" ? "" : `${listed}\n` });
}

/**
 * Ends what is at work in the folder of an attempt, and removes it; branches and the run's refs
 * stay in the repository.
 */
export async function removeFolder(
  path: string,
  repository = readPlainText(join(path, "repository")),
): Promise<void> {
  endGroup(path);
  // Those of the run's tasks lie in the project.
  const inside = `${realPath(path)}/`;
  if (repository !== null && existsSync(repository))
    for (const one of await worktreesOf(repository))
      if (one.startsWith(inside))
        await gitOrNull(repository, ["worktree", "remove", "--force", "--force", one]);
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Notes a group of processes that works in a folder. */
export const noteGroup = (path: string, group: number): void =>
  writeFileSync(join(path, "group"), JSON.stringify([group, startOf(group)]));

/** Also of a leader that has ended and was not reaped: its group may be at work. */
const startOf = (pid: number): string | null => processOf(pid)?.started ?? null;

function endGroup(path: string): void {
  const [group, beginning] = JSON.parse(readPlainText(join(path, "group")) || "[]");
  if (Number.isInteger(group) && group > 1 && beginning !== null && startOf(group) === beginning)
    signalGroup(group, "SIGKILL");
}

/**
 * Ends what a worker that was killed has left at work in a data folder, and removes its folders.
 */
export async function clearFolders(data: string): Promise<void> {
  const jobs = join(data, "jobs");
  if (!existsSync(jobs)) return;
  for (const name of readdirSync(jobs)) await removeFolder(join(jobs, name));
}
