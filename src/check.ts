import { parseArgs } from "node:util";
import { taskOf } from "./engine/run.ts";
import { speakInHost } from "./host/entry-points.ts";
import { pluginRoot } from "./host/program.ts";
import { ownBun } from "./plugin.ts";
import { attempt } from "./process/attempt.ts";
import { restoreOptions } from "./process/environment.ts";
import { alive } from "./process/identity.ts";
import { findProject, type Project } from "./project/project.ts";
import { checkTask, waitingTask } from "./run/dispatch/check-task.ts";
import { modeInBackground } from "./run/driver/background.ts";
import { externalTask } from "./run/external/external-task.ts";
import { readRun } from "./run/journal/change.ts";

const USAGE =
  "check --project <folder> --task <id> --nonce <hex> [--limit <seconds>]   (started by the plugin, not by hand)";

const TEXT = { type: "string" } as const;
const OPTIONS = {
  project: TEXT,
  task: TEXT,
  nonce: TEXT,
  limit: TEXT,
  worker: { type: "boolean" },
} as const;

interface Job {
  project: Project;
  task: string;
  nonce: string;
  /**
   * How long this call waits, in seconds: a shell command in the foreground is killed after ten
   * minutes.
   */
  limit: number;
  worker: boolean;
}

function jobOf(args: string[]): Job | null {
  const given = attempt(() => parseArgs({ args, options: OPTIONS }).values, null);
  const { project, task, nonce, limit = Number.POSITIVE_INFINITY, worker = false } = given ?? {};
  if (!project || !task || !nonce) return null;
  return { project: findProject(project), task, nonce, limit: Number(limit), worker };
}

/**
 * The check that runs for this task, or a new one in its own process group. Resolves when it has
 * ended, with its exit code, which nobody knows where another call has started it.
 */
function checkProcess(
  running: { pid: number; start: string } | null,
  argv: string[],
): Promise<number> {
  if (running && alive(running.pid, running.start)) return gone(running.pid, running.start);
  return Bun.spawn([...ownBun(), "src/check-start.ts", ...argv, "--worker"], {
    cwd: pluginRoot(),
    stdin: "ignore",
    stdout: "ignore",
    stderr: process.env.MULTI_AI_DEBUG ? "inherit" : "ignore",
    detached: true,
    env: process.env,
  }).exited;
}

/**
 * What the program does itself for this task: it runs tests, or asks an external model. False:
 * nothing was recorded.
 */
async function runCheck(project: Project, id: string, nonce: string): Promise<boolean> {
  const waiting = waitingTask(project, id, nonce);
  // Its words are read where the run is carried on.
  const { owner } = waiting?.run ?? {};
  if (owner?.driver !== true || modeInBackground(project, process.env, waiting!.run) !== null)
    speakInHost(process.env);
  return (
    waiting !== null &&
    (await (waiting.task.who.program ? checkTask : externalTask)(project, id, nonce))
  );
}

/**
 * Starts the check, or finds the one that runs, and waits for it. Its result is in the journal. The
 * host shows the exit code, and takes it for the result: it must not say success for a check that
 * recorded no end of its own.
 */
async function attend(job: Job, argv: string[]): Promise<number> {
  const found = waitingTask(job.project, job.task, job.nonce);
  if (!found) {
    console.log(`${job.task} is not waiting for this check; nothing was done.`);
    return NOT_RECORDED;
  }
  const ended = checkProcess(found.task.dispatch?.process ?? null, argv);
  const late = Number.isFinite(job.limit)
    ? Bun.sleep(job.limit * 1_000).then(() => "late" as const)
    : new Promise<never>(() => {});
  const code = await Promise.race([ended, late]);
  if (code === "late") {
    console.log("The check is still running. Run the same command again.");
    return 0;
  }
  const run = readRun(job.project);
  const task = run ? taskOf(run, job.task) : undefined;
  if (code === 0)
    console.log(`${job.task}: ${task?.outcome ?? task?.failure?.message ?? "no result"}`);
  else console.log(`${job.task}: its check ended without a result.`);
  return code;
}

/**
 * Exit codes, as of every verb: the answer is no, for the task does not wait for this check any
 * more; and broken state.
 */
const NOT_RECORDED = 1;
const BROKEN = 3;

/** Resolves when a process that is not our child has ended. */
async function gone(pid: number, start: string): Promise<number> {
  while (alive(pid, start)) await Bun.sleep(200);
  return 0;
}

/** Runs or attends a check; returns the exit code. */
export async function main(argv: string[]): Promise<number> {
  const job = jobOf(argv);
  if (!job) {
    console.error(`usage: ${USAGE}`);
    return 2;
  }
  try {
    if (job.worker) restoreOptions();
    if (!job.worker) return await attend(job, argv);
    return (await runCheck(job.project, job.task, job.nonce)) ? 0 : NOT_RECORDED;
  } catch (error) {
    console.error(`multi-ai: ${error instanceof Error ? error.message : String(error)}`);
    return BROKEN;
  }
}
