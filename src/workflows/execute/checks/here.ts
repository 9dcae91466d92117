import { forgetClosed } from "../../../project/worktrees/branch.ts";
import { closeWorkstreams } from "../../../project/worktrees/close.ts";
import { openWorkstream, restoreWorkstream } from "../../../project/worktrees/worktrees.ts";
import { isNotThere } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders } from "../../../record/subject.ts";
import type { Seen } from "../../checks/evidence.ts";
import { buildOf } from "../plan.ts";
import { type Ran, ranOf, titlesIn } from "./criteria.ts";
import { approvedAs, must, runAs } from "./place.ts";

/** Titles of failed tests that are kept of one command. */
const MAX_RED = 50;

/** How a command went on the project as it is, and which tests failed; null: nobody has approved it, so it was not run. */
type RanHere = (Ran & { seen: Seen; red: string[] }) | null;

/**
 * Runs commands on the project as it is, once each, in their order; `isApart`: in a worktree of their own, which is gone then.
 * `missing`: what such a one lacks of the checkout.
 * @throws Cannot
 */
export async function runHere(
  scene: Scene,
  commands: readonly string[],
  isApart: boolean,
  signal: AbortSignal,
): Promise<{ ran: RanHere[]; missing: string[] }> {
  const { project, run, workflow } = scene;
  const stream = { ...buildOf(run, excludedFolders(workflow)), run: `${run.run}-looks`, area: "looks" };
  const opened = isApart ? must(openWorkstream(project, stream)) : null;
  const place = opened === null ? project : { ...project, root: opened.path };
  const all: RanHere[] = [];
  for (const text of commands) {
    const test = approvedAs(run, text);
    if (test === null) {
      all.push(null);
      continue;
    }
    const { ran, output } = await runAs(place, run, test, signal);
    const isMissing = ran.state === "failed" && isNotThere(ran, output);
    const red = ran.told_by === "report" ? titlesIn("failed", ran.tests).slice(0, MAX_RED) : [];
    all.push({ ...ranOf(ran), red, seen: isMissing ? "not_found" : ran.state });
    if (!isApart) continue;
    // What one leaves behind would let another one pass. Packages that no ignore file names go with it.
    must(restoreWorkstream(project, stream));
    must(openWorkstream(project, stream));
  }
  if (isApart) {
    must(closeWorkstreams(project, stream));
    must(forgetClosed(project, stream));
  }
  return { ran: all, missing: opened?.missing ?? [] };
}
