/** Objects of git as they were read, and whether they hold what their names say: git itself looks at that only now and then. */

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

/** Whether an object's bytes are those that it is named by. */
export function isGenuine({ hash, kind, bytes }: GitObject): boolean {
  const hasher = new Bun.CryptoHasher(hash.length === 64 ? "sha256" : "sha1");
  return hasher.update(`${kind} ${bytes.length}\0`).update(bytes).digest("hex") === hash;
}

/** The hashes that a tree names, by name; each character of a name is one of its bytes. */
export function entriesIn({ hash, bytes }: GitObject): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const [blank, end] = [bytes.indexOf(32, at), bytes.indexOf(0, at)];
    if (blank < 0 || end < blank) break;
    const next = end + 1 + hash.length / 2;
    found.set(bytes.toString("latin1", blank + 1, end), bytes.toString("hex", end + 1, next));
    at = next;
  }
  return found;
}

/** The tree of a commit. */
export const treeOfCommit = ({ bytes }: GitObject): string | null =>
  /^tree ([0-9a-f]+)\n/.exec(bytes.toString("latin1", 0, 80))?.[1] ?? null;

/** What is said of an object with other bytes. */
export const falseBytes = (hash: string): string =>
  `the object ${hash} holds other bytes than those that it is named by: somebody has changed git's objects (git fsck names all)`;
