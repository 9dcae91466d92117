/** The signs of shell text. */

/** Characters that end a word. */
export const META = " \t\n;&|<>()";
export const OPERATORS = [
  "&>>",
  "<<<",
  "<<-",
  "&>",
  "&&",
  "||",
  ";;&",
  ";;",
  ";&",
  "|&",
  "<<",
  ">>",
  ">|",
  ">&",
  "<&",
  "<>",
];
export const REDIRECTS = new Set(["&>>", "&>", "<<<", "<<-", "<<", ">>", ">|", ">&", "<&", "<>", ">", "<"]);
/** Words that only lead to the next command. */
export const LEADS = new Set(["if", "then", "elif", "else", "while", "until", "do", "{", "!", "time", "coproc"]);
export const ENDS = new Set(["fi", "done", "}", "esac"]);
export const OPENS = new Set(["if", "while", "until", "for", "select", "case"]);
export const CLOSES = new Set(["fi", "done", "esac"]);

const ESCAPES: Record<string, string> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  v: "\v",
};

/** Text of the form `$'…'` from `from` on, and where it ends behind its quote; -1 when it does not. */
export function unescaped(text: string, from: number): { text: string; end: number } {
  let value = "";
  for (let at = from; at < text.length; ) {
    const c = text[at]!;
    if (c === "'") return { text: value, end: at + 1 };
    if (c !== "\\") {
      value += c;
      at += 1;
      continue;
    }
    const rest = text.slice(at + 1, at + 12);
    const coded = /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c(.))/s.exec(rest);
    if (coded) value += character(coded);
    else if (rest !== "") value += ESCAPES[rest[0]!] ?? rest[0]!;
    at += 1 + (coded?.[0].length ?? 1);
  }
  return { text: value, end: -1 };
}

function character([, byte, short, long, octal, control]: RegExpExecArray): string {
  const hex = byte ?? short ?? long;
  if (hex === undefined && octal === undefined) return String.fromCharCode(control!.charCodeAt(0) & 31);
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number.parseInt(octal!, 8);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}
