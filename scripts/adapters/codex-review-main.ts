import { join } from "node:path";
import { parseArgs } from "node:util";
import { Refused } from "../engine/decide.ts";
import { taskOf } from "../engine/run.ts";
import { writeFileAtomic } from "./disk.ts";
import { externalReview } from "./external-review.ts";
import { sha256 } from "./journal.ts";
import { putObjects } from "./objects.ts";
import { pluginRoot } from "./plugin.ts";
import { alive, startTime } from "./process-identity.ts";
import { findProject, type Project } from "./project.ts";
import { providers } from "./providers/index.ts";
import { change, readRun } from "./run-store.ts";
import { scratchOf, subjectOf } from "./subject.ts";
import { diffText } from "./tree-changes.ts";
import { lastSeen } from "./brief-facts.ts";

const USAGE = "codex-review --project <folder> --task <id> --nonce <hex>   (started by the plugin, not by hand)";
/** How long one call waits for the review, in milliseconds: an agent's shell command may run for ten minutes. */
const WAIT = 9 * 60_000;
const LARGEST_DIFF = 900_000;

interface Job {
  project: Project;
  task: string;
  nonce: string;
}

function jobOf(argv: string[]): (Job & { worker: boolean }) | null {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { project: { type: "string" }, task: { type: "string" }, nonce: { type: "string" }, worker: { type: "boolean" } },
    });
    const { project, task, nonce, worker = false } = values;
    if (!project || !task || !nonce) return null;
    return { project: findProject(project), task, nonce, worker };
  } catch {
    return null;
  }
}

const waiting = (job: Job) => {
  const run = readRun(job.project);
  const task = run ? taskOf(run, job.task) : undefined;
  return run && task?.status === "running" && task.dispatch?.nonce === sha256(job.nonce) ? { run, task } : null;
};

/**
 * The review itself, in a process group of its own: it outlives the host that started it, writes the verdict and its
 * result to the journal, and counts for the dispatch that its nonce belongs to and for no other.
 */
async function review(job: Job): Promise<number> {
  const found = waiting(job);
  if (!found) return 1;
  const { run, task } = found;
  const hash = sha256(job.nonce);
  change(job.project, () => [
    { do: "check_started", task: task.id, nonce: hash, process: { pid: process.pid, start: startTime(process.pid) ?? "" } },
  ]);
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  const subject = subjectOf(job.project, run, task);
  const provider = providers[task.who.provider as keyof typeof providers];
  const from = lastSeen(run, task);
  const diff =
    subject.ok && subject.subject !== null && from !== null && !subject.subject.startsWith("file:")
      ? diffText(job.project.root, from, subject.subject, scratchOf(job.project), LARGEST_DIFF).text
      : "";
  const where = { project: job.project, run, task, nonce: job.nonce, subject: subject.ok ? subject.subject : null, diff };
  const verdict = await externalReview(provider, where, { env: process.env, signal: stop.signal });
  if (!verdict.ok) {
    const { failure, message, detail } = verdict;
    change(job.project, () => [{ do: "check_failed", task: task.id, nonce: hash, failure, message: message.slice(0, 500), detail: detail.slice(0, 2_000) }]);
    return 1;
  }
  putObjects(job.project.task, [verdict.text]);
  if (waiting(job)) writeFileAtomic(join(job.project.root, task.writes), verdict.text);
  const now = subjectOf(job.project, run, task);
  change(job.project, () => [
    {
      do: "ended",
      task: task.id,
      nonce: hash,
      blockable: false,
      subject: now.ok ? now.subject : null,
      result: { ok: true, artifact: verdict.artifact },
    },
  ]);
  return 0;
}

/** Starts the review, or finds the one that runs, and waits for it. */
async function attend(job: Job, argv: string[]): Promise<number> {
  const found = waiting(job);
  if (!found) {
    console.log(`${job.task} does not wait for this review; nothing was done.`);
    return 1;
  }
  const running = found.task.dispatch?.process;
  let ended: Promise<unknown>;
  if (running && alive(running.pid, running.start)) ended = gone(running.pid, running.start);
  else {
    const bun = [process.execPath, "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
    const child = Bun.spawn([...bun, Bun.main, ...argv, "--worker"], {
      cwd: pluginRoot(),
      stdin: "ignore",
      stdout: "ignore",
      stderr: process.env.MULTI_AI_DEBUG ? "inherit" : "ignore",
      detached: true,
      env: process.env,
    });
    ended = child.exited;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((done) => {
    timer = setTimeout(() => done("late"), WAIT);
  });
  const result = await Promise.race([ended, late]);
  clearTimeout(timer);
  if (result === "late" && found.task.dispatch?.check !== true) {
    console.log("The review is still at work. Run the same command again.");
    return 0;
  }
  if (result === "late") await ended;
  const run = readRun(job.project);
  const task = run ? taskOf(run, job.task) : undefined;
  console.log(`${job.task}: ${task?.outcome ?? task?.failure?.message ?? "no verdict"}`);
  return task?.outcome ? 0 : 1;
}

/** Resolves when a process that is not our child has ended. */
async function gone(pid: number, start: string): Promise<void> {
  while (alive(pid, start)) await Bun.sleep(200);
}

async function main(): Promise<number> {
  const argv = process.argv.slice(2);
  const job = jobOf(argv);
  if (!job) {
    console.error(`usage: ${USAGE}`);
    return 2;
  }
  try {
    return job.worker ? await review(job) : await attend(job, argv);
  } catch (error) {
    console.error(error instanceof Refused || error instanceof Error ? `multi-ai: ${error.message}` : String(error));
    return 1;
  }
}

process.exit(await main());
