/**
 * Where the step lies that was compiled on this machine, and whether it may be loaded. Bytecode is code that nobody can
 * read, so a file that this program has not written itself, or that was touched since, is not used.
 */

/** `node:fs` costs half a start of Bun, so it is loaded when it is needed: most calls end without. */
const fs = () => process.getBuiltinModule("node:fs");

/** The programs of the step: each is compiled as a whole, so that a call loads one file, and of the other one nothing. */
export const PROGRAMS = ["judge.js", "main.js"] as const;
export type ProgramName = (typeof PROGRAMS)[number];
/** Their bytecode lies beside them, where Bun looks for it. */
export const bytecodeOf = (program: ProgramName): string => `${program}.jsc`;
/** What all of these files were when they were written. */
export const SEAL = "seal.json";

const FILES: string[] = PROGRAMS.flatMap((program) => [program, bytecodeOf(program)]);

/** How often one entry is compiled before a day has passed, and how long a compilation may take, in milliseconds. */
export const MAX_TRIES = 3;
export const MAX_COMPILE_MS = 60_000;
export const DAY_MS = 24 * 60 * 60 * 1_000;

/** What others may do to a file: write as its group, or as anybody. */
const OTHERS_WRITE = 0o022;
const ANYBODY_WRITES = 0o002;

/** What tells one step from another: a hash of all of its files, by name, for the name of a folder. */
export function stepHash(files: Iterable<[name: string, bytes: Uint8Array]>): string {
  const hash = new Bun.CryptoHasher("sha256");
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name} ${bytes.length}\n`).update(bytes);
  return hash.digest("hex").slice(0, 16);
}

export interface Place {
  /** The folder of the plugin's data where all entries lie. */
  folder: string;
  /** The folder of the entry for this step and this Bun. */
  entry: string;
}

/**
 * The place for a step with this hash, by the environment that the host gives a hook. Null without a data folder, and in
 * one that belongs to somebody else or that anybody may write to.
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

/** Whether a path is a file or folder of this user itself, no link to one, that nobody else can write to. */
function isOwn(path: string, kind: "file" | "folder"): boolean {
  const found = fs().lstatSync(path);
  const right = kind === "file" ? found.isFile() && found.nlink === 1 : found.isDirectory();
  return right && found.uid === process.geteuid!() && (found.mode & OTHERS_WRITE) === 0;
}

/**
 * What tells whether an entry was touched since: nobody can set the time of a file's last change. A hash of some megabytes
 * at every call would cost as much as the bytecode saves.
 */
export function sealOf(entry: string): string {
  const stamps = FILES.map((name) => {
    const { size, mtimeMs, ctimeMs } = fs().lstatSync(`${entry}/${name}`);
    return [name, size, mtimeMs, ctimeMs];
  });
  return JSON.stringify(stamps);
}

/** The folder of the compiled step; null when there is none that may be used. */
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

/** Takes an entry away that does not do: the plain step serves, and the next call may have it compiled again. */
export function discard({ entry }: Place): void {
  try {
    fs().rmSync(entry, { recursive: true, force: true });
  } catch {
    // It is not in the way: nothing is loaded that is not whole.
  }
}

/** Files that say when an entry was tried, one for each time. */
const tryFile = (entry: string, count: number): string => `${entry}.try${count}`;

/**
 * Whether the caller may compile this entry now: true at most once in the time that it takes, and a few times a day. That
 * it could not be noted is a no, so a folder that cannot be written, or a full disk, starts nothing.
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
    // Nothing can be noted here.
  }
  return false;
}

/** Compiles the step in a process of its own, which nobody waits for and whose end nobody hears of. */
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
    // The plain step serves.
  }
}
