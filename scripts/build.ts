/**
 * Builds what ships from what is written: `bun scripts/build.ts` writes the files, `bun scripts/build.ts --check` compares
 * them with the ones that are there. Exit 0 done or equal, 1 a file is stale, missing or cannot be built, 2 wrong usage.
 * The same sources give the same bytes in every folder.
 */
import { join, resolve } from "node:path";

const root = resolve(import.meta.dir, "..");

/** `hook`: minified, and compiled to bytecode, which costs four times its size. */
type Bundle = { source: string; target: string; hook: boolean };

/** Everything that is built: the look that nearly every call ends with, the rest of the hook, the command line, the checks. */
const bundles: Bundle[] = [
  { source: "src/hook.ts", target: "hooks/hook.js", hook: true },
  { source: "src/hooks/main.ts", target: "hooks/step.js", hook: true },
  { source: "src/cli/main.ts", target: "dist/orchestrator.js", hook: false },
  { source: "src/check.ts", target: "dist/check.js", hook: false },
];

/** First statement of the programs that are started for a folder and, for safety, not in it: see bin/multi-ai. */
const goToCallersFolder = `{ const from = process.env.MULTI_AI_CWD; delete process.env.MULTI_AI_CWD; if (from) { process.chdir(from); process.env.PWD = from; } }`;

/** For all files of the hook together, bytecode included. */
const hookLimitBytes = 2_500_000;

/**
 * Bytecode is compared only where it is made: whether another platform writes the same bytes is not known. Bun runs the
 * JavaScript beside it when it cannot use it.
 */
const comparesBytecode = process.platform === "linux" && process.arch === "x64";

/** The files of one bundle by path from the root. Throws, with the reason, when it cannot be built as it has to ship. */
async function build({ source, target, hook }: Bundle): Promise<Map<string, Uint8Array>> {
  if (!(await Bun.file(join(root, source)).exists()))
    throw new Error(`${source} is missing, so ${target} cannot be built`);
  const result = await Bun.build({
    entrypoints: [join(root, source)],
    root,
    target: "bun",
    format: hook ? "cjs" : "esm",
    minify: hook,
    bytecode: false,
    banner: hook ? "" : goToCallersFolder,
    naming: target.slice(target.lastIndexOf("/") + 1),
    // Else the environment of the build decides, and `bun test` sets it.
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const expected = [target];
  if (result.outputs.length !== expected.length) {
    throw new Error(`${source} gives ${result.outputs.length} files where ${expected.join(" and ")} were expected`);
  }
  const files = new Map<string, Uint8Array>();
  for (const output of result.outputs) {
    const path = output.kind === "bytecode" ? `${target}.jsc` : target;
    files.set(
      path,
      output.kind === "bytecode"
        ? new Uint8Array(await output.arrayBuffer())
        : portable(await output.text(), source, hook),
    );
  }
  return files;
}

/** The bundle's text without the paths of this machine. Throws when code has taken one in. */
function portable(text: string, source: string, hook: boolean): Uint8Array {
  // A module's heading names its path, which leaves the root when node_modules, or that of the tests, is a link.
  const named = hook ? text : text.replace(/^\/\/ (?:\S*?\/)?(?=node_modules\/)/gm, "// ");
  if (named.includes(root)) {
    throw new Error(`${source} holds the path ${root}: a cjs bundle fixes import.meta.* and __dirname at build time`);
  }
  return new TextEncoder().encode(named);
}

/** The paths whose bytes on disk are not those of the build. */
async function stale(files: Map<string, Uint8Array>): Promise<string[]> {
  const found: string[] = [];
  for (const [path, bytes] of files) {
    const file = Bun.file(join(root, path));
    const equal =
      (await file.exists()) &&
      ((path.endsWith(".jsc") && !comparesBytecode) || Buffer.compare(await file.bytes(), bytes) === 0);
    if (!equal) found.push(path);
  }
  return found;
}

async function main(args: string[]): Promise<number> {
  const check = args[0] === "--check";
  if (args.length > (check ? 1 : 0)) {
    console.error("usage: bun scripts/build.ts [--check]");
    return 2;
  }
  const wanted = (await Bun.file(join(root, "package.json")).json()).dependencies.bun;
  if (Bun.version !== wanted)
    throw new Error(`this is Bun ${Bun.version}; build with Bun ${wanted} (node_modules/.bin/bun)`);
  process.chdir(root);
  const files = new Map<string, Uint8Array>();
  for (const bundle of bundles) for (const [path, bytes] of await build(bundle)) files.set(path, bytes);
  const hook = [...files]
    .filter(([path]) => path.startsWith("hooks/"))
    .reduce((sum, [, bytes]) => sum + bytes.length, 0);
  if (hook > hookLimitBytes) throw new Error(`the hook with its bytecode is ${hook} bytes, limit ${hookLimitBytes}`);
  if (!check) {
    for (const [path, bytes] of files) {
      await Bun.write(join(root, path), bytes);
      console.log(`${path} ${bytes.length} bytes`);
    }
    return 0;
  }
  const old = await stale(files);
  for (const path of old) console.error(`${path} is stale or missing: run bun scripts/build.ts`);
  return old.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const causes = error instanceof AggregateError ? error.errors : [error];
  for (const cause of causes) console.error(`build: ${cause instanceof Error ? cause.message : cause}`);
  process.exitCode = 1;
}
