import { SyntaxKind } from "typescript/unstable/ast";
import { isImportDeclaration } from "typescript/unstable/ast/is";
import { type ParsedFile, walk } from "./program.ts";

/** A place that says again what an earlier one says. */
export interface Repeat {
  file: string;
  line: number;
  lines: number;
  earlier: { file: string; line: number };
}

/** Shorter ones are the form of the language, not a thought that stands in two places. */
const LEAST_LINES = 6;
const LEAST_NODES = 25;

/** One node of a file's syntax: what it is, with its word if it has one. Layout and comments leave no trace. */
interface Piece {
  file: number;
  word: string;
  line: number;
}

/** The pieces of one file, from left to right; `file` is its number. */
function piecesOf({ tree }: ParsedFile, file: number): Piece[] {
  const pieces: Piece[] = [];
  const starts = [...tree.text.matchAll(/\n/g)].map((match) => match.index + 1);
  let line = 1;
  walk(tree, (node) => {
    if (isImportDeclaration(node)) return false;
    if (node === tree || node.kind === SyntaxKind.EndOfFile) return undefined;
    const at = node.getStart(tree);
    while (line <= starts.length && starts[line - 1]! <= at) line++;
    const { text, operator } = node as { text?: string; operator?: number };
    pieces.push({ file, word: `${node.kind} ${text ?? operator ?? ""}`, line });
    return undefined;
  });
  return pieces;
}

/**
 * Code that says the same in two places, word for word, `LEAST_LINES` lines or more in both. Imports do not count. Of code
 * that stands in three places the second and the third are found.
 */
export function repeatsOf(files: readonly ParsedFile[]): Repeat[] {
  const pieces = files.flatMap(piecesOf);
  const windows = new Map<string, number[]>();
  const found: Repeat[] = [];
  for (let at = 0; at + LEAST_NODES <= pieces.length; ) {
    const last = pieces[at + LEAST_NODES - 1]!;
    if (last.file !== pieces[at]!.file) {
      at++;
      continue;
    }
    const key = pieces
      .slice(at, at + LEAST_NODES)
      .map((one) => one.word)
      .join("\n");
    const earlier = windows.get(key) ?? [];
    const best = earlier
      .map((from) => ({ from, length: sameFrom(pieces, from, at) }))
      .filter(({ from, length }) => Math.min(span(pieces, from, length), span(pieces, at, length)) >= LEAST_LINES)
      .sort((a, b) => b.length - a.length)[0];
    windows.set(key, [...earlier, at]);
    if (best === undefined) {
      at++;
      continue;
    }
    const place = (index: number) => ({ file: files[pieces[index]!.file]!.path, line: pieces[index]!.line });
    found.push({ ...place(at), lines: span(pieces, at, best.length), earlier: place(best.from) });
    at += best.length;
  }
  return found;
}

/** How many pieces are the same from two places on, within their files. */
function sameFrom(pieces: readonly Piece[], earlier: number, later: number): number {
  let length = 0;
  for (; later + length < pieces.length && earlier + length < later; length++) {
    const [a, b] = [pieces[earlier + length]!, pieces[later + length]!];
    if (a.word !== b.word || a.file !== pieces[earlier]!.file || b.file !== pieces[later]!.file) break;
  }
  return length;
}

const span = (pieces: readonly Piece[], from: number, length: number): number =>
  pieces[from + length - 1]!.line - pieces[from]!.line + 1;
