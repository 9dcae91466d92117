/** Objects of git as they were read. */

interface GitObject {
  hash: string;
  kind: string;
  bytes: Buffer;
}

/** Bytes that are read at once; a larger object comes alone. */
const MAX_AT_ONCE = 32 * 1024 * 1024;

/**
 * Calls `use` with each of these objects, in their order. `cat`: what `git cat-file` with an option prints for lines on its
 * input; `few`: of so many objects the sizes are not asked for first. @throws what `missing` makes of a hash without an object
 */
export function eachObject(
  hashes: readonly string[],
  cat: (option: string, stdin: string) => Buffer,
  use: (one: GitObject, at: number) => void,
  missing: (hash: string) => Error,
  few = 0,
): void {
  if (hashes.length === 0) return;
  const lines = (some: readonly string[]): string => some.map((hash) => `${hash}\n`).join("");
  const listed = hashes.length <= few ? "" : cat("--batch-check=%(objectsize)", lines(hashes)).toString();
  const sizes = listed.split("\n").map((size) => Number(size) || 0);
  for (let from = 0, to = 0; from < hashes.length; from = to) {
    for (let bytes = 0; to < hashes.length && (to === from || bytes + (sizes[to] ?? 0) <= MAX_AT_ONCE); to++)
      bytes += sizes[to] ?? 0;
    const part = hashes.slice(from, to);
    for (const [i, one] of batchObjects(cat("--batch", lines(part)), part.length).entries()) {
      if (one === null) throw missing(part[i]!);
      use(one, from + i);
    }
  }
}

/** The objects that `git cat-file --batch` printed, in the order in which they were asked for; null for a missing one. */
function batchObjects(out: Buffer, count: number): (GitObject | null)[] {
  let at = 0;
  return Array.from({ length: count }, () => {
    const end = out.indexOf(10, at);
    if (end < 0) return null;
    const [, hash, kind, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(out.toString("latin1", at, end)) ?? [];
    at = end + 1;
    if (hash === undefined || kind === undefined) return null;
    const bytes = out.subarray(at, at + Number(size));
    at += Number(size) + 1;
    return { hash, kind, bytes };
  });
}
