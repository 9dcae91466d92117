/**
 * Subjects without git: a listing of the folder's files with the hash of each, and a copy of their contents, so that two
 * listings can be compared later. Every .gitignore counts as git would have it; files and bytes are limited, too.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Ignore } from "ignore";
import { readCache } from "../store/disk.ts";
import { sha256 } from "../store/journal.ts";
import { type Failure, fileText, insideOf } from "./git.ts";
import { leftBehind } from "./left-behind.ts";
import { inWords, isStandInSize, MAX_KEPT, STAND_IN, shaOf, standIn } from "./stand-in.ts";

/** One file of a listing. `mode` is git's: 100644, 100755, or 120000 for a link (whose content is its target). */
export type PlainFile = { path: string; mode: string; hash: string };

const PLAIN_LIMITS = { files: 50_000, bytes: 200 * 1024 * 1024 };
export const EMPTY_PLAIN_TREE = `dir:${sha256("")}`;

const ALWAYS_OUT = new Set([".git", "node_modules"]);

type Options = {
  exclude: string[];
  scratch: string;
  limits?: { files: number; bytes: number };
  /** An earlier listing: its files count like those that git tracks. */
  known?: string | null;
};

/**
 * Hashes and copies all files below `project` except .git, node_modules, excluded folders and the scratch folder, ignored
 * files, and what runs of tests and builds leave behind.
 */
export function plainTreeOf(project: string, options: Options): { ok: true; tree: string } | Failure {
  const limits = options.limits ?? PLAIN_LIMITS;
  const out = new Set(options.exclude);
  // It has to exist before it is compared: only then it has a real path.
  mkdirSync(options.scratch, { recursive: true });
  const inside = insideOf(project, options.scratch);
  if (inside !== null) out.add(inside);
  const files: PlainFile[] = [];
  let bytes = 0;
  let largest = { path: "", size: 0 };
  const known = knownFiles(options);
  const isLeft = leftBehind(project);
  const isIgnored = ignoreFiles(project);
  const folders = [""];
  // Of these folders only known files count.
  const left = new Set<string>();
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const names = readdirSync(join(project, folder));
    if (names.includes(".gitignore")) isIgnored.read(folder);
    for (const name of names) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (ALWAYS_OUT.has(name) || out.has(path)) continue;
      const full = join(project, path);
      const stat = lstatSync(full, { throwIfNoEntry: false });
      if (stat === undefined) {
        // Removed meanwhile, or a name that is not UTF-8 and so cannot be opened by this text.
        if (name.includes("\uFFFD")) return unreadable(path, "its name is not valid UTF-8");
        continue;
      }
      const isFolder = stat.isDirectory();
      const isOut = left.has(folder) || isIgnored.test(path, isFolder) || isLeft(path, isFolder);
      if (isFolder) {
        if (!isOut || known.folders.has(path)) folders.push(path);
        if (isOut) left.add(path);
        continue;
      }
      if ((isOut && !known.files.has(path)) || (!stat.isFile() && !stat.isSymbolicLink())) continue;
      bytes += stat.size;
      if (stat.size > largest.size) largest = { path, size: stat.size };
      if (files.length >= limits.files) return tooMuch(`more than ${limits.files} files`);
      if (bytes > limits.bytes)
        return tooMuch(
          `more than ${Math.floor(limits.bytes / 1024 / 1024)} MB, of which ${JSON.stringify(largest.path)} is the largest file (${inWords(largest.size)})`,
        );
      try {
        const content = stat.isSymbolicLink() ? Buffer.from(readlinkSync(full)) : contentIn(full, stat.size);
        const mode = stat.isSymbolicLink() ? "120000" : stat.mode & 0o111 ? "100755" : "100644";
        files.push({ path, mode, hash: putContent(options.scratch, content) });
      } catch (error) {
        const code = (error as { code?: string }).code;
        if (code !== "ENOENT") return unreadable(path, code ?? String(error));
      }
    }
  }
  return { ok: true, tree: putListing(options.scratch, files) };
}

/** What is kept of a file: its bytes, or what stands for them. */
function contentIn(file: string, size: number): Buffer {
  if (size > MAX_KEPT) return standIn(shaOf(file, Number.POSITIVE_INFINITY), "too large to be shown");
  const content = readFileSync(file);
  return isStandInSize(size) && content.toString("latin1").startsWith(STAND_IN)
    ? standIn(shaOf(file, Number.POSITIVE_INFINITY), "written as if it stood for another file")
    : content;
}

function knownFiles({ scratch, known }: Options): { files: Set<string>; folders: Set<string> } {
  const listed = known?.startsWith("dir:") ? (listingOf(scratch, known) ?? []) : [];
  const files = listed.map(({ path }) => path);
  const folders = files.flatMap((path) => path.split("/").map((_, i, parts) => parts.slice(0, i).join("/")));
  return { files: new Set(files), folders: new Set(folders) };
}

/** The ignore files of a project, read from the top down: a folder's own comes before what lies in it is asked about. */
function ignoreFiles(project: string) {
  let rules: Ignore | null = null;
  return {
    read(folder: string): void {
      const text = fileText(join(project, folder, ".gitignore"));
      if (text === null) return;
      // Loaded where there is one: nearly every project has git.
      rules ??= (require("./ignore-rules.ts") as typeof import("./ignore-rules.ts")).ignoreRules();
      rules.add(
        text
          .replace(/^\uFEFF/, "")
          .replaceAll("\r\n", "\n")
          .split("\n")
          .flatMap((line) => fromTop(folder, line)),
      );
    },
    test: (path: string, isFolder: boolean): boolean => rules?.test(isFolder ? `${path}/` : path).ignored ?? false,
  };
}

/** A line without the blanks at its end, of which a backslash keeps the first. */
function withoutBlanks(line: string): string {
  let end = line.length;
  while (line[end - 1] === " ") end--;
  return line.slice(0, end < line.length && line[end - 1] === "\\" ? end + 1 : end);
}

/** A line of a folder's ignore file as it would stand in the one of the top; none for a comment. */
function fromTop(folder: string, written: string): string[] {
  const line = withoutBlanks(written);
  if (line === "" || line.startsWith("#")) return [];
  if (folder === "") return [line];
  const not = line.startsWith("!") ? "!" : "";
  const pattern = line.slice(not.length);
  const isAnchored = pattern.replace(/\/$/, "").includes("/");
  const at = folder.replaceAll(/[\\*?[\]!# ]/g, "\\$&");
  return [`${not}/${at}/${isAnchored ? pattern.replace(/^\//, "") : `**/${pattern}`}`];
}

/** Stores a listing; the same files in any order give the same hash. */
export function putListing(scratch: string, files: PlainFile[]): string {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const text = sorted.map((file) => `${file.mode} ${file.hash} ${JSON.stringify(file.path)}\n`).join("");
  return `dir:${putContent(scratch, Buffer.from(text))}`;
}

/** The files of a listing, or null when it is not kept in this scratch folder. */
export function listingOf(scratch: string, tree: string): PlainFile[] | null {
  const text = tree === EMPTY_PLAIN_TREE ? Buffer.alloc(0) : contentOf(scratch, tree.slice("dir:".length));
  if (text === null) return null;
  const lines = text.toString("utf8").split("\n").slice(0, -1);
  return lines.map((line) => {
    const [mode = "", hash = ""] = line.split(" ", 2);
    return { mode, hash, path: JSON.parse(line.slice(mode.length + hash.length + 2)) as string };
  });
}

/** Stores bytes under their hash and returns it. */
export function putContent(scratch: string, content: Buffer): string {
  const hash = sha256(content);
  const folder = join(scratch, "plain", hash.slice(0, 2));
  const file = join(folder, hash);
  if (existsSync(file)) return hash;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
  return hash;
}

/** The bytes stored under a hash; null when there are none, or others, which a crash can leave. */
export function contentOf(scratch: string, hash: string): Buffer | null {
  if (!/^[0-9a-f]{64}$/.test(hash)) return null;
  const content = readCache(join(scratch, "plain", hash.slice(0, 2), hash));
  return content !== null && sha256(content) === hash ? content : null;
}

function tooMuch(what: string): Failure {
  const remedy = "run `git init` and list generated files in .gitignore, or start in a smaller folder";
  return { ok: false, problem: `the project has no git repository and holds ${what}`, remedy };
}

function unreadable(path: string, why: string): Failure {
  return {
    ok: false,
    problem: `${JSON.stringify(path)} could not be read: ${why}`,
    remedy: "make it readable, rename or remove it",
  };
}
