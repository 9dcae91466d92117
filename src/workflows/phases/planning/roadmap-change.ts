import { someOf } from "../../../text.ts";
import { PHASES, PLANNING, REQUIREMENTS, ROADMAP, STATE } from "../paths.ts";
import { slugOf } from "../phase-found.ts";
import { type EditLine, joinLines, putLines, splitLines } from "./edit-lines.ts";
import { cellsOf, findTable, rowText } from "./edit-table.ts";
import { splitFrontMatter } from "./front-matter.ts";
import type { PhaseNumber, Problem } from "./model.ts";
import { folderNumber, isReserved } from "./names.ts";
import { byNumber, plainNumber, samePhase, twoDigits } from "./numbers.ts";
import { numbersIn, type PlacedPhase, type PlacedRoadmap, placeRoadmap } from "./roadmap.ts";
import { setTraceability } from "./write-requirements.ts";
import { type NewPhase, phaseLine, phaseSection, progressRow } from "./write-roadmap.ts";

/** What a change of the phases' order comes to: which folders and files are moved, and which texts say what then. Pure. */

export type RoadmapChange =
  /** Behind a phase, with a decimal number; behind all of them where `after` is null. */
  | { kind: "insert"; after: PhaseNumber | null; phase: Omit<NewPhase, "number"> }
  | { kind: "remove"; phase: PhaseNumber }
  /** Before another phase; behind all of them where `before` is null. Its decimal phases go with it. */
  | { kind: "move"; phase: PhaseNumber; before: PhaseNumber | null };

/** Whether phases lose their numbers, so that each file that names them is read; a new one comes behind, and changes none. */
export const renames = ({ kind }: RoadmapChange): boolean => kind !== "insert";

/** What a change is made of: paths relative to the project. */
export interface RoadmapFiles {
  /** Files at the top of `.planning` and, where a phase loses its number, markdown below `phases`, by path. */
  texts: ReadonlyMap<string, string>;
  /** Folders below `.planning/phases` and `.planning/removed`. */
  folders: readonly string[];
  /** Where a phase loses its number, all files that lie in those of phases. */
  files: readonly string[];
}

interface Moved {
  from: string;
  to: string;
}

export interface RoadmapMoves {
  /** The phase that is new, or was moved, by its new number; the one that was removed by its old one. */
  phase: PhaseNumber;
  /** Numbers of phases that have changed. */
  numbers: Moved[];
  /** All at once: two of them may change places. */
  folders: Moved[];
  /** Within folders that are moved already. */
  files: Moved[];
  /** Whole files, where they are then. */
  texts: { path: string; text: string }[];
  /** Ids of requirements that no phase has any more. */
  unmapped: string[];
}

type Planned = { ok: true; moves: RoadmapMoves } | { ok: false; problems: Problem[] };

/** Folders of phases that were taken off the roadmap: nothing is lost. */
export const REMOVED = `${PLANNING}/removed`;

/** A phase as the roadmap or a folder has it. `fixed`: something was done in it, so that commits have its number. */
interface Known {
  number: PhaseNumber;
  fixed: boolean;
  why: string;
}

class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.problem);
  }
}
const refuse = (problem: string, line: number | null = null, file = ROADMAP): never => {
  throw new Refused({ file, line, problem });
};

const whole = (number: PhaseNumber): string => plainNumber(number).split(".")[0]!;
const nameIn = (path: string): string => path.split("/").at(-1)!;
const numberOf = (folder: string): PhaseNumber | null => folderNumber(nameIn(folder));

/** What a change comes to; problems where it cannot be made: then nothing is to be changed. */
export function planChange(files: RoadmapFiles, change: RoadmapChange): Planned {
  const text = files.texts.get(ROADMAP);
  if (text === undefined)
    return {
      ok: false,
      problems: [{ file: ROADMAP, line: null, problem: "it is missing, expected the project's phases" }],
    };
  const placed = placeRoadmap(text, ROADMAP);
  const { problems, phases } = placed;
  const doubled = doubledProblems(phases, files.folders);
  if (problems.length + doubled.length > 0) return { ok: false, problems: [...problems, ...doubled] };
  try {
    const moves =
      change.kind === "insert"
        ? inserted(files, text, placed, change)
        : change.kind === "remove"
          ? removed(files, placed, change.phase)
          : moved(files, placed, change.phase, change.before);
    return { ok: true, moves };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problems: [error.problem] };
    throw error;
  }
}

/** Numbers that two phases of the roadmap have, or two folders: each names both. */
function doubledProblems(phases: readonly PlacedPhase[], folders: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const lines = new Map<PhaseNumber, number>();
  for (const { phase } of phases) {
    const number = plainNumber(phase.number);
    const first = lines.get(number);
    if (first === undefined) lines.set(number, phase.line);
    else
      problems.push({
        file: ROADMAP,
        line: phase.line,
        problem: `found Phase ${phase.number} once more (first in line ${first}), expected it once`,
      });
  }
  const names = new Map<PhaseNumber, string>();
  for (const folder of folders) {
    const number = folder.startsWith(`${PHASES}/`) ? numberOf(folder) : null;
    if (number === null) continue;
    const first = names.get(number);
    if (first === undefined) names.set(number, nameIn(folder));
    else
      problems.push({
        file: PHASES,
        line: null,
        problem: `found ${first} and ${nameIn(folder)} with the number ${number}, expected one folder for it`,
      });
  }
  return problems;
}

/**
 * Numbers that are missing between phases of a roadmap, each with the line of the phase behind it: such a roadmap works, and
 * its next change closes the gap where it can.
 */
export function missingNumbers(phases: readonly { number: PhaseNumber; line: number }[]): Problem[] {
  const wholes = phases.filter((one) => !one.number.includes(".")).toSorted((a, b) => byNumber(a.number, b.number));
  return wholes.slice(1).flatMap(({ number, line }, at): Problem[] => {
    const before = Number(wholes[at]!.number);
    if (Number(number) <= before + 1) return [];
    return [
      { file: ROADMAP, line, problem: `found Phase ${number} behind Phase ${before}, expected Phase ${before + 1}` },
    ];
  });
}

function knownPhases(files: RoadmapFiles, { phases, bare }: PlacedRoadmap): Known[] {
  const worked = new Map<PhaseNumber, string>();
  for (const path of files.files) {
    if (!/(?:SUMMARY|VERIFICATION)\.md$/.test(path)) continue;
    const number = numberOf(path.split("/").slice(0, 3).join("/"));
    if (number !== null && !worked.has(number)) worked.set(number, path);
  }
  const known = phases.map(({ phase: { number, done } }): Known => {
    const file = worked.get(number);
    return { number, fixed: done || file !== undefined, why: done ? "it is done" : `there is ${file} already` };
  });
  return [...known, ...bare.map(({ number }) => ({ number, fixed: true, why: "it is done" }))];
}

/** The phase of that number. */
function found(phases: readonly PlacedPhase[], number: PhaseNumber): PlacedPhase {
  const one = phases.find(({ phase }) => samePhase(phase.number, number));
  const numbers = phases.map(({ phase }) => phase.number);
  return one ?? refuse(`found no Phase ${plainNumber(number)}, expected one of ${someOf(numbers, 20) || "none"}`);
}

/** Numbers that phases of this or an earlier milestone have, in the roadmap or as a folder. */
function usedNumbers(files: RoadmapFiles, text: string): PhaseNumber[] {
  const named = [...text.matchAll(/^[ \t]*(?:#{2,4}|[-*+])[ \t].*?\bPhase[ \t]+(\d{1,4}(?:\.\d{1,3})*)/gim)].map(
    (one) => one[1]!,
  );
  const folders = files.folders.flatMap((one) => (one.startsWith(`${PHASES}/`) ? (numberOf(one) ?? []) : []));
  return [...named, ...folders].map(plainNumber).filter((one) => !isReserved(one));
}

function inserted(
  files: RoadmapFiles,
  text: string,
  placed: PlacedRoadmap,
  { after, phase }: Extract<RoadmapChange, { kind: "insert" }>,
): RoadmapMoves {
  const { phases } = placed;
  if (phases.length === 0) refuse("found no phase with a section, expected one to put another behind");
  const used = usedNumbers(files, text);
  const before = after === null ? null : whole(found(phases, after).phase.number);
  const decimals = used.filter((one) => one.startsWith(`${before}.`)).map((one) => Number(one.split(".")[1]));
  const number =
    before === null
      ? String(1 + Math.max(...used.map((one) => Number(whole(one)))))
      : `${before}.${1 + Math.max(0, ...decimals)}`;
  for (const one of phase.depends_on) {
    found(phases, one);
    if (byNumber(one, number) >= 0)
      refuse(`found that the new Phase ${number} depends on Phase ${one}, expected earlier ones`);
  }
  return {
    ...{ phase: number, numbers: [], folders: [], files: [], unmapped: [] },
    texts: [
      { path: ROADMAP, text: withPhase(text, placed, { ...phase, number }) },
      // GSD has a folder for each phase; git keeps none that is empty.
      { path: `${PHASES}/${twoDigits(number)}-${slugOf(phase.name)}/.gitkeep`, text: "" },
    ],
  };
}

/** The roadmap with one phase more: its box, its section and its row, each behind those of the phase before it. */
function withPhase(text: string, { phases, lines: read }: PlacedRoadmap, phase: NewPhase): string {
  const lines = splitLines(text);
  const earlier = phases.filter((one) => byNumber(one.phase.number, phase.number) < 0);
  const previous = (earlier.length > 0 ? earlier : phases)
    .toSorted((a, b) => byNumber(a.phase.number, b.phase.number))
    .at(-1)!;
  // From the end of the file on, so that places before stay what they are.
  const table = findTable(lines, ["phase", "plans complete", "status"], (at) => read[at]?.kind === "plain");
  const row = table?.rows.findLast((at) => byNumber(rowNumber(lines[at]!.text) ?? "9999", phase.number) < 0);
  const cells = cellsOf(progressRow(phase));
  const made = table?.columns.map(
    (name) => ({ phase: cells[0]!, "plans complete": cells[1]!, status: cells[2]! })[name] ?? "-",
  );
  let end = previous.to;
  while (end > previous.from + 1 && lines[end - 1]!.text.trim() === "") end--;
  const level = "#".repeat(read[previous.from]!.heading!.level);
  const section = phaseSection(phase);
  const box = earlier
    .flatMap((one) => one.boxes)
    .toSorted((a, b) => a - b)
    .at(-1);
  const puts: { at: number; texts: string[] }[] = [
    { at: end, texts: ["", section[0]!.replace(/^#+/, level), ...section.slice(1)] },
    ...(row === undefined ? [] : [{ at: row + 1, texts: [rowText(made!)] }]),
    ...(box === undefined ? [] : [{ at: box + 1, texts: [phaseLine(phase)] }]),
  ];
  for (const { at, texts } of puts.toSorted((a, b) => b.at - a.at)) putLines(lines, at, 0, texts);
  return joinLines(lines);
}

const ROW_NUMBER = /^((?:Phase[ \t]+)?)(\d{1,4}(?:\.\d{1,3})*)(?=[.:\s]|$)/i;
function rowNumber(row: string): PhaseNumber | null {
  const number = ROW_NUMBER.exec(cellsOf(row)[0] ?? "")?.[2];
  return number === undefined ? null : plainNumber(number);
}

function removed(files: RoadmapFiles, placed: PlacedRoadmap, number: PhaseNumber): RoadmapMoves {
  const { phase } = found(placed.phases, number);
  const known = knownPhases(files, placed);
  const own = known.find((one) => samePhase(one.number, phase.number))!;
  if (placed.phases.length === 1)
    refuse(`found Phase ${phase.number} alone, expected another one beside it; insert that first`, phase.line);
  if (own.fixed)
    refuse(`found Phase ${phase.number}, and ${own.why}; expected one that nothing was done in`, phase.line);
  const inner = known.filter((one) => whole(one.number) === phase.number && one.number !== phase.number);
  if (!phase.number.includes(".") && inner.length > 0)
    refuse(
      `found Phase ${phase.number} with ${inner.map((one) => one.number).join(", ")} behind it; expected those to be removed first`,
      phase.line,
    );
  const rest = known.filter((one) => one !== own);
  const isDecimal = phase.number.includes(".");
  const pool = known
    .map((one) => one.number)
    .filter((one) => one.includes(".") === isDecimal && (!isDecimal || whole(one) === whole(phase.number)));
  const order = pool.filter((one) => one !== phase.number).toSorted(byNumber);
  const numbers = numbersFor(order, pool.toSorted(byNumber), rest);
  return { phase: phase.number, ...movesOf(files, placed, { numbers, gone: phase.number }) };
}

function moved(
  files: RoadmapFiles,
  placed: PlacedRoadmap,
  number: PhaseNumber,
  before: PhaseNumber | null,
): RoadmapMoves {
  const { phases } = placed;
  const one = found(phases, number).phase.number;
  const other = before === null ? null : found(phases, before).phase.number;
  if (one.includes(".") || other?.includes("."))
    refuse(
      `found a decimal phase, expected whole ones: Phase ${one} ${one.includes(".") ? "belongs to the phase that it is in" : "can be before a whole one"}`,
    );
  const known = knownPhases(files, placed);
  const pool = [...new Set(known.map((each) => whole(each.number)))].toSorted(byNumber);
  const others = pool.filter((each) => each !== one);
  const at = other === null || other === one ? others.length : others.indexOf(other);
  const order = other === one ? pool : [...others.slice(0, at), one, ...others.slice(at)];
  const numbers = numbersFor(order, pool, known);
  return { phase: numbers.get(one) ?? one, ...movesOf(files, placed, { numbers, gone: null }) };
}

/** New numbers of the phases that get one: the n-th of an order has the n-th of the numbers; decimal ones follow theirs. */
function numbersFor(
  order: readonly PhaseNumber[],
  pool: readonly PhaseNumber[],
  known: readonly Known[],
): Map<PhaseNumber, PhaseNumber> {
  const numbers = new Map<PhaseNumber, PhaseNumber>();
  for (const [at, old] of order.entries()) {
    if (old === pool[at]) continue;
    numbers.set(old, pool[at]!);
    if (old.includes(".")) continue;
    for (const { number } of known)
      if (number.startsWith(`${old}.`)) numbers.set(number, `${pool[at]}${number.slice(old.length)}`);
  }
  const fixed = known.find((one) => one.fixed && numbers.has(one.number));
  if (fixed !== undefined)
    refuse(
      `found that Phase ${fixed.number} would become Phase ${numbers.get(fixed.number)}, and ${fixed.why}; expected a change behind all that was begun`,
    );
  return numbers;
}

interface Renumbering {
  numbers: ReadonlyMap<PhaseNumber, PhaseNumber>;
  /** The phase that is taken off; null: none. */
  gone: PhaseNumber | null;
}

function movesOf(
  files: RoadmapFiles,
  placed: PlacedRoadmap,
  { numbers, gone }: Renumbering,
): Omit<RoadmapMoves, "phase"> {
  const { phases } = placed;
  const own = gone === null ? null : found(phases, gone).phase;
  const newNumber = (number: PhaseNumber): PhaseNumber => numbers.get(number) ?? number;
  const dependsOn = new Map(
    phases.map(({ phase }) => [
      phase.number,
      [...new Set(phase.depends_on.flatMap((one) => (one === gone ? own!.depends_on : [one])).map(newNumber))],
    ]),
  );
  for (const { phase } of phases) {
    const late =
      phase.number === gone
        ? undefined
        : dependsOn.get(phase.number)!.find((one) => byNumber(one, newNumber(phase.number)) >= 0);
    if (late !== undefined && numbers.size > 0)
      refuse(
        `found that Phase ${phase.number} (${phase.name}) would be Phase ${newNumber(phase.number)} and depend on Phase ${late}; expected it behind what it depends on`,
        phase.line,
      );
  }
  const folders = folderMoves(files, numbers, gone);
  const names = new Map(
    folders.filter((one) => one.to.startsWith(`${PHASES}/`)).map(({ from, to }) => [nameIn(from), nameIn(to)]),
  );
  const references = referencesIn(names, numbers);
  const texts: { path: string; text: string }[] = [];
  const renamed: Moved[] = [];
  for (const path of files.files) {
    const folder = folders.find((one) => path.startsWith(`${one.from}/`));
    const place = folder === undefined ? path : folder.to + path.slice(folder.from.length);
    const old = folder === undefined ? null : numberOf(folder.from);
    const to = old === null || !numbers.has(old) ? place : withFileNumber(place, old, newNumber(old));
    if (to !== place) renamed.push({ from: place, to });
    const before = files.texts.get(path);
    if (before === undefined || (folder !== undefined && !numbers.has(old!))) continue;
    const after = references(folder === undefined ? before : ownNumbers(before, old!, newNumber(old!)));
    if (after !== before) texts.push({ path: to, text: after });
  }
  const put = (path: string, edit: (before: string) => string): void => {
    const before = files.texts.get(path);
    const after = before === undefined ? undefined : edit(before);
    if (after !== undefined && after !== before) texts.push({ path, text: after });
  };
  put(ROADMAP, (before) => references(renumbered(before, placed, { numbers, gone }, dependsOn)));
  put(REQUIREMENTS, (before) => withTraceability(before, numbers, gone));
  put(STATE, (before) => references(withStateNumber(before, numbers)));
  const mapped = new Set(
    phases.filter(({ phase }) => phase.number !== gone).flatMap(({ phase }) => phase.requirements),
  );
  return {
    numbers: [...numbers].map(([from, to]) => ({ from, to })),
    ...{ folders, files: renamed, texts },
    unmapped: own?.requirements.filter((id) => !mapped.has(id)) ?? [],
  };
}

/** Folders of phases with a new number, and that of the phase that is gone. */
function folderMoves({ folders }: RoadmapFiles, numbers: Renumbering["numbers"], gone: PhaseNumber | null): Moved[] {
  const own = folders.filter((one) => one.startsWith(`${PHASES}/`));
  const moves = own.flatMap((from): Moved[] => {
    const number = numberOf(from);
    if (number === null) return [];
    if (number === gone) return [{ from, to: freePlace(`${REMOVED}/${nameIn(from)}`, folders) }];
    const to = numbers.get(number);
    return to === undefined ? [] : [{ from, to: `${PHASES}/${twoDigits(to)}${nameIn(from).replace(/^[\d.]+/, "")}` }];
  });
  const leaving = new Set(moves.map((one) => one.from));
  for (const { from, to } of moves) {
    const there = own.find(
      (one) => !leaving.has(one) && numberOf(one) !== null && samePhase(numberOf(one)!, numberOf(to)!),
    );
    if (to.startsWith(`${PHASES}/`) && there !== undefined)
      refuse(
        `found ${nameIn(there)} where ${nameIn(from)} would become ${nameIn(to)}, and the roadmap has no such phase; expected no folder of that number`,
        null,
        PHASES,
      );
  }
  return moves;
}

function freePlace(path: string, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const place = count === 1 ? path : `${path}-${count}`;
    if (!taken.includes(place)) return place;
  }
}

/** `02-01-PLAN.md` in a folder that was 02 and is 03. */
function withFileNumber(path: string, old: PhaseNumber, to: PhaseNumber): string {
  const parts = path.split("/");
  const name = /^(\d{1,4}(?:\.\d{1,3})*)(-.*)$/.exec(parts[3] ?? "");
  if (name === null || !samePhase(name[1]!, old)) return path;
  return [...parts.slice(0, 3), `${twoDigits(to)}${name[2]}`, ...parts.slice(4)].join("/");
}

/** Written as the old one was: with a zero in front, or without. */
const inForm = (written: string, to: PhaseNumber): string => (/^0\d/.test(written) ? twoDigits(to) : plainNumber(to));

const FILE = /(?<![\w.-])(\d{1,4}(?:\.\d{1,3})*)-((?:\d{1,4}-)?(?:[a-z0-9-]+-)?[A-Z][A-Z-]*\.md)(?!\w)/g;
const FOLDER = /(?<![\w.-])(\d{1,4}(?:\.\d{1,3})*-[\w-]*\w)(?![\w-])/g;

/** A text with the names of files and folders as they are then, all at once: some change places. */
function referencesIn(names: ReadonlyMap<string, string>, numbers: Renumbering["numbers"]): (text: string) => string {
  const either = new RegExp(`${FILE.source}|${FOLDER.source}`, "g");
  return (text) =>
    text.replace(either, (all: string, number?: string, rest?: string) => {
      if (number === undefined) return names.get(all) ?? all;
      const to = numbers.get(plainNumber(number));
      return to === undefined ? all : `${twoDigits(to)}-${rest}`;
    });
}

/** What a file in a phase's folder says of its own number: in its front matter, and in its title. */
function ownNumbers(text: string, old: PhaseNumber, to: PhaseNumber): string {
  const lines = splitLines(text);
  const { yaml, bodyLine } = splitFrontMatter(text);
  let inDepends = false;
  for (let at = 1; yaml !== null && at < bodyLine - 1; at++) {
    const line = lines[at]!;
    if (/^[\w-]/.test(line.text)) inDepends = /^depends_on[ \t]*:/.test(line.text);
    if (inDepends)
      line.text = line.text.replace(/(?<![\w.-])(\d{1,4}(?:\.\d{1,3})*)(?=-\d{1,4}(?![\w.]*\d))/g, (all) =>
        samePhase(all, old) ? twoDigits(to) : all,
      );
    line.text = line.text.replace(
      /^(phase[ \t]*:[ \t]*["']?)(\d{1,4}(?:\.\d{1,3})*)(?=["' \t]*(?:#.*)?$)/,
      (all, label: string, number: string) => (samePhase(number, old) ? label + inForm(number, to) : all),
    );
  }
  const title = lines.find((line, at) => at >= bodyLine - 1 && /^#[ \t]/.test(line.text));
  if (title !== undefined)
    title.text = title.text.replace(
      /^(#[ \t]+Phase[ \t]+)(\d{1,4}(?:\.\d{1,3})*)/i,
      (all, label: string, number: string) => (samePhase(number, old) ? label + inForm(number, to) : all),
    );
  return joinLines(lines);
}

/** Which phase each requirement belongs to. */
const withTraceability = (text: string, numbers: Renumbering["numbers"], gone: PhaseNumber | null): string => {
  const edited = setTraceability(text, (cell) => {
    const left = cell
      .split(",")
      .map((one) => one.trim())
      .filter((one) => gone === null || !numbersIn(one).includes(gone))
      .map((one) => one.replace(/\d{1,4}(?:\.\d{1,3})*/g, (all) => inForm(all, numbers.get(plainNumber(all)) ?? all)));
    const next = left.join(", ") || "-";
    return next === cell ? null : next;
  });
  return edited.ok ? edited.text : text;
};

const withStateNumber = (text: string, numbers: Renumbering["numbers"]): string =>
  text.replace(
    /^([ \t]*(?:\*\*)?(?:Phase:(?:\*\*)?|current_phase:)[ \t]*["']?)(\d{1,4}(?:\.\d{1,3})*)/gm,
    (all, label: string, number: string) => {
      const to = numbers.get(plainNumber(number));
      return to === undefined ? all : label + inForm(number, to);
    },
  );

/** The roadmap with its phases' new numbers, in their new order, without the one that is gone. */
function renumbered(
  text: string,
  { phases, lines: read }: PlacedRoadmap,
  { numbers, gone }: Renumbering,
  dependsOn: ReadonlyMap<PhaseNumber, PhaseNumber[]>,
): string {
  const lines = splitLines(text);
  const drop = new Set<number>();
  const table = findTable(lines, ["phase", "status"], (at) => read[at]?.kind === "plain");
  const rows = (table?.rows ?? []).flatMap((at) => {
    const number = rowNumber(lines[at]!.text);
    return number === null ? [] : [{ at, number }];
  });
  for (const one of phases) {
    const { phase, from, to, boxes } = one;
    if (phase.number === gone) {
      for (const at of boxes) drop.add(at);
      // At the end of the file its last line end stays, and the empty lines before the section go.
      const isLast = to === lines.length && lines.at(-1)!.text === "";
      for (let at = from; at < to - (isLast ? 1 : 0); at++) drop.add(at);
      for (let at = from - 1; isLast && at > 0 && lines[at]!.text.trim() === ""; at--) drop.add(at);
      continue;
    }
    const number = numbers.get(phase.number);
    setDepends(lines, one, dependsOn.get(phase.number)!);
    if (number === undefined) continue;
    for (const at of [from, ...boxes]) setNumber(lines[at]!, phase.number, number);
    for (let at = from + 1; at < to; at++)
      if (read[at]!.kind === "plain") setPlanNumber(lines[at]!, phase.number, number);
  }
  for (const { at, number } of rows) {
    if (number === gone) drop.add(at);
    const to = numbers.get(number);
    const cell = cellsOf(lines[at]!.text)[0] ?? "";
    if (to !== undefined)
      lines[at]!.text = lines[at]!.text.replace(cell, () =>
        cell.replace(ROW_NUMBER, (_, label: string, written: string) => label + inForm(written, to)),
      );
  }
  const changed = phases.filter((one) => numbers.has(one.phase.number));
  const hasBoxes = changed.every((one) => one.boxes.length === 1);
  const newNumber = (one: PhaseNumber): PhaseNumber => numbers.get(one)!;
  const blocks = changed.map((one) => ({
    from: one.from,
    to: endOfSection(one, lines),
    number: newNumber(one.phase.number),
  }));
  const slots = [
    blocks,
    hasBoxes
      ? changed.map((one) => ({ from: one.boxes[0]!, to: one.boxes[0]! + 1, number: newNumber(one.phase.number) }))
      : [],
    rows
      .filter((one) => numbers.has(one.number))
      .map(({ at, number }) => ({ from: at, to: at + 1, number: newNumber(number) })),
  ];
  return joinLines(inNewOrder(lines, drop, slots));
}

function endOfSection({ from, to }: PlacedPhase, lines: readonly EditLine[]): number {
  let end = to;
  while (end > from + 1 && lines[end - 1]!.text.trim() === "") end--;
  return end;
}

interface Slot {
  from: number;
  to: number;
  number: PhaseNumber;
}

/** Lines with the contents of the slots of each group in the order of their numbers, and without those that are dropped. */
function inNewOrder(lines: readonly EditLine[], drop: ReadonlySet<number>, groups: readonly Slot[][]): EditLine[] {
  const filled = new Map<number, Slot & { by: Slot }>();
  for (const group of groups) {
    const places = group.toSorted((a, b) => a.from - b.from);
    const contents = group.toSorted((a, b) => byNumber(a.number, b.number));
    for (const [at, place] of places.entries()) filled.set(place.from, { ...place, by: contents[at]! });
  }
  const end = lines[0]?.end || "\n";
  const out: EditLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const slot = filled.get(at);
    if (slot === undefined) {
      if (!drop.has(at)) out.push(lines[at]!);
      at++;
      continue;
    }
    out.push(...lines.slice(slot.by.from, slot.by.to).map((line) => ({ ...line, end: line.end || end })));
    at = slot.to;
  }
  // A last line without an end is the last one still, or a new one is.
  if (lines.at(-1)?.end === "" && out.length > 0) out.at(-1)!.end = "";
  return out;
}

function setNumber(line: EditLine, old: PhaseNumber, to: PhaseNumber): void {
  line.text = line.text.replace(/(\bPhase[ \t]+)(\d{1,4}(?:\.\d{1,3})*)/gi, (all, label: string, number: string) =>
    samePhase(number, old) ? label + inForm(number, to) : all,
  );
}

/** A row such as `- [ ] 02-01: index`; names of files are changed with all others. */
function setPlanNumber(line: EditLine, old: PhaseNumber, to: PhaseNumber): void {
  line.text = line.text.replace(
    /^(\s*[-*+]\s+\[.\]\s+(?:\*\*|`)?)(\d{1,4}(?:\.\d{1,3})*)(?=-\d{1,4}(?![\w.-]*\.md)(?![\w.]*\d))/,
    (all, label: string, number: string) => (samePhase(number, old) ? label + twoDigits(to) : all),
  );
}

/** Says what a phase depends on, where that is another one than before. */
function setDepends(lines: EditLine[], { phase, labels }: PlacedPhase, depends: readonly PhaseNumber[]): void {
  const at = labels.get("depends on");
  if (at === undefined || depends.join() === phase.depends_on.join()) return;
  const value = depends.map((one) => `Phase ${one}`).join(", ") || "Nothing";
  lines[at]!.text = lines[at]!.text.replace(
    /^(\s*(?:[-*+]\s+)?\*\*[^*]*\*\*:?[ \t]*).*?([ \t]*\([^()]*\))?$/,
    (_, label: string, note = "") => `${label}${value}${note}`,
  );
}
