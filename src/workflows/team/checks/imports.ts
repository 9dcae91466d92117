import { projectPath } from "../../../project/globs.ts";

/** What is read of a file, in characters: imports stand at its beginning. */
const MAX_READ = 200_000;
const JS = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const JS_ENDS = ["", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", "/index.ts", "/index.js"];
/** Names a relative module; a bare name is a package and says nothing about the project. */
const JS_IMPORT = /\b(?:from|import|require|mock)\s{0,9}\(?\s{0,9}["'`](\.{1,2}\/[^"'`\n]*)["'`]/g;
/** A line that is a comment imports nothing. */
const COMMENT = /^[ \t]*(?:\/\/|\*).*$/gm;
const PY_IMPORT = /^[ \t]*(?:from|import)[ \t]+([.\w]+)/gm;

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf("/")));

/**
 * Files that a test file may mean by each of its imports, the likeliest first: relative modules of JavaScript, modules of
 * Python. Nothing is looked up: the caller takes the first that exists. Other languages give none.
 */
export function importsIn(text: string, file: string): string[][] {
  const source = text.slice(0, MAX_READ);
  const path = projectPath(file);
  if (JS.test(path))
    return [...source.replaceAll(COMMENT, "").matchAll(JS_IMPORT)].map(([, name]) => {
      const module = projectPath(`${folderOf(path)}/${name}`);
      // TypeScript is imported under the name of what it is compiled to.
      return [...JS_ENDS.map((end) => module + end), module.replace(/js(x?)$/, "ts$1")];
    });
  if (!path.endsWith(".py")) return [];
  return [...source.matchAll(PY_IMPORT)].map(([, name]) => {
    const dots = /^\.*/.exec(name!)![0].length;
    const module = name!.slice(dots).replaceAll(".", "/");
    const up = `${folderOf(path)}/${"../".repeat(Math.max(0, dots - 1))}`;
    const roots = dots > 0 ? [up] : ["", "src/"];
    return roots.flatMap((root) => [`${root}/${module}.py`, `${root}/${module}/__init__.py`].map(projectPath));
  });
}
