/** What the words of git commands say: what each of them can change. */

/** Looks, and changes nothing but settings, branches, tags and remotes. */
const LOOKS =
  /^(?:blame|branch|cat-file|config|describe|diff\S*|grep|help|log|ls-\S+|merge-base|remote|rev-\S+|shortlog|show\S*|status|tag|version|)$/;
export const looks = (verb: string): boolean => LOOKS.test(verb);

/** The folder that git is told to work in, what it is told to do there, and the words behind that. */
export function gitCall(args: readonly string[]): { folder: string; verb: string; rest: string[] } {
  const at = args.findIndex((one, index) => !one.startsWith("-") && !/^-[Cc]$/.test(args[index - 1] ?? ""));
  const [before, rest] = at < 0 ? [args, []] : [args.slice(0, at), args.slice(at + 1)];
  return { folder: before[before.indexOf("-C") + 1 || args.length] ?? ".", verb: args[at] ?? "", rest: [...rest] };
}

/** Takes the objects of what is deleted, so that nothing brings it back. */
export const isForGood = (verb: string, rest: readonly string[]): boolean =>
  verb === "prune" ||
  (verb === "reflog" && /^(?:expire|delete)$/.test(rest[0] ?? "")) ||
  (verb === "gc" && rest.some((one) => one.startsWith("--prune")));

/** Whether a command names git. */
export const namesGit = (line: string): boolean => /\bgit\b/.test(line);

/** What git is told to do, with the words behind it, wherever in a line that is said. */
const CALL = /\bgit\b(?:\s+-[cC]\s*\S+|\s+-\S+)*\s+([a-z][\w-]*)([^;&|\n]*)/g;
/** Git alone, without a script that could do what the line does not say. */
const ALONE = /^\s*(?:(?:git|cd|echo|true)\b|$)/;

const ON_REFS = /^(?:branch|tag|notes|fetch|worktree|remote)$/;
const ON_FILES = /^(?:add|clean|mv|restore|rm)$/;
const ON_HEAD = /^(?:checkout|switch|commit|reset|merge|cherry-pick|revert|am)$/;
/** Moves HEAD to a commit that is there. */
const MOVES = /^(?:checkout|switch|reset)$/;
/** Makes or moves the branch that it names. */
const WITH_BRANCH = /\s(?:-[bBcC]|--orphan|--(?:force-)?create)\b/;

/**
 * What the git commands of a line can change. Of what is not known here, such as an alias, all is taken to be changed. `makers`:
 * those that can make a commit; `isAlone`: nothing else is in the line.
 */
export function reachOf(line: string) {
  const calls = [...line.matchAll(CALL)].map(([, verb, rest]) => ({ verb: verb!, rest: rest! }));
  const isLook = ({ verb }: (typeof calls)[number]): boolean => looks(verb) && !ON_REFS.test(verb);
  const changing = calls.filter((one) => !isLook(one));
  const onHead = changing.filter(
    ({ verb, rest }) =>
      !ON_REFS.test(verb) && !ON_FILES.test(verb) && verb !== "stash" && !(MOVES.test(verb) && / -- /.test(rest)),
  );
  const isAlone = line.split(/[;&|\n]+/).every((one) => ALONE.test(one));
  return {
    verbs: calls.map(({ verb }) => verb),
    files: !isAlone || line.includes(">") || changing.some(({ verb }) => !ON_REFS.test(verb) && verb !== "add"),
    head: onHead.length > 0,
    refs: changing.some(
      ({ verb, rest }) =>
        !ON_FILES.test(verb) && verb !== "stash" && (!ON_HEAD.test(verb) || WITH_BRANCH.test(` ${rest}`)),
    ),
    stashes: changing.some(
      ({ verb, rest }) =>
        rest.includes("--autostash") || (!ON_REFS.test(verb) && !ON_FILES.test(verb) && !ON_HEAD.test(verb)),
    ),
    makers: onHead.filter(({ verb }) => !MOVES.test(verb)).map(({ verb }) => verb),
    isAlone,
  };
}
