import { isLive } from "../engine/run.ts";
import { context, type Output } from "../host/answer.ts";
import { hasDialog, isAlive } from "../host/host.ts";
import type { Payload } from "../host/payload.ts";
import { printText } from "../render/directive.ts";
import { workEnvironment } from "../run/life/background.ts";
import { hasDueChecks, runDueChecks } from "../run/life/checks.ts";
import { readRun } from "../run/life/run.ts";
import { projectOf } from "./project-of.ts";
import { deliverNow, type HookCall, hookCall, onlyWaiting, owns } from "./step.ts";

/**
 * A session's checks. On a screen a hook of their own runs them beside the session, and wakes it behind the last one. Without
 * one nobody waits at the prompt: the hook that finds them due runs them itself.
 */

/** What the main thread is woken with; its hook gives the directive. */
export const WAKE = "multi-ai: a check has ended.";

/** How long the hook of checks waits for what the other hook of the same event records: as long as that may take. */
const LINGER_MS = 60_000;
const LOOK_MS = 250;

const isOurs = (hook: HookCall): boolean => {
  const run = readRun(hook.project);
  return run !== null && isLive(run) && owns(run, hook.payload.session);
};

const run = ({ project, env, payload }: HookCall): Promise<string> =>
  runDueChecks({ project, env: workEnvironment(env), session: payload.session });

const areDue = ({ project }: HookCall): boolean => {
  const run = readRun(project);
  return run !== null && hasDueChecks(run);
};

/** Runs what is due behind an event of a session with a screen. Returns what wakes the main thread; null: nothing does. */
export async function attendChecks(payload: Payload): Promise<string | null> {
  const hook = hookCall(payload, projectOf(process.env), process.env);
  if (!hasDialog(hook.env) || payload.agent !== null) return null;
  let problem: string | null = null;
  for (let waited = 0; waited < LINGER_MS || problem !== null; waited += LOOK_MS) {
    if (!isAlive(hook.host)) return null;
    if (isOurs(hook) && areDue(hook)) problem = await run(hook);
    else if (problem !== null) break;
    if (problem) break;
    if (problem === null) await Bun.sleep(LOOK_MS);
  }
  const now = readRun(hook.project);
  if (problem === null || now === null || !owns(now, payload.session)) return null;
  return onlyWaiting(hook, now) && problem === "" ? null : `${WAKE} ${problem}`.trim();
}

/** The answer of an event of a session without a screen, behind the checks that were due. */
export async function behindChecks(hook: HookCall, output: Output): Promise<Output> {
  const { event, agent } = hook.payload;
  if (hasDialog(hook.env) || agent !== null || !isOurs(hook) || !areDue(hook)) return output;
  let problem = "";
  while (problem === "" && isOurs(hook) && areDue(hook)) problem = await run(hook);
  if (problem !== "") return context(event, printText(readRun(hook.project)!, problem));
  const text = deliverNow(hook, "always");
  return text === null ? output : context(event, text);
}
