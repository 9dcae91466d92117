/** Which words of a request are known to ask for something small. */

import { wordSet } from "./sensitive.ts";

/**
 * What requests for small changes are made of. Words that begin a clause (that, so, when, if, only) are none: what follows may be
 * any behaviour. A word of another language is none either.
 */
const KNOWN = wordSet(
  "a an the in on of to for or as at by it its is are be was with from than up no all more less one two new old other same some " +
    "too very please and also then there here this these our your we i you says say like look looks still now " +
    "fix fixes fixed correct update updates updated change changes changed set raise lower increase decrease reduce reduced " +
    "adjust switch turn bump upgrade improve remove rename reword rephrase tidy make minor small tiny quick simple tweak " +
    "tweaks bug one-line align aligned move moved typo typos misspelled misspelling spelling wording grammar sentence word " +
    "words paragraph letter plural singular broken wrong link links readme docs documentation changelog guide tutorial manual " +
    "faq text texts title titles heading headings subtitle caption label labels button buttons icon icons logo image images " +
    "color colour colors colours red green blue grey gray black white dark light font fonts layout alignment spacing padding " +
    "margin margins header footer sidebar toolbar navbar menu menus tooltip tooltips placeholder banner badge animation scroll " +
    "scrolling scrollbar table list lists card cards page pages screen screens dialog modal popup tab tabs section wizard " +
    "onboarding dashboard settings blog article intro landing hero welcome about contact home date format mobile desktop tablet " +
    "phone-size help message messages notification error warning info empty state summary description legend chart export " +
    "download save search cancel close open next previous back posts post items rows lines results template templates comment " +
    "comments left right top bottom middle bit wider narrower bigger smaller larger big width height cut off sort order " +
    "ordering trailing whitespace timeout timeouts seconds second minutes minute hour hours day days log level debug size page " +
    "cache ttl lifetime retries retry number count limit interval batch pool workers default language locale theme mode zone " +
    "time german english french spanish dependencies dependency packages package library libraries lock file latest newest " +
    "version versions",
);

/** What is no prose: code, quotes, addresses, names of files and of things in code, versions. */
const NO_PROSE = /`[^`]*`|"[^"]*"|“[^”]*”|(?<!\p{L})'[^']*'|\S*[/\\@#_=<>{}()[\]$]\S*|\S*\w\.\w\S*|\b\w*\d\w*\b/gu;

/** The first word that small changes are not made of, as far as is known; undefined where there is none. */
export function unknownIn(request: string): string | undefined {
  const words = request.replaceAll(NO_PROSE, " ").match(/[\p{L}\p{M}'’-]+/gu) ?? [];
  return words.find((word) => /\p{L}/u.test(word) && !KNOWN.has(word.toLowerCase().replace(/['’]s?$/, "")));
}
