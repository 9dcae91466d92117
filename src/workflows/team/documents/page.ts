/**
 * Text of agents in the pages that the program writes for people: it keeps its lines, and none of
 * them reads as a heading or as a word of the program's own.
 */

const OURS = /^\s*(?=#|(?:REVIEW|BLOCKER|ESCALATE|DECISION|OPTION|QUESTION|PM-ANSWER)\b)/;

/** A text in lines of its own. */
export const ownLines = (text: string): string =>
  text
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd().replace(OURS, "\\"))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");

/** The lines of a text that goes on behind something; `indent` stands before all but the first. */
const behind = (text: string, indent = ""): string =>
  text
    .trim()
    .split(/\s*[\r\n]+\s*/)
    .map((line, at) => (at === 0 ? line : `${indent}${line.replace(OURS, "\\")}`))
    .join("\n");

/** `KEY: text`, up to the next key. */
export const keyed = (key: string, text: string): string => `${key}: ${behind(text)}`;

/** A list, or a word that there is nothing. */
export const listed = (texts: readonly string[], none = "None"): string =>
  texts.length === 0 ? none : texts.map((text) => `- ${behind(text, "  ")}`).join("\n");
