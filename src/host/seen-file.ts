import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { SEEN_BYTES, SEEN_HEAD, seenFile } from "./seen.ts";
import { mapped } from "./transcript.ts";

/** Makes the file in which hooks mark the calls that they see, where there is none; `anew`: empty in any case. */
export function openSeen(env: Record<string, string | undefined>, anew: boolean): void {
  const { CLAUDE_PLUGIN_DATA: data = "", MULTI_AI_HOME: root = "" } = env;
  if (!data.startsWith("/") || root === "") return;
  const path = seenFile(data, root);
  if (!anew && Bun.file(path).size === SEEN_BYTES) return;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const fd = openSync(path, "w", 0o600);
    const head = Buffer.alloc(SEEN_HEAD);
    head.writeDoubleLE(Date.now());
    writeSync(fd, head);
    ftruncateSync(fd, SEEN_BYTES);
    closeSync(fd);
  } catch {
    // Without the file nobody is told of calls that no hook saw.
  }
}

/** The files of a project in these data folders, with when the oldest was made. */
export function seenFiles(folders: readonly string[], root: string): { files: Buffer[]; since: number } {
  const files = folders.map((data) => mapped(seenFile(data, root))).filter((bytes) => bytes.length === SEEN_BYTES);
  return { files, since: Math.min(...files.map((bytes) => bytes.readDoubleLE(0))) };
}
