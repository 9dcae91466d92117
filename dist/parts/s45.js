// @bun
// src/workflows/review/comments.ts
var C = { line: /^\/\//, blocks: [["/*", "*/"]] };
var HASH = { line: /^#(?!!)/, blocks: [] };
var MARKUP = { line: null, blocks: [["<!--", "-->"]] };
var BY_ENDING = [
  ["js jsx mjs cjs ts tsx mts cts java kt kts scala c h cc cpp hpp cs go rs swift dart zig groovy proto", C],
  ["css", { line: null, blocks: C.blocks }],
  ["scss less", C],
  ["php", { line: /^(?:\/\/|#(?!\[))/, blocks: C.blocks }],
  [
    "py pyi",
    {
      line: HASH.line,
      blocks: [
        ['"""', '"""'],
        ["'''", "'''"]
      ]
    }
  ],
  ["rb", { line: HASH.line, blocks: [["=begin", "=end"]] }],
  ["sh bash zsh fish pl r jl ex exs nim tf yml yaml toml", HASH],
  ["sql", { line: /^--/, blocks: C.blocks }],
  ["lua", { line: /^--(?!\[\[)/, blocks: [["--[[", "]]"]] }],
  ["hs elm", { line: /^--(?![!#$%&*+./<=>?@\\^|~:])/, blocks: [["{-", "-}"]] }],
  ["clj cljs lisp el scm", { line: /^;/, blocks: [] }],
  ["erl tex", { line: /^%/, blocks: [] }],
  ["html htm xml svg", MARKUP],
  ["vue svelte", { line: C.line, blocks: [...C.blocks, ...MARKUP.blocks] }]
];
function marksOf(path) {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase();
  return BY_ENDING.find(([endings]) => endings.split(" ").includes(ending ?? ""))?.[1] ?? null;
}
function commentLines(path, text) {
  const marks = marksOf(path);
  const found = new Set;
  if (marks === null)
    return () => false;
  let closes = null;
  let ends = null;
  text.split(`
`).forEach((raw, index) => {
    const line = raw.trim();
    const at = index + 1;
    if (ends !== null) {
      if (line.includes(ends))
        ends = null;
      return;
    }
    if (closes !== null) {
      if (line !== "")
        found.add(at);
      if (line.includes(closes)) {
        if (line.slice(line.indexOf(closes) + closes.length).trim() !== "")
          found.delete(at);
        closes = null;
      }
      return;
    }
    if (marks.line?.test(line)) {
      found.add(at);
      return;
    }
    for (const [open, close] of marks.blocks) {
      if (line.startsWith(open)) {
        const end = line.indexOf(close, open.length);
        if (end < 0)
          closes = close;
        if (end < 0 || line.slice(end + close.length).trim() === "")
          found.add(at);
        return;
      }
      if (open === close && (line.split(open).length - 1) % 2 === 1) {
        ends = close;
        return;
      }
    }
  });
  return (line) => found.has(line);
}

export { commentLines };
