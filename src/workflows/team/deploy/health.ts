import type { DeploySettings } from "../settings.ts";
import type { DeployStep } from "./gate.ts";
import { pause, type Steps } from "./steps.ts";

/** Between two questions, in milliseconds: at first, and at most; each time twice as long as before. */
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 2_000;
/** For one answer, in milliseconds. */
const ANSWER_MS = 5_000;

type Health = NonNullable<DeploySettings["health"]>;

/** One question: whether all is well, and what came back. */
interface Answer {
  well: boolean;
  exit: number | null;
  lines: string[];
  log: string | null;
}

/**
 * Asks until the answer is good or the time is up; the step is kept with the last answer. Null when it is healthy, else
 * what a person is told.
 */
export async function checkHealth(steps: Steps, health: Health): Promise<string | null> {
  const { signal } = steps.context;
  const until = performance.now() + Math.min(health.timeout_seconds * 1_000, steps.left());
  const left = () => Math.max(0, until - performance.now());
  const title = health.url === undefined ? steps.shown(health.command ?? "") : steps.shown(addressOf(health.url));
  const started = performance.now();
  if (health.url !== undefined) steps.context.starting?.("health", title);
  let answer: Answer = { well: false, exit: null, lines: [], log: null };
  let asked = 0;
  let wait = FIRST_PAUSE_MS;
  do {
    if (asked > 0) {
      await pause(Math.min(wait, left()), signal);
      wait = Math.min(2 * wait, MAX_PAUSE_MS);
    }
    const next = await (health.url === undefined
      ? askCommand(steps, health.command ?? "", left())
      : askUrl(health.url, left(), signal));
    // The last question may be cut short by the time limit: what was answered before tells more.
    const tellsMore = asked === 0 || (answer.exit === null && left() > 0);
    if (next.exit !== null || tellsMore) answer = next;
    asked++;
  } while (!answer.well && left() > 0 && !signal.aborted);
  const step: DeployStep = {
    name: "health",
    command: title,
    exit: answer.exit,
    ms: Math.round(performance.now() - started),
    lines: [
      `${answer.well ? "healthy" : "not healthy"} after being asked ${asked === 1 ? "once" : `${asked} times`}`,
      ...answer.lines,
    ],
    log: answer.log,
  };
  steps.keep(step);
  if (answer.well) return null;
  const got = answer.exit === null ? "no answer" : `${health.url === undefined ? "exit" : "status"} ${answer.exit}`;
  return `Not healthy: ${title}: ${got} when its time was up`;
}

/** Without what may be secret in it: name and password, and what is asked for. */
function addressOf(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === "" ? "" : "?…"}`;
}

async function askUrl(url: string, left: number, signal: AbortSignal): Promise<Answer> {
  const none = (line: string): Answer => ({ well: false, exit: null, lines: [line], log: null });
  const limit = AbortSignal.timeout(Math.max(1, Math.min(ANSWER_MS, left)));
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.any([signal, limit]) });
    void response.body?.cancel().catch(() => {});
    const { status, ok } = response;
    const lines =
      status >= 300 && status < 400 ? [`status ${status}: redirects are not followed`] : [`status ${status}`];
    return { well: ok, exit: status, lines, log: null };
  } catch (error) {
    if (signal.aborted) return none("stopped");
    if (limit.aborted) return none("no answer in time");
    return none(`no connection: ${(error as { code?: string }).code ?? "failed"}`);
  }
}

async function askCommand(steps: Steps, command: string, left: number): Promise<Answer> {
  const { step, outcome } = await steps.line("health", command, { timeoutMs: left });
  const why = outcome === "exited" ? [] : [outcome === "not_found" ? "the program was not found" : "its time was up"];
  return { well: step.exit === 0, exit: step.exit, lines: [...step.lines, ...why], log: step.log };
}
