import { statSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../engine/events.ts";
import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { type Env, isForeign } from "../../record/outside.ts";
import { isTold, type Receiver } from "../../settings.ts";
import { ownFolder, writeFileAtomic } from "../../store/disk.ts";
import { acquire } from "../../store/lock.ts";
import { journalPath, readState } from "../../store/reader.ts";
import type { Notice, NoticeAdds } from "../../workflows/contract/notice.ts";
import { moduleOf, sceneOf, workflowOf } from "../../workflows/index.ts";
import { runMoney } from "../../workflows/money/money.ts";
import { changedBy } from "../audit/subject.ts";
import { RUN } from "../life/read.ts";
import { workRef } from "../life/rollback.ts";
import { areApproved } from "../life/trust.ts";
import { type Message, messageOf } from "./message.ts";
import { noticesOf } from "./notices.ts";
import { type Patience, type Sent, send } from "./send.ts";
import { POSITIONS, readPositions } from "./start.ts";
import { noteFailures } from "./unsent.ts";

/** Sends what is due of a project's run, from where the last message was sent. */

/** In `.task/`: the lock of whoever tells. */
const LOCK = "notify.lock";
/** Runs that are remembered beside the present one: parked ones may come back. */
const MAX_RUNS = 50;
/**
 * Milliseconds for which another process that tells is waited for; at the end of a host the machine
 * may end with it.
 */
const LOCK_WAIT = 300;
/** Milliseconds; all that is due is sent under one lock, each to a receiver that may be slow. */
const LOCK_EXPIRES = 3_600_000;
export const TO_THE_END = 60_000;

/** A notice, and the run behind the batch of the journal that gives it. */
type Due = { run: Run; notice: Notice };

/**
 * Sends it, one after the other, each to all of its receivers at once. While another process does
 * so nothing is done here: that one looks at the journal once more when it is through. A process
 * that is killed between sending and noting that sends once more. @returns how many were sent, and
 * how many could not be
 * @throws BrokenChain, UnsafeFile
 */
export async function deliverNotices(
  project: Project,
  env: Env,
  patience?: Patience,
  wait = LOCK_WAIT,
): Promise<{ sent: number; failed: number }> {
  const count = { sent: 0, failed: 0 };
  if (!ownFolder(project.task) || isForeign(project, env)) return count;
  for (let seen = -1; seen !== journalSize(project); ) {
    const held = acquire(join(project.task, LOCK), wait, LOCK_EXPIRES);
    if (held === null) return count;
    try {
      seen = journalSize(project);
      const { due, run, seq } = dueNotices(project, readPositions(project));
      for (const [at, { run: then, notice }] of due.entries()) {
        for (const { state } of await tell(project, then, notice, env, patience)) count[state]++;
        // Notices of one batch have one position.
        if (due[at + 1]?.notice.seq !== notice.seq) notePosition(project, then.run, notice.seq);
      }
      // Also back, where the journal was cut: what is recorded from now on is told.
      if (run !== null && readPositions(project)[run.run] !== seq)
        notePosition(project, run.run, seq);
    } finally {
      held.release();
    }
  }
  return count;
}

const journalSize = ({ task }: Project): number =>
  attempt(() => statSync(journalPath(task)).size, 0);

/** Sends a notice to each of its receivers, and notes who did not get it. */
async function tell(
  project: Project,
  run: Run,
  notice: Notice,
  env: Env,
  patience?: Patience,
): Promise<Sent[]> {
  const receivers = (run.settings.notify ?? []).filter((one) => isTold(one, notice.on));
  if (receivers.length === 0) return [];
  const message = messageFor(project, run, notice);
  const sent = await Promise.all(
    // The journal that names a command lies in the project, where others can write.
    receivers.map(async (receiver) =>
      receiver.kind === "command" && !(await areApproved(run.settings, project, env))
        ? UNAPPROVED
        : send(receiver, message, { env, root: project.root, ...(patience && { patience }) }),
    ),
  );
  noteFailures(project, message, receivers, sent);
  return sent;
}

const UNAPPROVED: Sent = {
  state: "failed",
  why: "you have not approved its command for this project",
};

/** Folds the journal, and keeps what lies behind the position of its run. */
function dueNotices(
  project: Project,
  positions: Record<string, number>,
): { due: Due[]; run: Run | null; seq: number } {
  let due: Due[] = [];
  const { state, seq } = readState<Run>(
    project.task,
    {
      ...RUN,
      evolve: (run, batch) => {
        // A read that met a repair begins again.
        if (run === null) due = [];
        const events = batch as unknown as readonly Recorded[];
        const isNew = events.at(-1)!.seq > (positions[events[0]!.run] ?? 0);
        const before = isNew && run !== null ? structuredClone(run) : null;
        const after = RUN.evolve(run, batch);
        if (!isNew || after === null || !after.settings.notify?.length) return after;
        const then = structuredClone(after);
        const notices = noticesOf(workflowOf(after.workflow), before, after, events);
        due.push(...notices.map((notice) => ({ run: then, notice })));
        return after;
      },
    },
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
    files: attempt(() => changedBy(scene)?.length ?? null, null),
    snapshot: attempt(() => workRef(project, run), null),
    lines: adds.lines,
    cost: runMoney(run),
  });
}

function notePosition(project: Project, run: string, seq: number): void {
  const { [run]: _, ...others } = readPositions(project);
  const newest = [...Object.entries(others), [run, seq]].slice(-MAX_RUNS);
  writeFileAtomic(join(project.task, POSITIONS), `${JSON.stringify(Object.fromEntries(newest))}\n`);
}

/** How a receiver is named to people: without its address, which may be a secret. */
export const receiverName = ({ kind }: Receiver, index: number): string =>
  `notify[${index}] ${kind}`;
