import { fold } from "../../../text.ts";
import { type Line, readMarkdown, titleOf } from "../../markdown.ts";
import { itemsOf } from "../../sections.ts";
import { CannotEdit, entry, inline, withBox, withLines } from "./edit.ts";
import { type Tell, telling } from "./files.ts";
import type { PhaseNumber, Problem, RoadmapPhase } from "./model.ts";
import { isReserved, numbersIn, plainNumber, samePhase } from "./numbers.ts";

/**
 * Reading of `ROADMAP.md`: for each phase a line with a box, and a section with what it is about.
 */

/** A phase, and where in the file it stands. Lines from 0. */
export interface PlacedPhase {
  phase: RoadmapPhase;
  /** Its heading, and the first line behind its section. */
  from: number;
  to: number;
  /** The lines with its box: one, mostly. */
  boxes: number[];
}

const NUMBER = String.raw`\d{1,4}(?:\.\d{1,3})*`;
const HEADING = new RegExp(
  String.raw`^(?:\[[^\]]*\]\s*)?Phase\s+(${NUMBER})\s*(?:\([^)]*\)\s*)?:\s*(.*)$`,
  "i",
);
const MEANT = /^(?:\[[^\]]*\]\s*)?Phase\s+\d/i;
/** A phase whose number is missing, where it tells a goal: `## Phase Details` is none. */
const UNNUMBERED = /^(?:\[[^\]]*\]\s*)?Phase\b(?!s?\s+\d)/i;
const UNNUMBERED_BOX = /^\s*[-*+]\s+\[ \]\s+\**(Phase\b(?!\s+\d)[^*]*)/i;
const BOX = new RegExp(String.raw`^\s*[-*+]\s+\[(.)\]\s.*?\bPhase\s+(${NUMBER})(?=[:\s*(]|$)`);
const LABEL =
  /^\s*(?:[-*+]\s+)?\*\*([^*:]{1,60})(?::\*\*|\*\*(?:\s*\([^)]*\))?:)(?:\s*\([^)]*\):?)?[ \t]*(.*)$/;
/** Bold that goes on in the next line. */
const OPEN_BOLD = /^\s*(?:[-*+]\s+)?\*\*[^*]*$/;
const CURRENT = /(?:🚧|🔄)[^*]*\*\*(v\d+(?:\.\d+)*)\s*([^*]*)\*\*/u;
/** The same as a heading. */
const CURRENT_TITLE = /^#+ (?:🚧|🔄) (v\d+(?:\.\d+)*):?\s+(.*?)(?:\s+\(in progress\))?$/imu;
const ID_RANGE =
  /([A-Za-z][\w-]*-)(\d{1,6})\s*(?:through|thru|to|–|—|\.{2,3}|\s-\s)\s*(?:\1)?(\d{1,6})(?![\w-])/g;
const MOST_IDS = 500;
/** Characters of a list of names; what is longer is none. */
const MAX_LIST = 4_000;

/** `AUTH-01 through AUTH-03`, each by its id. */
function idsOfRange(whole: string, name: string, first: string, last: string): string {
  const count = Number(last) - Number(first) + 1;
  if (count < 1 || count > MOST_IDS) return whole;
  return Array.from(
    { length: count },
    (_, at) => `${name}${String(Number(first) + at).padStart(first.length, "0")}`,
  ).join(", ");
}

const END_OF_LABEL = /^\s*(?:Plans:\s*$|$)/;
const ITEM = /^\s*(?:[-*+]|\d+[.)])\s/;

/**
 * Whether each line says something: code does not, and blocks `<details>` hold milestones that are
 * over.
 */
function counting(lines: readonly Line[]): boolean[] {
  let depth = 0;
  return lines.map(({ kind, text }) => {
    const inside = depth > 0;
    if (kind === "plain" && /^\s*<details\b/i.test(text)) depth++;
    if (kind === "plain" && /<\/details>/i.test(text)) depth = Math.max(0, depth - 1);
    return kind === "plain" && !inside && depth === 0;
  });
}

/** What a roadmap's text says, and where. Pure. */
export function placeRoadmap(source: string, path: string) {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const lines = readMarkdown(source);
  const counts = counting(lines);
  const phases: PlacedPhase[] = [];
  for (const [at, { heading }] of lines.entries()) {
    if (heading === null || !counts[at]) continue;
    const isLevel = heading.level >= 2 && heading.level <= 4;
    const found = isLevel ? HEADING.exec(heading.title) : null;
    const open = phases.at(-1);
    if (open?.to === -1 && (found !== null || heading.level <= lines[open.from]!.heading!.level))
      open.to = at;
    const isMeant =
      MEANT.test(heading.title) || (UNNUMBERED.test(heading.title) && hasGoal(lines, at));
    if (isLevel && found === null && isMeant)
      tell(
        at + 1,
        `found ${JSON.stringify(heading.title)}, expected number and name as in \`Phase 2: Name\``,
      );
    const number = found === null ? null : plainNumber(found[1]!);
    const twin = phases.find(({ phase }) => phase.number === number);
    if (twin !== undefined)
      tell(
        at + 1,
        `found Phase ${number} again (first in line ${twin.phase.line}), expected it once`,
        number!,
      );
    if (number !== null && !isReserved(number))
      phases.push({ phase: emptyPhase(number, found![2]!, at + 1), from: at, to: -1, boxes: [] });
  }
  for (const one of phases) {
    if (one.to < 0) one.to = lines.length;
    fill(one, lines, tell);
  }
  const inSection = (at: number): boolean => phases.some(({ from, to }) => at >= from && at < to);
  let boxes = 0;
  for (const [at, { text }] of lines.entries()) {
    const found = counts[at] ? BOX.exec(text) : null;
    const unnumbered =
      counts[at] && found === null && !inSection(at) ? UNNUMBERED_BOX.exec(text)?.[1] : undefined;
    if (unnumbered)
      tell(
        at + 1,
        `found ${JSON.stringify(unnumbered.trim())}, expected its number, as in \`Phase 2: Name\``,
      );
    if (found === null || inSection(at)) continue;
    boxes++;
    const number = plainNumber(found[2]!);
    if (!/[ x]/.test(found[1]!))
      tell(at + 1, `found the box [${found[1]}], expected [ ] or [x]`, number);
    const one = phases.find(({ phase }) => phase.number === number);
    if (one !== undefined) {
      const [first] = one.boxes;
      if (first !== undefined && one.phase.done !== (found[1] === "x"))
        tell(
          at + 1,
          `found Phase ${number} again (first in line ${first + 1}), expected it once`,
          number,
        );
      one.boxes.push(at);
      one.phase.done = found[1] === "x";
    } else if (found[1] === " " && !isReserved(number))
      tell(
        at + 1,
        `found Phase ${number} without a section, expected a heading \`### Phase ${number}: Name\``,
        number,
      );
  }
  const counted = lines.flatMap(({ text }, at) => (counts[at] ? [text] : [])).join("\n");
  const current = CURRENT.exec(counted) ?? CURRENT_TITLE.exec(counted);
  /** The one that the phases belong to; null: the file names none. */
  const milestone = current ? { version: current[1]!, name: fold(current[2]!) } : null;
  const title = (titleOf(lines) ?? "").replace(/^Roadmap\s*[:—–-]\s*/i, "");
  // Where all milestones have shipped there is no phase any more.
  if (phases.length + boxes === 0 && !/<details/i.test(source))
    tell(null, "found no phase, expected headings such as `### Phase 1: Name`");
  return {
    roadmap: { title, phases: phases.map((one) => one.phase), milestone },
    phases,
    problems,
  };
}

/** `line`: of its heading, from 1. */
export const emptyPhase = (number: PhaseNumber, name: string, line: number) => ({
  number,
  name: fold(name.replace(/\(INSERTED\)/i, "")),
  goal: "",
  /** What can be observed once it is done, in order. */
  criteria: [] as string[],
  /** Ids of requirements. */
  requirements: [] as string[],
  /** Numbers of phases that have to be done before it. */
  depends_on: [] as PhaseNumber[],
  risk: null as string | null,
  /** Its box is ticked. */
  done: false,
  line,
});

/** Whether what stands under a heading tells a goal, as a phase does. */
function hasGoal(lines: readonly Line[], at: number): boolean {
  const next = lines.findIndex(({ heading }, index) => index > at && heading !== null);
  return lines
    .slice(at + 1, next < 0 ? lines.length : next)
    .some(
      ({ kind, text }) => kind === "plain" && /^goal$/i.test(fold(LABEL.exec(text)?.[1] ?? "")),
    );
}

/**
 * What the labels of a phase's section say: what stands behind each, and below it up to an empty
 * line or a list.
 */
function fill({ phase, from, to }: PlacedPhase, lines: readonly Line[], tell: Tell): void {
  const labels = new Map<string, { at: number; text: string }>();
  let open: { text: string } | null = null;
  for (let at = from + 1; at < to; at++) {
    const { kind, text, heading } = lines[at]!;
    const isBroken = kind === "plain" && OPEN_BOLD.test(text) && lines[at + 1]?.kind === "plain";
    const label =
      kind === "plain"
        ? LABEL.exec(isBroken ? `${text} ${lines[at + 1]!.text.trim()}` : text)
        : null;
    if (label !== null && isBroken) at++;
    if (label !== null) {
      const name = fold(label[1]!.replace(/\([^()]*\)/, "")).toLowerCase();
      open = { text: label[2]! };
      if (!labels.has(name)) labels.set(name, Object.assign(open, { at }));
    } else if (kind !== "plain" || heading !== null || END_OF_LABEL.test(text) || ITEM.test(text))
      open = null;
    else if (open !== null) open.text += ` ${text}`;
  }
  const value = (label: string): string => fold(labels.get(label)?.text ?? "");
  phase.goal = value("goal");
  phase.risk = value("risk") || null;
  const criteria = labels.get("success criteria")?.at;
  if (criteria !== undefined) {
    const next = [...labels.values()].find(({ at }) => at > criteria)?.at ?? to;
    const { items } = itemsOf(lines.slice(criteria + 1, next));
    const numbered = items.filter(({ number }) => number !== null);
    phase.criteria = (numbered.length > 0 ? numbered : items).flatMap(({ text }) =>
      text === "" ? [] : text,
    );
  }
  const ids = value("requirements")
    .slice(0, MAX_LIST)
    .replace(/[[\]*`]|\([^()]*\)/g, "")
    .replace(ID_RANGE, idsOfRange);
  for (const id of ids.split(",").map(fold)) {
    if (/^\S*\d\S*$/.test(id)) phase.requirements.push(id);
    else if (id !== "" && !/^(?:none|nothing|tbd|n\/a|[-—–]$)/i.test(id))
      tell(
        labels.get("requirements")!.at + 1,
        `Requirements: found ${id}, expected ids such as AUTH-01`,
        phase.number,
      );
  }
  phase.depends_on = numbersIn(value("depends on").slice(0, MAX_LIST)).filter((one) => one !== "0");
}

/** Writing of `ROADMAP.md`: a new one, and changes that leave all else byte for byte. Pure. */

/** What a new phase says of itself. */
export type NewPhase = Omit<RoadmapPhase, "done" | "line">;

const phaseTitle = ({ number, name }: Pick<NewPhase, "number" | "name">): string =>
  `Phase ${plainNumber(number)}: ${inline(name)}${number.includes(".") ? " (INSERTED)" : ""}`;

/** The line with a phase's box. */
export const phaseLine = (phase: Pick<NewPhase, "number" | "name" | "goal">): string =>
  `- [ ] **${phaseTitle(phase)}** - ${inline(phase.goal)}`;

/** The section of a phase: its heading, and what stands under it. The colon stands within the bold: so all of GSD's tools read it. */
export const phaseSection = (phase: NewPhase): [heading: string, lines: string[]] => [
  `### ${phaseTitle(phase)}`,
  [
    `**Goal:** ${inline(phase.goal)}`,
    `**Depends on:** ${phase.depends_on.map((one) => `Phase ${plainNumber(one)}`).join(", ") || "Nothing"}`,
    ...(phase.requirements.length === 0
      ? []
      : [`**Requirements:** ${phase.requirements.join(", ")}`]),
    ...(phase.risk === null ? [] : [`**Risk:** ${inline(phase.risk)}`]),
    "**Success Criteria** (what must be TRUE):",
    "",
    ...phase.criteria.map((one, at) => `  ${at + 1}. ${entry(one)}`),
  ],
];

/** Ticks a phase's box, or takes the tick back. `date`: of the completion, `2026-01-31`; null where it is not said. */
export const setPhaseDone = (
  text: string,
  number: PhaseNumber,
  done: boolean,
  date: string | null = null,
): string =>
  withLines(text, (lines) => {
    const { phases } = placeRoadmap(text, "");
    const placed = phases.find(({ phase }) => samePhase(phase.number, number));
    if (placed === undefined)
      throw new CannotEdit(`Phase ${plainNumber(number)}: found no section of it, expected one`);
    const { phase, boxes } = placed;
    if (done === phase.done) return;
    if (boxes.length === 0) {
      // As GSD leaves a phase that it inserts; a roadmap by milestones may have no list at all: it begins before the sections.
      const last = Math.max(...phases.flatMap((one) => one.boxes));
      const line = withBox(phaseLine(phase), done);
      if (last >= 0) lines.splice(last + 1, 0, line);
      else lines.splice(phases[0]!.from, 0, line, "");
    }
    for (const box of boxes) {
      const plain = withBox(lines[box]!, done).replace(
        /[ \t]*(?:\(completed [^()]*\)|[—–-] completed [\d-]+)[ \t]*$/i,
        "",
      );
      lines[box] = done && date !== null ? `${plain} (completed ${date})` : plain;
    }
  });
