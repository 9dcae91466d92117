import { fold } from "../../../text.ts";
import { type Line, readMarkdown, titleOf } from "../../markdown.ts";
import { itemsOf } from "../../sections.ts";
import { telling } from "./files.ts";
import type { PhaseNumber, Problem, Roadmap, RoadmapPhase } from "./model.ts";
import { isReserved } from "./names.ts";
import { plainNumber, samePhase } from "./numbers.ts";

/** Reading of `ROADMAP.md`: for each phase a line with a box, and a section with what it is about. */

/** A phase, and where in the file it stands. Lines from 0. */
export interface PlacedPhase {
  phase: RoadmapPhase;
  /** Its heading, and the first line behind its section. */
  from: number;
  to: number;
  /** Lines of its labels such as `**Goal**:`, by name in small letters. */
  labels: Map<string, number>;
  /** The lines with its box. */
  boxes: number[];
}

export interface PlacedRoadmap {
  roadmap: Roadmap;
  phases: PlacedPhase[];
  /** Boxes of phases that have no section. */
  bare: { number: PhaseNumber; line: number; done: boolean }[];
  lines: Line[];
  problems: Problem[];
}

const NUMBER = String.raw`\d{1,4}(?:\.\d{1,3})*`;
const HEADING = new RegExp(String.raw`^(?:\[[^\]]*\]\s*)?Phase\s+(${NUMBER})\s*(?:\([^)]*\)\s*)?:\s*(.*)$`, "i");
const MEANT = /^(?:\[[^\]]*\]\s*)?Phase\s+\d/i;
/** A phase whose number is missing: what a person calls one, and what only begins with the word. */
const UNNUMBERED = /^(?:\[[^\]]*\]\s*)?Phase\b(?!s?\s+\d)/i;
const UNNUMBERED_BOX = /^\s*[-*+]\s+\[ \]\s+\**(Phase\b(?!\s+\d)[^*]*)/i;
const BOX = new RegExp(String.raw`^\s*[-*+]\s+\[(.)\]\s.*?\bPhase\s+(${NUMBER})(?=[:\s*(]|$)`);
const LABEL = /^\s*(?:[-*+]\s+)?\*\*([^*:]{1,60})(:?)\*\*(?:\s*\([^)]*\))?(:?)[ \t]*(.*)$/;
const CURRENT = /(?:🚧|🔄)[^*]*\*\*(v\d+(?:\.\d+)*)\s*([^*]*)\*\*/u;
const PLANS = /^\s*Plans:\s*$/;
const ITEM = /^\s*(?:[-*+]|\d+[.)])\s/;
const NONE = /^(?:none|nothing|tbd|n\/a|-|—|–)\b/i;

const hidden = (line: Line): boolean => line.kind !== "plain";

/** Blocks `<details>` hold milestones that are over: nothing in them counts. */
function withoutDetails(lines: readonly Line[]): boolean[] {
  let depth = 0;
  return lines.map((line) => {
    const inside = depth > 0;
    // Most lines have no tag, and a roadmap may have many lines.
    if (!hidden(line) && line.text.includes("<")) {
      if (/^\s*<details\b/i.test(line.text)) depth++;
      if (/<\/details>/i.test(line.text)) depth = Math.max(0, depth - 1);
    }
    return !inside && depth === 0 && !hidden(line);
  });
}

/** What a roadmap's text says, and where. Pure. */
export function placeRoadmap(source: string, path: string): PlacedRoadmap {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const lines = readMarkdown(source);
  const counts = withoutDetails(lines);
  const phases: PlacedPhase[] = [];
  let reserved = false;
  for (const [at, line] of lines.entries()) {
    const heading = counts[at] ? line.heading : null;
    if (heading === null) continue;
    const open = phases.at(-1);
    const found = HEADING.exec(heading.title);
    const isPhase = heading.level >= 2 && heading.level <= 4 && found !== null;
    if (open && open.to < 0 && (isPhase || heading.level <= lines[open.from]!.heading!.level)) open.to = at;
    if (heading.level < 2 || heading.level > 4) continue;
    if (found === null) {
      const isMeant = MEANT.test(heading.title) || (UNNUMBERED.test(heading.title) && hasGoal(lines, at));
      if (isMeant)
        tell(at + 1, `found ${JSON.stringify(heading.title)}, expected number and name as in \`Phase 2: Name\``);
      continue;
    }
    reserved = isReserved(plainNumber(found[1]!));
    if (reserved) continue;
    phases.push({
      phase: emptyPhase(plainNumber(found[1]!), fold(found[2]!.replace(/\(INSERTED\)/i, "")), at + 1),
      from: at,
      to: -1,
      labels: new Map(),
      boxes: [],
    });
  }
  const sectioned = new Set<number>();
  for (const one of phases) {
    if (one.to < 0) one.to = lines.length;
    fill(one, lines, tell);
    for (let at = one.from; at < one.to; at++) sectioned.add(at);
  }
  const bare = boxesOf(lines, counts, sectioned, phases, tell);
  const current = lines
    .map((line, at) => (counts[at] && line.text.includes("**v") ? CURRENT.exec(line.text) : null))
    .find(Boolean);
  const milestone = current ? { version: current[1]!, name: fold(current[2]!) } : null;
  const title = (titleOf(lines) ?? "").replace(/^Roadmap\s*[:—–-]\s*/i, "");
  // Where all milestones have shipped there is no phase any more.
  if (phases.length === 0 && bare.length === 0 && counts.every((one, at) => one || hidden(lines[at]!)))
    tell(null, "found no phase, expected headings such as `### Phase 1: Name`");
  return { roadmap: { title, phases: phases.map((one) => one.phase), milestone }, phases, bare, lines, problems };
}

const emptyPhase = (number: PhaseNumber, name: string, line: number): RoadmapPhase => ({
  number,
  name,
  goal: "",
  criteria: [],
  requirements: [],
  depends_on: [],
  risk: null,
  done: false,
  line,
});

type TellLine = (line: number, problem: string) => void;

function boxesOf(
  lines: readonly Line[],
  counts: readonly boolean[],
  sectioned: ReadonlySet<number>,
  phases: readonly PlacedPhase[],
  tell: TellLine,
): PlacedRoadmap["bare"] {
  const bare: PlacedRoadmap["bare"] = [];
  const byNumber = new Map<PhaseNumber, PlacedPhase[]>();
  for (const one of phases) byNumber.set(one.phase.number, [...(byNumber.get(one.phase.number) ?? []), one]);
  for (const [at, line] of lines.entries()) {
    if (!counts[at] || sectioned.has(at)) continue;
    const found = BOX.exec(line.text);
    if (found === null) {
      const unnumbered = UNNUMBERED_BOX.exec(line.text)?.[1];
      if (unnumbered)
        tell(at + 1, `found ${JSON.stringify(unnumbered.trim())}, expected its number, as in \`Phase 2: Name\``);
      continue;
    }
    const number = plainNumber(found[2]!);
    if (isReserved(number)) continue;
    if (!/[ x]/.test(found[1]!)) tell(at + 1, `found the box [${found[1]}], expected [ ] or [x]`);
    const done = found[1] === "x";
    const own = byNumber.get(number);
    if (own === undefined) {
      bare.push({ number, line: at + 1, done });
      if (!done)
        tell(at + 1, `found Phase ${number} without a section, expected a heading \`### Phase ${number}: Name\``);
      continue;
    }
    for (const one of own) {
      if (one.boxes.length > 0 && one.phase.done !== done)
        tell(at + 1, `found Phase ${number} once more (line ${one.boxes[0]! + 1}) with another box, expected one`);
      one.boxes.push(at);
      one.phase.done = done;
    }
  }
  return bare;
}

interface Labelled {
  name: string;
  at: number;
  rest: string;
}

function labelOf(line: Line, at: number): Labelled | null {
  if (hidden(line) || !line.text.includes("**")) return null;
  const found = LABEL.exec(line.text);
  if (found === null || (found[2] === "" && found[3] === "")) return null;
  return { name: fold(found[1]!).toLowerCase(), at, rest: found[4]!.trim() };
}

/** Whether the section of a heading tells a goal, as that of a phase does. `at`: line of the heading. */
function hasGoal(lines: readonly Line[], at: number): boolean {
  const next = lines.findIndex((line, index) => index > at && line.heading !== null);
  const own = lines.slice(at + 1, next < 0 ? undefined : next);
  return own.some((line) => labelOf(line, 0)?.name === "goal");
}

function fill(placed: PlacedPhase, lines: readonly Line[], tell: TellLine): void {
  const { phase, from, to, labels } = placed;
  const found: Labelled[] = [];
  for (let at = from + 1; at < to; at++) {
    const label = labelOf(lines[at]!, at);
    if (label === null) continue;
    found.push(label);
    if (!labels.has(label.name)) labels.set(label.name, at);
  }
  const under = (one: Labelled): Line[] => {
    const next = found.find((other) => other.at > one.at)?.at ?? to;
    const own = lines.slice(one.at + 1, next);
    const end = own.findIndex((line) => line.heading !== null || PLANS.test(line.text));
    return end < 0 ? own : own.slice(0, end);
  };
  /** What stands behind a label, or on the lines below it up to an empty one. */
  const said = (name: string): { text: string; line: number } | null => {
    const one = found.find((label) => label.name === name);
    if (one === undefined) return null;
    const more: string[] = [];
    for (const line of under(one)) {
      if (line.text.trim() === "" || hidden(line) || ITEM.test(line.text)) break;
      more.push(line.text);
    }
    return { text: fold([one.rest, ...more].join(" ")), line: one.at + 1 };
  };
  phase.goal = said("goal")?.text ?? "";
  const risk = said("risk")?.text ?? "";
  phase.risk = risk === "" ? null : risk;
  const criteria = found.find((one) => one.name.startsWith("success criteria"));
  if (criteria) {
    const { items } = itemsOf(under(criteria));
    const numbered = items.filter((one) => one.number !== null);
    phase.criteria = (numbered.length > 0 ? numbered : items).map((one) => one.text).filter((one) => one !== "");
  }
  const requirements = said("requirements");
  if (requirements && requirements.text !== "" && !NONE.test(requirements.text)) {
    const ids = requirements.text.replace(/^\[(.*)\]$/, "$1").split(",");
    for (const id of ids.map((one) => one.trim().replace(/^[*`]+|[*`]+$/g, "")).filter((one) => one !== "")) {
      if (/\s/.test(id) || !/\d/.test(id))
        tell(requirements.line, `Requirements: found ${id}, expected ids such as AUTH-01`);
      else phase.requirements.push(id);
    }
  }
  const depends = said("depends on");
  if (depends) phase.depends_on = numbersIn(depends.text).filter((one) => !samePhase(one, "0"));
}

const RANGE = /(?<![\w.-])(\d{1,4})\s*(?:-|–|to)\s*(\d{1,4})(?![\w.-])/g;
const SINGLE = new RegExp(String.raw`(?<![\w.-])(${NUMBER})(?![\w-])`, "g");

/** Numbers of phases in running text, without what stands in parentheses: `Phase 1, Phase 2.1 (both of them)`. */
export function numbersIn(text: string): PhaseNumber[] {
  const plain = text.replace(/\([^()]*\)/g, " ").replace(RANGE, (whole, first: string, last: string) => {
    const [from, to] = [Number(first), Number(last)];
    return to > from && to - from < 1000
      ? Array.from({ length: to - from + 1 }, (_, at) => from + at).join(", ")
      : whole;
  });
  return [...new Set([...plain.matchAll(SINGLE)].map((one) => plainNumber(one[1]!)))];
}
