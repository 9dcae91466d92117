import { acceptedTasks, type Run, type Task } from "../../engine/run.ts";
import { globSet } from "../../project/globs.ts";
import type { Settings } from "../../settings.ts";
import { teamFacts } from "./record/recorded.ts";

/** Parts of the project that have an owner each. */

/**
 * Globs of each area, in the person's order; a project without areas of its own is one, which owns
 * all.
 */
export const areasOf = ({ areas = {} }: Pick<Settings, "areas">): Record<string, string[]> =>
  Object.keys(areas).length > 0 ? areas : { app: ["**"] };

/** Who owns an item of a gate: the area's owner, or the principal where nobody else does. */
export const PRINCIPAL = "principal";
export const ownerRole = (item: string): string => (item === PRINCIPAL ? PRINCIPAL : `dev-${item}`);

/**
 * Parts that are no area, so that every file is somebody's: files of no area, and test files, in
 * whatever area they lie. The settings refuse both as names of an area.
 */
export const REST = "rest";
export const TESTS = "qa";

/**
 * Everything that is approved for itself: the areas in the order of the settings, then the rest and
 * the tests.
 */
export const partNames = (settings: Settings): string[] => [
  ...Object.keys(areasOf(settings)),
  REST,
  TESTS,
];

/** What a part is called where its name alone says too little. */
export const partText = (part: string): string =>
  part === REST ? `${REST} (files of no area)` : part === TESTS ? `${TESTS} (test files)` : part;

/**
 * Parts that a task has changed, or that a check has seen changed; a journal of before knew the
 * owner's area alone.
 */
const changedIn = (task: Task): string[] =>
  teamFacts(task).changed ?? (task.edits === null ? [] : (teamFacts(task).areas ?? []));

/** Parts whose files the run has changed, in the order of `partNames`. */
export function changedParts(run: Run): string[] {
  const changed = new Set(acceptedTasks(run).flatMap(changedIn));
  return partNames(run.settings).filter((part) => changed.has(part));
}

/** Those of them that are areas. */
export const changedAreas = (run: Run): string[] =>
  changedParts(run).filter((part) => Object.hasOwn(areasOf(run.settings), part));

/** Whose tasks have changed a part. */
export const authorsOf = (run: Run, part: string): string[] =>
  acceptedTasks(run).flatMap((task) =>
    task.edits !== null && changedIn(task).includes(part) ? (task.item ?? []) : [],
  );

/** Whose tasks have changed anything since this position in the journal. */
export const authorsSince = (run: Run, seq: number): string[] =>
  acceptedTasks(run).flatMap((task) =>
    task.edits !== null && task.acceptedSeq > seq && changedIn(task).length > 0
      ? (task.item ?? TESTS)
      : [],
  );

/**
 * Areas that the design gives something to do; without a design those that the person named, or
 * all.
 */
export function areasWithWork(run: Run): string[] {
  const all = Object.keys(areasOf(run.settings));
  const design = acceptedTasks(run).findLast(
    (task) => teamFacts(task).areas !== undefined && task.edits === null && task.item === null,
  );
  const named = run.options.areas?.split(",").map((name) => name.trim());
  const areas = (design && teamFacts(design).areas) ?? named ?? all;
  return all.filter((area) => areas.includes(area));
}

/**
 * The setting: an area's name to the globs of its files. Wherever an order matters it is this one.
 */
export type Areas = Readonly<Record<string, readonly string[]>>;

/**
 * Compiles the setting once, for many paths: a path to the areas that own it: none, one, or several
 * (then it is shared).
 */
export function ownersOf(areas: Areas): (path: string) => string[] {
  const sets = Object.entries(areas).map(([name, globs]) => ({ name, has: globSet(globs) }));
  return (path) => sets.filter(({ has }) => has(path)).map(({ name }) => name);
}

/** Whether areas are built side by side, each in a worktree. */
export const isApart = ({ settings }: Pick<Run, "settings">): boolean =>
  settings.execute?.isolation === "worktree";
