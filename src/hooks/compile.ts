import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { constants, setPriority } from "node:os";
import { basename, join } from "node:path";
import {
  DAY_MS,
  MAX_COMPILE_MS,
  type Place,
  PROGRAMS,
  placeFor,
  readyEntry,
  SEAL,
  sealOf,
  stepHash,
} from "./bytecode.ts";

/**
 * Compiles the programs of `hooks/step` to bytecode of the Bun that runs this, into the plugin's data folder. A hook starts
 * it in the background (`bytecode.ts`). It prints nothing: without bytecode the text is used.
 */

/** The programs as text. */
const SOURCES = join(import.meta.dir, "step");

/** Whether the text is still that of this version: the plugin may be updated meanwhile. */
function isThisVersion(): boolean {
  const files = readdirSync(SOURCES).map((name): [string, Uint8Array] => [name, readFileSync(join(SOURCES, name))]);
  return stepHash(files) === process.env.MULTI_AI_STEP;
}

/** Parts that are loaded late and at once: the bundler writes them in a form that it does not follow when it reads it. */
const LATE_PARTS: Bun.BunPlugin = {
  name: "late parts",
  setup(build) {
    build.onLoad({ filter: /\.js$/ }, async ({ path }) => ({
      contents: (await Bun.file(path).text()).replaceAll('import.meta.require("./', 'require("./'),
      loader: "js",
    }));
  },
};

/** Makes a file survive a power failure. */
function flush(path: string): void {
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Makes a complete entry in a temporary folder and returns that. @throws when this Bun cannot load its own bytecode */
async function compile({ entry }: Place): Promise<string> {
  const folder = mkdtempSync(`${entry}.new-`);
  try {
    chmodSync(folder, 0o700);
    const built = await Bun.build({
      entrypoints: PROGRAMS.map((program) => join(SOURCES, program)),
      target: "bun",
      format: "cjs",
      bytecode: true,
      minify: true,
      plugins: [LATE_PARTS],
    });
    for (const output of built.outputs) {
      const path = join(folder, basename(output.path));
      writeFileSync(path, new Uint8Array(await output.arrayBuffer()), { mode: 0o600, flag: "wx" });
      flush(path);
    }
    if (!isThisVersion()) throw new Error("the step is of another version");
    // A Bun that fails on them fails here and not in a hook.
    for (const program of PROGRAMS) import.meta.require(join(folder, program));
    writeFileSync(join(folder, SEAL), sealOf(folder), { mode: 0o600, flag: "wx" });
    flush(join(folder, SEAL));
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Moves a complete entry to its place; an unusable one there is removed. */
function publish(made: string, place: Place): void {
  if (readyEntry(place) === null) rmSync(place.entry, { recursive: true, force: true });
  try {
    renameSync(made, place.entry);
  } catch {
    // Another process was first.
    rmSync(made, { recursive: true, force: true });
  }
}

/**
 * Removes entries of other versions that are a day old, and files of killed compilations. A younger entry may belong to a
 * session that still runs its version.
 */
function clean({ folder, entry }: Place, now: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const unfinished = name.includes(".new-");
    if (path === entry || (path.startsWith(`${entry}.try`) && !unfinished)) continue;
    const age = now - lstatSync(path).mtimeMs;
    if (age > (unfinished ? MAX_COMPILE_MS : DAY_MS)) rmSync(path, { recursive: true, force: true });
  }
}

const place = placeFor(process.env.MULTI_AI_STEP, process.env);
// A compilation that hangs ends before another one may begin.
setTimeout(() => process.exit(1), MAX_COMPILE_MS - 5_000).unref();
try {
  process.umask(0o077);
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  if (place !== null) {
    publish(await compile(place), place);
    clean(place, Date.now());
  }
} catch {
  process.exitCode = 1;
}
