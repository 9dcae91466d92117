import { copyFileSync, lstatSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { isLive, type Run } from "../../engine/run.ts";
import { livingOwner } from "../../host/host.ts";
import { attempt } from "../../process/attempt.ts";
import { gitErrors, openStore, placesOf, runGit, treeEntries } from "../../project/git.ts";
import { headOf } from "../../project/head.ts";
import {
  commitOn,
  dropRef,
  keptState,
  presentState,
  putRef,
  type State,
  sameKept,
} from "../../project/kept/states.ts";
import { blobsOf } from "../../project/kept/trees.ts";
import { type Place, pathText } from "../../project/place.ts";
import { type Project, treeStore } from "../../project/project.ts";
import { steeringOf } from "../../project/steering.ts";
import { baseTree, treeOf } from "../../project/tree.ts";
import { acceptedFiles } from "../../record/accepted.ts";
import { dropCopy, keepCopy } from "../../record/copies.ts";
import { noteGit } from "../../record/git-notice.ts";
import { type Env, noteRun } from "../../record/outside.ts";
import type { Key } from "../../record/own-key.ts";
import { taking } from "../../record/owner.ts";
import { excludedFolders } from "../../record/subject.ts";
import { createTaskFolder, readCache, writeFileAtomic } from "../../store/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { getObject, MAX_OBJECT_BYTES, putObjects } from "../../store/objects.ts";
import { journalPath } from "../../store/reader.ts";
import { firstLines } from "../../text.ts";
import { moduleOf, workflowOf } from "../../workflows/index.ts";
import { neededObjects, placeOf } from "../audit/accepted-state.ts";
import { restoreAccepted } from "../audit/edits.ts";
import { newDriver } from "../life/background.ts";
import { clearWay } from "../life/clear-way.ts";
import { readable } from "../life/read.ts";
import { rollBack } from "../life/rollback.ts";
import { change, readRun } from "../life/run.ts";
import { archiveRun, knownRuns } from "../life/runs-aside.ts";
import {
  aboutIn,
  exportedRef,
  NoBundle,
  RECORD,
  sealed,
  type Workshop,
  withWorkplace,
  workshop,
} from "./pack.ts";

/**
 * Bytes of a file that is read, and of the project's files in it; and of all that its record holds.
 */
const MAX_BYTES = 1024 ** 3;
const MAX_RECORD = 256 * 1024 ** 2;

/** A file of a record: its name, and its bytes. */
type Files = Map<string, Buffer>;

/** What a file holds, looked through before anything of it is written. */
type Found = ReturnType<typeof look>;

/** Where a record has its journal, and folders of it. */
const JOURNAL = "events.jsonl";
const OF_RECORD = [JOURNAL, "files", "objects"];

/**
 * The regular files of a record, without the trees that it names. @throws NoBundle for everything
 * else there, and for too much
 */
function filesOf(shop: Workshop, tree: string): Files {
  const entries = treeEntries(
    shop.git(["ls-tree", "-r", "-l", "-z", tree, ...OF_RECORD]).toString(),
  );
  let sum = 0;
  for (const { mode, size, path } of entries) {
    sum += size;
    if (mode !== "100644" || !isBelow(path))
      throw new NoBundle(
        `its record holds ${JSON.stringify(path)}, which does not belong in a record`,
      );
    if ((size > MAX_OBJECT_BYTES && path !== JOURNAL) || sum > MAX_RECORD)
      throw new NoBundle(`its record is too large (${JSON.stringify(path)})`);
  }
  const hashes = entries.map(({ hash }) => hash);
  const bytes = blobsOf(shop.at, hashes);
  return new Map(entries.map(({ hash, path }) => [path, bytes.get(hash)!]));
}

/** Whether a path leads to a file below the folder that it is relative to. */
const isBelow = (path: string): boolean =>
  path.split("/").every((part) => !/^(?:\.{0,2}|\.git)$/i.test(part)) && !/[\\\0]/.test(path);

/** The commit of the record, which a file brings into a workshop. */
function recordIn(shop: Workshop, file: string): string {
  let listed: string;
  try {
    listed = shop.git(["bundle", "unbundle", file]).toString();
  } catch (error) {
    if (!(error instanceof NoBundle)) throw error;
    if (/ not look like a /.test(error.message)) throw NoBundle.ofOthers();
    const lacks = /prerequisite commits/.test(error.message);
    throw new NoBundle(
      lacks
        ? "it needs commits from your remotes that this repository lacks: `git fetch --all` gets them"
        : `git cannot read it: ${error.message.replaceAll(`'${file}' `, "")}`,
    );
  }
  const record = listed
    .split("\n")
    .find((one) => one.endsWith(` ${RECORD}`))
    ?.split(" ")[0];
  if (record === undefined) throw NoBundle.ofOthers();
  return record;
}

/**
 * What a file says that it holds, and the run of its record, which is written where the workshop
 * is. @throws NoBundle
 */
function readRecord(shop: Workshop, project: Project, file: string) {
  const { git } = shop;
  const record = recordIn(shop, file);
  const about = aboutIn(git(["log", "-1", "--format=%B", record]).toString());
  const tree = shop.line(["rev-parse", `${record}^{tree}`]);
  const files = filesOf(shop, tree);
  const place = { ...project, task: join(dirname(shop.store), "record") };
  const run = runIn(place, files);
  if (run.run !== about.run)
    throw new NoBundle(`its journal is of run ${run.run}, but the file says ${about.run}`);
  if (run.run.slice(0, -9) !== run.workflow)
    throw new NoBundle(`${run.run} is not the id of a ${run.workflow} run`);
  return { record, about, tree, files, run, place };
}

/**
 * Looks through all of a file. `files`: the journal, its objects, and below `files/` those of the
 * workflow's own folder; `state`: the project's files, null where the run was parked when it was
 * exported. @throws NoBundle
 */
function look(
  shop: Workshop,
  project: Project,
  file: string,
  keys: readonly Key[],
  timeout: number,
) {
  const { git } = shop;
  const { record, about, tree, files, run } = readRecord(shop, project, file);
  // There they would be the record itself, and what decides on it.
  if (workflowOf(run.workflow).files === ".task" && filesIn(files, "files").length > 0)
    throw new NoBundle(
      "its record holds files of its workflow's folder, which for this one is the record's own",
    );
  const { refs } = about;
  git(["rev-list", "--objects", "--quiet", record, ...refs.map(([, commit]) => commit)]);
  const places = placesOf(project.root) ?? {
    top: project.root,
    project: project.root,
    prefix: "",
    sha256: false,
  };
  const place: Place = {
    places: { ...places, gitDir: shop.store, common: shop.store, own: true },
    exclude: excludedFolders(workflowOf(run.workflow)),
    scratch: dirname(shop.store),
    timeout,
  };
  const exported = refs.find(([ref]) => ref === exportedRef(run.run))?.[1];
  const sizes =
    exported === undefined ? "" : git(["ls-tree", "-r", "-l", "-z", exported]).toString();
  if (treeEntries(sizes).reduce((sum, { size }) => sum + size, 0) > MAX_BYTES)
    throw new NoBundle("the project's files in it are too large");
  // Other states are looked through when a rollback reads them.
  const state = exported === undefined ? null : keptState(place, exported);
  const key = keys.find(({ fingerprint }) => fingerprint === about.key);
  const isSealed = key !== undefined && key.seal(sealed(about, tree)) === about.seal;
  return { about, run, files, state, isSealed };
}

/** What a folder of the record holds. */
const filesIn = (files: Files, folder: string): [name: string, bytes: Buffer][] =>
  [...files].flatMap(([path, bytes]) =>
    path.startsWith(`${folder}/`) ? [[path.slice(folder.length + 1), bytes]] : [],
  );

/** Writes the journal and the objects of a record. */
function writeRecord({ task }: Project, files: Files): void {
  createTaskFolder(task);
  const objects = filesIn(files, "objects").map(([, bytes]) => bytes);
  putObjects(task, objects);
  writeFileAtomic(journalPath(task), files.get(JOURNAL) ?? "");
}

/** The run of a record, read as the one in `.task/` is. @throws NoBundle */
function runIn(project: Project, files: Files): Run {
  const other = filesIn(files, "objects").find(([name, bytes]) => sha256(bytes) !== name);
  if (other !== undefined) throw new NoBundle(`its object ${other[0]} does not match its name`);
  let run: Run | null;
  try {
    writeRecord(project, files);
    run = readRun(project);
    if (run !== null) workflowOf(run.workflow);
  } catch (error) {
    throw new NoBundle(`its journal cannot be read: ${(error as Error).message}`);
  }
  if (run === null) throw new NoBundle("its journal has no events");
  const missing = neededObjects(run).find(([, sha]) => !files.has(`objects/${sha}`));
  if (missing !== undefined) throw new NoBundle(`its record lacks ${missing[0]}`);
  return run;
}

/** The project, looked at without a trace in it. */
function scratchPlace(project: Project, run: Run, folder: string): Place {
  mkdirSync(join(folder, "task", "objects"), { recursive: true });
  return placeOf({ ...project, task: join(folder, "task") }, run)!;
}

/** Files of the project that a state would write or delete. */
function changedFiles(place: Place, state: State): string[] {
  const present = presentState(place, { also: state.keys(), write: false });
  return [...new Set([...state.keys(), ...present.keys()])].filter(
    (path) => !sameKept(present.get(path), state.get(path)),
  );
}

/** Whether a file steers what runs later, or how git works. */
const isOrder = (path: string): boolean => steeringOf(path) !== null || /(?:^|\/)\.git/i.test(path);
const MAX_ORDERS = 40;
const MAX_OTHERS = 10;

/** What an import changes, for whoever has to agree to it. */
function changesText(project: Project, { run, state, files }: Found, folder: string): string {
  const own = filesIn(files, "files").map(([name]) => `${workflowOf(run.workflow).files}/${name}`);
  const changed =
    state === null ? [] : changedFiles(scratchPlace(project, run, folder), state).map(pathText);
  const all = [...changed, ...own, ...ownFiles(run).map(([path]) => path)];
  const named = (paths: string[], most: number): string[] =>
    firstLines(
      paths.map((path) => `  ${JSON.stringify(path)}`),
      most,
      "",
      "  ",
    );
  const orders = all.filter(isOrder);
  const others = all.filter((path) => !isOrder(path));
  return [
    `None of your keys sealed this file: import it only if you trust its maker. It changes ${all.length} files here.`,
    ...(orders.length > 0
      ? [
          `${orders.length} of them control agents, git, tests or what runs later, such as hooks of the next session:`,
        ]
      : []),
    ...named(orders, MAX_ORDERS),
    ...(others.length > 0 ? [orders.length > 0 ? "The others:" : "These are:"] : []),
    ...named(others, MAX_OTHERS),
  ].join("\n");
}

/** Accepted files of a run in the record's own folder. */
const ownFiles = (run: Run) =>
  [...acceptedFiles(run)].filter(([path]) => path.startsWith(".task/") && isBelow(path));

/** Why the project is not one that the run can go on in; null: it is. */
function placeProblem(project: Project, found: Found, file: string, folder: string): string | null {
  const { about, state, run } = found;
  const here = readable(project);
  if (here !== null && here.run === run.run) {
    const local = readCache(journalPath(project.task));
    if (livingOwner(here) !== null) return `run ${run.run} is running here`;
    if (!found.isSealed)
      return `run ${run.run} is here already, and your key did not seal the file`;
    if (local !== null && !found.files.get(JOURNAL)!.subarray(0, local.length).equals(local))
      return `run ${run.run} is here already, and was continued here as well`;
  } else if (here !== null && isLive(here))
    return `run ${here.run} is still open here: park or cancel it first`;
  else if (knownRuns(project).includes(run.run))
    return `run ${run.run} is here already, parked or archived`;
  const now = headOf(project.root)?.commit ?? null;
  if (about.head !== now && state !== null) {
    if (now === null)
      return `it needs a repository at commit ${about.head!.slice(0, 12)}: \`git clone ${file} <folder>\` creates one, or clone yours; then import it there`;
    if (about.head === null)
      return "its run was started without git, but this is a repository: import it in an empty folder";
    return `its run is at commit ${about.head.slice(0, 12)}, but this repository is at ${now.slice(0, 12)}: \`git fetch ${file} ${about.head}\` and \`git checkout ${about.head.slice(0, 12)}\` take you there`;
  }
  const place = scratchPlace(project, run, folder);
  const taken = about.refs.find(
    ([ref, commit]) => (commitOn(place, ref)?.commit ?? commit) !== commit,
  );
  if (taken !== undefined && !found.isSealed)
    return `${taken[0]} is here already and names another commit, and your key did not seal the file`;
  if (state === null) return null;
  const exclude = excludedFolders(workflowOf(run.workflow));
  const apart = { ...project, task: join(folder, "present") };
  const [is, clean] = [treeOf(apart, { exclude, committable: true }), baseTree(apart, { exclude })];
  if (!is.ok) return is.problem;
  if (clean.ok && is.tree === clean.tree) return null;
  return changedFiles(place, state).length === 0
    ? null
    : `it would replace uncommitted files here: run \`git stash -u\` (or use an empty folder), then import it`;
}

/** Opens a file in a folder of its own. @throws NoBundle */
async function opened<T>(
  { root }: Project,
  named: string,
  timeout: number,
  work: (shop: Workshop, file: string, folder: string) => T | Promise<T>,
): Promise<T> {
  const stat = attempt(() => lstatSync(named), null);
  if (!stat?.isFile())
    throw new NoBundle(stat === null ? "it does not exist" : "it is not a regular file");
  if (stat.size > MAX_BYTES)
    throw new NoBundle(`it has ${stat.size} bytes, and at most ${MAX_BYTES} are read`);
  return withWorkplace((folder) => {
    const places = placesOf(root);
    const shop = workshop(
      folder,
      places,
      places === null ? [] : [join(places.common, "objects")],
      timeout,
    );
    // What was looked through is what is taken.
    const file = `${folder}.bundle`;
    copyFileSync(named, file);
    return work(shop, file, folder);
  });
}

/**
 * Reads a run out of a file into a project, and returns it. `adopted`: one of the keys has sealed
 * it, so it is this machine's.
 * `agree`: asks the person about what a file changes that none of the keys has sealed; null: they
 * agree, else why not.
 * With NoBundle, and what git and the disk say, nothing was written. @throws NoBundle
 */
export async function unpack(
  { project, env }: { project: Project; env: Env },
  named: string,
  keys: readonly Key[],
  timeout: number,
  agree: (does: string) => Promise<string | null>,
): Promise<{ run: Run; adopted: boolean }> {
  return opened(project, named, timeout, async (shop, file, folder) => {
    const found = look(shop, project, file, keys, timeout);
    const problem = placeProblem(project, found, named, folder);
    if (problem !== null) throw new NoBundle(problem);
    const refusal = found.isSealed
      ? null
      : await agree(changesText(project, found, `${folder}-changes`));
    // What was true before the question need not be so behind it.
    const later =
      refusal ?? (found.isSealed ? null : placeProblem(project, found, named, `${folder}-again`));
    if (later !== null) throw new NoBundle(later.replace(/^Nothing was done: |\.$/g, ""));
    return take({ project, env }, found, file, timeout);
  });
}

/** Writes what was found: first the project's files, then the record, by which the run is there. */
function take(
  { project, env }: { project: Project; env: Env },
  found: Found,
  file: string,
  timeout: number,
) {
  const { run, about, files, isSealed } = found;
  const before = readable(project);
  if (before !== null && before.run !== run.run) archiveRun(project, before);
  clearWay(project, run.workflow);
  createTaskFolder(project.task);
  const place = placeOf(project, run, timeout)!;
  const store = openStore(treeStore(project), place.places.own ? null : place.places);
  for (const at of new Set([store, place.places.gitDir])) {
    const brought = runGit(["--git-dir", at, "bundle", "unbundle", file], { cwd: at, timeout });
    if (!brought.ok) throw new NoBundle(gitErrors(brought));
  }
  const exported = about.refs.find(([ref]) => ref === exportedRef(run.run));
  if (exported !== undefined) {
    putRef(place, ...exported);
    const { refused } = rollBack(project, run, null, {
      undo: false,
      yes: true,
      all: true,
      from: exported[0],
      timeout,
    });
    dropRef(place, ...exported);
    if (refused !== null) throw new NoBundle(refused);
  }
  for (const [ref, commit] of about.refs) if (ref !== exported?.[0]) putRef(place, ref, commit);
  // By the copy of an earlier state of it, the record would be put back.
  dropCopy(project, env);
  writeRecord(project, files);
  const { workflow } = moduleOf(run.workflow);
  for (const [name, bytes] of filesIn(files, "files"))
    restore(project, `${workflow.files}/${name}`, bytes);
  for (const [path, { sha }] of ownFiles(run))
    restore(project, path, Buffer.from(getObject(project.task, sha)!));
  change(project, () => []);
  if (isSealed) adopt({ project, env }, run);
  return { run: readRun(project)!, adopted: isSealed };
}

/** Writes a file of the run; what stood there is kept. */
function restore(project: Project, path: string, was: Buffer): void {
  const is = readCache(join(project.root, path));
  if (!is?.equals(was)) restoreAccepted(project, path, is, was);
}

/**
 * Makes a run of another machine this machine's: writes the same notes outside of the project as
 * `beginRun`. Tasks that were at work on the other machine get another agent when the run goes on.
 */
export function adopt({ project, env }: { project: Project; env: Env }, run: Run): void {
  noteRun(project, run.run, env);
  noteGit(project, run.run, env);
  if (!isLive(run)) return;
  keepCopy(project, run.run, env);
  change(project, () => [taking(project, run.run, newDriver(project), env, true)]);
}
