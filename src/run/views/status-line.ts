import { lastStep } from "../../host/last-step.ts";
import { transcriptBytes, usageIn } from "../../host/transcript.ts";
import { agentLine, type Seen } from "../../render/agent-line.ts";
import { field, rowsOf, statusLine } from "../../render/status-line.ts";
import type { Layout } from "../../text.ts";

/**
 * Reads the two files that the status line is made of. Nothing here throws, and nothing loads a module of the system: that of
 * files alone costs a third of a start of Bun.
 */

/** Bytes of a file, and of what the host says, that are read. */
const MAX_BYTES = 1_000_000;
/** Folders that are looked into, upward. */
const MAX_DEPTH = 100;

/** What stands on standard input as text; null where it is too long. */
async function input(): Promise<string | null> {
  const decoder = new TextDecoder();
  const reader = Bun.stdin.stream().getReader();
  let text = "";
  for (let size = 0; size <= MAX_BYTES; ) {
    const { done, value } = await reader.read();
    if (done) return text;
    size += value.length;
    text += decoder.decode(value, { stream: true });
  }
  return null;
}

/** The folder that the host's session is in, by what it says on standard input; null: it says none. */
function folderIn(said: unknown): string | null {
  const folder = field(field(said, "workspace"), "current_dir") ?? field(said, "cwd");
  return typeof folder === "string" && folder.startsWith("/") ? folder : null;
}

/** Whether a file of a run may be there. What has no end, as a pipe, is never opened. */
const isThere = (path: string): boolean => {
  const { size } = Bun.file(path);
  return size > 0 && size <= MAX_BYTES;
};

/** The `.task` of the nearest folder upward that has both files; null: none has. */
function taskFolder(from: string): string | null {
  let folder = from;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const task = `${folder}/.task`;
    if (isThere(`${task}/state.json`)) return isThere(`${task}/pipeline-tasks.json`) ? task : null;
    if (folder === "") return null;
    folder = folder.slice(0, folder.lastIndexOf("/"));
  }
  return null;
}

/** Agents of a session: the host lists no more, and each costs a look into a transcript. */
const MAX_AGENTS = 50;

/** What an agent was last seen to do, by its transcript; null: there is none yet. */
function seenOf(transcript: unknown, agent: string): Seen | null {
  const bytes = typeof transcript === "string" ? transcriptBytes(transcript, agent) : null;
  if (bytes === null || bytes.length === 0) return null;
  return { tool: "", what: "", ...lastStep(bytes), tokens: usageIn(bytes).tokens };
}

/** What the host's list of agents shows of ours, a line of JSON each; of others nothing, so that it shows what it has. */
function agentLines(said: unknown, agents: unknown[], tasks: unknown, folder: string, layout: Layout): string {
  const rows = new Map(rowsOf(tasks, null).map((row) => [field(row, "agent_id"), row]));
  const width = lineWidth(String(field(said, "columns")), {});
  const lines = agents.slice(0, MAX_AGENTS).flatMap((agent) => {
    const id = field(agent, "id");
    const row = rows.get(id);
    if (typeof id !== "string" || row === undefined) return [];
    const seen = seenOf(field(said, "transcript_path"), id);
    const near = seen === null ? null : { ...seen, what: seen.what.replaceAll(`${folder}/`, "") };
    return [JSON.stringify({ id, content: agentLine(row, near, { ...layout, width }, Date.now()) })];
  });
  return lines.join("\n");
}

/**
 * The line for the session that standard input tells of, or a line of JSON for each of our agents where it lists `tasks`; at a
 * terminal (`typed`), or without any input, the line for `from`. "" where there is nothing to show, and where anything is wrong.
 */
export async function readStatusLine(from: string, typed: boolean, layout: Layout): Promise<string> {
  try {
    const text = typed ? "" : await input();
    const said: unknown = text === null || text.trim() === "" ? null : JSON.parse(text);
    const folder = text === null ? null : text.trim() === "" ? from : folderIn(said);
    const task = folder === null ? null : taskFolder(folder);
    if (task === null) return "";
    const files = ["state.json", "pipeline-tasks.json"].map((name) => Bun.file(`${task}/${name}`).json());
    const [state, tasks] = await Promise.all(files);
    const agents = field(said, "tasks");
    return Array.isArray(agents)
      ? agentLines(said, agents, tasks, task.slice(0, -"/.task".length), layout)
      : statusLine(state, tasks, layout, Date.now());
  } catch {
    return "";
  }
}

/** Columns of a line where nobody says how many there are. */
const WIDTH = 100;
const MIN_WIDTH = 20;
const MAX_WIDTH = 1_000;

/** The columns of the line: those that were asked for, else those of the terminal as far as the host tells. */
export function lineWidth(given: string | null, env: Record<string, string | undefined>): number {
  const width = [given, env.COLUMNS].map((one) => Number(one ?? "")).find((one) => Number.isInteger(one) && one > 0);
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width ?? WIDTH));
}
