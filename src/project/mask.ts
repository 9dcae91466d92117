import { tokensIn } from "./token-forms.ts";

/**
 * Masks secret values in a program's output. A value is found as it is, and as programs commonly write it: base64 (alone,
 * within a longer one, and broken into lines), percent-encoded, hexadecimal, and escaped for JSON or a shell; and twelve
 * characters in a row of one that is made at random. One that is an ordinary word of every log is masked where it stands as a
 * password alone. What is known for a secret by its form is masked whether or not its value is known.
 */

/** Replaces a value. */
export const MASK = "[masked]";

/** In characters. Shorter values are not masked: they occur in ordinary words. */
export const MIN_SECRET_LENGTH = 4;

/** The shortest piece of an encoding that is searched for; pieces of this length do not occur by chance. */
const MIN_CODE_LENGTH = 5;
/** Line lengths of PEM files and of `base64`. */
const WRAPS = [64, 76];

/** In characters. Encodings of longer values are not searched for. */
const MAX_ENCODED_LENGTH = 16_384;
/** With more forms a search would take too long: then the whole text is masked. */
const MAX_FORMS = 5_000;

const CODE_CHAR = /[A-Za-z0-9+/_-]/;
const CODE_END = /[A-Za-z0-9+/_=-]/;

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
const isOrdinaryWord = (value: string): boolean => ORDINARY.has(value.toLowerCase().replace(/\d{1,2}$/, ""));

/** Masks its values in the pieces of one text, and returns the pieces. */
export type Mask = (pieces: readonly string[]) => string[];

interface Form {
  text: string;
  /** It is part of a longer encoded text, all of which is masked. */
  code: boolean;
}

/**
 * Makes a mask for values of at least MIN_SECRET_LENGTH. It takes a text whole, or in pieces between which something was cut
 * out: then the beginning of a value is masked at the end of each, too. Takes linear time in the text for each form of a value.
 */
export function maskOf(values: Iterable<string>): Mask {
  const all = [...new Set(values)];
  const words = new Set(all.map((one) => one.trim().toLowerCase()).filter(isOrdinaryWord));
  const forms = formsOf(all).filter(({ text }) => !words.has(text.toLowerCase()));
  if (forms.length > MAX_FORMS) return (pieces) => pieces.map((text) => (text === "" ? "" : MASK));
  const runs = runsOf(all);
  return (pieces) =>
    pieces.map((text, at) => {
      const hidden = new Uint8Array(text.length);
      const goesOn = at < pieces.length - 1;
      for (const form of forms) {
        hideWhole(text, form, hidden);
        if (goesOn) hideEnd(text, form, hidden);
      }
      for (const [start, end] of runs.size > 0 ? runsIn(text, runs) : []) hidden.fill(1, start, end);
      for (const [start, end] of words.size > 0 ? wordsAsValues(text, words) : []) hidden.fill(1, start, end);
      for (const [start, end] of tokensIn(text, { begun: at > 0, goesOn })) hidden.fill(1, start, end);
      return written(text, hidden);
    });
}

/** In characters; of what is made at random so many in a row stand nowhere else. */
const RUN = 12;
const WORD = /[A-Za-z0-9]{12,}/g;
const isRandom = (run: string): boolean => /\d.*\d/.test(run) && /[A-Za-z].*[A-Za-z]/.test(run);

/** The runs of letters and digits in a text, each with its place. */
function* windowsOf(text: string): Generator<[run: string, at: number]> {
  for (const { 0: word, index } of text.matchAll(WORD))
    for (let at = 0; at + RUN <= word.length; at++) yield [word.slice(at, at + RUN), index + at];
}

/** Runs of these values that look made at random: a password of ordinary words would mask half of every log. */
const runsOf = (values: readonly string[]): ReadonlySet<string> =>
  new Set(
    values.flatMap((one) => [...windowsOf(one.slice(0, MAX_ENCODED_LENGTH))].map(([run]) => run)).filter(isRandom),
  );

function* runsIn(text: string, runs: ReadonlySet<string>): Generator<[start: number, end: number]> {
  for (const [run, at] of windowsOf(text)) if (runs.has(run)) yield [at, at + RUN];
}

/** What stands behind the name of a secret. The password of an address is found by its form. */
const NAMED_VALUE =
  /(?:pass|passwd|password|passphrase|pwd|secret|token|key|auth|credentials?|pat|sk)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([\w-]{4,40})(?![\w-])/dgi;

const wordsAsValues = (text: string, words: ReadonlySet<string>): [number, number][] =>
  [...text.matchAll(NAMED_VALUE)].flatMap(({ 1: value, indices }) =>
    words.has(value!.toLowerCase()) ? [indices![1]!] : [],
  );

function hideWhole(text: string, { text: form, code }: Form, hidden: Uint8Array): void {
  let done = 0;
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) {
    const start = code ? codeStart(text, at, done) : at;
    const end = code ? codeEnd(text, at + form.length) : at + form.length;
    // From `done` on, so that a value that overlaps itself takes no longer.
    hidden.fill(1, Math.max(start, done), Math.max(end, done));
    done = Math.max(end, done);
    if (code) at = end - 1;
  }
}

/** Where the encoded text around a position begins, at `limit` or later; and where it ends. */
function codeStart(text: string, from: number, limit: number): number {
  let at = from;
  while (at > limit && CODE_CHAR.test(text[at - 1]!)) at--;
  return at;
}
function codeEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && CODE_END.test(text[at]!)) at++;
  return at;
}

/** Masks the beginning of a value at the end of a text. */
function hideEnd(text: string, { text: form, code }: Form, hidden: Uint8Array): void {
  for (let length = Math.min(form.length - 1, text.length); length >= MIN_SECRET_LENGTH; length--)
    if (text.endsWith(form.slice(0, length))) {
      const start = text.length - length;
      return void hidden.fill(1, code ? codeStart(text, start, 0) : start);
    }
}

function written(text: string, hidden: Uint8Array): string {
  let out = "";
  let from = 0;
  for (let at = hidden.indexOf(1); at !== -1; at = hidden.indexOf(1, from)) {
    out += text.slice(from, at) + MASK;
    const end = hidden.indexOf(0, at);
    if (end === -1) return out;
    from = end;
  }
  return out + text.slice(from);
}

/** All forms of these values, each once, the longest first. */
function formsOf(values: Iterable<string>): Form[] {
  const forms = new Map<string, boolean>();
  for (const value of new Set(values)) {
    const trimmed = value.trim();
    if (trimmed.length < MIN_SECRET_LENGTH) continue;
    // Line ends may be written as `\n`, which whoever reads the value takes for one.
    const lines = trimmed.split(/\r?\n|\\r\\n|\\n/).map((line) => line.trim());
    // Also each line alone: a program may print something between the lines of a value.
    for (const one of new Set([value, trimmed, ...lines])) {
      if (one.length < MIN_SECRET_LENGTH) continue;
      const encoded = one.length <= MAX_ENCODED_LENGTH;
      for (const text of encoded ? plainForms(one) : [one]) forms.set(text, false);
      for (const text of encoded ? base64Forms(one) : []) if (!forms.has(text)) forms.set(text, true);
    }
  }
  return [...forms].map(([text, code]) => ({ text, code })).sort((a, b) => b.text.length - a.text.length);
}

const escaped = (code: number): string => `%${code.toString(16).padStart(2, "0").toUpperCase()}`;

function plainForms(value: string): string[] {
  // A lone surrogate has no encoding: it becomes U+FFFD.
  const percent = encodeURIComponent(value.toWellFormed());
  const strict = percent.replaceAll(/[!'()*]/g, (char) => escaped(char.charCodeAt(0)));
  const urls = [percent, strict].flatMap((one) => [
    one,
    one.replaceAll("%20", "+"),
    one.replaceAll("%2F", "/"),
    encodeURI(value.toWellFormed()),
  ]);
  const json = JSON.stringify(value).slice(1, -1);
  const goJson = json.replaceAll(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  const hex = Buffer.from(value).toString("hex");
  const forms = [
    value,
    ...urls,
    ...urls.map((one) => one.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())),
    json,
    goJson,
    value.replaceAll("'", "'\\''"),
    value.replaceAll("$", "$$$$"),
    hex,
    hex.toUpperCase(),
  ];
  return forms.filter((one) => one.length >= MIN_SECRET_LENGTH);
}

/**
 * The part of a value's base64 that does not depend on the bytes around it, for each of the three positions at which it can
 * begin in a group of three bytes; and the lines of its base64 broken at common lengths.
 */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value);
  const found: string[] = [];
  for (const shift of [0, 1, 2]) {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    const first = Math.ceil((shift * 8) / 6);
    const behind = Math.floor((padded.length * 8) / 6);
    const core = padded.toString("base64").slice(first, behind);
    // Without bytes before it a shorter piece is certain enough.
    if (core.length >= MIN_CODE_LENGTH || (shift === 0 && core.length >= MIN_SECRET_LENGTH)) found.push(core);
  }
  const whole = bytes.toString("base64");
  for (const width of WRAPS)
    for (let at = 0; whole.length > width && at < whole.length; at += width) {
      const line = whole.slice(at, at + width).replaceAll("=", "");
      if (line.length >= MIN_CODE_LENGTH) found.push(line);
    }
  return found.flatMap((one) => [one, one.replaceAll("+", "-").replaceAll("/", "_")]);
}
