import { type ChangedFile, diffText } from "../../project/changes.ts";
import type { IsSecret } from "../../project/deny-list.ts";
import { LINE_NAMES, lineRules, removesGuard } from "./line-rules.ts";
import { PATH_NAMES, pathRules } from "./path-rules.ts";

/** What a change fires: rules on paths, on changed lines, and on packages. */

/** One changed file; `added` is null where its content is not known: then it may hold anything. */
export interface RuledFile {
  path: string;
  added: readonly string[] | null;
  removed: readonly string[];
}

/** All rules, in the order in which they are told. */
const RULES = [
  ...(["no-content"] as const),
  ...PATH_NAMES,
  ...(["dependency:added", "dependency:changed"] as const),
  ...LINE_NAMES,
  ...(["diff:removed-check", "diff:secret"] as const),
];
export type Rule = (typeof RULES)[number];

/** A rule that fired, with the first file, or package, that fired it. */
interface Fired {
  rule: Rule;
  at: string;
}

/** Packages whose version changed: `from` null is a new one, `to` null one that went. */
type PackageChange = { name: string; from: string | null; to: string | null };

/** Each rule that a change fires, once. */
export function rulesOf(files: readonly RuledFile[], packages: readonly PackageChange[] = []): Fired[] {
  const fired = new Map<Rule, string>();
  const fire = (rule: Rule, at: string): void => {
    if (!fired.has(rule)) fired.set(rule, at);
  };
  for (const { path, added, removed } of files) {
    for (const rule of pathRules(path)) fire(rule, path);
    if (added === null) fire("no-content", path);
    for (const line of added ?? []) for (const rule of lineRules(line, path)) fire(rule, path);
    if (removesGuard(removed, added ?? [], path)) fire("diff:removed-check", path);
  }
  for (const { name, from, to } of packages)
    if (to !== null && to !== from) fire(from === null ? "dependency:added" : "dependency:changed", name);
  return RULES.flatMap((rule) => (fired.has(rule) ? [{ rule, at: fired.get(rule)! }] : []));
}

/** Bytes of a diff that are read. */
const MAX_DIFF = 4_000_000;

/** The changed files with their lines; of one that is hidden, and of what is beyond the bound, the content is not known. @throws TreeUnreadable */
export function ruledFiles(
  of: { root: string; from: string; to: string; scratch: string },
  changed: readonly ChangedFile[],
  isHidden: IsSecret,
): RuledFile[] {
  const { text, truncated } = diffText(of.root, of.from, of.to, of.scratch, MAX_DIFF, isHidden);
  const lines = linesOf(text);
  return changed.map(({ path }) => {
    const { added, removed = [] } = lines.get(path) ?? {};
    return { path, added: isHidden(path) ? null : (added ?? (truncated ? null : [])), removed };
  });
}

type Lines = { added: string[]; removed: string[] };

/** Added and removed lines of each file of a unified diff. */
function linesOf(diff: string): Map<string, Lines> {
  const files = new Map<string, Lines>();
  let now: Lines | null = null;
  let inHunk = false;
  for (const line of diff.split("\n")) {
    if (line.startsWith("diff --git ")) {
      inHunk = false;
      now = null;
    } else if (line.startsWith("@@")) inHunk = true;
    else if (!inHunk && (line.startsWith("+++ ") || line.startsWith("--- "))) {
      const path = /^(?:\+\+\+|---) "?[ab]\/(.*?)"?\t?$/.exec(line)?.[1];
      if (path !== undefined) {
        now = files.get(path) ?? { added: [], removed: [] };
        files.set(path, now);
      }
    } else if (inHunk && now !== null && line.startsWith("+")) now.added.push(line.slice(1));
    else if (inHunk && now !== null && line.startsWith("-")) now.removed.push(line.slice(1));
  }
  return files;
}
