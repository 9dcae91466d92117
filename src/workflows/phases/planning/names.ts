import type { PhaseNumber } from "./model.ts";
import { plainNumber, samePhase } from "./numbers.ts";

/** Names of folders and files below `.planning/phases`. */

const NUMBER = String.raw`\d{1,4}(?:\.\d{1,3})*`;
const FOLDER = new RegExp(`^(${NUMBER})(?:-(.*))?$`);
const formOf = (kind: string): RegExp => new RegExp(`^(?:(${NUMBER})-(?:(\\d{1,4})-)?)?(?:(.+)-)?${kind}\\.md$`);
const [PLAN, SUMMARY] = [formOf("PLAN"), formOf("SUMMARY")];
/** Ends like a plan's, and is none. */
const NO_PLAN = /(?:OUTLINE|PLAN-REVIEW)\.md$|\.pre-bounce\.md$/;

/** The number in a folder's name; null: it has none. */
export function folderNumber(name: string): PhaseNumber | null {
  const found = FOLDER.exec(name);
  return found === null ? null : plainNumber(found[1]!);
}

/** Phases that GSD keeps for what is not planned: 0 and 999. */
export const isReserved = (number: PhaseNumber): boolean => /^(?:0|999)(?:\.|$)/.test(number);

/** A plan, or what was done for it, by the name of its file. */
export interface NamedFile {
  name: string;
  /** From 1; null: only the file itself says it. */
  plan: number | null;
  /** What is between the numbers and the kind, such as `gap-fixes`. */
  slug: string;
}

/** What files of a phase's folder are. `names`: sorted. */
export function namesOf(number: PhaseNumber, names: readonly string[]) {
  const all = (pattern: RegExp): NamedFile[] =>
    names.flatMap((name) => named(pattern, name, number) ?? []).sort(byPlan);
  const one = (kind: string): string | null => {
    const ending = `${kind}.md`;
    // Its own number before the bare name, and that before anything else.
    const rankOf = (name: string): number => {
      if (name === ending) return 1;
      const prefix = name.slice(0, -ending.length - 1);
      return /^[\d.]+$/.test(prefix) && samePhase(prefix, number) ? 2 : 0;
    };
    const named = names.filter((name) => name === ending || name.endsWith(`-${ending}`));
    return named.toSorted((a, b) => rankOf(b) - rankOf(a))[0] ?? null;
  };
  return {
    context: one("CONTEXT"),
    research: one("RESEARCH"),
    patterns: one("PATTERNS"),
    verification: one("VERIFICATION"),
    plans: all(PLAN),
    summaries: all(SUMMARY),
  };
}

function named(pattern: RegExp, name: string, number: PhaseNumber): NamedFile | null {
  const found = NO_PLAN.test(name) ? null : pattern.exec(name);
  if (found === null) return null;
  const [, phase, plan, slug = ""] = found;
  if (phase === undefined) return { name, plan: slug === "" ? 1 : null, slug };
  // `02-PLAN.md` is the only plan of its phase; a plan of another phase is told when it is read.
  if (plan === undefined) return { name, plan: slug === "" && samePhase(phase, number) ? 1 : null, slug };
  return { name, plan: Number(plan), slug };
}

const byPlan = (one: NamedFile, other: NamedFile): number =>
  (one.plan ?? 1e9) - (other.plan ?? 1e9) || (one.name < other.name ? -1 : 1);

/** The summaries of a plan, by their names: the same with SUMMARY for PLAN, or the number alone. */
export function summaryOf(plan: NamedFile, summaries: readonly NamedFile[]): NamedFile | null {
  const name = plan.name.replace(/PLAN\.md$/, "SUMMARY.md");
  return (
    summaries.find((one) => one.name === name) ??
    summaries.find((one) => plan.plan !== null && one.plan === plan.plan) ??
    null
  );
}
