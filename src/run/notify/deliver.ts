import { statSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../engine/events.ts";
import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { isForeign } from "../../record/outside.ts";
import { isTold, type Occasion, type Receiver } from "../../settings.ts";
import { disk, ownFolder, readCache, writeFileAtomic } from "../../store/disk.ts";
import { acquire, thisProcess } from "../../store/lock.ts";
import { fieldsIn } from "../../store/loose.ts";
import { journalPath, readState } from "../../store/reader.ts";
import type { Notice, NoticeAdds } from "../../workflows/contract/notice.ts";
import { moduleOf, sceneOf, workflowOf } from "../../workflows/index.ts";
import { runMoney } from "../../workflows/money/money.ts";
import { RUN, readRun } from "../life/read.ts";
import { workSnapshot } from "../life/rollback.ts";
import { readSettings } from "../life/settings.ts";
import { areApproved } from "../life/trust.ts";
import { changedCount } from "../views/report.ts";
import { SILENCES } from "./look.ts";
import { type Message, messageOf } from "./message.ts";
import { noticesOf } from "./notices.ts";
import { type Patience, type Sent, send } from "./send.ts";
import { silentAgents } from "./silent.ts";
import { noteFailures } from "./unsent.ts";

/** Sends what is due of a project's run, from where the last message was sent. */

type Env = Record<string, string | undefined>;

/** Runs the commands that one notice is for. */
type Later = () => Promise<Sent[]>;

/** All that sending needs; what runs commands is added to `commands`. */
interface Sending {
  project: Project;
  env: Env;
  patience?: Patience;
  commands: Later[];
}

/** In `.task/`: how far each run was told, and the lock of whoever tells. */
const POSITIONS = "notified.json";
const LOCK = "notify.lock";
/** Runs that are remembered beside the present one: parked ones may come back. */
const MAX_RUNS = 50;
/** Milliseconds: the owner of a lock that is empty for longer is gone. */
const LOCK_WAIT = 300;

/** What one batch of the journal gives to tell, and the run behind it. */
interface Due {
  run: Run;
  notices: Notice[];
}

/**
 * Sends it, one after the other, each to all of its receivers at once, and has commands run when nothing else is left to send.
 * While another process does so nothing is done here: that one looks at the journal once more when it is through. A process that
 * is killed between sending and noting that sends once more; commands that were due then are not run again, because one of them
 * may have killed it. @returns how many were sent, and how many could not be
 * @throws BrokenChain, UnsafeFile
 */
export async function deliverNotices(
  project: Project,
  env: Env,
  patience?: Patience,
): Promise<{ sent: number; failed: number }> {
  const count = { sent: 0, failed: 0 };
  if (!ownFolder(project.task) || isForeign(project, env)) return count;
  for (let seen = -1; seen !== journalSize(project); ) {
    const held = acquire(join(project.task, LOCK), thisProcess(), LOCK_WAIT);
    if (held === null) return count;
    try {
      const commands: Later[] = [];
      do {
        seen = journalSize(project);
        const to: Sending = { project, env, commands, ...(patience && { patience }) };
        const sent = [
          ...(await deliverArchived(to)),
          ...(await deliverDue(to, project)),
          ...(await deliverSilences(to)),
          // One of them: behind it there may be more to send.
          ...((await commands.shift()?.()) ?? []),
        ];
        for (const one of sent) count[one.state === "failed" ? "failed" : "sent"]++;
      } while (commands.length > 0);
    } finally {
      held.release();
    }
  }
  return count;
}

const journalSize = ({ task }: Project): number => attempt(() => statSync(journalPath(task)).size, 0);

/** What is still due of runs that were archived meanwhile; after that they are forgotten. */
async function deliverArchived(to: Sending): Promise<Sent[]> {
  const { project, env } = to;
  const all: Sent[] = [];
  for (const id of Object.keys(readPositions(project))) {
    const place: Project = { ...project, task: join(project.task, "history", id) };
    if (!/^[\w-]+$/.test(id) || journalSize(place) === 0) continue;
    try {
      if (!isForeign(project, env, place.task)) all.push(...(await deliverDue(to, place)));
    } catch {
      // A journal that cannot be read is told of nowhere else either.
    }
    notePosition(project, id, null);
  }
  return all;
}

/** `place`: where the run is kept. */
async function deliverDue(to: Sending, place: Project): Promise<Sent[]> {
  const { project } = to;
  const positions = readPositions(project);
  const { due, run, seq } = dueNotices(place, (id) => positions[id] ?? 0);
  if (run === null) return [];
  const all: Sent[] = [];
  for (const one of due) {
    for (const notice of one.notices) all.push(...(await tell(to, place, one.run, notice)));
    notePosition(project, one.run.run, one.notices.at(-1)!.seq);
  }
  // Also back, where the journal was cut: what is recorded from now on is told.
  if (positions[run.run] !== seq) notePosition(project, run.run, seq);
  return all;
}

const receiversOf = (run: Run, on: Occasion): Receiver[] =>
  (run.settings.notify ?? []).filter((one) => isTold(one, on));

/** Sends a notice to each of its receivers but commands, which are left for later, and notes who did not get it. */
async function tell(to: Sending, place: Project, run: Run, notice: Notice): Promise<Sent[]> {
  const { project, env, patience } = to;
  const all = receiversOf(run, notice.on);
  if (all.length === 0) return [];
  const message = messageFor(place, run, notice);
  const sendTo = async (receivers: Receiver[]): Promise<Sent[]> => {
    const sent = await Promise.all(
      receivers.map(async (receiver) =>
        receiver.kind === "command" && !(await isApproved(project, run, receiver, env))
          ? UNAPPROVED
          : send(receiver, message, { env, root: project.root, ...(patience && { patience }) }),
      ),
    );
    noteFailures(project, message, receivers, sent);
    return sent;
  };
  const commands = all.filter(({ kind }) => kind === "command");
  if (commands.length > 0) to.commands.push(() => sendTo(commands));
  return sendTo(all.filter(({ kind }) => kind !== "command"));
}

const UNAPPROVED: Sent = { state: "failed", why: "its command is none that you have approved for this project" };

/**
 * Whether a command is the person's: the journal that names it lies in the project, where others can write. The run's settings
 * were approved as they are; or those of now were, and have it, too.
 */
async function isApproved(project: Project, run: Run, receiver: Receiver, env: Env): Promise<boolean> {
  if (areApproved(run.settings, project, env)) return true;
  const read = await readSettings(project.root, env);
  return (
    read.ok &&
    read.waiting === undefined &&
    (read.settings.notify ?? []).some((one) => one.kind === "command" && one.command === receiver.command)
  );
}

/** Tells of agents that are silent, once for each silence. */
async function deliverSilences(to: Sending): Promise<Sent[]> {
  const { project } = to;
  const run = readRun(project);
  if (run === null || receiversOf(run, "silent").length === 0) return [];
  const path = join(project.task, SILENCES);
  const told = valuesIn(path, (value): value is string => typeof value === "string");
  const all: Sent[] = [];
  const now: Record<string, string> = {};
  for (const notice of silentAgents(project, run, Date.now())) {
    const { id, dispatch, seen } = notice.task!;
    const name = `${run.run} ${id} ${dispatch}`;
    now[name] = seen!.at;
    if (told[name] !== seen!.at) all.push(...(await tell(to, project, run, notice)));
  }
  // Also without any: that it is there, and when it was written, tells others when to look again.
  writeFileAtomic(path, `${JSON.stringify(now)}\n`);
  return all;
}

/** Folds the journal, and keeps what lies behind the position of its run. */
function dueNotices(
  project: Project,
  positionOf: (run: string) => number,
): { due: Due[]; run: Run | null; seq: number } {
  let due: Due[] = [];
  const { state, seq } = readState<Run>(
    project.task,
    {
      evolve: (run, batch) => {
        // A read that met a repair begins again.
        if (run === null) due = [];
        const events = batch as unknown as readonly Recorded[];
        const isNew = events.at(-1)!.seq > positionOf(events[0]!.run);
        const before = isNew && run !== null ? structuredClone(run) : null;
        const after = RUN.evolve(run, batch);
        if (!isNew || after === null || !after.settings.notify?.length) return after;
        const notices = noticesOf(workflowOf(after.workflow), before, after, events);
        if (notices.length > 0) due.push({ run: structuredClone(after), notices });
        return after;
      },
      problem: RUN.problem!,
    },
    disk,
    "read",
  );
  return { due, run: state, seq };
}

function messageFor(project: Project, run: Run, notice: Notice): Message {
  const scene = sceneOf(project, run);
  const none: NoticeAdds = { lines: [] };
  const adds = attempt(() => moduleOf(run.workflow).notice?.(scene, notice) ?? none, none);
  return messageOf(notice, {
    root: project.root,
    files: attempt(() => changedCount(scene), null),
    snapshot: attempt(() => workSnapshot(project, run), null),
    lines: adds.lines,
    cost: runMoney(run),
  });
}

const readPositions = ({ task }: Project): Record<string, number> =>
  valuesIn(join(task, POSITIONS), (value): value is number => typeof value === "number");

/** The values of an object in a file that are of a kind; none where it cannot be read. */
function valuesIn<T>(path: string, isOne: (value: unknown) => value is T): Record<string, T> {
  const all = Object.entries(fieldsIn(readCache(path)?.toString("utf8")));
  return Object.fromEntries(all.filter((one): one is [string, T] => isOne(one[1])));
}

/** Null: nothing of the run is told any more. */
function notePosition(project: Project, run: string, seq: number | null): void {
  const { [run]: _, ...others } = readPositions(project);
  const newest = [...Object.entries(others), ...(seq === null ? [] : [[run, seq]])].slice(-MAX_RUNS);
  writeFileAtomic(join(project.task, POSITIONS), `${JSON.stringify(Object.fromEntries(newest))}\n`);
}

/** How a receiver is named to people: without its address, which may be a secret. */
export const receiverName = ({ kind }: Receiver, index: number): string => `notify[${index}] ${kind}`;
