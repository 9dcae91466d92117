/**
 * Globs of the settings, on top of `Bun.Glob`. `*` and `?` match within a segment, `**` as a whole
 * segment matches any number of segments, `{a,b}` either text; everything else, also `[`, is
 * literal. Names with a leading dot match like others; case counts, except in `guardSet`.
 */
import { foldedName } from "./project.ts";

/** In characters; a longer glob matches nothing. */
export const MAX_GLOB_LENGTH = 200;
/** A glob whose braces have more combinations is given to Bun as it is. */
const MAX_ALTERNATIVES = 1_000;

/**
 * A path as globs match it: NFC, forward slashes, no `.` or empty segment, no slash at either end,
 * `..` resolved. A path outside of the repository keeps its leading `..`.
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

/**
 * The globs without braces that a glob stands for; null: too many. Up to Bun 1.3.14 a `**` in
 * braces matches nothing.
 */
function alternatives(glob: string): string[] | null {
  let ways = [glob];
  // All have the same braces left. A brace without its partner is an ordinary character.
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

/**
 * Two stars that are not a whole segment become one; Bun would let some of them match several
 * segments.
 */
const starred = (glob: string): string =>
  glob.replaceAll(/[^/]+/g, (part) =>
    /^\*{2,}$/.test(part) ? "**" : part.replaceAll(/\*{2,}/g, "*"),
  );

/** Matches one glob against a whole path. `sets`: `[ab]` matches one of its characters. */
export function wholeGlob(glob: string, sets = false): (path: string) => boolean {
  if ([...glob].length > MAX_GLOB_LENGTH) return () => false;
  const text = glob.normalize("NFC").replaceAll(sets ? "\\" : /[\\![\]]/g, "\\$&");
  const ways = alternatives(text)?.map((alternative) =>
    alternative.replaceAll(/[{}]/g, "\\$&"),
  ) ?? [text];
  const matchers = ways.map((way) => new Bun.Glob(starred(way)));
  return (path) => matchers.some((matcher) => matcher.match(path));
}

/**
 * The globs that one glob of a setting stands for. `deep`: it also matches everything in a folder
 * that it matches.
 */
function forms(glob: string, deep: boolean): string[] {
  const text = glob.normalize("NFC").replaceAll("\\", "/");
  const path = text
    .split("/")
    .filter((one) => one !== "" && one !== ".")
    .join("/");
  if (path === "") return [];
  const rooted = path === "**" || path.includes("/") || /^\.?\//.test(text);
  const at = rooted ? path : `**/${path}`;
  // A last segment without a wildcard may be a file or a folder; `src/*` is what lies in src
  // itself.
  const named = !/[*?]/.test(path.slice(path.lastIndexOf("/") + 1));
  return [
    ...(text.endsWith("/") && !deep ? [] : [at]),
    ...(named || deep || text.endsWith("/") ? [`${at}/**`] : []),
  ];
}

/**
 * Matches globs of a setting against paths relative to the repository, with either kind of slash. A
 * glob without a slash before its end names a file or folder anywhere; one with a slash (also a
 * leading `/` or `./`) is a path from the root. A plain name, and `name/`, also match everything in
 * that folder.
 */
export function globSet(globs: readonly string[]): (path: string) => boolean {
  const matches = anyOf(globs.flatMap((glob) => forms(glob, false)).map((one) => wholeGlob(one)));
  return (path) => {
    const whole = projectPath(path);
    return !/^\.\.(?:\/|$)/.test(whole) && matches(whole);
  };
}

const anyOf =
  (matchers: ((path: string) => boolean)[]) =>
  (path: string): boolean =>
    path !== "" && matchers.some((matches) => matches(path));

/**
 * As `globSet`, for globs that protect files, where too much is better than too little: names are
 * folded, everything in a matched folder matches, and `[ab]` matches itself and each of its
 * characters.
 */
export function guardSet(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs
    .flatMap((glob) => forms(foldedName(glob), true))
    .flatMap((one) => [wholeGlob(one), ...(one.includes("[") ? [wholeGlob(one, true)] : [])]);
  return (path) => anyOf(matchers)(projectPath(foldedName(path)));
}

/** What of a segment is certain: what stands before its first wildcard, and after its last. */
const fixedEnds = (part: string): [string, string] => [
  /^[^*?]*/.exec(part)![0],
  /[^*?]*$/.exec(part)![0],
];

/** Whether one name may fit two segments; where both have wildcards their certain ends decide. */
function segmentsMeet(a: string, b: string): boolean {
  const hasWild = (part: string): boolean => /[*?]/.test(part);
  const [[headA, tailA], [headB, tailB]] = [fixedEnds(a), fixedEnds(b)];
  if (!hasWild(a)) return hasWild(b) ? a.startsWith(headB) && a.endsWith(tailB) : a === b;
  if (!hasWild(b)) return b.startsWith(headA) && b.endsWith(tailA);
  return (
    (headA.startsWith(headB) || headB.startsWith(headA)) &&
    (tailA.endsWith(tailB) || tailB.endsWith(tailA))
  );
}

/**
 * Whether two ways through folders may lead to one file, or one of them to a folder above the
 * other.
 */
function waysMeet(a: readonly string[], b: readonly string[]): boolean {
  if (a[0] !== "**" && b[0] !== "**" && !segmentsMeet(a[0]!, b[0]!)) return false;
  // Row by row: a way of many `**` would else be tried in ever more combinations.
  let below: boolean[] = Array.from({ length: b.length + 1 }, () => true);
  for (let i = a.length - 1; i >= 0; i--) {
    const row: boolean[] = Array.from({ length: b.length + 1 }, () => true);
    for (let j = b.length - 1; j >= 0; j--) {
      if (a[i] === "**" || b[j] === "**") row[j] = below[j]! || row[j + 1]! || below[j + 1]!;
      else row[j] = segmentsMeet(a[i]!, b[j]!) && below[j + 1]!;
    }
    below = row;
  }
  return below[0]!;
}

/**
 * The ways through folders that a path or glob from the project's root stands for, for `mayMeet`;
 * null: too many to tell.
 */
export const waysOf = (glob: string): string[][] | null =>
  alternatives(foldedName(glob))?.map((way) => starred(projectPath(way)).split("/")) ?? null;

/**
 * Whether two paths or globs may name the same file, or one of them a folder that holds what the
 * other names. In doubt they do: names are folded, and of two wildcards in a name only what stands
 * around them is compared.
 */
export const mayMeet = (one: string[][] | null, other: string[][] | null): boolean =>
  one === null || other === null || one.some((a) => other.some((b) => waysMeet(a, b)));
