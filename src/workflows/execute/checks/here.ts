import { forgetClosed } from "../../../project/worktrees/branch.ts";
import { closeWorkstreams } from "../../../project/worktrees/close-workstreams.ts";
import { openWorkstream, restoreWorkstream } from "../../../project/worktrees/workstreams.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders } from "../../../record/subject.ts";
import type { Seen } from "../../tests/evidence.ts";
import { buildOf } from "../plan/plan.ts";
import { type Ran, ranOf, runCriteria, titlesIn } from "./criteria.ts";
import { approvedAs, must } from "./place.ts";

/** Titles of failed tests that are kept of one command. */
const MAX_RED = 50;

/**
 * How a command went on the project as it is, and which tests failed; null: nobody has approved it,
 * so it was not run.
 */
type RanHere = (Ran & { seen: Seen; red: string[] }) | null;

/**
 * Runs commands on the project as it is, once each, in order. `isApart`: in a temporary worktree;
 * `missing`: what that lacks of the checkout. @throws Cannot
 */
export async function runHere(
  scene: Scene,
  commands: readonly string[],
  isApart: boolean,
  signal: AbortSignal,
) {
  const { project, run, workflow } = scene;
  const stream = {
    ...buildOf(run, excludedFolders(workflow)),
    run: `${run.run}-looks`,
    area: "looks",
  };
  const opened = isApart ? must(openWorkstream(project, stream)) : null;
  const place = {
    project: { ...project, root: opened?.path ?? project.root },
    stream: isApart ? stream : null,
  };
  const all: RanHere[] = [];
  for (const text of commands) {
    const approved = approvedAs(run, text) === null ? [] : [text];
    for (const { tests, isMissing, ...ran } of await runCriteria(
      { scene, place, signal },
      approved,
    )) {
      all.push({
        ...ranOf(ran),
        red: titlesIn("failed", tests).slice(0, MAX_RED),
        seen: isMissing ? "not_found" : ran.state,
      });
    }
    if (approved.length === 0) all.push(null);
    // What one leaves behind would let another one pass.
    else if (isApart) must(restoreWorkstream(project, stream));
  }
  if (isApart) {
    must(closeWorkstreams(project, stream));
    must(forgetClosed(project, stream));
  }
  return { ran: all, missing: opened?.missing ?? [] };
}
