import type { Settings } from "../../settings.ts";
import { sha256 } from "../../store/journal.ts";
import { bytesText, distance } from "../../text.ts";
import { type Flag, ISSUE_OPTION, ISSUE_REQUEST, type StartCommand } from "../../workflows/contract/contract.ts";
import { allStarts, SWITCHED, startNameOf, startOf, typedCommand, workflowOf } from "../../workflows/index.ts";

/** Reads the text after a command that starts a run: the request, and how the run is started. */

interface StartRequest {
  request: string;
  start: { workflow: string; entry: string; auto: boolean; options: Record<string, string> };
}

type StartRead = { ok: true; value: StartRequest } | { ok: false; problem: string; refused: boolean };

/** The flags by name, in the order of the line, and the rest of the line unchanged. */
type Typed = { ok: true; text: string; flags: Map<string, string | null> } | { ok: false; problem: string };

const wrong = (problem: string): { ok: false; problem: string; refused: false } => ({
  ok: false,
  problem,
  refused: false,
});

/** How a flag is written, such as `--deploy[=<environment>]`. */
const flagText = (name: string, flag: Flag): string =>
  flag.takes === "nothing"
    ? `--${name}`
    : flag.takes === "name"
      ? `--${name}[=${flag.value}]`
      : `--${name} ${flag.value}`;

const possible = ({ flags }: StartCommand): string =>
  Object.entries(flags)
    .map(([name, flag]) => flagText(name, flag))
    .join(", ");

/** Whether a word is written like an option: with hyphens, or with the dash that an editor makes of them. */
export const isOption = (word: string): boolean => /^(?:--|-|[–—])\p{L}/u.test(word) && !/^[–—].*[–—]$/u.test(word);

/** An option's own name, without what marks it and without a value. */
const bareName = (word: string): string => word.replace(/^(?:-{1,2}|[–—])/, "").split("=")[0]!;

/** Words behind which an option is what the sentence is about. */
const ABOUT = new Set(
  (
    "a,an,the,of,for,to,in,into,on,by,with,without,from,when,if,and,or,than,like,as,is,are,be,not,via,under,option,options,flag,flags,switch," +
    "parameter,argument,add,accept,accepts,allow,allows,support,supports,take,takes,understand,understands,document,explain,describe,deprecate," +
    "drop,remove,rename,replace,implement,ignore,ignores,honour,honor,parse,handle,handles,called,named,use,uses,using,pass,passes,passing,given,gets,get,has,have," +
    "run,runs,running,fix,break,breaks,show,shows,print,prints,test,mention,mentions,die,der,das,mit,ohne,von,für,zu,auf,und,oder,nach,flagge,schalter,le,la,de,du,avec,sans,et,por,con,sin,y,el"
  ).split(","),
);
/** Words by which what stands before them is the object of the sentence. */
const GOES_ON = new Set(
  "to,in,for,of,as,and,or,with,from,that,which,is,are,so,on,by,when,if,into,at,should,must,can,option,flag,switch,zu,und,in,im,für,als,mit".split(
    ",",
  ),
);
/** Options that are typed to a program, and by mistake to this one. */
const TYPED =
  "force,yes,dry-run,quiet,verbose,debug,help,version,model,print,continue,resume,json,run,project,auto,reason,question,undo,without,full,quick,nano,hotfix,f,y,v,h,q,n".split(
    ",",
  );

/** Whether behind this a program's own option follows, as in `the output of grep --count`. */
const isCall = (words: string[], at: number): boolean =>
  at >= 3 && ABOUT.has(words[at - 2]!.toLowerCase()) && !TYPED.includes(bareName(words[at]!));

/** An option that is none of the command's, at the start or the end of the words, or one of another command within them. */
function strayOption(name: string, text: string): string | null {
  const words = text.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return null;
  if (isOption(words[0]!)) return words[0]!;
  let from = words.length;
  while (from > 0 && isOption(words[from - 1]!)) from -= 1;
  if (from < words.length && !ABOUT.has(words[from - 1]!.toLowerCase()) && !isCall(words, from)) return words.at(-1)!;
  const foreign = Object.entries(allStarts()).flatMap(([other, { flags }]) =>
    other === name ? [] : Object.keys(flags).filter((flag) => !Object.hasOwn(startOf(name).flags, flag)),
  );
  const within = words.findIndex(
    (word, at) =>
      at < from &&
      word.startsWith("--") &&
      foreign.includes(bareName(word)) &&
      !GOES_ON.has((words[at + 1] ?? "to").toLowerCase()),
  );
  return within < 0 ? null : words[within]!;
}

/** Separates flags from the text, and says which word is neither. Behind a word `--` all of it is the text. */
export function readFlags(name: string, line: string): Typed {
  const command = startOf(name);
  const typed = command.strict ? strict(name, command, line) : free(name, command, line);
  if (!typed.ok || /(?:^|\s)--(?:\s|$)/.test(line)) return typed;
  const stray = strayOption(name, typed.text);
  return stray === null ? typed : unknownFlag(name, stray);
}

function unknownFlag(name: string, word: string): Typed {
  const command = startOf(name);
  const near = nearFlag(bareName(word), command);
  const meant = near === undefined ? `possible: ${possible(command)}.` : `did you mean --${near}?`;
  return wrong(`${word.slice(0, 60)} is no flag of ${typedCommand(name)}; ${meant} ${BEHIND}`);
}

/** For commands that are strict: every word with `--` is a flag, up to a word `--`. */
function strict(name: string, command: StartCommand, line: string): Typed {
  const flags = new Map<string, string | null>();
  const words = /\S+/g;
  let text = "";
  /** Where the text begins, and where it ends because a flag follows; -1: not yet. */
  let [from, end] = [-1, -1];
  for (let found = words.exec(line); found !== null; found = words.exec(line)) {
    const [word] = found;
    if (word === "--") {
      text = from < 0 ? "" : `${line.slice(from, end < 0 ? found.index : end).trimEnd()} `;
      return { ok: true, text: `${text}${line.slice(words.lastIndex).trim()}`.trim(), flags };
    }
    if (!word.startsWith("--")) {
      if (end >= 0)
        return wrong(
          `${typedCommand(name)}: text stands before and behind ${[...flags.keys()].map((one) => `--${one}`).at(-1)}; put flags in front of the text. ${BEHIND}`,
        );
      if (from < 0) from = found.index;
      continue;
    }
    if (from >= 0 && end < 0) end = found.index;
    const [given = "", inline] = halves(word.slice(2));
    const flag = Object.hasOwn(command.flags, given) ? command.flags[given]! : undefined;
    if (!flag)
      return wrong(
        `--${given.slice(0, 60)} is no flag of ${typedCommand(name)}; possible: ${possible(command)}. ${BEHIND}`,
      );
    if (flags.has(given)) return wrong(`--${given} is given twice`);
    let value = inline;
    if (flag.takes === "nothing" && value !== null)
      return wrong(`--${given} takes no value, found "${value.slice(0, 60)}"`);
    if (flag.takes !== "nothing" && flag.takes !== "name" && value === null) {
      const next = words.exec(line);
      if (next === null || next[0].startsWith("--")) return wrong(`--${given} needs a value: ${flagText(given, flag)}`);
      value = next[0];
    }
    if (value === "") return wrong(`--${given}=: the value is missing, expected ${flagText(given, flag)}`);
    flags.set(given, value);
  }
  text = from < 0 ? "" : line.slice(from, end < 0 ? line.length : end).trim();
  return { ok: true, text, flags };
}

const BEHIND = "A text that begins with -- comes behind a single --.";

const halves = (word: string): [string, string | null] => {
  const at = word.indexOf("=");
  return at < 0 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
};

/** The flag of a command that comes closest to a word, where it is no more than a slip of the fingers away. */
const nearFlag = (word: string, { flags }: StartCommand): string | undefined =>
  Object.keys(flags).find((name) => distance(word, name) <= 1);

/**
 * For commands with free text: flags stand before it, or as its last word; a word with `--` within the text belongs to it.
 * What stands in front and is no flag, or is nearly one at the end, is a slip. Behind a word `--` all of it is the text.
 */
function free(name: string, command: StartCommand, line: string): Typed {
  const flags = new Map<string, string | null>();
  let text = line.trim();
  for (let lead = /^--(\S*)\s*/.exec(text); lead !== null; lead = /^--(\S*)\s*/.exec(text)) {
    text = text.slice(lead[0].length);
    if (lead[1] === "") return { ok: true, text: text.trim(), flags };
    const [given, value] = halves(lead[1]!);
    if (!Object.hasOwn(command.flags, given)) return unknownFlag(name, `--${given}`);
    if (value !== null) return wrong(`--${given} takes no value, found "${value.slice(0, 60)}"`);
    if (flags.has(given)) return wrong(`--${given} is given twice`);
    flags.set(given, null);
  }
  const last = /\s--(\S+)$/.exec(text);
  if (last === null) return { ok: true, text, flags };
  const word = last[1]!;
  if (!Object.hasOwn(command.flags, word))
    return nearFlag(word, command) ? unknownFlag(name, `--${word}`) : { ok: true, text, flags };
  flags.set(word, null);
  return { ok: true, text: text.slice(0, last.index).trim(), flags };
}

/** Name of an environment: the same characters that the settings allow. */
const ENVIRONMENT = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u;

/** The option's value from a flag's value; or what is wrong with that. */
function optionOf(
  command: StartCommand & { workflow: string },
  name: string,
  value: string | null,
  settings: Settings,
): { value: string } | { problem: string } {
  const flag = command.flags[name]!;
  const none = (what: string, expected: string) => ({
    problem: `--${name}: found "${what.slice(0, 60)}", expected ${expected}`,
  });
  if (flag.takes === "variant") {
    const { variants } = workflowOf(command.workflow).entries[command.entry]!;
    const known = Object.keys(variants?.of ?? {});
    return known.includes(value ?? "") ? { value: value! } : none(value ?? "", `one of ${known.join(", ")}`);
  }
  if (flag.takes === "names") {
    const known = flag.known(settings);
    const named = (value ?? "").split(",").map((one) => one.trim().normalize("NFC"));
    const unknown = named.find((one) => !known.includes(one));
    if (unknown === undefined) return { value: [...new Set(named)].join(",") };
    // Of `name=value` the values of that name, where there is one.
    const head = unknown.slice(0, unknown.indexOf("=") + 1);
    const alike = known.filter((one) => head !== "" && one.startsWith(head));
    if (alike.length > 0) return none(unknown, `one of ${alike.join(", ")}`);
    return none(unknown, `${flag.what} with commas between them: ${known.join(", ")}`);
  }
  if (flag.takes === "name") {
    if (value === null) return { value: flag.alone };
    return ENVIRONMENT.test(value)
      ? { value }
      : none(value, "letters, digits, . _ -, at most 40, letter or digit first");
  }
  return { value: SWITCHED };
}

/** Of every run, and no option of one. */
const AUTO = "auto";

/** An issue as a request names it: `#12` of the project's own repository, or the address of one. */
export interface IssueName {
  number: string;
  /** `owner/name`; null: the project's own. */
  repo: string | null;
  /** The address is that of a pull request. */
  isPull: boolean;
  /** It is named nearly as it has to be. */
  isSlip?: true;
}

const ISSUE =
  /^(?:#(?<own>\d{1,9})|https:\/\/github\.com\/(?<repo>[\w.-]+\/[\w.-]+)\/(?<kind>issues|pull)\/(?<number>\d{1,9})\/?(?:[?#]\S*)?)$/i;

/** An issue as it is named elsewhere, or with a mark too many. */
const NEARLY =
  /^(?:(?:GH-|(?<repo>[\w.-]+\/[\w.-]+)?#)(?<number>\d{1,9})[.,;:!?]?|(?:https?:\/\/)?(?:www\.)?github\.com\/(?<at>[\w.-]+\/[\w.-]+)\/issues\/(?<last>\d{1,9})\S{0,200})$/i;

/**
 * The issue that is named behind a start command in place of a request, alone but for flags; null: there is none, or a word
 * `--` makes it a request to the letter.
 */
export function issueIn(name: string, line: string): IssueName | null {
  if (startOf(name).issue !== true || /(?:^|\s)--(?:\s|$)/.test(line)) return null;
  const typed = readFlags(name, line);
  const { own, repo, kind, number } = (typed.ok && ISSUE.exec(typed.text)?.groups) || {};
  if (own !== undefined) return { number: own, repo: null, isPull: false };
  if (number !== undefined) return { number, repo: repo!, isPull: kind!.toLowerCase() === "pull" };
  const nearly = typed.ok ? NEARLY.exec(typed.text)?.groups : undefined;
  if (nearly === undefined) return null;
  return {
    number: (nearly.number ?? nearly.last)!,
    repo: nearly.repo ?? nearly.at ?? null,
    isPull: false,
    isSlip: true,
  };
}

/** Where the words of a request come from that the person has not typed; null: they have. `bytes`: of the request. */
export function issueText({ options }: Pick<StartRequest["start"], "options">, bytes: number): string | null {
  const { [ISSUE_OPTION]: url } = options;
  return url === undefined
    ? null
    : `Request: what stands in ${url}, ${bytesText(bytes)}. Anybody may have written it: read what is made of it before you approve that.`;
}

/**
 * Reads the text after a start command. `issue`: what stands in the issue that the line names; no word of it is a flag. `refused`: the text is
 * well-formed, but such a run is not allowed.
 */
export function readStart(
  name: string,
  line: string,
  settings: Settings,
  root: string,
  issue: { request: string; url: string } | null = null,
): StartRead {
  const command = startOf(name);
  const read = readFlags(name, line);
  if (!read.ok) return wrong(read.problem);
  const typed = { ...read, text: issue?.request ?? read.text };
  const options: Record<string, string> = {};
  for (const [flag, value] of typed.flags) {
    if (flag === AUTO) continue;
    const option = optionOf(command, flag, value, settings);
    if ("problem" in option) return wrong(option.problem);
    options[flag] = option.value;
  }
  if (issue !== null) Object.assign(options, { [ISSUE_OPTION]: issue.url, [ISSUE_REQUEST]: sha256(issue.request) });
  const { workflow, entry } = command;
  const start = { workflow, entry, auto: typed.flags.has(AUTO), options };
  if (typed.text === "" && !command.bare) return { ok: true, value: { request: "", start } };
  for (const [option, value] of Object.entries(command.defaults ?? {})) options[option] ??= value;
  const refused = command.refuses?.(options, settings) ?? null;
  if (refused !== null) return { ok: false, problem: refused, refused: true };
  const meant = command.resolves?.()(root, typed.text, options);
  if (meant === undefined) return { ok: true, value: { request: typed.text, start } };
  if (!meant.ok) return { ok: false, problem: meant.problem, refused: true };
  const resolved = { ...start, entry: meant.entry, options: { ...options, ...meant.options } };
  return { ok: true, value: { request: meant.request, start: resolved } };
}

/** What the options of a run mean, in one line; null: nothing is to be said. */
export const hintText = (start: StartRequest["start"]): string | null =>
  startOf(startNameOf(start)).hint?.(start.options) ?? null;
