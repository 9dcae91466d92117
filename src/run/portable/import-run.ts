import { join } from "node:path";
import { isLive, type Run } from "../../engine/run.ts";
import { livingOwner } from "../../host/host.ts";
import { messageOf } from "../../process/attempt.ts";
import { headOf } from "../../project/git/head.ts";
import type { Project } from "../../project/project.ts";
import { pathText, type Repo } from "../../project/repo.ts";
import {
  filesOfState,
  isSameFile,
  presentState,
  type State,
} from "../../project/snapshots/states.ts";
import { dropCopy } from "../../record/machine/copies.ts";
import type { Env } from "../../record/machine/outside.ts";
import { makeTaskFolder, readCache, writeBelow } from "../../store/files/disk.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { getObject } from "../../store/objects.ts";
import { journalPath } from "../../store/reader.ts";
import { workflowOf } from "../../workflows/index.ts";
import { neededObjects, repoOf } from "../audit/accepted-state.ts";
import { restoreAccepted } from "../audit/edits.ts";
import { archiveRun, knownRuns } from "../end/archived-runs.ts";
import { rollBack } from "../end/rollback.ts";
import { change, readRun } from "../journal/change.ts";
import { readable } from "../journal/read-run.ts";
import { clearWay } from "../start/clear-way.ts";
import { adopt } from "./adopt.ts";
import { checkOutRecord, fetchFrom, type Git } from "./bundle.ts";
import { exportedRef, gitOf, NoBundle, recordRef, refsOf, withRepository } from "./export-run.ts";

/** What a file holds: the record in a folder of its own, and the project's files. */
interface Found {
  run: Run;
  record: Project;
  paths: string[];
  /** The commit that was checked out. */
  head: string;
  place: Repo;
  state: State;
}

const JOURNAL = ".task/events.jsonl";

/** A run's id: the name of its workflow, and eight digits. So none is the beginning of another. */
const RUN = /^[a-z][a-z0-9-]{0,60}-[0-9a-f]{8}$/;

/** @throws NoBundle for whatever `export` has not made */
async function look(project: Project, apart: Repo, file: string): Promise<Found> {
  const git = gitOf(apart);
  if (statAt(file) === undefined) throw new NoBundle("there is no such file");
  try {
    await fetchFrom(
      git,
      file,
      ["multi-ai", "heads/multi-ai"].map((one) => `refs/${one}/*:refs/${one}/*`),
    );
  } catch (error) {
    throw new NoBundle(
      /prerequisite commits/.test(messageOf(error))
        ? "it needs commits from your remotes that this repository lacks: `git fetch --all` gets them"
        : `git cannot read it: ${messageOf(error)}`,
    );
  }
  const refs = await git(["for-each-ref", "--format=%(refname)", "refs/multi-ai/*-record"]);
  const id = refs.replace(/^refs\/multi-ai\/(.*)-record$/, "$1");
  if (!RUN.test(id)) throw new NoBundle("it was not made by export");
  const root = join(apart.scratch, "record");
  const paths = await checkOutRecord(git, recordRef(id), root);
  const record = { ...project, root, task: join(root, ".task") };
  const run = runIn(record);
  if (run.run !== id || run.run.slice(0, -9) !== run.workflow)
    throw new NoBundle(`its journal is of run ${run.run}, but the file says ${id}`);
  const head = await git(["rev-parse", `${recordRef(id)}^`]);
  const files = await git(["rev-parse", exportedRef(id)]);
  const place = { ...repoOf(project, run, apart.timeout)!, scratch: apart.scratch };
  const state = filesOfState({ ...apart, exclude: place.exclude }, files);
  return { run, record, paths, head, place, state };
}

/** @throws NoBundle where its record is not whole */
function runIn(record: Project): Run {
  let run: Run | null;
  try {
    run = readRun(record);
    if (run !== null) workflowOf(run.workflow);
  } catch (error) {
    throw new NoBundle(`its journal cannot be read: ${messageOf(error)}`);
  }
  if (run === null) throw new NoBundle("its journal has no events");
  const missing = neededObjects(run).find(([, sha]) => getObject(record.task, sha) === null);
  if (missing !== undefined) throw new NoBundle(`its record lacks ${missing[0]}`);
  return run;
}

/** Why the run cannot go on in the project; null: it can. */
async function placeProblem(
  project: Project,
  { run, record, head, place: repo }: Found,
): Promise<string | null> {
  const here = readable(project);
  if (here?.run === run.run) {
    const local = readCache(journalPath(project.task));
    const all = readCache(join(record.root, JOURNAL));
    if (livingOwner(here) !== null) return `run ${run.run} is running here`;
    if (local !== null && !all?.subarray(0, local.length).equals(local))
      return `run ${run.run} is here already, and was continued here as well`;
  } else if (here !== null && isLive(here))
    return `run ${here.run} is still open here: park or cancel it first`;
  else if (knownRuns(project).includes(run.run))
    return `run ${run.run} is here already, parked or archived`;
  const now = headOf(project.root)?.commit ?? "none";
  if (now !== head)
    return `its run is at commit ${head.slice(0, 12)}, but this repository is at ${now.slice(0, 12)}: \`git fetch <file> HEAD\` and \`git checkout ${head.slice(0, 12)}\` take you there`;
  const others = repo.exclude.map((folder) => `:(exclude)${folder}`);
  return (await gitOf(repo)(["status", "--porcelain", "--", ".", ...others])) === ""
    ? null
    : "there are uncommitted files here: run `git stash -u`, then import it";
}

/** Files of the project that an import writes or deletes. */
function changedFiles(project: Project, { state, record, paths, place: repo }: Found): string[] {
  const present = presentState(repo, { also: state.keys(), write: false });
  const changed = [...new Set([...state.keys(), ...present.keys()])].filter(
    (path) => !isSameFile(present.get(path), state.get(path)),
  );
  const isOther = (path: string): boolean =>
    !readCache(join(project.root, path))?.equals(readCache(join(record.root, path))!);
  const own = paths.filter((path) => !path.startsWith(".task/") && isOther(path));
  return [...changed.map(pathText), ...own].sort();
}

/**
 * Reads a run out of a file into a project, and returns it. `agree`: makes sure that the person
 * wants the run, and its changes of these files. @throws NoBundle, or as `agree` does, where nothing
 * was written
 */
export function importRun(
  { project, env }: { project: Project; env: Env },
  file: string,
  timeout: number,
  agree: (run: Run, changed: string[]) => Promise<void>,
): Promise<Run> {
  return withRepository(project, timeout, async (apart) => {
    const found = await look(project, apart, file);
    const check = async () => {
      const problem = await placeProblem(project, found);
      if (problem !== null) throw new NoBundle(problem);
    };
    await check();
    await agree(found.run, changedFiles(project, found));
    // What was true before the question need not be so after it.
    await check();
    const { run } = found;
    const refs = (await refsOf(gitOf(apart), run.run)).map(([ref]) => ref);
    await take(project, found, timeout, refs, (git, some) =>
      fetchFrom(
        git,
        apart.places.gitDir,
        // A branch only goes forward: it may have got commits of the person's here.
        some.map((ref) => `${ref.startsWith("refs/heads/") ? "" : "+"}${ref}:${ref}`),
      ),
    );
    adopt({ project, env }, readRun(project)!);
    return readRun(project)!;
  });
}

/** First the project's files, then the record, and last the journal, by which the run is there. */
async function take(
  project: Project,
  { run, record, paths }: Found,
  timeout: number,
  refs: string[],
  fetch: (git: Git, refs: string[]) => Promise<unknown>,
): Promise<void> {
  makeTaskFolder(project.task);
  const git = gitOf(repoOf(project, run, timeout)!);
  const from = exportedRef(run.run);
  await fetch(git, [from]);
  const options = { undo: false, yes: true, all: true, from, timeout } as const;
  const { refused } = rollBack(project, run, null, { ...options, isTakenUp: true });
  await git(["update-ref", "-d", from]);
  if (refused !== null) throw new NoBundle(refused);
  const lasting = refs.filter((ref) => ![from, recordRef(run.run)].includes(ref));
  if (lasting.length > 0) await fetch(git, lasting);
  const before = readable(project);
  if (before !== null && before.run !== run.run) archiveRun(project, before);
  clearWay(project, run.workflow);
  // By the copy of an earlier state of it, the record would be put back.
  dropCopy(project);
  for (const path of [...paths.filter((one) => one !== JOURNAL), JOURNAL]) {
    const bytes = readCache(join(record.root, path))!;
    const is = path.startsWith(".task/") ? null : readCache(join(project.root, path));
    if (is === null) writeBelow(project.root, path, bytes);
    else if (!is.equals(bytes)) restoreAccepted(project, path, is, bytes);
  }
  change(project, () => []);
}
