import { MASK } from "../../../project/secrets/mask.ts";
import type { ChangedLines, Range } from "../../../project/trees/changes.ts";
import type { TestCase } from "../../../runners/report.ts";
import { fold } from "../../../text.ts";
import type { Because, CodeEvidence } from "../verdict.ts";
import { commentLines } from "./comments.ts";
import {
  type Citation,
  checkCitation,
  notFound,
  pathProblem,
  quotePath,
  quoteProblem,
  type Read,
} from "./evidence.ts";
import { type CriterionTests, sharedTests, testsNamed } from "./named-tests.ts";
import { nearestQuote, quoteLine, type Spot, spotsOf, weight } from "./quote.ts";

/**
 * Does what a review points at show the change? Pure checks over the change that is reviewed. Every
 * problem says what its writer can do instead.
 */

/** The change under review. */
export interface Change {
  /** Paths that it touched. */
  changed: readonly string[];
  /** Reads a file of the tree as it is, and as it was before the change. */
  read: Read;
  readBefore: Read;
  /**
   * Lines of a file that it added and removed; null where that cannot be told, as of a file that it
   * did not touch.
   */
  linesOf(path: string): ChangedLines | null;
  /** The changed files that held a text before, and those that hold it now. */
  homesOf(quote: string): { before: string[]; now: string[] };
  /** Files whose lines are told to nobody. */
  hidden: (path: string) => boolean;
  /** Tests that the program saw pass on this tree. */
  tests: readonly TestCase[];
}

/** What has to stand in a quote that shows something: less stands anywhere. As `weight` counts. */
const MIN_LINE = 4;
const MIN_PART = 6;

/** A reason is more than a word. As `weight` counts. */
const MIN_REASON = 10;

function tooLittle(quote: string, { wholeLine }: Spot): string | null {
  const quoted = quote.replaceAll(MASK, "");
  const enough =
    weight(quoted) >= (wholeLine ? MIN_LINE : MIN_PART) && /[\p{L}\p{N}]/u.test(quoted);
  return enough
    ? null
    : `quote ${quoteLine(quote)} is too short to show anything; copy the whole line, or two`;
}

const touches = (spot: Spot, ranges: readonly Range[]): boolean =>
  ranges.some(([first, last]) => spot.line <= last && spot.last >= first);

/** Whether the change touched a file without a line of it. */
function isBare(file: string, { changed, linesOf }: Change): boolean {
  const lines = linesOf(file);
  return (
    changed.includes(file) && lines !== null && lines.added.length + lines.removed.length === 0
  );
}

/**
 * Where a quote stands in lines that the change wrote, or why it stands in none; no spots: the file
 * shows it by its name.
 */
type InChange = { ok: true; spots: Spot[] } | { ok: false; problem: string };

function inChange(place: Citation, change: Change): InChange {
  const { changed, read, linesOf, hidden } = change;
  const refuse = (problem: string): InChange => ({ ok: false, problem });
  const bad = pathProblem(place.file);
  if (bad !== null) return refuse(bad);
  const file = place.file!;
  const text = read(file);
  const quote = place.quote ?? "";
  if (text === null && changed.includes(file) && change.readBefore(file) !== null)
    return refuse(
      `file ${quoteLine(file)} was removed by this change; show by "gone" a line that it had`,
    );
  const lines = linesOf(file);
  // Of a submodule, and of a file that is new and empty, binary, or has other rights, there is no
  // line to show.
  if (isBare(file, change) && (text === null || quoteProblem(quote) !== null))
    return { ok: true, spots: [] };
  const found = checkCitation({ ...place, missing: null }, read, undefined, hidden);
  if (!found.ok) return refuse(found.problem);
  const spots = [...spotsOf(text!, quote)];
  const at = nearestQuote(text!, quote, place.line ?? null)!;
  const little = tooLittle(quote, spots.find((spot) => spot.wholeLine) ?? at);
  if (little !== null) return refuse(little);
  if (!changed.includes(file)) return refuse(`${quotePath(file)} is not touched by this change`);
  // Its lines are as they were, so a quote shows no more than its name.
  if (isBare(file, change)) return { ok: true, spots: [] };
  if (lines === null) return { ok: true, spots };
  const inside = spots.filter((spot) => touches(spot, lines.added));
  if (inside.length > 0) return { ok: true, spots: inside };
  return refuse(`${quotePath(file)}:${at.line} is no line of this change`);
}

const lineAt = (text: string, line: number): string => text.split("\n")[line - 1] ?? "";

const withoutSpace = (line: string): string => fold(line).replaceAll(" ", "");

/**
 * Whether a line says what a removed line of the same file said: it was moved, or only its white
 * space is new.
 */
function saidBefore(file: string, { linesOf, readBefore }: Change): (line: string) => boolean {
  const before = readBefore(file) ?? "";
  const removed = (linesOf(file)?.removed ?? []).flatMap(([first, last]) =>
    before.split("\n").slice(first - 1, last),
  );
  const texts = new Set(removed.map(withoutSpace));
  return (line) => texts.has(withoutSpace(line));
}

/**
 * Where what is said to be gone stands now; null: nowhere. A whole line is gone also where a new
 * one begins like it.
 */
function stillIn(
  now: string,
  gone: string,
  was: string,
  line: number | null,
): { line: number } | null {
  if (fold(gone).trim() !== fold(was).trim()) return nearestQuote(now, gone, line);
  const at = now.split("\n").findIndex((one) => fold(one).trim() === fold(was).trim());
  return at < 0 ? null : { line: at + 1 };
}

/** Why a removed line shows nothing, or null. */
function goneProblem(
  { file, line, gone }: Citation & { gone: string },
  change: Change,
): string | null {
  const { read, readBefore, hidden } = change;
  const bad = pathProblem(file);
  if (bad !== null) return bad;
  const path = file!;
  const before = readBefore(path);
  if (before === null)
    return `gone: ${quoteLine(path)} was not there before the change (or is binary or too large)`;
  const short = quoteProblem(gone);
  if (short !== null) return `gone: ${short}`;
  const place = { file: path, line, quote: gone };
  const was = nearestQuote(before, gone, line ?? null);
  if (was === null) return `gone: before the change, ${notFound(path, before, place, hidden)}`;
  const little = tooLittle(gone, was);
  if (little !== null) return `gone: ${little}`;
  const now = read(path);
  const still = now === null ? null : stillIn(now, gone, lineAt(before, was.line), line ?? null);
  if (still !== null)
    return `gone: it still stands at ${quotePath(path)}:${still.line}; quote what is not there any more, with the line beside it where one is like another`;
  const homes = change.homesOf(gone);
  const home = homes.now.find((one) => !homes.before.includes(one));
  return home === undefined
    ? null
    : `gone: it was moved, and stands in ${quotePath(home)} now; quote it there, or what is gone for good`;
}

const isReason = (reason: string | null | undefined): boolean => weight(reason ?? "") >= MIN_REASON;

function testProblem(test: string, tests: readonly TestCase[]): string | null {
  if (testsNamed(tests, test).length > 0) return null;
  const [why, or] =
    tests.length === 0 ? [", as it knows of no test there", ""] : ["", ", or a name of its record"];
  return `the program did not see a test ${quoteLine(test)} pass on this tree${why}; give file, line and quote${or}`;
}

type Judged = readonly { id: string; met: boolean; evidence?: readonly CodeEvidence[] | null }[];

/**
 * Whether each criterion that tests alone show has one of its own, or a reason why one that shows
 * another shows it, too.
 */
export function checkTests(criteria: Judged, change: Change): string[] {
  const byTests = criteria.flatMap(({ id, met, evidence }): CriterionTests[] => {
    const pieces = evidence ?? [];
    const isShown = pieces.some(
      (piece) =>
        (piece.test && isReason(piece.reason)) ||
        evidenceProblem({ ...piece, test: null }, change, id, new Map()) === null,
    );
    const by = pieces
      .map((piece) => (piece.test ? testsNamed(change.tests, piece.test) : []))
      .filter((one) => one.length > 0);
    return met && !isShown && by.length > 0 ? [{ id, by }] : [];
  });
  return sharedTests(byTests).map(({ id, test, other }) => {
    const at = criteria.findIndex((criterion) => criterion.id === id);
    return `criteria[${at}] (${id}): test ${quoteLine(test)} shows ${other} already; say in "reason" what of it shows ${id}, name another one or the case of it with its parameters, or quote a line of the change`;
  });
}

/** Criteria of which one line may be all the evidence. */
const MOST_BY_ONE_LINE = 2;

/**
 * Whether one line alone shows all criteria, and more than two: what shows everything shows
 * nothing.
 */
export function checkLines(criteria: Judged): string[] {
  const met = criteria.filter(
    (criterion) => criterion.met && (criterion.evidence ?? []).length > 0,
  );
  const lines = met.flatMap(({ evidence }) =>
    evidence!.map(({ file, quote, test, gone, reason }) =>
      test || gone || !quote || isReason(reason) ? null : `${file}: ${withoutSpace(quote)}`,
    ),
  );
  if (met.length <= MOST_BY_ONE_LINE || lines[0] === null || new Set(lines).size !== 1) return [];
  const { quote } = met[0]!.evidence![0]!;
  return [
    `criteria: ${quoteLine(quote!)} is all that shows ${met.map(({ id }) => id).join(", ")}; quote for each the line that does it, or say in "reason" how that one does`,
  ];
}

const HOW =
  'quote a line that it wrote, or one that it removed as "gone", or name a test; what holds without a change has "unchanged": true and a "reason"';

/**
 * Which criterion each file without lines shows: it says nothing of what it is for, so it shows no
 * second one.
 */
export type ByName = Map<string, string>;

/** Why a file without lines does not show this criterion, or null. */
function nameProblem(file: string, id: string, byName: ByName): string | null {
  const first = byName.get(file) ?? id;
  byName.set(file, first);
  return first === id
    ? null
    : `${quotePath(file)} has no line that this change wrote, and shows ${quoteLine(first)} already; ${HOW}`;
}

/** Why a piece of evidence does not show that the criterion `id` is met, or null. */
export function evidenceProblem(
  evidence: CodeEvidence,
  change: Change,
  id: string,
  byName: ByName,
): string | null {
  const { file, line, quote, test, gone, unchanged, reason } = evidence;
  const problems: string[] = [];
  if (test) {
    const problem = testProblem(test, change.tests);
    if (problem === null || !file) return problem;
    problems.push(problem);
  }
  if (gone) {
    const problem = goneProblem({ file, line, gone }, change);
    if (problem === null || !quote) return problem;
    problems.push(problem);
  }
  let found = inChange(evidence, change);
  if (found.ok && found.spots.length === 0) {
    const problem = nameProblem(file!, id, byName);
    if (problem === null) return null;
    found = { ok: false, problem };
  }
  if (found.ok) {
    const text = file ? change.read(file) : null;
    if (isReason(reason) || text === null) return null;
    const isComment = commentLines(file!, text);
    const wasThere = saidBefore(file!, change);
    const quoted = found.spots.flatMap(lineNumbers).filter((at) => lineAt(text, at).trim() !== "");
    const code = quoted.filter((at) => !isComment(at));
    if (code.some((at) => !wasThere(lineAt(text, at)))) return null;
    const place = `${quotePath(file!)}:${found.spots[0]!.line}`;
    return code.length === 0
      ? `${place} is only a comment; quote the code that does it, or say in "reason" why the comment itself is what is asked for`
      : `${place} was there before, and only its place or its white space is new; quote a line that is new, or say in "reason" why that is what is asked for`;
  }
  const place = checkCitation(
    { ...evidence, missing: null },
    change.read,
    undefined,
    change.hidden,
  );
  // What it quotes is there, and only not in the change.
  if (!unchanged)
    return [...problems, place.ok ? `${found.problem}; ${HOW}` : found.problem].join("; ");
  if (!place.ok) return place.problem;
  const little = tooLittle(
    quote ?? "",
    nearestQuote(change.read(file!)!, quote ?? "", line ?? null)!,
  );
  if (little !== null) return little;
  return isReason(reason)
    ? null
    : 'unchanged: found no reason, expected in "reason" why the criterion holds without a change there';
}

/**
 * Whether evidence that holds rests on the name of a file whose lines are shown to nobody, or
 * cannot be told: it is neither proven nor refuted. An empty file, other rights and a file that is
 * gone are shown by the name.
 */
export function isByName({ file, test, gone, unchanged }: CodeEvidence, change: Change): boolean {
  if (!file || test || gone || unchanged || !change.changed.includes(file)) return false;
  const text = change.read(file);
  const isHidden = text === null ? change.readBefore(file) === null : text.includes("\0");
  return change.linesOf(file) === null || (isBare(file, change) && isHidden);
}

const lineNumbers = ({ line, last }: Spot): number[] =>
  Array.from({ length: last - line + 1 }, (_, i) => line + i);

type FindingPlace = Citation & {
  id: string;
  severity: string;
  outside?: boolean | null;
  because?: Because | null;
};

/**
 * Whether each finding says what it has to do with the change: one in a place that the change did
 * not touch names the line of the change that makes it wrong, or says that it is outside. Its
 * finder says so, never code.
 */
export const checkCauses = (findings: readonly FindingPlace[], change: Change): string[] =>
  findings.flatMap((finding, index) => {
    const at = `findings[${index}] (${finding.id})`;
    if (finding.because) {
      const { gone } = finding.because;
      const found = gone ? null : inChange(finding.because, change);
      const problem = gone
        ? goneProblem({ ...finding.because, gone }, change)
        : found?.ok
          ? null
          : found!.problem;
      return problem === null
        ? []
        : [
            `${at}.because: ${problem}; name a line that this change wrote, or "gone": one that it removed`,
          ];
    }
    const isElsewhere = finding.file && !finding.missing && !change.changed.includes(finding.file);
    if (isElsewhere && !finding.outside && change.changed.length > 0)
      return [
        `${at}: ${quotePath(finding.file!)} is not touched by this change; if the change makes it wrong, name in "because" the line that does: {"file", "line", "quote"}, or {"file", "gone"} for a line that it removed; else set "outside": true, which never holds a change back`,
      ];
    return finding.outside && finding.severity !== "minor" && isOfChange(finding, change)
      ? [
          `${at}: outside is true, but this change wrote ${quotePath(finding.file!)}:${finding.line ?? "?"}; leave outside out, or make it minor`,
        ]
      : [];
  });

/**
 * Whether a finding's quote stands only in lines that the change wrote, and in no file before it.
 */
function isOfChange({ file, quote, missing }: Citation, change: Change): boolean {
  const text = missing || !file ? null : change.read(file);
  const lines = file && change.changed.includes(file) ? change.linesOf(file) : null;
  if (!text || !quote || lines === null) return false;
  const spots = [...spotsOf(text, quote)];
  const isWritten = spots.length > 0 && spots.every((spot) => touches(spot, lines.added));
  return isWritten && change.homesOf(quote).before.length === 0;
}
