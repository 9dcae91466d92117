import { posix } from "node:path";

/**
 * What a call of a script runner names. Pure, and apart from what reads the files: every shell
 * command of a run comes by here.
 */

/**
 * Options that name the folder in which a runner works, or a package of it. The same letters are
 * switches of other runners: `-C` of Maven has no value.
 */
const FOLDER =
  /^\S+ --(?:directory|prefix|cwd|dir|working-dir)$|^(?:p?npm|g?make|rake|mise) -C$|^composer -d$/;
const PACKAGE = /^\S+ --(?:workspace|filter)$|^npm -w$|^(?:pnpm|bun) -F$/;

export function placeIn(runner: string, option: string): "folder" | "package" | null {
  const text = `${runner} ${option}`;
  return FOLDER.test(text) ? "folder" : PACKAGE.test(text) ? "package" : null;
}

/**
 * A runner's call in its parts: the places that it names, its other options, its own words, and
 * what it hands on. `folder`: as it is named, null: where it is started; `words`: without `run`.
 */
export function scriptCall(runner: string, args: readonly string[]) {
  const places: { kind: "folder" | "package"; named: string | undefined }[] = [];
  const options: string[] = [];
  const own: string[] = [];
  let at = 0;
  // What stands after the script's name is the script's; npm and make take their own options there, too.
  const isOver = (): boolean =>
    args[at] === "--" ||
    (/^(?:yarn|pnpm|bun|composer|deno)$/.test(runner) && withoutRun(runner, own).length > 0);
  for (; at < args.length && !isOver(); at++) {
    const [, name = args[at]!, joined] = /^(--[^=]+)=(.*)$/s.exec(args[at]!) ?? [];
    const kind = placeIn(runner, name);
    if (kind !== null) places.push({ kind, named: joined ?? args[++at] });
    else (name.startsWith("-") ? options : own).push(args[at]!);
    if (runner === "yarn" && own[0] === "workspace" && own.length === 2)
      places.push({ kind: "package", named: own.splice(0)[1] });
  }
  const hands = args.slice(at);
  const words = [...own, ...hands.filter((word) => !word.startsWith("-"))];
  const folder = places.at(-1)?.named ?? null;
  return { places, folder, options, own, hands, words: withoutRun(runner, words) };
}

function withoutRun(runner: string, words: string[]): string[] {
  const first = runner === "deno" ? /^task$/ : runner === "yarn" ? /^(?:run|workspace)$/ : RUN;
  return first.test(words[0] ?? "") ? words.slice(1) : words;
}
const RUN = /^run(?:-script)?$/;

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
