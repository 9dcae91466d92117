import { lstatSync } from "node:fs";
import { join } from "node:path";
import { filesOf } from "../project/changes.ts";
import { leftBehind } from "../project/left-behind.ts";
import { treeStore } from "../project/project.ts";
import { entriesIn } from "../store/plain-file.ts";
import type { Scene } from "./scene.ts";
import { excludedFolders } from "./subject.ts";

/** Entries that are looked at, and for how long, in milliseconds: beyond that nothing more is found. */
const MAX_ENTRIES = 60_000;
const MAX_TIME = 3_000;

/** Files that programs leave. */
const LEFT = /\.(?:log|pid|lock|tmp|swp|map|py[co]|sqlite3?(?:-\w+)?|db(?:-\w+)?)$|~$|^(?:\.DS_Store|Thumbs\.db)$/i;
const PACKAGES = "node_modules";

/** Folders that hold nothing but a tool's own: its caches, a person's editor. */
const CACHES = /^(?:\.(?:git|svn|hg|jj|idea|vs|cache|venv)|__pycache__)$/;
/** What the host writes as the person allows more. */
const OF_HOST = ".claude/settings.local.json";

/**
 * Files that are in no tree, as they are ignored, and that were written since: they can change what tests say, and no diff
 * shows them. Without installed packages, and what tools are known to write. `paths`: those of the tree.
 */
function writtenIgnored({ project, workflow }: Scene, paths: string[], since: number): string[] {
  const { root } = project;
  const inTree = new Set(paths);
  const isLeft = leftBehind(root);
  const own = new Set(excludedFolders(workflow));
  const end = Date.now() + MAX_TIME;
  const found: string[] = [];
  const folders = [""];
  for (let entries = 0; folders.length > 0 && Date.now() < end; ) {
    const folder = folders.pop()!;
    for (const entry of entriesIn(join(root, folder))) {
      entries += 1;
      if (entries > MAX_ENTRIES) return found;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (CACHES.test(entry.name) || own.has(path)) continue;
      if (entry.isDirectory()) {
        if (entry.name !== PACKAGES && !isLeft(path, true)) folders.push(path);
      } else if (entry.isFile() && !inTree.has(path) && !LEFT.test(entry.name) && !isLeft(path, false))
        if (changedAt(join(root, path)) > since) found.push(path);
    }
  }
  return found.sort();
}

/** Files that were written since, as reviewers are told of them: a folder of which the tree holds nothing is one. */
export interface Written {
  /** Ends in a slash for a folder. */
  path: string;
  files: number;
}

/** The same, by the folders that are ignored as a whole. @throws TreeUnreadable */
export function writtenFolders(scene: Scene, tree: string, since: number): Written[] {
  const { project } = scene;
  const paths = filesOf(project.root, tree, treeStore(project)).map(({ path }) => path);
  const folders = new Set(paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))));
  const found = new Map<string, string[]>();
  for (const path of writtenIgnored(scene, paths, since)) {
    if (path === OF_HOST) continue;
    const above = [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
    const whole = above.find((folder) => !folders.has(folder));
    const key = whole === undefined ? path : `${whole}/`;
    found.set(key, [...(found.get(key) ?? []), path]);
  }
  return [...found].map(([path, files]) => ({ path: files.length === 1 ? files[0]! : path, files: files.length }));
}

/** When a file was written, in milliseconds: by its entry, whose last change a command cannot set back. */
const changedAt = (path: string): number => lstatSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0;
