import pc from "picocolors";
import { Refused } from "../engine/decide.ts";
import { hostAmong, processAncestors } from "../process/table.ts";
import { UnsafeFile } from "../store/disk.ts";
import { BrokenChain } from "../store/journal.ts";
import { clean } from "../text.ts";
import { VERSION } from "../version.ts";
import { allStarts } from "../workflows/index.ts";
import { COMMON, didYouMean, parseOptions } from "./options.ts";
import { type Answer, type Call, done, no, type Option, placeOf, type Verb, wrongUsage } from "./verb.ts";
import { ALONE, VERBS } from "./verbs.ts";

const PROGRAM = "multi-ai";

function columns(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

const optionName = (name: string, { value, optional }: Option): string =>
  value === undefined ? `--${name}` : optional ? `--${name}[=${value}]` : `--${name} ${value}`;

const call = (name: string, verb: Verb): string =>
  [name, verb.usage, ...Object.entries(verb.options).map(([option, one]) => `[${optionName(option, one)}]`)]
    .filter((word) => word !== "")
    .join(" ");

const optionLines = (options: Record<string, Option>): string[] =>
  columns(Object.entries(options).map(([name, option]): [string, string] => [optionName(name, option), option.about]));

/** The help of the program: every verb that a person may use. `alone` is what happens without a verb. */
export function programHelp(verbs: Record<string, Verb>, alone: Verb): string {
  const shown = Object.entries(verbs).filter(([, verb]) => !verb.hidden);
  return [
    `usage: ${PROGRAM} [verb] [options]`,
    "",
    ...columns([
      ["(no verb)", alone.summary],
      ...shown.map(([name, verb]): [string, string] => [`${name}${verb.usage ? ` ${verb.usage}` : ""}`, verb.summary]),
    ]),
    "",
    "Options of every verb:",
    ...optionLines(COMMON),
    "",
    `Exit: 0 done, 1 the answer is no, 2 wrong usage, 3 broken state. A run is started in Claude Code: ${allStarts()}`,
  ].join("\n");
}

export function verbHelp(name: string, verb: Verb): string {
  return [
    `usage: ${PROGRAM} ${call(name, verb)}`,
    "",
    `${verb.summary}.`,
    "",
    "Options:",
    ...optionLines({ ...verb.options, ...COMMON }),
  ].join("\n");
}

/** Columns of a line that no terminal limits. */
const WIDTH = 120;

/** The verb that `argv` names, and the rest; without one the table's verb for that. */
function verbIn(argv: string[]): { name: string; verb: Verb; rest: string[] } | null {
  const [first = ""] = argv;
  if (first === "" || first.startsWith("-")) return { name: "", verb: ALONE, rest: argv };
  return Object.hasOwn(VERBS, first) ? { name: first, verb: VERBS[first]!, rest: argv.slice(1) } : null;
}

async function answer(argv: string[], json: boolean): Promise<Answer> {
  if (argv[0] === "help" || argv[0] === "-h") return answer([...argv.slice(1, 2), "--help"], json);
  if (argv[0] === "--version") return done(VERSION, { version: VERSION });
  const found = verbIn(argv);
  if (!found)
    return wrongUsage(
      `unknown verb "${argv[0]}"${didYouMean(argv[0]!, Object.keys(VERBS))}\n${programHelp(VERBS, ALONE)}`,
    );
  const { name, verb, rest } = found;
  const parsed = parseOptions(name || "multi-ai", verb, rest);
  if (!parsed.ok) return wrongUsage(`${parsed.problem}\nmulti-ai ${name}${name && " "}--help shows how`);
  const { args, given } = parsed;
  if (given.help === true) {
    const text = name === "" ? programHelp(VERBS, ALONE) : verbHelp(name, verb);
    return done(text, { help: text });
  }
  const from = typeof given.project === "string" ? given.project : process.cwd();
  const tty = process.stdout.isTTY === true;
  const call: Call = {
    project: placeOf(from),
    from,
    args,
    has: (option) => given[option] === true,
    value: (option) => (typeof given[option] === "string" ? given[option] : null),
    json,
    width: tty ? Math.max(40, process.stdout.columns || WIDTH) : WIDTH,
    paint: pc.createColors(tty && !json && !process.env.NO_COLOR && process.env.TERM !== "dumb"),
    env: process.env,
    say: (line) => (json ? process.stderr : process.stdout).write(`${clean(line)}\n`),
    warn: (line) => process.stderr.write(`multi-ai: ${line}\n`),
  };
  const slash = verb.slash?.(call) ?? null;
  if (slash !== null && hostAmong(processAncestors()) !== null)
    return no(`Inside Claude Code a person does this by typing ${slash}; this command is for a terminal of its own.`);
  return verb.run(call);
}

function failed(error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Refused) return no(`${message}.`, { code: error.code });
  const told = error instanceof BrokenChain || error instanceof UnsafeFile;
  const text = told ? message : `${message}\nmulti-ai cancel --force sets the run aside whatever its state is.`;
  const place = error instanceof BrokenChain ? { line: error.line, seq: error.seq, remedy: error.remedy } : {};
  return { exit: 3, text, data: { error: message, ...place } };
}

async function main(argv: string[]): Promise<number> {
  // Found by hand: it has to hold also where the other arguments are wrong.
  const end = argv.indexOf("--");
  const json = argv.slice(0, end < 0 ? argv.length : end).includes("--json");
  // A reader that has seen enough (`| head`) is no fault.
  process.stdout.on("error", () => process.exit());
  const { exit, text, data } = await answer(argv, json).catch((error) => {
    if (process.env.MULTI_AI_DEBUG) console.error(error);
    return failed(error);
  });
  if (json) process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  else if (text !== "") (exit === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return exit;
}

process.exitCode = await main(process.argv.slice(2));
