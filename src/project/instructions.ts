import { dirname, join, posix } from "node:path";
import { Glob } from "bun";
import { attempt } from "../process/attempt.ts";
import { readPlainText } from "../store/files/plain-file.ts";
import { cut } from "../text.ts";
import { entriesOf, runGit } from "./git/git.ts";
import { type Project, realPath } from "./project.ts";
import { denyList } from "./secrets/deny-list.ts";
import { treeFiles } from "./snapshots/trees.ts";
import { readAt } from "./trees/changes.ts";

/**
 * The texts by which a project instructs agents, as their own programs would load them: read once,
 * when a run begins, and handed to each agent from there.
 */

export interface Instruction {
  path: string;
  text: string;
  /** The folder whose files it is about; "" for the project. */
  folder: string;
  /** The file that is loaded, and imports it; itself, if that is this one. */
  by: string;
}

/** Where the texts are taken from. */
interface Source {
  names(): string[];
  read(path: string): string | null;
}

/** What Claude Code and Codex load by themselves, from any folder. */
const LOADED =
  /^(?<folder>(?:.*\/)?)(?:(?:\.claude\/)?(?:CLAUDE(?:\.local)?|AGENTS(?:\.override)?)\.md|\.claude\/rules\/.+\.md)$/;
const folderOf = (path: string): string | undefined => LOADED.exec(path)?.groups?.folder;

/** Characters of one, and of all. */
const MAX_TEXT = 40_000;
const MAX_ALL = 200_000;
/** As Claude Code has it. */
const MAX_IMPORTS = 5;

/** In the project's own folder git may ignore them; below it those count that git lists. */
function onDisk({ root }: Project): Source {
  const listed = () => {
    const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.md"];
    const found = runGit(args, { cwd: root });
    return found.ok ? entriesOf(found.out) : [];
  };
  const own = () =>
    ["*.md", ".claude/*.md", ".claude/rules/**/*.md"].flatMap((pattern) =>
      attempt(() => [...new Glob(pattern).scanSync({ cwd: root, dot: true })], []),
    );
  return {
    names: () => [...new Set([...own(), ...listed()])],
    read: (path) => readPlainText(join(root, path)),
  };
}

/** As a tree has them: what is under review there is not what instructs its reviewers. */
function inTree(project: Project, tree: string): Source {
  const files = new Map(treeFiles(project, tree, "utf8").map((entry) => [entry.path, entry]));
  const read = (path: string, left = MAX_IMPORTS): string | null => {
    const text = files.has(path) ? readAt(project, tree, path) : null;
    const isLink = files.get(path)?.mode === "120000";
    if (text === null || !isLink) return text;
    return left === 0 ? null : read(posix.join(dirname(path), text), left - 1);
  };
  return { names: () => [...files.keys()], read };
}

/** Paths that a text imports: after `@`, outside of code. */
const importsIn = (text: string): string[] =>
  [
    ...text
      .replace(/^(```|~~~)[\s\S]*?^\1.*$/gm, "")
      .replace(/`[^`\n]*`/g, "")
      .matchAll(/(?:^|\s)@((?:[^\s\\]|\\ )+)/g),
  ].map(([, path]) => path!.replaceAll("\\ ", " "));

/** In one folder: what Claude Code loads, the person's own part of that last, then what Codex does. */
const ORDER = [/CLAUDE\.md$/, /\.claude\/rules\//, /\.local\.md$/, /AGENTS/];
const rankOf = (path: string): string =>
  `${folderOf(path)} ${ORDER.findIndex((one) => one.test(path))} ${path}`;

/** Whether an import stays in the project: what else it names was not looked at by anybody here. */
const isOfProject = ({ root }: Project, path: string): boolean =>
  !/^(?:\.\.|[/~]|\.git\/|\.task\/)/.test(path) &&
  realPath(join(root, path)).startsWith(`${realPath(root)}/`);

/**
 * All of them, the project's own first, each followed by what it imports from the project. `tree`:
 * they are those of this tree; null: those on the disk. @throws TreeUnreadable
 */
export function instructionsOf(
  project: Project,
  tree: string | null,
  secrets: readonly string[],
): Instruction[] {
  const source = tree === null ? onDisk(project) : inTree(project, tree);
  const isHidden = denyList(secrets);
  const found: Instruction[] = [];
  const take = (path: string, by: string, left = MAX_IMPORTS): void => {
    const folder = folderOf(by)!;
    const isTaken = found.some((one) => one.path === path);
    const text = isTaken || isHidden(path) ? null : source.read(path)?.trim();
    // A link to another of them says the same.
    if (!text || found.some((one) => one.text === text && one.folder === folder)) return;
    found.push({ path, text: cut(text, MAX_TEXT), folder, by });
    for (const named of left === 0 ? [] : importsIn(text)) {
      const imported = posix.join(dirname(path), named);
      if (isOfProject(project, imported)) take(imported, by, left - 1);
    }
  };
  const loaded = source.names().filter((path) => folderOf(path) !== undefined);
  for (const path of loaded.sort((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1))) take(path, path);
  let room = MAX_ALL;
  return found.filter(({ text }) => {
    room -= text.length;
    return room >= 0;
  });
}
