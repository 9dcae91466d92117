import { lstatSync } from "node:fs";
import { join } from "node:path";
import { filesOf } from "../project/changes.ts";
import { leftBehind } from "../project/left-behind.ts";
import { treeStore } from "../project/project.ts";
import { entriesIn } from "../store/plain-file.ts";
import type { Scene } from "./scene.ts";
import { excludedFolders } from "./subject.ts";

/** Entries that are looked at, and for how long, in milliseconds: beyond that it is unknown what was written. */
const MAX_ENTRIES = 60_000;
const MAX_TIME = 3_000;

/** Folders into which builds and tools write, and of which no test is expected to live; files that programs leave. */
const OUTPUTS =
  /^(?:dist|build|out|target|bin|obj|coverage|te?mp|logs?|\.(?:git|svn|hg|jj|claude|idea|vscode|vs|cache|venv)|__pycache__|venv)$/;
const LEFT = /\.(?:log|pid|lock|tmp|swp|map|py[co]|sqlite3?(?:-\w+)?|db(?:-\w+)?)$|~$|^(?:\.DS_Store|Thumbs\.db)$/i;
const PACKAGES = "node_modules";

/** Of folders into which builds write, those that hold nothing but a tool's own: its caches, a person's editor. */
const CACHES = /^(?:\.(?:git|svn|hg|jj|idea|vs|cache|venv)|__pycache__)$/;
/** What the host writes as the person allows more. */
const OF_HOST = ".claude/settings.local.json";

/** `isWhole`: all of the project was looked at. */
interface Ignored {
  paths: string[];
  isWhole: boolean;
}

/**
 * Files that are in no tree, as they are ignored, and that were written since: they can change what tests say, and no diff
 * shows them. Without what tools are known to write. `packages`: also those of installed packages; `outputs`: also folders
 * into which builds write. @throws TreeUnreadable
 */
export function writtenIgnored(
  { project, workflow }: Scene,
  tree: string,
  since: number,
  packages: boolean,
  outputs = false,
  most = MAX_ENTRIES,
): Ignored {
  const { root } = project;
  const skipped = outputs ? CACHES : OUTPUTS;
  const inTree = new Set(filesOf(root, tree, treeStore(project)).map(({ path }) => path));
  const isLeft = leftBehind(root);
  const own = new Set(excludedFolders(workflow));
  const end = Date.now() + MAX_TIME;
  const found: string[] = [];
  const folders = [""];
  for (let entries = 0; folders.length > 0 && Date.now() < end; ) {
    const folder = folders.pop()!;
    const isPackages = folder === PACKAGES || folder.endsWith(`/${PACKAGES}`);
    const inPackages = isPackages || folder.includes(`${PACKAGES}/`);
    for (const entry of entriesIn(join(root, folder))) {
      entries += 1;
      if (entries > most) return { paths: found.sort(), isWhole: false };
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      // Package managers and bundlers keep their own there.
      const isTools = isPackages ? /^\.(?!pnpm$)/.test(entry.name) : !inPackages && skipped.test(entry.name);
      if (isTools || own.has(path)) continue;
      if (entry.isDirectory()) {
        const isSkipped = entry.name === PACKAGES ? !packages : !inPackages && isLeft(path, true);
        if (!isSkipped) folders.push(path);
      } else if (entry.isFile() && !inTree.has(path) && !LEFT.test(entry.name) && (inPackages || !isLeft(path, false)))
        if (changedAt(join(root, path), inPackages) > since) found.push(path);
    }
  }
  return { paths: found.sort(), isWhole: folders.length === 0 };
}

/** Files that were written since, as reviewers are told of them: a folder of which the tree holds nothing is one. */
export interface Written {
  /** Ends in a slash for a folder. */
  path: string;
  files: number;
}

/** As `writtenIgnored`, with what lies in folders of builds, and by the folders that are ignored as a whole. @throws TreeUnreadable */
export function writtenFolders(scene: Scene, tree: string, since: number): { written: Written[]; isWhole: boolean } {
  const { project } = scene;
  const paths = filesOf(project.root, tree, treeStore(project)).map(({ path }) => path);
  const folders = new Set(paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))));
  const found = new Map<string, string[]>();
  const ignored = writtenIgnored(scene, tree, since, false, true);
  for (const path of ignored.paths) {
    if (path === OF_HOST) continue;
    const above = [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
    const whole = above.find((folder) => !folders.has(folder));
    const key = whole === undefined ? path : `${whole}/`;
    found.set(key, [...(found.get(key) ?? []), path]);
  }
  const written = [...found].map(([path, files]) => ({
    path: files.length === 1 ? files[0]! : path,
    files: files.length,
  }));
  return { written, isWhole: ignored.isWhole };
}

/**
 * When a file was written, in milliseconds. A command may set that time back, but not the time of the last change of the entry
 * itself. That one a link more changes, too, as package managers make them between their stores and projects.
 */
function changedAt(path: string, inPackages: boolean): number {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat === undefined ? 0 : stat.nlink > 1 && inPackages ? stat.mtimeMs : stat.ctimeMs;
}
