/**
 * Where the compiled programs of `hooks/step` lie, and whether they may be loaded. Nobody can review bytecode, so files that
 * this program has not written itself, or that were changed since, are not used.
 */

/** Loading `node:fs` takes half as long as a start of Bun, so it is loaded on use: most calls end without. */
const fs = () => process.getBuiltinModule("node:fs");

/** The programs of `hooks/step`. Each is compiled into one file, so that a call loads nothing of the other. */
export const PROGRAMS = ["judge.js", "main.js"] as const;
export type ProgramName = (typeof PROGRAMS)[number];
/** The bytecode of a program, beside it, where Bun looks for it. */
export const bytecodeOf = (program: ProgramName): string => `${program}.jsc`;
/** The file with sizes and times of all these files when they were written. */
export const SEAL = "seal.json";

const FILES: string[] = PROGRAMS.flatMap((program) => [program, bytecodeOf(program)]);

/** How often one entry is compiled in a day, and how long a compilation may take, in milliseconds. */
export const MAX_TRIES = 3;
export const MAX_COMPILE_MS = 60_000;
export const DAY_MS = 24 * 60 * 60 * 1_000;

/** Mode bits: the group or anybody may write; anybody may write. */
const OTHERS_WRITE = 0o022;
const ANYBODY_WRITES = 0o002;

/** A hash of all files of `hooks/step` with their names; part of an entry's name. */
export function stepHash(files: Iterable<[name: string, bytes: Uint8Array]>): string {
  const hash = new Bun.CryptoHasher("sha256");
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name} ${bytes.length}\n`).update(bytes);
  return hash.digest("hex").slice(0, 16);
}

export interface Place {
  /** The folder of all entries, in the plugin's data folder. */
  folder: string;
  /** The folder of the entry for this version of the programs and this Bun. */
  entry: string;
}

/**
 * The place of the entry for this hash of `hooks/step`, from a hook's environment. Null without a data folder, and when that
 * belongs to another user or anybody may write to it.
 */
export function placeFor(step: string | undefined, env: Record<string, string | undefined>): Place | null {
  const data = env.CLAUDE_PLUGIN_DATA;
  if (!step || !data?.startsWith("/") || process.geteuid === undefined) return null;
  try {
    const found = fs().statSync(data);
    if (!found.isDirectory() || found.uid !== process.geteuid() || found.mode & ANYBODY_WRITES) return null;
  } catch {
    return null;
  }
  const folder = `${data}/bytecode`;
  const bun = `${Bun.version}-${Bun.revision.slice(0, 12)}-${process.platform}-${process.arch}`;
  return { folder, entry: `${folder}/${step}-${bun}` };
}

/** Whether a path is a file or folder of this user, no link, that nobody else can write to. */
function isOwn(path: string, kind: "file" | "folder"): boolean {
  const found = fs().lstatSync(path);
  const right = kind === "file" ? found.isFile() && found.nlink === 1 : found.isDirectory();
  return right && found.uid === process.geteuid!() && (found.mode & OTHERS_WRITE) === 0;
}

/**
 * Sizes and times of an entry's files. They show any change, because nobody can set a file's change time (ctime). To hash
 * the files at every call would take as long as the bytecode saves.
 */
export function sealOf(entry: string): string {
  const stamps = FILES.map((name) => {
    const { size, mtimeMs, ctimeMs } = fs().lstatSync(`${entry}/${name}`);
    return [name, size, mtimeMs, ctimeMs];
  });
  return JSON.stringify(stamps);
}

/** The entry's folder, if it is complete and unchanged; else null. */
export function readyEntry({ folder, entry }: Place): string | null {
  try {
    const whole =
      isOwn(folder, "folder") &&
      isOwn(entry, "folder") &&
      [...FILES, SEAL].every((name) => isOwn(`${entry}/${name}`, "file")) &&
      fs().readFileSync(`${entry}/${SEAL}`, "utf8") === sealOf(entry);
    return whole ? entry : null;
  } catch {
    return null;
  }
}

/** Removes an unusable entry: the text is used, and a later call may compile it again. */
export function discard({ entry }: Place): void {
  try {
    fs().rmSync(entry, { recursive: true, force: true });
  } catch {
    // An incomplete entry is never loaded.
  }
}

/** The file that notes the time of an entry's nth compilation. */
const tryFile = (entry: string, count: number): string => `${entry}.try${count}`;

/**
 * Whether the caller may compile this entry now: at most one compilation at a time, and MAX_TRIES a day. False also when the
 * try cannot be noted, as on a full disk.
 */
export function takeTry({ folder, entry }: Place, now = Date.now()): boolean {
  try {
    fs().mkdirSync(folder, { mode: 0o700, recursive: true });
    if (!isOwn(folder, "folder")) return false;
    for (let count = 1; count <= MAX_TRIES; count++) {
      const file = tryFile(entry, count);
      try {
        fs().closeSync(fs().openSync(file, "wx", 0o600));
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") return false;
        const age = Math.abs(now - fs().lstatSync(file).mtimeMs);
        if (age < MAX_COMPILE_MS) return false;
        if (count === MAX_TRIES && age > DAY_MS)
          for (let old = 1; old <= MAX_TRIES; old++) fs().rmSync(tryFile(entry, old), { force: true });
      }
    }
  } catch {
    // The try cannot be noted.
  }
  return false;
}

/** Starts the compilation in a background process that nobody waits for. */
export function compileBehind(program: string, plugin: string, env: Record<string, string | undefined>): void {
  const { PATH, HOME, TMPDIR, CLAUDE_PLUGIN_DATA } = env;
  const options = ["--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  try {
    process
      .getBuiltinModule("node:child_process")
      .spawn(process.execPath, [...options, program], {
        cwd: plugin,
        env: { PATH, HOME, TMPDIR, CLAUDE_PLUGIN_DATA },
        detached: true,
        stdio: "ignore",
      })
      .on("error", () => {})
      .unref();
  } catch {
    // The text is used.
  }
}
