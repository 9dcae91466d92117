import { relative, resolve } from "node:path";
import { startHere } from "../../plugin.ts";
import type { Settings } from "../../settings.ts";
import { readPlainText } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";
import { bytesText, isNear } from "../../text.ts";
import {
  EVERY_RUN,
  type Flag,
  ISSUE_OPTION,
  ISSUE_REQUEST,
  PULL_OPTION,
  type StartCommand,
} from "../../workflows/contract/contract.ts";
import { clashing, SWITCHED, startNameOf, startOf, workflowOf } from "../../workflows/index.ts";
import { optionName } from "../commands/usage/arguments.ts";

/** Reads the text after a command that starts a run: the request, and how the run is started. */

interface StartRequest {
  request: string;
  start: { workflow: string; entry: string; auto: boolean; options: Record<string, string> };
  /** The commit that it is about, where that is not what is checked out. */
  at?: string;
  /** A driver carries it on, and not the session that it is typed in. */
  background?: true;
  /** The same in a worktree of its own. */
  worktree?: true;
}

type StartRead =
  | { ok: true; value: StartRequest }
  | { ok: false; problem: string; refused: boolean };

/**
 * The flags by name, in the order of the line, and the rest of the line unchanged. `isLiteral`: no
 * word of that is to be read, as it stands after a word `--`.
 */
export interface Typed {
  text: string;
  flags: Map<string, string | null>;
  isLiteral: boolean;
}
type ReadFlags = ({ ok: true } & Typed) | { ok: false; problem: string };

const wrong = (problem: string): { ok: false; problem: string; refused: false } => ({
  ok: false,
  problem,
  refused: false,
});

const possible = ({ flags }: StartCommand): string =>
  Object.entries(flags)
    .map(([name, flag]) => optionName(name, flag))
    .join(", ");

/**
 * Whether a word is written like an option: with hyphens, or with the dash that an editor makes of
 * them.
 */
export const isOption = (word: string): boolean =>
  /^(?:--|-|[–—])\p{L}/u.test(word) && !/^[–—].*[–—]$/u.test(word);

const LONE_DASHES = "Put a request that begins with -- after a lone --.";

/** A word that is neither a flag nor the text. */
class Slip extends Error {}

const halves = (word: string): [string, string | null] => {
  const at = word.indexOf("=");
  return at < 0 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
};

/** Whether a word is a flag of the command, or no more than a slip of the fingers away from one. */
const isNearly = (word: string, flag: string): boolean =>
  word === flag || (flag.length > SHORT_FLAG && isNear(word, flag));
/** Of so few letters many words are nearly a flag. */
const SHORT_FLAG = 3;

/** Whether the next word is the value of a flag. */
const needsWord = ({ takes }: Flag): boolean => takes !== "nothing" && takes !== "name";

function unknownFlag(name: string, given: string): Slip {
  const command = startOf(name);
  const near = Object.keys(command.flags).find((flag) => isNearly(given, flag));
  const meant = near === undefined ? `possible: ${possible(command)}.` : `did you mean --${near}?`;
  return new Slip(
    `--${given.slice(0, 60)} is not a flag of ${startHere(name)}; ${meant} ${LONE_DASHES}`,
  );
}

/**
 * Takes the flags that a text begins with. `isEnded`: a word `--` stands after them, and what
 * follows is the text.
 */
function takeFlags(
  name: string,
  text: string,
  flags: Map<string, string | null>,
): { rest: string; isEnded: boolean } {
  const { flags: known } = startOf(name);
  let rest = text.trim();
  for (let lead = /^--(\S*)\s*/.exec(rest); lead !== null; lead = /^--(\S*)\s*/.exec(rest)) {
    rest = rest.slice(lead[0].length);
    if (lead[1] === "") return { rest, isEnded: true };
    const [given, inline] = halves(lead[1]!);
    const flag = Object.hasOwn(known, given) ? known[given]! : undefined;
    if (!flag) throw unknownFlag(name, given);
    if (flags.has(given)) throw new Slip(`--${given} is given twice`);
    const isDue = needsWord(flag) && inline === null;
    const next = isDue ? /^(?!--)(\S+)\s*/.exec(rest) : null;
    if ((isDue && next === null) || inline === "" || (flag.takes === "nothing" && inline !== null))
      throw new Slip(
        `--${given}: found "${(inline ?? "").slice(0, 60)}", expected ${optionName(given, flag)}`,
      );
    rest = rest.slice(next?.[0].length ?? 0);
    flags.set(given, inline ?? next?.[1] ?? null);
  }
  return { rest, isEnded: false };
}

/**
 * Where flags after a text begin; -1: there are none. For a command that is strict every word with
 * `--` is one; else the last words, as far as each is a flag or nearly one: any other word with
 * `--` belongs to the text.
 */
function tailOf({ strict, flags }: StartCommand, text: string): number {
  if (strict) return text.search(/(?<=\s)--/);
  const isFlag = (word: string): boolean =>
    word.startsWith("--") &&
    Object.keys(flags).some((flag) => isNearly(halves(word.slice(2))[0], flag));
  const words = [...text.matchAll(/(?<=\s)\S+/g)];
  const isValue = (before = ""): boolean =>
    Object.entries(flags).some(([name, flag]) => before === `--${name}` && needsWord(flag));
  const last = words.findLastIndex(([word], at) => !isFlag(word) && !isValue(words[at - 1]?.[0]));
  return words[last + 1]?.index ?? -1;
}

/** Separates flags from the text. After a word `--` all of it is the text. */
export function readFlags(name: string, line: string): ReadFlags {
  const flags = new Map<string, string | null>();
  try {
    const { rest, isEnded } = takeFlags(name, line, flags);
    const at = isEnded ? -1 : tailOf(startOf(name), rest);
    if (at < 0) return { ok: true, text: rest, flags, isLiteral: isEnded };
    const text = rest.slice(0, at).trim();
    const tail = takeFlags(name, rest.slice(at), flags);
    if (!tail.isEnded && tail.rest !== "")
      throw new Slip(
        `${startHere(name)}: there is text before and after ${[...flags.keys()].map((one) => `--${one}`).at(-1)}; put flags in front of the text. ${LONE_DASHES}`,
      );
    return { ok: true, text: `${text} ${tail.rest}`.trim(), flags, isLiteral: tail.isEnded };
  } catch (error) {
    if (error instanceof Slip) return wrong(error.message);
    throw error;
  }
}

/** Name of an environment: the same characters that the settings allow. */
const ENVIRONMENT = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u;

/** The option's value from a flag's value; or what is wrong with that. */
function optionOf(
  command: StartCommand & { workflow: string },
  name: string,
  value: string | null,
  { settings, root, from }: { settings: Settings; root: string; from: string },
): { value: string } | { problem: string } {
  const flag = command.flags[name]!;
  const none = (what: string, expected: string) => ({
    problem: `--${name}: found "${what.slice(0, 60)}", expected ${expected}`,
  });
  if (flag.takes === "variant") {
    const { variants } = workflowOf(command.workflow).entries[command.entry]!;
    const known = Object.keys(variants?.of ?? {});
    return known.includes(value ?? "")
      ? { value: value! }
      : none(value ?? "", `one of ${known.join(", ")}`);
  }
  if (flag.takes === "names") {
    const known = flag.known(settings);
    const named = (value ?? "").split(",").map((one) => one.trim().normalize("NFC"));
    const unknown = named.find((one) => !known.includes(one));
    if (unknown === undefined) return { value: [...new Set(named)].join(",") };
    return none(unknown, `${flag.what} with commas between them: ${known.join(", ")}`);
  }
  if (flag.takes === "name") {
    if (value === null) return { value: flag.alone };
    return ENVIRONMENT.test(value)
      ? { value }
      : none(value, "letters, digits, . _ -, at most 40, letter or digit first");
  }
  if (flag.takes === "run") return { value: value! };
  if (flag.takes === "file") {
    const path = resolve(from, value!);
    return readPlainText(path, MAX_FILE)?.trim()
      ? { value: relative(root, path) }
      : none(value!, `a text file of at most ${bytesText(MAX_FILE)}`);
  }
  return { value: SWITCHED };
}

/** Bytes of a file that stands for a request. */
const MAX_FILE = 256 * 1024;

/** The text of such a file; null: it cannot be read. */
export const namedText = (root: string, path: string): string | null =>
  readPlainText(resolve(root, path), MAX_FILE);

/**
 * An issue as a request names it: `#12` or `GH-12` of the project's own repository,
 * `owner/name#12`, or the address of one.
 */
export type IssueName = NonNullable<ReturnType<typeof issueIn>>;

/** The address of an issue, as gh and GitHub give it. */
export const ISSUE_URL = /^https:\/\/([\w.-]+)(?::\d+)?\/([\w.-]+\/[\w.-]+)\/issues\/(\d+)$/;

const ISSUE =
  /^(?:(?:GH-|(?<owner>[\w.-]+\/[\w.-]+)?#)(?<own>\d{1,9})[.,;:!?]?|(?:https?:\/\/)?(?:www\.)?github\.com\/(?<repo>[\w.-]+\/[\w.-]+)\/(?:issues|pull)\/(?<number>\d{1,9})\/?(?:[?#]\S*)?)$/i;

/**
 * The issue that is named after a start command in place of a request, alone but for flags; null:
 * there is none, or a word `--` makes it a request to the letter. `repo`: `owner/name`; null: the
 * project's own.
 */
export function issueIn(
  name: string,
  { text, isLiteral }: Typed,
  what: "issue" | "pull" = "issue",
) {
  const found = isLiteral ? undefined : ISSUE.exec(text)?.groups;
  if (found === undefined || startOf(name)[what] === undefined) return null;
  const { own, owner, repo, number } = found;
  return { number: (own ?? number)!, repo: owner ?? repo ?? null };
}

/**
 * Where the words of a request come from that the person has not typed; null: they have. `bytes`:
 * of the request.
 */
export function issueText(
  { options }: Pick<StartRequest["start"], "options">,
  bytes: number,
): string | null {
  const { [ISSUE_OPTION]: url, [PULL_OPTION]: pull } = options;
  const story = pull === undefined ? ": read the resulting story before you approve it" : "";
  return url === undefined
    ? null
    : `Request: the text of ${url}, ${bytesText(bytes)}. Anyone may have written it${story}.`;
}

/**
 * Reads what was typed after a start command. `issue`: what stands in the issue that the line names; no
 * word of it is a flag. `from`: the folder in which it was typed. `refused`: the text is
 * well-formed, but such a run is not allowed.
 */
export function readStart(
  name: string,
  { flags, ...typed }: Typed,
  settings: Settings,
  root: string,
  issue: { request: string; url: string } | null = null,
  from = root,
): StartRead {
  const command = startOf(name);
  const text = issue?.request ?? typed.text;
  const options: Record<string, string> = {};
  for (const [flag, value] of flags) {
    if (Object.hasOwn(EVERY_RUN, flag)) continue;
    const option = optionOf(command, flag, value, { settings, root, from });
    if ("problem" in option) return wrong(option.problem);
    options[flag] = option.value;
  }
  const both = clashing(command, (flag) => flags.has(flag));
  if (both.length > 0) return wrong(`--${both.join(" and --")} cannot be combined`);
  if (issue !== null)
    Object.assign(options, { [ISSUE_OPTION]: issue.url, [ISSUE_REQUEST]: sha256(issue.request) });
  const { workflow, entry } = command;
  const start = { workflow, entry, auto: flags.has("auto"), options };
  const worktree = flags.has("worktree") && { worktree: true as const };
  const background = {
    ...((worktree || flags.has("background")) && { background: true as const }),
    ...worktree,
  };
  const isSaid = command.bare || [...flags.keys()].some((flag) => isFileFlag(command, flag));
  if (text === "" && !isSaid) return { ok: true, value: { request: "", start, ...background } };
  for (const [option, value] of Object.entries(command.defaults ?? {})) options[option] ??= value;
  const refused = command.refuses?.(options, settings) ?? null;
  if (refused !== null) return { ok: false, problem: refused, refused: true };
  const meant = command.resolves?.()(root, text, options, {
    ...{ from, beside: worktree !== false },
  });
  if (meant === undefined) return { ok: true, value: { request: text, start, ...background } };
  if (!meant.ok) return { ok: false, problem: meant.problem, refused: !meant.wrong };
  const resolved = { ...start, entry: meant.entry, options: { ...options, ...meant.options } };
  const { request, at } = meant;
  return { ok: true, value: { request, start: resolved, ...(at && { at }), ...background } };
}

/** Whether a flag names a file that stands for the request. */
export const isFileFlag = ({ flags }: StartCommand, flag: string): boolean =>
  flags[flag]?.takes === "file";

/** What the options of a run mean, in one line; null: nothing is to be said. */
export const hintText = (start: StartRequest["start"]): string | null =>
  startOf(startNameOf(start)).hint?.(start) ?? null;
