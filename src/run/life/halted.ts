import type { CommandOf } from "../../engine/commands.ts";
import type { Run } from "../../engine/run.ts";

/** What the host's own files say of an agent, and of a call of the main thread; it fires no event for either. */
interface HostNotes {
  /** Whether the person has ended this agent of a session, with Ctrl-C or in the host's list of agents. */
  stopped(agent: string, session: string): boolean;
  /** Whether the person said no to this call of a session. */
  declined(call: string, session: string): boolean;
}

/** The command for tasks whose agents the person has stopped, or declined to start; null: none. */
export function haltCommand(run: Run | null, notes: HostNotes): CommandOf<"halt"> | null {
  const tasks = (run?.tasks ?? []).flatMap(({ id, status, dispatch }) => {
    if (status !== "running" || dispatch === null) return [];
    const { agent, call, nonce, session } = dispatch;
    if (agent !== null) return notes.stopped(agent, session) ? [{ task: id, nonce }] : [];
    // A check that has begun was allowed; so was any other call once an agent has it.
    if (dispatch.process || !notes.declined(call, session)) return [];
    return [{ task: id, nonce, declined: true as const }];
  });
  return tasks.length === 0 ? null : { do: "halt", tasks };
}
