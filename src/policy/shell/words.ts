/** What the reader of shell text yields. Nothing here knows a rule. */

/** One piece of a word as it is written. */
export type Piece =
  | { is: "text"; text: string }
  /** `*`, `?` or a bracket expression, unquoted. */
  | { is: "glob"; text: string }
  /** `{`, `,` or `}`, unquoted: alternatives when they belong together. */
  | { is: "brace"; text: string }
  /** `quoted`: its value is not split into words. `or`: the words behind `:-` and its like; `cut`: changed in another way. */
  | { is: "variable"; name: string; quoted: boolean; or: Piece[] | null; cut: boolean }
  /** What a command prints; `file`: the name of a pipe to it. */
  | { is: "output"; items: Item[]; quoted: boolean; file: boolean }
  | { is: "unknown" };

/** `raw`: as it stands in the text, by which reserved words are told. */
export interface Word {
  raw: string;
  pieces: Piece[];
}

/** `body`: the text of a here-document in the place of a target. */
export interface Redirection {
  op: string;
  target: Word;
  body: boolean;
}

export interface Assignment {
  name: string;
  value: Word;
}

/** A flat account of a script: simple commands in their order, and where subshells begin and end. */
export type Item =
  | {
      is: "command";
      assignments: Assignment[];
      words: Word[];
      redirections: Redirection[];
      /** Its input is the output of the command before it. */
      piped: boolean;
      /** It may be left out: behind `||`, in a branch or a loop. */
      perhaps: boolean;
    }
  | { is: "open" }
  | { is: "close" };
export type Simple = Extract<Item, { is: "command" }>;

/** A part of a word's value: text, a glob's character or something that is not known. */
export type Atom = { lit: string } | { glob: string } | { any: true; hint: boolean };
export type Value = Atom[];

/** The value as text; null when it is not known to the letter. */
export function literalText(value: Value): string | null {
  let text = "";
  for (const atom of value) {
    if (!("lit" in atom)) return null;
    text += atom.lit;
  }
  return text;
}

/** All literal text of a value, its unknown parts left out. */
export const literals = (value: Value): string => value.map((atom) => ("lit" in atom ? atom.lit : "")).join("");

export const isHinted = (value: Value): boolean => value.some((atom) => "any" in atom && atom.hint);

/** Text that was not quoted, with its globs. */
export function unquoted(text: string): Value {
  // Without a bracket that closes, each one that opens would look through all that follows.
  const closes = text.lastIndexOf("]");
  const sets = /\*|\?|\[[^\]]+\]|[^*?[]+|\[/g;
  const found =
    closes < 0
      ? text.match(/\*|\?|[^*?]+/g)
      : [...(text.slice(0, closes + 1).match(sets) ?? []), ...(text.slice(closes + 1).match(/\*|\?|[^*?]+/g) ?? [])];
  return (found ?? []).map((part) => (/^(?:\*|\?|\[.+\])$/s.test(part) ? { glob: part } : { lit: part }));
}
