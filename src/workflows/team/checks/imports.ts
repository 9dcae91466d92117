import { projectPath } from "../../../project/globs.ts";

/** One import of a file: what it names, and the project's files that it can mean, the likeliest first. */
interface Imported {
  specifier: string;
  candidates: string[];
}

/** What is read of a file, in characters: imports stand at its beginning. */
const MAX_READ = 200_000;
const JS = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const JS_ENDS = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte", ".json"];
/** Names a relative module; a bare name is a package and says nothing about the project. */
const JS_IMPORT =
  /\b(?:from|import|require|mock|importActual|requireActual)\s{0,9}\(?\s{0,9}["'`](\.{1,2}(?:\/[^"'`\n]*)?)["'`]/g;
const PY_FROM = /^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+\(?([^)#\n]*)/gm;
const PY_IMPORT = /^[ \t]*import[ \t]+([\w., \t]+)/gm;
const GO_IMPORT = /^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([\w.~-]+(?:\/[\w.~-]+)+)"[ \t]*(?:\/\/.*)?\r?$/gm;

const folderOf = (file: string): string => (file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "");
const inside = (path: string): boolean => path !== "" && path !== ".." && !path.startsWith("../");

function jsCandidates(path: string): string[] {
  const written = /\.([cm]?)jsx?$/.exec(path);
  // TypeScript is imported under the name of what it is compiled to.
  const twins = written ? [`.${written[1]}ts`, ".tsx"].map((end) => path.slice(0, written.index) + end) : [];
  const exact = /\.(?:[cm]?[jt]sx?|vue|svelte|json)$/.test(path);
  if (exact) return [path, ...twins];
  return [...JS_ENDS.map((end) => path + end), ...JS_ENDS.slice(0, 4).map((end) => `${path}/index${end}`), path];
}

function jsImports(text: string, file: string): Imported[] {
  return [...text.matchAll(JS_IMPORT)].flatMap((match) => {
    // A line that is a comment imports nothing.
    const line = text.slice(text.lastIndexOf("\n", match.index) + 1, match.index).trimStart();
    if (line.startsWith("//") || line.startsWith("*")) return [];
    const path = projectPath(`${folderOf(file)}/${match[1]!}`);
    return inside(path) ? [{ specifier: match[1]!, candidates: jsCandidates(path) }] : [];
  });
}

const moduleFiles = (path: string): string[] => (inside(path) ? [`${path}.py`, `${path}/__init__.py`] : []);

function pyImports(text: string, file: string): Imported[] {
  const out: Imported[] = [];
  const add = (specifier: string, names: readonly string[]): void => {
    const dots = /^\.*/.exec(specifier)![0].length;
    const tail = specifier.slice(dots).replaceAll(".", "/");
    const up = `${folderOf(file)}/${"../".repeat(Math.max(0, dots - 1))}`;
    const roots = dots > 0 ? [up] : ["", "src/"];
    const paths = roots.map((root) => projectPath(`${root}/${tail}`));
    const below = paths.flatMap((path) => names.map((name) => (path === "" ? name : `${path}/${name}`)));
    const candidates = [...below, ...paths].flatMap(moduleFiles);
    if (candidates.length > 0) out.push({ specifier, candidates });
  };
  for (const [, module, list] of text.matchAll(PY_FROM)) {
    const names = list!.split(",").flatMap((name) => /^\s*(\w+)/.exec(name)?.[1] ?? []);
    add(module!, names.slice(0, 40));
  }
  for (const [, modules] of text.matchAll(PY_IMPORT))
    for (const module of modules!.split(",")) {
      const name = /^\s*([\w.]+)/.exec(module)?.[1];
      if (name !== undefined) add(name, []);
    }
  return out;
}

/** Go names packages from its module, whose own name is in go.mod: every end of the path may be a folder of the project. */
function goImports(text: string): Imported[] {
  return [...text.matchAll(GO_IMPORT)].map(([, specifier]) => {
    const parts = specifier!.split("/");
    return { specifier: specifier!, candidates: parts.slice(1).map((_, index) => parts.slice(index + 1).join("/")) };
  });
}

/**
 * What a file imports of its own project: relative modules of JavaScript and TypeScript, modules of Python, packages of Go
 * (folders). Nothing is looked up: the caller takes the first candidate that exists. Other languages give none.
 */
export function importsIn(text: string, file: string): Imported[] {
  const source = text.slice(0, MAX_READ);
  const path = projectPath(file);
  if (JS.test(path)) return jsImports(source, path);
  if (path.endsWith(".py")) return pyImports(source, path);
  return path.endsWith(".go") ? goImports(source) : [];
}
