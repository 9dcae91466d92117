/** Languages whose comments begin with a number sign, by the end of a file's name. */
const HASH =
  /\.(?:py|pyi|rb|rake|sh|bash|zsh|fish|ya?ml|toml|pl|pm|r|exs?|tf|tfvars|hcl|ps1|nix|conf|ini|mk|cr|jl|graphql)$/;
const HASH_BASE = /^(?:dockerfile|makefile|gemfile|rakefile|jenkinsfile|\.env.*|.*\.env)/;
const DASHES = /\.(?:sql|lua|hs|elm|adb|ads)$/;
const PHP = /\.php$/;

/** What begins a comment in a file, by its name. */
function marksOf(path: string): string[] {
  const lower = path.toLowerCase();
  const base = lower.slice(lower.lastIndexOf("/") + 1);
  if (DASHES.test(base)) return ["--"];
  if (HASH.test(base) || HASH_BASE.test(base)) return ["#"];
  return PHP.test(base) ? ["//", "#"] : ["//"];
}

/**
 * A line without its comments. A mark inside a string is no comment; when a quote has no end the rest of the line is kept,
 * so that doubt shows more, never less. A line that begins with `*` is the middle of a block comment.
 */
export function codeOf(line: string, path: string): string {
  const text = line.trim();
  const marks = marksOf(path);
  const blocks = !marks.includes("--") && (!marks.includes("#") || marks.includes("//"));
  if (blocks && /^\*(?:\s|\/|$)/.test(text)) return "";
  let out = "";
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '"' || char === "'" || char === "`") {
      let end = at + 1;
      while (end < text.length && text[end] !== char) end += text[end] === "\\" ? 2 : 1;
      at = end + 1;
    } else if (marks.some((mark) => text.startsWith(mark, at)) && (at === 0 || /[\s;,{}()]/.test(text[at - 1]!))) {
      return out + text.slice(from, at);
    } else if ((blocks && text.startsWith("/*", at)) || text.startsWith("<!--", at)) {
      const [open, close] = char === "/" ? [2, "*/"] : [4, "-->"];
      const end = text.indexOf(close, at + open);
      out += text.slice(from, at);
      if (end === -1) return out;
      from = end + close.length;
      at = from;
    } else at++;
  }
  return out + text.slice(from);
}
