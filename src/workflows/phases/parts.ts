import { debug } from "./debug/index.ts";
import { discussPhase } from "./discuss/index.ts";
import { executePhase } from "./execute/index.ts";
import { completeMilestone } from "./milestone/index.ts";
import { newProject } from "./new-project/index.ts";
import type { Part } from "./part.ts";
import { planPhase } from "./plan/index.ts";
import { verifyWork } from "./verify/index.ts";

/** The commands of the workflow, by entry. */
export const PARTS: Record<string, Part> = {
  "new-project": newProject,
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
