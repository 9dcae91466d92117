import { type ChangedFile, changedLines, type Range, readTrees } from "../../project/changes.ts";
import type { IsSecret } from "../../project/deny-list.ts";
import { codeOf, LINE_NAMES, lineRules, removesGuard } from "./line-rules.ts";
import { LOCK_FILE, PATH_NAMES, pathRules } from "./path-rules.ts";

/** What a change fires: rules on paths, and on changed lines. */

/** One changed file; `added` is null where its content is not known: then it may hold anything. */
export interface RuledFile {
  path: string;
  added: readonly string[] | null;
  removed: readonly string[];
  /** What it holds after the change; null: no text. */
  text?: string | null;
}

/** All rules, in the order in which they are told. */
const RULES = [
  ...(["no-content"] as const),
  ...PATH_NAMES,
  ...(["dependency:added"] as const),
  ...LINE_NAMES,
  ...(["diff:removed-check", "diff:secret"] as const),
];
export type Rule = (typeof RULES)[number];

/** A rule that fired, with the first file, or package, that fired it. */
interface Fired {
  rule: Rule;
  at: string;
}

/** A word or a package's name, and no part of a version: `@scope/name`, `golang.org/x/net`. */
const NAME = /(?<![\w@./-])[@a-z][\w./-]*/gi;
/** A version of Go, and a hash of a package or a commit. */
const VERSION = /^(?:v\d|[\da-f]{20,}$)/i;

/** A line of package.json that asks for a package: by a version, a tag, an address or another place, which no script begins with. */
const ASKS = /:\s*"(?:[\^~<>=*\dv]|latest|next|[a-z+]+:|[\w-]+\/[\w.-]+")/;
/** What a package needs itself is in go.mod as well. */
const INDIRECT = /\/\/ indirect\s*$/;
const mayAsk = (line: string, path: string): boolean =>
  path.endsWith("package.json") ? ASKS.test(line) || !/"\s*:\s*"/.test(line) : !INDIRECT.test(line);

/** Names in added lines of a manifest that none of its removed lines has: a package that is new, or stands for another one. */
function addedNames({ path, added, removed }: RuledFile): string[] {
  const namesIn = (lines: readonly string[]): string[] =>
    lines.flatMap((line) => codeOf(line, path).match(NAME) ?? []).filter((name) => !VERSION.test(name));
  const before = new Set(namesIn(removed));
  return namesIn((added ?? []).filter((line) => mayAsk(line, path))).filter((name) => !before.has(name));
}

/** Each rule that a change fires, once. */
export function rulesOf(files: readonly RuledFile[]): Fired[] {
  const fired = new Map<Rule, string>();
  const fire = (rule: Rule, at: string): void => {
    if (!fired.has(rule)) fired.set(rule, at);
  };
  for (const file of files) {
    const { path, added, removed } = file;
    const ofPath = pathRules(path);
    if (added === null) fire("no-content", path);
    for (const rule of ofPath) fire(rule, path);
    if (ofPath.includes("path:dependencies") && !LOCK_FILE.test(path))
      for (const name of addedNames(file)) fire("dependency:added", name);
    for (const line of added ?? []) for (const rule of lineRules(line, path)) fire(rule, path);
    if (removesGuard(removed, added ?? [], path)) fire("diff:removed-check", path);
  }
  return RULES.flatMap((rule) => (fired.has(rule) ? [{ rule, at: fired.get(rule)! }] : []));
}

/** Characters of changed lines that are read. */
const MAX_CHANGED = 4_000_000;

/** The changed files with their lines; of one that is hidden or unreadable, and of what is beyond the bound, the content is not known. @throws TreeUnreadable */
export function ruledFiles(
  { root, from, to, scratch }: { root: string; from: string; to: string; scratch: string },
  changed: readonly ChangedFile[],
  isHidden: IsSecret,
): RuledFile[] {
  const shown = changed.map(({ path }) => path).filter((path) => !isHidden(path));
  const ranges = changedLines(root, from, to, shown, scratch);
  const trees = [from, to].map((tree) => [tree, shown] as const);
  const [before, after] = [...readTrees(root, new Map(trees), scratch).values()];
  let left = MAX_CHANGED;
  return changed.map(({ path }) => {
    const lines = ranges.get(path);
    const added = lines === undefined ? null : linesAt(after?.get(path), lines.added);
    left -= added?.join("\n").length ?? 0;
    const removed = linesAt(before?.get(path), lines?.removed ?? []);
    const isUnread = left < 0 || removed === null;
    return { path, added: isUnread ? null : added, removed: removed ?? [], text: after?.get(path) ?? null };
  });
}

/** The lines of a text at some places; none of a file that is too large to be kept. */
function linesAt(text: string | null | undefined, places: readonly Range[]): string[] | null {
  if (places.length === 0) return [];
  const lines = text?.split("\n");
  return lines === undefined ? null : places.flatMap(([first, last]) => lines.slice(first - 1, last));
}
