/** A word of at least two letters, in camel case or behind any sign: `OAuthHTTPClient_v2` is OAuth, HTTP, Client, v2. */
const WORD = /OAuth2?|\p{Lu}+(?![\p{Ll}\p{M}])[\p{N}]*|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+[\p{N}]*|\p{Lu}|\p{N}+\p{L}*/gu;

/** The words of a path, an identifier or a line of code, in lower case; `tokenizer` is one word, `tokenService` two. */
export function wordsOf(text: string): string[] {
  return (text.normalize("NFC").match(WORD) ?? []).map((word) => word.toLowerCase());
}
