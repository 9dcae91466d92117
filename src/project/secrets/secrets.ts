import { join } from "node:path";
import { parseEnv } from "node:util";
import { attempt } from "../../process/attempt.ts";
import type { ProcessResult } from "../../process/run.ts";
import { entriesIn, statAt } from "../../store/files/plain-file.ts";
import { readArtifact } from "../../store/files/small-file.ts";
import { plainOutput } from "../commands/test-output.ts";
import { denyList } from "./deny-list.ts";
import { type Mask, maskOf } from "./mask.ts";

/**
 * Words by which a variable's name shows that its value is secret; the shell's own PWD is excepted
 * below.
 */
const WORDS = new Set([
  ..."pass passwd password passphrase passcode pwd secret secrets token tokens key keys apikey credential".split(
    " ",
  ),
  ..."credentials cred creds auth private salt pepper dsn cookie signature signing bearer jwt pin otp webhook pat sk".split(
    " ",
  ),
  ..."pw psk sas hmac mnemonic connectionstring".split(" "),
]);
/** Endings that tell a secret's name, where it is written as one word. */
const ENDS = /(?:password|passwd|passphrase|secret|token|apikey|credentials|pwd)$/;
const FOLDERS = new Set(["PWD", "OLDPWD"]);
/**
 * Whether a variable's name shows that its value is secret: `DB_PASSWORD`, `apiKey`, `GITHUBTOKEN`.
 */
export function looksSecret(name: string): boolean {
  if (FOLDERS.has(name) || name.length > 200) return false;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => WORDS.has(word) || ENDS.test(word));
}

/** The passwords in all addresses of a text, as they are written and decoded. */
function passwordsIn(value: string): string[] {
  const authorities = value
    .split("://")
    .slice(1)
    .map((part) => part.slice(0, 2_000).split(/[\s/?#"']/, 1)[0]!);
  return authorities.flatMap((authority) => {
    const password = /^[^:]*:(.*)@/s.exec(authority)?.[1];
    return password === undefined
      ? []
      : [password, attempt(() => decodeURIComponent(password), password)];
  });
}

type Variable = readonly [name: string, value: string];

/** The values to mask: those whose name looks secret, and the password of every address. */
export function secretValues(variables: readonly Variable[]): string[] {
  const found = variables.flatMap(([name, value]) => {
    const isNamed = looksSecret(name) && !(/tokens$/i.test(name) && /^\d{1,7}$/.test(value));
    return [...(isNamed && value !== "" ? [value] : []), ...passwordsIn(value)];
  });
  return [...new Set(found)];
}

/** A line of a `.env` file; to some programs a `#` in it is part of the value. */
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*((?!["'`])\S.*?)[ \t\r]*$/gm;

/** A value in quotes, perhaps over several lines; a name may come more than once. */
const QUOTED =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|`((?:[^`\\]|\\[\s\S])*)`)/gm;
const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
const unescaped = (text: string): string =>
  text.replaceAll(/\\([\s\S])/g, (_all, char: string) => ESCAPES[char] ?? char);

/**
 * Variables of a `.env` file: as Node reads them, to the letter, and without escapes. Rather too
 * much is masked than too little.
 */
export function readDotEnv(text: string): Variable[] {
  const source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const parsed = Object.entries(parseEnv(source)).map(
    ([name, value = ""]): Variable => [name, value],
  );
  const quoted = [...source.matchAll(QUOTED)].flatMap(
    ([, name, double, single, tick]): Variable[] => {
      const value = double ?? single ?? tick!;
      return [value, ...(double === undefined ? [] : [unescaped(double)])].map((one) => [
        name!,
        one,
      ]);
    },
  );
  const plain = [...source.matchAll(ASSIGNMENT)].map(
    ([, name, value]): Variable => [name!, value!],
  );
  return [...parsed, ...quoted, ...plain];
}

/**
 * A name and a value after it, in whatever form a file of secrets has them; a line that is one
 * long word is a secret whole.
 */
const PAIR =
  /([A-Za-z_][\w.-]{0,100})["']?(?:[ \t]{0,4}[=:][ \t]{0,4}|[ \t]{1,4})["']?([^\s"',;]{4,2000})/g;
const ALONE = /^[ \t]*([\w+/.:$-]{16,4000}={0,2})[ \t]*$/gm;
/** In such a file a word of letters and digits may be one, and is no command. */
const MIXED = /^(?=\D*\d)(?=.*[A-Za-z])[\w+=-]{8,2000}$/;

/** The values of secrets that a file of the deny list holds. */
export function valuesIn(text: string): string[] {
  const pairs = [...text.matchAll(PAIR)].map(([, name, value]) => [name!, value!] as const);
  const mixed = pairs.flatMap(([, value]) => (MIXED.test(value) ? [value] : []));
  return [...secretValues(pairs), ...mixed, ...[...text.matchAll(ALONE)].map(([, word]) => word!)];
}

/** The line that a limited output has in place of its middle. */
const GAP = /(\n… \d+ bytes left out …\n)/;

/** Shorter values of the environment occur in ordinary words. */
const SHORTEST = 8;

/**
 * The mask for values of the environment and of the `.env` files in a project's folders whose names
 * look secret, and for passwords of addresses in them, from `shortest` characters on. `begun`: when
 * the run did. What is shown on this machine shows what was written into such a file since, and
 * what reads as program text: else a run could hide code from its reviewers.
 */
export function maskOfProject(
  root: string,
  env: NodeJS.ProcessEnv,
  shortest = SHORTEST,
  begun: number | null = null,
): Mask {
  const own = Object.entries(env).map(([name, value = ""]) => [name, value] as const);
  const { worktreeAt } =
    require("../worktrees/linked-worktrees.ts") as typeof import("../worktrees/linked-worktrees.ts");
  // A worktree of a stranger's commits has none of the person's files, and agents in it can read them.
  const roots = [root, worktreeAt(root)?.of ?? []].flat();
  const files = roots.flatMap((one) => envFilesOf(one, begun ?? undefined));
  const values = secretValues([...own, ...files]);
  return maskOf(
    values.filter((value) => value.length >= shortest),
    begun !== null,
  );
}

/** Folders that are looked into for `.env` files, the upper ones first. */
const MAX_FOLDERS = 3_000;
/** Folders of others' packages and of programs. */
const NOT_OWN = new Set([
  "node_modules",
  ".git",
  ".task",
  ".venv",
  "venv",
  "vendor",
  "site-packages",
]);

/**
 * Variables of the `.env` files of a project, in whatever folder of it, that nothing has changed
 * since that time.
 */
export function envFilesOf(root: string, until = Number.POSITIVE_INFINITY): Variable[] {
  const isSecret = denyList([]);
  const found: Variable[] = [];
  const folders = [root];
  for (let at = 0; at < Math.min(folders.length, MAX_FOLDERS); at++)
    for (const entry of entriesIn(folders[at]!)) {
      const path = join(folders[at]!, entry.name);
      if (entry.isDirectory() && !NOT_OWN.has(entry.name)) folders.push(path);
      if (entry.isDirectory() || !entry.name.startsWith(".env") || !isSecret(entry.name)) continue;
      if ((statAt(path)?.ctimeMs ?? 0) > until) continue;
      const file = readArtifact(path);
      if (file.ok) found.push(...readDotEnv(new TextDecoder().decode(file.bytes)));
    }
  return found;
}

/** Characters at a gap in which half of a value may stand. */
const AT_GAP = 4_000;

/**
 * What stands before and after gaps, without the lines that they have cut: the end of a value is
 * found by nothing.
 */
const wholeLines = (pieces: readonly string[]): string[] =>
  pieces.map((piece, at) => {
    const from =
      at === 0 ? 0 : Math.min(AT_GAP, piece.indexOf("\n") < 0 ? piece.length : piece.indexOf("\n"));
    const to =
      at === pieces.length - 1
        ? piece.length
        : Math.max(piece.length - AT_GAP, piece.lastIndexOf("\n"), from);
    return piece.slice(from, to);
  });

/** Both outputs without colour, masked. Mask before cutting anything off. */
export const maskedOutput = (
  { stdout, stderr }: Pick<ProcessResult, "stdout" | "stderr">,
  mask: Mask,
): string =>
  [stdout, stderr]
    .filter((text) => text !== "")
    .map((text) => {
      const parts = plainOutput(text).split(GAP);
      const pieces = wholeLines(parts.filter((_, at) => at % 2 === 0));
      return parts.map((gap, at) => (at % 2 === 0 ? mask(pieces[at / 2]!) : gap)).join("");
    })
    .join("\n");
