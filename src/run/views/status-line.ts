import { field, statusLine } from "../../render/status-line.ts";
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
function folderIn(payload: unknown): string | null {
  const folder = field(field(payload, "workspace"), "current_dir") ?? field(payload, "cwd");
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

/**
 * The line for the session that standard input tells of; at a terminal (`typed`), or without any input, the line for `from`.
 * "" where there is nothing to show, and where anything is wrong.
 */
export async function readStatusLine(from: string, typed: boolean, layout: Layout): Promise<string> {
  try {
    const text = typed ? "" : await input();
    const payload: unknown = text === null || text.trim() === "" ? null : JSON.parse(text);
    const folder = text === null ? null : text.trim() === "" ? from : folderIn(payload);
    const task = folder === null ? null : taskFolder(folder);
    if (task === null) return "";
    const files = ["state.json", "pipeline-tasks.json"].map((name) => Bun.file(`${task}/${name}`).json());
    const [state, tasks] = await Promise.all(files);
    // What asks for lines of its agents is not this line.
    return field(payload, "tasks") === undefined ? statusLine(state, tasks, layout, Date.now()) : "";
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
