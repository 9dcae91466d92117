import { Exhausted, spend, Unreadable } from "./budget.ts";
import { META, unescaped } from "./tokens.ts";
import type { Assignment, Item, Piece, Word } from "./words.ts";

/** How deep texts may be nested. */
export const MAX_NESTING = 40;

/** Reads words: quotes, escapes, expansions. Commands inside of them are read by the class that extends this one. */
export abstract class WordReader {
  at = 0;
  constructor(
    protected readonly text: string,
    protected readonly depth: number,
  ) {
    if (depth > MAX_NESTING) throw new Exhausted("too deep");
  }

  /** A reader of the same kind for a text inside of this one. */
  abstract make(text: string): WordReader;
  /** All commands of the text. */
  abstract whole(): Item[];
  /** The commands of a substitution whose opening parenthesis was read. */
  protected abstract inner(): Item[];

  protected skipLines(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at += 1;
  }

  /** Skips blanks, continued lines and a comment. */
  protected blanks(): void {
    const { text } = this;
    for (;;) {
      const c = text[this.at];
      if (c === " " || c === "\t" || c === "\r") this.at += 1;
      else if (c === "\\" && text[this.at + 1] === "\n") this.at += 2;
      else if (c === "#" && (this.at === 0 || /[\s;&|()]/.test(text[this.at - 1]!))) {
        const stop = text.indexOf("\n", this.at);
        this.at = stop < 0 ? text.length : stop;
      } else return;
    }
  }

  protected assignmentOrWord(): Word | Assignment {
    const found = /^([A-Za-z_]\w*)(?:\[[^\]\s]*\])?\+?=/.exec(this.text.slice(this.at, this.at + 200));
    if (!found) return this.word();
    this.at += found[0].length;
    if (this.text[this.at] === "(") {
      // An array: each of its words is a value.
      const pieces: Piece[] = [];
      for (this.at += 1; ; ) {
        this.skipLines();
        this.blanks();
        if (this.text[this.at] === ")") break;
        if (this.text[this.at] === "\n") continue;
        if (META.includes(this.text[this.at] ?? " ")) throw new Unreadable("array");
        pieces.push(...this.word().pieces, { is: "text", text: " " });
      }
      this.at += 1;
      return { name: found[1]!, value: { raw: "", pieces } };
    }
    const empty = META.includes(this.text[this.at] ?? "\n") && !/^[<>]\(/.test(this.text.slice(this.at, this.at + 2));
    return { name: found[1]!, value: empty ? { raw: "", pieces: [] } : this.word() };
  }

  /** One word, up to a blank or an operator. */
  protected word(): Word {
    const start = this.at;
    const pieces: Piece[] = [];
    const { text } = this;
    for (; this.at < text.length; spend(2)) {
      const c = text[this.at]!;
      if ((c === "<" || c === ">") && text[this.at + 1] === "(") {
        this.at += 2;
        pieces.push({ is: "output", items: this.inner(), quoted: true, file: true });
      } else if (META.includes(c)) {
        // A pattern of the extended kind: what it holds is not looked into.
        if (c === "(" && /[?*+@!]/.test(text[this.at - 1] ?? "") && this.at > start) {
          const before = pieces.pop();
          if (before?.is === "text") pieces.push({ is: "text", text: before.text.slice(0, -1) });
          let open = 0;
          do {
            if (this.at >= text.length) throw new Unreadable("pattern");
            open += text[this.at] === "(" ? 1 : text[this.at] === ")" ? -1 : 0;
            this.at += 1;
          } while (open > 0);
          pieces.push({ is: "glob", text: "*" });
        } else break;
      } else if (c === "'") {
        const end = text.indexOf("'", this.at + 1);
        if (end < 0) throw new Unreadable("'");
        pieces.push({ is: "text", text: text.slice(this.at + 1, end) });
        this.at = end + 1;
      } else if (c === '"') {
        this.at += 1;
        pieces.push({ is: "text", text: "" }, ...this.quoted('"'));
      } else if (c === "\\") {
        if (this.at + 1 >= text.length) throw new Unreadable("\\");
        if (text[this.at + 1] !== "\n") pieces.push({ is: "text", text: text[this.at + 1]! });
        this.at += 2;
      } else if (c === "$" || c === "`") pieces.push(...this.expansion(false));
      else if (c === "~" && this.at === start) pieces.push(this.home());
      else if (c === "*" || c === "?") {
        pieces.push({ is: "glob", text: c });
        this.at += 1;
      } else if (c === "[") {
        const end = this.bracket();
        pieces.push(
          end === undefined ? { is: "text", text: "[" } : { is: "glob", text: end.replaceAll(/["'\\]/g, "") },
        );
        this.at += end?.length ?? 1;
      } else if (c === "{" || c === "}" || c === ",") {
        pieces.push({ is: "brace", text: c });
        this.at += 1;
      } else {
        const plain = /^[^\s;&|<>()'"\\$`*?[{},]+/.exec(text.slice(this.at, this.at + 4096))?.[0] ?? c;
        pieces.push({ is: "text", text: plain });
        this.at += plain.length;
      }
    }
    if (this.at === start) throw new Unreadable(text[this.at] ?? "end");
    spend(0, this.at - start);
    return { raw: text.slice(start, this.at), pieces };
  }

  /** A bracket expression that begins here; a blank or a slash ends none. */
  private bracket(): string | undefined {
    const inside = this.at + (/^\[[!^]?\]?/.exec(this.text.slice(this.at, this.at + 3))?.[0].length ?? 1);
    const length = this.text.slice(inside).search(/[\]\s/]/);
    spend(1, length < 0 ? this.text.length - inside : length);
    const stop = inside + length;
    return length >= 0 && this.text[stop] === "]" ? this.text.slice(this.at, stop + 1) : undefined;
  }

  private home(): Piece {
    const name = /^~[\w.+-]*/.exec(this.text.slice(this.at, this.at + 60))![0];
    this.at += name.length;
    const variable = name === "~" ? "HOME" : name === "~+" ? "PWD" : null;
    return variable === null
      ? { is: "unknown" }
      : { is: "variable", name: variable, quoted: true, or: null, cut: false };
  }

  /** The text of a whole string in which only expansions count: here-documents, arithmetic. */
  protected quotedText(text: string): Piece[] {
    return this.make(text).quoted(null);
  }

  /** Text in double quotes up to `end`, which is consumed; null: up to the end of the text. */
  quoted(end: '"' | null): Piece[] {
    const pieces: Piece[] = [];
    const { text } = this;
    let plain = "";
    let from = this.at;
    const flush = (): void => {
      spend(1, 4 * (this.at - from));
      from = this.at;
      if (plain !== "") pieces.push({ is: "text", text: plain });
      plain = "";
    };
    for (;;) {
      const c = text[this.at];
      if (c === undefined) {
        if (end !== null) throw new Unreadable('"');
        flush();
        return pieces;
      }
      if (c === end) {
        this.at += 1;
        flush();
        return pieces;
      }
      if (c === "\\" && this.at + 1 < text.length) {
        const next = text[this.at + 1]!;
        plain += next === "\n" ? "" : '$`"\\'.includes(next) ? next : `\\${next}`;
        this.at += 2;
      } else if (c === "$" || c === "`") {
        flush();
        pieces.push(...this.expansion(true));
      } else {
        plain += c;
        this.at += 1;
      }
    }
  }

  /** Where `))` closes an arithmetic expression that begins at `from`; -1 when it is none. */
  protected arithmeticEnd(from: number): number {
    let open = 2;
    for (let at = from; at < this.text.length; at++) {
      spend(0.1);
      const c = this.text[at];
      if (c === "(") open += 1;
      if (c === ")" && --open === 1) return this.text[at + 1] === ")" ? at : -1;
    }
    return -1;
  }

  /** What begins with `$` or a backquote. */
  private expansion(quoted: boolean): Piece[] {
    const { text } = this;
    if (text[this.at] === "`") return [this.backquoted(quoted)];
    const next = text[this.at + 1] ?? "";
    if (next === "(") {
      const arithmetic = text[this.at + 2] === "(" ? this.arithmeticEnd(this.at + 3) : -1;
      if (arithmetic >= 0) {
        const inside = this.quotedText(text.slice(this.at + 3, arithmetic));
        this.at = arithmetic + 2;
        return [...inside.filter((piece) => piece.is === "output"), { is: "unknown" }];
      }
      this.at += 2;
      return [{ is: "output", items: this.inner(), quoted, file: false }];
    }
    if (next === "{") return this.parameter(quoted);
    if (next === "'" && !quoted) return [this.escaped()];
    if (next === '"' && !quoted) {
      this.at += 2;
      return this.quoted('"');
    }
    const name = /^(?:[A-Za-z_]\w*|[\d@*#?$!-])/.exec(text.slice(this.at + 1, this.at + 200))?.[0];
    this.at += 1 + (name?.length ?? 0);
    return [name === undefined ? { is: "text", text: "$" } : { is: "variable", name, quoted, or: null, cut: false }];
  }

  private backquoted(quoted: boolean): Piece {
    let inside = "";
    for (this.at += 1; ; this.at += 1) {
      const c = this.text[this.at];
      if (c === undefined) throw new Unreadable("`");
      if (c === "`") break;
      if (c === "\\" && "`\\$".includes(this.text[this.at + 1] ?? " ")) this.at += 1;
      inside += this.text[this.at];
      spend(0.2);
    }
    this.at += 1;
    return { is: "output", items: this.make(inside).whole(), quoted, file: false };
  }

  /** `${…}` */
  private parameter(quoted: boolean): Piece[] {
    const found = /^\$\{(!?)(#?)([A-Za-z_]\w*|[\d@*#?$!-])?(\[[^\]]*\])?/.exec(
      this.text.slice(this.at, this.at + 300),
    )!;
    this.at += found[0].length;
    const [, indirect, count, name = "", index] = found;
    const rest = this.make(this.text);
    rest.at = this.at;
    const op = /^:?[-=+]/.exec(this.text.slice(this.at, this.at + 2))?.[0];
    if (op !== undefined) rest.at += op.length;
    const inside = rest.untilBrace();
    if (index !== undefined && /[$`]/.test(index)) inside.push(...this.quotedText(index.slice(1, -1)));
    const whole = rest.at === this.at + 1;
    this.at = rest.at;
    const cut = indirect !== "" || count !== "" || name === "" || (op === undefined && !whole && index === undefined);
    return [
      {
        is: "variable",
        name,
        quoted: quoted && index === undefined,
        or: inside,
        cut: cut || (index !== undefined && !whole),
      },
    ];
  }

  untilBrace(): Piece[] {
    const pieces: Piece[] = [];
    for (;;) {
      spend(1);
      const c = this.text[this.at];
      if (c === undefined) throw new Unreadable("${");
      if (c === "}") {
        this.at += 1;
        return pieces;
      }
      if (c === '"') {
        this.at += 1;
        pieces.push(...this.quoted('"'));
      } else if (c === "'") {
        const end = this.text.indexOf("'", this.at + 1);
        if (end < 0) throw new Unreadable("'");
        pieces.push({ is: "text", text: this.text.slice(this.at + 1, end) });
        this.at = end + 1;
      } else if (c === "$" || c === "`") pieces.push(...this.expansion(true));
      else {
        const masked = c === "\\" && this.at + 1 < this.text.length;
        pieces.push({ is: "text", text: masked ? this.text[this.at + 1]! : c });
        this.at += masked ? 2 : 1;
      }
    }
  }

  /** `$'…'` */
  private escaped(): Piece {
    const { text, end } = unescaped(this.text, this.at + 2);
    if (end < 0) throw new Unreadable("$'");
    this.at = end;
    return { is: "text", text };
  }
}
