/**
 * Which lines of a source file are comments and nothing else. Pure; by the form of lines, so that
 * no language is parsed.
 */

/**
 * How a language marks comments: what begins a comment that ends with its line, and what encloses
 * one that may take several lines.
 */
interface Marks {
  line: RegExp | null;
  blocks: [open: string, close: string][];
}

const C: Marks = { line: /^\/\//, blocks: [["/*", "*/"]] };
const HASH: Marks = { line: /^#(?!!)/, blocks: [] };
const MARKUP: Marks = { line: null, blocks: [["<!--", "-->"]] };
const BY_ENDING: [endings: string, marks: Marks][] = [
  [
    "js jsx mjs cjs ts tsx mts cts java kt kts scala c h cc cpp cxx hh hpp m mm cs fs go rs swift dart zig d groovy proto",
    C,
  ],
  ["css", { line: null, blocks: C.blocks }],
  ["scss sass less", C],
  ["php", { line: /^(?:\/\/|#(?!\[))/, blocks: C.blocks }],
  ["py pyi pyx", { line: HASH.line, blocks: ['"""', "'''"].map((mark) => [mark, mark]) }],
  ["rb", { line: HASH.line, blocks: [["=begin", "=end"]] }],
  ["sh bash zsh fish pl pm r jl ex exs nim tf yml yaml toml graphql", HASH],
  ["sql", { line: /^--/, blocks: C.blocks }],
  ["lua", { line: /^--(?!\[\[)/, blocks: [["--[[", "]]"]] }],
  ["hs elm", { line: /^--(?![!#$%&*+./<=>?@\\^|~:])/, blocks: [["{-", "-}"]] }],
  ["clj cljs lisp el scm", { line: /^;/, blocks: [] }],
  ["erl tex", { line: /^%/, blocks: [] }],
  ["html htm xml svg erb eex heex hbs ejs twig liquid", MARKUP],
  ["vue svelte astro", { line: C.line, blocks: [...C.blocks, ...MARKUP.blocks] }],
];

/**
 * How comments look in a file; null where it is not known, or where text is what the file is for.
 */
function marksOf(path: string): Marks | null {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase();
  return BY_ENDING.find(([endings]) => endings.split(" ").includes(ending ?? ""))?.[1] ?? null;
}

/** Tells of lines (from 1) whether they are comments and nothing else. A blank line is none. */
export function commentLines(path: string, text: string): (line: number) => boolean {
  const marks = marksOf(path);
  const found = new Set<number>();
  if (marks === null) return () => false;
  /**
   * What ends a comment, or a text over lines that is none, such as Python's with three quotation
   * marks.
   */
  let open: { close: string; isComment: boolean } | null = null;
  text.split("\n").forEach((raw, index) => {
    const line = raw.trim();
    const at = index + 1;
    const isBlankAfter = (end: number, close: string): boolean =>
      line.slice(end + close.length).trim() === "";
    if (open !== null) {
      const end = line.indexOf(open.close);
      const isWhole = end < 0 ? line !== "" : isBlankAfter(end, open.close);
      if (open.isComment && isWhole) found.add(at);
      if (end >= 0) open = null;
      return;
    }
    if (marks.line?.test(line)) {
      found.add(at);
      return;
    }
    for (const [begin, close] of marks.blocks) {
      if (line.startsWith(begin)) {
        const end = line.indexOf(close, begin.length);
        if (end < 0) open = { close, isComment: true };
        if (end < 0 || isBlankAfter(end, close)) found.add(at);
        return;
      }
      // The same mark begins and ends it: an odd number of them leaves one open.
      if (begin === close && (line.split(begin).length - 1) % 2 === 1) {
        open = { close, isComment: false };
        return;
      }
    }
  });
  return (line) => found.has(line);
}
