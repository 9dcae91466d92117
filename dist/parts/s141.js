// @bun
import {
  fold2
} from "./s28.js";

// src/workflows/phases/same-words.ts
var wordsAlone = (text) => fold2(text).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
var asQuoted = (text) => fold2(text.replaceAll(/[*_`#>|"\u201C\u201D\u201E'\u2019\u2018,;]/g, " ")).toLowerCase();
var isQuoted = (quote, text) => asQuoted(quote) !== "" && asQuoted(text).includes(asQuoted(quote));

export { wordsAlone, asQuoted, isQuoted };
