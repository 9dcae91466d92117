import { field, rowsOf, statusLine } from "../../render/status-line.ts";
import type { Layout } from "../../text.ts";
import { lookFrom } from "../notify/look.ts";

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

/**
 * Has silent agents looked for while one is at work: where no hook fires and no view is open, the host still asks for this
 * line again and again.
 */
function look(state: unknown, tasks: unknown, task: string): void {
  if (field(state, "status") !== "running") return;
  if (!rowsOf(tasks, null).some((row) => field(row, "status") === "running")) return;
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
  lookFrom(process.env.MULTI_AI_COMPILED_FOR ?? folderOf(folderOf(Bun.main)), folderOf(task), task);
}

/**
 * The line for the session that standard input tells of; at a terminal (`typed`), or without any input, the line for `from`.
 * "" where there is nothing to show, and where anything is wrong.
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
    look(state, tasks, task);
    // What asks for lines of its agents is not this line.
    return field(said, "tasks") === undefined ? statusLine(state, tasks, layout, Date.now()) : "";
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
