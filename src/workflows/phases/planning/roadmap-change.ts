import { dirname, join } from "node:path";
import { disk, makeFolders } from "../../../store/disk.ts";
import { someOf } from "../../../text.ts";
import { planCommits } from "../execute/history.ts";
import { PHASES, PLANNING, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { slugOf } from "../phase-found.ts";
import { endOf, rowText, tableIn, withLines } from "./edit.ts";
import { alone, isFolder, isSafe, namesIn, readText, writeBelow } from "./files.ts";
import type { PhaseNumber, Problem } from "./model.ts";
import { folderNumber, isReserved } from "./names.ts";
import { byNumber, plainNumber, planId, samePhase, twoDigits } from "./numbers.ts";
import { numbersIn, type PlacedPhase, type PlacedRoadmap, placeRoadmap } from "./roadmap.ts";
import { setTraceability } from "./write-requirements.ts";
import { type NewPhase, phaseLine, phaseSection, progressAt, rowNumber } from "./write-roadmap.ts";

/** Puts a phase into the roadmap, or takes one off. Numbers are stable: every other phase keeps its own. */

export type RoadmapChange =
  /** Behind a phase, with a decimal number; behind all of them where `after` is null. */
  | { kind: "insert"; after: PhaseNumber | null; phase: Omit<NewPhase, "number"> }
  | { kind: "remove"; phase: PhaseNumber };

interface Change {
  /** The phase that is new, or that was taken off. */
  phase: PhaseNumber;
  /** The folder of the phase that was taken off, and where it is kept. */
  folder: { from: string; to: string } | null;
  texts: { path: string; text: string }[];
  /** Ids of requirements that no phase has any more. */
  unmapped: string[];
}
type Changed = ({ ok: true } & Change) | { ok: false; problems: Problem[] };

/** What a change is made of; folders are names below their place. */
interface Files {
  roadmap: string;
  requirements: string | null;
  folders: string[];
  removed: string[];
  /** Names of the files in a phase's folder. */
  filesIn(folder: string): string[];
}

/** Folders of phases that were taken off the roadmap: nothing is lost. */
const REMOVED = `${PLANNING}/removed`;

class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.problem);
  }
}
const refuse = (problem: string, line: number | null = null): never => {
  throw new Refused({ file: ROADMAP, line, problem });
};

/** Inserts or removes a phase; where that cannot be, nothing is changed. Never throws. `root`: the project. */
export const changeRoadmap = (root: string, change: RoadmapChange): Changed =>
  alone(root, (): Changed => {
    const problems: Problem[] = [];
    const roadmap = readText(root, ROADMAP, problems);
    const requirements = readText(root, REQUIREMENTS, problems);
    const namesOf = (place: string): string[] =>
      isFolder(root, place, problems) ? namesIn(root, place, problems) : [];
    const filesIn = (folder: string): string[] => namesOf(`${PHASES}/${folder}`);
    const [folders, removed] = [namesOf(PHASES), namesOf(REMOVED)];
    if (roadmap === null && problems.length === 0)
      problems.push({ file: ROADMAP, line: null, problem: "it is missing, expected the project's phases" });
    if (roadmap === null || problems.length > 0) return { ok: false, problems };
    const placed = placeRoadmap(roadmap, ROADMAP);
    problems.push(...placed.problems, ...doubledProblems(placed.phases, folders));
    if (problems.length > 0) return { ok: false, problems };
    try {
      const files: Files = { roadmap, requirements, folders, removed, filesIn };
      const made = change.kind === "insert" ? inserted(files, placed, change) : takenOff(root, files, placed, change);
      const { folder, texts } = made;
      const places = [
        ...(folder === null ? [] : [`${folder.from}/x`, `${folder.to}/x`]),
        ...texts.map((one) => one.path),
      ];
      if (!places.every((path) => isSafe(root, path, problems))) return { ok: false, problems };
      // The folder goes first: a change that is broken off here ends when it is asked for again.
      if (folder !== null) {
        makeFolders(root, dirname(folder.to));
        disk.rename(join(root, folder.from), join(root, folder.to));
      }
      for (const { path, text } of texts) writeBelow(root, path, text);
      return { ok: true, ...made };
    } catch (error) {
      if (error instanceof Refused) return { ok: false, problems: [...problems, error.problem] };
      throw error;
    }
  });

/** Numbers that two phases of the roadmap have, or two folders: each names both. */
function doubledProblems(phases: readonly PlacedPhase[], folders: readonly string[]): Problem[] {
  const ofPhases = phases.flatMap(({ phase }, at): Problem[] => {
    const first = phases.findIndex((one) => samePhase(one.phase.number, phase.number));
    if (first === at) return [];
    const problem = `found Phase ${phase.number} once more (first in line ${phases[first]!.phase.line}), expected it once`;
    return [{ file: ROADMAP, line: phase.line, problem }];
  });
  const numbered = folders.filter((one) => folderNumber(one) !== null);
  const ofFolders = numbered.flatMap((name, at): Problem[] => {
    const number = folderNumber(name);
    const first = numbered.findIndex((one) => folderNumber(one) === number);
    if (first === at) return [];
    const problem = `found ${numbered[first]} and ${name} with the number ${number}, expected one folder for it`;
    return [{ file: PHASES, line: null, problem }];
  });
  return [...ofPhases, ...ofFolders];
}

/** The phase of that number. */
function found(phases: readonly PlacedPhase[], number: PhaseNumber): PlacedPhase {
  const one = phases.find(({ phase }) => samePhase(phase.number, number));
  const numbers = phases.map(({ phase }) => phase.number);
  return one ?? refuse(`found no Phase ${plainNumber(number)}, expected one of ${someOf(numbers, 20) || "none"}`);
}

const whole = (number: PhaseNumber): string => plainNumber(number).split(".")[0]!;

/** Numbers that phases of this or an earlier milestone have, in the roadmap or as a folder. */
function usedNumbers({ roadmap, folders }: Files): PhaseNumber[] {
  const heading = /^[ \t]*(?:#{2,4}|[-*+])[ \t].*?\bPhase[ \t]+(\d{1,4}(?:\.\d{1,3})*)/gim;
  const named = [...roadmap.matchAll(heading)].map((one) => one[1]!);
  return [...named, ...folders.flatMap((one) => folderNumber(one) ?? [])]
    .map(plainNumber)
    .filter((one) => !isReserved(one));
}

function inserted(
  files: Files,
  placed: PlacedRoadmap,
  { after, phase }: Extract<RoadmapChange, { kind: "insert" }>,
): Change {
  const { phases } = placed;
  if (phases.length === 0) refuse("found no phase with a section, expected one to put another behind");
  const used = usedNumbers(files);
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
  const texts = [
    { path: ROADMAP, text: withPhase(files.roadmap, placed, { ...phase, number }) },
    // GSD has a folder for each phase; git keeps none that is empty.
    { path: `${PHASES}/${twoDigits(number)}-${slugOf(phase.name)}/.gitkeep`, text: "" },
  ];
  return { phase: number, folder: null, texts, unmapped: [] };
}

/** The roadmap with one phase more: its box, its section and its row, each behind those of the phase before it. */
function withPhase(text: string, { phases }: PlacedRoadmap, phase: NewPhase): string {
  const earlier = phases.filter((one) => byNumber(one.phase.number, phase.number) < 0);
  const inOrder = (earlier.length > 0 ? earlier : phases).toSorted((a, b) => byNumber(a.phase.number, b.phase.number));
  const previous = inOrder.at(-1)!;
  return withLines(text, (lines) => {
    const end = endOf(lines, { at: previous.from, to: previous.to });
    const level = /^#+/.exec(lines[previous.from]!)![0];
    const [heading, ...section] = phaseSection(phase);
    const puts = [{ at: end, texts: ["", heading!.replace(/^#+/, level), ...section] }];
    const table = tableIn(lines, ["phase", "plans complete", "status"]);
    const row = table?.rows.findLast((at) => byNumber(rowNumber(lines[at]!) ?? "9999", phase.number) < 0);
    const cells: Record<string, string> = {
      phase: `${phase.number}. ${phase.name}`,
      "plans complete": "0/TBD",
      status: "Not started",
    };
    if (row !== undefined)
      puts.push({ at: row + 1, texts: [rowText(table!.columns.map((name) => cells[name] ?? "-"))] });
    const box = inOrder.findLast((one) => one.box !== null)?.box;
    if (typeof box === "number") puts.push({ at: box + 1, texts: [phaseLine(phase)] });
    // From the end of the file on, so that places before stay what they are.
    for (const { at, texts } of puts.toSorted((a, b) => b.at - a.at)) lines.splice(at, 0, ...texts);
  });
}

function takenOff(
  root: string,
  files: Files,
  placed: PlacedRoadmap,
  change: Extract<RoadmapChange, { kind: "remove" }>,
): Change {
  const { phases } = placed;
  const { phase } = found(phases, change.phase);
  const { number, line } = phase;
  const folder = files.folders.find((one) => folderNumber(one) === plainNumber(number));
  const names = folder === undefined ? [] : files.filesIn(folder);
  const worked = names.find((one) => /(?:SUMMARY|VERIFICATION)\.md$/.test(one));
  const why = phase.done ? "it is done" : worked && `there is ${PHASES}/${folder}/${worked} already`;
  if (phases.length === 1)
    refuse(`found Phase ${number} alone, expected another one beside it; insert that first`, line);
  if (why) refuse(`found Phase ${number}, and ${why}; expected one that nothing was done in`, line);
  const all = phases.map((one) => one.phase.number);
  const inner = all.filter((one) => one.startsWith(`${plainNumber(number)}.`));
  if (inner.length > 0)
    refuse(`found Phase ${number} with ${inner.join(", ")} behind it; expected those to be removed first`, line);
  const plans = names.flatMap((name) => {
    const plan = /^(\d{1,4}(?:\.\d{1,3})*)-(\d{1,4})-/.exec(name);
    return plan === null ? [] : planId(plan[1]!, Number(plan[2]));
  });
  const [begun] = planCommits(root, [...new Set(plans)]);
  if (begun !== undefined)
    refuse(
      `found commit ${begun.commit.slice(0, 12)} of plan ${begun.plan}, expected a phase that nothing was done in`,
    );
  const { requirements } = files;
  const mapped = new Set(phases.filter((one) => one.phase !== phase).flatMap((one) => one.phase.requirements));
  return {
    phase: number,
    folder:
      folder === undefined
        ? null
        : { from: `${PHASES}/${folder}`, to: `${REMOVED}/${freeName(folder, files.removed)}` },
    texts: [
      ...(requirements === null ? [] : [{ path: REQUIREMENTS, text: withoutTraces(requirements, number) }]),
      { path: ROADMAP, text: withoutPhase(files.roadmap, placed, number) },
    ],
    unmapped: phase.requirements.filter((id) => !mapped.has(id)),
  };
}

function freeName(name: string, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const free = count === 1 ? name : `${name}-${count}`;
    if (!taken.includes(free)) return free;
  }
}

/** Which phase each requirement belongs to, without the one that is gone. */
const withoutTraces = (text: string, gone: PhaseNumber): string =>
  setTraceability(text, (cell) => {
    const left = cell.split(",").filter((one) => !numbersIn(one).includes(gone));
    return left.map((one) => one.trim()).join(", ") || "-";
  });

/** The roadmap without a phase; who depended on it depends on what it did. */
function withoutPhase(text: string, { phases }: PlacedRoadmap, gone: PhaseNumber): string {
  const own = found(phases, gone);
  return withLines(text, (lines) => {
    const drop = new Set([own.box, progressAt(lines, gone)?.at]);
    for (let at = own.from; at < own.to; at++) drop.add(at);
    for (const { phase, labels } of phases) {
      const at = labels.get("depends on");
      if (at === undefined || !phase.depends_on.includes(own.phase.number)) continue;
      const depends = phase.depends_on.flatMap((one) => (one === own.phase.number ? own.phase.depends_on : [one]));
      lines[at] = `**Depends on:** ${[...new Set(depends)].map((one) => `Phase ${one}`).join(", ") || "Nothing"}`;
    }
    const left = lines.filter((_, at) => !drop.has(at));
    if (left.at(-1) !== "") left.push("");
    lines.splice(0, lines.length, ...left);
  });
}
