import type { Settings } from "../../settings.ts";
import { type Run, taken } from "../../engine/run.ts";

/** Parts of the project that have an owner each. */

/** A project without areas of its own is one. */
const WHOLE: Record<string, string[]> = { app: ["**"] };

/** Globs of each area, in the person's order. */
export const areasOf = (settings: Settings): Record<string, string[]> =>
  settings.areas && Object.keys(settings.areas).length > 0 ? settings.areas : WHOLE;

/** Who owns an item of a gate: the area's owner, or the principal where nobody else does. */
export const PRINCIPAL = "principal";
export const ownerRole = (item: string): string => (item === PRINCIPAL ? PRINCIPAL : `dev-${item}`);

/** Areas whose files the run has changed, in the order of the settings. */
export function changedAreas(run: Run): string[] {
  const changed = new Set(taken(run).flatMap((task) => (task.edits === null ? [] : (task.facts.areas ?? []))));
  return Object.keys(areasOf(run.settings)).filter((area) => changed.has(area));
}

/** Areas that the design gives something to do; without a design those that the person named, or all. */
export function areasWithWork(run: Run): string[] {
  const all = Object.keys(areasOf(run.settings));
  const design = taken(run).findLast(
    (task) => task.facts.areas !== undefined && task.edits === null && task.item === null,
  );
  const named = design?.facts.areas ?? run.options.areas?.split(",").map((name) => name.trim()) ?? all;
  return all.filter((area) => named.includes(area));
}
