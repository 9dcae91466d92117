import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { constants, setPriority } from "node:os";
import { basename, dirname, join } from "node:path";
import { discard, isReady, MAX_COMPILE_MS, STAMP, stampOf } from "./compiled.ts";

/**
 * Compiles the plugin in the current folder into the entry that is named. A hook starts it in the
 * background (`load.ts`). It prints nothing: without it the source is used.
 */

const plugin = process.cwd();
const entry = process.argv[2] ?? "";

/** One program. */
async function compile(source: string, into: string): Promise<void> {
  const { outputs } = await Bun.build({
    entrypoints: [join(plugin, source)],
    target: "bun",
    format: "cjs",
    bytecode: true,
    minify: true,
    define: {
      "process.env.NODE_ENV": '"production"',
      "process.env.MULTI_AI_COMPILED_FOR": JSON.stringify(plugin),
    },
  });
  for (const output of outputs)
    writeFileSync(join(into, basename(output.path)), new Uint8Array(await output.arrayBuffer()), {
      mode: 0o600,
    });
}

/**
 * Removes what killed compilations and versions that are not installed any more have left beside
 * this entry.
 */
function clean(now: number): void {
  for (const name of readdirSync(dirname(entry))) {
    const path = join(dirname(entry), name);
    const unfinished = /\.(?:new-\w+|try)$/.test(name);
    const isLeftOver = unfinished
      ? now - lstatSync(path).mtimeMs > MAX_COMPILE_MS
      : !existsSync(join(dirname(plugin), name));
    if (isLeftOver) rmSync(path, { recursive: true, force: true });
  }
}

// A compilation that hangs ends.
setTimeout(() => process.exit(1), MAX_COMPILE_MS).unref();
process.umask(0o077);
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const before = stampOf(plugin);
const made = mkdtempSync(`${entry}.new-`);
try {
  await compile("src/program.ts", made);
  await compile("src/hook.ts", made);
  // A Bun that fails on them fails here and not in a hook.
  import.meta.require(join(made, "program.js"));
  if (stampOf(plugin) !== before) throw new Error("the source has changed in the meantime");
  writeFileSync(join(made, STAMP), before, { mode: 0o600 });
  if (!isReady(entry, plugin)) discard(entry);
  renameSync(made, entry);
  rmSync(`${entry}.try`, { force: true });
  clean(Date.now());
} catch (error) {
  if (process.env.MULTI_AI_DEBUG) console.error(error);
  rmSync(made, { recursive: true, force: true });
  process.exitCode = 1;
}
