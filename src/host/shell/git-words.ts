/** What the words of git commands say. */
import { join } from "node:path";
import { quote } from "../../text.ts";
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
  const folders = before.flatMap((arg, index) => {
    const [, named] = /^--git-dir(?:=(.*))?$/.exec(arg) ?? [];
    const value = named ?? before[index + 1] ?? "";
    if (arg === "-C") return [value];
    return arg.startsWith("--git-dir") ? [value.replace(/\/?\.git\/?$/, "") || "."] : [];
  });
  return {
    folder: folders.reduce((all, one) => (/^[/~$]/.test(one) ? one : join(all, one)), "."),
    verb: args[at] ?? "",
    rest: at < 0 ? [] : args.slice(at + 1),
  };
}

const LOOKS =
  /^(?:annotate|archive|blame|bundle|cat-file|check-\S+|cherry|clone|column|commit-(?:graph|tree)|config|count-objects|describe|diff\S*|for-each-ref|format-patch|fsck|gc|grep|hash-object|help|init|log|ls-\S+|maintenance|merge-(?:base|tree)|mktree|name-rev|pack-refs|patch-id|range-diff|request-pull|rerere|rev-\S+|shortlog|show\S*|status|stripspace|var|verify-\S+|version|whatchanged|write-tree|)$/;
/** What else looks alone, by the first word after it that is no option. */
const LISTS: Record<string, RegExp> = {
  bisect: /^(?:log|terms|view|visualize)$/,
  lfs: /^(?:env|locks|ls-files|status)?$/,
  notes: /^(?:list|show)?$/,
  reflog: /^(?!delete|expire)/,
  remote: /^(?:get-url|show)?$/,
  "sparse-checkout": /^list$/,
  stash: /^(?:list|show)$/,
  submodule: /^(?:status|summary)?$/,
  worktree: /^(?:list)?$/,
};
/** Options by which these do more than list, and those by which a name is none to be made. */
const NAMES: Record<string, [changes: RegExp, lists: RegExp]> = {
  branch: [
    /^(?:-\w*[cCdDfmMtu]|--(?:copy|create|delete|edit|force|move|no-track|set|track|unset))/,
    /^(?:-\w*[alr]|--(?:all|contains|format|list|merged|no-contains|no-merged|points|remotes|show|sort))/,
  ],
  tag: [
    /^(?:-\w*[adefFmsu]|--(?:annotate|cleanup|create|delete|edit|file|force|local|message|no-sign|sign|trailer))/,
    /^(?:-\w*[lnv]|--(?:contains|format|list|merged|no-contains|no-merged|points|sort|verify))/,
  ],
};

/** Whether the words after a verb that lists, or makes what it is given a name of, only list. */
function lists(verb: string, rest: readonly string[]): boolean {
  const bare = rest.filter((word) => !word.startsWith("-"));
  const [changes, names] = NAMES[verb] ?? [];
  if (changes !== undefined)
    return (
      !rest.some((word) => changes.test(word)) &&
      (bare.length === 0 || rest.some((word) => names!.test(word)))
    );
  if (verb === "symbolic-ref")
    return bare.length === 1 && !rest.some((word) => /^-(?:d|m|-delete)/.test(word));
  if (verb === "update-index")
    return rest.length > 0 && rest.every((word) => /^(?:-q|--(?:really-)?refresh)$/.test(word));
  if (verb === "fetch")
    return !rest.some((word) => /:|^-\w*[fPu]|^--(?:depth|force|prune-t|refmap|stdin)/.test(word));
  return LISTS[verb]?.test(bare[0] ?? "") === true;
}

/**
 * Whether a git command changes no file, branch or stash of this repository. `config`, `gc` and
 * `maintenance` change the `.git` folder alone; `clone`, `init` and `bundle` write somewhere else.
 */
export function looks(verb: string, rest: readonly string[]): boolean {
  const options = rest.slice(0, [...rest, "--"].indexOf("--"));
  const has = (option: RegExp): boolean => options.some((word) => option.test(word));
  // Where they write is no file of the project.
  if (has(/^--(?:output=(?!\/tmp\/)|separate-git-dir)/)) return false;
  return (
    LOOKS.test(verb) ||
    lists(verb, rest) ||
    has(/^--(?:dry-run|check|help)$/) ||
    (options.length === 1 && has(/^-h$/)) ||
    // Letters behind an `e` are a pattern.
    (/^(?:add|clean|mv|prune|rm)$/.test(verb) && has(/^-[a-df-zA-Z]*n/))
  );
}

const SHELL = /^(?:ba|da|z)?sh$/;
/** The line that a command gives to a shell; undefined: none. */
export const innerLine = (name: string, args: readonly string[]): string | undefined =>
  name === "eval"
    ? args.join(" ")
    : SHELL.test(name)
      ? args[args.findIndex((arg) => /^-\w*c$/.test(arg)) + 1 || args.length]
      : name === "find"
        ? gitOf(args)
        : undefined;

/** What `find` tells git to do. */
function gitOf(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg, i) => nameOf(arg) === "git" && /^-exec/.test(args[i - 1] ?? ""));
  return at < 0 ? undefined : args.slice(at).map(quote).join(" ");
}

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
