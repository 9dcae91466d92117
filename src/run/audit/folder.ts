import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommandOf } from "../../engine/commands.ts";
import { isLive, type Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { statesRepo } from "../../project/repo.ts";
import { commitAt } from "../../project/snapshots/states.ts";
import { snapshotRef } from "../../project/worktrees/names.ts";
import { acceptedFiles } from "../../record/accepted.ts";
import { contentHash } from "../../record/changes/agent-writes.ts";
import { isByProgram } from "../../record/changes/own-files.ts";
import {
  type Before,
  changedAt,
  isChangedSince,
  noteBefore,
  sinceLastLook,
  storedRunFolders,
  type Touched,
  takeBefore,
  touchedSince,
} from "../../record/guarded/watched.ts";
import { copyOf, endedCopy, noteCopy } from "../../record/machine/copies.ts";
import type { Env } from "../../record/machine/outside.ts";
import { mendObjects, revive } from "../../store/copy.ts";
import { makeTaskFolder, readCache, removeFile } from "../../store/files/disk.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";
import { valueIn } from "../../store/json/fields.ts";
import { getObject } from "../../store/objects.ts";
import { locked } from "../../store/transact.ts";
import { someOf } from "../../text.ts";
import { change, type JournalStep, readRun } from "../journal/change.ts";
import { projections } from "../journal/projections.ts";
import { isAtWork } from "../publish/outputs.ts";
import { byAgent, restoreAccepted } from "./edits.ts";
import { notice } from "./notice.ts";

/**
 * Whether `.task/` is as the program left it. Each file is judged by what it is: the journal by its
 * chain and its copy, a projection by the journal, an object by its hash, an accepted artifact by
 * its object. So it does not matter which process of the program, or which agent, wrote meanwhile.
 */

const here = (what: "put_back" | "tell", path: string): Touched => ({
  what: "folder-changed",
  path,
  remedy: what,
});

/**
 * Writes the record of a run whose `.task/` is gone, from its copy. Null: there is none, or it
 * holds no run.
 */
export function restoreRecord(project: Project, env: Env, notice?: JournalStep): Run | null {
  const copy = copyOf(project, env);
  const isBack = copy !== null && isRevived(project, copy);
  if (isBack) noteCopy(project, copy);
  return isBack ? withAccepted(project, (now) => (now === null || !notice ? [] : [notice])) : null;
}

/** Whether `.task/` has a record now, from a copy where it had none. */
function isRevived({ task }: Project, copy: string): boolean {
  makeTaskFolder(task);
  return locked(
    task,
    () => Boolean(readCache(join(task, "events.jsonl"))?.length) || revive(task, copy),
  );
}

/** The run that was brought back, after what is recorded of that, with its accepted artifacts. */
function withAccepted(
  project: Project,
  steps: (now: Run | null) => JournalStep[] = () => [],
): Run | null {
  const { run } = change(project, steps);
  if (run !== null) mendAccepted(project, run, () => true);
  return run;
}

/** The run that ended last here, where `.task/` has lost its record and has no other. */
export function endedBack(project: Project, env: Env): Run | null {
  const copy = existsSync(join(project.task, "events.jsonl")) ? null : endedCopy(project, env);
  return copy !== null && isRevived(project, copy) ? withAccepted(project) : null;
}

/**
 * Says that the record was gone, and asks the person, who may have removed it. Told once in a run:
 * tests that clean up may do it again and again.
 */
export const GONE = notice(
  "folder-changed",
  "gone",
  "The folder .task/ with this run's record was missing, and was restored from its copy, without its worktrees and archived runs. If you deleted it to stop the run, cancel it.",
  true,
);

/**
 * Accepted artifacts below `.task/` that say something else, put back. A formatter of the project
 * changes no word.
 */
function mendAccepted(
  project: Project,
  run: Run,
  mayHaveChanged: (path: string) => boolean,
): string[] {
  return [...acceptedFiles(run)].flatMap(([path, { sha, task: owner }]) => {
    const file = join(project.root, path);
    if (!path.startsWith(".task/") || byAgent(run, path, owner) || isAtWork(run, path)) return [];
    const was = isByProgram(project, run, path) ? null : getObject(project.task, sha);
    const is = was === null || !mayHaveChanged(file) ? was : readCache(file);
    if (was === null || (is !== null && contentHash(is) === contentHash(was))) return [];
    return attempt(() => [restoreAccepted(project, path, is, was)], []);
  });
}

/** What a projection says, however it is laid out. */
const json = (text: string | undefined): string => JSON.stringify(valueIn(text));

/**
 * Projections that say something else than the journal. Under the lock, so no process of the
 * program is about to write them; without it, nothing is told of them.
 */
const wrongProjections = (project: Project): string[] =>
  locked(project.task, (isHeld) => {
    if (!isHeld) return [];
    const read = attempt(() => ({ run: readRun(project) }), null);
    // The journal itself was changed: it is named.
    if (read === null || read.run === null) return [];
    return Object.entries(projections(read.run, project.root)).flatMap(([name, text]) => {
      const bytes = readCache(join(project.task, name));
      const isSame =
        text === null
          ? bytes === null
          : name.endsWith(".json")
            ? json(bytes?.toString()) === json(text)
            : bytes !== null;
      return isSame ? [] : [`.task/${name}`];
    });
  });

/**
 * Looks at `.task/` and at what else is watched after a call, puts right what something else than
 * the program has changed, and says what that was. @throws what `change` throws
 */
function lookAfter(project: Project, before: Before, env: Env): Touched[] {
  const isNew = (path: string): boolean => isChangedSince(path, before.at);
  const isGone = statAt(join(project.task, "events.jsonl")) === undefined;
  if (isGone && restoreRecord(project, env) === null) return touchedSince(project, before);
  const found: Touched[] = isGone
    ? [here("put_back", ".task/")]
    : wrongProjections(project).map((wrongProjection) => here("put_back", wrongProjection));
  const { run, events } = change(project, () => [], true);
  const copy = copyOf(project, env);
  if (run === null || copy === null) return found;
  if (events.some((event) => event.type === "noticed"))
    found.push(here("put_back", ".task/events.jsonl"));
  const objects = mendObjects(project.task, copy, (path) => {
    const stat = statAt(path);
    return stat?.isFile() === true && !isNew(path);
  });
  if (objects.length > 0)
    found.push(here("put_back", `.task/objects/ (${objects.length} of its files)`));
  for (const path of mendAccepted(project, run, (file) => !isOld(file, isNew)))
    found.push(here("put_back", path));
  const ignore = join(project.task, ".gitignore");
  if (readCache(ignore)?.toString() !== "*\n" && !isOld(ignore, isNew)) {
    removeFile(ignore);
    makeTaskFolder(project.task);
    found.push(here("put_back", ".task/.gitignore"));
  }
  noteCopy(project, copy);
  const kept = new Set(storedRunFolders(project));
  for (const name of before.kept) if (!kept.has(name)) found.push(here("tell", `.task/${name}`));
  return [...found, ...touchedSince(project, before).map((one) => withoutLost(project, run, one))];
}

/**
 * A snapshot's ref on a commit that is gone, too, would stop git: it is removed again, and that is
 * said.
 */
function withoutLost(project: Project, run: Run, touched: Touched): Touched {
  const repo = statesRepo(project, []);
  if (repo === null || touched.path !== join(repo.places.common, snapshotRef(run.run)))
    return touched;
  const commit = readCache(touched.path)?.toString().trim() ?? "";
  if (commit === "" || commitAt(repo, commit) !== null) return touched;
  removeFile(touched.path);
  return { ...touched, remedy: "lost" };
}

const isOld = (path: string, isNew: (path: string) => boolean): boolean =>
  statAt(path) !== undefined && !isNew(path);

/** What changed; paths below the project are named from there. */
const nameOf = ({ path }: Touched, { root }: Project): string =>
  path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;

/** What became of files, by what was done about them; `when`: with a blank before it, or empty. */
const TOLD: Record<string, (files: string, when: string) => string> = {
  put_back: (files, when) =>
    `${files} changed${when}, which no command of a run may do; all of it was restored`,
  lost: (files, when) =>
    `${files} changed${when}, which no command of a run may do, and its commit is gone: the project cannot be rolled back to before the work`,
  ask: (files, when) =>
    `${files} changed, by it or by someone else,${when === "" ? "" : `${when},`} and nothing was restored`,
  tell: (files, when) => `${files} changed${when}`,
};

/** What changed, as the end of a sentence. */
const whatChanged = (touched: readonly Touched[], project: Project, when = ""): string =>
  Object.entries(Object.groupBy(touched, (one) => one.remedy))
    .map(([outcome, some]) => {
      const names = new Set(some!.map((one) => nameOf(one, project)));
      return TOLD[outcome]!(someOf([...names]), when);
    })
    .join("; ");

/** Where the person finds what was put back. */
const keptAt = (touched: readonly Touched[]): string => {
  const kept = touched.flatMap((one) => one.kept ?? []);
  return kept.length === 0 ? "" : ` (the changed version: ${kept.join(", ")})`;
};

type Notice = CommandOf<"notice">;

/** One notice for each kind and outcome: those that the person is asked about hold the run. */
function noticesOf(
  project: Project,
  touched: readonly Touched[],
  when: string,
  keyOf: (some: readonly Touched[]) => string,
): Notice[] {
  const kinds = Object.values(Object.groupBy(touched, (one) => `${one.what} ${one.remedy}`));
  return kinds.map((some) => {
    const [{ what, remedy }] = some as [Touched];
    const text = `${whatChanged(some!, project, ` ${when}`)}${keptAt(some!)}.`;
    return notice(what, sha256(keyOf(some!)).slice(0, 16), text, remedy === "ask");
  });
}

/** What else decides, as record/guarded/watched.ts has it, and has changed since the program looked last. */
export function lookAgain(project: Project, env: Env): { touched: Touched[]; notices: Notice[] } {
  const touched = sinceLastLook(project, env);
  const keyOf = (some: readonly Touched[]): string =>
    some.map(({ path }) => `${path} ${changedAt(path)}`).join("\n");
  return { touched, notices: noticesOf(project, touched, "since the last look at it", keyOf) };
}

/**
 * Work that runs the project's own programs, tests and builds: what they do to the record is put
 * right before it is read again.
 */
export async function aroundCommands<T>(
  project: Project,
  { task, call }: { task: string; call: string },
  work: () => Promise<T>,
): Promise<T> {
  noteBefore(project, call, process.env);
  const done = await work();
  const before = takeBefore(project, call, process.env);
  afterCall(project, before, process.env, { by: `the commands of ${task}`, call });
  return done;
}

/**
 * Looks after a call that ran a command, and notes what it has changed that it may not; what the
 * call is refused for, as the end of a sentence; null: for nothing. `before`: what was noted before
 * the call; null: nothing.
 */
export function afterCall(
  project: Project,
  before: Before | null,
  env: Env,
  { by, call }: { by: string; call: string },
): string | null {
  const touched = before === null ? [] : lookAfter(project, before, env);
  const looked = lookAgain(project, env);
  const all = [...touched, ...looked.touched];
  const run = all.length === 0 ? null : readRun(project);
  if (run === null || !isLive(run) || (before !== null && run.run !== before.run)) return null;
  const keyOf = ([one]: readonly Touched[]): string => `${call} ${one!.remedy}`;
  change(project, () => [
    ...noticesOf(project, touched, `while ${by} ran`, keyOf),
    ...looked.notices,
  ]);
  // What was changed before the command began is not its doing.
  const own = before?.asLooked === true ? all : touched;
  const refused = own.filter((one) => one.remedy !== "tell" || one.what === "folder-changed");
  return refused.length === 0 ? null : whatChanged(refused, project);
}
