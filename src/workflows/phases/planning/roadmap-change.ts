import { someOf } from "../../../text.ts";
import { planCommits } from "../execute/history.ts";
import { PHASES, PLANNING, ROADMAP } from "../paths.ts";
import { slugOf } from "../phase-found.ts";
import { alone, applyAlone, isFolder, isThere, type Move, namesIn, put, readText } from "./files.ts";
import { type PhaseNumber, type Problem, problemIn } from "./model.ts";
import { isReserved, namesOf, plainNumber, planId, samePhase, twoDigits } from "./numbers.ts";
import { foldersOf } from "./read.ts";
import { type NewPhase, type PlacedPhase, placeRoadmap, withoutPhase, withPhase } from "./roadmap.ts";

/** Puts a phase into the roadmap, or takes one off. Numbers are stable: every other phase keeps its own. */

export type RoadmapChange =
  /** Behind a phase, with a decimal number; behind all of them where `after` is null. */
  | { kind: "insert"; after: PhaseNumber | null; phase: Omit<NewPhase, "number"> }
  | { kind: "remove"; phase: PhaseNumber };

interface Made {
  /** The phase that is new, or that was taken off. */
  phase: PhaseNumber;
  /** The folder of the phase that was taken off, and where it is kept. */
  folder: Move | null;
}
type Changed = ({ ok: true } & Made) | { ok: false; problems: Problem[] };

/** What a change is made of. */
interface Files {
  root: string;
  roadmap: string;
  phases: PlacedPhase[];
  folders: ReturnType<typeof foldersOf>;
}

/** Folders of phases that were taken off the roadmap: nothing is lost. */
const REMOVED = `${PLANNING}/removed`;

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
    // GSD has a folder for each phase; git keeps none that is empty.
    put(`${PHASES}/${twoDigits(number)}-${slugOf(phase.name)}/.gitkeep`, ""),
  ]);
  return applied.ok ? { ok: true, phase: number, folder: null } : applied;
}

/** Why a phase stays; null: nothing was done in it. `folder`: its own, with `names` in it. */
function inTheWay({ root, phases }: Files, { phase }: PlacedPhase, folder: string, names: string[]): string | null {
  const { number, done } = phase;
  const worked = names.find((one) => /(?:SUMMARY|VERIFICATION)\.md$/.test(one));
  const why = done ? "it is done" : worked && `there is ${folder}/${worked} already`;
  if (phases.length === 1) return `found Phase ${number} alone, expected another one beside it; insert that first`;
  if (why) return `found Phase ${number}, and ${why}; expected one that nothing was done in`;
  const inner = phases.map((one) => one.phase.number).filter((one) => one.startsWith(`${number}.`));
  if (inner.length > 0)
    return `found Phase ${number} with ${inner.join(", ")} behind it; expected those to be removed first`;
  const plans = namesOf(number, names).plans.flatMap(({ plan }) => (plan === null ? [] : planId(number, plan)));
  const [begun] = planCommits(root, plans);
  return begun === undefined
    ? null
    : `found commit ${begun.commit.slice(0, 12)} of plan ${begun.plan}, expected a phase that nothing was done in`;
}

function takeOff(files: Files, asked: PhaseNumber): Changed {
  const { root, folders, roadmap } = files;
  const own = phaseOf(files, asked);
  if (own === undefined) return unknown(files, asked);
  const { number, line } = own.phase;
  const problems: Problem[] = [];
  const name = folders.find((one) => one.number === number)?.name;
  const from = `${PHASES}/${name}`;
  const names = name !== undefined && isFolder(root, from, problems) ? namesIn(root, from, problems) : [];
  if (problems.length > 0) return { ok: false, problems };
  const stays = inTheWay(files, own, from, names);
  if (stays !== null) return refused(stays, line);
  const kept = `${REMOVED}/${name}`;
  if (name !== undefined && isThere(root, kept))
    return refused(`found ${kept}, where its folder has to go, expected none`);
  const folder = name === undefined ? null : { from, to: kept };
  // The folder goes first: a change that is broken off here ends when it is asked for again.
  const applied = applyAlone(root, [...(folder === null ? [] : [folder]), put(ROADMAP, withoutPhase(roadmap, own))]);
  return applied.ok ? { ok: true, phase: number, folder } : applied;
}
