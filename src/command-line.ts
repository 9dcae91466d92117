/**
 * What a command line of the person, or of an artifact, comes to: whether it can be started without
 * a shell, and how it is shown.
 */

/** A command: words that can be started as they are, or a line that needs a shell. */
type CommandLine = { shell: false; words: string[] } | { shell: true; line: string };

/**
 * White space, or one quoted or plain part of a word, such as the `!` of `test ! -e x`; any other
 * text needs a shell.
 */
const PART = /([ \t]+)|'([^']*)'|"([^"$`\\!]*)"|([\w@%+=:,./-]+|(?<=[ \t])!(?=[ \t]))/y;
/** In front of a command `NAME=value` sets its environment in a shell, and `!` turns its end around. */
const SHELLS_OWN = /^(?:!|[A-Za-z_]\w*=)/;

const SHELLS = /^(?:.*\/)?(?:sh|bash|dash|ash|zsh|ksh|fish|busybox)$/;
const RUNNERS = /^(?:.*\/)?(?:npm|npx|pnpm|pnpx|yarn|bunx)$/;

/** Whether these words hand a line to a shell themselves: `sh -c "…"`, `env -S "…"`, `npm exec -c "…"`, `eval …`. */
function handsToShell(words: readonly string[]): boolean {
  // Looking after the first match is enough: it sees all words after later matches, too.
  const at = (fits: RegExp, isFlag: (word: string) => boolean): boolean =>
    words.slice(words.findIndex((word) => fits.test(word)) + 1 || words.length).some(isFlag);
  return (
    at(SHELLS, (word) => /^-[a-z]+$/i.test(word) && /c/i.test(word)) ||
    at(/^(?:.*\/)?env$/, (word) => /^(?:-[a-z0]*S|--split-string)/.test(word)) ||
    at(RUNNERS, (word) => /^(?:-c|--call|--shell-mode)(?:=|$)/.test(word)) ||
    /^(?:eval|source|\.)$/.test(words[0] ?? "")
  );
}

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
  const needs = words.length === 0 || SHELLS_OWN.test(words[0]!) || handsToShell(words);
  return needs ? { shell: true, line } : { shell: false, words };
}

export const needsShell = (line: string): boolean => readCommandLine(line).shell;

/**
 * What cannot be seen, or makes its neighbours look otherwise: control and format characters, blanks other than the space,
 * what a terminal draws nothing for. `⟨` stands for none of them but begins their names.
 */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800⟨]|(?! )\p{Zs}/gu;
/** Blanks that push what follows out of sight, or that nobody sees at an end. */
const BLANKS = /^ +| +$| {3,}/g;

/** The name that stands for a character which cannot be seen. */
export const named = (char: string): string =>
  `⟨U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`;

/** A command in one line of which a person sees every character. No two commands look the same. */
export const visible = (command: string): string =>
  command
    .replace(HIDDEN, named)
    .replace(BLANKS, (blanks) => `⟨${blanks.length} blank${blanks.length === 1 ? "" : "s"}⟩`);

/** The commands that a person has typed, one per line. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\r\n]+/)
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];

/** Characters of a command, and how many may be named at once: in the settings, in an artifact and in an answer. */
export const MAX_COMMAND = 300;
export const MAX_COMMANDS = 8;

/** Why these lines cannot be commands that a person names; null: they can. */
export function commandsProblem(lines: readonly string[]): string | null {
  const long = lines.find((line) => line.length > MAX_COMMAND);
  if (long !== undefined)
    return `a command has at most ${MAX_COMMAND} characters, not ${long.length}: ${visible(long.slice(0, 60))}…; put it into a script`;
  return lines.length > MAX_COMMANDS
    ? `at most ${MAX_COMMANDS} commands, not ${lines.length}`
    : null;
}

/** Columns of a row of a dialog on a narrow terminal, and of what stands before a command. */
const ROW = 72;
const PREFIX = 20;
/** The first character that may take two columns. */
const WIDE = 0x1100;

/** Rows that a command takes in a dialog. */
function rowsOf(command: string): number {
  let columns = PREFIX;
  for (const char of visible(command)) columns += char.codePointAt(0)! < WIDE ? 1 : 2;
  return Math.ceil(columns / ROW);
}

/** Rows that commands may take beside what else a question says, and in a question that is about nothing else. */
const ROWS = { beside: 6, alone: 14 };

/** The first of these commands, as many as one question can show whole; at least one. */
export function fitting(commands: readonly string[], where: keyof typeof ROWS): string[] {
  let room = ROWS[where];
  const end = commands.findIndex((command) => {
    room -= rowsOf(command);
    return room < 0;
  });
  return commands.slice(0, end < 0 ? commands.length : Math.max(1, end));
}

/** Whether a question that is about more than these commands has room for all of them. */
export const fitInQuestion = (commands: readonly string[]): boolean =>
  commands.reduce((rows, one) => rows + rowsOf(one), 0) <= ROWS.beside;
