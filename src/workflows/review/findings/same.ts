import { diffLines, lineDiff } from "../../../project/trees/changes.ts";
import { fold } from "../../../text.ts";
import type { Citation } from "../evidence/evidence.ts";
import { nearestQuote } from "../evidence/quote.ts";

/** Whether a finding says what an earlier one has said. Pure. */

/** What of a finding says where it is, what goes wrong and what would mend it. */
type SaidFinding = Citation & { problem: string; fix: string };

/** An earlier finding, with the text of its file or plan when it was raised. */
interface Earlier {
  reported: SaidFinding;
  before: string;
}

/** Lines between two places that are one: a fix moves a line, but not far. */
const NEAR = 3;

export const samePlaceName = (a: Citation, b: Citation): boolean =>
  (a.file ?? "") === (b.file ?? "") && (a.at ?? "") === (b.at ?? "");

/** The line of `now` where a line of `before` is, or stood. */
function lineNow(before: string, now: string, line: number): number {
  if (before === now) return line;
  let shift = 0;
  for (const { sign, old } of diffLines(lineDiff(before, now).hunks)) {
    if (old > line || (old === line && sign !== "+")) break;
    if (sign === "+") shift += 1;
    else if (sign === "-") shift -= 1;
  }
  return Math.max(1, line + shift);
}

/** Where a finding points in a text; null where it names no line of it. */
function lineOf(text: string, { quote, line, missing }: Citation): number | null {
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
  return new Set(
    (words ?? [])
      .filter((word) => !EMPTY.has(word) && !EMPTY.has(word.replace(/s$/, "")))
      .map(stem),
  );
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
export const meansTheSame = (one: string, other: string): boolean =>
  shared(senseOf(one), senseOf(other)) >= 0.6;

/**
 * How far two findings mean the same, from 0 to 1. What every finding at that place would name says
 * nothing.
 */
function sameSense(a: SaidFinding, b: SaidFinding): number {
  const [problemA, problemB] = [senseOf(a.problem), senseOf(b.problem)];
  const place = senseOf(`${a.quote ?? ""} ${b.quote ?? ""} ${a.file ?? ""}`);
  const [ownA, ownB] = [problemA.difference(place), problemB.difference(place)];
  // Without words of its own, a problem is compared by all that it says, and then all of that
  // counts.
  const problems =
    Math.min(ownA.size, ownB.size) < 2 ? shared(problemA, problemB) : overlap(ownA, ownB);
  const [fixA, fixB] = [senseOf(a.fix).difference(place), senseOf(b.fix).difference(place)];
  // A fix of one word, such as "Mend it", says nothing.
  return Math.min(fixA.size, fixB.size) < 2
    ? problems
    : Math.max(problems, (problems + overlap(fixA, fixB)) / 2);
}

/** How alike the quotes have to mean, by how alike they are. */
const SENSE = { same: 0.6, alike: 0.65, none: 0.8 };

function quotesAlike(a: Citation, b: Citation): keyof typeof SENSE {
  const [one, other] = [
    fold(a.missing ? "" : (a.quote ?? "")),
    fold(b.missing ? "" : (b.quote ?? "")),
  ];
  if (one === "" && other === "") return "alike";
  if (one === "" || other === "") return "none";
  if (one === other || one.includes(other) || other.includes(one)) return "same";
  return overlap(senseOf(one), senseOf(other)) >= 0.6 ? "alike" : "none";
}

/**
 * Whether a finding says again what an earlier one of the same reviewer has said: at its place, of
 * its lines, and in its sense.
 */
export const saysAgain = (finding: SaidFinding, earlier: Earlier, now: string): boolean =>
  isAlike(finding, earlier, now, SENSE);

/** The same of two reviewers, who say one thing in words of their own. */
const OF_OTHERS = { same: 0.2, alike: 0.45, none: 0.65 };
/** Whether two reviewers, each by its own text of the file, have found the same fault. */
export const sameFault = (finding: SaidFinding, other: Earlier, now: string): boolean =>
  isAlike(finding, other, now, OF_OTHERS);

function isAlike(
  finding: SaidFinding,
  { reported, before }: Earlier,
  now: string,
  needed: typeof SENSE,
): boolean {
  if (!samePlaceName(finding, reported)) return false;
  const [then, here] = [lineOf(before, reported), lineOf(now, finding)];
  if (
    !finding.at &&
    then !== null &&
    here !== null &&
    Math.abs(lineNow(before, now, then) - here) > NEAR
  )
    return false;
  return sameSense(finding, reported) >= needed[quotesAlike(finding, reported)];
}
