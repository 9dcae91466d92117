/** Whether a request is in words that the rules on requests know. */

import { wordSet } from "./sensitive.ts";

/** Words of English that other languages do not have, or hardly. */
const ENGLISH = wordSet(
  "the this that these those with from which when where should would could does and are is it its by at be not there " +
    "their they we our your you what into than then because after before only also has have been was",
);
/** Small words of other languages that English does not have. */
const FOREIGN = wordSet(
  "der das und ein eine einer eines einem einen dem den des im zum zur vom beim ist sind nicht wird werden auf aus " +
    "bei bis durch ohne oder wenn mit nach von vor wie bitte kleiner kleine kleines fehler anpassen korrigieren le " +
    "la les une du de aux dans sur avec pour par est sont ne pas petit petite corriger changer modifier el los las " +
    "un una unos del al en con por para es corregir corrige arreglar cambiar il lo gli della dello delle nel nella " +
    "che piccolo piccola correggi correggere modifica os um uma dos ao na nos nas em com corrija corrigir alterar " +
    "het een van voor bij naar niet wordt wijzig nie jest popraw och att ett som av med till og af ikke ve bir ile " +
    "yang dan di untuk pada dengan dari ja se je kata loi sua",
);
/** What requests for small changes are made of; beside these a short text may be of any language. */
const KNOWN = wordSet(
  "a an in on of to for or as if up no all more less one two new old other same each every any some so too very please " +
    "fix fixes fixed correct update updates updated change changes changed set raise lower increase decrease adjust switch " +
    "turn bump upgrade improve remove rename reword rephrase tidy make minor small tiny quick simple tweak tweaks bug one-line " +
    "typo typos misspelled misspelling spelling wording grammar broken link links readme docs documentation changelog text " +
    "texts title titles heading headings label labels button buttons icon icons color colour colors colours font fonts " +
    "layout alignment spacing padding margin margins header footer sidebar toolbar navbar menu menus tooltip tooltips " +
    "placeholder table list card cards page screen column columns sort order ordering date format mobile desktop help " +
    "message messages welcome about export download save search empty state trailing whitespace template templates code " +
    "comment comments timeout timeouts seconds second minutes minute hour hours log level size cache ttl retries retry " +
    "number count limit interval batch pool dependencies dependency packages package library libraries lock file latest " +
    "version left right top bottom middle bit wider narrower bigger smaller larger big width height cut off screens desktop items " +
    "rows lines results search post posts logo banner badge animation scroll scrolling scrollbar wrong by it its is are the " +
    "with from than at and cancel close open next previous back default language locale theme dark light mode zone time " +
    "german english french spanish workers lifetime debug info warning error reduce reduced says say align aligned move moved",
);

/** What is no prose: code, quotes, addresses, names of files and of things in code, versions. */
const NO_PROSE = /`[^`]*`|"[^"]*"|“[^”]*”|(?<!\p{L})'[^']*'|\S*[/\\@#_=<>{}()[\]$]\S*|\S*\w\.\w\S*|\b\w*\d\w*\b/gu;

const proseOf = (request: string): string[] =>
  (
    request
      .replaceAll(NO_PROSE, " ")
      .toLowerCase()
      .match(/[\p{L}\p{M}'’]+/gu) ?? []
  ).map((word) => word.replace(/['’]s?$/, ""));

/** The first word that small changes are not made of, as far as is known; undefined where there is none. */
export const unknownIn = (request: string): string | undefined => proseOf(request).find((word) => !KNOWN.has(word));

/**
 * Whether a request is English, as far as its words tell. In doubt it is not: what a request in another language is about no
 * list of words says.
 */
export function isEnglish(request: string): boolean {
  const words =
    request
      .replaceAll(NO_PROSE, " ")
      .toLowerCase()
      .match(/[\p{L}\p{M}'’]+/gu) ?? [];
  const plain = words.map((word) => word.replace(/['’]s?$/, ""));
  if (plain.some((word) => /[^a-z'’]/.test(word) || FOREIGN.has(word))) return false;
  return plain.some((word) => ENGLISH.has(word)) || plain.every((word) => KNOWN.has(word));
}
