/** What calls of agents change in the project: looked at before and behind each, and recorded with the task. */
import { lstatSync, readlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { CommandOf } from "../../engine/commands.ts";
import type { Run, Task } from "../../engine/run.ts";
import { HOOK_PATIENCE_MS } from "../../host/host.ts";
import type { Payload } from "../../host/payload.ts";
import { attempt } from "../../process/attempt.ts";
import { isLeftAtWork } from "../../process/table.ts";
import { filesOf, pathText, placeOfStates, SnapshotFailed } from "../../project/kept-state.ts";
import { type Project, realPath } from "../../project/project.ts";
import { shaOf } from "../../project/stand-in.ts";
import { copyOf } from "../../record/copies.ts";
import { notedGit } from "../../record/git-notice.ts";
import type { Env } from "../../record/outside.ts";
import { excludedFolders } from "../../record/subject.ts";
import { readCache, removeFile, writeFileAtomic } from "../../store/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { valueIn } from "../../store/loose.ts";
import { entriesIn } from "../../store/plain-file.ts";
import { workflowOf } from "../../workflows/index.ts";

type Changed = CommandOf<"changed">;

/** The project's files before a command that has not ended. */
interface Begun {
  run: string;
  call: string;
  session?: string;
  /** When, in milliseconds since 1970. */
  at: number;
  /** By path: what the kernel says of the file, which no program sets. */
  files: Record<string, string>;
  /** A shell in the background, which nothing tells the end of. */
  lasts?: true;
}

/** How long the host lets a command run that is not in the background. */
const MAX_COMMAND_MS = 10 * 60_000;

/** Of more files than that no hash is taken. */
const MAX_HASHED = 500;

const prefixOf = (task: string): string => `command-${task}-`;
/** Where notes of commands lie: out of reach of these, where a copy of the run's record is kept. */
const notesOf = (project: Project, env: Env): string => copyOf(project, env) ?? project.task;
const noteOf = (project: Project, env: Env, task: string, { call, agent }: Payload): string =>
  join(notesOf(project, env), `${prefixOf(task)}${sha256(call || `${agent}`).slice(0, 32)}.json`);

const readBegun = (path: string): Begun | null => valueIn(readCache(path)?.toString()) as Begun | null;

/** What lies in the project, as its trees have it; null where git cannot say. */
function filesNow(project: Project, run: Run): Begun["files"] | null {
  const place = placeOfStates(project, excludedFolders(workflowOf(run.workflow)), HOOK_PATIENCE_MS);
  if (place === null) return null;
  const worktrees = notedGit(project, run.run)?.worktrees;
  const list = () => filesOf({ ...place, ...(worktrees && { worktrees }) });
  const found = attempt(list, null, SnapshotFailed);
  if (found === null) return null;
  return Object.fromEntries(
    [...found].map(([path, { ctimeMs, size, ino }]) => [pathText(path), `${ctimeMs} ${size} ${ino}`]),
  );
}

/** A hash of what lies at a path of the project; "": nothing. */
export function hashAt(project: Project, path: string): string {
  const whole = join(project.root, path);
  const link = (): string => `${sha256(readlinkSync(whole))}`;
  const stat = lstatSync(whole, { throwIfNoEntry: false });
  const hash = stat === undefined ? "" : attempt(() => (stat.isSymbolicLink() ? link() : shaOf(whole).sha256), "?");
  return hash.slice(0, 16);
}

/** When a path was last changed, or, of one that is gone, the folder that it was in. */
function changedAt(project: Project, path: string): number {
  const stat = lstatSync(join(project.root, path), { throwIfNoEntry: false });
  return stat?.ctimeMs ?? (path === "." ? 0 : changedAt(project, dirname(path)));
}

/** What has changed since a command began, as what its task has changed. `until`: what was changed later is not its own. */
function since(project: Project, run: Run, task: string, begun: Begun, until = Number.POSITIVE_INFINITY): Changed[] {
  const now = filesNow(project, run);
  if (now === null) return [{ do: "changed", task, files: {}, all: true }];
  const names = Object.keys({ ...begun.files, ...now });
  const changed = names.filter((path) => now[path] !== begun.files[path] && changedAt(project, path) <= until);
  if (changed.length === 0) return [];
  const hash = changed.length > MAX_HASHED ? () => "?" : (path: string) => hashAt(project, path);
  return [{ do: "changed", task, files: Object.fromEntries(changed.map((path) => [path, hash(path)])) }];
}

/** Notes the project's files before a command of a task that changes the project. */
export function noteCommand(project: Project, run: Run, task: Task, payload: Payload, env: Env): void {
  const files = task.changed ? filesNow(project, run) : null;
  if (files === null) return;
  const begun: Begun = { run: run.run, call: payload.call, session: payload.session, at: Date.now(), files };
  writeFileAtomic(noteOf(project, env, task.id, payload), JSON.stringify(begun));
}

/** What a command has changed that has ended, or goes on in the background, and what others there have changed meanwhile. */
export function changedBehind(project: Project, run: Run, task: Task, payload: Payload, env: Env): Changed[] {
  const lasts = payload.input.run_in_background === true || payload.response.backgroundTaskId !== undefined;
  const isLeft = !task.runs_on && (lasts || hasLeft(run, payload.session, Date.parse(task.dispatch!.at)));
  const left = isLeft ? [runsOn(task)] : [];
  if (!task.changed) return left;
  const own = noteOf(project, env, task.id, payload);
  const begun = readBegun(own);
  if (begun?.run !== run.run) return [...left, { do: "changed", task: task.id, files: {}, all: true }];
  if (lasts) writeFileAtomic(own, JSON.stringify({ ...begun, lasts }));
  else removeFile(own);
  return [...left, ...since(project, run, task.id, begun), ...changedBeside(project, run, task, env)];
}

const runsOn = ({ id }: Task): Changed => ({ do: "changed", task: id, files: {}, runs_on: true });

/** Whether commands of a session have left processes at work since then, which are below no host and no check of the run any more. */
function hasLeft(run: Run, session: string, since: number): boolean {
  const at = run.tasks.flatMap(({ dispatch }) => (dispatch ? [dispatch.host, dispatch.process] : []));
  const roots = [run.owner?.host, ...at].flatMap((one) => (one ? [one.pid] : []));
  return roots.length > 0 && isLeftAtWork(`CLAUDE_CODE_SESSION_ID=${session}`, since, new Set(roots));
}

/** What shells of a task in the background have changed: they are looked at anew from now on. */
const changedBeside = (project: Project, run: Run, task: Task, env: Env): Changed[] =>
  begunOf(project, run, task, env).flatMap(({ path, begun }) => {
    if (!begun.lasts) return [];
    const files = filesNow(project, run);
    if (files !== null) writeFileAtomic(path, JSON.stringify({ ...begun, at: Date.now(), files }));
    return since(project, run, task.id, begun);
  });

function begunOf(project: Project, run: Run, task: Task, env: Env): { path: string; begun: Begun }[] {
  const folder = notesOf(project, env);
  const names = task.changed ? entriesIn(folder).map(({ name }) => name) : [];
  return names.flatMap((name) => {
    const path = join(folder, name);
    const begun = name.startsWith(prefixOf(task.id)) ? readBegun(path) : null;
    return begun?.run === run.run ? [{ path, begun }] : [];
  });
}

interface AtEnd {
  isThere?: boolean;
  wasRefused?: (call: string) => boolean;
  env?: Env;
}

/**
 * What commands of a task have changed of whose end no hook has heard, as its agent ends or is gone, perhaps for long: only
 * what can be theirs counts, and they are forgotten. `isThere`: shells in the background may go on. `wasRefused`: the command never ran.
 */
export function changedAtEnd(
  project: Project,
  run: Run,
  task: Task,
  { isThere = false, wasRefused = () => false, env = process.env }: AtEnd = {},
): Changed[] {
  const beside = isThere ? changedBeside(project, run, task, env) : [];
  const ended = begunOf(project, run, task, env).filter(({ begun }) => !(isThere && begun.lasts));
  const changed = ended.flatMap(({ path, begun }) => {
    removeFile(path);
    if (wasRefused(begun.call)) return [];
    const left = begun.session !== undefined && hasLeft(run, begun.session, begun.at) ? [runsOn(task)] : [];
    return [...left, ...since(project, run, task.id, begun, begun.at + MAX_COMMAND_MS)];
  });
  return [...beside, ...changed];
}

/** What a tool of the host has written, as what its task has changed; null: no file of the project. */
export function writtenFile(project: Project, run: Run, task: Task, path: string): Changed | null {
  const name = relative(realPath(project.root), realPath(path));
  const isOut = name === "" || name === ".." || name.startsWith("../");
  const folders = excludedFolders(workflowOf(run.workflow));
  if (!task.changed || isOut || folders.some((one) => name.startsWith(`${one}/`))) return null;
  return { do: "changed", task: task.id, files: { [name]: hashAt(project, name) } };
}
