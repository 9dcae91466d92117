import type { Against } from "../../engine/run.ts";
import { fold } from "../../text.ts";
import type { Place } from "./evidence.ts";
import { nearestQuote, solid } from "./quote.ts";

/** Whether a finding says what an earlier one has said, or asks for what another one's fix took away. Pure. */

/** What of a finding says where it is, what goes wrong and what would mend it. */
type SaidFinding = Place & { problem: string; fix: string };

/** A finding that was closed, with the text of its file or plan when it was raised and when it was closed. */
export interface Answered {
  gate: string;
  finding: string;
  said: SaidFinding;
  before: string;
  after: string;
}

const isAtSame = (a: Place, b: Place): boolean => (a.file ?? "") === (b.file ?? "") && (a.at ?? "") === (b.at ?? "");
const quoteOf = ({ quote, missing }: Place): string => fold(missing ? "" : (quote ?? "")).trim();
const holds = (text: string, quote: string): boolean => nearestQuote(text, quote, null) !== null;

/** The words of a text that carry its sense. */
const wordsOf = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 3));

/** How many of the words of both two problems have to share for them to be one. */
const SAME = 0.6;

/** Whether a finding says again what an earlier one of the same reviewer has said: of the same words there, in like words. */
export function saysAgain(finding: SaidFinding, { said }: Pick<Answered, "said">): boolean {
  if (!isAtSame(finding, said) || quoteOf(finding) !== quoteOf(said)) return false;
  const [a, b] = [wordsOf(finding.problem), wordsOf(said.problem)];
  return a.size > 0 && a.intersection(b).size >= SAME * a.union(b).size;
}

/** Shorter texts stand in a fix by chance. Characters that are not white space. */
const MIN_NAMED = 8;
/** What in the same clause before a quotation says that it should not be. */
const NOT_BEFORE =
  /\b(?:not|never|no|don't|stop|instead of|rather than|than|avoid|without|replac(?:e|es|ing)|remov(?:e|es|ing)|drop|delet(?:e|es|ing))\b[^.;:]*$/i;

/** Whether a finding wants back what an earlier one's fix took away: its fix names it, and it is gone. */
function wantsBack(finding: SaidFinding, { said, after }: Answered, now: string): boolean {
  const old = quoteOf(said);
  const [left, ...more] = fold(finding.fix).split(old);
  if (solid(old) < MIN_NAMED || more.length === 0 || holds(after, old) || holds(now, old)) return false;
  // A replacement names first what goes.
  return !NOT_BEFORE.test(left!.replace(/\breplac\w* .* (?:by|with)\b/i, ""));
}

/** Which of those a finding pulls against. `now`: the text of its file or plan as it is reviewed. */
export function againstOf(finding: SaidFinding, answered: readonly Answered[], now: string): Against[] {
  return answered.flatMap<Against>((other) => {
    if (!isAtSame(finding, other.said)) return [];
    const { gate, finding: id, before, after } = other;
    if (wantsBack(finding, other, now)) return [{ gate, finding: id, asks: "back" }];
    const quote = finding.quote ?? "";
    const wrote = !finding.missing && holds(after, quote) && !holds(before, quote);
    return wrote ? [{ gate, finding: id, asks: "about" }] : [];
  });
}
