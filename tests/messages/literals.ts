// Every text that stands in the source, with the function that it is handed to: what the catalogue
// is held against.
import { join } from "node:path";
import { Glob } from "bun";

export interface Literal {
  /** Path below `src/`, and the line that it begins in. */
  file: string;
  line: number;
  /** Its fixed parts; between two of them a value is put in. */
  parts: string[];
  /**
   * Functions whose argument it stands in, the nearest last, and names that it is set to: `found:`,
   * `const WHY =`.
   */
  within: string[];
}

const root = join(import.meta.dir, "..", "..", "src");

/** After these a slash begins a regular expression, and no division. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else))\s*$/;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*/y;
const CALLEE = /([A-Za-z_$][\w$]*)(?:<[\w$<>, [\]|"]*>)?$/;
/** `name =`, `name: Type =`, `name:` or `[state]: ` before a value. */
const SET_TO = /([A-Za-z_$][\w$]*)\??\s*(?::\s*[\w$<>[\], |]+)?\s*(?:=|:|=>)\s*$/;
const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", 0: "\0" };

/** What an escape stands for; `at` is that of the backslash. */
function escaped(source: string, at: number): { text: string; to: number } {
  const hex = /^(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))/i.exec(
    source.slice(at + 1, at + 10),
  );
  if (hex)
    return {
      text: String.fromCodePoint(Number.parseInt(hex[1] ?? hex[2] ?? hex[3]!, 16)),
      to: at + 1 + hex[0].length,
    };
  const next = source[at + 1]!;
  return { text: next === "\n" ? "" : (ESCAPES[next] ?? next), to: at + 2 };
}

/** The texts of one file. */
export function literalsIn(file: string, source: string): Literal[] {
  const found: Literal[] = [];
  let [line, counted] = [1, 0];
  /** Places are asked for in no order that goes back far. */
  const lineOf = (at: number): number => {
    for (; counted < at; counted++) if (source[counted] === "\n") line += 1;
    for (; counted > at; counted--) if (source[counted - 1] === "\n") line -= 1;
    return line;
  };

  /**
   * Reads from `at` up to the bracket that closes what `within` names; gives the place behind it.
   */
  function code(from: number, within: string[]): number {
    let at = from;
    let set: string[] = [];
    while (at < source.length) {
      const char = source[at]!;
      if (source.startsWith("//", at)) at = Math.max(source.indexOf("\n", at), at + 2);
      else if (source.startsWith("/*", at)) at = source.indexOf("*/", at) + 2;
      else if (char === '"' || char === "'" || char === "`") at = quoted(at, [...within, ...set]);
      else if (char === "/" && BEFORE_REGEX.test(source.slice(Math.max(0, at - 80), at))) {
        REGEX.lastIndex = at;
        at = REGEX.test(source) ? REGEX.lastIndex : at + 1;
      } else if ("([{".includes(char)) {
        const callee =
          char === "(" ? CALLEE.exec(source.slice(Math.max(0, at - 80), at))?.[1] : undefined;
        at = code(at + 1, [...within, ...set, ...(callee === undefined ? [] : [callee])]);
      } else if (")]}".includes(char)) return at + 1;
      else {
        if (char === "=" || char === ":") {
          const name = SET_TO.exec(source.slice(Math.max(0, at - 120), at + 1))?.[1];
          if (name !== undefined) set = [`${name}:`];
        } else if (char === ";" || char === ",") set = [];
        at += 1;
      }
    }
    return at;
  }

  function quoted(from: number, within: string[]): number {
    const quote = source[from]!;
    const parts = [""];
    const add = (text: string): void => {
      parts.push((parts.pop() ?? "") + text);
    };
    let at = from + 1;
    while (at < source.length && source[at] !== quote) {
      if (source[at] === "\\") {
        const { text, to } = escaped(source, at);
        add(text);
        at = to;
      } else if (quote === "`" && source.startsWith("${", at)) {
        at = code(at + 2, within);
        parts.push("");
      } else {
        add(source[at]!);
        at += 1;
      }
    }
    found.push({ file, line: lineOf(from), parts, within });
    return at + 1;
  }

  code(0, []);
  return found.sort((one, other) => one.line - other.line);
}

/** Paths below `src/`. */
export const sourceFiles = (): string[] =>
  [...new Glob("**/*.ts").scanSync(root)].filter((file) => !file.endsWith(".d.ts")).sort();

/** The texts of those files of the source. */
export async function literals(isWanted: (file: string) => boolean): Promise<Literal[]> {
  const read = sourceFiles()
    .filter(isWanted)
    .map(async (file) => literalsIn(file, await Bun.file(join(root, file)).text()));
  return (await Promise.all(read)).flat();
}
