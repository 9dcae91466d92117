import { lookup } from "./paths.ts";

export interface Word {
  path: string;
  value: string;
}

/** A filter that cannot be read. */
export class WordError extends Error {
  override readonly name = "WordError";
}

const WORD = /\s*(?:([A-Za-z_][\w.-]*)=(?:"([^"]*)"|([^\s"]+))|(\S+))/gy;

/** @throws WordError */
export function parseWords(text: string): Word[] {
  const words: Word[] = [];
  for (const [, path, quoted, bare, other] of text.trim().matchAll(WORD)) {
    if (other !== undefined)
      throw new WordError(`word ${words.length + 1}: ${other} is not field=value`);
    words.push({ path: path!, value: quoted ?? bare! });
  }
  return words;
}

/** Whether all words hold for a record. */
export const fits = (words: readonly Word[], record: unknown): boolean =>
  words.every(({ path, value }) => {
    const found = lookup(record, path);
    return found !== undefined && String(found) === value;
  });
