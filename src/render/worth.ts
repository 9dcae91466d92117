import { duration, given, type Layout, oneLine, plural, someOf, tokens } from "../text.ts";
import { ENOUGH } from "../workflows/idle.ts";
import { moneyText } from "../workflows/money/money.ts";
import { foundIn, statesText } from "./caught.ts";

/**
 * What reviewers are worth: what each found over several runs, what that took, and whom nobody
 * would have missed.
 */

/**
 * What was spent; null: not known, which is never 0. `unpriced`: whose part is not in the money.
 */
export type Took = Record<"tokens" | "minutes" | "usd", number | null> & { unpriced: string[] };

/**
 * A reviewer's verdicts, and its findings by what became of them. `proven`: by a test; `argued`: by
 * words alone. `missed`: of its findings above minor that can be `compared`, those that no reviewer
 * before or beside it had found.
 */
const NONE = { ...foundIn([]), rounds: 0, proven: 0, argued: 0, missed: 0, compared: 0 };
type Counts = typeof NONE;

/** One reviewer in one run. */
export interface Reviewed {
  /** The title of its step, by which it is known in all runs of a workflow, and the key of that. */
  reviewer: string;
  gate: string;
  /** The agents and models, or the provider, that did it. */
  by: string[];
  counts: Counts;
  /** It approved, and nothing that it found stood; null: so did another in its place. */
  nothing: boolean | null;
  took: Took;
  /** What would not have been spent without it: the fixes that it asked for, too. */
  saves: Took;
}

export type ReviewedRun = { workflow: string; created_at: string; reviewers: Reviewed[] };

/** A sum, and of how many it is known; null: of none. */
function sumOf(values: readonly (number | null)[]) {
  const known = values.filter((value) => value !== null);
  return {
    sum: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0),
    known: known.length,
  };
}

const totalOf = (all: readonly Took[]) => ({
  of: all.length,
  tokens: sumOf(all.map((one) => one.tokens)),
  minutes: sumOf(all.map((one) => one.minutes)),
  usd: sumOf(all.map(({ usd }) => usd)),
  unpriced: [...new Set(all.flatMap(({ unpriced }) => unpriced))].sort(),
});

/** Several as one. */
export function reviewsIn(all: readonly Reviewed[]) {
  const names = Object.keys(NONE) as (keyof Counts)[];
  const counts = names.map((name) => [name, all.reduce((sum, one) => sum + one.counts[name], 0)]);
  return {
    counts: Object.fromEntries(counts) as Counts,
    took: totalOf(all.map(({ took }) => took)),
  };
}
export type Reviews = ReturnType<typeof reviewsIn>;

/** Each reviewer of each workflow over all these runs, in the order in which they look. */
export function worthIn(runs: readonly ReviewedRun[]) {
  const inOrder = runs.toSorted((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
  const rows = inOrder.flatMap(({ workflow, reviewers }) =>
    reviewers.map((reviewer) => ({ workflow, ...reviewer })),
  );
  return [...Map.groupBy(rows, ({ workflow, reviewer }) => `${workflow} ${reviewer}`).values()].map(
    (all) => {
      const { workflow, reviewer } = all[0]!;
      const last = all.slice(-ENOUGH);
      const nothing = last.every((one) => one.nothing);
      const saves =
        nothing && last.length === ENOUGH ? totalOf(last.map((one) => one.saves)) : null;
      const by = [...new Set(all.flatMap((one) => one.by))];
      return {
        workflow,
        reviewer,
        by,
        runs: all.length,
        ...reviewsIn(all),
        last: { runs: last.length, nothing, saves },
      };
    },
  );
}
export type Worth = ReturnType<typeof worthIn>[number];

/** `unit`: what the sums are over; `each`: what one of those took on average. */
function tookText({ of, unpriced, ...sums }: Reviews["took"], unit: string, each = false): string {
  const words: [name: keyof typeof sums, called: string, text: (value: number) => string][] = [
    ["tokens", "tokens", (value) => `${tokens(Math.round(value))} tokens`],
    ["usd", "cost", (usd) => moneyText({ usd, unknown: unpriced })],
    ["minutes", "time", duration],
  ];
  const known = words.filter(([name]) => sums[name].sum !== null);
  const unknown = words
    .filter((word) => !known.includes(word))
    .map(([, called]) => `${called} not known`);
  if (known.length === 0) return "tokens, cost and time not known";
  const partly = (count: number): string =>
    count < of ? ` (known for ${count} of ${plural(of, unit)})` : "";
  const [count, ...others] = new Set(known.map(([name]) => sums[name].known));
  const texts = known.map(([name, , text]) => {
    const { sum, known } = sums[name];
    return `${text(each ? sum! / known : sum!)}${others.length > 0 ? partly(known) : ""}`;
  });
  return [...texts, ...unknown].join(", ") + (others.length > 0 ? "" : partly(count!));
}

const missedText = ({ missed, compared }: Counts): string[] =>
  given(
    compared > 0,
    `${missed} of ${plural(compared, "blocking finding")} missed by other reviewers`,
  );

/**
 * `11 findings: 8 fixed, 3 open; 3 proven by a test, 8 argued without one; 2 of 4 blocking findings
 * missed by …`.
 */
function foundText(counts: Counts): string {
  const { proven, argued, refuted } = counts;
  return [
    proven + argued === 0
      ? "nothing found"
      : `${plural(proven + argued, "finding")}: ${statesText({ ...counts, refuted: 0 })}`,
    ...given(proven + refuted > 0, `${proven} proven by a test, ${argued} argued without one`),
    ...given(refuted > 0, `${refuted} more refuted by a test`),
    ...missedText(counts),
  ].join("; ");
}

/** What the reviews of one run found and took; none where nobody reviewed. */
export function reviewsLine({ counts, took }: Reviews): string[] {
  if (took.of === 0) return [];
  const found = counts.proven + counts.argued;
  const what = [
    found === 0 ? "nothing found" : plural(found, "finding"),
    ...missedText(counts),
  ].join(", ");
  return [`Reviews: ${what}; ${tookText(took, "reviewer")}`];
}

function lastText({ runs, nothing, saves }: Worth["last"]): string[] {
  if (!nothing) return [];
  if (saves === null)
    return [`Found nothing in ${plural(runs, "run")}: too few to judge (needs ${ENOUGH}).`];
  const saved = tookText(saves, "run", true);
  return [
    `Found nothing in its last ${runs} runs. Leaving it out would have saved, on average per run: ${saved}.`,
  ];
}

export const worthLines = (all: readonly Worth[], { paint }: Pick<Layout, "paint">): string[] =>
  [...Map.groupBy(all, ({ workflow }) => workflow)].flatMap(([workflow, reviewers]) => [
    "",
    paint.bold(workflow),
    ...reviewers.flatMap(({ reviewer, by, runs, counts, took, last }) => [
      `  ${oneLine(reviewer)} (${someOf(by.map(oneLine), 3)}): ${plural(runs, "run")}, ${plural(counts.rounds, "round")}, ${tookText(took, "run")}`,
      ...given(
        !last.nothing || counts.proven + counts.argued + counts.refuted > 0,
        `    ${foundText(counts)}`,
      ),
      ...lastText(last).map((line) => `    ${last.saves === null ? line : paint.yellow(line)}`),
    ]),
  ]);
