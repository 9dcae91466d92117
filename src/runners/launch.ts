import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { readCommandLine } from "../command-line.ts";
import { placeIn, scriptCall } from "../project/commands/script-call.ts";
import { readPlainText } from "../store/files/plain-file.ts";
import { fieldsIn } from "../store/json/fields.ts";
import { manifests } from "./run-dir.ts";
import { programOf } from "./runner.ts";

/**
 * What stands before a test runner in a command: programs that start another one, and scripts of a
 * project.
 */

/** A call that another one comes to. */
interface Inner {
  words: string[];
  /** Absolute folder that it starts in. */
  cwd: string;
  /** Variables that are set on the way to it. */
  sets: string[];
  /** What the outer call needs before arguments that are meant for the inner one. */
  before: string[];
}

const VARIABLE = /^([A-Za-z_]\w*)=/;

const QUIET_START = /^(?:--yes|-y|--bun|--no-install|--silent|-s|--quiet|-q)$/;

/**
 * Programs that start another one: their switches, and options with a value after them. With any
 * other they are not understood.
 */
const LAUNCHERS: [starts: RegExp, switches: RegExp, valued?: RegExp][] = [
  [/^(?:npx|pnpx|bunx) /, QUIET_START, /^(?:-p|--package)$/],
  [/^(?:bun x|npm (?:exec|x)|(?:pnpm|yarn) (?:exec|dlx)) /, QUIET_START],
  [
    /^(?:uv|poetry|pipenv|hatch|pdm|rye) run /,
    /^(?:-q|--quiet|--frozen|--locked|--no-sync|--isolated|--all-extras|--dev|--(?:group|extra|with)=.*)$/,
    /^--(?:group|extra|with)$/,
  ],
  [/^uvx /, /^(?:-q|--quiet|--with=.*)$/, /^--(?:with|from)$/],
  [/^bundle exec /, /(?!)/],
  [/^(?:python[\d.]*|py) /, /^-(?:[BbEIOPsSu]+|[WX].+)$/, /^-[WX]$/],
  [/^coverage run /, /^(?:-[apL]|--[a-z-]+=.*|--branch|--append|--parallel-mode)$/, /^--source$/],
  [
    /^(?:c8|nyc) /,
    /^(?:-a|--all|--check-coverage|--silent|--[a-z-]+=.*)$/,
    /^(?:-[rnxeot]|--(?:reporter|include|exclude|extension|lines|branches|functions|statements|reports?-dir|temp-directory|src))$/,
  ],
  [/^xvfb-run /, /^(?:-a|--auto-servernum|--server-args=.*)$/, /^(?:-s|-n|--server-(?:args|num))$/],
  [/^(?:cross-env|env) /, VARIABLE],
  [/^dotenvx? /, /^(?!--$)/],
  [/^php /, /^-(?!-$)/],
];
/** Those that start a module, which stands after `-m`. */
const MODULES = /^(?:coverage|python[\d.]*|py)$/;
/**
 * A runner's own program, as Node, tsx or ts-node is given it: `node --experimental-vm-modules
 * node_modules/jest/bin/jest.js`.
 */
const TOOL = /(?:^|\/)node_modules\/(?:.*\/)?(jest|_?mocha|vitest|playwright)(?:\.[cm]?js)?$/;

/**
 * The words of a program that another one starts; null: this starts none, or has options that are
 * not understood.
 */
function launched(words: readonly string[]): Omit<Inner, "cwd"> | null {
  const first = programOf(words[0]);
  if (/^(?:node|tsx|ts-node(?:-esm)?)$/.test(first) && !words.includes("--test")) {
    const at = words.findIndex((word) => TOOL.test(word));
    return at < 0
      ? null
      : { words: [TOOL.exec(words[at]!)![1]!, ...words.slice(at + 1)], sets: [], before: [] };
  }
  const line = `${first} ${words[1] ?? ""} `;
  const [starts, switches, valued = /(?!)/] = LAUNCHERS.find(([one]) => one.test(line)) ?? [];
  if (starts === undefined) return null;
  const from = starts.exec(line)![0].trimEnd().split(" ").length;
  let at = from;
  while (at < words.length && (switches!.test(words[at]!) || valued.test(words[at]!)))
    at += valued.test(words[at]!) ? 2 : 1;
  const sets = words.slice(from, at).flatMap((word) => VARIABLE.exec(word)?.[1] ?? []);
  if (words[at] === (MODULES.test(first) ? "-m" : "--")) at++;
  else if (MODULES.test(first)) return null;
  if (words[at] === undefined || words[at]!.startsWith("-")) return null;
  return {
    words: words.slice(at),
    sets,
    before: first === "npm" && !words.includes("--") ? ["--"] : [],
  };
}

/** Programs that run scripts of a project, and options of no weight. */
const MANAGERS = /^(?:npm|pnpm|yarn|bun|composer|deno)$/;
const QUIET = /^(?:-[sqbn]|--silent|--quiet|--if-present|--bun|--no-interaction|--ansi|--no-ansi)$/;

/** A manager's call, with the folder that it works in. Null: it is not understood. */
function readCall(words: readonly string[], cwd: string) {
  const program = programOf(words[0]);
  if (!MANAGERS.test(program)) return null;
  const { places, options, own, hands } = scriptCall(program, words.slice(1));
  const packages = places.filter(({ kind }) => kind === "package").length;
  if (packages > 1 || !options.every((option) => QUIET.test(option))) return null;
  let folder: string | null = cwd;
  for (const { kind, named } of places) {
    if (folder === null || named === undefined) return null;
    folder = kind === "package" ? folderOfPackage(named, folder) : resolve(folder, named);
  }
  if (folder === null) return null;
  const passes = hands[0] === "--";
  const handsOn = /^(?:npm|composer)$/.test(program) ? hands.slice(1) : hands;
  return { program, cwd: folder, own, passes, hands: handsOn };
}

const json = (path: string): Record<string, unknown> => fieldsIn(readPlainText(path));

/** The folder of one package of a workspace; null where it is not found, or several are meant. */
function folderOfPackage(named: string, cwd: string): string | null {
  if (/[*!{}[\]]|\.\.\./.test(named)) return null;
  if (existsSync(join(cwd, named, "package.json"))) return join(cwd, named);
  const found = manifests(cwd, "package.json").find(
    (manifest) => json(join(cwd, manifest)).name === named,
  );
  return found === undefined ? null : join(cwd, dirname(found));
}

/** The script that a command runs, and what it hands on to it; null where it runs none. */
function scriptOf(words: readonly string[], cwd: string) {
  const call = readCall(words, cwd);
  if (call === null) return null;
  const { program, own } = call;
  const isRun =
    own[0] === "run" || own[0] === "run-script" || (program === "deno" && own[0] === "task");
  const name = isRun ? own[1] : own[0] === "t" || own[0] === "tst" ? "test" : own[0];
  // `npm lint` is no script; `bun test` and `deno test` are no scripts either.
  const isShort =
    program === "npm"
      ? name === "test"
      : program === "yarn" || program === "pnpm" || program === "composer";
  if (name === undefined || (!isRun && !isShort)) return null;
  const file =
    program === "composer" ? "composer.json" : program === "deno" ? "deno.json" : "package.json";
  const manifest = json(join(call.cwd, file));
  const scripts = manifest[program === "deno" ? "tasks" : "scripts"] as
    | Record<string, unknown>
    | undefined;
  const text = scripts?.[name];
  const given = [...own.slice(isRun ? 2 : 1), ...call.hands];
  const needs = (program === "npm" || program === "composer") && !call.passes;
  const before = needs ? ["--"] : [];
  const hooks = [`pre${name}`, `post${name}`]
    .filter((one) => typeof scripts?.[one] === "string")
    .map((one) => [program, "run", one]);
  if (typeof text === "string")
    return { text: text.replace(/^@php /, "php "), given, cwd: call.cwd, before, hooks };
  // What is no script is an installed program.
  const runsPrograms = program === "yarn" || program === "pnpm" || (program === "bun" && isRun);
  return runsPrograms ? { text: name, given, cwd: call.cwd, before, hooks: [] } : null;
}

/** What a shell puts names of files in the place of: the command that runs stays the same. */
const PATTERNS = /[*?[\]{}~]/g;

/** `NAME=value` in front of a program, as a shell takes it. */
const SET = /^\s*([A-Za-z_]\w*)=(?:'[^']*'|"[^"$`\\]*"|[\w@%+=:,./-]*)+\s+/;

/**
 * The last command of a script, which gets the arguments: what stands before it has to be plain commands, of which `cd` says
 * where it starts. Null: it needs a shell that nobody here can read.
 */
function lastOf(
  text: string,
  from: string,
): (Omit<Inner, "before"> & { earlier: string[][] }) | null {
  let cwd = from;
  // In quotes it would leave quotes without an end, which need a shell.
  const commands = text.split("&&").map((part) => {
    const sets: string[] = [];
    let left = part;
    for (let found = SET.exec(left); found !== null; found = SET.exec(left)) {
      sets.push(found[1]!);
      left = left.slice(found[0].length);
    }
    const line = readCommandLine(left.trim().replaceAll(PATTERNS, "_"));
    return line.shell ? null : { words: line.words, sets };
  });
  const earlier: string[][] = [];
  for (const command of commands.slice(0, -1)) {
    if (command === null) return null;
    if (command.words[0] === "cd" && command.words.length === 2) cwd = join(cwd, command.words[1]!);
    else if (/^(?:cd|export|exec|set|exit)$/.test(command.words[0]!)) return null;
    else earlier.push(command.words);
  }
  const last = commands.at(-1);
  return last ? { ...last, cwd, earlier } : null;
}

/** What a command starts in its place, and the commands that run beside that; null: it starts nothing that is understood. */
export function innerOf(
  words: readonly string[],
  cwd: string,
): (Inner & { earlier: string[][] }) | null {
  const program = launched(words);
  if (program !== null) return { ...program, cwd, earlier: [] };
  const script = scriptOf(words, cwd);
  const last = script && lastOf(script.text, script.cwd);
  return (
    last && {
      ...last,
      words: [...last.words, ...script.given],
      before: script.before,
      earlier: [...script.hooks, ...last.earlier],
    }
  );
}

/** A call in which pnpm is asked for `run test`: up to version 9 it takes options after `test` for its own, and refuses them. */
export function spelledOut(words: readonly string[]): string[] {
  let at = words.findIndex((word) => programOf(word) === "pnpm") + 1;
  if (at === 0) return [...words];
  while (words[at]?.startsWith("-")) at += placeIn("pnpm", words[at]!) === null ? 1 : 2;
  return /^(?:t|tst|test)$/.test(words[at] ?? "")
    ? words.toSpliced(at, 1, "run", "test")
    : [...words];
}

/** Whether a folder is the project's own, or lies in it. */
export const isWithin = (folder: string, root: string): boolean => {
  const way = relative(root, folder);
  return way === "" || !(way.startsWith("..") || isAbsolute(way));
};
