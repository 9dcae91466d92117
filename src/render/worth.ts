import { duration, given, type Layout, plural, someOf, tokens } from "../text.ts";
import { addedMoney, type Money, moneyText } from "../workflows/money/money.ts";
import { type Found, foundIn, statesText } from "./caught.ts";

/** What reviewers are worth: what each found over several runs, what that took, and whom nobody would miss. */

/** Null: not known, which is never 0. */
export interface Took {
  tokens: number | null;
  minutes: number | null;
  money: Money;
}

/** What one reviewer found in one run. */
export interface Reviewed {
  /** The title of its step, which with the workflow is its name over all runs, and the key of that. */
  reviewer: string;
  gate: string;
  /** The agents and models, or the provider, that did it. */
  by: string[];
  /** Verdicts that it gave. */
  rounds: number;
  found: Found;
  /** Of those: shown by a test, and by words alone; beside them what a test has shown to be wrong. */
  proven: number;
  argued: number;
  refuted: number;
  /** Findings that others had missed who looked before or beside it, of as many as can be compared. */
  missed: { findings: number; of: number };
  /** It approved, and nothing that it found stood. */
  nothing: boolean;
  /** Its reviews, and what would not have been spent without it: they, and the fixes that they asked for. */
  took: Took;
  saves: Took;
}

export interface ReviewedRun {
  run: string;
  workflow: string;
  created_at: string;
  reviewers: Reviewed[];
}

/** So many of its newest runs in which a reviewer found nothing say that it could be left out. */
const ENOUGH = 10;

/** A sum, and of how many it is known; null: of none. */
interface Sum {
  sum: number | null;
  known: number;
}
type Total = { of: number; tokens: Sum; minutes: Sum; usd: Sum; unpriced: string[] };

function sumOf(values: readonly (number | null)[]): Sum {
  const known = values.filter((value) => value !== null);
  return { sum: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0), known: known.length };
}

const totalOf = (all: readonly Took[]): Total => ({
  of: all.length,
  tokens: sumOf(all.map((one) => one.tokens)),
  minutes: sumOf(all.map((one) => one.minutes)),
  usd: sumOf(all.map(({ money }) => money.usd)),
  unpriced: addedMoney(all.map(({ money }) => money)).unknown,
});

/** What was taken, in words; `each`: of one run, on average. `unit`: what the sum is over. */
function tookText({ of, unpriced, ...sums }: Total, unit = "run", each = false): string {
  const part = (name: "tokens" | "usd" | "minutes", text: (value: number) => string, called: string = name): string => {
    const { sum, known } = sums[name];
    if (sum === null) return `${called} not known`;
    return `${text(each ? sum / known : sum)}${known < of ? ` (known of ${known} of ${plural(of, unit)})` : ""}`;
  };
  return [
    part("tokens", (value) => `${tokens(Math.round(value))} tokens`),
    part("usd", (usd) => moneyText({ usd, unknown: unpriced }), "cost"),
    part("minutes", duration, "time"),
  ].join(", ");
}

/** One reviewer over all these runs, oldest first. */
function worthOf(workflow: string, reviewer: string, all: readonly Reviewed[]) {
  const sum = (of: (one: Reviewed) => number): number => all.reduce((to, one) => to + of(one), 0);
  const last = all.slice(-ENOUGH);
  const isNothing = last.every(({ nothing }) => nothing);
  return {
    workflow,
    reviewer,
    by: [...new Set(all.flatMap(({ by }) => by))],
    runs: all.length,
    rounds: sum(({ rounds }) => rounds),
    found: Object.fromEntries(
      Object.keys(foundIn([])).map((state) => [state, sum(({ found }) => found[state as keyof Found])]),
    ) as Found,
    proven: sum(({ proven }) => proven),
    argued: sum(({ argued }) => argued),
    refuted: sum(({ refuted }) => refuted),
    missed: { findings: sum(({ missed }) => missed.findings), of: sum(({ missed }) => missed.of) },
    took: totalOf(all.map(({ took }) => took)),
    /** Its newest runs, and whether it found nothing in any of them; `saves`: null where they are too few to say. */
    last: {
      runs: last.length,
      nothing: isNothing,
      saves: isNothing && last.length === ENOUGH ? totalOf(last.map(({ saves }) => saves)) : null,
    },
  };
}
export type Worth = ReturnType<typeof worthOf>;

/** Each reviewer of each workflow, in the order in which they look. */
export function worthIn(runs: readonly ReviewedRun[]): Worth[] {
  const inOrder = runs.toSorted((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
  return [...Map.groupBy(inOrder, ({ workflow }) => workflow)].flatMap(([workflow, own]) =>
    [
      ...Map.groupBy(
        own.flatMap(({ reviewers }) => reviewers),
        ({ reviewer }) => reviewer,
      ),
    ].map(([reviewer, all]) => worthOf(workflow, reviewer, all)),
  );
}

/** `11 findings: 8 fixed, 3 open; 3 proven by a test, 8 argued without one; other reviewers had missed 2 of 4`. */
function foundText({ found, proven, argued, refuted, missed, last }: Worth): string {
  const count = Object.values(found).reduce((sum, one) => sum + one, 0);
  const isShort = last.nothing && last.saves === null;
  return [
    count === 0 ? "nothing found" : `${plural(count, "finding")}: ${statesText(found)}`,
    ...given(proven + refuted > 0, `${proven} proven by a test, ${argued} argued without one`),
    ...given(refuted > 0, `${refuted} more refuted by a test`),
    ...given(missed.of > 0, `other reviewers had missed ${missed.findings} of ${missed.of}`),
    ...given(isShort, `${plural(last.runs, "run")}: too few to say whether it can be left out`),
  ].join("; ");
}

const savedText = ({ runs, saves }: Worth["last"]): string[] =>
  saves === null
    ? []
    : [`Nothing in its last ${runs} runs. Left out, it would have saved for each: ${tookText(saves, "run", true)}.`];

export const worthText = (all: readonly Worth[], { paint }: Pick<Layout, "paint">): string =>
  [...Map.groupBy(all, ({ workflow }) => workflow)]
    .flatMap(([workflow, reviewers]) => [
      "",
      paint.bold(workflow),
      ...reviewers.flatMap((one) => [
        `  ${one.reviewer} (${someOf(one.by, 3)}): ${plural(one.runs, "run")}, ${plural(one.rounds, "round")}`,
        `    ${foundText(one)}`,
        `    ${tookText(one.took)}`,
        ...savedText(one.last).map((line) => paint.yellow(`    ${line}`)),
      ]),
    ])
    .join("\n");
