// Stands for the host where none runs: the rows that it writes about a run whose events a spec has made, and its notes of agents.
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import type { Project } from "../../src/project/project.ts";
import { noteOwner } from "../../src/record/owner.ts";
import { recordedEvents } from "../../src/run/run.ts";
import { getObject } from "../../src/store/objects.ts";
import { onCleanup, tempDir } from "./project.ts";

export type Row = Record<string, unknown>;

const line = (row: Row): string => `${JSON.stringify(row)}\n`;
const row = (type: string, at: string, content: unknown, more: Row = {}): Row => ({
  ...more,
  message: { role: type, content },
  type,
  timestamp: at,
});
export const callRow = (at: string, id: string, name: string, input: Row): Row =>
  row("assistant", at, [{ type: "tool_use", id, name, input }]);
export const resultRow = (at: string, id: string, more: Row = {}): Row =>
  row("user", at, [{ tool_use_id: id, type: "tool_result", content: "done", ...more }]);

/** The notification of a command in the background that has ended. */
export const endRow = (at: string, id: string, status = "completed", code = 0): Row =>
  row(
    "user",
    at,
    `<task-notification>\n<task-id>b1</task-id>\n<tool-use-id>${id}</tool-use-id>\n<status>${status}</status>\n<summary>Background command "x" ${status} (exit code ${code})</summary>\n</task-notification>`,
  );

export interface HostFiles {
  /** The session's transcript. */
  main: string;
  agent(id: string): string;
  note(id: string): string;
}

/** Where a host keeps what it writes about a session. */
export function hostFiles(session: string, folder = tempDir("multi-ai-sessions-")): HostFiles {
  const of = (agent: string, end: string): string => join(folder, session, "subagents", `agent-${agent}.${end}`);
  return {
    main: join(folder, `${session}.jsonl`),
    agent: (id) => of(id, "jsonl"),
    note: (id) => of(id, "meta.json"),
  };
}

/** Writes what an honest host has written by now: each call that started something, each agent's note and its own rows. */
export function writeRows(project: Project, files: HostFiles): void {
  const events = recordedEvents(project);
  const writes = new Map(
    events.flatMap((one) => (one.type === "task_created" ? [[one.task, one.writes] as const] : [])),
  );
  const agents = new Map<string, { agent: string; call: string }>();
  mkdirSync(dirname(files.note("x")), { recursive: true });
  writeFileSync(files.main, line(row("user", events[0]!.at, "/multi-ai Say goodbye by name")));
  const calls = new Map<string, string>();
  const checks = new Set<string>();
  for (const event of events)
    if (event.type === "dispatched") {
      calls.set(event.task, event.call);
      if (event.check) checks.add(event.task);
      const call = event.check
        ? callRow(event.at, event.call, "Bash", { command: `multi-ai check ${event.task}` })
        : callRow(event.at, event.call, "Agent", { subagent_type: event.agent_type, prompt: event.task });
      const result = resultRow(event.at, event.call);
      const started = event.check ? { ...result, toolUseResult: { backgroundTaskId: "b1" } } : result;
      appendFileSync(files.main, line(call) + line(started));
    } else if (event.type === "bound") {
      agents.set(event.task, { agent: event.agent, call: calls.get(event.task)! });
      writeFileSync(files.note(event.agent), JSON.stringify({ toolUseId: calls.get(event.task) }));
      writeFileSync(files.agent(event.agent), line(row("user", event.at, "run: …")));
    } else if (event.type === "accepted" && checks.has(event.task))
      appendFileSync(files.main, line(endRow(event.at, calls.get(event.task)!)));
    else if (event.type === "accepted") writeArtifact(event);

  function writeArtifact({ task, at, artifact }: Extract<Recorded, { type: "accepted" }>): void {
    const by = agents.get(task);
    if (by === undefined) return;
    const content = new TextDecoder().decode(getObject(project.task, artifact)!);
    const call = `${by.call}_write`;
    const written = callRow(at, call, "Write", { file_path: join(project.root, writes.get(task)!), content });
    appendFileSync(files.agent(by.agent), line(written) + line(resultRow(at, call)));
  }
}

/** A folder outside of projects in which runs are noted, for this process alone. */
export function ownRecord(): void {
  const before = process.env.CLAUDE_PLUGIN_DATA;
  process.env.CLAUDE_PLUGIN_DATA = join(tempDir("multi-ai-data-"), "multi-ai-inline");
  onCleanup(() => {
    if (before === undefined) delete process.env.CLAUDE_PLUGIN_DATA;
    else process.env.CLAUDE_PLUGIN_DATA = before;
  });
}

/** Notes who carries a run on, as the hook does that takes it. */
export const taken = (project: Project, run: string, session: string, transcript: string): void =>
  noteOwner(project, run, { host: null, session, transcript, root: project.root });
