import { Exhausted, spend, Unreadable } from "./budget.ts";
import { CLOSES, ENDS, LEADS, META, OPENS, OPERATORS, REDIRECTS } from "./tokens.ts";
import { MAX_NESTING, WordReader } from "./word-reader.ts";
import type { Item, Piece, Redirection, Simple, Word } from "./words.ts";

/** Characters of a text; a longer one is not read. Models write no such commands. */
export const MAX_COMMAND_CHARS = 250_000;

/**
 * Commands of a shell text, in their order, with those inside of substitutions in their words. `whole`: the text was
 * understood to its end; a shell carries out what stands in the lines before an error, so those commands are here all the
 * same. @throws Exhausted
 */
export function readShell(text: string): { items: Item[]; whole: boolean } {
  if (text.length > MAX_COMMAND_CHARS) throw new Exhausted("too long");
  spend(10, text.length);
  const reader = new Reader(text, 0);
  try {
    return { items: reader.whole(), whole: true };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { items: reader.items, whole: false };
  }
}

/** Commands whose arguments may be assignments, also of arrays. */
const DECLARES = /^(?:declare|local|export|readonly|typeset)$/;

class Reader extends WordReader {
  items: Item[] = [];
  private branches = 0;
  private piped = false;
  private perhaps = false;
  private documents: { redirection: Redirection; tabs: boolean; quoted: boolean; end: string }[] = [];

  make(text: string): Reader {
    return new Reader(text, this.depth + 1);
  }

  whole(): Item[] {
    this.list(null);
    return this.items;
  }

  protected inner(): Item[] {
    const reader = this.make(this.text);
    reader.at = this.at;
    reader.list(")");
    this.at = reader.at;
    return reader.items;
  }

  /** Reads commands up to `end` (a closing parenthesis, or `;;` in a case), or up to the end of the text. */
  list(end: ")" | ";;" | null): void {
    for (;;) {
      spend(4);
      this.blanks();
      const { text, at } = this;
      if (at >= text.length) {
        if (end === null) {
          this.bodies();
          return;
        }
        throw new Unreadable(`no ${end}`);
      }
      const c = text[at]!;
      if (c === "\n") {
        this.at += 1;
        this.bodies();
        this.perhaps = false;
      } else if (c === ")") {
        if (end === ";;") throw new Unreadable(")");
        if (end === null) throw new Unreadable(")");
        this.at += 1;
        return;
      } else if (c === "(") this.parenthesis();
      else {
        const op = this.operator();
        if (op !== null && !REDIRECTS.has(op)) {
          this.at += op.length;
          if (op.startsWith(";;") || op === ";&") {
            if (end === ";;") return;
            throw new Unreadable(op);
          }
          this.piped = op === "|" || op === "|&";
          this.perhaps = op === "||" || (op === "&&" && this.perhaps);
        } else if (this.command() && end === ";;") return;
      }
    }
  }

  private parenthesis(): void {
    const arithmetic = this.text.startsWith("((", this.at) ? this.arithmeticEnd(this.at + 2) : -1;
    if (arithmetic >= 0) {
      const word = { raw: "", pieces: this.quotedText(this.text.slice(this.at + 2, arithmetic)) };
      this.at = arithmetic + 2;
      this.push({ words: [{ raw: ":", pieces: [{ is: "text", text: ":" }] }, word] });
      return;
    }
    this.at += 1;
    this.items.push({ is: "open" });
    const before = [this.piped, this.perhaps] as const;
    if (++this.nested > MAX_NESTING) throw new Exhausted("too deep");
    this.list(")");
    this.nested -= 1;
    [this.piped, this.perhaps] = before;
    this.items.push({ is: "close" });
    const redirections = this.redirections();
    if (redirections.length > 0) this.push({ redirections });
  }
  private nested = 0;

  private push(parts: Partial<Simple>): void {
    const perhaps = this.perhaps || this.branches > 0;
    this.items.push({
      is: "command",
      assignments: [],
      words: [],
      redirections: [],
      piped: this.piped,
      perhaps,
      ...parts,
    });
    this.piped = false;
  }

  /** One simple command, or a word that leads to one. @returns true when it was `esac` */
  private command(): boolean {
    const parts = { assignments: [] as Simple["assignments"], words: [] as Word[], redirections: [] as Redirection[] };
    for (;;) {
      this.blanks();
      const c = this.text[this.at];
      if (c === undefined || c === "\n" || c === ")") break;
      const first = parts.words.length === 0;
      const op = this.operator();
      if (op !== null) {
        if (!REDIRECTS.has(op)) break;
        parts.redirections.push(this.redirection(op));
        continue;
      }
      if (c === "(") {
        if (parts.words.length === 1 && /^\(\s*\)/.test(this.text.slice(this.at, this.at + 20))) {
          this.at = this.text.indexOf(")", this.at) + 1;
          this.skipLines();
          return false;
        }
        throw new Unreadable("(");
      }
      if (first && parts.assignments.length === 0 && parts.redirections.length === 0) {
        const lead = this.reserved();
        if (lead === "case") return this.casesOf();
        if (lead === "for" || lead === "select") this.branches += 1;
        else if (lead !== null && ENDS.has(lead)) {
          if (CLOSES.has(lead)) this.branches = Math.max(0, this.branches - 1);
          const redirections = this.redirections();
          if (redirections.length > 0) this.push({ redirections });
          return lead === "esac";
        } else if (lead === "[[") {
          this.push({ words: this.condition() });
          return false;
        } else if (lead !== null) {
          if (OPENS.has(lead)) this.branches += 1;
          return false;
        }
        if ((lead === "for" || lead === "select") && this.text.startsWith("((", this.at)) {
          this.parenthesis();
          return false;
        }
      }
      const fd = /^(?:\d+|\{\w+\})(?=[<>])/.exec(this.text.slice(this.at, this.at + 30));
      if (fd) {
        this.at += fd[0].length;
        continue;
      }
      const assigns = first || DECLARES.test(parts.words[0]!.raw);
      const word = assigns ? this.assignmentOrWord() : this.word();
      if ("name" in word) parts.assignments.push(word);
      else parts.words.push(word);
    }
    if (parts.words.length + parts.assignments.length + parts.redirections.length === 0) throw new Unreadable("empty");
    this.push(parts);
    return false;
  }

  /** A reserved word here, consumed; `for` and its like stay for the command that they begin. */
  private reserved(): string | null {
    const named = /^function\s+[^\s;&|<>(){}]+\s*(?:\(\s*\))?/.exec(this.text.slice(this.at, this.at + 200));
    if (named) {
      this.at += named[0].length;
      this.skipLines();
      return "function";
    }
    const raw = /^(?:[a-z]+|[{}!]|\[\[)(?=[\s;&|<>()]|$)/.exec(this.text.slice(this.at, this.at + 12))?.[0];
    if (raw === undefined || !(LEADS.has(raw) || ENDS.has(raw) || OPENS.has(raw) || raw === "[[")) return null;
    if (raw === "for" || raw === "select") {
      const from = this.at + raw.length;
      this.at = /\S/.exec(this.text.slice(from))?.[0] === "(" ? this.text.indexOf("(", from) : this.at;
    } else this.at += raw.length;
    return raw;
  }

  /** `case word in pattern) commands ;; … esac` */
  private casesOf(): boolean {
    this.skipLines();
    this.push({ words: [{ raw: ":", pieces: [{ is: "text", text: ":" }] }, this.word()] });
    this.skipLines();
    if (!this.text.startsWith("in", this.at)) throw new Unreadable("case without in");
    this.at += 2;
    this.branches += 1;
    for (;;) {
      for (this.skipLines(); this.text[this.at] === "#"; this.skipLines()) this.blanks();
      if (/^esac(?=[\s;&|)<>]|$)/.test(this.text.slice(this.at, this.at + 5))) {
        this.at += 4;
        break;
      }
      if (this.text[this.at] === "(") this.at += 1;
      for (;;) {
        this.skipLines();
        if (META.includes(this.text[this.at] ?? " ")) throw new Unreadable("case without a pattern");
        this.push({ words: [{ raw: ":", pieces: [{ is: "text", text: ":" }] }, this.word()] });
        this.skipLines();
        const c = this.text[this.at++];
        if (c === ")") break;
        if (c !== "|") throw new Unreadable("case without )");
      }
      const from = this.at;
      const inner = this.branches;
      if (++this.nested > MAX_NESTING) throw new Exhausted("too deep");
      this.list(";;");
      this.nested -= 1;
      if (this.branches < inner) {
        // The list ended with `esac`, which counted the branch down.
        const redirections = this.redirections();
        if (redirections.length > 0) this.push({ redirections });
        return false;
      }
      if (this.at === from) throw new Unreadable("case");
    }
    this.branches -= 1;
    const redirections = this.redirections();
    if (redirections.length > 0) this.push({ redirections });
    return false;
  }

  /** The words of `[[ … ]]`, in which operators are words. */
  private condition(): Word[] {
    const words: Word[] = [{ raw: "[[", pieces: [{ is: "text", text: "[[" }] }];
    for (;;) {
      this.skipLines();
      const c = this.text[this.at];
      if (c === undefined) throw new Unreadable("[[");
      if (/^\]\](?=[\s;&|)<>]|$)/.test(this.text.slice(this.at, this.at + 3))) {
        this.at += 2;
        return words;
      }
      if (META.includes(c)) this.at += 1;
      else words.push(this.word());
    }
  }

  private redirections(): Redirection[] {
    const found: Redirection[] = [];
    for (;;) {
      this.blanks();
      const fd = /^(?:\d+|\{\w+\})(?=[<>])/.exec(this.text.slice(this.at, this.at + 30));
      if (fd) this.at += fd[0].length;
      const op = this.operator();
      if (op === null || !REDIRECTS.has(op)) return found;
      found.push(this.redirection(op));
    }
  }

  private redirection(op: string): Redirection {
    this.at += op.length;
    this.blanks();
    if (META.includes(this.text[this.at] ?? "\n") && !/^[<>]\(/.test(this.text.slice(this.at, this.at + 2)))
      throw new Unreadable(`nothing behind ${op}`);
    const target = this.word();
    const document = op === "<<" || op === "<<-";
    const redirection: Redirection = { op, target, body: document };
    if (document) {
      const quoted = /['"\\]/.test(target.raw);
      const end = target.pieces.map((piece) => ("text" in piece ? piece.text : "")).join("");
      this.documents.push({ redirection, tabs: op === "<<-", quoted, end });
    }
    return redirection;
  }

  /** Bodies of the here-documents of the line that has ended. */
  private bodies(): void {
    for (const { redirection, tabs, quoted, end } of this.documents.splice(0)) {
      let body = "";
      for (;;) {
        if (this.at >= this.text.length) break;
        const stop = this.text.indexOf("\n", this.at);
        const line = this.text.slice(this.at, stop < 0 ? undefined : stop);
        spend(1, line.length);
        this.at = stop < 0 ? this.text.length : stop + 1;
        const bare = tabs ? line.replace(/^\t+/, "") : line;
        if (bare === end) break;
        body += `${bare}\n`;
      }
      const pieces: Piece[] = quoted ? [{ is: "text", text: body }] : this.quotedText(body);
      redirection.target = { raw: body, pieces };
    }
  }

  private operator(): string | null {
    const { text, at } = this;
    if (/^[<>]\(/.test(text.slice(at, at + 2))) return null;
    return OPERATORS.find((op) => text.startsWith(op, at)) ?? (";&|<>".includes(text[at]!) ? text[at]! : null);
  }
}
