/**
 * Finds pieces of secret values in a text: runs of eight characters of a value wherever they stand, also backwards, in another
 * case of letters, in hexadecimal or base64 (at whatever offset), escaped for an address, JSON or HTML, and split over lines or
 * by quotation marks. Only runs that look made at random count: a password of ordinary words would mask half of every log.
 */

/** In characters. Shorter pieces occur by chance. */
const RUN = 8;
/** The same in hexadecimal: hashes are in many outputs. */
const HEX_RUN = 12;
/** In characters. Of a longer value only the beginning is looked for. */
const MAX_VALUE = 16_384;
/** With more runs a search would take too much memory. */
const MAX_RUNS = 500_000;

/** Pairs of letters of which words consist: of those in sources and documents 97 of 100 are one of these. */
const PAIRS = new Set(
  (
    "abcdfgiklmnprstuvwy baeijloru cacehiklorstu dadeiosu eacdefgilmnpqrstvwxy faefilortu gaeinorsu haeiort iabcdefglmnoprstvxz jes keis ladeilostuy mabeilmopsu nacdefgiklnostuvy oabcdefgiklmnoprstuvw " +
    "paeiloprstu qu racdegikmnorstuy sacehiklnoprstuy tacehilorstuy uabcdegilmnprst vaei waehinors xapt yops ze"
  )
    .split(" ")
    .flatMap(([first, ...others]) => others.map((one) => `${first}${one}`)),
);

/** Whether letters may be a word, or a part of one. */
function isWord(letters: string): boolean {
  let known = 0;
  for (let at = 0; at < letters.length - 1; at++) if (PAIRS.has(letters.slice(at, at + 2))) known++;
  return letters.length <= 3 || known * 3 >= (letters.length - 1) * 2;
}

const ROW = "0123456789abcdefghijklmnopqrstuvwxyz";
const ROWS = [ROW, [...ROW].reverse().join("")];

/** Digits of a run that has letters, too: more of them are no version and no number of a host. */
const MAX_DIGITS = 4;

/** Whether a run is of words, short numbers and what stands between them, as `eu-west-1` or `base64enc`, or counts as `456789ab`. */
function isOrdinary(run: string): boolean {
  if (ROWS.some((row) => row.includes(run))) return true;
  const digits = run.match(/\d/g)?.length ?? 0;
  if (digits > 0 && /[!#$%^&*?]/.test(run)) return false;
  if (digits > MAX_DIGITS && /[a-z]/.test(run)) return false;
  return run.split(/[^a-z0-9]+/).every((part) => {
    const letters = part.split(/\d+/).filter((one) => one !== "");
    return letters.length <= 2 && letters.every((one) => /^[a-z]+$/.test(one) && isWord(one));
  });
}

/** Words that are passwords of many a development database, and names in its every log. */
const ORDINARY = new Set(
  (
    "postgres postgresql mysql mariadb mongo mongodb redis rabbitmq rabbit guest root admin administrator user users username " +
    "password passwd pass secret secrets test tests testing tester example sample demo default localhost local development " +
    "develop production prod staging stage docker container compose database public private service server client master " +
    "replica primary minio minioadmin elastic elasticsearch keycloak kafka grafana prometheus vault consul changeme dummy " +
    "placeholder token apikey cache session account company project website backend frontend worker queue node python django " +
    "rails laravel symfony spring flask express next nest react angular svelte bearer basic none null true false enabled disabled"
  ).split(" "),
);

/**
 * Whether a value is a word that an output has in other places than as a password. It is masked there alone where it stands
 * behind a name or in an address.
 */
export const isOrdinaryWord = (value: string): boolean => ORDINARY.has(value.toLowerCase().replace(/\d{1,2}$/, ""));

/** Characters that a program puts between the pieces of a value that it splits. */
const BETWEEN = new Set([..." \t\r\n\"'`+,|:\\"]);
/** A character that is written as its number; before the first two backslashes stand, one or more. */
const ESCAPED = /u\{?([0-9a-fA-F]{2,6})\}?|x([0-9a-fA-F]{2})|%([0-9a-fA-F]{2})|&#(?:x([0-9a-fA-F]{2,6})|(\d{2,7}));/y;

/** A text without what may stand between pieces, and in small letters; `from` and `to`: where each character stood. */
interface Bare {
  text: string;
  from: Uint32Array;
  to: Uint32Array;
}

function bare(text: string): Bare {
  const from = new Uint32Array(text.length);
  const to = new Uint32Array(text.length);
  let out = "";
  let count = 0;
  const add = (char: string, start: number, end: number): void => {
    const small = char.toLowerCase();
    out += small.length === 1 ? small : char[0]!;
    from[count] = start;
    to[count++] = end;
  };
  for (let at = 0; at < text.length; ) {
    const char = text[at]!;
    if (char === "\\" || char === "%" || char === "&") {
      let start = at;
      while (text[start] === "\\") start++;
      ESCAPED.lastIndex = start;
      const found = ESCAPED.exec(text);
      if (found !== null) {
        const [whole, u, x, percent, html, decimal] = found;
        const code = decimal === undefined ? Number.parseInt((u ?? x ?? percent ?? html)!, 16) : Number(decimal);
        const meant = code > 0 && code < 0xffff ? String.fromCharCode(code) : "?";
        if (!BETWEEN.has(meant)) add(meant, at, start + whole.length);
        at = start + whole.length;
        continue;
      }
      if (start > at) {
        at = start;
        continue;
      }
    }
    if (!BETWEEN.has(char)) add(char, at, at + 1);
    at++;
  }
  return { text: out, from, to };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The base64 of a value for each place at which it can begin in a group of three bytes, without what hangs on its neighbours. */
function base64Of(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((shift) => {
    let binary = "\0".repeat(shift);
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary).slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
  });
}

/** The parts of a value that are secret by themselves: words of a sentence, a path and the host of an address are none. */
const partsOf = (value: string): string[] =>
  value
    .slice(0, MAX_VALUE)
    .split(/\s+|["'{}[\],;<>()]+/)
    .flatMap((part) =>
      /^(?:[~.]{0,2}|[A-Za-z]:)[/\\]/.test(part) ? [] : part.includes("://") ? addressParts(part) : [part],
    )
    .filter((part) => part.length >= RUN);

/** Of an address what looks like a key: long, and with digits and letters. */
const addressParts = (address: string): string[] =>
  address.split(/[/?&=#:@.]+/).filter((part) => part.length >= 16 && /\d/.test(part) && /[A-Za-z]/.test(part));

/** Places in a text, from and to, in no order. */
type FindRuns = (text: string) => [start: number, end: number][];

/** Words that stand by themselves in a value, as the name of a vendor before its key does: they say nothing of the rest. */
const WORDS = /(?<![a-z0-9])[a-z]{4,}(?![a-z0-9])/g;

/** A value with a blank in the place of such words and of what stands between the parts of a name. */
const withoutWords = (value: string): string =>
  value.replace(WORDS, (word) => (isWord(word) ? " ".repeat(word.length) : word)).replace(/[-_.:/]/g, " ");

/** Makes the search for runs of these values; null: they have none that could be told from ordinary text. */
export function runsOf(values: Iterable<string>): FindRuns | null {
  const runs = new Set<string>();
  const addAll = (form: string, length: number, isCode = false): void => {
    const all = Array.from({ length: Math.max(0, form.length - length + 1) }, (_, at) => form.slice(at, at + length));
    const odd = isCode ? all : all.filter((run) => !isOrdinary(run));
    const bare = withoutWords(form);
    const isOfWords = (at: number): boolean => bare.slice(at, at + length).trim() === "";
    // Of what is made at random the runs that look like words by chance are as telling as the others.
    const taken =
      odd.length * 4 > all.length ? all.filter((run, at) => isCode || (/[a-z]/.test(run) && !isOfWords(at))) : odd;
    for (const run of taken) if (runs.size < MAX_RUNS) runs.add(run);
  };
  for (const part of new Set([...values].flatMap(partsOf))) {
    const plain = bare(part).text;
    addAll(plain, RUN);
    addAll([...plain].reverse().join(""), RUN);
    // The other forms of what is made of words say as little by a part as the words themselves.
    if (plain.length < RUN || isOrdinary(plain)) continue;
    const bytes = bytesOf(part.toWellFormed());
    for (const code of base64Of(bytes)) addAll(bare(code).text.replaceAll("-", "+"), RUN);
    addAll(hexOf(bytes), HEX_RUN, true);
  }
  if (runs.size === 0) return null;
  // Most places of a text are ruled out by two characters.
  const begun = new Uint8Array(65_536);
  const pair = (text: string, at: number): number => (text.charCodeAt(at) * 256 + text.charCodeAt(at + 1)) & 0xffff;
  for (const run of runs) begun[pair(run, 0)] = 1;
  const lengths = [...new Set([...runs].map((run) => run.length))];
  return (text) => {
    const { text: small, from, to } = bare(text);
    const found: [number, number][] = [];
    for (let at = 0; at + RUN <= small.length; at++) {
      if (begun[pair(small, at)] === 0) continue;
      for (const length of lengths)
        if (runs.has(small.slice(at, at + length))) found.push([from[at]!, to[at + length - 1]!]);
    }
    return found;
  };
}
