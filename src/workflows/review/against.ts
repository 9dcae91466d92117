import { fold, nearestQuote, solid } from "./quote.ts";

/** What of a finding says where it is, what it is about and what would mend it. */
interface Said {
  file?: string | null;
  at?: string | null;
  quote?: string | null;
  missing?: boolean | null;
  fix: string;
}

/** A finding that another reviewer has called fixed, and the text of its file or plan when it was raised and when it was called fixed. */
export interface Answered {
  gate: string;
  finding: string;
  said: Said;
  before: string;
  after: string;
}

/**
 * That a finding pulls against one of another reviewer. `about`: it quotes what the fix for that one made the author write,
 * which a fault in a fix does as well. `back`: its own fix names the text that the other one had objected to, and which is gone.
 */
export interface Against {
  gate: string;
  finding: string;
  asks: "about" | "back";
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
export function againstOf(finding: Said, answered: readonly Answered[], now: string): Against[] {
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
