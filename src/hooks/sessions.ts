import { isLive, type Run } from "../engine/run.ts";
import { context, type Output } from "../host/answer.ts";
import { isAlive } from "../host/host.ts";
import { standingText } from "../render/directive.ts";
import { endChecks } from "../run/check.ts";
import { foreignText } from "../run/commands/foreign.ts";
import { isGuarded } from "../run/folds.ts";
import { change, readRun } from "../run/run.ts";
import { clean } from "../text.ts";
import { deliver, deliveredText, deliverNow, type HookCall, owns } from "./step.ts";

/** SessionStart with a live run of somebody else: the person is told, and nothing is written. */
export function foreignRun({ project }: HookCall): Output {
  const run = readRun(project);
  return run !== null && isLive(run) ? { systemMessage: `multi-ai: ${clean(foreignText("host", run.run))}` } : null;
}

/** SessionStart: tells a new or compacted context where the run stands and what comes next. */
export async function sessionStart(hook: HookCall): Promise<Output> {
  const { project, payload } = hook;
  const run = readRun(project);
  if (run === null) return null;
  if (!isLive(run)) return over(hook, run);
  if (owns(run, payload.session)) {
    // A check outlives its host, but the notification of its end does not: it is ended and dispatched again.
    const sameHost = run.owner?.host?.pid === hook.host?.pid && run.owner?.host?.start === hook.host?.start;
    const changed = change(project, () => [
      { do: "attach", session: payload.session, host: hook.host, force: false },
      deliver(hook, "always"),
    ]);
    if (!sameHost) await endChecks(run);
    const text = deliveredText(hook, changed);
    return context("SessionStart", `${standingText(changed.run!)}\n${text ?? ""}`);
  }
  change(project, () => []);
  const free = !isAlive(run.owner?.host ?? null);
  const how = free
    ? "its session is gone; /multi-ai:resume goes on with it here"
    : "it belongs to another session that is at work";
  return { systemMessage: `multi-ai: run ${run.run} is live in this project; ${how}.` };
}

/** The run is over: its session is told so once; after that the run is released, and its hooks do nothing. */
function over(hook: HookCall, run: Run): Output {
  const { project, payload } = hook;
  const text = run.released ? null : deliverNow(hook, "once");
  if (text !== null) return context("SessionStart", text);
  const orphaned = owns(run, payload.session) || !isAlive(run.owner?.host ?? null);
  change(project, () => (orphaned && isGuarded(run) && !isHeld(run, payload.session) ? [{ do: "release" }] : []));
  return null;
}

/** SessionEnd of the owner of a run that is over, or of any session after that: the run is released. */
export function sessionEnd(hook: HookCall): Output {
  const run = readRun(hook.project);
  const { session } = hook.payload;
  if (run === null || isLive(run) || isHeld(run, session)) return null;
  if (owns(run, session) || !isAlive(run.owner?.host ?? null)) change(hook.project, () => [{ do: "release" }]);
  return null;
}

/** Whether an agent with a void call may still work in another session: its calls have to be denied until it stops. */
const isHeld = (run: Run, session: string): boolean =>
  run.void_calls.some((one) => one.session !== session && isAlive(one.host));
