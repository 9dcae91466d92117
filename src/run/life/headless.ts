import { directive } from "../../engine/directive.ts";
import { isLive, type Run, UNHEEDED } from "../../engine/run.ts";
import { type HostSessionRequest, runHostSession } from "../../host/session.ts";
import { maskKept } from "../../project/kept-text.ts";
import { endWork } from "../audit/check.ts";
import { type Follower, followRun } from "./follow.ts";

export interface HeadlessRequest
  extends Follower,
    Pick<HostSessionRequest, "claude" | "args" | "env" | "prompt" | "signal"> {}

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
  /** Whoever keeps its events does not acknowledge them. */
  | { how: "sink_gone"; run: Run; output: string }
  | { how: "host_failed"; run: Run | null; output: string };

/** After this time without a turn, a directive that the main thread did not carry out is given again, at most so often. */
const NUDGE_MS = 5_000;
const MAX_NUDGES = 1;
const NUDGE = "Go on with the run.";

/** The message of a hook that refused the prompt, without the text that the host adds. */
const withoutFrame = (text: string): string =>
  text.replace(/^\w+ operation blocked by hook:\n/, "").replace(/\n\nOriginal prompt: [\s\S]*$/, "");

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
  let broken: unknown = null;
  const stop = new AbortController();
  const followed = followRun(request, (error) => {
    broken = error;
    stop.abort();
  });
  let output = "";
  let failed = false;
  let nudges = 0;
  const result = await runHostSession({
    ...request,
    cwd: project.root,
    signal: AbortSignal.any([signal, stop.signal]),
    onTurn(text, isError) {
      if (text.trim() !== "") output = withoutFrame(text);
      const state = headlessState(followed.run());
      // While agents run a failed turn does not matter: their notification wakes the main thread again.
      if (isError && state !== "work") failed = true;
      return failed || state === "none" || state === "over" || state === "ask" || state === "held" ? "end" : "stay";
    },
    onIdle(idleMs) {
      const state = headlessState(followed.run());
      if (state === "over" || state === "ask" || state === "held") return "end";
      if (state !== "due" || idleMs < NUDGE_MS) return "stay";
      return nudges++ < MAX_NUDGES ? { type: NUDGE } : "end";
    },
  }).finally(followed.end);

  if (broken !== null) throw broken;
  const run = followed.run();
  if (signal.aborted) {
    if (run !== null) await endWork(request, run);
    return { how: "cancelled", run };
  }
  const state = headlessState(run);
  if (run !== null && state === "over") return { how: "ended", run };
  if (run !== null && state === "ask") return { how: "question", run };
  // A failure of the main thread has a better message.
  if (run !== null && state === "held" && !failed) return { how: "held", run };
  const mask = maskKept(project.root, 0);
  const words = [mask(output), mask(result.stderr).trim().slice(-2_000)].filter((text) => text !== "").join("\n");
  if (failed || result.outcome === "spawn_failed" || result.exitCode !== 0) {
    const ending = result.exitCode === null ? "It did not end by itself." : `It ended with code ${result.exitCode}.`;
    return { how: "host_failed", run, output: words || ending };
  }
  return run === null ? { how: "not_started", output: words } : { how: "stalled", run, output: words };
}
