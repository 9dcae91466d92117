import { MAX_GLOB_LENGTH, waysOf } from "../../project/globs.ts";

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
