import type { CommandOf } from "../../engine/commands.ts";
import type { Run } from "../../engine/run.ts";
import { isStoppedByPerson } from "../../host/host.ts";
import { isDeclined } from "../../host/transcript/denials.ts";

/**
 * The command for tasks whose agents the person has stopped, with Ctrl-C or in the host's list of
 * agents, or declined to start; null: none. The host fires no event for either, and its own files
 * say so. `transcriptOf`: of a session; null: not looked at.
 */
export function haltCommand(
  run: Run | null,
  transcriptOf: (session: string) => string | null,
): CommandOf<"halt"> | null {
  const tasks = (run?.tasks ?? []).flatMap(({ id, status, dispatch }) => {
    const transcript =
      status !== "running" || dispatch === null ? null : transcriptOf(dispatch.session);
    if (dispatch === null || transcript === null) return [];
    const { agent, call, nonce } = dispatch;
    if (agent !== null) return isStoppedByPerson(transcript, agent) ? [{ task: id, nonce }] : [];
    // A call was allowed once an agent has it; that of a check is none of the host's.
    return isDeclined(transcript, call) ? [{ task: id, nonce, declined: true as const }] : [];
  });
  return tasks.length === 0 ? null : { do: "halt", tasks };
}
