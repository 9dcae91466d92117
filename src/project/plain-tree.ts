/**
 * Subjects without git: a listing of the folder's files with the hash of each, and a copy of their contents, so that two
 * listings can be compared later. Ignore files are not read; files and bytes are limited instead.
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
import { readCache } from "../store/disk.ts";
import { sha256 } from "../store/journal.ts";
import { type Failure, insideOf } from "./git.ts";

/** One file of a listing. `mode` is git's: 100644, 100755, or 120000 for a link (whose content is its target). */
export type PlainFile = { path: string; mode: string; hash: string };

const PLAIN_LIMITS = { files: 50_000, bytes: 200 * 1024 * 1024 };
export const EMPTY_PLAIN_TREE = `dir:${sha256("")}`;

const ALWAYS_OUT = new Set([".git", "node_modules"]);

type Options = { exclude: string[]; scratch: string; limits?: { files: number; bytes: number } };

/** Hashes and copies all files below `project` except .git, node_modules, excluded folders and the scratch folder. */
export function plainTreeOf(project: string, options: Options): { ok: true; tree: string } | Failure {
  const limits = options.limits ?? PLAIN_LIMITS;
  const out = new Set(options.exclude);
  // It has to exist before it is compared: only then it has a real path.
  mkdirSync(options.scratch, { recursive: true });
  const inside = insideOf(project, options.scratch);
  if (inside !== null) out.add(inside);
  const files: PlainFile[] = [];
  let bytes = 0;
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const name of readdirSync(join(project, folder))) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (ALWAYS_OUT.has(name) || out.has(path)) continue;
      const full = join(project, path);
      const stat = lstatSync(full, { throwIfNoEntry: false });
      if (stat === undefined) {
        // Removed meanwhile, or a name that is not UTF-8 and so cannot be opened by this text.
        if (name.includes("\uFFFD")) return unreadable(path, "its name is not valid UTF-8");
        continue;
      }
      if (stat.isDirectory()) {
        folders.push(path);
        continue;
      }
      if (!stat.isFile() && !stat.isSymbolicLink()) continue;
      bytes += stat.size;
      if (files.length >= limits.files) return tooMuch(`more than ${limits.files} files`);
      if (bytes > limits.bytes) return tooMuch(`more than ${Math.floor(limits.bytes / 1024 / 1024)} MB`);
      try {
        const content = stat.isSymbolicLink() ? Buffer.from(readlinkSync(full)) : readFileSync(full);
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
