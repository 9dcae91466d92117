/** `pipeline/code-review/by-<name>.md`: one reviewer's verdict on each area that it reviews. */

import { fold } from "../../../text.ts";
import { type Line, readMarkdown, type Section, sectionsOf } from "../../markdown.ts";
import { nameKey, problemAt, type Refuse, refusing } from "../../sections.ts";
import { areaNamed } from "./design-spec.ts";

interface Escalation {
  reason: string;
  /** What the person has to decide. */
  decision: string;
  /** Without their letters, in order. */
  options: string[];
}

/** What a section may come to, by the line that says it. */
const VERDICTS = { "REVIEW: APPROVED": "approved", "REVIEW: CHANGES REQUESTED": "changes" } as const;
export type Verdict = (typeof VERDICTS)[keyof typeof VERDICTS];

export interface AreaReview {
  area: string;
  verdict: Verdict;
  blockers: string[];
  escalation: Escalation | null;
}

/** Whose review it is: `areas` of the project, the reviewer's `own` one (null for principal), those that it has to review. */
export interface ReviewScope {
  areas: readonly string[];
  own: string | null;
  wanted: readonly string[];
}

const EXPECTED = '"REVIEW: APPROVED" or "REVIEW: CHANGES REQUESTED" on a line of its own';
const KEY = /^(REVIEW|BLOCKER|ESCALATE|DECISION|OPTION [A-Z]):(.*)$/;
/** A key that stands in a list or is emphasized is meant, but not written as asked. */
const DRESSED = /^[-+*_#\s`]*(REVIEW|BLOCKER|ESCALATE|DECISION|OPTION [A-Z])[*_`\s]*:/;
/** Options that the host's dialog can show. */
const [MIN_OPTIONS, MAX_OPTIONS] = [2, 4];

interface Entry {
  key: string;
  text: string;
  line: number;
}

const isVerdict = (line: Line): boolean => fold(line.text.replace(/^[>\s]+/, "")) in VERDICTS;

/** The keys of a section with their text; what a key says goes on until a blank line, another key or something shown. */
function entriesOf(lines: readonly Line[], refuse: Refuse): Entry[] {
  const entries: { entry: Entry; parts: string[] }[] = [];
  let open = false;
  for (const line of lines) {
    const text = line.text.trim();
    const found = line.kind === "plain" ? KEY.exec(text) : null;
    if (found !== null) {
      const [, key, rest] = found;
      entries.push({ entry: { key: key!.split(" ")[0]!, text: "", line: line.number }, parts: [rest!] });
      open = key !== "REVIEW";
    } else if (line.kind !== "plain" || text === "" || line.heading !== null) open = false;
    else if (DRESSED.test(text)) {
      refuse(line.number, text, "the key at the line's begin, without a list mark or emphasis");
      open = false;
    } else if (open) entries.at(-1)!.parts.push(text);
  }
  return entries.map(({ entry, parts }) => ({ ...entry, text: fold(parts.join(" ")) }));
}

/** The one verdict among a section's entries; null with a problem when there is none, or more than one. */
function verdictOf(section: Section, entries: Entry[], refuse: Refuse): Verdict | null {
  const said = entries.filter((one) => one.key === "REVIEW");
  const [first, second] = said;
  if (second !== undefined) {
    refuse(second.line, `${said.length} REVIEW lines`, `one: ${EXPECTED}`);
    return null;
  }
  if (first !== undefined) {
    const verdict = VERDICTS[`REVIEW: ${first.text}` as keyof typeof VERDICTS] ?? null;
    if (verdict === null) refuse(first.line, `REVIEW: ${first.text}`, EXPECTED);
    return verdict;
  }
  const hidden = section.lines.find((line) => line.kind !== "plain" && isVerdict(line));
  const where = hidden?.kind === "quote" ? "a block quote (put a blank line behind the quote)" : "a code block";
  if (hidden === undefined) refuse(section.line, undefined, EXPECTED);
  else refuse(hidden.number, `the verdict in ${where}, where it does not count`, EXPECTED);
  return null;
}

function escalationOf(entries: Entry[], refuse: Refuse): Escalation | null {
  const of = (key: string): Entry[] => entries.filter((one) => one.key === key);
  const [escalations, decisions, options] = ["ESCALATE", "DECISION", "OPTION"].map(of) as [Entry[], Entry[], Entry[]];
  const [first] = escalations;
  const [alone] = [...decisions, ...options];
  if (first === undefined) {
    if (alone) refuse(alone.line, `${alone.key} without ESCALATE`, "an ESCALATE line with the reason before it");
    return null;
  }
  if (escalations.length > 1 || decisions.length !== 1)
    refuse(
      first.line,
      `${escalations.length} ESCALATE and ${decisions.length} DECISION lines`,
      "one of each per area: the reason, and the question that the person decides",
    );
  if (options.length > 0 && (options.length < MIN_OPTIONS || options.length > MAX_OPTIONS))
    refuse(options[0]!.line, `${options.length} options`, `${MIN_OPTIONS} to ${MAX_OPTIONS}, or none`);
  return { reason: first.text, decision: decisions[0]?.text ?? "", options: options.map((one) => one.text) };
}

function reviewOf(section: Section, area: string, problems: string[]): AreaReview | null {
  const refuse = refusing(`## Review of ${area}`, problems);
  const entries = entriesOf(section.lines, refuse);
  for (const one of entries)
    if (one.text === "" && one.key !== "REVIEW") refuse(one.line, `${one.key}: without text`, "what it is about");
  const verdict = verdictOf(section, entries, refuse);
  const blockers = entries.filter((one) => one.key === "BLOCKER");
  const [first] = blockers;
  if (verdict === "approved" && first)
    refuse(first.line, "REVIEW: APPROVED with a BLOCKER", "REVIEW: CHANGES REQUESTED, or no BLOCKER");
  const without = "REVIEW: CHANGES REQUESTED without a BLOCKER";
  if (verdict === "changes" && !first) refuse(section.line, without, "a BLOCKER: line that says what has to change");
  const escalation = escalationOf(entries, refuse);
  return verdict && { area, verdict, blockers: blockers.map((one) => one.text), escalation };
}

const PREFIX = "review of ";

/** Why a section's area is not one to review here, or null. */
function areaProblem(
  name: string,
  area: string | null,
  seen: ReadonlySet<string>,
  { areas, own, wanted }: ReviewScope,
): string | null {
  if (area === null) return `an area of the project: ${areas.join(", ")}`;
  if (own !== null && nameKey(area) === nameKey(own)) return `another area than your own (yours: ${wanted.join(", ")})`;
  if (!wanted.includes(area)) return `an area that you have to review: ${wanted.join(", ")}`;
  return seen.has(area) ? `one section for ${name}` : null;
}

/** Reads a reviewer's file: one section with one verdict for each area that it has to review, and for no other. */
export function parsePeerReview(text: string, scope: ReviewScope): { sections: AreaReview[]; problems: string[] } {
  const problems: string[] = [];
  const lines = readMarkdown(text);
  const reviews: AreaReview[] = [];
  const seen = new Set<string>();
  const inside = new Set<number>();
  for (const section of sectionsOf(lines, 2)) {
    if (!nameKey(section.title).startsWith(PREFIX)) continue;
    for (const line of section.lines) inside.add(line.number);
    const name = fold(section.title).slice(PREFIX.length);
    const area = areaNamed(name, scope.areas);
    const wrong = areaProblem(name, area, seen, scope);
    if (wrong !== null) problems.push(problemAt("## Review of", section.line, name, wrong));
    if (area === null || wrong !== null) continue;
    seen.add(area);
    const review = reviewOf(section, area, problems);
    if (review !== null) reviews.push(review);
  }
  for (const line of lines)
    if (line.kind === "plain" && !inside.has(line.number) && KEY.test(line.text.trim()))
      problems.push(problemAt("review", line.number, line.text.trim(), "it in a section ## Review of <area>"));
  for (const area of scope.wanted)
    if (!seen.has(area)) refusing(`## Review of ${area}`, problems)(null, undefined, "this section with its verdict");
  return { sections: reviews, problems };
}
