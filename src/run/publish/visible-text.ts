import { clean } from "../../text.ts";

/** What a page of GitHub shows of a text that somebody wrote there. */

/** Letters that no page shows, in which somebody could write past whoever reads the issue there. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/**
 * Invisible characters that change how their neighbours look: within emoji, and within words of
 * some scripts.
 */
const SHAPING =
  /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\ufe0f|(?<=[#*\d])\ufe0f(?=\u20e3)|(?<=[\p{L}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])/gu;

/** Characters that GitHub takes of a body: what is longer is not looked through. */
const MAX_WHOLE = 65_536;
/** Code, all of which a page shows: between fences, and within a paragraph. */
const CODE =
  /^ {0,3}(?<fence>`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?^ {0,3}\k<fence>[`~]*[ \t]*$|[\s\S]*)|(?<!`)(?<ticks>`+)(?!`)(?:(?!\n\n)[\s\S])*?(?<!`)\k<ticks>(?!`)/;
/** What no page shows: comments, also an open one that begins a line, and definitions of links. */
const NOT_SHOWN =
  /<!--[\s\S]*?-->|^ {0,3}<!--[\s\S]*|^ {0,3}\[[^\]\n]+\]:[ \t]*\n?[ \t]*\S+(?:[ \t]*\n?[ \t]*(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/;
/** Whichever of them begins first holds all that is in it. */
const EITHER = new RegExp(`(?<code>${CODE.source})|${NOT_SHOWN.source}`, "gm");

/** A text without letters that no page shows. */
function seen(text: string): string {
  const kept = new Set([...text.matchAll(SHAPING)].map(({ index }) => index));
  return clean(text.replace(UNSEEN, (letter, at: number) => (kept.has(at) ? letter : "")));
}

/** Whether a text has nothing that anybody sees. */
export const isBlank = (text: string): boolean => seen(text).trim() === "";

/** What a page shows of a text, with nothing that a terminal would carry out, and how many characters were left out for that. */
export function visibleText(text: string): { text: string; hidden: number } {
  const whole = text.slice(0, MAX_WHOLE).toWellFormed().replace(/\r\n?/g, "\n");
  // Letters go first: a comment may be written with some of them in its marks.
  const shown = seen(whole).replace(EITHER, (_, code: string | undefined) => code ?? "");
  return { text: shown.replace(/\n{3,}/g, "\n\n").trim(), hidden: whole.length - shown.length };
}
