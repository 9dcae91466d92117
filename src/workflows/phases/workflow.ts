import type { Workflow } from "../../engine/workflow.ts";
import { debug } from "./debug/index.ts";
import { discussPhase } from "./discuss/index.ts";
import { executePhase } from "./execute/index.ts";
import { mapCodebase } from "./map/index.ts";
import { completeMilestone } from "./milestone/index.ts";
import { newProject } from "./new-project/index.ts";
import type { Part } from "./part.ts";
import { PLANNING } from "./paths.ts";
import { planPhase } from "./plan/index.ts";
import { verifyWork } from "./verify/index.ts";

/** The commands of the workflow, by entry. */
export const PARTS: Record<string, Part> = {
  "new-project": newProject,
  "map-codebase": mapCodebase,
  "discuss-phase": discussPhase,
  "plan-phase": planPhase,
  "execute-phase": executePhase,
  "verify-work": verifyWork,
  "complete-milestone": completeMilestone,
  debug,
};

/** The part that a run is of. @throws Error for an entry of another version */
export function partOf(entry: string): Part {
  if (!Object.hasOwn(PARTS, entry))
    throw new Error(`phases has no "${entry}"; known: ${Object.keys(PARTS).join(", ")}`);
  return PARTS[entry]!;
}

const all = Object.values(PARTS);

/** One table of what all parts have by name. */
export const merged = <T>(of: (part: Part) => Record<string, T> | undefined): Record<string, T> =>
  Object.assign({}, ...all.map(of));

const TABLES = ["bounds", "roles", "rules", "selectors", "shows", "waves"] as const;
type Table = (typeof TABLES)[number];

/**
 * A project in phases: a roadmap; for each phase context, plans, their execution in waves,
 * verification.
 */
export const phases: Workflow = {
  name: "phases",
  files: PLANNING,
  limits: { revise: 3, gaps: 3, ...merged((part) => part.limits) },
  ...(Object.fromEntries(
    TABLES.map((table) => [
      table,
      merged((part) => part[table] as Record<string, unknown> | undefined),
    ]),
  ) as Pick<Workflow, Table>),
  idle: "idle",
  complete: "complete",
  entries: Object.fromEntries(
    Object.entries(PARTS).map(([entry, { gates, back = {} }]) => [entry, { gates, back }]),
  ),
};
