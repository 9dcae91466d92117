import { posix } from "node:path";

/**
 * What a call of a script runner names. Pure, and apart from what reads the files: every shell
 * command of a run comes by here.
 */

/** Options that name the folder in which a runner works, or the package of it. */
const FOLDER = /^--(?:directory|prefix|cwd|dir|workspace|filter)$/;
/** The same letters are switches of other runners: `-C` of Maven has no value. */
const FOLDER_SHORT = new Map([
  ["npm", /^-[Cw]$/],
  ["pnpm", /^-[CF]$/],
  ["make", /^-C$/],
  ["gmake", /^-C$/],
  ["rake", /^-C$/],
  ["mise", /^-C$/],
]);

/** The folder as it is named, null: where it is started; and the words, without `run`. */
export function scriptCall(
  runner: string,
  args: readonly string[],
): { folder: string | null; words: string[] } {
  const words: string[] = [];
  let folder: string | null = null;
  let isOfScript = false;
  for (let at = 0; at < args.length; at++) {
    const [, name = args[at]!, joined] = /^(--[^=]+)=(.*)$/s.exec(args[at]!) ?? [];
    // What stands behind the script's name is the script's; npm and make take their own options there, too.
    isOfScript ||=
      name === "--" || (/^(?:yarn|pnpm|bun)$/.test(runner) && withoutRun(words).length > 0);
    if (isOfScript) words.push(...(name.startsWith("-") ? [] : [name]));
    else if (FOLDER.test(name) || FOLDER_SHORT.get(runner)?.test(name))
      folder = joined ?? args[++at] ?? null;
    else if (!name.startsWith("-")) words.push(name);
  }
  return { folder, words: withoutRun(words) };
}

const withoutRun = (words: string[]): string[] =>
  /^run(?:-script)?$/.test(words[0] ?? "") ? words.slice(1) : words;

/** The script of package.json that a command runs; null: it runs none. */
export function packageCall(command: string): { folder: string | null; name: string } | null {
  const [program = "", ...args] = command.trim().split(/\s+/);
  const runner = posix.basename(program);
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(runner)) return null;
  const { folder, words } = scriptCall(runner, args);
  const name = /^[\w:.-]+/.exec(words[0] ?? "")?.[0];
  // Its own runner, whatever script has that name.
  const isOwn = runner === "bun" && name === "test" && !args.includes("run");
  return name === undefined || isOwn ? null : { folder, name };
}
