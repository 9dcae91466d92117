import type { Against } from "../../engine/run.ts";
import { lineDiff } from "../../project/changes.ts";
import { fold } from "../../text.ts";
import type { Place } from "./evidence.ts";
import { nearestQuote, solid } from "./quote.ts";

/** Whether a finding says what an earlier one has said, or asks for what another one's fix took away. Pure. */

/** What of a finding says where it is, what goes wrong and what would mend it. */
type SaidFinding = Place & { problem: string; fix: string };

/** An earlier finding, with the text of its file or plan when it was raised and when it was closed. */
interface Earlier {
  finding: string;
  said: SaidFinding;
  before: string;
  after: string;
}

/** Lines between two places that are one: a fix moves a line, but not far. */
const NEAR = 3;
/** The same for what is wanted back, which may come back a little further up or down. */
const NEAR_BACK = 8;

export const samePlaceName = (a: Place, b: Place): boolean =>
  (a.file ?? "") === (b.file ?? "") && (a.at ?? "") === (b.at ?? "");

/** The line of `now` where a line of `before` is, or stood. */
function lineNow(before: string, now: string, line: number): number {
  if (before === now) return line;
  let [old, fresh, shift] = [0, 0, 0];
  for (const text of lineDiff(before, now).hunks.split("\n")) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(text);
    if (head !== null) {
      // A side without lines is named by the line above it.
      old = Number(head[1]) + (head[2] === "0" ? 1 : 0);
      fresh = Number(head[3]) + (head[4] === "0" ? 1 : 0);
      if (line < old) break;
      continue;
    }
    if (old === 0) continue;
    if (text.startsWith("+")) fresh += 1;
    else if (text.startsWith("-") || text.startsWith(" ")) {
      if (old === line) return fresh;
      old += 1;
      if (text.startsWith(" ")) fresh += 1;
    }
    shift = fresh - old;
  }
  return Math.max(1, line + shift);
}

/** Where a finding points in a text; null where it names no line of it. */
function lineOf(text: string, { quote, line, missing }: Place): number | null {
  const found = missing || !quote ? null : nearestQuote(text, quote, line ?? null);
  return found?.line ?? line ?? null;
}

/** Words that say nothing of what is wrong. */
const EMPTY = new Set(
  `a an the this that these those it its he they there here of in on at to for from by with as and or but so if when
  while then than is are was were be been being has have had do does did will would can could may might must should
  also still again now just only very more most any all each every some such what which who where how why one not no
  line code file function method value call case step problem fault issue bug finding wrong bad fails fail failure
  say says said tell add because since after before into out over under up down get gets got make makes made use uses used give gives`.split(
    /\s+/,
  ),
);

function stem(word: string): string {
  const short = word
    .replace(/(?:ations?|ings?|edly|ed|es|s|ly|ment|ness)$/, "")
    .replace(/(.)\1$/, "$1")
    .replace(/y$/, "i")
    .replace(/e$/, "");
  return short.length < 3 ? word : short;
}

/** The words of a text that carry its sense; names of code fall apart into their words. */
function senseOf(text: string): Set<string> {
  const words = text
    .replaceAll(/n't\b/g, " ")
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return new Set((words ?? []).filter((word) => !EMPTY.has(word) && !EMPTY.has(word.replace(/s$/, ""))).map(stem));
}

/** How much of two sets is the same: 1 where the smaller one is a part of the larger. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const smaller = Math.min(a.size, b.size);
  return smaller === 0 ? 0 : a.intersection(b).size / smaller;
}

/** The same, measured against all words of both. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const all = a.union(b).size;
  return all === 0 ? 0 : a.intersection(b).size / all;
}

/** Whether two problems, each told in one text alone, mean the same. */
export const meansTheSame = (one: string, other: string): boolean => shared(senseOf(one), senseOf(other)) >= 0.6;

const without = (all: ReadonlySet<string>, taken: ReadonlySet<string>): Set<string> => all.difference(taken);

/** How far two findings mean the same, from 0 to 1. What every finding at that place would name says nothing. */
function sameSense(a: SaidFinding, b: SaidFinding): number {
  const [problemA, problemB] = [senseOf(a.problem), senseOf(b.problem)];
  const place = senseOf(`${a.quote ?? ""} ${b.quote ?? ""} ${a.file ?? ""}`);
  const [ownA, ownB] = [without(problemA, place), without(problemB, place)];
  // Without words of its own, a problem is compared by all that it says, and then all of that counts.
  const problems = Math.min(ownA.size, ownB.size) < 2 ? shared(problemA, problemB) : overlap(ownA, ownB);
  const [fixA, fixB] = [without(senseOf(a.fix), place), without(senseOf(b.fix), place)];
  // A fix of one word, such as "Mend it", says nothing.
  return Math.min(fixA.size, fixB.size) < 2 ? problems : Math.max(problems, (problems + overlap(fixA, fixB)) / 2);
}

/** How alike the quotes have to mean, by how alike they are. */
const SENSE = { same: 0.6, alike: 0.65, none: 0.8 };

function quotesAlike(a: Place, b: Place): keyof typeof SENSE {
  const [one, other] = [fold(a.missing ? "" : (a.quote ?? "")), fold(b.missing ? "" : (b.quote ?? ""))];
  if (one === "" && other === "") return "alike";
  if (one === "" || other === "") return "none";
  if (one === other || one.includes(other) || other.includes(one)) return "same";
  return overlap(senseOf(one), senseOf(other)) >= 0.6 ? "alike" : "none";
}

/** Whether a finding says again what an earlier one of the same reviewer has said: at its place, of its lines, and in its sense. */
export function saysAgain(finding: SaidFinding, { said, before }: Earlier, now: string): boolean {
  if (!samePlaceName(finding, said)) return false;
  const [then, here] = [lineOf(before, said), lineOf(now, finding)];
  if (!finding.at && then !== null && here !== null && Math.abs(lineNow(before, now, then) - here) > NEAR) return false;
  return sameSense(finding, said) >= SENSE[quotesAlike(finding, said)];
}

/** Shorter texts stand in a fix by chance. Characters that are not white space. */
const MIN_NAMED = 8;
/** What before a quotation says that it should not be: at most three words away and in the same clause. */
const NOT_BEFORE =
  /\b(?:not|never|no longer|no|don't|doesn't|isn't|stop|instead of|in place of|rather than|than|unlike|avoid|without|from|replac(?:e|es|ing)|remov(?:e|es|ed|ing)|drop(?:s|ping)?|delet(?:e|es|ing))\b(?:[^\w.;:]+(?!(?:by|with)\b)\w+){0,3}[^\w.;:]*$/i;
/** The same behind it. */
const NOT_BEHIND =
  /^[^\w.;:]*(?:\w+[^\w.;:]+){0,3}?(?:stays? (?:gone|away|out|removed)|(?:is|was|are|were) (?:\w+ )?(?:gone|wrong|removed|replaced)|(?:must|should|may|can|need|do|does|did|will)(?:n't| not| never)|never|no longer|not needed|belongs? (?:gone|out))\b/i;

/** The stretch of a text between the marks around a place in it; null where it stands in none. */
function marked(text: string, from: number, to: number): string | null {
  for (const mark of ["`", '"', "'"]) {
    const start = text.lastIndexOf(mark, from - 1);
    const end = text.indexOf(mark, to);
    const opened = text.slice(0, from).split(mark).length % 2 === 0;
    if (opened && start >= 0 && end >= 0) return text.slice(start + 1, end);
  }
  return null;
}

/** Whether a text asks for a quote: it names it as a whole, and not as what should not be. */
function asksFor(text: string, quote: string): boolean {
  const [words, wanted] = [fold(text), fold(quote).replace(/[;,]$/, "")];
  for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    // A longer line that has it in it is another line.
    const whole = marked(words, at, end);
    const isOther = whole !== null && solid(whole) > solid(wanted) * 1.2;
    const [left, right] = [words.slice(0, at), words.slice(end).replace(/^[;,]?[`"']?/, "")];
    if (!isOther && !NOT_BEFORE.test(left) && !NOT_BEHIND.test(right)) return true;
  }
  return false;
}

/** A finding that another reviewer has called fixed. */
export interface Answered extends Earlier {
  gate: string;
}

const holds = (text: string, quote: string): boolean => nearestQuote(text, quote, null) !== null;

/** Whether a line stands in a text as it was, near another one. */
const standsWhole = (text: string, line: string, near: number): boolean =>
  text
    .split("\n")
    .slice(Math.max(0, near - 1 - NEAR_BACK), near + NEAR_BACK)
    .some((one) => fold(one) === fold(line));

/** Whether a finding wants back, near its old place, what an earlier one's fix took away there. */
function wantsBack(finding: SaidFinding, { said, before, after }: Earlier, now: string): boolean {
  const old = said.missing ? "" : (said.quote ?? "");
  if (solid(old) < MIN_NAMED || !samePlaceName(finding, said) || !asksFor(finding.fix, old)) return false;
  const then = finding.at ? null : lineOf(before, said);
  // What was quoted of a line may stand in the line that replaced it.
  const lines = then === null ? old : (before.split("\n")[then - 1] ?? old);
  const isGone = (text: string): boolean =>
    then === null ? !holds(text, old) : !standsWhole(text, lines, lineNow(before, text, then));
  if (!isGone(after) || !isGone(now)) return false;
  const here = lineOf(now, finding);
  return then === null || here === null || Math.abs(here - lineNow(before, now, then)) <= NEAR_BACK;
}

/** Which of those a finding pulls against. `now`: the text of its file or plan as it is reviewed. */
export function againstOf(finding: SaidFinding, answered: readonly Answered[], now: string): Against[] {
  return answered.flatMap<Against>((other) => {
    if (!samePlaceName(finding, other.said)) return [];
    const { gate, finding: id, before, after } = other;
    if (wantsBack(finding, other, now)) return [{ gate, finding: id, asks: "back" }];
    const quote = finding.quote ?? "";
    const wrote = !finding.missing && holds(after, quote) && !holds(before, quote);
    return wrote ? [{ gate, finding: id, asks: "about" }] : [];
  });
}
