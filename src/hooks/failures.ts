import { isLive } from "../engine/run.ts";
import type { Output } from "../host/answer.ts";
import { apiFailure } from "../host/transcript.ts";
import { change, readRun } from "../run/life/run.ts";
import { endedCommand } from "./ended.ts";
import { endedAgent, type HookCall, owns } from "./step.ts";
import { taskOfAgent } from "./stops.ts";

/** StopFailure: the API did not answer an agent or the main thread. The run pauses; the host ignores an answer here. */
export async function stopFailure(hook: HookCall): Promise<Output> {
  const { payload, project } = hook;
  const run = readRun(project);
  if (run === null || !isLive(run)) return null;
  const failure = apiFailure(payload.error, payload.lastMessage);
  if (payload.agent === null) {
    if (owns(run, payload.session)) change(project, () => [{ do: "hold", failure }]);
    return null;
  }
  const task = taskOfAgent(hook, run, payload.agent);
  if (!task) return null;
  const command = await endedCommand(project, run, task, false, endedAgent(hook, task, payload.agent));
  change(project, () => [{ ...command, failure }]);
  return null;
}
