import { join } from "node:path";
import { buildOutputsOf } from "../../project/commands/build-outputs.ts";
import { projectPath } from "../../project/globs.ts";
import type { Project } from "../../project/project.ts";
import { denyList } from "../../project/secrets/deny-list.ts";
import { isBinary } from "../../project/snapshots/trees.ts";
import {
  changedFiles,
  changedLines,
  filesOf,
  type Range,
  readFiles,
} from "../../project/trees/changes.ts";
import { entriesIn, readPlain, statAt } from "../../store/files/plain-file.ts";
import type { Scene } from "../scene.ts";
import { excludedFolders } from "../subject.ts";

/**
 * Entries that are looked at, and for how long, in milliseconds: beyond that it is unknown what was
 * written.
 */
const MAX_ENTRIES = 60_000;
const MAX_TIME = 3_000;

/**
 * Folders into which builds and tools write, and of which no test is expected to live; files that
 * programs leave.
 */
const OUTPUTS =
  /^(?:dist|build|out|target|bin|obj|coverage|te?mp|logs?|\.(?:git|svn|hg|jj|claude|idea|vscode|vs|cache|venv)|__pycache__|venv)$/;
const LEFT =
  /\.(?:log|pid|lock|tmp|swp|map|py[co]|sqlite3?(?:-\w+)?|db(?:-\w+)?)$|~$|^(?:\.DS_Store|Thumbs\.db)$/i;
const PACKAGES = "node_modules";

/**
 * Ignored folders that hold nothing but a tool's own files, such as caches and an editor's
 * settings.
 */
const CACHES = /^(?:\.(?:git|svn|hg|jj|idea|vs|cache|venv)|__pycache__)$/;
/** What the host writes as the person allows more. */
const OF_HOST = ".claude/settings.local.json";

/**
 * Files that are in no tree, as they are ignored, and that were written since: they can change what
 * tests say, and no diff shows them. Without what tools are known to write. `packages`: also those
 * of installed packages; `outputs`: also folders into which builds write. `isWhole`: all of the
 * project was looked at. @throws TreeUnreadable
 */
export function writtenIgnored(
  { project, workflow }: Scene,
  tree: string,
  since: number,
  packages: boolean,
  outputs = false,
  most = MAX_ENTRIES,
) {
  const { root } = project;
  const skipped = outputs ? CACHES : OUTPUTS;
  const inTree = new Set(filesOf(project, tree).map(({ path }) => path));
  const isBuildOutput = buildOutputsOf(root);
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
      const isTools = isPackages
        ? /^\.(?!pnpm$)/.test(entry.name)
        : !inPackages && skipped.test(entry.name);
      if (isTools || own.has(path)) continue;
      if (entry.isDirectory()) {
        const isSkipped =
          entry.name === PACKAGES ? !packages : !inPackages && isBuildOutput(path, true);
        if (!isSkipped) folders.push(path);
      } else if (
        entry.isFile() &&
        !inTree.has(path) &&
        !LEFT.test(entry.name) &&
        (inPackages || !isBuildOutput(path, false))
      )
        if (changedAt(join(root, path), inPackages) > since) found.push(path);
    }
  }
  return { paths: found.sort(), isWhole: folders.length === 0 };
}

/**
 * Files that were written since, as reviewers are told of them: a folder of which the tree holds
 * nothing is one.
 */
interface IgnoredOutput {
  /** Ends in a slash for a folder. */
  path: string;
  files: number;
}

/**
 * As `writtenIgnored`, with what lies in folders of builds, and by the folders that are ignored as
 * a whole. @throws TreeUnreadable
 */
export function writtenFolders(
  scene: Scene,
  tree: string,
  since: number,
): { written: IgnoredOutput[]; isWhole: boolean } {
  const { project } = scene;
  const paths = filesOf(project, tree).map(({ path }) => path);
  const folders = new Set(
    paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))),
  );
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
 * Whether a file is none that is in neither of these trees and was written since (null: nobody
 * knows since when): what such a file was before is kept nowhere. @throws TreeUnreadable
 */
export function unlessWritten(
  project: Project,
  trees: readonly string[],
  since: number | null,
): (path: string) => boolean {
  const inTrees = new Set(trees.flatMap((tree) => filesOf(project, tree).map(({ path }) => path)));
  return (path) =>
    inTrees.has(path) || (since !== null && changedAt(join(project.root, path), false) <= since);
}

/**
 * When a file was written, in milliseconds. A command may set that time back, but not the time of
 * the last change of the entry itself. That one a link more changes, too, as package managers make
 * them between their stores and projects.
 */
function changedAt(path: string, inPackages: boolean): number {
  const stat = statAt(path);
  return stat === undefined ? 0 : stat.nlink > 1 && inPackages ? stat.mtimeMs : stat.ctimeMs;
}

/**
 * Changed files that are read for this, characters and names of each that are looked at, and files
 * that are told.
 */
const MAX_READ = 200;
const MAX_TEXT = 200_000;
const MAX_NAMES = 5_000;
const MAX_TOLD = 10;

const ALL: Range[] = [[1, Number.POSITIVE_INFINITY]];

/**
 * Texts in quotes, paths with a slash, and modules of Python. Every part is bounded: a file may be
 * one long word.
 */
const NAMES =
  /(["'`])(?<quoted>[^"'`\n]{1,200})\1|(?<path>(?:[\w@.+-]{0,80}\/){1,20}[\w@.+-]{1,80})|^[ \t]{0,40}(?:from|import) +(?<module>[\w.]{1,200})(?: +import +(?<part>\w{1,80}))?/gm;

/** What a text may name: as it stands, and modules as paths. */
function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const { groups } of text.slice(0, MAX_TEXT).matchAll(NAMES)) {
    const { quoted, path, module, part } = groups!;
    const dotted = module?.replaceAll(".", "/");
    for (const one of [quoted, path, dotted, dotted && part && `${dotted}/${part}`])
      if (one) names.add(one);
    if (names.size >= MAX_NAMES) break;
  }
  return names;
}

/**
 * Files of the project that a change names and that are in no tree, as they are ignored or left
 * behind by tests and builds: nobody would see what they hold. `by`: the changed file that names
 * it. Secret files are left out. @throws TreeUnreadable
 */
export function unseenFiles({ project, workflow, run }: Scene, from: string, to: string) {
  const isSecret = denyList(run.settings.secrets);
  const changed = changedFiles(project, from, to)
    .filter(({ path, status }) => status !== "deleted" && !isSecret(path))
    .slice(0, MAX_READ)
    .map(({ path }) => path);
  const folders = new Map<string, string[]>();
  const inFolder = (folder: string): string[] => {
    const known = folders.get(folder) ?? filesIn(join(project.root, folder));
    folders.set(folder, known);
    return known;
  };
  const found = new Map<string, string>();
  const lines = changedLines(project, from, to, changed);
  for (const [by, text] of readFiles(project, to, changed)) {
    const beside = by.slice(0, by.lastIndexOf("/") + 1);
    // Where the new lines cannot be told, all may be new.
    const { added } = lines.get(by) ?? { added: ALL };
    const all = (text ?? "").split("\n");
    for (const name of namesIn(
      added.flatMap(([first, last]) => all.slice(first - 1, last)).join("\n"),
    ))
      for (const path of [projectPath(beside + name), projectPath(name)])
        for (const file of filesFor(path, inFolder)) if (!found.has(file)) found.set(file, by);
  }
  if (found.size === 0) return [];
  const seen = new Set(filesOf(project, to).map(({ path }) => path));
  const left = [".git", ...excludedFolders(workflow)];
  return [...found]
    .filter(
      ([path]) =>
        !seen.has(path) && !isSecret(path) && !left.some((one) => path.startsWith(`${one}/`)),
    )
    .filter(([path]) => isReadable(join(project.root, path)))
    .slice(0, MAX_TOLD)
    .map(([path, by]) => ({ path, by }));
}

/** Whether a reviewer can read a file: no binary, and none that is too large. */
function isReadable(path: string): boolean {
  const bytes = readPlain(path);
  return bytes !== null && !isBinary(bytes);
}

/**
 * The files that a name may mean: itself, with an ending, or the one by which a folder is loaded.
 */
function filesFor(path: string, inFolder: (folder: string) => string[]): string[] {
  if (path === "" || path.startsWith("..") || path.startsWith("/")) return [];
  const cut = path.lastIndexOf("/");
  const [folder, name] = [path.slice(0, Math.max(0, cut)), path.slice(cut + 1)];
  const there = inFolder(folder);
  // With an ending only where nothing has the name itself, as loaders look.
  const files = there.includes(name)
    ? [name]
    : there.filter((one) => one.replace(/\.\w+$/, "") === name);
  const main = inFolder(path).filter((one) => /^(?:index|__init__|mod)\.\w+$/.test(one));
  return [
    ...files.map((file) => (folder === "" ? file : `${folder}/${file}`)),
    ...main.map((one) => `${path}/${one}`),
  ];
}

/** Names of regular files directly in a folder that no link leads to. */
function filesIn(folder: string): string[] {
  const isFolder = statAt(folder)?.isDirectory() === true;
  return isFolder ? entriesIn(folder).flatMap((entry) => (entry.isFile() ? [entry.name] : [])) : [];
}
