import { fold, given } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import type { Citation } from "../evidence/evidence.ts";
import { nearestQuote } from "../evidence/quote.ts";

/**
 * What became of an earlier finding's subject since it was raised: nothing at all, or something,
 * but not at its place.
 */
export type Since = "nothing" | "elsewhere" | "place";

/**
 * An earlier finding that a review has to answer; without `since` it cannot be told what became of
 * its place.
 */
export interface Earlier {
  id: string;
  severity: string;
  since?: Since;
  /** Its test fails on the change, and not without it. */
  proven?: boolean;
}

type Prior = readonly { id: string; state: "fixed" | "open" | "withdrawn" }[];

/**
 * A finding cannot be fixed where nothing changed. Where only its place did not, the fix may
 * rightly stand elsewhere. One that its test proves was not wrong.
 */
export const checkFixed = (prior: Prior, open: readonly Earlier[]): string[] =>
  prior.flatMap(({ id, state }, index) => [
    ...given(
      state === "fixed" && sinceOf(open, id) === "nothing",
      `prior[${index}] (${id}): state is "fixed", but nothing has changed since ${id} was raised; expected "open" with a status that fits, or "withdrawn" with a reason if the finding was wrong`,
    ),
    ...given(
      state === "withdrawn" && open.some((one) => one.id === id && one.proven),
      `prior[${index}] (${id}): state is "withdrawn", but its test has failed on the change; expected "fixed" or "open"`,
    ),
  ]);

/** The answers, each `fixed` whose place did not change marked as such. */
export const answersOf = (prior: Prior, open: readonly Earlier[]): Checked["prior"] =>
  prior.map(({ id, state }) =>
    state === "fixed" && sinceOf(open, id) === "elsewhere"
      ? { id, state, untouched: true }
      : { id, state },
  );

const sinceOf = (open: readonly Earlier[], id: string): Since | undefined =>
  open.find((one) => one.id === id)?.since;

/** The same text for what says the same: white space is no change. */
const folded = (value: unknown): string =>
  JSON.stringify(value, (_key, part) => (typeof part === "string" ? fold(part) : part));

/**
 * What became of a place of something: of what it was and what it is `at` gives what stands at the
 * place.
 */
export function placeSince<T>(states: [before: T, now: T], at: (state: T) => unknown): Since {
  const [before, now] = states.map(folded);
  if (before === now) return "nothing";
  const [old, fresh] = states.map(at);
  return old !== undefined && fresh !== undefined && folded(old) === folded(fresh)
    ? "elsewhere"
    : "place";
}

/**
 * What became of a finding's file, given those that changed; without a file nothing points away
 * from the change. `texts`: the file as it was and as it is, asked for when it changed.
 */
export function sinceInTree(
  changed: readonly string[],
  file: string | null | undefined,
  place: Citation,
  texts: () => { before: string | null; now: string | null },
): Since {
  if (changed.length === 0) return "nothing";
  if (!file) return "place";
  if (!changed.includes(file)) return "elsewhere";
  const { before, now } = texts();
  return before !== null && now !== null && standsAsItWas(before, now, place)
    ? "elsewhere"
    : "place";
}

/**
 * Lines above and below a quotation that are its place, too: a fix need not touch the very line.
 */
const NEAR = 5;

/** The quoted lines are there with those around them, to the letter. */
function standsAsItWas(before: string, now: string, { line, quote, missing }: Citation): boolean {
  // What is not there has no place: wherever it comes, its place has changed.
  const found = missing || !quote ? null : nearestQuote(before, quote, line ?? null);
  if (found === null) return false;
  const lines = before.split("\n");
  const quoted = quote!.trim().split("\n").length;
  const around = lines.slice(Math.max(0, found.line - 1 - NEAR), found.line - 1 + quoted + NEAR);
  return `\n${now}\n`.includes(`\n${around.join("\n")}\n`);
}
