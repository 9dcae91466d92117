import { forgetClosed } from "../../../project/worktrees/branch.ts";
import { closeWorkstreams } from "../../../project/worktrees/close.ts";
import { openWorkstream, restoreWorkstream } from "../../../project/worktrees/worktrees.ts";
import { isNotThere } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders } from "../../../record/subject.ts";
import type { Seen } from "../../checks/evidence.ts";
import { buildOf } from "../plan.ts";
import { approvedAs, must, runAs } from "./place.ts";

/**
 * Runs commands on the project as it is, once each; `isApart`: in a worktree of their own, which is gone then. Null where
 * nobody has approved one: it runs later, if at all. @throws Cannot
 */
export async function runBefore(
  scene: Scene,
  commands: readonly string[],
  isApart: boolean,
  signal: AbortSignal,
): Promise<Seen[]> {
  const { project, run, workflow } = scene;
  const stream = { ...buildOf(run, excludedFolders(workflow)), run: `${run.run}-before`, area: "before" };
  const place = isApart ? { ...project, root: must(openWorkstream(project, stream)).path } : project;
  const seen: Seen[] = [];
  for (const text of commands) {
    const test = approvedAs(run, text);
    if (test === null) {
      seen.push(null);
      continue;
    }
    const { ran, output } = await runAs(place, run, test, signal);
    seen.push(ran.state === "failed" && isNotThere(ran, output) ? "not_found" : ran.state);
    // What one leaves behind would let another one pass.
    if (isApart) must(restoreWorkstream(project, stream));
  }
  if (isApart) {
    must(closeWorkstreams(project, stream));
    must(forgetClosed(project, stream));
  }
  return seen;
}
