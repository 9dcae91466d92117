import { attempt } from "../../process/attempt.ts";
import { ANYBODY_WRITES, isOwnFolder, OTHERS_WRITE } from "../../process/files/own-folder.ts";

/**
 * Where the compiled program of this plugin's folder lies, and whether it may be loaded: bytecode
 * that was made on this machine from the source, in a folder of the plugin's data folder that is
 * named like the plugin's own. hooks/guard.sh and bin/multi-ai look there, too.
 */

/**
 * Loading `node:fs` takes half as long as a start of Bun, so it is loaded on use: most calls end
 * without.
 */
const fs = () => process.getBuiltinModule("node:fs");

/** Written last: what the entry was made of. */
export const STAMP = "stamp";

/**
 * How long a compilation may take, and how long one that failed is not tried again, in
 * milliseconds.
 */
export const MAX_COMPILE_MS = 60_000;
const AGAIN_MS = 60 * 60 * 1_000;

/** The entry of a plugin's folder; null without a data folder of this user's own. */
export function entryFor(plugin: string, data: string | undefined): string | null {
  return data?.startsWith("/") && isOwnFolder(data, ANYBODY_WRITES)
    ? `${data}/program${plugin}`
    : null;
}

/** Time of the last change below a folder, and how many files there are. */
function newest(folder: string): [time: number, count: number] {
  let time = fs().statSync(folder).ctimeMs;
  let count = 0;
  for (const one of fs().readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${one.name}`;
    const [at, more] = one.isDirectory() ? newest(path) : [fs().statSync(path).ctimeMs, 1];
    time = Math.max(time, at);
    count += more;
  }
  return [time, count];
}

/**
 * What an entry is made of. An installed copy of a version never changes: two files stand for all,
 * and change when another copy is put in its place. A checkout is edited, so there every file
 * counts.
 */
export function stampOf(plugin: string): string {
  const { statSync, existsSync } = fs();
  const known = ["src/program.ts", "package.json"].map((name) => {
    const { ino, size, ctimeMs } = statSync(`${plugin}/${name}`);
    return [ino, size, ctimeMs];
  });
  const edited = existsSync(`${plugin}/.git`) ? newest(`${plugin}/src`) : null;
  return JSON.stringify([Bun.version, Bun.revision, process.platform, process.arch, known, edited]);
}

/** Whether an entry is complete, made of what is there now, and nobody else's. */
export const isReady = (entry: string, plugin: string): boolean =>
  attempt(
    () =>
      isOwnFolder(entry, OTHERS_WRITE) &&
      fs().readFileSync(`${entry}/${STAMP}`, "utf8") === stampOf(plugin),
    false,
  );

/** Removes an unusable entry: the source is used, and a later call compiles it again. */
export const discard = (entry: string): void =>
  fs().rmSync(entry, { recursive: true, force: true });

/**
 * Whether the caller may compile this entry now: one process at a time does. False also where
 * nothing can be written.
 */
export function takeTry(entry: string, now = Date.now()): boolean {
  const file = `${entry}.try`;
  try {
    fs().mkdirSync(entry.slice(0, entry.lastIndexOf("/")), { mode: 0o700, recursive: true });
    const before = fs().statSync(file, { throwIfNoEntry: false });
    if (before !== undefined && Math.abs(now - before.mtimeMs) > AGAIN_MS) fs().rmSync(file);
    fs().closeSync(fs().openSync(file, "wx", 0o600));
    return true;
  } catch {
    return false;
  }
}

/** Starts the compilation in a background process that nobody waits for. */
export function compileInBackground(plugin: string, entry: string): void {
  const { PATH, HOME, TMPDIR, NODE_PATH } = process.env;
  const options = [
    "--no-install",
    "--config=hooks/bunfig.toml",
    "--no-env-file",
    "--env-file=/dev/null",
  ];
  try {
    process
      .getBuiltinModule("node:child_process")
      .spawn(process.execPath, [...options, "src/hooks/program/compile.ts", entry], {
        cwd: plugin,
        env: { PATH, HOME, TMPDIR, NODE_PATH },
        detached: true,
        stdio: "ignore",
      })
      .on("error", () => {})
      .unref();
  } catch {
    // The source is used.
  }
}
