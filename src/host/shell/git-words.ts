/** What the words of git commands say. */
import { called, commandsIn, nameOf } from "./shell-words.ts";

/**
 * A git command: the folder that it is told to work in, what it is told to do there, and the words
 * after that.
 */
interface GitCall {
  folder: string;
  verb: string;
  rest: string[];
}

/** Options of git itself that a value follows. */
const WITH_VALUE = /^(?:-[Cc]|--(?:git-dir|work-tree|namespace|config-env))$/;

/** The same of the words after `git`. */
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
  /^(?:annotate|archive|blame|bundle|cat-file|check-\S+|cherry|clone|commit-(?:graph|tree)|config|count-objects|describe|diff\S*|for-each-ref|format-patch|fsck|gc|grep|hash-object|help|init|log|ls-\S+|maintenance|merge-(?:base|tree)|mktree|name-rev|pack-refs|patch-id|range-diff|rerere|rev-\S+|shortlog|show\S*|status|var|version|whatchanged|write-tree|)$/;
/** What else looks alone, by the words after it. */
const LISTS: Record<string, RegExp> = {
  bisect: /^(?:log|view)/,
  branch: /^(?:-[alrv]+|--(?!(?:copy|delete|force|move|set|unset|edit|track)).*)?( |$)/,
  notes: /^(?:list|show)?$/,
  reflog: /^(?!expire|delete)/,
  remote: /^(?:-v|show|get-url)?( |$)/,
  "sparse-checkout": /^list/,
  stash: /^(?:list|show)/,
  submodule: /^(?:status|summary)?$/,
  tag: /^(?:-l|-n\d*|--(?!(?:delete|force|sign|annotate|message|file)).*)?( |$)/,
  "update-index": /^(?:-q|--(?:really-)?refresh)$/,
  worktree: /^(?:list)?$/,
};

/**
 * Whether a git command changes no file, branch or stash of this repository. `config`, `gc` and
 * `maintenance` change the `.git` folder alone; `clone`, `init` and `bundle` write somewhere else.
 */
export const looks = (verb: string, rest: readonly string[]): boolean =>
  LOOKS.test(verb) ||
  LISTS[verb]?.test(rest.join(" ")) === true ||
  (verb === "fetch" && !rest.some((one) => one.includes(":"))) ||
  (verb === "symbolic-ref" && rest.length === 1) ||
  rest.some((one) => /^--(?:dry-run|check|help)$/.test(one)) ||
  (/^(?:add|clean)$/.test(verb) && rest.some((one) => /^-\w*n/.test(one)));

const SHELL = /^(?:ba|da|z)?sh$/;
/** The line that a command gives to a shell; undefined: none. */
export const innerLine = (name: string, args: readonly string[]): string | undefined =>
  name === "eval"
    ? args.join(" ")
    : SHELL.test(name)
      ? args[args.indexOf("-c") + 1 || args.length]
      : undefined;

/** Programs that change no file. */
const PLAIN = /^(?:cd|echo|printf|true|cat|head|tail|grep|wc|ls|sort|uniq|test|\[|pwd|which)$/;

/** Whether a line looks with git and does nothing else: what changes meanwhile is not its doing. */
export const onlyLooks = (line: string): boolean =>
  /\bgit\b/.test(line) &&
  commandsIn(line).every((command) => {
    const { name: path, args } = called(command) ?? { name: "true", args: [] };
    const { verb, rest } = gitCall(args);
    const isLook = nameOf(path) === "git" ? looks(verb, rest) : PLAIN.test(nameOf(path));
    return isLook && command.outputs.every((output) => /^\/(?:tmp|dev)\//.test(output));
  });
