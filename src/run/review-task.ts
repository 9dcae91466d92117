import { join } from "node:path";
import { lastSeen } from "./brief.ts";
import { beginCheck, waitingTask } from "./check.ts";
import { writeFileAtomic } from "../store/disk.ts";
import { externalReview } from "./external-review.ts";
import { sha256 } from "../store/journal.ts";
import { putObjects } from "../store/objects.ts";
import type { Project } from "../project/project.ts";
import { providers } from "../providers/index.ts";
import { scratchOf } from "../record/run-folders.ts";
import { change } from "./run.ts";
import { denyList } from "../project/secrets.ts";
import { subjectOf } from "../record/subject.ts";
import { changedFiles, diffText } from "../project/changes.ts";

/** Longest diff that is sent to a provider, in bytes. */
const LARGEST_DIFF = 900_000;

/**
 * The review itself, in a process group of its own: it outlives the host that started it, writes the verdict and its
 * result to the journal, and counts for the dispatch that its nonce belongs to and for no other.
 */
export async function reviewTask(project: Project, id: string, nonce: string): Promise<void> {
  const begun = beginCheck(project, id, nonce);
  if (!begun) return;
  const { run, task, signal } = begun;
  const hash = sha256(nonce);
  const subject = subjectOf(project, run, task);
  const provider = providers[task.who.provider as keyof typeof providers];
  const from = lastSeen(run, task);
  const tree = subject.ok && subject.subject !== null && !subject.subject.startsWith("file:") ? subject.subject : null;
  const isSecret = denyList(run.settings.secrets);
  const compared = from !== null && tree !== null;
  const diff = compared ? diffText(project.root, from, tree, scratchOf(project), LARGEST_DIFF, isSecret).text : "";
  const changed = compared ? changedFiles(project.root, from, tree, scratchOf(project)).map((one) => one.path) : [];
  // The plan and the criteria stand in every prompt.
  const told = run.tasks.filter((one) => ["user-story", "plan"].includes(one.schema) && one.artifact && !one.void);
  const files = [...new Set(told.map((one) => one.writes)), ...changed.filter((path) => !isSecret(path))];
  const withheld = changed.filter(isSecret).length;
  const sending = (bytes: number): void => {
    change(project, () => [{ do: "sent", task: task.id, nonce: hash, provider: provider.id, bytes, files, withheld }]);
  };
  const where = {
    project,
    run,
    task,
    nonce,
    subject: subject.ok ? subject.subject : null,
    diff,
  };
  const verdict = await externalReview(provider, where, { env: process.env, signal, sending });
  if (!verdict.ok) {
    const { failure, message, detail, until, spent } = verdict;
    change(project, () => [
      {
        do: "check_failed",
        task: task.id,
        nonce: hash,
        failure,
        message: message.slice(0, 500),
        detail: detail.slice(0, 2_000),
        until,
        spent,
      },
    ]);
    return;
  }
  putObjects(project.task, [verdict.text]);
  if (waitingTask(project, id, nonce)) writeFileAtomic(join(project.root, task.writes), verdict.text);
  const now = subjectOf(project, run, task);
  change(project, () => [
    {
      do: "ended",
      task: task.id,
      nonce: hash,
      blockable: false,
      subject: now.ok ? now.subject : null,
      spent: verdict.spent,
      result: { ok: true, artifact: verdict.artifact },
    },
  ]);
}
