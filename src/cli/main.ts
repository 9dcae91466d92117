import { existsSync, statSync } from "node:fs";
import { relative } from "node:path";
import pc from "picocolors";
import {
  calledAs,
  here,
  IN_TESTS,
  PLUGIN,
  speak,
  startHere,
  type Typed,
  VERB_NAMES,
  wordOf,
} from "../plugin.ts";
import { restoreOptions } from "../process/environment.ts";
import { isBelowHost } from "../process/table.ts";
import { type Project, realPath } from "../project/project.ts";
import { recordedOwner } from "../record/machine/owner.ts";
import { isScriptHere } from "../record/machine/scripts.ts";
import {
  type Answer,
  breakAt,
  type Command,
  type Context,
  done,
  failed,
  placeOf,
  wrongUsage,
} from "../run/commands/command.ts";
import { carryOut, parseWords } from "../run/commands/usage/arguments.ts";
import { programHelp } from "../run/commands/usage/help.ts";
import { readable } from "../run/journal/read-run.ts";
import { clean, cleanPainted, cut, didYouMean, inColumns, oneLine } from "../text.ts";
import { VERSION } from "../version.ts";
import { allStarts, nameHere, startOf } from "../workflows/index.ts";
import { LASTING, run } from "./start/run.ts";
import { startAgain } from "./start/run-prompt.ts";
import { ALONE, VERBS } from "./verbs.ts";

/** Milliseconds: nobody ends a command in a terminal but the person. */
const PATIENCE = 600_000;
/** Columns of a line that no terminal limits. */
const WIDTH = 120;
/** Columns below which no line can be laid out: what is narrower breaks it itself. */
const LEAST = 20;

interface Named {
  name: string;
  verb: Command | undefined;
  /** The words before and after it. */
  rest: string[];
}

/**
 * The verb that `argv` names, also after options, or as another program calls it; without one what
 * the program does alone.
 */
function verbIn(argv: string[]): Named {
  const plain = argv.findIndex(
    (word, index) => !word.startsWith("-") && argv[index - 1] !== "--project",
  );
  const at = plain < 0 ? argv.findIndex((word) => nameHere(word) !== null) : plain;
  if (at < 0) return { name: "", verb: VERBS[ALONE], rest: argv };
  const word = argv[at]!;
  const name = Object.hasOwn(VERBS, word) ? word : (nameHere(word) ?? word);
  if (name !== word && Object.hasOwn(allStarts(), name))
    return { name: "run", verb: run, rest: argv.toSpliced(at, 1, name) };
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  return { name, verb, rest: argv.toSpliced(at, 1) };
}

/** The verb that a mistyped word means, or how a run is started with the request that it begins. */
function suggested(word: string, rest: string[]): string {
  const small = word.toLowerCase().replace(new RegExp(`^/(?:${PLUGIN}:)?`), "");
  if (Object.hasOwn(allStarts(), small))
    return `; did you mean ${startHere(small, startOf(small).request)}?`;
  const near = didYouMean(small, ["help", ...VERB_NAMES], `${here("")} `);
  const read = parseWords("run", { ...run, args: [0, rest.length] }, rest);
  const request = [word, ...(read.ok ? read.args : rest)].join(" ");
  return near === "" && /\s/.test(request)
    ? `; to start a run with it: ${startAgain(read.ok ? read.given : {}, PLUGIN, request)}`
    : near;
}

/**
 * Whether a host, or a test of the project, has started this: neither is a person. The script of
 * the run has proven that it is none.
 */
const belowHost = (project: Project): boolean =>
  !isScriptHere(project, process.env) &&
  (process.env[IN_TESTS] !== undefined || isBelowHost(process.env));

/** Columns of what is printed. */
function layout({ isTTY, columns }: NodeJS.WriteStream = process.stdout): {
  width: number;
  cutAt: number;
} {
  const width = isTTY ? Math.max(LEAST, columns || WIDTH) : WIDTH;
  return { width, cutAt: isTTY ? width : Number.POSITIVE_INFINITY };
}

/** Prints a text, cleaned, in whole lines. */
const print = (to: NodeJS.WriteStream, text: string, isVerbatim = false): boolean =>
  to.write(`${isVerbatim ? text : inColumns(text, layout(to).cutAt)}\n`);

/** The terminal as the place where a command is typed. */
function contextOf(from: string, json: boolean): Context {
  return {
    project: placeOf(from),
    from,
    session: null,
    belowHost: () => belowHost(placeOf(from)),
    confirm: async (does, slash) =>
      (await import("./confirm.ts")).confirmed(
        { project: placeOf(from), env: process.env },
        { does: inColumns(does, layout().cutAt), slash },
      ),
    patience: PATIENCE,
    json,
    ...layout(),
    zone: "local",
    paint: pc.createColors(
      process.stdout.isTTY === true &&
        !json &&
        !process.env.NO_COLOR &&
        process.env.TERM !== "dumb",
    ),
    env: process.env,
    say: (line) => print(json ? process.stderr : process.stdout, clean(line)),
    warn: (line) => process.stderr.write(`multi-ai: ${clean(line)}\n`),
  };
}

/** By which the help is asked for. */
const HELP = ["help", "--help", "-h"];

function helpOfAll(isWhole = false): Answer {
  const text = programHelp(VERBS, breakAt(layout()), isWhole);
  return done(text, { help: text });
}

async function answer(argv: string[], json: boolean, typed: Typed): Promise<Answer> {
  const [first = ""] = argv;
  if (HELP.includes(first)) {
    const about = argv.find((word) => !word.startsWith("-") && word !== "help");
    return about === undefined
      ? helpOfAll(argv.includes("--all"))
      : answer([about, "--help"], json, typed);
  }
  if (["--version", "-v", "-V"].includes(first)) return done(VERSION, { version: VERSION });
  const { name, verb, rest } = verbIn(argv);
  if (!verb)
    return wrongUsage(
      `unknown verb "${cut(name, 60)}"${suggested(name, rest)}\n${here("help --all")} lists the verbs`,
    );
  const parsed = parseWords(name || ALONE, verb, rest);
  const given = parsed.ok ? parsed.given : {};
  if (name === "" && given.help === true) return helpOfAll();
  const from = typeof given.project === "string" ? given.project : process.cwd();
  const isThere = existsSync(from);
  if (given.help !== true && !(isThere && statSync(from).isDirectory())) {
    const what = isThere ? "is a file" : "does not exist";
    return wrongUsage(
      `--project: found "${from}", which ${what}; expected a folder in which to look for the project`,
    );
  }
  if (given.help !== true) speak(withSameOptions(typed, given, from));
  return carryOut(name || ALONE, verb, parsed, contextOf(from, json));
}

/** With what the driver of the run here was started. */
function startedWith(from: string): Record<string, string> {
  const project = placeOf(from);
  const run = readable(project);
  return (run && recordedOwner(project, run.run)?.given) ?? {};
}

/**
 * How a command is typed after one that was given these: in the same project, and with those of
 * its options that it takes, too; what goes on with a run also with those of its start.
 */
function withSameOptions(typed: Typed, own: Record<string, string | true>, from: string): Typed {
  return (command) => {
    const has = (name: string): boolean => new RegExp(`--${name}[ =]`).test(command);
    const given = command.startsWith("run --continue") ? { ...startedWith(from), ...own } : own;
    const words = (name: string): string =>
      typeof given[name] === "string" ? `--${name} ${wordOf(given[name])}` : "";
    const known = VERBS[command.split(" ", 1)[0]!]?.options ?? {};
    const lasting = ["run", ...LASTING].filter((name) => Object.hasOwn(known, name) && !has(name));
    return typed(
      [has("project") ? "" : words("project"), command, ...lasting.map(words)]
        .filter((one) => one !== "")
        .join(" "),
    );
  };
}

/**
 * The program as it was called: what is on the reader's PATH is not known, what was typed works
 * again.
 */
function program(): Typed {
  const { MULTI_AI_CALLED: launcher, MULTI_AI_RUNS: runs, PATH } = process.env;
  // Only for this process, not for what it starts.
  for (const name of ["MULTI_AI_CALLED", "MULTI_AI_RUNS"]) delete process.env[name];
  if (launcher) {
    const found = Bun.which(PLUGIN, { PATH: PATH ?? "" });
    return calledAs(
      found !== null && realPath(found) === realPath(launcher) ? PLUGIN : wordOf(launcher),
      runs,
    );
  }
  const script = process.argv[1] ?? "";
  if (!/(?:^|\/)(?:(?:src|scripts)\/orchestrator\.ts)$/.test(script)) return calledAs(PLUGIN);
  const near = relative(process.cwd(), script);
  return calledAs(`bun ${wordOf(near.startsWith("..") ? script : near)}`);
}

/**
 * Ends the program where its output cannot be written. A reader that has seen enough (`| head`) is
 * no fault: the exit code stays.
 */
function unwritten(error: Error & { code?: string }): never {
  if (error.code === "EPIPE") process.exit();
  const why = error.code === "ENOSPC" ? "no space left" : (error.code ?? error.message);
  process.stderr.write(`multi-ai: the output could not be written: ${oneLine(why)}\n`);
  process.exit(3);
}

/** Answers a verb; returns the exit code. */
export async function main(argv: string[]): Promise<number> {
  const typed = program();
  speak(typed);
  restoreOptions();
  // Found by hand: it has to hold also where the other arguments are wrong.
  const end = argv.indexOf("--");
  const json = argv.slice(0, end < 0 ? argv.length : end).includes("--json");
  process.stdout.on("error", unwritten);
  const { exit, text, data, isReport, isVerbatim } = await answer(argv, json, typed).catch(
    (error) => {
      if (process.env.MULTI_AI_DEBUG) console.error(error);
      return failed(error, "terminal");
    },
  );
  // Also where the reader leaves before the end: `dry-run | head -1` is no better than `dry-run`.
  process.exitCode = exit;
  if (json && data !== undefined) process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  else if (!json && text !== "") {
    // Names of files and fields, also that of the project's own folder, may be anybody's.
    const shown = process.stdout.isTTY === true ? cleanPainted(text) : clean(text);
    print(exit === 0 || isReport ? process.stdout : process.stderr, shown, isVerbatim);
  }
  return exit;
}
