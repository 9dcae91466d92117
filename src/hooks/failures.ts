import type { Output } from "../host/answer.ts";
import { apiFailure } from "../host/transcript.ts";
import { change } from "../run/life/run.ts";
import { endedCommand } from "./ended.ts";
import { endedAgent, type HookCall, liveRun, owns } from "./step.ts";
import { agentAtWork } from "./stops.ts";

/** StopFailure: the API did not answer an agent or the main thread. The run pauses; the host ignores an answer here. */
export async function stopFailure(hook: HookCall): Promise<Output> {
  const { payload, project } = hook;
  const failure = apiFailure(payload.error, payload.lastMessage);
  if (payload.agent === null) {
    const own = liveRun(hook);
    if (own !== null && owns(own, payload.session)) change(project, () => [{ do: "hold", failure }]);
    return null;
  }
  const found = agentAtWork(hook);
  if (found === null) return null;
  const { run, task } = found;
  const command = await endedCommand(project, run, task, false, endedAgent(hook, task, payload.agent));
  change(project, () => [{ ...command, failure }]);
  return null;
}
