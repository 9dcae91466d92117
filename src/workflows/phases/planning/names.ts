import type { PhaseNumber } from "./model.ts";
import { plainNumber, samePhase } from "./numbers.ts";

/** Names of folders and files below `.planning/phases`. */

const NUMBER = String.raw`\d{1,4}(?:\.\d{1,3})*`;
const FOLDER = new RegExp(`^(${NUMBER})(?:-(.*))?$`);
const PLAN = new RegExp(`^(?:(${NUMBER})-(?:(\\d{1,4})-)?)?(?:(.+)-)?PLAN\\.md$`);
const SUMMARY = new RegExp(`^(?:(${NUMBER})-(?:(\\d{1,4})-)?)?(?:(.+)-)?SUMMARY\\.md$`);
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

interface PhaseNames {
  context: string | null;
  research: string | null;
  patterns: string | null;
  verification: string | null;
  plans: NamedFile[];
  summaries: NamedFile[];
}

const KINDS = ["context", "research", "patterns", "verification"] as const;

/** What files of a phase's folder are. `names`: sorted. */
export function namesOf(number: PhaseNumber, names: readonly string[]): PhaseNames {
  const files: PhaseNames = { ...EMPTY, plans: [], summaries: [] };
  const rank: Record<string, number> = {};
  for (const name of names) {
    if (!name.endsWith(".md")) continue;
    if (name.endsWith("PLAN.md") && !NO_PLAN.test(name)) {
      const plan = named(PLAN, name, number);
      if (plan !== null) files.plans.push(plan);
    } else if (name.endsWith("SUMMARY.md")) {
      const summary = named(SUMMARY, name, number);
      if (summary !== null) files.summaries.push(summary);
    } else
      for (const kind of KINDS) {
        const ending = `${kind.toUpperCase()}.md`;
        if (name !== ending && !name.endsWith(`-${ending}`)) continue;
        const prefix = name.slice(0, -ending.length - 1);
        const own = /^[\d.]+$/.test(prefix) && samePhase(prefix, number);
        // Its own number before the bare name, and that before anything else.
        const value = own ? 3 : name === ending ? 2 : 1;
        if (value > (rank[kind] ?? 0)) {
          files[kind] = name;
          rank[kind] = value;
        }
      }
  }
  files.plans.sort(byPlan);
  files.summaries.sort(byPlan);
  return files;
}

const EMPTY = { context: null, research: null, patterns: null, verification: null };

function named(pattern: RegExp, name: string, number: PhaseNumber): NamedFile | null {
  const found = pattern.exec(name);
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
