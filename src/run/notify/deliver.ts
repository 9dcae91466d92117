import { join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { type Env, isForeign } from "../../record/machine/outside.ts";
import { ownFolder, writeAtomic } from "../../store/files/disk.ts";
import { acquire } from "../../store/files/lock.ts";
import type { Notice, NoticeAdds } from "../../workflows/contract/notice.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { changedBy } from "../audit/subject.ts";
import { workRef } from "../end/rollback.ts";
import { readRun } from "../journal/change.ts";
import { areApproved } from "../settings/trust.ts";
import { reportModelOf } from "../views/report.ts";
import { type Message, messageOf } from "./message.ts";
import { OUTBOX, type Outbox, pendingOf, readOutbox } from "./outbox.ts";
import { send } from "./send.ts";

/** In `.task/`: the lock of whoever tells. */
const LOCK = "notify.lock";
/**
 * Milliseconds for which another process that tells is waited for; at the end of a host the machine
 * may end with it.
 */
const LOCK_WAIT = 300;
/** Milliseconds; all that is due is sent under one lock, each to a receiver that may be slow. */
const LOCK_EXPIRES = 3_600_000;
export const TO_THE_END = 60_000;

/**
 * Sends what is due of a project's run, each message to all of its receivers at once. While another
 * process does so nothing is done here: that one looks at the run once more when it is through. A
 * process that is killed before it has noted what it sent sends that once more. @returns how many
 * were sent, and how many could not be
 * @throws BrokenChain, UnsafeFile
 */
export async function deliverNotices(
  project: Project,
  env: Env,
  wait = LOCK_WAIT,
): Promise<{ sent: number; failed: number }> {
  const count = { sent: 0, failed: 0 };
  if (!ownFolder(project.task) || isForeign(project, env)) return count;
  for (const tried = new Set<string>(); ; ) {
    const held = acquire(join(project.task, LOCK), wait, LOCK_EXPIRES);
    if (held === null) return count;
    try {
      const run = readRun(project);
      if (run === null) return count;
      const outbox = readOutbox(project.task, run.run);
      const due = pendingOf(run, outbox).filter(({ notice }) => !tried.has(notice.key));
      if (due.length === 0) return count;
      for (const { notice, to } of due) {
        tried.add(notice.key);
        const failures = await tell(project, run, notice, to, env);
        count.sent += to.length - failures.length;
        count.failed += failures.length;
        note(outbox, notice.key, failures);
        writeAtomic(join(project.task, OUTBOX), `${JSON.stringify(outbox)}\n`);
      }
    } finally {
      held.release();
    }
  }
}

/** A receiver that did not get a message, and why. */
interface Failure {
  to: number;
  why: string;
}

async function tell(
  project: Project,
  run: Run,
  notice: Notice,
  to: number[],
  env: Env,
): Promise<Failure[]> {
  const message = messageFor(project, run, notice);
  const tried = await Promise.all(
    to.map(async (index) => {
      const receiver = run.settings.notify![index]!;
      // The journal that names a command lies in the project, where others can write.
      const isOpen =
        receiver.kind === "command" && !(await areApproved(run.settings, project, env));
      const why = isOpen ? UNAPPROVED : await send(receiver, message, { env, root: project.root });
      return why === null ? [] : [{ to: index, why: `${receiver.kind}: ${why}` }];
    }),
  );
  return tried.flat();
}

const UNAPPROVED = "you have not approved its command for this project";

/** Whoever missed it is tried once more; a second failure drops it. */
function note(outbox: Outbox, key: string, failures: Failure[]): void {
  const isSecond = key in outbox.told;
  outbox.told[key] = isSecond ? [] : failures.map(({ to }) => to);
  if (isSecond) outbox.dropped += failures.length;
  outbox.why = failures.at(-1)?.why ?? outbox.why;
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
    shown: reportModelOf(project, run, null, null),
  });
}
