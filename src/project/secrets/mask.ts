import { tokensIn } from "./token-forms.ts";

/**
 * Masks secret values in a program's output. A value is found as it is, whole and line by line, and
 * as it stands in JSON, in an address and in base64. One that is an ordinary word of every log is
 * masked where it stands as a password alone. What is known for a secret by its form is masked
 * whether or not its value is known.
 */

/** Replaces a value. */
export const MASK = "[masked]";

/** In characters. Shorter values are not masked: they occur in ordinary words. */
export const MIN_SECRET_LENGTH = 4;

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
 * Whether a value is a word that an output has in other places than as a password. It is masked
 * there alone where it stands after a name or in an address.
 */
const isOrdinaryWord = (value: string): boolean =>
  ORDINARY.has(value.toLowerCase().replace(/\d{1,2}$/, ""));

/** Masks its values in a text. */
export type Mask = (text: string) => string;

/** What a password seldom holds, and nearly every line of a program does. */
const PROGRAM = /[\s(){};"'`]/;

/**
 * Makes a mask for values of at least MIN_SECRET_LENGTH; with `showsPrograms` not for lines that read as program text. Takes
 * linear time in the text for each form of a value.
 */
export function maskOf(values: Iterable<string>, showsPrograms = false): Mask {
  const all = [...new Set(values)];
  const words = new Set(all.map((one) => one.trim().toLowerCase()).filter(isOrdinaryWord));
  const forms = formsOf(all, showsPrograms).filter((form) => !words.has(form.toLowerCase()));
  return (text) => {
    const hidden = new Uint8Array(text.length);
    for (const form of forms) hide(text, form, hidden);
    for (const [start, end] of words.size > 0 ? wordsAsValues(text, words) : [])
      hidden.fill(1, start, end);
    for (const [start, end] of tokensIn(text)) hidden.fill(1, start, end);
    return written(text, hidden);
  };
}

/** What stands after the name of a secret. The password of an address is found by its form. */
const NAMED_VALUE =
  /(?:pass|passwd|password|passphrase|pwd|secret|token|key|auth|credentials?|pat|sk)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([\w-]{4,40})(?![\w-])/dgi;

const wordsAsValues = (text: string, words: ReadonlySet<string>): [number, number][] =>
  [...text.matchAll(NAMED_VALUE)].flatMap(({ 1: value, indices }) =>
    words.has(value!.toLowerCase()) ? [indices![1]!] : [],
  );

function hide(text: string, form: string, hidden: Uint8Array): void {
  let done = 0;
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) {
    // From `done` on, so that a value that overlaps itself takes no longer.
    hidden.fill(1, Math.max(at, done), at + form.length);
    done = at + form.length;
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

/** All forms of these values, each once. */
function formsOf(values: readonly string[], showsPrograms: boolean): string[] {
  const forms = values.flatMap((value) => {
    const trimmed = value.trim();
    // Line ends may be written as `\n`, which whoever reads the value takes for one.
    const lines = trimmed.split(/\r?\n|\\r\\n|\\n/).map((line) => line.trim());
    // Also each line alone: a program may print something between the lines of a value.
    return [value, trimmed, ...lines]
      .filter(
        (one) => one.trim().length >= MIN_SECRET_LENGTH && !(showsPrograms && PROGRAM.test(one)),
      )
      .flatMap(writtenForms);
  });
  return [...new Set(forms)];
}

const writtenForms = (value: string): string[] => [
  value,
  JSON.stringify(value).slice(1, -1),
  // A lone surrogate has no encoding: it becomes U+FFFD.
  encodeURIComponent(value.toWellFormed()),
  Buffer.from(value).toString("base64").replace(/=+$/, ""),
];
