import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** A file, or a link on the way to one, that a program consists of. Times in milliseconds since 1970. */
interface ProgramFile {
  path: string;
  size: number;
  mtime: number;
  /** Nobody can set it: whatever is done to the file, or in its place, moves it on. */
  ctime: number;
  /** Of its bytes, of pieces of a large one with its size and time, or of where it leads; null: not hashed yet, or not to be read. */
  sha: string | null;
}

/** A program as it is found: the path by which it is started, and what that consists of, as far as it is told. */
export interface Installed {
  path: string;
  /** As its package says it; null: no package, or that does not say. */
  version: string | null;
  files: ProgramFile[];
}

/** Bytes of a file that are hashed whole: to read a program of hundreds of megabytes takes seconds. */
const MAX_HASHED = 8 * 1024 * 1024;
/** Pieces that are read of a larger one, and bytes of each. */
const PIECES = 33;
const PIECE = 64 * 1024;
/** Links on the way to one file. */
const MAX_LINKS = 40;
/** Bytes of a script's first line. */
const FIRST_LINE = 256;

const hash = (bytes: string | Uint8Array): string => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

/** The file at a path that is no link; null: there is none. A pipe is not opened. */
function regular(path: string): { file: ProgramFile; head: string } | null {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const { size, mtimeMs, ctimeMs, isFile } = ((stat) => ({ ...stat, isFile: stat.isFile() }))(fstatSync(fd));
    if (!isFile) return null;
    const first = Buffer.alloc(FIRST_LINE);
    const head = first.toString("latin1", 0, readSync(fd, first, 0, FIRST_LINE, 0));
    return { file: { path, size, mtime: mtimeMs, ctime: ctimeMs, sha: null }, head };
  } catch {
    return null;
  } finally {
    closeSync(fd);
  }
}

/** The links from a path on, and the file at their end. */
function following(path: string): { files: ProgramFile[]; real: string; head: string } | null {
  const files: ProgramFile[] = [];
  for (let at = path; files.length < MAX_LINKS; ) {
    const found = regular(at);
    if (found !== null) return { files: [...files, found.file], real: at, head: found.head };
    try {
      const { size, mtimeMs, ctimeMs } = lstatSync(at);
      const target = readlinkSync(at);
      files.push({ path: at, size, mtime: mtimeMs, ctime: ctimeMs, sha: hash(`link to ${target}`) });
      // From where the system would go on: its folder may be a link itself.
      at = resolve(realpathSync(dirname(at)), target);
    } catch {
      return null;
    }
  }
  return null;
}

/** The program that reads a script, by its first line; null: it is none. */
function interpreterOf(head: string, PATH: string): string | null {
  const [, program = "", first = ""] = /^#![ \t]*(\S+)(?:[ \t]+(?:-S[ \t]+)?([^\s-]\S*))?/.exec(head) ?? [];
  if (program === "") return null;
  return basename(program) === "env" ? (first === "" ? null : Bun.which(first, { PATH })) : program;
}

/** The manifest of the npm package that a file lies in; null: it lies in none. */
function manifestOf(real: string): string | null {
  if (!real.includes("/node_modules/")) return null;
  for (let folder = dirname(real); basename(dirname(folder)) !== ""; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return join(folder, "package.json");
    if (basename(folder) === "node_modules") return null;
  }
  return null;
}

function versionIn(manifest: string | null): string | null {
  try {
    const { version } = JSON.parse(readFileSync(manifest ?? "", "utf8"));
    return typeof version === "string" ? version : null;
  } catch {
    return null;
  }
}

/**
 * What a program consists of: the links to it, its file, what reads it where it is a script, its package's manifest, and
 * `launched`, what it starts in its place, of which nothing but its maker knows. Null: there is no such file.
 */
export function installedAt(
  path: string,
  PATH: string,
  launched: (real: string) => string[] = () => [],
): Installed | null {
  const found = following(path);
  if (found === null) return null;
  const manifest = manifestOf(found.real);
  const more = [interpreterOf(found.head, PATH), manifest, ...launched(found.real)].filter((one) => one !== null);
  const files = [...found.files, ...more.flatMap((one) => following(one)?.files ?? [])];
  return { path, version: versionIn(manifest), files };
}

/** Whether nothing of it was made, replaced or written to since a time. */
export const isOlderThan = ({ files }: Pick<Installed, "files">, at: number): boolean =>
  files.every((file) => file.ctime < at);

/** The same with the hashes of its files, which takes some milliseconds. */
export const hashed = (program: Installed): Installed => ({
  ...program,
  files: program.files.map((file) => ({ ...file, sha: file.sha ?? shaOf(file) })),
});

function shaOf({ path, size, mtime }: ProgramFile): string | null {
  try {
    return size > MAX_HASHED ? hash(`${size} ${mtime} ${piecesOf(path, size)}`) : hash(readFileSync(path));
  } catch {
    return null;
  }
}

/**
 * The hash of pieces from the first to the last byte. Its time of change would say more, but that moves on as well where
 * another program, such as a package manager or a backup, makes a second link to the file.
 */
function piecesOf(path: string, size: number): string {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const all = Buffer.alloc(PIECES * PIECE);
    for (let piece = 0; piece < PIECES; piece++)
      readSync(fd, all, piece * PIECE, PIECE, Math.floor(((size - PIECE) * piece) / (PIECES - 1)));
    return hash(all);
  } finally {
    closeSync(fd);
  }
}

const identityOf = ({ path, size, mtime, ctime, sha }: ProgramFile): string =>
  sha ?? `${path} ${size} ${mtime} ${ctime}`;

/** What tells a program, with hashes, from another one: its bytes, wherever they lie. */
export const identity = ({ files }: Pick<Installed, "files">): string => hash(files.map(identityOf).join("\n"));
