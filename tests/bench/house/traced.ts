import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { isArrowFunction, isBlock, isFunctionLikeDeclaration } from "typescript/unstable/ast/is";
import { type ParsedFile, walk } from "./program.ts";

/** Which source stands behind each bundle, by layout, the newest first. The first two are whole programs. */
const LAYOUTS: Record<string, string>[] = [
  {
    "hooks/hook.js": "src/hook.ts",
    "dist/orchestrator.js": "src/cli/main.ts",
    "hooks/load.js": "src/hooks/load.ts",
    "hooks/step/judge.js": "src/hooks/judge.ts",
    "hooks/step/main.js": "src/hooks/main.ts",
    "dist/person.js": "src/person.ts",
  },
  {
    "hooks/hook.js": "scripts/hook.ts",
    "dist/orchestrator.js": "scripts/cli/main.ts",
    "hooks/step.js": "scripts/hooks/main.ts",
  },
];

/** Of a checkout, what no process of the program reads. */
const LEFT_OUT = new Set([".git", ".task", "node_modules", "tests", "demo", "docs"]);

/** Notes the first entry into each function, unless a module is just being loaded: its tables are no way through it. */
const RECORDER = `import { appendFileSync } from "node:fs";
const entered = new Set();
let loading = 0;
globalThis.__load = (by) => { loading += by; };
globalThis.__enter = (name) => { if (loading === 0) entered.add(name); };
process.on("exit", () => { if (process.env.MULTI_AI_TRACE) appendFileSync(process.env.MULTI_AI_TRACE, [...entered].join("\\n") + "\\n"); });
`;

/** The text of a source file with a note at the beginning of each function's body. */
export function marked({ path, tree }: Pick<ParsedFile, "path" | "tree">, isEntry: boolean): string {
  const inserts: { at: number; text: string }[] = [];
  let functions = 0;
  walk(tree, (node) => {
    if (!isFunctionLikeDeclaration(node) || !("body" in node) || !node.body) return undefined;
    const note = `globalThis.__enter?.(${JSON.stringify(`${path}:${++functions}`)})`;
    const at = node.body.getStart(tree);
    if (isArrowFunction(node) && !isBlock(node.body))
      inserts.push({ at, text: `(${note},` }, { at: node.body.getEnd(), text: ")" });
    else inserts.push({ at: at + 1, text: `${note};` });
    return undefined;
  });
  // At one place the outer function comes first; its end stands behind that of the inner one whatever their order is.
  inserts.sort((a, b) => a.at - b.at);
  let text = "";
  let from = 0;
  for (const insert of inserts) {
    text += tree.text.slice(from, insert.at) + insert.text;
    from = insert.at;
  }
  text += tree.text.slice(from);
  return isEntry ? text : `globalThis.__load?.(1);${text}\nglobalThis.__load?.(-1);\n`;
}

/**
 * Copies a checkout to `copy` with its sources marked; in the place of each bundle stands one line that loads the source.
 * So the guard and the command line start as they ship, and what is entered has the name of its own file.
 */
export function copyTraced(root: string, sources: readonly ParsedFile[], copy: string): void {
  const layout = LAYOUTS.find((one) => Object.values(one).every((path) => existsSync(join(root, path))));
  if (layout === undefined) throw new Error(`${root} has none of the known entries: ${JSON.stringify(LAYOUTS)}`);
  for (const name of readdirSync(root))
    if (!LEFT_OUT.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  const packages = [root, join(import.meta.dir, "../../..")].map((folder) => join(folder, "node_modules"));
  symlinkSync(packages.find(existsSync)!, join(copy, "node_modules"));
  // What is bundled into the program is installed there, too.
  mkdirSync(join(copy, "tests"));
  symlinkSync(join(import.meta.dir, "../../node_modules"), join(copy, "tests/node_modules"));
  const [hook, cli] = Object.values(layout);
  for (const source of sources)
    if (!source.path.endsWith(".d.ts"))
      writeFileSync(join(copy, source.path), marked(source, source.path === hook || source.path === cli));
  writeFileSync(join(copy, "hooks/trace.js"), RECORDER);
  for (const [path, source] of Object.entries(layout)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    const up = relative(dirname(path), ".");
    const program = source === hook || source === cli;
    const text = program
      ? `import "${up}/hooks/trace.js";\nimport "${up}/${source}";\n`
      : `export * from "${up}/${source}";\n`;
    writeFileSync(join(copy, path), text);
  }
}

/** What a process has entered: distinct functions, and the files and folders that hold them. */
export interface Passage {
  functions: number;
  files: string[];
  folders: string[];
}

/** Reads a trace file of one or several processes. */
export function passageIn(trace: string): Passage {
  const names = existsSync(trace) ? readFileSync(trace, "utf8").split("\n").filter(Boolean) : [];
  const functions = new Set(names);
  const files = [...new Set(names.map((name) => name.slice(0, name.lastIndexOf(":"))))].sort();
  return { functions: functions.size, files, folders: [...new Set(files.map((file) => dirname(file)))] };
}
