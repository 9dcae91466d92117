import { denyList } from "../../project/secrets/deny-list.ts";
import { changedFiles, changedLines, type Range, readTrees } from "../../project/trees/changes.ts";
import type { Scene } from "../../record/scene.ts";
import { LINE_NAMES, lineRules, removesGuard } from "./line-rules.ts";
import { PATH_NAMES, pathRules } from "./path-rules.ts";

/** What a change fires: rules on paths and on changed lines. */

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
  ...LINE_NAMES,
  ...(["diff:removed-check", "diff:secret"] as const),
];

/** Each rule that a change fires, once, with the first file that fired it. */
export function rulesOf(files: readonly RuledFile[]): { rule: string; at: string }[] {
  const fired = new Map<string, string>();
  const fire = (rule: string, at: string): void => {
    if (!fired.has(rule)) fired.set(rule, at);
  };
  for (const { path, added, removed } of files) {
    for (const rule of pathRules(path)) fire(rule, path);
    if (added === null) fire("no-content", path);
    for (const line of added ?? []) for (const rule of lineRules(line, path)) fire(rule, path);
    if (removesGuard(removed, added ?? [], path)) fire("diff:removed-check", path);
  }
  return RULES.flatMap((rule) => (fired.has(rule) ? [{ rule, at: fired.get(rule)! }] : []));
}

/** Characters of changed lines that are read. */
const MAX_CHANGED = 4_000_000;

/**
 * What differs between two trees, and the same files with their lines; of one that is hidden or
 * unreadable, and of what is beyond the bound, the content is not known. @throws TreeUnreadable
 */
export function changeUnderRules({ project, run }: Scene, from: string, to: string) {
  const isHidden = denyList(run.settings.secrets);
  const changed = changedFiles(project, from, to);
  const shown = changed.map(({ path }) => path).filter((path) => !isHidden(path));
  const ranges = changedLines(project, from, to, shown);
  const trees = [from, to].map((tree) => [tree, shown] as const);
  const [before, after] = [...readTrees(project, new Map(trees)).values()];
  let left = MAX_CHANGED;
  const ruled = changed.map(({ path }): RuledFile => {
    const lines = ranges.get(path);
    const added = lines === undefined ? null : linesAt(after?.get(path), lines.added);
    left -= added?.join("\n").length ?? 0;
    const removed = linesAt(before?.get(path), lines?.removed ?? []);
    const isUnread = left < 0 || removed === null;
    return {
      path,
      added: isUnread ? null : added,
      removed: removed ?? [],
      text: after?.get(path) ?? null,
    };
  });
  return { changed, ruled };
}

/** The lines of a text at some places; none of a file that is too large to be kept. */
function linesAt(text: string | null | undefined, places: readonly Range[]): string[] | null {
  if (places.length === 0) return [];
  const lines = text?.split("\n");
  return lines === undefined
    ? null
    : places.flatMap(([first, last]) => lines.slice(first - 1, last));
}
