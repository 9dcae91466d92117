/** Colours as functions: in a hook, a pipe and a test they do nothing. */
export type Paint = Record<"bold" | "dim" | "red" | "green" | "yellow" | "cyan", (text: string) => string>;

const same = (text: string): string => text;
export const PLAIN: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };

/** Text of files and people without what a terminal would obey: escape codes, and marks that turn the reading direction. */
export const clean = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

/** One line of text: line breaks and runs of blanks become one blank. */
export const oneLine = (text: string): string => clean(text.replace(/\s+/g, " ")).trim();

/** A time of the journal as a person reads it. */
export const moment = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;
