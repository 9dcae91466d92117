import { parseArgs } from "node:util";
import { BrokenChain } from "../../../store/journal.ts";
import { didYouMean, wrapWhole } from "../../../text.ts";
import { tidyUnused } from "../../fence/leftovers.ts";
import {
  type Answer,
  breakAt,
  type Command,
  type Context,
  callOf,
  type Door,
  done,
  doorOf,
  Ends,
  liveStranger,
  no,
  type Option,
  typed,
  unreadableStranger,
  usageIn,
  wrongUsage,
} from "../command.ts";

const HELP: Record<string, Option> = { help: { about: "Show this help" } };

/** Options of every command, by where it is typed. */
export const commonOptions = (door: Door): Record<string, Option> => ({
  ...(door === "host"
    ? {}
    : {
        json: { about: "Print data instead of text" },
        project: { value: "<folder>", about: "Find the project from this folder" },
      }),
  ...HELP,
});

/** All options of a command. */
export const optionsOf = ({ options, passed }: Command, door: Door): Record<string, Option> => ({
  ...options,
  ...(passed ? HELP : commonOptions(door)),
});

/** What was typed after a command's name. */
type Parsed =
  | { ok: true; args: string[]; given: Record<string, string | true> }
  | { ok: false; problem: string };

const wrong = (problem: string): Parsed => ({ ok: false, problem });

/** As many arguments as a command takes that says nothing of them. */
const NONE: [number, number] = [0, 0];

/** Whether there are as many arguments as the command takes. */
function counted(
  name: string,
  command: Command,
  door: Door,
  parsed: Parsed & { ok: true },
): Parsed {
  const { usage = "", args: [fewest, most] = NONE, words } = command;
  if (parsed.given.help === true) return parsed;
  if (parsed.args.length < fewest) return wrong(`${name} needs ${usageIn(door, usage)}`);
  for (const [option, one] of Object.entries(command.options ?? {}))
    if (one.needed && !Object.hasOwn(parsed.given, option))
      return wrong(`${name} needs ${optionName(option, one)}`);
  // Free text in a terminal is one argument.
  const text = /"<\w+>"/.exec(usageIn(door, usage));
  const quoted = text ? `; put ${text} in quotation marks` : "";
  const unknown = parsed.args[most] ?? parsed.args.find((one) => words?.includes(one) === false);
  if (unknown === undefined) return parsed;
  const possible = words ? `; expected ${words.join(" or ")}` : "";
  return wrong(`unknown argument "${unknown}"${quoted}${possible}`);
}

/**
 * The arguments of a command as words. An option that it does not have is named with the one that
 * comes closest.
 */
export function parseWords(
  name: string,
  command: Command,
  words: string[],
  door: Door = "terminal",
): Parsed {
  if (command.passed)
    return {
      ok: true,
      args: words,
      given: words.some((word) => ["-h", "--help"].includes(word)) ? { help: true } : {},
    };
  const known = optionsOf(command, door);
  const { tokens } = parseArgs({
    args: words,
    options: Object.fromEntries(
      Object.entries(known).map(([option, { value, optional }]) => [
        option,
        { type: value === undefined || optional ? "boolean" : "string" },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const args: string[] = [];
  const given: Record<string, string | true> = {};
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    const word = words[token.index]!;
    // A text in one piece may begin as an option does, such as a request after a word `--`.
    if (token.kind === "positional" || /^--[^=]*\s/.test(word)) {
      args.push(word);
      continue;
    }
    const option = token.rawName === "-h" ? "help" : token.name;
    const about = Object.hasOwn(known, option) ? known[option] : undefined;
    if (about === undefined || !/^--|^-h$/.test(token.rawName))
      return wrong(
        `unknown option ${token.rawName}${didYouMean(option, Object.keys(known), "--")}`,
      );
    if (Object.hasOwn(given, option)) return wrong(`--${option} is given twice`);
    const { value, inlineValue } = token;
    if (about.value === undefined && inlineValue)
      return wrong(`--${option} takes no value, found "${value}"`);
    // `--run --json` forgot the value; a reason that begins with a dash is one.
    const isMissing = inlineValue
      ? value === ""
      : !about.optional && (value === undefined || isOption(value, known));
    if (about.value !== undefined && isMissing)
      return wrong(`--${option} needs a value: ${optionName(option, about)}`);
    given[option] = value ?? true;
  }
  return counted(name, command, door, { ok: true, args, given });
}

/**
 * The same from one line as the host gives it: nothing in it is quoted, and text is taken to the
 * letter.
 */
export function parseLine(name: string, command: Command, line: string): Parsed {
  const words = line.split(/\s+/).filter((word) => word !== "");
  if (!command.text || words[0] === "--help") return parseWords(name, command, words, "host");
  let text = line;
  const given: Record<string, string | true> = {};
  const byRest = Object.entries(command.options ?? {}).sort(
    ([, a], [, b]) => Number(b.rest ?? 0) - Number(a.rest ?? 0),
  );
  for (const [option, { rest }] of byRest) {
    const found = new RegExp(
      `(?:^|\\s)--${option}(?:\\s+|=${rest ? "|$" : ""})(${rest ? "[\\s\\S]*$" : "\\S+"})`,
    ).exec(text);
    if (!found) continue;
    text = text.replace(found[0], () => " ");
    given[option] = found[1]!.trim().replace(/^(["'])([\s\S]*)\1$/, "$2");
  }
  text = text.trim();
  // A word like an option that is none would be taken for a part of the text.
  for (const [, word = ""] of text.matchAll(/(?:^|\s)--([a-z]+)/g)) {
    const meant = didYouMean(word, Object.keys(command.options ?? {}), "--");
    if (meant !== "") return wrong(`unknown option --${word}${meant}`);
  }
  return counted(name, command, "host", { ok: true, args: text === "" ? [] : [text], given });
}

const isOption = (text: string | undefined, known: Record<string, Option>): boolean =>
  text?.startsWith("--") === true && Object.hasOwn(known, text.slice(2));

/**
 * Carries out a command with what was typed after its name; wrong arguments, and what only the
 * person may do, are refused.
 * @throws what `failed` turns into an answer
 */
export async function carryOut(
  name: string,
  command: Command,
  parsed: Parsed,
  context: Context,
): Promise<Answer> {
  const door = doorOf(context);
  if (!parsed.ok)
    return wrongUsage(`${parsed.problem}\n${typed(door, name).trim()} --help shows how`);
  const { args, given } = parsed;
  if (given.help === true) {
    const text = commandHelp(name, command, door, Math.min(HELP_WIDTH, breakAt(context)));
    return done(text, { help: text });
  }
  const looks = command.options?.run === undefined ? undefined : [name, ...args].join(" ");
  const call = callOf(context, args, given, looks);
  const slash = command.slash?.(call) ?? null;
  if (slash !== null && context.session === null && context.belowHost())
    return no(
      `Inside Claude Code type ${slash}; this command is for a terminal outside Claude Code.`,
    );
  // An empty file of settings would be broken ones.
  tidyUnused(call.project);
  try {
    return (command.foreign ? null : liveStranger(call)) ?? (await command.run(call));
  } catch (error) {
    if (error instanceof Ends) return error.answer;
    // What mends a journal is refused for one that came with the project.
    const stranger = error instanceof BrokenChain ? unreadableStranger(call) : null;
    if (stranger === null) throw error;
    return stranger;
  } finally {
    // What it has ended may have held them until now.
    tidyUnused(call.project);
  }
}

/** Widest left column; what is wider has a line of its own. */
const MAX_LEFT = 44;
/**
 * Narrowest right column; where it would be narrower, each cell of it stands below its left one.
 */
const MIN_RIGHT = 28;

/** Columns of a help, also where no terminal limits them. */
export const HELP_WIDTH = 80;

/** Two columns, the left one as wide as its widest; lines are broken at `most` columns. */
export function columns(rows: [string, string][], most = Number.POSITIVE_INFINITY): string[] {
  const width = Math.max(
    0,
    ...rows.map(([left]) => left.length).filter((length) => length <= MAX_LEFT),
  );
  const isBeside = most - width - 4 >= MIN_RIGHT;
  const indent = " ".repeat(isBeside ? width + 4 : 6);
  return rows.flatMap(([left, right]) => {
    const lines =
      right === "" ? [] : wrapWhole(right, most - indent.length, 0).map((line) => indent + line);
    if (!isBeside || left.length > width) return [...wrapWhole(`  ${left}`, most), ...lines];
    return [
      `  ${left.padEnd(width)}  ${(lines[0] ?? "").slice(indent.length)}`.trimEnd(),
      ...lines.slice(1),
    ];
  });
}

/** How an option is typed: `--quick`, `--track <track>`, `--deploy[=<environment>]`. */
export const optionName = (name: string, { value, optional }: Omit<Option, "about">): string =>
  value === undefined ? `--${name}` : optional ? `--${name}[=${value}]` : `--${name} ${value}`;

export const optionLines = (options: Record<string, Option>, most?: number): string[] =>
  columns(
    Object.entries(options).map(([name, option]): [string, string] => [
      optionName(name, option),
      option.about,
    ]),
    most,
  );

/** What one command takes and does, in lines of at most `most` columns. */
export function commandHelp(
  name: string,
  command: Command,
  door: Door,
  most = Number.POSITIVE_INFINITY,
): string {
  const { usage = "", summary, options = {} } = command;
  const named = Object.entries(options).map(([option, one]) =>
    one.needed ? optionName(option, one) : `[${optionName(option, one)}]`,
  );
  const line = `usage: ${[typed(door, name), usageIn(door, usage), ...named].filter((word) => word !== "").join(" ")}`;
  return [
    ...wrapWhole(line, most),
    "",
    ...wrapWhole(`${summary}.`, most, 0),
    "",
    ...(command.about === undefined ? [] : [...command.about(most), ""]),
    "Options:",
    ...optionLines(optionsOf(command, door), most),
  ].join("\n");
}
