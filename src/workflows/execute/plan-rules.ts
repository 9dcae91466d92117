import { MAX_GLOB_LENGTH, projectPath, waysOf } from "../../project/globs.ts";

/** What holds for files and commands of every plan, whoever writes it. Pure. */

/** Globs without braces that one with them may stand for: each is compared with each of every other task. */
const MAX_WAYS = 16;

/** Why a path, or a glob, names no file of the project; null: it may. */
export function fileProblem(file: string): string | null {
  const path = file.replaceAll("\\", "/");
  if (/\p{C}/u.test(file)) return "a path of characters that can be seen";
  if (file.length > MAX_GLOB_LENGTH) return `a path of at most ${MAX_GLOB_LENGTH} characters`;
  if (file.includes("\\")) return "forward slashes";
  if (/(?:^|[{,])(?:\/|~|[A-Za-z]:)/.test(path)) return "a path from the project's root, not an absolute one";
  if (/(?:^|[/{,])\.\.(?:$|[/},])/.test(path)) return 'a path inside the project, without ".."';
  if (/(?:^|[{,])(?:\.\/)*\.(?:git|task)(?:$|[/},])/i.test(path))
    return "no file of .git or .task: they are not the plan's";
  const ways = waysOf(file);
  return ways !== null && ways.length <= MAX_WAYS ? null : `braces with at most ${MAX_WAYS} combinations`;
}

/** Commands that end with 0 whatever the task has done. */
const ALWAYS_PASSES =
  /^(?::|(?:(?:\/usr)?\/bin\/)?true|exit(?: 0)?|(?:echo|printf)\b[^|&;]*)$|(?:\|\||;)\s*(?:true|:|exit 0)\s*$/;

/** Whether a command shows nothing, as it can only succeed. */
export const passesAlways = (command: string): boolean => ALWAYS_PASSES.test(command);

/** Programs that look at a file and run nothing of it. */
export const READS = /^(?:! *)?(?:e?grep|rg|test|\[|cat|cmp|diff|jq|ls|stat|wc) /;

/** What stands beside them in a line, or behind them in a pipe. */
const BESIDE = /^(?:echo|printf|true|head|tail|sort|uniq|cut|tr) /;

/** Whether a command runs nothing but those; quoted text is no program. */
const onlyReads = (command: string): boolean =>
  !/`|[$<]\(/.test(command) &&
  command
    .replace(/'[^']*'|"[^"]*"/g, "_")
    .split(/(?<!>)&&?|\|\|?|;/)
    .map((one) => `${one.trim()} `)
    .every((one) => READS.test(one) || BESIDE.test(one));

/**
 * Which of these changes leave a command nothing to show: of files that it names, or whose folder it names, where it only looks
 * at them, and of one that it names and that is gone.
 */
export function outdating<C extends { path: string; isGone: boolean }>(command: string, changes: readonly C[]): C[] {
  const words = command
    .split(/[\s"'`;|&()<>=]+/)
    .map(projectPath)
    .filter((word) => word !== "");
  const reads = onlyReads(command);
  return changes.filter(({ path, isGone }) =>
    words.some((word) => (reads && path.startsWith(`${word}/`)) || (word === path && (reads || isGone))),
  );
}
