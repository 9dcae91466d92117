/** A command as it can be started: words of its own, or a line that only a shell understands. */
export type CommandLine = { shell: false; words: string[] } | { shell: true; line: string };

/** Blanks, one quoted or plain part of a word; what is in none of them means something to a shell. */
const PART = /([ \t]+)|'([^']*)'|"([^"$`\\!]*)"|([\w@%+=:,./-]+)/y;
/** `NAME=value` in front of a command sets its environment in a shell and is a program's name without one. */
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** Splits a command into words where that needs no shell: plain words, and quotes without anything to expand. */
export function readCommandLine(line: string): CommandLine {
  const words: string[] = [];
  let word: string | null = null;
  PART.lastIndex = 0;
  while (PART.lastIndex < line.length) {
    const part = PART.exec(line);
    if (part === null) return { shell: true, line };
    const [, blank, single, double, plain] = part;
    if (blank !== undefined) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + (single ?? double ?? plain ?? "");
  }
  if (word !== null) words.push(word);
  return words.length === 0 || ASSIGNMENT.test(words[0]!) ? { shell: true, line } : { shell: false, words };
}

export const needsShell = (line: string): boolean => readCommandLine(line).shell;
