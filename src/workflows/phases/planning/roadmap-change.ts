import { someOf } from "../../../text.ts";
import { PHASES, ROADMAP } from "../paths.ts";
import { slugOf } from "../phase-found.ts";
import { NO_ROADMAP } from "../routes.ts";
import { made, Stopped } from "../stopped.ts";
import type { Edited } from "./edit.ts";
import { applyChanges, type Change, change, isThere, put, readText } from "./files.ts";
import { type PhaseNumber, type Problem, problemIn, problemText } from "./model.ts";
import { isReserved, plainNumber, samePhase, twoDigits } from "./numbers.ts";
import { foldersOf } from "./read.ts";
import { type NewPhase, type PlacedPhase, placeRoadmap, withPhase } from "./roadmap.ts";

/** Puts a phase into the roadmap. Numbers are stable: every other phase keeps its own. `root`: the project. */

/** Git keeps no folder that is empty. */
const KEPT = ".gitkeep";

const refused = (problem: string, line: number | null = null): Stopped =>
  new Stopped(problemText(problemIn(ROADMAP, problem, line)));

/** @throws Stopped where the roadmap or the folders of phases cannot be read */
function read(root: string) {
  const problems: Problem[] = [];
  const text = readText(root, ROADMAP, problems) ?? "";
  if (text === "" && !isThere(root, ROADMAP)) throw refused(NO_ROADMAP);
  if (problems.length > 0) throw new Stopped(...problems.map(problemText));
  const folders = foldersOf(root, problems);
  const { phases, problems: unread } = placeRoadmap(text, ROADMAP);
  problems.push(...unread);
  if (problems.length > 0) throw new Stopped(...problems.map(problemText));
  return { text, phases, folders };
}

/** @throws Stopped where it has changed since */
function write(root: string, before: string, text: string, ...more: Change[]): void {
  const problem = "somebody has changed it at this moment; try again";
  const edit = (now: string): Edited => (now === before ? { ok: true, text } : { ok: false, problem });
  made(applyChanges(root, [change(ROADMAP, edit), ...more]));
}

/** @throws Stopped for a number that no phase has */
function needed(phases: readonly PlacedPhase[], number: PhaseNumber): void {
  const numbers = phases.map(({ phase }) => phase.number);
  if (!phases.some(({ phase }) => samePhase(phase.number, number)))
    throw refused(`found no Phase ${plainNumber(number)}, expected one of ${someOf(numbers, 20) || "none"}`);
}

const whole = (number: PhaseNumber): string => number.split(".")[0]!;

/** Headings and entries of phases, of earlier milestones, too. */
const NAMED = /^[ \t]*(?:#{2,4}|[-*+])[ \t].*?\bPhase[ \t]+(\d{1,4}(?:\.\d{1,3})*)/gim;

/** Behind a phase, with a decimal number; behind all of them where `after` is null. @returns its number. @throws Stopped */
export function insertPhase(root: string, after: PhaseNumber | null, phase: Omit<NewPhase, "number">): PhaseNumber {
  const { text, phases, folders } = read(root);
  if (phases.length === 0) throw refused("found no phase with a section, expected one to put another behind");
  if (after !== null) needed(phases, after);
  const named = [...text.matchAll(NAMED)].map((one) => plainNumber(one[1]!)).filter((one) => !isReserved(one));
  const used = [...named, ...folders.map((one) => one.number)];
  const before = after === null ? null : whole(plainNumber(after));
  const decimals = used.filter((one) => one.startsWith(`${before}.`)).map((one) => Number(one.split(".")[1]));
  const number =
    before === null
      ? String(1 + Math.max(...used.map((one) => Number(whole(one)))))
      : `${before}.${1 + Math.max(0, ...decimals)}`;
  // GSD has a folder for each phase.
  const folder = `${PHASES}/${twoDigits(number)}-${slugOf(phase.name)}`;
  write(root, text, withPhase(text, { ...phase, number }), put(`${folder}/${KEPT}`, ""));
  return number;
}
