/**
 * Which tool calls of agents a hook has seen: a file of the plugin's data folder in which each call marks two bytes, by its
 * hash. To mark one costs a few dozen microseconds: no module of Node is loaded for it, and nothing is written by a call of
 * the system. Bytes, not bits: hooks of several calls may mark at once.
 */

/** In bytes. Of ten thousand calls about one in three thousand that was not seen passes for a seen one. */
export const SEEN_BYTES = 1024 * 1024;
/** At its beginning stands when it was made, in milliseconds since 1970. */
export const SEEN_HEAD = 8;

/** Path of the file for a project in one data folder. */
export const seenFile = (data: string, root: string): string => `${data}/outside/seen/${Bun.hash(root).toString(36)}`;

const placesOf = (call: string): number[] =>
  [1n, 2n].map((seed) => SEEN_HEAD + Number(Bun.hash.wyhash(call, seed) % BigInt(SEEN_BYTES - SEEN_HEAD)));

/** Marks a call as seen; without the file, which the first start of an agent makes, nothing happens. */
export function markSeen(call: string, env: Record<string, string | undefined>): void {
  const { CLAUDE_PLUGIN_DATA: data = "", MULTI_AI_HOME: root = "" } = env;
  if (!data.startsWith("/") || root === "" || call === "") return;
  try {
    const path = seenFile(data, root);
    if (Bun.file(path).size !== SEEN_BYTES) return;
    const bytes = Bun.mmap(path);
    for (const place of placesOf(call)) bytes[place] = 1;
  } catch {
    // What was not marked is told of at worst.
  }
}

/** Whether a call was marked in one of these files. */
export const isSeen = (call: string, files: readonly Uint8Array[]): boolean =>
  files.some((bytes) => placesOf(call).every((place) => bytes[place] === 1));
