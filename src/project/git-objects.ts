/** Objects of git as they were read. */

export interface GitObject {
  hash: string;
  kind: string;
  bytes: Buffer;
}

/** The objects that `git cat-file --batch` printed, in the order in which they were asked for; null for a missing one. */
export function batchObjects(out: Buffer, count: number): (GitObject | null)[] {
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
