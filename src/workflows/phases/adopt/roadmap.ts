import { fold } from "../../../text.ts";
import { type Line, readMarkdown, titleOf } from "../../markdown.ts";
import { itemsOf } from "../../sections.ts";
import type { Tell } from "../planning/files.ts";
import type { PhaseNumber } from "../planning/model.ts";
import { byNumber, isReserved, numbersIn, plainNumber } from "../planning/numbers.ts";
import { versions } from "../planning/read.ts";
import type { PhaseFields, RoadmapFields } from "../planning/roadmap.ts";
import { type Adopted, isHeldIn, leftLines } from "./left-lines.ts";

/**
 * `ROADMAP.md` as GSD and versions before this one write it: for each phase a line with a box, and
 * a section with what it is about.
 */

/** A phase, and where in the file it stands. Lines from 0. */
interface PlacedPhase {
  phase: PhaseFields;
  /** Its heading, and the first line behind its section. */
  from: number;
  to: number;
}

const NUMBER = String.raw`\d{1,4}(?:\.\d{1,3})*`;
const HEADING = new RegExp(
  String.raw`^(?:\[[^\]]*\]\s*)?Phase\s+(${NUMBER})\s*(?:\([^)]*\)\s*)?:\s*(.*)$`,
  "i",
);
/** What stands around a phase's number in its heading, other than `(INSERTED)`. */
const REMARK = /^(\[[^\]]*\])|^.*?\d\s*(\((?!INSERTED\))[^)]*\))\s*:/i;
const MEANT = /^(?:\[[^\]]*\]\s*)?Phase\s+\d/i;
/** A phase whose number is missing, where it tells a goal: `## Phase Details` is none. */
const UNNUMBERED = /^(?:\[[^\]]*\]\s*)?Phase\b(?!s?\s+\d)/i;
/** With words before it, an entry only speaks of a phase. */
const BOX = new RegExp(
  String.raw`^\s*[-*+]\s+\[(.)\]\s\P{L}{0,40}(?:\[[^\]]{0,40}\]\P{L}{0,40})?Phase\s+(${NUMBER})(?=[:\s*(]|$):?\s*(.*)$`,
  "u",
);
/** A phase in a line or a row of its own, which is no heading: `**Phase 1: Setup**`. */
const IN_LINE = new RegExp(
  String.raw`^\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:\[.\]\s+)?[*_~]*Phase\s+(${NUMBER})(?=[:\s*(—–]|$)`,
  "i",
);
const IN_ROW = new RegExp(String.raw`^\s*\|\s*[*_]*(?:Phase\s+)?(${NUMBER})(?=[.:\s*|])`, "i");
const LABEL =
  /^\s*(?:[-*+]\s+)?\*\*([^*:]{1,60})(?::\*\*|\*\*(?:\s*\([^)]*\))?:)(?:\s*\([^)]*\):?)?[ \t]*(.*)$/;
/** Bold that goes on in the next line. */
const OPEN_BOLD = /^\s*(?:[-*+]\s+)?\*\*[^*]*$/;
/** A milestone, as an entry of a list or as a heading, with how far it is. */
const MILESTONE =
  /^\s*(?:[-*+]\s+|#+\s+)?(✅|🚧|🔄|📋)?\s*(?:\*\*)?(v\d+(?:\.\d+)*):?\s*([^*]*?)(?:\*\*|$)/u;
const ID_RANGE =
  /([A-Za-z][\w-]*-)(\d{1,6})\s*(?:through|thru|to|–|—|\.{2,3}|\s-\s)\s*(?:\1)?(\d{1,6})(?![\w-])/g;
/** A milestone that is at work, or not begun, also without a sign. */
const IN_PROGRESS = /🚧|🔄|\(in progress\)/iu;
const PLANNED = /📋|\(planned\)/iu;
/** Words that fields of a phase or a milestone stand for. */
const OTHERS =
  "goal risk depends on requirements success criteria what must be true phase phases inserted " +
  "nothing none tbd n a and to through thru first x completed in progress";
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

const newPhase = (number: PhaseNumber, name: string): PhaseFields => ({
  number,
  name: fold(name.replace(/\(INSERTED\)/i, "")),
  goal: "",
  criteria: [],
  requirements: [],
  depends_on: [],
  risk: undefined,
  done: false,
  completed: undefined,
});

const newest = (all: readonly string[]): string | null =>
  all.toSorted(versions.compare).at(-1) ?? null;

/** A roadmap that was read, and what only the person can say of it. */
export interface AdoptedRoadmap extends Adopted<RoadmapFields> {
  /** Phases that are open in a milestone before one that is over. */
  earlier: PhaseNumber[];
  /** Phases that were not understood, with their lines from 1. */
  unread: Map<PhaseNumber, number>;
}

/** `archived`: versions of milestones in the archive. Pure. */
export function adoptedRoadmap(
  source: string,
  tell: Tell,
  archived: readonly string[],
): AdoptedRoadmap {
  const lines = readMarkdown(source);
  const counts = counting(lines);
  const used = new Set<number>();
  const placed: PlacedPhase[] = [];
  for (const [at, { heading }] of lines.entries()) {
    if (heading === null || !counts[at]) continue;
    const isLevel = heading.level >= 2 && heading.level <= 4;
    const found = isLevel ? HEADING.exec(heading.title) : null;
    const before = placed.at(-1);
    const isNext =
      found !== null || heading.level <= (lines[before?.from ?? 0]!.heading?.level ?? 0);
    if (before?.to === -1 && isNext) before.to = at;
    const isMeant =
      MEANT.test(heading.title) || (UNNUMBERED.test(heading.title) && hasGoal(lines, at));
    if (isLevel && found === null && isMeant)
      tell(at + 1, `${JSON.stringify(heading.title)} is no phase: it has no number and name`);
    if (found === null) continue;
    const number = plainNumber(found[1]!);
    const isTwin = placed.some(({ phase }) => phase.number === number);
    if (isTwin) tell(at + 1, `Phase ${number} stands here again: the first one counts`);
    else if (!isReserved(number))
      placed.push({ phase: newPhase(number, found[2]!), from: at, to: -1 });
  }
  const milestones = lines.flatMap(({ text }, at) => {
    const [, mark, version, name] = (counts[at] && MILESTONE.exec(text)) || [];
    if (version === undefined) return [];
    const [, range = ""] = /\bPhases?\s+([\d.][\d.,\s–-]*)/i.exec(text) ?? [];
    return [{ at, mark, version, name: fold(name ?? ""), numbers: numbersIn(range), text }];
  });
  const current = milestones
    .filter(({ text }) => IN_PROGRESS.test(text))
    .toSorted((one, other) => versions.compare(one.version, other.version))
    .at(-1);
  const shipped = newest([
    ...milestones.filter(({ mark }) => mark === "✅").map(({ version }) => version),
    ...[...source.matchAll(/<summary>.*?\b(v\d+(?:\.\d+)*)/g)].map((one) => one[1]!),
    ...archived,
  ]);
  /** The milestone of a phase that stands in this line. */
  const milestoneOf = (number: PhaseNumber, line: number) =>
    milestones.findLast(({ at }) => at < line && lines[at]!.heading !== null) ??
    milestones.find(({ numbers }) => numbers.includes(number));
  const isBefore = ({ phase, from }: PlacedPhase): boolean => {
    const of = milestoneOf(phase.number, from);
    return of !== undefined && shipped !== null && versions.compare(of.version, shipped) < 0;
  };
  for (const one of placed) if (one.to < 0) one.to = lines.length;
  const boxes = lines.flatMap(({ text }, at) => {
    const number = counts[at] ? BOX.exec(text)?.[2] : undefined;
    return number === undefined ? [] : [milestoneOf(plainNumber(number), at)];
  });
  const withPhases = [
    ...placed.map(({ phase, from }) => milestoneOf(phase.number, from)),
    ...boxes,
  ];
  // Where the current one has no phases, the first of those that are planned is due.
  const due =
    current !== undefined && withPhases.includes(current)
      ? current
      : withPhases
          .flatMap((one) => (one !== undefined && PLANNED.test(one.text) ? [one] : []))
          .toSorted((one, other) => versions.compare(one.version, other.version))[0];
  const isLater = (number: PhaseNumber, line: number): boolean => {
    const of = milestoneOf(number, line);
    return (
      of !== undefined &&
      due !== undefined &&
      (due === current || PLANNED.test(of.text)) &&
      versions.compare(of.version, due.version) > 0
    );
  };
  const taken = placed.filter(({ phase: { number, name }, from }) => {
    if (!isLater(number, from)) return true;
    tell(from + 1, `Phase ${number} (${name}) is of a later milestone: it is not taken over yet`);
    return false;
  });
  for (const one of taken) {
    const { title } = lines[one.from]!.heading!;
    const remark = REMARK.exec(title);
    if (remark !== null) tell(one.from + 1, `"${remark[1] ?? remark[2]}" is left out`);
    used.add(one.from);
    fill(one, lines, tell, used);
  }
  const phases = taken.map(({ phase }) => phase);
  const inSection = (at: number): boolean => placed.some(({ from, to }) => at >= from && at < to);
  for (const [at, { text }] of lines.entries()) {
    const found = counts[at] && !inSection(at) ? BOX.exec(text) : null;
    if (found === null) continue;
    const [, mark = "", named = "", rest = ""] = found;
    const number = plainNumber(named);
    if (isReserved(number) || isLater(number, at)) continue;
    if (!/[ x]/.test(mark)) tell(at + 1, `the box [${mark}] of phase ${number} counts as ticked`);
    const isDone = mark !== " ";
    const known = phases.find((phase) => phase.number === number);
    const words = rest.replace(/^\([^)]*\):\s*/, "").replace(/\s*\(completed [^()]*\)\s*$/, "");
    const [, name = words, goal = ""] =
      /^(.*?)(?:\*\*\s*[-—–:]?\s*|\s+[-—–]\s+)(.*)$/.exec(words) ?? [];
    const date = isDone ? /\(completed (\d{4}-\d\d-\d\d)\)/.exec(rest)?.[1] : undefined;
    const phase = known ?? newPhase(number, name);
    phase.goal ||= fold(goal);
    if (known === undefined) {
      if (!isDone) tell(at + 1, `Phase ${number} has no section: its line is all there is of it`);
      phases.push(phase);
    }
    Object.assign(phase, { done: isDone, completed: date });
    // A line whose words are in no field stays.
    if (isHeldIn(text, [phase, named], OTHERS)) used.add(at);
  }
  const openPhases = taken.filter(({ phase }) => !phase.done);
  for (const one of openPhases) {
    const status = labelsIn(lines, one).get("status");
    if (status !== undefined && /^\W*(?:complete|done|verified|✅)/iu.test(status.text))
      tell(
        status.at[0]! + 1,
        `found the status ${fold(status.text)} and no ticked box: phase ${one.phase.number} is open`,
      );
  }
  /** Phases of a milestone that is over. */
  const over = new Set([
    ...milestones.flatMap(({ mark, numbers }) => (mark === "✅" ? numbers : [])),
    ...lines.flatMap(({ text }, at) =>
      counts[at]
        ? []
        : [...text.matchAll(/\bPhase\s+([\d.]*\d)/gi)].map((one) => plainNumber(one[1]!)),
    ),
  ]);
  const unread = new Map<PhaseNumber, number>();
  let head = "";
  for (const [at, { text }] of lines.entries()) {
    const isRow = /^\s*\|/.test(text);
    head = isRow ? head || text : "";
    const row = isRow && /phase/i.test(head) ? IN_ROW.exec(text) : null;
    const named = counts[at] ? (IN_LINE.exec(text) ?? row)?.[1] : undefined;
    const number = named === undefined ? "" : plainNumber(named);
    // What a table says of phases before the first one is history.
    const isEarlier =
      row !== null &&
      shipped !== null &&
      phases.length > 0 &&
      phases.every((one) => byNumber(number, one.number) < 0);
    const isKnown =
      over.has(number) ||
      isEarlier ||
      [...placed.map(({ phase }) => phase), ...phases].some((one) => one.number === number);
    if (number === "" || isKnown || isReserved(number) || isLater(number, at) || unread.has(number))
      continue;
    unread.set(number, at + 1);
    tell(
      at + 1,
      `${JSON.stringify(text.trim())} is no phase: expected "### Phase ${number}: <name>"`,
    );
  }
  const isOver = phases.length === 0;
  if (current !== undefined && !isOver && isHeldIn(current.text, current, OTHERS))
    used.add(current.at);
  const title = titleOf(lines) ?? "";
  const heading = lines.findIndex((line) => line.heading?.title === title);
  if (heading >= 0) used.add(heading);
  return {
    fields: {
      title: fold(title.replace(/^Roadmap\s*(?:[:—–-]\s*|$)/i, "")),
      overview: undefined,
      milestone:
        current && !isOver ? { version: current.version, name: nameOf(current.name) } : undefined,
      // What is over stands in the text.
      shipped: isOver && shipped !== null ? [] : undefined,
      phases,
    },
    ...leftLines(source, lines, used),
    unread,
    earlier: openPhases.filter(isBefore).map(({ phase }) => phase.number),
  };
}

/** A milestone's name without a remark on how far it is. */
const nameOf = (name: string): string => name.replace(/\s*\((?:in progress|planned)\)$/i, "");

/** Whether what stands under a heading tells a goal, as a phase does. */
function hasGoal(lines: readonly Line[], at: number): boolean {
  const next = lines.findIndex(({ heading }, index) => index > at && heading !== null);
  const below = lines.slice(at + 1, next < 0 ? lines.length : next);
  return (
    !below.some(({ text }) => IN_LINE.test(text)) &&
    below.some(
      ({ kind, text }) => kind === "plain" && /^goal$/i.test(fold(LABEL.exec(text)?.[1] ?? "")),
    )
  );
}

interface Label {
  /** Its lines. */
  at: number[];
  text: string;
}

/** What stands behind each label of a section, and below it up to an empty line or a list. */
function labelsIn(lines: readonly Line[], { from, to }: PlacedPhase): Map<string, Label> {
  const labels = new Map<string, Label>();
  let last: Label | null = null;
  for (let at = from + 1; at < to; at++) {
    const { kind, text, heading } = lines[at]!;
    const isBroken = kind === "plain" && OPEN_BOLD.test(text) && lines[at + 1]?.kind === "plain";
    const whole = isBroken ? `${text} ${lines[at + 1]!.text.trim()}` : text;
    const label = kind === "plain" ? LABEL.exec(whole) : null;
    if (label !== null) {
      const name = fold(label[1]!.replace(/\([^()]*\)/, "")).toLowerCase();
      last = { at: isBroken ? [at, at + 1] : [at], text: label[2]! };
      if (isBroken) at++;
      if (!labels.has(name)) labels.set(name, last);
    } else if (kind !== "plain" || heading !== null || END_OF_LABEL.test(text) || ITEM.test(text))
      last = null;
    else if (last !== null) {
      last.text += ` ${text}`;
      last.at.push(at);
    }
  }
  return labels;
}

/** What the labels of a phase's section say. `used`: gets the lines that they stand in. */
function fill(placed: PlacedPhase, lines: readonly Line[], tell: Tell, used: Set<number>): void {
  const { phase, to } = placed;
  const labels = labelsIn(lines, placed);
  /** Lines whose words may all be in fields. */
  const read: number[] = [];
  const value = (name: string): string => {
    const label = labels.get(name);
    read.push(...(label?.at ?? []));
    return fold(label?.text ?? "");
  };
  phase.goal = value("goal");
  phase.risk = value("risk") || undefined;
  const criteria = labels.get("success criteria")?.at.at(-1);
  if (criteria !== undefined) {
    value("success criteria");
    const next = [...labels.values()].find(({ at }) => at[0]! > criteria)?.at[0] ?? to;
    const { items } = itemsOf(lines.slice(criteria + 1, next));
    const numbered = items.filter(({ number }) => number !== null);
    const listed = numbered.length > 0 ? numbered : items;
    phase.criteria = listed.flatMap(({ text }) => (text === "" ? [] : text));
    for (let at = criteria + 1, isIn = true; at < next && isIn; at++) {
      isIn = /^\s*$|^\s+\S/.test(lines[at]!.text) || ITEM.test(lines[at]!.text);
      if (isIn) read.push(at);
    }
  }
  const ids = value("requirements")
    .slice(0, MAX_LIST)
    .replace(/[[\]*`]|\([^()]*\)/g, "")
    .replace(ID_RANGE, idsOfRange);
  for (const id of ids.split(",").map(fold)) {
    if (/^\S*\d\S*$/.test(id)) phase.requirements.push(id);
    else if (id !== "" && !/^(?:none|nothing|tbd|n\/a|[-—–]$)/i.test(id))
      tell(labels.get("requirements")!.at[0]! + 1, `"${id}" is no requirement's id`);
  }
  phase.depends_on = numbersIn(value("depends on").slice(0, MAX_LIST)).filter(
    (number) => number !== "0",
  );
  for (const at of read) if (isHeldIn(lines[at]!.text, phase, OTHERS)) used.add(at);
}
