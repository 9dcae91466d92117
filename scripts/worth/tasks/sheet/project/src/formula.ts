import { FormulaError } from "./errors.ts";
import { isInside, type Place, placeOf } from "./refs.ts";

export type Node =
  | { kind: "number"; value: number }
  | { kind: "cell"; place: Place }
  | { kind: "minus"; of: Node }
  | { kind: "binary"; operator: "+" | "-" | "*" | "/"; left: Node; right: Node };

interface Token {
  kind: "number" | "name" | "sign" | "end";
  text: string;
  at: number;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]+\d+)|([-+*/()]))/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  // Behind the =.
  TOKEN.lastIndex = 1;
  for (;;) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) {
      const at = from + /^\s*/.exec(text.slice(from))![0].length;
      if (at < text.length) throw new FormulaError(`${text[at]} is not expected`, at);
      tokens.push({ kind: "end", text: "", at });
      return tokens;
    }
    const [, number, name, sign] = found;
    const value = (number ?? name ?? sign)!;
    const kind = number !== undefined ? "number" : name !== undefined ? "name" : "sign";
    tokens.push({ kind, text: value, at: TOKEN.lastIndex - value.length });
  }
}

/** Reads a text that begins with =. @throws FormulaError */
export function parseFormula(text: string): Node {
  const tokens = tokensOf(text);
  let next = 0;
  const peek = (): Token => tokens[next]!;
  const isSign = (...signs: string[]): boolean =>
    peek().kind === "sign" && signs.includes(peek().text);
  const fail = ({ kind, text: found, at }: Token): never => {
    throw new FormulaError(kind === "end" ? "more is expected" : `${found} is not expected`, at);
  };

  function sum(): Node {
    let left = product();
    while (isSign("+", "-")) {
      const operator = tokens[next++]!.text as "+" | "-";
      left = { kind: "binary", operator, left, right: product() };
    }
    return left;
  }

  function product(): Node {
    let left = single();
    while (isSign("*", "/")) {
      const operator = tokens[next++]!.text as "*" | "/";
      left = { kind: "binary", operator, left, right: single() };
    }
    return left;
  }

  function single(): Node {
    const token = tokens[next++]!;
    if (token.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token.kind === "name") {
      const place = placeOf(token.text);
      return isInside(place) ? { kind: "cell", place } : fail(token);
    }
    if (token.kind === "sign" && token.text === "-") return { kind: "minus", of: single() };
    if (token.kind === "sign" && token.text === "(") {
      const inner = sum();
      if (!isSign(")")) fail(peek());
      next++;
      return inner;
    }
    return fail(token);
  }

  const formula = sum();
  if (peek().kind !== "end") fail(peek());
  return formula;
}
