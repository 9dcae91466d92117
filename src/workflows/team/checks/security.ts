import { globSet } from "../../../project/globs.ts";
import { PATH_NAMES, pathRules } from "../../small/path-rules.ts";
import { LINE_NAMES, lineRules, removesGuard } from "./line-rules.ts";

/** One changed file. Without `added` only its path is judged; `added: null` says that its content could not be read. */
export interface TriggerFile {
  path: string;
  /** Where a renamed file was before: moving a file out of a watched place is a change of it. */
  from?: string;
  added?: readonly string[] | null;
  removed?: readonly string[];
}

interface TriggerChange {
  /** Null: there is no list of changed files, and then review is required. */
  files: readonly TriggerFile[] | null;
  /** Packages whose version changed: `from` null is a new one, `to` null one that went. */
  dependencies?: readonly { name: string; from: string | null; to: string | null }[];
}

/** All rules, in the order in which they are told. */
const TRIGGER_RULES = [
  ...(["no-file-list", "no-content", "path:setting"] as const),
  ...PATH_NAMES,
  ...(["dependency:added", "dependency:changed"] as const),
  ...LINE_NAMES,
  ...(["diff:removed-check", "diff:secret"] as const),
];
type TriggerRule = (typeof TRIGGER_RULES)[number];

/** A rule that fired, once per rule, with the first file (or package) that fired it and, for a line, its text. */
interface Trigger {
  rule: TriggerRule;
  at: string | null;
  line: string | null;
}

/** Characters of a line that are shown. */
const MAX_SHOWN = 120;

/**
 * Why a change needs a security review; an empty list is the only reason to skip it. `globs` are the setting's own paths
 * (rule `path:setting`). A line that holds a secret is named without its text.
 */
export function securityRules(change: TriggerChange, globs: readonly string[] = []): Trigger[] {
  const fired = new Map<TriggerRule, Trigger>();
  const fire = (rule: TriggerRule, at: string | null, line: string | null = null): void => {
    if (!fired.has(rule)) fired.set(rule, { rule, at, line: line === null ? null : line.trim().slice(0, MAX_SHOWN) });
  };
  if (change.files === null) fire("no-file-list", null);
  const own = globSet(globs);
  for (const { path, from, added, removed } of change.files ?? []) {
    for (const one of from === undefined ? [path] : [path, from]) {
      if (own(one)) fire("path:setting", one);
      for (const rule of pathRules(one)) fire(rule, one);
    }
    if (added === null) fire("no-content", path);
    for (const line of added ?? []) {
      const rules = lineRules(line, path);
      for (const rule of rules) fire(rule, path, rules.includes("diff:secret") ? null : line);
    }
    if (removed !== undefined && removesGuard(removed, added ?? [], path)) fire("diff:removed-check", path);
  }
  for (const { name, from, to } of change.dependencies ?? [])
    if (to !== null && to !== from) fire(from === null ? "dependency:added" : "dependency:changed", name);
  return TRIGGER_RULES.flatMap((rule) => fired.get(rule) ?? []);
}
