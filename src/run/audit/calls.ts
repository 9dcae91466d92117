/**
 * What calls of agents change in the project: looked at before and after each, and recorded with
 * the task.
 */
import { readlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { CommandOf } from "../../engine/commands.ts";
import type { Run, Task } from "../../engine/run.ts";
import { HOOK_PATIENCE_MS, mayLive } from "../../host/host.ts";
import type { Payload } from "../../host/payload.ts";
import { onlyLooks } from "../../host/shell/git-words.ts";
import { shellLine } from "../../host/shell/shell-call.ts";
import { attempt } from "../../process/attempt.ts";
import { hasLooseProcesses } from "../../process/table.ts";
import type { NotTracked } from "../../project/listed.ts";
import { type Project, realPath } from "../../project/project.ts";
import { pathText } from "../../project/repo.ts";
import { diffTrees } from "../../project/trees/changes.ts";
import { shaOf } from "../../project/trees/stand-in.ts";
import { hashAfterCalls } from "../../record/changes/authors.ts";
import { noteName, notesOf, readNote, writeNote } from "../../record/machine/notes.ts";
import type { Env } from "../../record/machine/outside.ts";
import { excludedFolders, projectTree } from "../../record/subject.ts";
import { removeFile } from "../../store/files/disk.ts";
import { entriesIn, seenAt, statAt } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";
import { given, someOf } from "../../text.ts";
import { sceneOf, workflowOf } from "../../workflows/index.ts";
import { notice } from "./notice.ts";
import { held, movedSince, type RepositoryStates, statesOf } from "./repository.ts";
import { keepIgnored, keepUncommitted, putBackIgnored, putBackUncommitted } from "./uncommitted.ts";

type Changed = CommandOf<"changed">;
/**
 * What is recorded of a command: what its task has changed, and what of the person's was put back.
 */
type Seen = Changed | CommandOf<"notice">;

/** The project's files before a command that has not ended. */
interface Begun {
  run: string;
  task?: string;
  call: string;
  session?: string;
  /** When, in milliseconds since 1970. */
  at: number;
  /** The tree of the project's files before it; missing: they were not looked at. */
  tree?: string;
  /** In milliseconds: how long it may run, where that is not the limit of the host's commands. */
  most?: number;
  /** A shell in the background, which nothing tells the end of. */
  lasts?: true;
  /** The command's line, and how the repositories stood before it. */
  line?: string;
  states?: RepositoryStates;
}

/** The last look at the project's files, and at its repositories. */
interface CheckoutState {
  run: string;
  /** The tree of the files; missing: no command in the checkout has begun. */
  tree?: string;
  /** What the ref of the run holds of branches and stashes. */
  held?: string;
  /** Files that git ignores and of which a copy is kept, and what they were then. */
  ignored?: Record<string, string>;
  /** Files that a command touched, and that are as the person had them or as before it, by hash. */
  kept?: Record<string, string>;
}

/** How long the host lets a command run that is not in the background. */
const MAX_COMMAND_MS = 10 * 60_000;

/** Of more files than that no hash is taken. */
const MAX_HASHED = 500;

const prefixOf = (task: string): string => `command-${task}-`;
const noteOf = (
  project: Project,
  env: Env,
  task: string,
  { call, agent }: Pick<Payload, "call" | "agent">,
): string => join(notesOf(project, env), `${prefixOf(task)}${noteName(call || `${agent}`)}`);

/**
 * What lies in the project: the tree of its files, and what is beside them; null where git cannot
 * say.
 */
function filesNow(
  project: Project,
  run: Run,
  env: Env,
): { tree: string; beside: NotTracked } | null {
  const beside: NotTracked = { repositories: [], ignored: [] };
  const tree = projectTree(sceneOf(project, run), {
    env,
    quick: true,
    timeout: HOOK_PATIENCE_MS,
    beside,
  });
  return tree.ok && tree.subject !== null ? { tree: tree.subject, beside } : null;
}

/** A hash of what lies at a path of the project; "": nothing. */
export function hashAt(project: Project, path: string): string {
  const whole = join(project.root, path);
  const link = (): string => `${sha256(readlinkSync(whole))}`;
  const hash = attempt(() => {
    const stat = statAt(whole);
    if (stat === undefined) return "";
    return stat.isSymbolicLink() ? link() : shaOf(whole).sha256;
  }, "?");
  return hash.slice(0, 16);
}

/** When a path was last changed, or, of one that is gone, the folder that it was in, or that can be seen. */
function changedAt(project: Project, path: string): number {
  const stat = seenAt(join(project.root, path));
  return stat?.ctimeMs ?? (path === "." ? 0 : changedAt(project, dirname(path)));
}

const lookFile = (project: Project, env: Env): string =>
  join(notesOf(project, env), "last-look.json");

const lastLook = (project: Project, { run }: Run, env: Env): CheckoutState | null =>
  readNote<CheckoutState>(lookFile(project, env), run);

/**
 * What has changed since a command began, as what its task has changed, and what is told of it.
 * `until`: what was changed later is not its own.
 */
function since(
  project: Project,
  run: Run,
  { id: task, subject, base, changed: seen }: Task,
  begun: Begun,
  env: Env,
  until = Number.POSITIVE_INFINITY,
): Seen[] {
  const { line = "", states = {}, tree: before } = begun;
  const now = before === undefined ? null : (filesNow(project, run, env)?.tree ?? null);
  // What changes beside git commands that only look is the person's doing.
  const isLook = onlyLooks(line);
  const found = isLook ? [] : diffTrees(project, before ?? null, now);
  if (seen && found === null) return [{ do: "changed", task, files: {}, all: true }];
  const all = (found ?? []).flatMap(({ path }) =>
    changedAt(project, path) <= until ? [path] : [],
  );
  const back = putBackUncommitted(project, run, line, all);
  const look = lastLook(project, run, env);
  const ignored = Object.keys(look?.ignored ?? {}).filter(
    (path) => changedAt(project, path) <= until,
  );
  const again = putBackIgnored(project, run, line, ignored, notesOf(project, env));
  // By its time alone what it has written again as it was would look like the work of a hook after
  // it.
  const rewritten = (seen ? (diffTrees(project, base, now) ?? []) : []).flatMap(
    ({ path, status }) =>
      status !== "deleted" && !all.includes(path) && changedAt(project, path) >= begun.at
        ? [path]
        : [],
  );
  // What a call has made of the person's files is kept before the next one.
  const next = {
    run: run.run,
    ...(now !== null && { tree: isLook || back.length > 0 ? before : now }),
    kept: {
      ...look?.kept,
      ...Object.fromEntries([...back, ...rewritten].map((path) => [path, hashAt(project, path)])),
    },
  };
  writeNote(lookFile(project, env), { ...look, ...next });
  // What another look has put back meanwhile is the person's, too.
  const isBack = (path: string): boolean => look?.kept?.[path] === hashAt(project, path);
  const changed = all.filter((path) => !back.includes(path) && !isBack(path));
  const taken = [...back, ...again];
  const notices = [
    ...given(
      taken.length > 0,
      `uncommitted work was taken away and is there again: ${someOf(taken)}`,
    ),
    ...(until === Number.POSITIVE_INFINITY ? movedSince(project, states) : []),
  ];
  const text = `While a command of ${task} (${subject}) ran: ${notices.join("; ")}.`;
  return [
    ...(seen ? inCalls(project, task, changed) : []),
    ...given<Seen>(
      notices.length > 0,
      notice("put-back", sha256(`${begun.call} ${text}`).slice(0, 16), text),
    ),
  ];
}

/**
 * Before a command of a task that changes the project: keeps what the person has there and in no
 * commit, and notes its files, and how its repository stands. A task that works in a worktree may
 * still name git in the checkout.
 */
export function noteCommand(
  project: Project,
  run: Run,
  task: Task,
  payload: Pick<Payload, "call" | "session" | "cwd" | "agent" | "tool" | "input">,
  env: Env,
  most?: number,
): void {
  if (task.edits === null) return;
  const at = Date.now();
  const line = shellLine(payload) ?? "";
  const files = task.changed ? filesNow(project, run, env) : null;
  const seen = files?.tree ?? null;
  if (task.changed && seen === null) return;
  const look = lastLook(project, run, env);
  const changed = (since: string | null): string[] =>
    (diffTrees(project, since, seen) ?? []).flatMap(({ path, status }) =>
      status === "deleted" ? [] : [path],
    );
  const isOfCall = (path: string): boolean =>
    [hashAt(project, path), "?"].includes(hashAfterCalls(run, path) ?? "-");
  // What a command that has not ended has taken of it would be kept as the person's last word.
  const isQuiet = begunOf(project, run, "", env).every(({ begun }) => begun.lasts);
  if (seen && isQuiet) keepUncommitted(project, run, look?.tree ?? null, changed, isOfCall);
  const states = statesOf(project, (files?.beside.repositories ?? []).map(pathText));
  const paths = (files?.beside.ignored ?? []).map(pathText);
  const kept = look?.ignored ?? {};
  writeNote(lookFile(project, env), {
    ...look,
    run: run.run,
    held: held(project, run.run, states, look?.held),
    ignored:
      files && isQuiet ? keepIgnored(project, run, paths, kept, notesOf(project, env)) : kept,
    ...(seen && { tree: seen }),
  });
  const { call, session } = payload;
  const about = { run: run.run, task: task.id, call, session, at, line, states };
  const more = { ...(seen && { tree: seen }), ...(most !== undefined && { most }) };
  writeNote(noteOf(project, env, task.id, payload), { ...about, ...more } satisfies Begun);
}

/**
 * What a command has changed that has ended, or goes on in the background, and what others there
 * have changed meanwhile.
 */
export function changedAfter(
  project: Project,
  run: Run,
  task: Task,
  payload: Payload,
  env: Env,
): Seen[] {
  const lasts =
    payload.input.run_in_background === true || payload.response.backgroundTaskId !== undefined;
  const isLoose =
    !task.runs_on &&
    (lasts || hasLooseCommands(run, payload.session, Date.parse(task.dispatch!.at)));
  const loose = isLoose ? [runsOn(task)] : [];
  const own = noteOf(project, env, task.id, payload);
  const begun = readNote<Begun>(own, run.run);
  if (begun === null)
    return [
      ...loose,
      ...given<Seen>(Boolean(task.changed), { do: "changed", task: task.id, files: {}, all: true }),
    ];
  // What becomes of the repository later may be the person's doing.
  if (lasts) writeNote(own, { ...begun, lasts, states: {} });
  else removeFile(own);
  const seen = since(project, run, task, begun, env);
  return [...loose, ...seen, ...changedBeside(project, run, task, env)];
}

const runsOn = ({ id }: Task): Changed => ({ do: "changed", task: id, files: {}, runs_on: true });

/**
 * Whether commands of a session have left processes at work since then, which are below no host and
 * no check of the run any more.
 */
function hasLooseCommands(run: Run, session: string, since: number): boolean {
  const at = run.tasks.flatMap(({ dispatch }) =>
    dispatch ? [dispatch.host, dispatch.process] : [],
  );
  const roots = [run.owner?.host, ...at].flatMap((one) => (one ? [one.pid] : []));
  return (
    roots.length > 0 &&
    hasLooseProcesses(`CLAUDE_CODE_SESSION_ID=${session}`, since, new Set(roots))
  );
}

/** What shells of a task in the background have changed: they are looked at anew from now on. */
const changedBeside = (project: Project, run: Run, task: Task, env: Env): Seen[] =>
  begunOf(project, run, task.id, env).flatMap(({ path, begun }) => {
    if (!begun.lasts) return [];
    const seen = filesNow(project, run, env);
    if (seen !== null) writeNote(path, { ...begun, at: Date.now(), tree: seen.tree });
    return since(project, run, task, begun, env);
  });

/** Notes of commands of a task; "": of all. */
function begunOf(
  project: Project,
  run: Run,
  task: string,
  env: Env,
): { path: string; begun: Begun }[] {
  const folder = notesOf(project, env);
  return entriesIn(folder).flatMap(({ name }) => {
    const path = join(folder, name);
    const begun = name.startsWith(task === "" ? "command-" : prefixOf(task))
      ? readNote<Begun>(path, run.run)
      : null;
    return begun === null ? [] : [{ path, begun }];
  });
}

interface AtEnd {
  isThere?: boolean;
  wasRefused?: (call: string) => boolean;
  env?: Env;
}

/**
 * What commands of a task have changed of whose end no hook has heard, as its agent ends or is
 * gone, perhaps for long: only what can be theirs counts, and they are forgotten. `isThere`: shells
 * in the background may go on. `wasRefused`: the command never ran.
 */
export function changedAtEnd(
  project: Project,
  run: Run,
  task: Task,
  { isThere = false, wasRefused = () => false, env = process.env }: AtEnd = {},
): Seen[] {
  const beside = isThere ? changedBeside(project, run, task, env) : [];
  const ended = begunOf(project, run, task.id, env).filter(
    ({ begun }) => !(isThere && begun.lasts),
  );
  const changed = ended.flatMap(({ path, begun }) => {
    removeFile(path);
    if (wasRefused(begun.call)) return [];
    const loose =
      begun.session !== undefined && hasLooseCommands(run, begun.session, begun.at)
        ? [runsOn(task)]
        : [];
    return [
      ...loose,
      ...since(project, run, task, begun, env, begun.at + (begun.most ?? MAX_COMMAND_MS)),
    ];
  });
  return [...beside, ...changed];
}

/**
 * The same of all tasks whose host is gone, and with it what they ran: nothing else may look for
 * long.
 */
export function changedByGone(project: Project, run: Run, env: Env): Seen[] {
  const ids = new Set(begunOf(project, run, "", env).map(({ begun }) => begun.task));
  const isGone = ({ id, dispatch }: Task): boolean =>
    ids.has(id) && !mayLive(dispatch?.host ?? run.owner?.host ?? null);
  return run.tasks.filter(isGone).flatMap((task) => changedAtEnd(project, run, task, { env }));
}

/**
 * What the host's own hooks changed after calls of a task, such as a list of routes that is made
 * anew: that belongs to the call. `tree`: the project as its agent leaves it; `times`: when each
 * call began, and when the hooks after it had ended.
 */
export function changedByHooks(
  project: Project,
  run: Run,
  { id, base, changed }: Task,
  tree: string | null,
  times: () => [from: number, to: number][],
): Changed[] {
  const others = changed
    ? (diffTrees(project, base, tree) ?? []).filter(({ path }) => !(path in changed))
    : [];
  if (others.length === 0) return [];
  const found = times();
  const isOfCall = (at: number): boolean => found.some(([from, to]) => from <= at && at <= to);
  const files = others
    .filter(({ path }) => isOfCall(changedAt(project, path)))
    .map(({ path }) => path);
  const kept = lastLook(project, run, process.env)?.kept ?? {};
  const isTheirs = (path: string): boolean => path in kept && kept[path] === hashAt(project, path);
  return inCalls(
    project,
    id,
    files.filter((path) => !isTheirs(path)),
  );
}

/** Files as a call has left them, by a hash of each. */
function inCalls(project: Project, task: string, paths: readonly string[]): Changed[] {
  return paths.length === 0 ? [] : [{ do: "changed", task, files: hashesOf(project, paths) }];
}

export function hashesOf(project: Project, paths: readonly string[]): Record<string, string> {
  const hash = paths.length > MAX_HASHED ? () => "?" : (path: string) => hashAt(project, path);
  return Object.fromEntries(paths.map((path) => [path, hash(path)]));
}

/**
 * What a tool of the host has written, as what its task has changed; null: no file of the project.
 */
export function writtenFile(project: Project, run: Run, task: Task, path: string): Changed | null {
  const name = relative(realPath(project.root), realPath(path));
  const isOut = name === "" || name === ".." || name.startsWith("../");
  const folders = excludedFolders(workflowOf(run.workflow));
  if (!task.changed || isOut || folders.some((folder) => name.startsWith(`${folder}/`)))
    return null;
  return { do: "changed", task: task.id, files: { [name]: hashAt(project, name) } };
}
