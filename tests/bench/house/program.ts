// A checkout as the TypeScript compiler sees it. Its programming interface is still called unstable: the lock file holds the version.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Node, SourceFile } from "typescript/unstable/ast";
import { API, type Checker } from "typescript/unstable/async";

export interface ParsedFile {
  /** From the root of the checkout. */
  path: string;
  /** Whether it is the program's own; else it belongs to the tests or the demo. */
  isSource: boolean;
  tree: SourceFile;
}

export interface ParsedProgram {
  files: ParsedFile[];
  checker: Checker;
}

const SOURCE = /^(?:src|scripts)\//;

/** All of the program's own files, by path from the root: its TypeScript outside tests, demo and what is built. */
export const sourcesOf = (files: readonly ParsedFile[]): ParsedFile[] => files.filter((file) => file.isSource);

/** Lines of a file, as `wc -l` counts them. */
export const linesOf = (root: string, path: string): number =>
  readFileSync(join(root, path), "utf8").split("\n").length - 1;

/** Visits a node and all below it, from left to right; where `visit` says false, what is below is left out. */
export function walk(node: Node, visit: (node: Node) => boolean | undefined): void {
  if (visit(node) === false) return;
  node.forEachChild((child) => walk(child, visit));
}

/** Reads every file that the checkout's tsconfig.json includes, and hands it to `use`; returns what that returns. */
export async function withProgram<T>(root: string, use: (program: ParsedProgram) => Promise<T>): Promise<T> {
  const api = new API({ cwd: root });
  try {
    const config = join(root, "tsconfig.json");
    const snapshot = await api.updateSnapshot({ openProjects: [config] });
    const project = snapshot.getProject(config);
    if (project === undefined) throw new Error(`${config} cannot be read`);
    const files: ParsedFile[] = [];
    for (const name of await project.program.getSourceFileNames()) {
      if (!name.startsWith(`${root}/`) || name.includes("/node_modules/")) continue;
      const path = name.slice(root.length + 1);
      files.push({ path, isSource: SOURCE.test(path), tree: (await project.program.getSourceFile(name))! });
    }
    return await use({ files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), checker: project.checker });
  } finally {
    await api.close();
  }
}
