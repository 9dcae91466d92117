import type { PhaseNumber } from "./model.ts";

/** Numbers of phases: whole ones, and decimal ones for what came in between, such as `2.1`. */

/** Without leading zeros: `02.1` is `2.1`. */
export const plainNumber = (text: string): PhaseNumber => text.split(".").map(Number).join(".");

/** As in names of folders and files: `2.1` is `02.1`. */
export function twoDigits(number: PhaseNumber): string {
  const [whole = "", ...rest] = plainNumber(number).split(".");
  return [whole.padStart(2, "0"), ...rest].join(".");
}

/** A plan's number as it is written; one that somebody put in between has a letter: `02B`. */
const PLAN_NUMBER = String.raw`\d{1,4}|\d{2,4}[A-Za-z]`;

/**
 * Its value, for comparisons: a letter counts as hundredths, so that `02B` stands after 2 and
 * before 3. 0: it is none.
 */
export function planNumber(text: string): number {
  const [, whole = "0", letter] = /^(\d+)([A-Za-z]?)$/.exec(text) ?? [];
  return Number(whole) + (letter ? (letter.charCodeAt(0) - 64) / 100 : 0);
}

/** The same as in names of files: `02B`. */
export function planText(plan: number): string {
  const letter = Math.round((plan % 1) * 100);
  return `${String(Math.floor(plan)).padStart(2, "0")}${letter === 0 ? "" : String.fromCharCode(64 + letter)}`;
}

/**
 * How a plan is named by others of its phase, and by commits: `02-01`. `plan`: its number, from 1.
 */
export const planId = (phase: PhaseNumber, plan: number): string =>
  `${twoDigits(phase)}-${planText(plan)}`;

/** The same for an id as somebody wrote it: `2-1` is `02-01`. */
export const plainId = (id: string): string => {
  const [phase = "", plan = ""] = id.split(/-(?=\d+[A-Za-z]?$)/);
  return planId(phase, planNumber(plan));
};

export const samePhase = (one: string, other: string): boolean =>
  one === other || plainNumber(one) === plainNumber(other);

/** By their place in the roadmap: 2, 2.1, 2.2, 3. */
export function byNumber(number: PhaseNumber, other: PhaseNumber): number {
  const [a, b] = [number, other].map((text) => text.split(".").map(Number)) as [number[], number[]];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Those of which an earlier one has the same key, each with the first that has it. */
export const twinsOf = <T>(all: readonly T[], keyOf: (one: T) => unknown): [first: T, again: T][] =>
  all.flatMap((one, at): [T, T][] => {
    const first = all.findIndex((other) => keyOf(other) === keyOf(one));
    return first === at ? [] : [[all[first]!, one]];
  });

/** Names of folders and files below `.planning/phases`. */

const NUMBER = String.raw`\d{1,4}(?:\.\d{1,3})*`;
const FOLDER = new RegExp(`^(${NUMBER})(?:-(.*))?$`);
const formOf = (kind: string): RegExp =>
  new RegExp(`^(?:(${NUMBER})-(?:(${PLAN_NUMBER})-)?)?(?:(.+)-)?${kind}\\.md$`);
const [PLAN, SUMMARY] = [formOf("PLAN"), formOf("SUMMARY")];
/**
 * Looks like a plan's or a summary's, and is named otherwise: `01-01-plan.md`,
 * `01-PLAN-01-setup.md`.
 */
const LIKE_PLAN = /^[\d.]+-(?:\d+-)?(?:.+-)?plan(?:-(?!outline|review|check).*)?\.md$/i;
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
  const plans = all(PLAN);
  return {
    /** What would be overlooked where no other plan is there. */
    unlike:
      plans.length > 0 ? [] : names.filter((name) => LIKE_PLAN.test(name) && !NO_PLAN.test(name)),
    context: one("CONTEXT"),
    research: one("RESEARCH"),
    patterns: one("PATTERNS"),
    verification: one("VERIFICATION"),
    uat: names.filter((name) => /(?:^|-)UAT\.md$/.test(name)),
    plans,
    summaries: all(SUMMARY),
  };
}

function named(pattern: RegExp, name: string, number: PhaseNumber): NamedFile | null {
  const found = NO_PLAN.test(name) ? null : pattern.exec(name);
  if (found === null) return null;
  const [, phase, plan, slug] = found;
  if (plan !== undefined) return { name, plan: planNumber(plan) };
  // `02-PLAN.md` is the only plan of its phase; a plan of another phase is told when it is read.
  const isOnly = slug === undefined && (phase === undefined || samePhase(phase, number));
  return { name, plan: isOnly ? 1 : null };
}

const byPlan = (file: NamedFile, other: NamedFile): number =>
  (file.plan ?? 1e9) - (other.plan ?? 1e9) || (file.name < other.name ? -1 : 1);

/** Whether there is a plan of the same name. */
export const isOfPlan = (summary: NamedFile, plans: readonly NamedFile[]): boolean =>
  plans.some(({ name }) => name.replace(/PLAN\.md$/, "SUMMARY.md") === summary.name);

/** The summaries of a plan, by their names: the same with SUMMARY for PLAN, or the number alone. */
export function summaryOf(plan: NamedFile, summaries: readonly NamedFile[]): NamedFile | null {
  const name = plan.name.replace(/PLAN\.md$/, "SUMMARY.md");
  return (
    summaries.find((summary) => summary.name === name) ??
    summaries.find((summary) => plan.plan !== null && summary.plan === plan.plan) ??
    null
  );
}
