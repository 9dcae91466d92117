/**
 * The one language of globs that a person writes: `Bun.Glob`, in the forms that settings allow. `*` and `?` stay within a
 * segment, `**` as a whole segment is any number of them, `{a,b}` is either; all else, `[` too, is itself. Names with a
 * leading dot match as others do; case counts unless told otherwise.
 */

/** Longest glob, in characters; a longer one matches nothing. */
export const MAX_GLOB_LENGTH = 200;
/** Braces with more ways to read them are left to Bun. */
const MAX_ALTERNATIVES = 1_000;

/**
 * A path as globs see it: NFC, forward slashes, no `.` or empty segment, no slash at either end, `..` resolved. What leaves
 * the repository keeps its leading `..`.
 */
export function projectPath(path: string): string {
  const out: string[] = [];
  for (const part of path.normalize("NFC").replaceAll("\\", "/").split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && out.length > 0 && out.at(-1) !== "..") out.pop();
    else out.push(part);
  }
  return out.join("/");
}

/** Innermost braces. */
const CHOICE = /\{([^{}]*)\}/;

/** A glob without braces for each way to read them: up to Bun 1.3.14 a `**` inside of braces matches nothing. Null: too many. */
function alternatives(glob: string): string[] | null {
  let ways = [glob];
  // Each way has the same braces left. One without its partner is an ordinary character.
  while (CHOICE.test(ways[0]!)) {
    ways = ways.flatMap((way) =>
      CHOICE.exec(way)![1]!
        .split(",")
        .map((one) => way.replace(CHOICE, () => one)),
    );
    if (ways.length > MAX_ALTERNATIVES) return null;
  }
  return [...new Set(ways)];
}

/** Two stars are any number of segments only where they are a whole one; Bun takes some others for that. */
const starred = (glob: string): string =>
  glob.replaceAll(/[^/]+/g, (part) => (/^\*{2,}$/.test(part) ? "**" : part.replaceAll(/\*{2,}/g, "*")));

/** One glob against the whole path. With `sets`, `[ab]` is one of its characters instead of itself. */
export function wholeGlob(glob: string, sets = false): (path: string) => boolean {
  if ([...glob].length > MAX_GLOB_LENGTH) return () => false;
  const text = glob.normalize("NFC").replaceAll(sets ? "\\" : /[\\![\]]/g, "\\$&");
  const ways = alternatives(text)?.map((one) => one.replaceAll(/[{}]/g, "\\$&")) ?? [text];
  const matchers = ways.map((one) => new Bun.Glob(starred(one)));
  return (path) => matchers.some((one) => one.match(path));
}

/** The forms under which one glob of a setting is looked for; those of a list that guards are `deep`. */
function forms(glob: string, deep: boolean): string[] {
  const text = glob.normalize("NFC").replaceAll("\\", "/");
  const path = text
    .split("/")
    .filter((one) => one !== "" && one !== ".")
    .join("/");
  if (path === "") return [];
  const rooted = path === "**" || path.includes("/") || /^\.?\//.test(text);
  const at = rooted ? path : `**/${path}`;
  // A last segment without a wildcard may be a file or a folder; `src/*` is what lies in src itself.
  const named = !/[*?]/.test(path.slice(path.lastIndexOf("/") + 1));
  return [...(text.endsWith("/") && !deep ? [] : [at]), ...(named || deep || text.endsWith("/") ? [`${at}/**`] : [])];
}

/**
 * Globs of a setting, against paths relative to the repository in either kind of slash. One without a slash before its end
 * names a file or a folder anywhere, one with a slash (a leading `/` or `./` will do) a path from the repository's root;
 * `name/` is a folder with all that it holds, and so is a plain name.
 */
export function globSet(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.flatMap((glob) => forms(glob, false)).map((one) => wholeGlob(one));
  return (path) => {
    const whole = projectPath(path);
    return whole !== "" && whole !== ".." && !whole.startsWith("../") && matchers.some((matches) => matches(whole));
  };
}

/**
 * The same for globs that guard files, where too much is better than too little: in any case of letters, with all that a
 * matched folder holds, and with `[ab]` as itself and as one of its characters.
 */
export function guardSet(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs
    .flatMap((glob) => forms(glob.toLowerCase(), true))
    .flatMap((one) => [wholeGlob(one), ...(one.includes("[") ? [wholeGlob(one, true)] : [])]);
  return (path) => {
    const whole = projectPath(path).toLowerCase();
    return whole !== "" && matchers.some((matches) => matches(whole));
  };
}
