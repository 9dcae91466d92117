// Stands for the host where none runs: rows that it writes about a session, and the note of who
// carries a run on.
import { join } from "node:path";
import type { Project } from "../../src/project/project.ts";
import { noteOwner } from "../../src/record/owner.ts";
import { tempDir } from "./project.ts";

/** The row of a call in a transcript. */
export const callRow = (at: string, id: string, name: string, input: Record<string, unknown>) => ({
  message: { role: "assistant", content: [{ type: "tool_use", id, name, input }] },
  type: "assistant",
  timestamp: at,
});

/** Where a host keeps the transcripts of a session and of its agents. */
export function hostFiles(session: string) {
  const folder = tempDir("multi-ai-sessions-");
  return {
    main: join(folder, `${session}.jsonl`),
    agent: (id: string) => join(folder, session, "subagents", `agent-${id}.jsonl`),
  };
}

/** Notes who carries a run on, as the hook does that takes it. */
export const taken = (project: Project, run: string, session: string, transcript: string): void =>
  noteOwner(project, run, { host: null, session, transcript, root: project.root });
