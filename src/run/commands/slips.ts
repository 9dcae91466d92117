import { here, SLASH_COMMANDS } from "../../plugin.ts";
import { distance } from "../../text.ts";
import { allStarts, startOf, typedCommand } from "../../workflows/index.ts";
import { optionLines } from "./arguments.ts";
import { type Door, type Option, typed } from "./command.ts";

/** Verbs of the command line that are no slash commands. */
const TERMINAL_ONLY = ["next", "phase", "visualize", "budget", "run", "check"];

const HELP = "help";
const literally = (door: Door, name: string, word: string): string =>
  door === "host" ? `${typedCommand(name)} -- ${word}` : here(`run ${name} "-- ${word}"`);

/** How a verb is typed there. */
function verbAs(door: Door, name: string, verb: string): string {
  if (verb === HELP || verb === "version") return door === "host" ? `${typedCommand(name)} --help` : here("--help");
  if (Object.hasOwn(allStarts(), verb))
    return door === "host" ? `${typedCommand(verb)} ${startOf(verb).request}` : here(`run ${verb} "…"`);
  return typed(door, verb);
}

/**
 * Why one word behind a command that starts a run, the name of another command or nearly that, is no request; null: it is
 * one. Behind a word `--` it always is.
 */
export function slipIn(door: Door, name: string, line: string): string | null {
  const words = line.split(/\s+/).filter((word) => word !== "");
  const word = words.find((one) => !one.startsWith("--"));
  if (word === undefined || words.includes("--") || words.some((one) => one !== word && !one.startsWith("--")))
    return null;
  const bare = word.toLowerCase().replace(/^\/(?:multi-ai:)?|[.!?]+$/g, "");
  const verbs = [...new Set([HELP, "version", ...SLASH_COMMANDS, ...Object.keys(allStarts()), ...TERMINAL_ONLY])];
  const meant =
    verbs.find((verb) => verb === bare) ??
    verbs.find((verb) => verb.length > 4 && distance(bare, verb) <= 1) ??
    (bare === "-h" || bare === "-help" ? HELP : undefined);
  if (meant === undefined) return null;
  return `Nothing was started: "${word.slice(0, 60)}" is the name of a command; did you mean ${verbAs(door, name, meant)}? To start it as a request: ${literally(door, name, word.slice(0, 60))}`;
}

/** Whether the line behind a start command asks for help. */
export const asksForHelp = (line: string): boolean => /^\s*(?:--help|-h|-\?|--usage)\s*$/.test(line);

/** What a start command takes. */
export function startHelp(name: string): string {
  const { request, flags } = startOf(name);
  const options = Object.entries(flags).map(([flag, one]): [string, Option] => [
    flag,
    one.takes === "nothing"
      ? { about: one.about }
      : { value: one.value, about: one.about, ...(one.takes === "name" ? { optional: true as const } : {}) },
  ]);
  return [
    `usage: ${typedCommand(name)} [options] ${request}`,
    "",
    "Starts a run; without anything it shows where the run stands, or goes on with one that stands still. Text that begins with -- stands behind a word --.",
    "",
    ...optionLines(Object.fromEntries(options)),
  ].join("\n");
}
