import { visible } from "../../../command-line.ts";
import { MAX_GLOB_LENGTH, projectPath, waysOf } from "../../../project/globs.ts";
import { given } from "../../../text.ts";

/** What holds for files and commands of every plan, whoever writes it. Pure. */

/**
 * Globs without braces that one with them may stand for: each is compared with each of every other
 * task.
 */
const MAX_WAYS = 16;

/** Why a path, or a glob, names no file of the project; null: it may. */
export function fileProblem(file: string): string | null {
  const path = file.replaceAll("\\", "/");
  if (/\p{C}/u.test(file)) return "a path of visible characters";
  if (file.length > MAX_GLOB_LENGTH) return `a path of at most ${MAX_GLOB_LENGTH} characters`;
  if (file.includes("\\")) return "forward slashes";
  if (/(?:^|[{,])(?:\/|~|[A-Za-z]:)/.test(path))
    return "a path from the project's root, not an absolute one";
  if (/(?:^|[/{,])\.\.(?:$|[/},])/.test(path)) return 'a path inside the project, without ".."';
  if (/(?:^|[{,])(?:\.\/)*\.(?:git|task)(?:$|[/},])/i.test(path))
    return "a path outside .git and .task";
  const ways = waysOf(file);
  return ways !== null && ways.length <= MAX_WAYS
    ? null
    : `braces with at most ${MAX_WAYS} combinations`;
}

/** Commands that end with 0 whatever the task has done. */
const ALWAYS_PASSES =
  /^(?::|(?:(?:\/usr)?\/bin\/)?true|exit(?: 0)?|(?:echo|printf)\b[^|&;]*)$|(?:\|\||;)\s*(?:true|:|exit 0)\s*$/;
/** What sets the environment of one. */
const SETS_ENV = /^(?:(?:env|cross-env)\s+)?(?:\w+=\S*\s+)*/;
/** A program that is given nothing to do. */
const DOES_NOTHING =
  /^(?:node|bun|python3?|ruby|perl|sh|bash)\s+(?:-[ec]|--eval)\s+(['"]?)(?:\d*|pass|true|:|(?:process\.)?exit(?:\(0?\)| 0)?);?\1$/;

/** What goes before a command, or says something: it decides nothing. */
const SETS_UP = /^(?:cd|pushd|popd|export|set|true|:|echo|printf|exit 0)(?:\s|$)/;
/** Programs that end well at the end of a pipe, whatever comes before them. */
const TAKES_ALL = /^(?:tail|head|cat|tee|sort|uniq|cut|tr|wc|nl|column)(?:\s|$)/;
/** What is read by no list of commands and pipes. */
const NO_LIST = /pipefail|[`(){}\n]|<<|\b(?:if|for|while|until|case)\s/;

/** Whether the end of a line is that of nothing which can fail, by how its commands and pipes hang together. */
function endsWell(command: string): boolean {
  const line = command.replace(/'[^']*'|"[^"]*"/g, "_");
  const parts = line.split(/(&&|\|\||;)/).map((part) => part.trim());
  if (NO_LIST.test(command) || (parts.length === 1 && !line.includes("|"))) return false;
  let mayFail = false;
  for (let at = 0; at < parts.length; at += 2) {
    const pipe = parts[at]!.split(/\|&?/);
    const last = pipe.at(-1)!.trim();
    const own = !SETS_UP.test(last) && !(pipe.length > 1 && TAKES_ALL.test(last));
    const sign = parts[at - 1];
    mayFail = sign === ";" ? own : sign === "||" ? mayFail && own : mayFail || own;
  }
  return !mayFail;
}

/** Whether a command shows nothing, as it can only succeed. */
export function passesAlways(command: string): boolean {
  const own = command.replace(SETS_ENV, "");
  return ALWAYS_PASSES.test(own) || DOES_NOTHING.test(own) || endsWell(command);
}

const LEAVES = /(?:^|&&|\|\||;)\s*(?:cd|pushd)\s+["']?[/~$]/;

/** Which of these commands show nothing of a task, and why. `isApart`: each task has a folder of its own. */
export const hollowLines = (commands: readonly string[], isApart: boolean): string[] =>
  commands.flatMap((command) => [
    ...given(passesAlways(command), `Cannot fail, so it proves nothing: ${visible(command)}`),
    ...given(
      isApart && LEAVES.test(command),
      `Leaves its task's folder, so it cannot see its work: ${visible(command)}`,
    ),
  ]);

/** Programs that look at a file and run nothing of it. */
export const READS = /^(?:! *)?(?:e?grep|rg|test|\[|cat|cmp|diff|jq|ls|stat|wc) /;

/** What stands beside them in a line, or after them in a pipe. */
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
 * Which changes make a command's result outdated: of files that it names or whose folder it names,
 * where it only looks at them; and of a file that it names and that is gone.
 */
export function outdating<C extends { path: string; isGone: boolean }>(
  command: string,
  changes: readonly C[],
): C[] {
  const words = command
    .split(/[\s"'`;|&()<>=]+/)
    .map(projectPath)
    .filter((word) => word !== "");
  const reads = onlyReads(command);
  return changes.filter(({ path, isGone }) =>
    words.some(
      (word) => (reads && path.startsWith(`${word}/`)) || (word === path && (reads || isGone)),
    ),
  );
}
