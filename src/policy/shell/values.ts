import { Exhausted, spend } from "./budget.ts";
import {
  type Atom,
  type Item,
  isHinted,
  literals,
  literalText,
  type Piece,
  unquoted,
  type Value,
  type Word,
} from "./words.ts";

/** How many values one word may have, and how many words its braces may stand for. */
const MAX_ALTERNATIVES = 64;
const MAX_WORDS = 1_000;
/** The end of a field inside of a value: what was not quoted is split. */
const GAP: Atom = { glob: " " };

/** Text that may be about the run's folder, also where its letters are joined only later. */
const SPEAKS = /(?:^|[^\w.])\.(?:t(?:as?)?(?:$|[*?[])|task(?![\w.-]))|^\W*task\W*$/i;
const NAMES = /(?:^|[^\w.]|^-\w)\.task(?![\w.-])/i;
const DECODERS = /^(?:base64|base32|xxd|rev|uudecode)$/;

/** What words become: the names that are known, and what a substitution prints, as far as that can be told. */
export class Values {
  private known = new Map<string, Value[]>();
  constructor(private readonly printed: (items: Item[]) => Value[] | null) {}

  /** A name keeps every value that it ever had: which branch ran is not known. */
  add(name: string, values: Value[]): void {
    spend(values.length);
    const all = [...(this.known.get(name) ?? []), ...values];
    this.known.set(name, all.length <= MAX_ALTERNATIVES ? all : [[{ any: true, hint: all.some(concerns) }]]);
  }

  /** What a name may stand for; empty when nothing is known of it. */
  of = (name: string): Value[] => this.known.get(name) ?? [];

  /** The fields of a word. @throws Exhausted when braces make too many */
  fields(word: Word): Value[] {
    return this.values(word.pieces).flatMap(split);
  }

  /** The values of pieces that are not split. */
  whole(word: Word): Value[] {
    return this.values(word.pieces).map((value) => value.map((atom) => (atom === GAP ? { lit: " " } : atom)));
  }

  private values(pieces: Piece[]): Value[] {
    return alternatives(pieces).flatMap((one) => {
      let all: Value[] = [[]];
      for (const piece of one) {
        const more = this.piece(piece);
        // Most pieces have one value, which goes where it stands: a copy for each piece would square a long word.
        if (more.length === 1) for (const value of all) append(value, more[0]!);
        // Nobody writes a word with so many values: it may hide what it is.
        else if (all.length * more.length > MAX_ALTERNATIVES) all = [[{ any: true, hint: true }]];
        else all = all.flatMap((value) => more.map((part) => append(append([], value), part)));
      }
      return all;
    });
  }

  private piece(piece: Piece): Value[] {
    if (piece.is === "text" || piece.is === "brace") return [[{ lit: piece.text }]];
    if (piece.is === "glob") return [[{ glob: piece.text }]];
    if (piece.is === "unknown") return [[{ any: true, hint: false }]];
    if (piece.is === "output") {
      const known = this.printed(piece.items);
      if (known === null || piece.file) {
        const hint = known?.some(concerns) ?? false;
        return [[{ any: true, hint: hint || hinted(piece.items, this) }]];
      }
      return known.map((value) => (piece.quoted ? value : open(value)));
    }
    const own = this.known.get(piece.name) ?? [];
    const other = piece.or === null || piece.or.length === 0 ? [] : this.values(piece.or);
    if (piece.cut) return [[{ any: true, hint: [...own, ...other].some(concerns) }]];
    const all = own.length === 0 ? [[{ any: true, hint: false } as Atom], ...other] : [...own, ...other];
    return all.map((value) => (piece.quoted ? value : open(value)));
  }
}

/** Puts atoms behind a value's own; text goes on in one atom. */
function append(value: Value, more: Value): Value {
  for (const atom of more) {
    spend(1, "lit" in atom ? atom.lit.length : 0);
    const last = value.at(-1);
    if (last && "lit" in last && "lit" in atom) value[value.length - 1] = { lit: last.lit + atom.lit };
    else value.push(atom);
  }
  return value;
}

/** The literal text of a value, counted. */
function said(value: Value): string {
  const text = literals(value);
  spend(1 + value.length, text.length);
  return text;
}

/** Whether a value may be about the run's folder. */
export const concerns = (value: Value): boolean => isHinted(value) || SPEAKS.test(said(value));

/** Whether a value names the folder, as a path or inside of other text. */
export const names = (value: Value): boolean => isHinted(value) || NAMES.test(said(value));

/** Whether commands whose output is not known speak of the folder, or turn text into other text. */
function hinted(items: Item[], values: Values): boolean {
  return items.some(
    (item) =>
      item.is === "command" &&
      item.words.some((word, at) =>
        values.fields(word).some((value) => concerns(value) || (at === 0 && DECODERS.test(literals(value)))),
      ),
  );
}

/** Split into fields, and globs, as the shell does with what was not quoted. */
function open(value: Value): Value {
  spend(value.length, 4 * said(value).length);
  return value.flatMap((atom) =>
    "lit" in atom ? atom.lit.split(/\s+/).flatMap((part, at) => [...(at > 0 ? [GAP] : []), ...unquoted(part)]) : [atom],
  );
}

function split(value: Value): Value[] {
  const fields: Value[] = [[]];
  for (const atom of value) {
    if (atom === GAP) fields.push([]);
    else fields.at(-1)!.push(atom);
  }
  return fields.length === 1 ? fields : fields.filter((field) => field.length > 0);
}

/** The words that braces stand for. */
function alternatives(pieces: Piece[]): Piece[][] {
  spend(1 + pieces.length / 4);
  const from = pieces.findIndex((piece) => piece.is === "brace" && piece.text === "{");
  if (from < 0) return [pieces];
  // Each of them may begin another look at the rest.
  if (pieces.length > 2_000) throw new Exhausted("too many braces");
  spend(pieces.length);
  const parts: Piece[][] = [[]];
  let depth = 0;
  for (let at = from; at < pieces.length; at++) {
    const piece = pieces[at]!;
    const sign = piece.is === "brace" ? piece.text : "";
    if (sign === "{" && depth++ === 0) continue;
    if (sign === "}" && --depth === 0) {
      const before = pieces.slice(0, from);
      const after = alternatives(pieces.slice(at + 1));
      const inner = parts.length > 1 ? parts.flatMap(alternatives) : sequence(parts[0]!);
      if (inner.length * after.length > MAX_WORDS) throw new Exhausted("too many words");
      spend(inner.length * after.length * (1 + pieces.length / 4));
      return inner.flatMap((one) => after.map((rest) => [...before, ...one, ...rest]));
    }
    if (sign === "," && depth === 1) parts.push([]);
    else parts.at(-1)!.push(piece);
  }
  const rest = alternatives(pieces.slice(from + 1));
  return rest.map((one) => [...pieces.slice(0, from), { is: "text", text: "{" }, ...one]);
}

/** `{a..e}`; anything else in braces stands for itself. */
function sequence(pieces: Piece[]): Piece[][] {
  const text = literalText(pieces.map((piece) => ("text" in piece ? { lit: piece.text } : { glob: "*" })));
  const [, from, to] = /^(\w|-?\d+)\.\.(\w|-?\d+)(?:\.\.-?\d+)?$/.exec(text ?? "") ?? [];
  if (from === undefined || to === undefined)
    return [
      [{ is: "text", text: "{" }, ...pieces.flatMap((one) => alternatives([one])[0]!), { is: "text", text: "}" }],
    ];
  const code = (end: string): number => (/\d/.test(end) ? Number(end) : end.charCodeAt(0));
  const [low, high] = [Math.min(code(from), code(to)), Math.max(code(from), code(to))];
  if (high - low >= MAX_ALTERNATIVES) return [[{ is: "unknown" }]];
  return Array.from({ length: high - low + 1 }, (_, step) => [
    { is: "text", text: /\d/.test(from) ? String(low + step) : String.fromCharCode(low + step) } as Piece,
  ]);
}
