import { STATE } from "./paths.ts";
import { type Applied, applyChanges } from "./planning/files.ts";
import { hasPlanning, readOverview } from "./planning/read.ts";
import { renderState } from "./planning/state.ts";
import { routeIn } from "./route-facts.ts";
import { type Happened, stateOf } from "./state.ts";

/** The disk side of `STATE.md`: called once the other files of `.planning` are as they will be. */

/** A pause, and an error, that are told by nobody are as they stand in the file. */
type Told = Omit<Happened, "paused" | "error"> & Partial<Pick<Happened, "paused" | "error">>;

/** What becomes of a STATE.md, or of none, by what lies around it. `root`: the project. */
function stateText(root: string, before: string | null, told: Told): string {
  const read = readOverview(root);
  // Neither is a step of the work, and what is wrong in the file itself is written anew.
  const planning = {
    ...read,
    paused: false,
    error: null,
    problems: read.problems.filter(({ file }) => file !== STATE),
  };
  const route = routeIn(root, planning);
  const paused = told.paused ?? read.state?.paused ?? false;
  const error = told.error === undefined ? read.error : told.error;
  return renderState(before, stateOf(planning, route, { ...told, paused, error }));
}

/** Brings STATE.md up to date; a folder without `.planning` stays without. Never throws. */
export function writeState(root: string, told: Told): Applied {
  if (!hasPlanning(root)) return { ok: true, written: [] };
  return applyChanges(root, [{ path: STATE, edit: (before) => ({ ok: true, text: stateText(root, before, told) }) }]);
}
