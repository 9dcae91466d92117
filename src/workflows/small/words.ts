/** Words of names: of a path, an identifier or a line of code. */

/** A set of words, from a text with one blank between them. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/**
 * A word of at least two letters, in camel case or after any sign: `OAuthHTTPClient_v2` is OAuth,
 * HTTP, Client, v2.
 */
const WORD =
  /OAuth2?|\p{Lu}+(?![\p{Ll}\p{M}])[\p{N}]*|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+[\p{N}]*|\p{Lu}|\p{N}+\p{L}*/gu;

/** The words of a text in lower case; `tokenizer` is one word, `tokenService` two. */
export const wordsOf = (text: string): string[] =>
  (text.normalize("NFC").match(WORD) ?? []).map((word) => word.toLowerCase());

/** Whether any of some words is in a list, also with a number after it: `auth2`. */
export const anyOf = (list: ReadonlySet<string>, words: readonly string[]): boolean =>
  words.some((word) => list.has(word) || list.has(word.replace(/\p{N}+$/u, "")));
