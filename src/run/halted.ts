import type { CommandOf } from "../engine/commands.ts";
import type { Run, Task } from "../engine/run.ts";

/**
 * The command for tasks whose agents the person has stopped, with Ctrl-C or in the host's list of agents; null: none was. The
 * host fires no event for it, only its note about the agent says so. `stopped`: whether it does for this agent of a session.
 */
export function haltCommand(
  run: Run | null,
  stopped: (agent: string, session: string) => boolean,
): CommandOf<"halt"> | null {
  const isStopped = ({ status, dispatch }: Task): boolean =>
    status === "running" && dispatch?.agent != null && stopped(dispatch.agent, dispatch.session);
  const tasks = (run?.tasks ?? []).filter(isStopped).map(({ id, dispatch }) => ({ task: id, nonce: dispatch!.nonce }));
  return tasks.length === 0 ? null : { do: "halt", tasks };
}
