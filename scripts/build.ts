/**
 * Builds what ships from what is written: `bun scripts/build.ts` writes the files, `bun scripts/build.ts --check` compares
 * them with the ones that are there. Exit 0 done or equal, 1 a file is stale, missing, left over or cannot be built, 2 wrong
 * usage. The same sources give the same bytes in every folder.
 */

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BunPlugin } from "bun";
import { stepHash } from "../src/hooks/bytecode.ts";

const root = resolve(import.meta.dir, "..");

/** The folder of what is loaded for an event. All of its files are made here. */
const STEP = "hooks/step";

/** For all files of the hook together. */
const MAX_HOOK_BYTES = 700_000;

/** First statement of the programs that are started for a folder and, for safety, not in it: see bin/multi-ai. */
const GO_TO_CALLERS_FOLDER = `{ const from = process.env.MULTI_AI_CWD; delete process.env.MULTI_AI_CWD; if (from) { process.chdir(from); process.env.PWD = from; } }`;

/** Text by path from the root. */
type Files = Map<string, Uint8Array>;

/** Where the programs of `dist/` have their code, as they share most of it. */
const PARTS = "dist/parts";

/** A program of `dist/`: a file of this name, and a part of the same name that it leads to. */
type Program = { source: string; first?: string };
const PROGRAMS: Record<string, Program> = {
  orchestrator: { source: "src/cli/main.ts", first: GO_TO_CALLERS_FOLDER },
  check: { source: "src/check.ts", first: GO_TO_CALLERS_FOLDER },
  person: { source: "src/person.ts" },
};

/** `into`: the file of one source, or with `shared` the folder, where what is loaded late or by several is a file of its own. */
type Bundle = {
  sources: string[];
  into: string;
  shared?: true;
  minify: boolean;
  without?: BunPlugin;
  names?: Record<string, string>;
};

const minified = { minify: true };

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/**
 * What a step calls in `dist/`, by its source, the function, and where that is. Once for each task: the start of an agent,
 * and the look at what the host has written. An event of a caller that is not the owner's host; what is put right behind a
 * command that changed something; the tree of a worktree; the report at a run's end. Two libraries for what nearly every
 * project has git for, and what takes and compares trees. Rules on programs and settings that few commands touch, on agents
 * near their bounds, and on what a small change may touch. The marks of a live run, and what earlier ones took. What a
 * question shows of a file that was changed by hand. What came of a task, for the screen.
 */
const RARE: [source: string, name: string, from: string][] = [
  ["hooks/dispatch", "dispatch", "dist/person.js"],
  ["hooks/foreign", "foreign", "dist/person.js"],
  ["run/report", "reportOf", "dist/person.js"],
  ["run/told-by-host", "held", "dist/person.js"],
  ["run/folder", "behindCall", "dist/person.js"],
  ["run/edit-lines", "editLines", "dist/parts/edit-lines.js"],
  ["run/gone", "broughtBack", "dist/person.js"],
  ["run/worktree-subject", "worktreeSubject", "dist/person.js"],
  ["project/line-diff", "lineDiff", "dist/parts/line-diff.js"],
  ["project/ignore-rules", "ignoreRules", "dist/parts/ignore-rules.js"],
  ["project/disk-tree", "diskTree", "dist/parts/disk-tree.js"],
  ["project/as-git-has-it", "asGitHasIt", "dist/parts/as-git-has-it.js"],
  ["record/git-notice", "gitNotice", "dist/parts/git-notice.js"],
  ["policy/shell/doors", "speaksFor", "dist/parts/doors.js"],
  ["policy/settings-files", "settingsAct", "dist/parts/settings-files.js"],
  ["policy/bounds", "nearBounds", "dist/parts/bounds.js"],
  ["record/marks", "mark", "dist/parts/marks.js"],
  ["workflows/usual", "usualCost", "dist/parts/usual.js"],
  ["workflows/small/not-small", "notSmall", "dist/parts/not-small.js"],
  ["run/came-of", "withCame", "dist/parts/came-of.js"],
];
/** Those of them that no program of `dist/` calls, or not as a file of its own. */
const FOR_THE_STEP = [
  "src/run/came-of.ts",
  "src/run/edit-lines.ts",
  "src/policy/shell/doors.ts",
  "src/policy/settings-files.ts",
  "src/policy/bounds.ts",
  "src/record/marks.ts",
  "src/workflows/usual.ts",
  "src/workflows/small/not-small.ts",
];

/**
 * What no event loads but those by which a person says something (`dist/person.js`): the answer to that, what a check runs
 * (`dist/check.js`), and of a workflow what only a start, the settings file, `dry-run` or the end of a run ask for.
 */
const notInStep: BunPlugin = {
  name: "not in the step",
  setup(builder) {
    builder.onLoad(
      {
        filter:
          /\/src\/(?:workflows\/[\w-]+\/(?:(?:[\w-]+\/)?(?:checks(?:\/index)?|external|checkup|settings|track|start|start-next|start-models|meant|verbs|roadmap-verb|project-standing|(?:words\/)?(?:report|status-table))|caught|notice|read-back|replayed|roles|status)|record\/run-tests|providers\/[\w-]+-(?:ask|probe)|hooks\/person)\.ts$/,
      },
      ({ path }) => ({
        contents: `throw new Error(${JSON.stringify(`${path.slice(path.lastIndexOf("/src/") + 1)} is in dist alone`)});`,
        loader: "js",
      }),
    );
    // What the brief of an agent says, and what it is made of: see RARE. A document of that name is none.
    const briefs = /\/src\/workflows\/[\w-]+\/(?:(?!documents\/)[\w-]+\/)?(?:(?:[\w-]+-)?brief|facts)\.ts$/;
    builder.onLoad({ filter: briefs }, () => ({
      contents: 'throw new Error("briefs are made in dist alone");',
      loader: "js",
    }));
    // A run ends by a check or by a person's word, and neither is the step.
    builder.onLoad({ filter: /\/src\/workflows\/[\w-]+\/at-end\.ts$/ }, () => ({
      contents: "export const outputs = () => ({ files: [], problems: [] });",
      loader: "js",
    }));
    for (const [source, name, from] of RARE)
      builder.onLoad({ filter: new RegExp(`/src/${source}\\.ts$`) }, () => ({
        // In bytecode there is no `import.meta` to load it by.
        contents: `const load = () => process.getBuiltinModule("node:module").createRequire(Bun.main);
export const ${name} = (...of) => load()("../${from}").${name}(...of);`,
        loader: "js",
      }));
  },
};

/** What asks models over HTTP brings a client library along: a bundle of its own, which is loaded only for that. */
const CLIENT = { source: "src/providers/endpoint-ask.ts", into: "dist/parts/providers.js" };
const withoutClient: BunPlugin = {
  name: "without the client library",
  setup(builder) {
    builder.onResolve({ filter: /\/endpoint-ask\.ts$/ }, () => ({ path: `./${nameOf(CLIENT.into)}`, external: true }));
  },
};

/** What the host asks for all the time, so it is all in one small file that loads nothing else. */
const LINE = { source: "src/statusline.ts", into: "dist/statusline.js" };

/** The files of one bundle. Throws, with the reason, when it cannot be built as it has to ship. */
async function build({ sources, into, shared, minify, without, names = {} }: Bundle, step = ""): Promise<Files> {
  for (const source of sources)
    if (!existsSync(join(root, source))) throw new Error(`${source} is missing, so ${into} cannot be built`);
  const { outputs } = await Bun.build({
    entrypoints: sources.map((source) => join(root, source)),
    root,
    target: "bun",
    format: "esm",
    splitting: shared === true,
    minify,
    plugins: without ? [without] : [],
    naming: shared ? { entry: "[name].js", chunk: "[name]-[hash].js" } : nameOf(into),
    // Else the environment of the build decides, and `bun test` sets it.
    define: { "process.env.NODE_ENV": '"production"', "process.env.MULTI_AI_STEP": JSON.stringify(step) },
  });
  if (!shared && outputs.length !== 1) throw new Error(`${into} becomes ${outputs.length} files where one is expected`);
  const texts = new Map<string, string>();
  for (const output of outputs) texts.set(nameOf(output.path), portable(await output.text(), into, minify));
  const named = shared ? plainNames(texts, names) : texts;
  const bytes = new TextEncoder();
  return new Map([...named].map(([name, text]) => [shared ? `${into}/${name}` : into, bytes.encode(text)]));
}

/** How the bundler ends the name of a part: by a hash that depends on where the sources lie. */
const HASHED = /-[a-z0-9]{8}\.js/;

/**
 * A part that is imported without taking anything from it. The bundler has an entry import so whatever can be reached from
 * it, for what that does when it is loaded; ours does nothing then (`tests/structure/imports.test.ts`).
 */
const BARE = /\bimport ?"\.\/[\w-]+\.js";\n?/g;

/**
 * Parts under names without hashes: those of their sources, and `s1` and so on for what several others share (short ones:
 * they stand in each other some 600 times). So a part keeps its name when it changes.
 */
function plainNames(texts: Map<string, string>, names: Record<string, string>): Map<string, string> {
  const bare = (text: string): string => text.replaceAll(new RegExp(`"\\./[\\w-]+${HASHED.source}"`, "g"), '"./"');
  const byName = new Map<string, string[]>();
  for (const [part, text] of texts) {
    if (!HASHED.test(part)) continue;
    const source = part.replace(HASHED, "");
    // The folders of workflows all begin at an index.ts: such a part is named by what it exports.
    const said = source === "index" ? (/export\s*\{[^}]*?(\w+)\s*\}/.exec(text)?.[1] ?? source) : source;
    // Bun takes a file for another one whose name differs in its capitals alone.
    const name = /^[A-Z_]+$/.test(said) ? said.toLowerCase() : said;
    const plain = texts.has(`${name}.js`) ? "s" : name;
    // Bun, and many a disk, takes names that differ in case alone for one file.
    const known = [...byName.keys()].find((one) => one.toLowerCase() === plain.toLowerCase()) ?? plain;
    byName.set(known, [...(byName.get(known) ?? []), part]);
  }
  const renamed = new Map(Object.entries(names));
  for (const [name, parts] of byName) {
    parts.sort((a, b) => (bare(texts.get(a)!) < bare(texts.get(b)!) ? -1 : 1));
    const numbered = name === "s" ? name : `${name}-`;
    const alone = parts.length === 1 && name !== "s";
    for (const [at, part] of parts.entries()) renamed.set(part, alone ? `${name}.js` : `${numbered}${at + 1}.js`);
  }
  const rename = (text: string): string =>
    [...renamed].reduce((all, [from, to]) => all.replaceAll(`"./${from}"`, `"./${to}"`), text);
  return new Map([...texts].map(([name, text]) => [renamed.get(name) ?? name, rename(text).replaceAll(BARE, "")]));
}

/** The bundle's text without the paths of this machine. Throws when code has taken one in. */
function portable(text: string, into: string, minify: boolean): string {
  // A module's heading names its path, which leaves the root when node_modules, or that of the tests, is a link.
  const named = minify ? text : text.replace(/^\/\/ (?:\S*?\/)?(?=node_modules\/)/gm, "// ");
  if (named.includes(root)) throw new Error(`${into} holds the path ${root}: a bundle fixes __dirname at build time`);
  return named;
}

/** The files that are started, or loaded, themselves. What a part imports is loaded before its first statement. */
function programs(): Files {
  const text = (name: string, first: string | undefined): string =>
    first === undefined ? `export * from "./parts/${name}.js";\n` : `${first}\nawait import("./parts/${name}.js");\n`;
  const bytes = new TextEncoder();
  return new Map(
    Object.entries(PROGRAMS).map(([name, { first }]) => [`dist/${name}.js`, bytes.encode(text(name, first))]),
  );
}

/** All that is built: what an event loads, the look that nearly every call ends with, the loader, the compiler, the programs of `dist/`. */
async function buildAll(): Promise<Files> {
  const parts = await build({
    sources: ["src/hooks/judge.ts", "src/hooks/main.ts"],
    into: STEP,
    shared: true,
    without: notInStep,
    ...minified,
  });
  const hash = stepHash([...parts].map(([path, bytes]) => [path.slice(STEP.length + 1), bytes]));
  const others = [
    await build({ sources: ["src/hook.ts"], into: "hooks/hook.js", ...minified }),
    await build({ sources: ["src/hooks/load.ts"], into: "hooks/load.js", ...minified }, hash),
    await build({ sources: ["src/hooks/compile.ts"], into: "hooks/compile.js", ...minified }, hash),
    await build({
      sources: [...Object.values(PROGRAMS).map(({ source }) => source), ...FOR_THE_STEP],
      into: PARTS,
      shared: true,
      minify: false,
      without: withoutClient,
      names: Object.fromEntries(
        Object.entries(PROGRAMS).map(([name, { source }]) => [nameOf(source).replace(/ts$/, "js"), `${name}.js`]),
      ),
    }),
    await build({ sources: [CLIENT.source], into: CLIENT.into, ...minified }),
    await build({ sources: [LINE.source], into: LINE.into, ...minified }),
    programs(),
  ];
  const all: Files = new Map([parts, ...others].flatMap((files) => [...files]));
  for (const [source, name, from] of RARE) {
    const isExported = new RegExp(`\\b${name}\\b[^{}]*}`).test(text(all.get(from)));
    if (existsSync(join(root, `src/${source}.ts`)) && from.startsWith(PARTS) && !isExported)
      throw new Error(`${from} has to export ${name}: the step calls it there`);
  }
  return all;
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());

/** Files that were built before and are no part of what ships any more. */
function leftOver(files: Files): string[] {
  return ["hooks", STEP, "dist", PARTS].flatMap((folder) => {
    const there = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
    const built = there.filter((name) => /\.(?:js|jsc)$/.test(name)).map((name) => `${folder}/${name}`);
    return built.filter((path) => !files.has(path));
  });
}

/** The paths whose bytes on disk are not those of the build. */
async function stale(files: Files): Promise<string[]> {
  const found: string[] = [];
  for (const [path, bytes] of files) {
    const file = Bun.file(join(root, path));
    if (!((await file.exists()) && Buffer.compare(await file.bytes(), bytes) === 0)) found.push(path);
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
  const files = await buildAll();
  const hook = [...files]
    .filter(([path]) => path.startsWith("hooks/"))
    .reduce((sum, [, bytes]) => sum + bytes.length, 0);
  if (hook > MAX_HOOK_BYTES) throw new Error(`the hook is ${hook} bytes, limit ${MAX_HOOK_BYTES}`);
  if (!check) {
    for (const path of leftOver(files)) rmSync(join(root, path));
    for (const [path, bytes] of files) {
      await Bun.write(join(root, path), bytes);
      console.log(`${path} ${bytes.length} bytes`);
    }
    return 0;
  }
  const old = await stale(files);
  const more = leftOver(files);
  for (const path of old) console.error(`${path} is stale or missing: run bun scripts/build.ts`);
  for (const path of more) console.error(`${path} is left over: run bun scripts/build.ts`);
  return old.length + more.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const causes = error instanceof AggregateError ? error.errors : [error];
  for (const cause of causes) console.error(`build: ${cause instanceof Error ? cause.message : cause}`);
  process.exitCode = 1;
}
