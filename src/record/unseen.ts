import { lstatSync } from "node:fs";
import { join } from "node:path";
import { changedFiles, changedLines, filesOf, type Range, readFiles } from "../project/changes.ts";
import { denyList } from "../project/deny-list.ts";
import { projectPath } from "../project/globs.ts";
import { isBinary } from "../project/kept-trees.ts";
import { treeStore } from "../project/project.ts";
import { entriesIn, readPlain } from "../store/plain-file.ts";
import type { Scene } from "./scene.ts";
import { excludedFolders } from "./subject.ts";

/** A file of the project that is in no diff, and the changed file that names it. */
interface Unseen {
  path: string;
  by: string;
}

/** Changed files that are read for this, characters and names of each that are looked at, and files that are told. */
const MAX_READ = 200;
const MAX_TEXT = 200_000;
const MAX_NAMES = 5_000;
const MAX_TOLD = 10;

const ALL: Range[] = [[1, Number.POSITIVE_INFINITY]];

/** Texts in quotes, paths with a slash, and modules of Python. Every part is bounded: a file may be one long word. */
const NAMES =
  /(["'`])(?<quoted>[^"'`\n]{1,200})\1|(?<path>(?:[\w@.+-]{0,80}\/){1,20}[\w@.+-]{1,80})|^[ \t]{0,40}(?:from|import) +(?<module>[\w.]{1,200})(?: +import +(?<part>\w{1,80}))?/gm;

/** What a text may name: as it stands, and modules as paths. */
function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const { groups } of text.slice(0, MAX_TEXT).matchAll(NAMES)) {
    const { quoted, path, module, part } = groups!;
    const dotted = module?.replaceAll(".", "/");
    for (const one of [quoted, path, dotted, dotted && part && `${dotted}/${part}`]) if (one) names.add(one);
    if (names.size >= MAX_NAMES) break;
  }
  return names;
}

/**
 * Files of the project that a change names and that are in no tree, as they are ignored or left behind by tests and builds:
 * nobody would see what they hold. Secret files are left out. @throws TreeUnreadable
 */
export function unseenFiles({ project, workflow, run }: Scene, from: string, to: string): Unseen[] {
  const scratch = treeStore(project);
  const isSecret = denyList(run.settings.secrets);
  const changed = changedFiles(project.root, from, to, scratch)
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
  const lines = changedLines(project.root, from, to, changed, scratch);
  for (const [by, text] of readFiles(project.root, to, changed, scratch)) {
    const beside = by.slice(0, by.lastIndexOf("/") + 1);
    // Where the new lines cannot be told, all may be new.
    const { added } = lines.get(by) ?? { added: ALL };
    const all = (text ?? "").split("\n");
    for (const name of namesIn(added.flatMap(([first, last]) => all.slice(first - 1, last)).join("\n")))
      for (const path of [projectPath(beside + name), projectPath(name)])
        for (const file of filesFor(path, inFolder)) if (!found.has(file)) found.set(file, by);
  }
  if (found.size === 0) return [];
  const seen = new Set(filesOf(project.root, to, scratch).map(({ path }) => path));
  const left = [".git", ...excludedFolders(workflow)];
  return [...found]
    .filter(([path]) => !seen.has(path) && !isSecret(path) && !left.some((one) => path.startsWith(`${one}/`)))
    .filter(([path]) => isReadable(join(project.root, path)))
    .slice(0, MAX_TOLD)
    .map(([path, by]) => ({ path, by }));
}

/** Whether a reviewer can read a file: no binary, and none that is too large. */
function isReadable(path: string): boolean {
  const bytes = readPlain(path);
  return bytes !== null && !isBinary(bytes);
}

/** The files that a name may mean: itself, with an ending, or the one by which a folder is loaded. */
function filesFor(path: string, inFolder: (folder: string) => string[]): string[] {
  if (path === "" || path.startsWith("..") || path.startsWith("/")) return [];
  const cut = path.lastIndexOf("/");
  const [folder, name] = [path.slice(0, Math.max(0, cut)), path.slice(cut + 1)];
  const there = inFolder(folder);
  // With an ending only where nothing has the name itself, as loaders look.
  const files = there.includes(name) ? [name] : there.filter((one) => one.replace(/\.\w+$/, "") === name);
  const main = inFolder(path).filter((one) => /^(?:index|__init__|mod)\.\w+$/.test(one));
  return [...files.map((one) => (folder === "" ? one : `${folder}/${one}`)), ...main.map((one) => `${path}/${one}`)];
}

/** Names of regular files directly in a folder that no link leads to. */
function filesIn(folder: string): string[] {
  const isFolder = lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? entriesIn(folder).flatMap((one) => (one.isFile() ? [one.name] : [])) : [];
}
