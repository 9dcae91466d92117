import { globSet } from "../../../project/globs.ts";
import { bySteering } from "../../../project/steering.ts";
import { someOf } from "../../../text.ts";
import type { PlannedFacts, PlanTask } from "./plan.ts";

/** Files of a plan that steer what runs later, before anybody has seen what is in them. Pure. */

/** Files that a line names. */
const MOST = 8;

/** A line for each kind of them, with the tasks that may write such a file. */
export function reachLines({ tasks = [], plan_files = {} }: Partial<PlannedFacts>): string[] {
  const filesOf = ({ files, plan }: PlanTask): string[] =>
    files.length > 0 || plan === undefined ? files : (plan_files[plan] ?? []);
  const all = [...new Set(tasks.flatMap(filesOf))];
  return bySteering(all, (glob, such) => globSet([glob])(such)).map(
    ({ does, paths }) => `Changes ${someOf(paths, MOST)}: ${does}`,
  );
}
