import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { git, tempDir } from "../../harness/project.ts";

/** Files and their bytes. */
export interface Weight {
  files: number;
  bytes: number;
}

export interface Release {
  /** What is built for the hook: the bundles, and their bytecode where that ships. */
  hook: Weight;
  /** What is built for the command line and the checks. */
  commandLine: Weight;
  /** The whole repository: an installed plugin is a copy of it. */
  all: Weight;
  /** Bytes that a person downloads: the host clones the repository at its newest commit alone. */
  packed: number;
}

/** What a release made of the last commit weighs. */
export function releaseOf(root: string): Release {
  const rows = git(root, "ls-tree", "-r", "-l", "-z", "HEAD")
    .split("\0")
    .filter(Boolean)
    .map((row) => ({ bytes: Number(/(\d+)\t/.exec(row)![1]), path: row.slice(row.indexOf("\t") + 1) }));
  const weigh = (pattern: RegExp): Weight => {
    const found = rows.filter(({ path }) => pattern.test(path));
    return { files: found.length, bytes: found.reduce((sum, one) => sum + one.bytes, 0) };
  };
  return {
    hook: weigh(/^hooks\/.*\.jsc?$/),
    commandLine: weigh(/^dist\/.*\.jsc?$/),
    all: weigh(/^/),
    packed: packedOf(root),
  };
}

/** The size of the pack that `git clone --depth 1` brings, which is how the host gets a plugin. */
function packedOf(root: string): number {
  const clone = join(tempDir(), "clone");
  git(root, "-c", "safe.directory=*", "clone", "-q", "--bare", "--depth", "1", `file://${root}`, clone);
  const packs = join(clone, "objects/pack");
  const bytes = readdirSync(packs)
    .filter((name) => name.endsWith(".pack"))
    .reduce((sum, name) => sum + statSync(join(packs, name)).size, 0);
  rmSync(clone, { recursive: true });
  return bytes;
}
