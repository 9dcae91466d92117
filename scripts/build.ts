/**
 * Builds what ships from what is written: `bun scripts/build.ts` writes the files, `bun scripts/build.ts --check` compares
 * them with the ones that are there. Exit 0 done or equal, 1 a file is stale, missing or cannot be built, 2 wrong usage.
 * The same sources give the same bytes in every folder.
 */
import { dirname, join, resolve } from "node:path";
import type { BunPlugin } from "bun";

const root = resolve(import.meta.dir, "..");

/** `hook`: minified; `bytecode`: compiled as well, which costs four times its size. */
type Bundle = { source: string; target: string; hook: boolean; bytecode: boolean };

/** Everything that is built. Only what nearly every event needs is worth its bytecode. */
const bundles: Bundle[] = [
  { source: "scripts/hook.ts", target: "hooks/hook.js", hook: true, bytecode: true },
  { source: "scripts/hooks/main.ts", target: "hooks/step.js", hook: true, bytecode: true },
  { source: "scripts/artifacts/parsing.ts", target: "hooks/parsing.js", hook: true, bytecode: true },
  { source: "scripts/hooks/rare.ts", target: "hooks/rare.js", hook: true, bytecode: false },
  { source: "scripts/hooks/shell/judge.ts", target: "hooks/shell.js", hook: true, bytecode: false },
  { source: "scripts/cli/main.ts", target: "dist/orchestrator.js", hook: false, bytecode: false },
  { source: "scripts/adapters/check-main.ts", target: "dist/check.js", hook: false, bytecode: false },
];

/** First statement of the programs that are started for a folder and, for safety, not in it: see bin/multi-ai. */
const goToCallersFolder = `{ const from = process.env.MULTI_AI_CWD; delete process.env.MULTI_AI_CWD; if (from) { process.chdir(from); process.env.PWD = from; } }`;

/** Modules that a bundle does not take in: they are loaded from another one, on use. */
const apart = (files: Record<string, RegExp>): BunPlugin => ({
  name: "apart",
  setup(build) {
    for (const [path, filter] of Object.entries(files)) build.onResolve({ filter }, () => ({ path, external: true }));
  },
});

/** The hook's second file leaves the schema library, the reader of shell text and what is rare to be loaded on use. */
const ON_USE = {
  "./parsing.js": /\/artifacts\/parsing\.ts$/,
  "./shell.js": /\/shell\/judge\.ts$/,
  "./rare.js": /\/(?:dialogs|dispatch|failures|mirror|near-bounds|report-facts|sessions|slash-commands)\.ts$/,
};

/** What is rare takes what it shares with the second file from there; the list is `scripts/hooks/shared.ts`. */
async function ofStep(): Promise<BunPlugin> {
  const shared = await namesIn(join(root, "scripts/hooks/shared.ts"));
  return {
    name: "of-step",
    setup(build) {
      build.onResolve({ filter: /^\./ }, async ({ path, importer }) => {
        const module = resolve(dirname(importer), path);
        const known = shared.get(module);
        if (known === undefined || importer.endsWith("/hooks/shared.ts")) return undefined;
        const used = (await namesIn(importer)).get(module) ?? new Set();
        const missing = [...used].filter((name) => !known.has(name));
        if (missing.length > 0)
          throw new Error(`${importer} uses ${missing.join(", ")}: add it to scripts/hooks/shared.ts`);
        return { path: "./step.js", external: true };
      });
    },
  };
}

/** The names that a module imports or passes on, by the file that they come from; types left out. */
async function namesIn(file: string): Promise<Map<string, Set<string>>> {
  const names = new Map<string, Set<string>>();
  const source = await Bun.file(file).text();
  for (const [, list, from] of source.matchAll(/^(?:import|export) \{([^}]*)\} from "(\.[^"]+)"/gm)) {
    const values = list!.split(",").map((one) => one.trim().split(" as ")[0]!);
    const path = resolve(dirname(file), from!);
    const known = names.get(path) ?? new Set();
    for (const name of values) if (name !== "" && !name.startsWith("type ")) known.add(name);
    names.set(path, known);
  }
  return names;
}

const pluginsOf: Record<string, () => Promise<BunPlugin[]>> = {
  "hooks/step.js": async () => [apart(ON_USE)],
  "hooks/rare.js": async () => [apart({ "./parsing.js": ON_USE["./parsing.js"] }), await ofStep()],
};

/** For all files of the hook together, bytecode included. */
const hookLimitBytes = 1024 * 1024;

/**
 * Bytecode is compared only where it is made: whether another platform writes the same bytes is not known. Bun runs the
 * JavaScript beside it when it cannot use it.
 */
const comparesBytecode = process.platform === "linux" && process.arch === "x64";

/** The files of one bundle by path from the root. Throws, with the reason, when it cannot be built as it has to ship. */
async function build({ source, target, hook, bytecode }: Bundle): Promise<Map<string, Uint8Array>> {
  if (!(await Bun.file(join(root, source)).exists()))
    throw new Error(`${source} is missing, so ${target} cannot be built`);
  const result = await Bun.build({
    entrypoints: [join(root, source)],
    root,
    target: "bun",
    format: hook ? "cjs" : "esm",
    minify: hook,
    bytecode,
    plugins: (await pluginsOf[target]?.()) ?? [],
    banner: hook ? "" : goToCallersFolder,
    naming: target.slice(target.lastIndexOf("/") + 1),
    // Else the environment of the build decides, and `bun test` sets it.
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const expected = bytecode ? [target, `${target}.jsc`] : [target];
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
  // A module's heading names its path, which leaves the root when node_modules is a link.
  const named = hook ? text : text.replace(/^\/\/ (?:\.\.\/)+.*?\/(?=node_modules\/)/gm, "// ");
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
