/** A file of a tree: its path, of which each character is one byte, git's mode, and the hash of what it holds. */
interface TreeFile {
  path: string;
  mode: string;
  hash: string;
}

type Folder = Map<string, Folder | TreeFile>;

/** The hash that git gives the tree of these files, by their hashes alone. */
export function treeHash(files: readonly TreeFile[]): string {
  const top: Folder = new Map();
  for (const file of files) {
    const parts = file.path.split("/");
    const name = parts.pop()!;
    let at = top;
    for (const part of parts) {
      const known = at.get(part);
      const next: Folder = known instanceof Map ? known : new Map();
      if (next !== known) at.set(part, next);
      at = next;
    }
    at.set(name, file);
  }
  return hashOf(top, files[0]?.hash.length === 64 ? "sha256" : "sha1");
}

function hashOf(folder: Folder, kind: "sha1" | "sha256"): string {
  const entries = [...folder].map(([name, one]) => {
    const isFolder = one instanceof Map;
    const [mode, hash] = isFolder ? ["40000", hashOf(one, kind)] : [one.mode, one.hash];
    // Git puts a folder where its name with a slash behind it would stand.
    const bytes = Buffer.concat([Buffer.from(`${mode} ${name}\0`, "latin1"), Buffer.from(hash, "hex")]);
    return { order: isFolder ? `${name}/` : name, bytes };
  });
  entries.sort((a, b) => (a.order < b.order ? -1 : 1));
  const content = Buffer.concat(entries.map(({ bytes }) => bytes));
  return new Bun.CryptoHasher(kind).update(`tree ${content.length}\0`).update(content).digest("hex");
}
