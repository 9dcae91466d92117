import type { Functions, Workflow } from "../../engine/workflow.ts";
import { PROFILES } from "./models.ts";
import type { Part } from "./part.ts";
import { PARTS, partOf } from "./parts.ts";
import { PLANNING } from "./paths.ts";

const all = Object.values(PARTS);

/** One table of what all parts have by name; a name that two parts use would be lost, so it is none. @throws Error for it */
export function merged<T>(of: (part: Part) => Record<string, T> | undefined): Record<string, T> {
  const table: Record<string, T> = {};
  for (const [name, value] of all.flatMap((part) => Object.entries(of(part) ?? {}))) {
    if (Object.hasOwn(table, name) && table[name] !== value) throw new Error(`two parts of phases have a "${name}"`);
    table[name] = value;
  }
  return table;
}

/** A project in phases: a roadmap; for each phase context, plans, their execution in waves, verification. */
export const phases: Workflow = {
  name: "phases",
  files: PLANNING,
  limits: { revise: 3, gaps: 3, context_left: 15, ...merged((part) => part.limits) },
  bounds: merged((part) => part.bounds),
  roles: merged((part) => part.roles),
  profiles: PROFILES,
  rules: merged((part) => part.rules),
  selectors: merged((part) => part.selectors),
  shows: merged((part) => part.shows),
  bars: merged((part) => part.bars),
  waves: merged((part) => part.waves) as Functions["waves"],
  idle: "idle",
  complete: "complete",
  regrade: (run) => partOf(run.entry).regrade?.(run) ?? null,
  entries: Object.fromEntries(
    Object.entries(PARTS).map(([entry, { gates, back = {}, variants }]) => [
      entry,
      { gates, back, ...(variants ? { variants } : {}) },
    ]),
  ),
};
