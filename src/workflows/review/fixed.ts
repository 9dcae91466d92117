import type { Against } from "../../engine/run.ts";
import type { Checked } from "../contract.ts";
import type { Place } from "./evidence.ts";
import { fold, nearestQuote, solid } from "./quote.ts";

/** What became of an earlier finding's subject since it was raised: nothing at all, or something, but not at its place. */
export type Since = "nothing" | "elsewhere" | "place";

/** An earlier finding that a review has to answer; without `since` it cannot be told what became of its place. */
export interface Earlier {
  id: string;
  severity: string;
  since?: Since;
}

type Prior = readonly { id: string; state: "fixed" | "open" }[];

/** A finding cannot be fixed where nothing changed. Where only its place did not, the fix may rightly stand elsewhere. */
export const checkFixed = (prior: Prior, open: readonly Earlier[]): string[] =>
  prior.flatMap(({ id, state }, index) =>
    state === "fixed" && sinceOf(open, id) === "nothing"
      ? [
          `prior[${index}] (${id}): state is "fixed", but nothing has changed since ${id} was raised; expected "open", with a status that fits`,
        ]
      : [],
  );

/** The answers, each `fixed` whose place did not change marked as such. */
export const answersOf = (prior: Prior, open: readonly Earlier[]): Checked["prior"] =>
  prior.map(({ id, state }) =>
    state === "fixed" && sinceOf(open, id) === "elsewhere" ? { id, state, untouched: true } : { id, state },
  );

const sinceOf = (open: readonly Earlier[], id: string): Since | undefined => open.find((one) => one.id === id)?.since;

/**
 * What became of a finding's file, given those that changed; without a file nothing points away from the change. `texts`:
 * the file as it was and as it is, asked for when it changed.
 */
export function sinceInTree(
  changed: readonly string[],
  file: string | null | undefined,
  place: Place,
  texts: () => { before: string | null; now: string | null },
): Since {
  if (changed.length === 0) return "nothing";
  if (!file) return "place";
  if (!changed.includes(file)) return "elsewhere";
  const { before, now } = texts();
  return before !== null && now !== null && standsAsItWas(before, now, place) ? "elsewhere" : "place";
}

/** Lines above and below a quotation that are its place, too: a fix need not touch the very line. */
const NEAR = 5;

/** The quoted lines are there with those around them, to the letter. */
function standsAsItWas(before: string, now: string, { line, quote, missing }: Place): boolean {
  // What is not there has no place: wherever it comes, its place has changed.
  const found = missing || !quote ? null : nearestQuote(before, quote, line ?? null);
  if (found === null) return false;
  const lines = before.split("\n");
  const quoted = quote!.trim().split("\n").length;
  const around = lines.slice(Math.max(0, found.line - 1 - NEAR), found.line - 1 + quoted + NEAR);
  return `\n${now}\n`.includes(`\n${around.join("\n")}\n`);
}

/** FNV-1a over the text's code units, 32 bits as eight hex digits: enough to tell the findings of one reviewer apart. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/**
 * Fingerprints by which a later round knows a finding again, although it has another id and line: its place with what is
 * quoted there, and its place with the problem's words. Two findings are the same when they share one.
 */
export function printsOf({ file, at, quote, problem }: Place & { problem: string }): string[] {
  const place = `${file ?? ""}\n${at ?? ""}`;
  const quoted = fold(quote ?? "");
  return [
    ...(quoted === "" ? [] : [shortHash(`quote\n${place}\n${quoted}`)]),
    shortHash(`problem\n${place}\n${fold(problem).toLowerCase()}`),
  ];
}

/** What of a finding says where it is, what it is about and what would mend it. */
type SaidFinding = Place & { fix: string };

/** A finding that another reviewer has called fixed, and the text of its file or plan when it was raised and when it was called fixed. */
export interface Answered {
  gate: string;
  finding: string;
  said: SaidFinding;
  before: string;
  after: string;
}

/** Shorter texts stand in a fix by chance. Characters that are not white space. */
const MIN_NAMED = 8;
/** What before a quotation says that it should not be, at most three words away and in the same clause. */
const NOT = /\b(?:not|never|don't|instead of|than|unlike|avoid|without)\b(?:[^\w.;:]+\w+){0,3}[^\w.;:]*$/i;

const holds = (text: string, quote: string): boolean => nearestQuote(text, quote, null) !== null;

/** Whether a text asks for a quote: it names it, and not as what should not be. */
function asksFor(text: string, quote: string): boolean {
  const [said, wanted] = [fold(text), fold(quote)];
  const at = said.indexOf(wanted);
  return at >= 0 && !NOT.test(said.slice(0, at));
}

/** Which of those a finding pulls against. `now`: the text of its file or plan as it is reviewed. */
export function againstOf(finding: SaidFinding, answered: readonly Answered[], now: string): Against[] {
  const quote = finding.quote ?? "";
  return answered.flatMap<Against>(({ gate, finding: id, said, before, after }) => {
    if ((finding.file ?? "") !== (said.file ?? "") || (finding.at ?? "") !== (said.at ?? "")) return [];
    const wrote = !finding.missing && holds(after, quote) && !holds(before, quote);
    if (!wrote && !finding.missing) return [];
    const old = said.quote ?? "";
    const gone = !said.missing && solid(old) >= MIN_NAMED && !holds(now, old);
    if (gone && asksFor(finding.fix, old)) return [{ gate, finding: id, asks: "back" }];
    return wrote ? [{ gate, finding: id, asks: "about" }] : [];
  });
}
