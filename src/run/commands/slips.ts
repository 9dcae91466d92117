import { here, SLASH_COMMANDS } from "../../plugin.ts";
import { distance, HOST_TABLE, wrapWhole } from "../../text.ts";
import { allStarts, projectVerbs, startOf, typedCommand } from "../../workflows/index.ts";
import { isOption } from "../life/start-request.ts";
import { optionLines } from "./arguments.ts";
import { type Door, type Option, typed } from "./command.ts";

/** Verbs of the command line that are no slash commands. */
const TERMINAL_ONLY =
  "next phase explain runs log verify dry-run pr watch visualize budget run check notify completion statusline".split(
    " ",
  );

const HELP = "help";
const literally = (door: Door, name: string, word: string): string =>
  door === "host" ? `${typedCommand(name)} -- ${word}` : here(`run ${name} "-- ${word}"`);

/** How a verb is typed there, with what was given to it. */
function verbAs(door: Door, verb: string, rest: string[]): string {
  const [first] = rest;
  if (verb === "run" && first !== undefined && Object.hasOwn(allStarts(), first))
    return verbAs(door, first, rest.slice(1));
  const given = rest.length === 0 ? "" : ` ${rest.join(" ").slice(0, 60)}`;
  if (verb === HELP || verb === "version")
    return door === "host" ? `${typedCommand("multi-ai")} --help` : here("--help");
  if (Object.hasOwn(allStarts(), verb)) {
    const { request, bare } = startOf(verb);
    const behind = given.trim() || request;
    if (door === "host") return `${typedCommand(verb)} ${behind}`.trim();
    return here(bare && given === "" ? `run ${verb}` : `run ${verb} "${given.trim() || "…"}"`);
  }
  return `${typed(door, verb)}${given}`;
}

/** What only this verb takes behind its name: then the words are that command, and no sentence that begins like it. */
const TAKES: Record<string, Pick<RegExp, "test">> = {
  trust: /^(?:all|[0-9a-f]{6,64})$/i,
  decide: /^(?:change|q\d+(?:\s+[a-z])?|[a-z](?::.*|\s+q\d+)?)$/i,
  resume: /^(?:r\d+|r-?[0-9a-f]{3,}|\d{6,}\S*)$/i,
  ruling: /^t\d+$/i,
  run: { test: (text) => Object.hasOwn(allStarts(), text.toLowerCase()) },
  help: /^\S+$/,
};
/** An order behind the name of a workflow, such as `team Add x`. In small letters only those that are no noun as well. */
const ORDER =
  /^(?:Add|Allow|Build|Change|Create|Delete|Do|Drop|Extend|Fix|Implement|Improve|Let|Make|Migrate|Move|Port|Refactor|Remove|Rename|Replace|Rewrite|Show|Speed|Split|Support|Update|Upgrade|Use|Write|add|create|delete|fix|implement|make|refactor|remove|rename|replace|rewrite|write)$/;

/** Words that answer a question, or say that something goes on or ends: no request. */
const ANSWERS = new Set(
  (
    "ok,okay,yes,y,yes please,no,n,nope,yep,yeah,sure,fine,go,go on,goon,go ahead,carry on,keep going,continue,proceed,next,do it,please," +
    "please continue,please go on,stop,stop it,halt,wait,abort,quit,exit,approve,approved,accept,reject,revise,lgtm,retry,again,try again," +
    "thanks,thank you,ja,nein,weiter,mach weiter,stopp,oui,non,si,sí"
  ).split(","),
);

const isAnswer = (text: string): boolean =>
  !/[\p{L}\p{N}]/u.test(text) || /^(?:[a-hny]|\d)[.):!?]*$/.test(text) || ANSWERS.has(text.replace(/[\s.,!?…]+$/u, ""));

/** A verb's name, and what only that verb takes. */
function isCommandLine(verb: string, words: string[], isNamed: boolean): boolean {
  const options = words.findIndex(isOption);
  const rest = words.slice(0, options < 0 ? words.length : options).join(" ");
  const [first = "", second = ""] = words;
  if (isNamed || first === "") return true;
  if (verb === HELP) return words.length === 1 && verbsOf().includes(first.toLowerCase());
  if (verb === "run" && Object.hasOwn(allStarts(), first)) return words.length === 1 || ORDER.test(second);
  if (Object.hasOwn(allStarts(), verb))
    return ORDER.test(first) || isOption(first) || (startOf(verb).resolves !== undefined && /^\d/.test(first));
  return isOption(first) || (Object.hasOwn(TAKES, verb) && TAKES[verb]!.test(rest)) || TAKES_RUN.test(rest);
}

/** Any verb may be given a run's id. */
const TAKES_RUN = /^r-?\d[\w-]*$/i;

const verbsOf = (): string[] => [
  ...new Set([
    HELP,
    "version",
    ...SLASH_COMMANDS,
    ...Object.keys(allStarts()),
    ...TERMINAL_ONLY,
    ...Object.keys(projectVerbs()),
  ]),
];

/**
 * Why what stands behind a command that starts a run is no request: another command, nearly the name of one, or an answer;
 * null: it is one. Behind a word `--` it always is.
 */
export function slipIn(door: Door, name: string, line: string): string | null {
  const all = line.split(/\s+/).filter((word) => word !== "");
  if (all.includes("--")) return null;
  const own = startOf(name).flags;
  // Flags of this command are read with the request.
  const isOwn = (word: string): boolean => word.startsWith("--") && Object.hasOwn(own, word.slice(2).split("=")[0]!);
  const words = all.filter((word, at) => !(isOwn(word) && (at === 0 || at === all.length - 1 || isOwn(all[0]!))));
  const word = words.find((one) => !one.startsWith("--"));
  if (word === undefined) return null;
  const rest = words.slice(words.indexOf(word) + 1);
  const named = /^\/(?:multi-ai:)?/.test(word);
  const bare = word.toLowerCase().replace(/^\/(?:multi-ai:)?|[.!?]+$/g, "");
  const meant =
    verbsOf().find((verb) => verb === bare) ??
    (rest.every((one) => one.startsWith("--"))
      ? verbsOf().find((verb) => verb.length > 4 && distance(bare, verb) <= 1)
      : undefined) ??
    (/^(?:-{1,2}|[–—])(?:h|help|usage)$/.test(bare) ? HELP : undefined);
  const typedWords = words.slice(words.indexOf(word)).join(" ");
  const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
  if (meant !== undefined && isCommandLine(meant, rest, named)) {
    const command = verbAs(door, meant, rest);
    const what = rest.length === 0 ? "is the name of a command" : "is another command";
    return `Nothing was started: "${shown(typedWords)}" ${what}; did you mean ${command}? To start it as a request: ${literally(door, name, shown(typedWords))}`;
  }
  // What such a command takes may be a number.
  if (startOf(name).resolves !== undefined && /^\d/.test(typedWords)) return null;
  if (!isAnswer(typedWords.toLowerCase())) return null;
  return `Nothing was started: "${shown(typedWords)}" says nothing to do. To answer an open question: ${typed(door, "decide")}; ${typed(door, "status")} shows what is open. A request says what to change, such as ${verbAs(door, name, [])}. To start it as a request: ${literally(door, name, shown(typedWords))}`;
}

/** Whether the line behind a start command asks for help. */
export const asksForHelp = (line: string): boolean => /^\s*(?:(?:-{1,2}|[–—])(?:help|usage|h)|-\?)\s*$/.test(line);

/** What a start command takes. */
export function startHelp(name: string): string {
  const { request, flags, issue } = startOf(name);
  const options = Object.entries(flags).map(([flag, one]): [string, Option] => [
    flag,
    one.takes === "nothing"
      ? { about: one.about }
      : { value: one.value, about: one.about, ...(one.takes === "name" ? { optional: true as const } : {}) },
  ]);
  return [
    `usage: ${typedCommand(name)} [options] ${request}`,
    "",
    ...[
      "Starts a run; without anything it shows where the run stands, or goes on with one that stands still. A text that begins with -- comes behind a single --.",
      ...(issue ? ["#12, or the address of an issue, in its place: what is written there is the request."] : []),
    ].flatMap((line) => wrapWhole(line, HOST_TABLE, 0)),
    "",
    ...optionLines(Object.fromEntries(options), HOST_TABLE),
  ].join("\n");
}
