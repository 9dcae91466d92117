/** What the words of git commands say: what each of them can change. */
import { called, commandsIn, nameOf } from "./shell-words.ts";

/**
 * A git command: the folder that it is told to work in, what it is told to do there, and the words
 * behind that.
 */
interface GitCall {
  folder: string;
  verb: string;
  rest: string[];
}

/** Options of git itself that a value follows. */
const WITH_VALUE = /^(?:-[Cc]|--(?:git-dir|work-tree|namespace|config-env))$/;

/** The same of the words behind `git`. */
export function gitCall(args: readonly string[]): GitCall {
  const at = args.findIndex(
    (arg, index) => !arg.startsWith("-") && !WITH_VALUE.test(args[index - 1] ?? ""),
  );
  const before = at < 0 ? args : args.slice(0, at);
  return {
    folder: before[before.indexOf("-C") + 1 || args.length] ?? ".",
    verb: args[at] ?? "",
    rest: at < 0 ? [] : args.slice(at + 1),
  };
}

const LOOKS =
  /^(?:annotate|archive|blame|branch|bundle|cat-file|check-\S+|cherry|clone|commit-(?:graph|tree)|config|count-objects|describe|diff\S*|for-each-ref|format-patch|fsck|gc|grep|hash-object|help|init|log|ls-\S+|maintenance|merge-(?:base|tree)|mktree|pack-refs|patch-id|name-rev|range-diff|remote|rerere|rev-\S+|shortlog|show\S*|status|tag|var|version|whatchanged|write-tree|)$/;
/** What else looks alone, by the word behind it. */
const LISTS: Record<string, RegExp> = {
  bisect: /^(?:log|view)/,
  notes: /^(?:list|show)?$/,
  reflog: /^(?!expire|delete)/,
  "sparse-checkout": /^list/,
  stash: /^(?:list|show)/,
  submodule: /^(?:status|summary)?$/,
  "update-index": /^(?:-q|--(?:really-)?refresh)$/,
  worktree: /^(?:list)?$/,
};
/** Whether a git command looks, and changes nothing but settings, branches, tags and remotes. */
export const looks = (verb: string, rest: readonly string[]): boolean =>
  LOOKS.test(verb) ||
  LISTS[verb]?.test(rest[0] ?? "") === true ||
  (verb === "fetch" && !rest.some((one) => one.includes(":"))) ||
  (verb === "symbolic-ref" && rest.length === 1) ||
  rest.some((one) => /^--(?:dry-run|check|help)$/.test(one)) ||
  (/^(?:add|clean)$/.test(verb) && rest.some((one) => /^-\w*n/.test(one)));

/** Whether a line names git at all. */
export const namesGit = (line: string): boolean => /\bgit\b/.test(line);

const SHELL = /^(?:ba|da|z)?sh$/;
/** The line that a command gives to a shell; undefined: none. */
export const innerLine = (name: string, args: readonly string[]): string | undefined =>
  name === "eval"
    ? args.join(" ")
    : SHELL.test(name)
      ? args[args.indexOf("-c") + 1 || args.length]
      : undefined;

/** Programs that do nothing which the line does not say. */
const PLAIN = /^(?:git|cd|echo|printf|true|cat|head|tail|grep|wc|ls|sort|uniq|test|\[|pwd|which)$/;
const ASIDE = /^\/(?:tmp|dev)\//;

/**
 * Shows branches, tags or remotes: its words are options that delete, move and make none, or say
 * what is listed.
 */
const lists = (rest: readonly string[]): boolean =>
  rest.every(
    (one) => one.startsWith("-") && !/^-\w*[cCdDfmM]|^--(?:copy|delete|force|move)/.test(one),
  ) ||
  rest.some((one) =>
    /^(?:-\w*l|--list|--(?:no-)?(?:contains|merged)|--points-at|show|get-url)$/.test(one),
  );

const ON_REFS = /^(?:branch|tag|notes|fetch|worktree|remote)$/;
const ON_FILES = /^(?:add|clean|mv|restore|rm)$/;
const ON_HEAD = /^(?:checkout|switch|commit|reset|merge|cherry-pick|revert|am)$/;
/** Moves HEAD to a commit that is there. */
const MOVES = /^(?:checkout|switch|reset)$/;
/** Makes or moves the branch that it names. */
const WITH_BRANCH = /^(?:-\w*[bBcC]|--orphan|--(?:force-)?create)$/;

/** Whether a git command can move HEAD, or what is checked out there. */
function movesHead({ verb, rest }: GitCall): boolean {
  if (verb === "branch") return rest.some((one) => /^-\w*[mM]|^--move$/.test(one));
  if (verb === "stash") return rest[0] === "branch";
  if (verb === "fetch") return rest.includes("--update-head-ok");
  return !ON_REFS.test(verb) && !ON_FILES.test(verb) && !(MOVES.test(verb) && rest.includes("--"));
}

/**
 * What the git commands of a shell line can change. Of what is not known here, such as an alias,
 * all is taken to be changed.
 * `isAlone`: no other program is in it that could change something; `takes`: they can take files of
 * the project; `files`: anything in the line
 * can change some; `makers`: those that can make a commit.
 */
export function reachOf(line: string) {
  const { calls, isAlone } = callsIn(line);
  const changing = calls.filter(
    ({ verb, rest }) =>
      !looks(verb, rest) || (/^(?:branch|tag|remote)$/.test(verb) && !lists(rest)),
  );
  const takes = changing.some(
    ({ verb }) => !ON_REFS.test(verb) && !/^(?:add|commit|notes)$/.test(verb),
  );
  const onHead = changing.filter(movesHead);
  return {
    verbs: calls.map(({ verb }) => verb),
    isAlone,
    takes,
    files: takes || !isAlone,
    index: changing.some(({ verb }) => !ON_REFS.test(verb)),
    head: onHead.length > 0,
    refs: changing.some(
      ({ verb, rest }) =>
        !ON_FILES.test(verb) &&
        (verb !== "stash" || rest[0] === "branch") &&
        (!ON_HEAD.test(verb) || rest.some((one) => WITH_BRANCH.test(one))),
    ),
    stashes: changing.some(
      ({ verb, rest }) =>
        rest.includes("--autostash") ||
        (!ON_REFS.test(verb) && !ON_FILES.test(verb) && !ON_HEAD.test(verb)),
    ),
    makers: onHead.flatMap(({ verb }) =>
      MOVES.test(verb) || /^(?:branch|fetch|stash)$/.test(verb) ? [] : [verb],
    ),
  };
}

function callsIn(line: string): { calls: GitCall[]; isAlone: boolean } {
  const found = commandsIn(line).map((command) => {
    const { name: path, args } = called(command) ?? { name: "true", args: [] };
    const name = nameOf(path);
    const inner = innerLine(name, args);
    if (inner !== undefined) return callsIn(inner);
    const started =
      name === "find"
        ? args.findIndex((word, at) => word === "git" && /^-exec/.test(args[at - 1] ?? ""))
        : -1;
    const calls =
      name === "git" ? [gitCall(args)] : started < 0 ? [] : [gitCall(args.slice(started + 1))];
    return {
      calls,
      isAlone: PLAIN.test(name) && command.outputs.every((path) => ASIDE.test(path)),
    };
  });
  return { calls: found.flatMap(({ calls }) => calls), isAlone: found.every((one) => one.isAlone) };
}
