import { isLive } from "../engine/run.ts";
import type { Output } from "../host/answer.ts";
import { apiFailure } from "../host/transcript.ts";
import { readRun } from "../run/run.ts";
import { endedCommand } from "./ended.ts";
import { change, endedAgent, type HookCall, owns } from "./step.ts";
import { taskOfAgent } from "./stops.ts";

/** StopFailure: the API gave an agent, or the main thread, no answer. The run waits; the host takes no answer here. */
export async function stopFailure(step: HookCall): Promise<Output> {
  const { payload, project } = step;
  const run = readRun(project);
  if (run === null || !isLive(run)) return null;
  const failure = apiFailure(payload.error, payload.lastMessage);
  if (payload.agent === null) {
    if (owns(run, payload.session)) change(project, () => [{ do: "hold", failure }]);
    return null;
  }
  const task = taskOfAgent(step, run, payload.agent);
  if (!task) return null;
  const command = await endedCommand(project, run, task, false, endedAgent(step, task, payload.agent));
  change(project, () => [{ ...command, failure }]);
  return null;
}
