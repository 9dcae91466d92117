import { isLive, type Run } from "../engine/run.ts";
import { context, type Output } from "../host/answer.ts";
import { isAlive } from "../host/host.ts";
import { standingText } from "../render/directive.ts";
import { endChecks } from "../run/check.ts";
import { isGuarded } from "../run/folds.ts";
import { readRun } from "../run/run.ts";
import { change, deliver, deliveredText, type HookCall, owns } from "./step.ts";

/** SessionStart: a new or compacted context is told what is decided and what alone comes next. */
export async function sessionStart(step: HookCall): Promise<Output> {
  const { project, payload } = step;
  const run = readRun(project);
  if (run === null) return null;
  if (!isLive(run)) return over(step, run);
  if (owns(run, payload.session)) {
    // A check outlives its host, but the notification of its end died with it: it is ended and dispatched again.
    const sameHost = run.owner?.host?.pid === step.host?.pid && run.owner?.host?.start === step.host?.start;
    const changed = change(project, () => [
      { do: "attach", session: payload.session, host: step.host, force: false },
      deliver(step, "always"),
    ]);
    if (!sameHost) await endChecks(run);
    const text = deliveredText(step, changed);
    return context("SessionStart", `${standingText(changed.run!)}\n${text ?? ""}`);
  }
  change(project, () => []);
  const free = !isAlive(run.owner?.host ?? null);
  const how = free
    ? "its session is gone; /multi-ai:resume goes on with it here"
    : "it belongs to another session that is at work";
  return { systemMessage: `multi-ai: run ${run.run} is live in this project; ${how}.` };
}

/** The session of a run that ended while it was away is told so; then nothing of the run needs a hook any more. */
function over(step: HookCall, run: Run): Output {
  const { project, payload } = step;
  const text = run.released
    ? null
    : deliveredText(
        step,
        change(project, () => [deliver(step, "once")]),
      );
  if (text !== null) return context("SessionStart", text);
  const orphaned = owns(run, payload.session) || !isAlive(run.owner?.host ?? null);
  change(project, () => (orphaned && isGuarded(run) && !isHeld(run, payload.session) ? [{ do: "release" }] : []));
  return null;
}

/** SessionEnd of the owner of a run that is over, or of the last session after it: its hooks fall silent. */
export function sessionEnd(step: HookCall): Output {
  const run = readRun(step.project);
  const { session } = step.payload;
  if (run === null || isLive(run) || isHeld(run, session)) return null;
  if (owns(run, session) || !isAlive(run.owner?.host ?? null)) change(step.project, () => [{ do: "release" }]);
  return null;
}

/** An agent that the run was taken from still works in another session: its calls have to be denied until it stops. */
const isHeld = (run: Run, session: string): boolean =>
  run.void_calls.some((one) => one.session !== session && isAlive(one.host));
