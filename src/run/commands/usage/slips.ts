import {
  PLUGIN,
  SLASH_COMMANDS,
  START_FILE,
  startHere,
  startInHost,
  VERB_NAMES,
} from "../../../plugin.ts";
import { cut, didYouMean, HOST_TABLE, wrapWhole } from "../../../text.ts";
import { allStarts, startOf } from "../../../workflows/index.ts";
import { isOption } from "../../start/start-request.ts";
import { type Door, typed } from "../command.ts";
import { optionLines } from "./arguments.ts";

/** All that can be typed, in either place. */
const allVerbs = (): string[] => [...VERB_NAMES, ...Object.keys(allStarts()), "help"];

/** How a verb is typed there, with what was given to it. */
function verbAs(door: Door, verb: string, words: string): string {
  if (Object.hasOwn(allStarts(), verb)) return startHere(verb, words);
  if (verb === "help" && door === "host") return startInHost(PLUGIN, "--help");
  return typed(door, `${verb === "help" ? "--help" : verb} ${words}`.trim());
}

/**
 * What stands after a command's name and is no word of a request: a letter, an id, a number, a
 * code.
 */
const ARGUMENT = /^(?:[a-z]|[a-z]+-?\d[\w-]*|[\da-f]{6,}|[\d.]+|all|change)$/i;

/** Whether what stands after a verb's name is for that verb. */
const isCommandLine = (rest: string[]): boolean =>
  rest.every((word) => ARGUMENT.test(word)) || isOption(rest[0]!) || /^[a-z]:/i.test(rest[0]!);

/** A letter or a digit, as it answers a question, or none at all. */
const NO_REQUEST = /^(?:[^\p{L}\p{N}]*|[a-hny\d][.):!?]*)$/iu;

/**
 * Why what stands after a command that starts a run is no request: another command, or an answer;
 * null: it is one. After a word `--` it always is.
 */
export function slipIn(door: Door, name: string, line: string): string | null {
  const all = line.split(/\s+/).filter((word) => word !== "");
  if (all.includes("--")) return null;
  const { flags, issue, pull, resolves } = startOf(name);
  // What it is about is named, by any word that a branch or a folder may have: its reader knows them.
  if (pull !== undefined) return null;
  // Flags of this command are read with the request.
  const isOwn = (word: string): boolean =>
    word.startsWith("--") && Object.hasOwn(flags, word.slice(2).split("=")[0]!);
  const [word, ...rest] = all.filter((one) => !isOwn(one));
  if (word === undefined) return null;
  const bare = word.toLowerCase().replace(/^\/(?:multi-ai:)?/, "");
  const text = [word, ...rest].join(" ");
  const shown = cut(text, 60);
  const asRequest = `To start it as a request: ${startHere(name, `-- ${shown}`)}`;
  if (allVerbs().includes(bare) && (word.startsWith("/") || isCommandLine(rest)))
    return `Nothing was started: "${shown}" is another command; did you mean ${verbAs(door, bare, rest.join(" ").slice(0, 60))}? ${asRequest}`;
  // What such a command takes may be a number.
  if ((resolves !== undefined && !issue && /^\d/.test(text)) || !NO_REQUEST.test(text)) return null;
  return `Nothing was started: "${shown}" does not say what to do. To answer an open question: ${typed(door, "decide")}; ${typed(door, "status")} shows what is open. ${asRequest}`;
}

/**
 * What is said of a command that the host does not have, and would give to a model. `name`: what it
 * may be called here. Null: the host has it.
 */
export function unknownCommandText(typedAs: string, name: string, words: string): string | null {
  const slash = [...SLASH_COMMANDS, START_FILE, ...Object.keys(allStarts())].filter(
    (one) => one !== PLUGIN,
  );
  if (typedAs === `/${PLUGIN}:${name}` && slash.includes(name)) return null;
  const near = allVerbs().includes(name)
    ? `; did you mean ${verbAs("host", name, words)}?`
    : didYouMean(name, slash, `/${PLUGIN}:`);
  return `Nothing was done: there is no command ${typedAs}${near || `; /${PLUGIN} --help lists all, and docs/from-gsd.md what takes the place of GSD's.`}`;
}

/** Whether the line after a start command asks for help. */
export const asksForHelp = (line: string): boolean => /^\s*(?:--help|-h)\s*$/.test(line);

/** What a start command takes. */
export function startHelp(name: string): string {
  const { request, flags, issue } = startOf(name);
  return [
    `usage: ${startHere(name, request, ["[options]"])}`,
    "",
    ...[
      "Starts a run; with no request it shows the run's status, or continues one that has stalled. Put a request that begins with -- after a lone --.",
      ...(issue ? ["Or give #12, or an issue's address: its text is the request."] : []),
    ].flatMap((line) => wrapWhole(line, HOST_TABLE, 0)),
    "",
    ...optionLines(flags, HOST_TABLE),
  ].join("\n");
}
