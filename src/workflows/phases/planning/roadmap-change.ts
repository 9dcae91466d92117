import { rmdirSync } from "node:fs";
import { join } from "node:path";
import { removeFile } from "../../../store/disk.ts";
import { someOf } from "../../../text.ts";
import { PHASES, ROADMAP } from "../paths.ts";
import { slugOf } from "../phase-found.ts";
import { alone, applyAlone, isFolder, namesIn, put, readText } from "./files.ts";
import { type PhaseNumber, type Problem, problemIn } from "./model.ts";
import { isReserved, plainNumber, samePhase, twoDigits } from "./numbers.ts";
import { foldersOf } from "./read.ts";
import { type NewPhase, type PlacedPhase, placeRoadmap, withoutPhase, withPhase } from "./roadmap.ts";

/** Puts a phase into the roadmap, or takes one off. Numbers are stable: every other phase keeps its own. */

export type RoadmapChange =
  /** Behind a phase, with a decimal number; behind all of them where `after` is null. */
  | { kind: "insert"; after: PhaseNumber | null; phase: Omit<NewPhase, "number"> }
  | { kind: "remove"; phase: PhaseNumber };

/** `phase`: the one that is new, or that was taken off. */
type Changed = { ok: true; phase: PhaseNumber } | { ok: false; problems: Problem[] };

/** What a change is made of. */
interface Files {
  root: string;
  roadmap: string;
  phases: PlacedPhase[];
  folders: ReturnType<typeof foldersOf>;
}

/** Git keeps no folder that is empty. */
const KEPT = ".gitkeep";

const refused = (problem: string, line: number | null = null): Changed => ({
  ok: false,
  problems: [problemIn(ROADMAP, problem, line)],
});

/** Inserts or removes a phase; where that cannot be, nothing is changed. Never throws. `root`: the project. */
export const changeRoadmap = (root: string, asked: RoadmapChange): Changed =>
  alone(root, (): Changed => {
    const problems: Problem[] = [];
    const roadmap = readText(root, ROADMAP, problems) ?? "";
    const folders = foldersOf(root, problems);
    const { phases, problems: unread } = placeRoadmap(roadmap, ROADMAP);
    problems.push(...unread);
    if (problems.length > 0) return { ok: false, problems };
    const files = { root, roadmap, phases, folders };
    return asked.kind === "insert" ? insert(files, asked) : takeOff(files, asked.phase);
  });

const phaseOf = ({ phases }: Files, number: PhaseNumber): PlacedPhase | undefined =>
  phases.find(({ phase }) => samePhase(phase.number, number));

/** There is no phase of that number. */
function unknown({ phases }: Files, number: PhaseNumber): Changed {
  const numbers = phases.map(({ phase }) => phase.number);
  return refused(`found no Phase ${plainNumber(number)}, expected one of ${someOf(numbers, 20) || "none"}`);
}

const whole = (number: PhaseNumber): string => number.split(".")[0]!;

/** Numbers that phases of this or an earlier milestone have, in the roadmap or as a folder. */
function usedNumbers({ roadmap, folders }: Files): PhaseNumber[] {
  const heading = /^[ \t]*(?:#{2,4}|[-*+])[ \t].*?\bPhase[ \t]+(\d{1,4}(?:\.\d{1,3})*)/gim;
  const named = [...roadmap.matchAll(heading)].map((one) => one[1]!);
  return [...named.map(plainNumber).filter((one) => !isReserved(one)), ...folders.map(({ number }) => number)];
}

function insert(files: Files, { after, phase }: Extract<RoadmapChange, { kind: "insert" }>): Changed {
  const { root, phases, roadmap } = files;
  if (phases.length === 0) return refused("found no phase with a section, expected one to put another behind");
  if (after !== null && phaseOf(files, after) === undefined) return unknown(files, after);
  const used = usedNumbers(files);
  const before = after === null ? null : whole(plainNumber(after));
  const decimals = used.filter((one) => one.startsWith(`${before}.`)).map((one) => Number(one.split(".")[1]));
  const number =
    before === null
      ? String(1 + Math.max(...used.map((one) => Number(whole(one)))))
      : `${before}.${1 + Math.max(0, ...decimals)}`;
  const applied = applyAlone(root, [
    put(ROADMAP, withPhase(roadmap, { ...phase, number })),
    // GSD has a folder for each phase.
    put(`${PHASES}/${twoDigits(number)}-${slugOf(phase.name)}/${KEPT}`, ""),
  ]);
  return applied.ok ? { ok: true, phase: number } : applied;
}

/** Why a phase stays; null: it has nothing but its place in the roadmap. `folder`: its own, with `names` in it. */
function inTheWay(phases: readonly PlacedPhase[], { phase }: PlacedPhase, folder: string, names: string[]) {
  const { number, done } = phase;
  const inner = phases.map((one) => one.phase.number).filter((one) => one.startsWith(`${number}.`));
  const waiting = phases.map((one) => one.phase).filter((one) => one.depends_on.includes(number));
  if (phases.length === 1) return "alone, expected another one beside it; insert that first";
  if (done) return "done, expected one that nothing was done in";
  if (names.length > 0) return `with files in ${folder} (${someOf(names, 3)}); move the folder away first`;
  if (inner.length > 0) return `with ${inner.join(", ")} behind it; expected those to be removed first`;
  if (waiting.length === 0) return null;
  return `which ${waiting.map((one) => one.number).join(", ")} depends on; change that first in ${ROADMAP}`;
}

function takeOff(files: Files, asked: PhaseNumber): Changed {
  const { root, folders, phases, roadmap } = files;
  const own = phaseOf(files, asked);
  if (own === undefined) return unknown(files, asked);
  const { number, line } = own.phase;
  const problems: Problem[] = [];
  const name = folders.find((one) => one.number === number)?.name;
  const folder = `${PHASES}/${name}`;
  const names = name !== undefined && isFolder(root, folder, problems) ? namesIn(root, folder, problems) : [];
  if (problems.length > 0) return { ok: false, problems };
  const others = names.filter((one) => one !== KEPT);
  const stays = inTheWay(phases, own, folder, others);
  if (stays !== null) return refused(`found Phase ${number} ${stays}`, line);
  const applied = applyAlone(root, [put(ROADMAP, withoutPhase(roadmap, own))]);
  if (!applied.ok) return applied;
  if (names.includes(KEPT)) removeFile(join(root, folder, KEPT));
  if (name !== undefined) rmdirSync(join(root, folder));
  return { ok: true, phase: number };
}
