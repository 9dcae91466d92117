import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import type { ChangedFile } from "../../project/trees/changes.ts";
import { NOT_LOADED, type TestCase } from "../../runners/report.ts";
import { given } from "../../text.ts";
import { passesAlways } from "../execute/plan/plan-rules.ts";
import { commentLines } from "../review/evidence/comments.ts";
import { SHEBANG, SHELL } from "./files-started.ts";
import { isCode, isTestFile } from "./test-file.ts";

/** Work without what it does: what passes with that is shown by names and comments alone. */

const EXPORTED =
  /^\s*export\s+(?:(?:async\s+)?function\*?|(?:abstract\s+)?class|(?:const\s+)?enum|const|let|var)\s+([\w$]+)/gm;
const LISTED = /^\s*export\s*\{([^}]*)\}/gm;
/** Hands on what other modules export. */
const HANDED_ON = /^\s*export\s*\*|^from\s+\.[\w.]*\s+import\s[^(]+$/;
const AT_TOP = /^(?:(?:async\s+)?def|class)\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)/gm;

/** What a function does instead, in languages whose functions have their bodies in braces. */
const INSTEAD: [RegExp, string][] = [
  [/\.go$/, 'panic("emptied")'],
  [/\.rs$/, "todo!()"],
  [/\.java$/, "throw new RuntimeException();"],
  [/\.kt$/, "throw RuntimeException()"],
  [/\.cs$/, "throw new System.Exception();"],
  [/\.php$/, "throw new \\RuntimeException();"],
  [/\.(?:c|cc|cpp|cxx|hh?|hpp)$/, "__builtin_trap();"],
];
/** Braces and ends, and whatever has some of its own in it, and means none. */
const NO_CODE = /"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])'|\/\/.*|\/\*[\s\S]*?\*\/|[{};]/g;

/**
 * Where the first block after a place closes. `isItem`: or the item ends before any, with a
 * semicolon. Null: nowhere.
 */
export function closeOf(text: string, from: number, isItem = false): number | null {
  let depth = 0;
  for (const { 0: token, index } of text.slice(from).matchAll(NO_CODE)) {
    if (token === "{") depth += 1;
    else if (token === "}") depth -= 1;
    const isEnd = token === "}" ? depth <= 0 : isItem && token === ";" && depth === 0;
    if (isEnd) return from + index;
  }
  return null;
}

/** A text whose functions do this alone; up to tests that stand in the same file. */
function withoutBodies(text: string, instead: string): string {
  const end = text.search(/^\s*#\[cfg\(test\)\]/m);
  const code = end < 0 ? text : text.slice(0, end);
  const kept: string[] = [];
  let at = 0;
  for (const { index, 0: head } of code.matchAll(/\)[^(){};=]*\{/g)) {
    if (index < at) continue;
    const open = index + head.length;
    const close = closeOf(code, open - 1);
    if (close === null) break;
    kept.push(code.slice(at, open), ` ${instead} `);
    at = close;
  }
  return [...kept, text.slice(at)].join("");
}

/** Go takes no package that is not used. */
const withoutUnused = (text: string): string =>
  text.replace(
    /^\s*(?:import\s+)?(?:(\w+)\s+)?"(?:[^"\n]*\/)?([\w-]+)"$/gm,
    (line, alias?: string, name?: string) =>
      new RegExp(`\\b${alias ?? name}\\.`).test(text.replace(/"[^"\n]*"/g, "")) ? line : "",
  );

/** What is no code and does something, in files whose comments begin with a hash: scripts, recipes, images, settings. */
const MAKEFILE = /(?:^|\/)(?:GNU)?[Mm]akefile$|\.mk$/;
const HASHED = /(?:^|\/)(?:Docker|Container)file[^/]*$|\.(?:ya?ml|toml|tf|conf)$/;
/** Whether a file can be emptied beside code: one without an ending may be a script. */
const isOther = (path: string): boolean =>
  [SHELL, MAKEFILE, HASHED].some((one) => one.test(path)) ||
  !/\.\w+$/.test(path.slice(path.lastIndexOf("/") + 1));

/** Such a text, which fails by itself where it did anything; null: it is none. */
function emptiedScript(path: string, text: string): string | null {
  const lines = text.split("\n");
  const isComment = (line: string): boolean => /^\s*(?:#|$)/.test(line);
  const does = (line: string): boolean =>
    !isComment(line) && !passesAlways(line.replace(/^[\t @+-]+/, "").trim());
  if (MAKEFILE.test(path))
    return lines
      .flatMap((line) => (line.startsWith("\t") ? given(does(line), "\t@false") : [line]))
      .join("\n");
  if (SHELL.test(path) || SHEBANG.test(text))
    return [...lines.filter(isComment), ...given(lines.some(does), "exit 1"), ""].join("\n");
  return HASHED.test(path) ? lines.filter(isComment).join("\n") : null;
}

/** A text of code with its comments and, where the language is known, with its names, so that it can still be loaded. Pure. */
export function emptied(path: string, whole: string): string {
  const script = emptiedScript(path, whole);
  if (script !== null) return script;
  const isComment = commentLines(path, whole);
  const lines = whole.split("\n");
  const text = lines.filter((_, at) => !isComment(at + 1)).join("\n");
  const [, instead] = INSTEAD.find(([is]) => is.test(path)) ?? [];
  const bare = instead === undefined ? whole : withoutBodies(whole, instead);
  if (bare !== whole) return path.endsWith(".go") ? withoutUnused(bare) : bare;
  const isScript = /\.[cm]?[jt]sx?$/.test(path);
  const found = isScript ? EXPORTED : path.endsWith(".py") ? AT_TOP : null;
  const listed = isScript
    ? [...text.matchAll(LISTED)].flatMap(([, list]) => list!.match(/[\w$]+(?=\s*(?:,|$))/g) ?? [])
    : [];
  const named =
    found === null ? [] : [...text.matchAll(found)].map(([, one, other]) => (one ?? other)!);
  const names = [...named, ...listed].filter((name) => name !== "default");
  const isDefault =
    isScript && (listed.includes("default") || /^\s*export\s+default\b/m.test(text));
  return [
    ...lines.filter((line, at) => isComment(at + 1) || HANDED_ON.test(line)),
    ...[...new Set(names)].map((name) =>
      isScript ? `export const ${name} = undefined;` : `${name} = None`,
    ),
    ...(isDefault ? ["export default undefined;"] : []),
    "",
  ].join("\n");
}

/** What compilers and interpreters say of code that they cannot take, or of a name that is not there. */
const NOT_TAKEN =
  /does not provide an export|Export named '[^']*' not found|Cannot find (?:module|package)|\b(?:ImportError|ModuleNotFoundError|LoadError)\b|uninitialized constant|undefined (?:local variable|method|function|reference)|\bundefined: \w|\[build failed\]|error\[E\d+\]|:\d+: (?:fatal )?error: |could not compile|COMPILATION ERROR|cannot find symbol|Parse error|\b(?:Class|function) "?[\w\\]+(?:"|\(\))? not found|Call to undefined|Can't locate|Undefined subroutine|did not return a true value|is not exported by/;

/** Whether what failed could not be loaded: that says nothing of what it asks for. */
export function isUnloaded({
  tests,
  lines,
}: {
  tests: readonly TestCase[];
  lines: readonly string[];
}): boolean {
  const failed = tests.filter((test) => test.state === "failed");
  if (failed.length === 0) return NOT_TAKEN.test(lines.join("\n"));
  return failed.every(
    ({ name, message }) => name === NOT_LOADED || NOT_TAKEN.test(message ?? lines.join("\n")),
  );
}

/** The files of a change that can be emptied: its code, or else what else does something, such as scripts. */
export function codeOf(changed: readonly ChangedFile[]): ChangedFile[] {
  const left = changed.filter(
    ({ status, added }) => status !== "deleted" && (status === "added" || added > 0),
  );
  const code = left.filter(({ path }) => isCode(path));
  return code.length > 0 ? code : left.filter(({ path }) => !isTestFile(path) && isOther(path));
}

/** Empties files of a folder, which is no person's. */
export function emptyFiles(root: string, files: readonly ChangedFile[]): void {
  for (const { path } of files) {
    const text = attempt(() => readFileSync(join(root, path), "utf8"), null);
    if (text !== null) writeFileSync(join(root, path), emptied(path, text));
  }
}
