import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Run, Task } from "../../engine/run.ts";
import { transcriptIn } from "../../host/host.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { contentHash } from "../../record/changes/agent-writes.ts";
import { writeOwn } from "../../record/changes/own-files.ts";
import { notesOf } from "../../record/machine/notes.ts";
import type { Env } from "../../record/machine/outside.ts";
import { readRegular } from "../../store/files/disk.ts";
import { change } from "../journal/change.ts";

/** Files of an agent whose host has no hooks: its driver writes its transcript. */

/** What an agent with this session has left, where no command can change it. */
const folderOf = (project: Project, env: Env, session: string): string =>
  join(notesOf(project, env), `agent-${session}`);
/** The one folder beside the project that its commands write. */
export const resultFolder = (project: Project, env: Env, session: string): string =>
  join(folderOf(project, env, session), "result");

export const ownTranscript = (project: Project, env: Env, session: string): string =>
  join(folderOf(project, env, session), `${session}.jsonl`);

/** The transcript of an agent with a host of its own; null: it has none. */
export function transcriptFor(project: Project, env: Env, session: string): string | null {
  const own = /^[\w-]+$/.test(session) ? ownTranscript(project, env, session) : "";
  return existsSync(own) ? own : transcriptIn(env, session);
}

/** Bytes of a file that an agent has written. */
const MAX_RESULT_BYTES = 16 * 1024 * 1024;

/**
 * Brings what an agent has written for its task to where the program reads it, and notes that. The
 * run as it is then.
 */
export function bringResults(
  project: Project,
  env: Env,
  run: Run,
  task: Task,
  session: string,
): Run {
  const from = resultFolder(project, env, session);
  const bytes = attempt(() => readRegular(join(from, task.writes), MAX_RESULT_BYTES), null);
  if (bytes === null) return run;
  writeOwn(project, run, task.writes, bytes);
  // Nothing but its commands writes in that folder.
  const { nonce } = task.dispatch!;
  const wrote = { do: "wrote" as const, task: task.id, nonce, sense: contentHash(bytes) };
  return change(project, () => [wrote]).run ?? run;
}
