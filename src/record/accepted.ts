import { join } from "node:path";
import type { ArtifactFacts } from "../engine/commands.ts";
import { acceptedTasks, type Head, type Run, type Task, taskOf } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import { readJson } from "../store/json/read-json.ts";
import { getObject } from "../store/objects.ts";

/**
 * An object as text, without a byte order mark; null when `sha` is null or the object is not kept
 * any more.
 */
export function objectText(project: Project, sha: string | null): string | null {
  const { task, kept } = project;
  const bytes = sha === null ? null : kept ? kept.object(sha) : getObject(task, sha);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/**
 * The value of an accepted artifact, from its object and not from its file; null when it is gone.
 */
export function accepted<T>(project: Project, sha: string | null): T | null {
  const text = objectText(project, sha);
  const json = text !== null && /^\s*[[{]/.test(text) ? readJson(text) : null;
  return json?.ok ? (json.value as T) : null;
}

/**
 * Files as they were last accepted, by path: artifacts, and documents that were written from one.
 */
export function acceptedFiles(run: Run): Map<string, { sha: string; task: Task }> {
  const newest = new Map<string, { sha: string; task: Task }>();
  for (const task of acceptedTasks(run)) {
    if (task.artifact !== null) newest.set(task.writes, { sha: task.artifact, task });
    for (const { path, sha } of task.handed) newest.set(path, { sha, task });
  }
  return newest;
}

/** Whether a task reads a file of the run. */
export const isRead = (task: Task, path: string): boolean =>
  task.reads.some((read) => covers(read, path));

/** Whether a path that a task names, which may be a folder, is a file or holds it. */
const covers = (named: string, path: string): boolean =>
  named === path || (named.endsWith("/") && path.startsWith(named));

/** Whether a task writes a file of the run. */
export const isWritten = (task: Task, path: string): boolean =>
  [task.writes, ...task.documents].some((one) => covers(one, path));

/**
 * The text of a file of the run as it was last accepted; null before that, whatever an earlier run
 * has left there.
 */
export const acceptedText = (project: Project, run: Run, path: string): string | null =>
  objectText(project, acceptedFiles(run).get(path)?.sha ?? null);

/** Hash of the newest artifact of a kind that still counts; null before there is one. */
export const latest = (run: Run, schema: string): string | null =>
  run.tasks.findLast((task) => task.schema === schema && task.artifact !== null && !task.void)
    ?.artifact ?? null;

/**
 * The tree of the project as its first task found it, whatever that does; null: an older run, or it
 * could not be read.
 */
const recordedStart = (run: Run): string | null => {
  const base = run.tasks.find((task) => task.dispatches > 0)?.base ?? null;
  return base?.startsWith("file:") ? null : base;
};

/**
 * The first task that edits the project, also one that counts no more: what that left may still lie
 * there.
 */
export const firstWork = (run: Run): Task | undefined =>
  run.tasks.find((task) => task.edits !== null && task.base !== null);

/**
 * What asks for a change: the request, the person's answers, and what was planned before the first
 * work. Neither reviews, nor what an agent says of its own work, nor the tests that the program has
 * seen.
 */
export function asking(project: Project, run: Run): string[] {
  const first = firstWork(run)?.acceptedSeq || Number.POSITIVE_INFINITY;
  const planned = [...acceptedFiles(run).values()].filter(
    ({ task }) =>
      // Of a draft the program has taken over each part, which a fix may have changed since.
      task.reviewed === null && task.facts.drafted !== true && task.acceptedSeq < first,
  );
  const textOf = ({ sha, task }: { sha: string; task: Task }): string =>
    // What the program took over, from a file of the person's or from a draft, says so of itself.
    task.who.program === undefined || task.facts.given === true
      ? (objectText(project, sha) ?? "")
      : // Of a plan that was there before the run.
        Object.values(accepted<{ details?: object }>(project, sha)?.details ?? {}).join("\n");
  return [run.request.text, ...run.decisions.map(({ text }) => text ?? ""), ...planned.map(textOf)];
}

/** Whether other commits were checked out between the start of a run and this task. */
function isHeadMoved(run: Run, work: Task): boolean {
  const isBefore = (id: string): boolean =>
    (taskOf(run, id)?.started_at ?? "~") <= (work.started_at ?? "");
  const [first, ...later] = run.heads;
  return later.some(({ task, head }) => isBefore(task) && head.commit !== first?.head.commit);
}

/** Option of a run that is about a change which was there before it: the tree which that started from. */
export const BASE_OPTION = "base";

/**
 * The tree that the change under review started from: as the run was told, or the project as the run found it, so that what
 * others change before the first owner begins is seen, too. What git brought meanwhile is no work
 * of the run: then it is the base of the first task that edits.
 */
export function baseOf(run: Run): string | null {
  if (run.options[BASE_OPTION] !== undefined) return run.options[BASE_OPTION];
  const work = firstWork(run);
  if (work === undefined) return null;
  return (isHeadMoved(run, work) ? null : recordedStart(run)) ?? work.base;
}

/**
 * The tree as the run found it, where this task is its first work and git has brought something
 * since, which no diff of the run shows; else null. `head`: where the repository stands.
 */
export function treeBeforeMove(run: Run, task: Task, head: Head["head"] | null): string | null {
  const [first, ...later] = [
    ...run.heads.map((head) => head.head),
    ...(head === null ? [] : [head]),
  ];
  const isMoved = later.some(({ commit }) => commit !== first?.commit);
  return isMoved && task.edits !== null && firstWork(run) === undefined ? recordedStart(run) : null;
}

export const artifactPath = (project: Project, task: Task): string =>
  join(project.root, task.writes);

/**
 * A task's artifact that was read and checked, or what is wrong with it; `bytes` where it could be
 * read.
 */
export type ArtifactResult =
  | {
      ok: true;
      artifact: ArtifactFacts;
      bytes: Uint8Array;
      /** Documents that the program writes from it, once it counts. */
      written: { path: string; text: string }[];
      /**
       * Files that changed while the task worked, that it may not change and that may be the
       * person's.
       */
      strays: string[];
      if_denied?: { commands: string[]; outcome: string };
    }
  | { ok: false; problems: string[]; sha: string | null; bytes: Uint8Array | null };
