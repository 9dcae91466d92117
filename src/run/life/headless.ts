import { directive } from "../../engine/directive.ts";
import type { Recorded } from "../../engine/events.ts";
import { isLive, type Run, UNHEEDED } from "../../engine/run.ts";
import { type HostSessionRequest, runHostSession } from "../../host/session.ts";
import type { Project } from "../../project/project.ts";
import { disk } from "../../store/disk.ts";
import { journalPath, readState } from "../../store/reader.ts";
import { endChecks } from "../audit/check.ts";
import { foldRecorded, RUN, readRun } from "./read.ts";

interface HeadlessRequest extends Pick<HostSessionRequest, "claude" | "args" | "env" | "prompt" | "signal"> {
  project: Project;
  /** Called for every decision of the run while it is driven. */
  listener: (run: Run, events: readonly Recorded[]) => void;
  /** Called now and then while nothing happens. `now` is the time as ISO text. */
  onSilence: (run: Run, now: string) => void;
}

/** How a drive ended; the outcome of the run itself is in its journal. */
export type HeadlessEnd =
  | { how: "ended"; run: Run }
  | { how: "question"; run: Run }
  /** Claude's API does not answer: the run waits for the person to go on. */
  | { how: "held"; run: Run }
  /** The host ended, or stood still, with a run that is live and asks nothing. */
  | { how: "stalled"; run: Run; output: string }
  /** The host took the prompt and no run came of it. */
  | { how: "not_started"; output: string }
  | { how: "cancelled"; run: Run | null }
  | { how: "host_failed"; run: Run | null; output: string };

const POLL_MS = 100;
const SILENCE_MS = 20_000;
/** After this time without a turn, a directive that the main thread did not carry out is given again, at most so often. */
const NUDGE_MS = 5_000;
const MAX_NUDGES = 1;
const NUDGE = "Go on with the run.";

/** The message of a hook that refused the prompt, without the text that the host adds. */
const withoutFrame = (text: string): string =>
  text.replace(/^\w+ operation blocked by hook:\n/, "").replace(/\n\nOriginal prompt: [\s\S]*$/, "");

/** Follows a project's run from now on; the listener gets each decision with the run after it, also of the next run. */
export function tailRun(project: Project, listener: HeadlessRequest["listener"]) {
  let seen = "";
  let run: Run | null = null;
  let told = { run: "", seq: 0 };
  const read = (isSilent: boolean): void => {
    const found = disk.lstat(journalPath(project.task));
    const now = found === undefined ? "" : `${found.ino}:${found.size}`;
    if (now === seen) return;
    seen = now;
    const evolve: typeof RUN.evolve = (before, batch) => {
      const events = batch as unknown as readonly Recorded[];
      const after = foldRecorded(before, events)!;
      if (after.run !== told.run || events[0]!.seq > told.seq) {
        told = { run: after.run, seq: events.at(-1)!.seq };
        if (!isSilent) listener(after, events);
      }
      return after;
    };
    run = readState(project.task, { ...RUN, evolve }, disk, "read").state;
  };
  read(true);
  return { poll: () => read(false), state: () => run };
}

/** The state of a run for an idle host. `work`: agents run, so it is worth waiting; `due`: a directive is not carried out. */
function headlessState(run: Run | null): "none" | "over" | "ask" | "held" | "due" | "work" {
  if (run === null) return "none";
  if (!isLive(run)) return "over";
  if (run.tasks.some((task) => task.status === "running")) return "work";
  // A main thread that left its directive undone is told once more.
  if (run.paused?.failure === UNHEEDED) return "due";
  const next = directive(run).do;
  return next === "ask" || next === "held" ? next : "due";
}

/**
 * Drives a run headless: starts the host, follows the journal, and ends the host when the run is over, asks the person, or
 * makes no progress. An abort ends the host and the run's checks; the run can be continued. @throws BrokenChain
 */
export async function driveRun(request: HeadlessRequest): Promise<HeadlessEnd> {
  const { project, signal } = request;
  const before = readRun(project)?.run ?? null;
  const resumed = before !== null && isLive(readRun(project)!);
  let lastNews = Date.now();
  let broken: unknown = null;
  const stop = new AbortController();
  const tail = tailRun(project, (run, events) => {
    lastNews = Date.now();
    request.listener(run, events);
  });
  const following = setInterval(() => {
    try {
      tail.poll();
    } catch (error) {
      broken ??= error;
      clearInterval(following);
      stop.abort();
    }
  }, POLL_MS);
  /** The run that this drive has started or continued; null before it exists. */
  const driven = (): Run | null => {
    tail.poll();
    const run = tail.state();
    return run !== null && (resumed || run.run !== before) ? run : null;
  };
  const silence = setInterval(() => {
    const run = tail.state();
    if (run === null || !isLive(run) || Date.now() - lastNews < SILENCE_MS) return;
    lastNews = Date.now();
    request.onSilence(run, new Date().toISOString());
  }, 1_000);

  let output = "";
  let failed = false;
  let nudges = 0;
  const result = await runHostSession({
    ...request,
    cwd: project.root,
    signal: AbortSignal.any([signal, stop.signal]),
    onTurn(text, isError) {
      if (text.trim() !== "") output = withoutFrame(text);
      const state = headlessState(driven());
      // While agents run a failed turn does not matter: their notification wakes the main thread again.
      if (isError && state !== "work") failed = true;
      return failed || state === "none" || state === "over" || state === "ask" || state === "held" ? "end" : "stay";
    },
    onIdle(idleMs) {
      const state = headlessState(driven());
      if (state === "over" || state === "ask" || state === "held") return "end";
      if (state !== "due" || idleMs < NUDGE_MS) return "stay";
      return nudges++ < MAX_NUDGES ? { type: NUDGE } : "end";
    },
  }).finally(() => {
    clearInterval(silence);
    clearInterval(following);
  });

  if (broken !== null) throw broken;
  const run = driven();
  if (signal.aborted) {
    if (run !== null) await endChecks(request, run);
    return { how: "cancelled", run };
  }
  const state = headlessState(run);
  if (run !== null && state === "over") return { how: "ended", run };
  if (run !== null && state === "ask") return { how: "question", run };
  // A failure of the main thread has a better message.
  if (run !== null && state === "held" && !failed) return { how: "held", run };
  const words = [output, result.stderr.trim().slice(-2_000)].filter((text) => text !== "").join("\n");
  if (failed || result.outcome === "spawn_failed" || result.exitCode !== 0) {
    const ending = result.exitCode === null ? "It did not end by itself." : `It ended with code ${result.exitCode}.`;
    return { how: "host_failed", run, output: words || ending };
  }
  return run === null ? { how: "not_started", output: words } : { how: "stalled", run, output: words };
}
