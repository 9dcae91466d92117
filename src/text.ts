/** How many columns a text takes on a terminal. */
export const columns = (text: string): number => Bun.stringWidth(text);

/** A text cut to `width` columns, with `…` where it was cut; never cut within a character. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (columns(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

const pad = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - columns(text)));

/** No cell of a table is narrower. */
const MIN_CELL = 6;

/**
 * Rows as aligned columns, all of one row in one text. Where they do not fit into `width`, cells of
 * the column `flexible` are broken into lines.
 */
export function table(rows: string[][], width: number, flexible: number): string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => columns(row[at] ?? ""))),
  );
  const over = widths.reduce((sum, one) => sum + one + 2, -2) - width;
  if (over > 0) widths[flexible] = Math.max(MIN_CELL, widths[flexible]! - over);
  const line = (row: string[]): string =>
    row.map((cell, at) => pad(fit(cell, widths[at]!), widths[at]!)).join("  ");
  return rows.map((row) => {
    const cells = row.map((cell, at) => wrapWhole(cell, widths[at]!, 0));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, down) =>
      line(cells.map((cell) => cell[down] ?? "")).trimEnd(),
    ).join("\n");
  });
}

/** A line broken between words into lines of at most `width` columns, all with its indentation. */
const wrap = (line: string, width: number): string[] =>
  broken(line, width, 0, (word) => [word]).map((one) => fit(one, width));

/**
 * The same with nothing cut: a word that is longer than a line is broken within. Lines after the
 * first stand `hang` columns further in.
 */
export const wrapWhole = (line: string, width: number, hang = 2): string[] =>
  broken(line, width, hang, (word) =>
    [...new Intl.Segmenter().segment(word)].map(({ segment }) => segment),
  );

/** Lines with a command that is copied: whoever shows one breaks it without a line's end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a colour begins
const COPIED = /^(?:\u001b\[\d+m)?(?:Answer|Next|Then|Type|To undo this):(?:\u001b\[\d+m)? /;

/**
 * A text whose lines are broken between words where a terminal of `width` columns would break them
 * anywhere.
 */
export const inColumns = (text: string, width: number): string =>
  text
    .split("\n")
    .flatMap((line) => (COPIED.test(line) ? [line] : broken(line, width, 0, (word) => [word])))
    .join("\n");

/** `partsOf`: what stays together of a word that is longer than a line. */
function broken(
  line: string,
  width: number,
  hang: number,
  partsOf: (word: string) => string[],
): string[] {
  const indent = /^ */.exec(line)![0];
  const lines: string[] = [];
  let [current, isEmpty] = [indent, true];
  const close = (): void => {
    lines.push(current);
    [current, isEmpty] = [indent + " ".repeat(hang), true];
  };
  for (const word of line.trimStart().split(" ")) {
    const next = isEmpty ? current + word : `${current} ${word}`;
    if (columns(next) <= width) {
      [current, isEmpty] = [next, false];
      continue;
    }
    if (!isEmpty) close();
    for (const part of partsOf(word)) {
      if (!isEmpty && columns(current + part) > width) close();
      [current, isEmpty] = [current + part, false];
    }
  }
  return [...lines, current];
}

/**
 * A title of at most `width` columns: of a longer text its first sentence, else as many whole words
 * as there is room for.
 */
export function titleOf(text: string, width: number): string {
  const whole = [text, text.split(/(?<=[.!?])\s/)[0]!].find((one) => columns(one) <= width);
  const words = wrap(text, width - 1)[0]!.replace(/[\s,;:–—-]+$/, "");
  // A word that is longer than half of it is cut within.
  return whole ?? (columns(words) < width / 2 ? fit(text, width) : `${words}…`);
}

/** At most `max` lines for the items of a list; the last says how many are not shown. */
export function clip<T>(items: T[], max: number, show: (item: T) => string): string[] {
  if (items.length <= max) return items.map(show);
  return [...items.slice(0, max - 1).map(show), `… and ${items.length - max + 1} more`];
}

/** A text cut to `max` characters, with `…` as the last one where it was cut. */
export const cut = (text: string, max: number): string =>
  text.length > max ? `${text.slice(0, max - 1)}…` : text;

/** Which questions are asked after the first ones: `, then Q3, Q4`; empty where none is. */
export const thenText = (ids: readonly string[]): string =>
  ids.length === 0 ? "" : `, then ${someOf(ids, 3)}`;

/** The first `most` names, and how many more there are. */
export const someOf = (names: readonly string[], most = 5): string =>
  names.slice(0, most).join(", ") + (names.length > most ? ` and ${names.length - most} more` : "");

/** Lines that are said where something holds. */
export const given = <One = string>(holds: boolean, ...lines: One[]): One[] => (holds ? lines : []);

/** The first `most` lines, and one that says how many more there are. */
export const firstLines = (
  lines: readonly string[],
  most: number,
  rest = "",
  mark = "",
): string[] => [
  ...lines.slice(0, most),
  ...(lines.length > most ? [`${mark}and ${lines.length - most} more${rest}`] : []),
];

/** Colours as functions: in a hook, a pipe and a test they do nothing. */
export type Paint = Record<
  "bold" | "dim" | "red" | "green" | "yellow" | "cyan",
  (text: string) => string
>;

const same = (text: string): string => text;
export const PLAIN: Paint = {
  bold: same,
  dim: same,
  red: same,
  green: same,
  yellow: same,
  cyan: same,
};

/** A text that was painted, cleaned but for its colours. */
export const cleanPainted = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how a colour begins
    .split(/(\u001b\[\d+m)/)
    .map((part, at) => (at % 2 === 1 ? part : clean(part)))
    .join("");

/**
 * Control characters, without which there are no escape codes, and marks that change the reading
 * direction.
 */
export const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text without any of them. */
export const clean = (text: string): string => text.replace(UNSAFE, "");

/** What went wrong, and what helps. */
export const withRemedy = ({ problem, remedy }: Record<"problem" | "remedy", string>): string =>
  clean(`${problem}; ${remedy}`);

/**
 * A text with runs of white space as one space, none at its ends, and its letters composed: two
 * that read alike are the same.
 */
export const fold = (text: string): string =>
  composed(text).split(/\s+/u).filter(Boolean).join(" ");

/** How two names are compared: white space, letter case and the form of accents tell none apart. */
export const nameKey = (text: string): string => fold(text).toLowerCase();

const composed = (text: string): string => (/[^\0-\x7f]/.test(text) ? text.normalize("NFC") : text);

/** A text as one line: line breaks and runs of white space become one space. */
export const oneLine = (text: string): string => clean(text.replace(/\s+/g, " ")).trim();

/** The same with its blanks as they are, such as columns of an output. */
export const unbroken = (text: string): string =>
  clean(text.replace(/\s*[\n\r\v\f\u2028\u2029]\s*|\t/g, " ")).trim();

/** A text as a sentence of its own; a path, a flag or the name of gh stays as it is. */
export const sentence = (text: string): string =>
  text.replace(/^(?!gh )\p{Ll}(?=\p{L}*[ ,])/u, (letter) => letter.toUpperCase());

/** A value of JSON as a person would write it, short enough for one line. */
export function shortJson(value: unknown): string {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

/** On which clock times are written: the one of this machine, or that of UTC. */
export type Zone = "local" | "UTC";

/** A time of the journal for people: `2026-01-31 12:05`; that of UTC says so. */
export function moment(at: string, zone: Zone = "UTC"): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  // By hand: to load what the platform knows of languages and zones takes longer than all else that
  // a look does.
  const ahead = zone === "local" ? -time.getTimezoneOffset() : 0;
  const written = new Date(time.getTime() + ahead * 60_000)
    .toISOString()
    .slice(0, 16)
    .replace("T", " ");
  return ahead === 0 ? `${written} UTC` : written;
}

/**
 * Minutes from one time of the journal to another; 0 where the clock went back, or one is no time.
 */
export const minutesBetween = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / 60_000) || 0;

/** A number of minutes for people: `40 s`, `12 min`, `2 h 05 min`, `3 d 4 h`. */
export function duration(minutes: number): string {
  if (minutes < 1) return `${Math.round(minutes * 60)} s`;
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole} min`;
  const hours = Math.floor(whole / 60);
  if (hours < 48) return `${hours} h ${String(whole % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A text in a code fence that is longer than any run of backticks in it. */
export function fence(text: string, language = ""): string {
  const longest = (text.match(/`{4,}/g) ?? []).reduce((most, run) => Math.max(most, run.length), 3);
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`;
}

/** How text is laid out: columns of a line, and colours. */
export interface Layout {
  width: number;
  paint: Paint;
  /** UTC unless said. */
  zone?: Zone;
  /**
   * Columns for a table, where it has to be narrower, so that its reader's window does not wrap its
   * rows.
   */
  table?: number;
}

/**
 * In the host: it sets answers further in and wraps them, so that of 80 columns of a terminal these
 * are left over.
 */
export const HOST_TABLE = 70;

export const PLAIN_LAYOUT: Layout = { width: 100, paint: PLAIN };

/** Which state of something a verdict is about; `final`: that at the end, null: nobody can tell. */
export const asItWas = (final: boolean | null): string =>
  final === true
    ? "as it is at the end"
    : `as it was then${final === false ? ", which changed after it" : ""}`;

/** One word of a shell line, whatever it holds. */
export const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A path or name for a command line that a person may type. */
export const typed = (text: string): string => (/^[\w@%+:,./-]+$/.test(text) ? text : quote(text));

/** How often each word occurs, without words that do not: `1 issue, 2 pending`. */
export const countsText = (words: readonly string[], of: readonly string[]): string => {
  const counts = of.map((name) => [words.filter((word) => word === name).length, name] as const);
  return counts.flatMap(([count, name]) => given(count > 0, `${count} ${name}`)).join(", ");
};

/** `1 round`, `2 rounds`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** US dollars for people, to a hundredth of a cent where it is little: `$12.35`, `$0.0019`. */
export const dollars = (usd: number): string =>
  usd >= 1 || usd === 0 ? `$${usd.toFixed(2)}` : `$${Number(usd.toFixed(4))}`;

/**
 * A large number for people, in thousands or millions of a unit; `few`: how one that is not large
 * is written.
 */
function scaled(count: number, few: string, unit: string): string {
  if (count < 10_000) return few;
  return count < 1_000_000
    ? `${Math.round(count / 1_000)} k${unit}`
    : `${(count / 1_000_000).toFixed(1)} M${unit}`;
}

/** A number of tokens for people: `12 k`, `1.5 M`. */
export const tokens = (count: number): string => scaled(count, String(count), "");

/** A number of bytes for people: `812 bytes`, `96 kB`, `1.4 MB`. */
export const bytesText = (bytes: number): string => scaled(bytes, plural(bytes, "byte"), "B");

/** What was used, for people. */
export const spentText = (spent: { tokens: number; tool_calls: number; minutes: number }): string =>
  `${tokens(spent.tokens)} tokens, ${plural(spent.tool_calls, "tool call")}, ${duration(spent.minutes)}`;

/** The same of the main thread. */
export const mainText = (main: { requests: number; tokens: number }): string =>
  `the main thread ${tokens(main.tokens)} tokens in ${plural(main.requests, "request")}`;

/** Whether two words differ by one edit at most: a letter added, dropped, replaced, or two swapped. */
export function isNear(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let [end, otherEnd] = [one.length, other.length];
  for (; end > start && otherEnd > start && one[end - 1] === other[otherEnd - 1]; end--) otherEnd--;
  const [from, to] = [one.slice(start, end), other.slice(start, otherEnd)];
  const isSwap = from.length === 2 && from === [...to].reverse().join("");
  return (from.length < 2 && to.length < 2) || isSwap;
}

/** `; did you mean X?` for a known name that is one edit away, or is written large; else nothing. */
export function didYouMean(given: string, known: string[], prefix = ""): string {
  // One edit of a single letter is any letter.
  const near = known.find(
    (name) => name.length > 1 && isNear(given.toLowerCase(), name.toLowerCase()),
  );
  return near === undefined ? "" : `; did you mean ${prefix}${near}?`;
}

/**
 * A text of the program's without folders of this machine, of which whoever reads it elsewhere has
 * none: files of the project below `root` are named from there, others by their name.
 */
export const placeless = (text: string, root?: string): string =>
  (root === undefined ? text : text.replaceAll(`${root}/`, "")).replace(
    /(?<![\w.:/~-])\/(?:[\w.@+-]+\/){2,}/g,
    "…/",
  );
