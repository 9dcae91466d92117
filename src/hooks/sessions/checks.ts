import { isLive, type Run } from "../../engine/run.ts";
import { context, messageIn, type Output, swallow, withMessage } from "../../host/answer.ts";
import { isAlive } from "../../host/host.ts";
import { pauseText, printText } from "../../render/directive.ts";
import { hasPendingChecks, runPendingChecks } from "../../run/dispatch/run-checks.ts";
import { workEnvironment } from "../../run/driver/background.ts";
import { tailRun } from "../../run/journal/follow-run.ts";
import type { HookCall } from "../hook-call.ts";
import { WAKE } from "../persons.ts";

/**
 * A session's checks. On a screen a hook of their own runs them beside the session, and wakes it
 * after the last one. Without one nobody waits at the prompt: the hook that finds them due runs
 * them itself.
 */

/** How long the hook of checks waits for what the other hook of the same event records. */
const LINGER_MS = 30_000;
const LOOK_MS = 250;

const areDue = (hook: HookCall, run: Run | null): boolean =>
  run !== null && isLive(run) && hook.owns(run) && hasPendingChecks(run);

/**
 * Runs what is due to its end, and what is due after that. Returns why something of it could not
 * be started.
 */
async function runAll(hook: HookCall): Promise<string> {
  const { project, env, payload } = hook;
  let problem = "";
  while (problem === "" && areDue(hook, hook.run)) {
    problem = await runPendingChecks({
      project,
      env: workEnvironment(env),
      session: payload.session,
    });
    hook.renew();
  }
  return problem;
}

/**
 * Runs what is due after an event of a session that stays open. Returns what wakes the main thread;
 * null: nothing does.
 */
export async function attendChecks(hook: HookCall): Promise<string | null> {
  const tail = tailRun(hook.project, () => {});
  for (let waited = 0; !areDue(hook, tail.state()); waited += LOOK_MS) {
    if (waited >= LINGER_MS || !isAlive(hook.host)) return null;
    await Bun.sleep(LOOK_MS);
    tail.poll();
  }
  const problem = await runAll(hook.renew());
  const run = hook.ownRun;
  if (run === null || (hook.onlyWaiting(run) && problem === "")) return null;
  return `${WAKE} ${problem}`.trim();
}

/** The answer of an event of a session that may end, after the checks that were due. */
export async function afterChecks(hook: HookCall, output: Output): Promise<Output> {
  const { event, agent } = hook.payload;
  if (hook.at.stays || agent !== null || !areDue(hook, hook.run)) return output;
  // The person reads a question that is open at once, and what is due runs after its answer.
  if (event.startsWith("UserPrompt") && hook.run!.questions.length > 0) return output;
  const problem = await runAll(hook);
  const text = problem === "" ? hook.textAfter(hook.deliver("always")) : null;
  const run = hook.run!;
  const words = problem || pauseText(run, hook.readAt);
  if (text !== null) return withMessage(context(event, text), messageIn(output));
  if (words === "") return output;
  return event === "UserPromptSubmit"
    ? swallow(words)
    : withMessage(context(event, printText(run, words)), messageIn(output));
}
