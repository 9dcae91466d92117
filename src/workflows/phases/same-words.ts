import { fold } from "../../text.ts";

/** When two texts say the same: what people write around their words tells nothing apart. Pure. */

/**
 * The letters and digits of a text in small letters, with one space for all that stands between
 * them.
 */
export const wordsAlone = (text: string): string =>
  fold(text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * As a quote is compared: white space, letter case, commas, quotation marks and markdown's own
 * marks tell nothing apart.
 */
export const asQuoted = (text: string): string =>
  fold(text.replaceAll(/[*_`#>|"“”„'’‘,;]/g, " ")).toLowerCase();

/** Whether a quote has words of a text, and nothing else. */
export const isQuoted = (quote: string, text: string): boolean =>
  asQuoted(quote) !== "" && asQuoted(text).includes(asQuoted(quote));
