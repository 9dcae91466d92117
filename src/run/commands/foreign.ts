import { isLive, type Run } from "../../engine/run.ts";
import { beginningOf, isForeign } from "../../record/outside.ts";
import { type Reach, takesOver } from "../../render/view.ts";
import { clean, oneLine } from "../../text.ts";
import { readable } from "../life/kept-runs.ts";
import { takeOverOf } from "../life/take-over.ts";
import { type Answer, type Context, type Door, doorOf, no, typed } from "./command.ts";

/** What is said of what came with a project, where the person has not taken it as theirs. */

/** What a run of somebody else is in: what can be done with it hangs on that. `aside`: parked or archived. */
type ForeignState = "live" | "over" | "aside" | "unreadable";

const FOREIGN_WAYS: Record<ForeignState, (at: (command: string) => string, run: string) => string> = {
  live: (at, run) => `${at("cancel")} ends it, ${at("reset")} puts it aside. ${takesOver(at, run)}`,
  over: (at, run) => `${at("reset")} puts it aside. ${takesOver(at, run)}`,
  aside: takesOver,
  unreadable: (at) =>
    `Its journal cannot be read either: ${at("cancel --force")} sets it aside as it is, in .task/history/`,
};

/** What is said of a run that this machine did not start: what can be done with it as it is. */
export const foreignText = (door: Door, run: string, state: ForeignState = "live"): string =>
  `Run ${run} in .task/ was not started on this machine (or this project is a copy): nothing of it is carried out. ${FOREIGN_WAYS[state]((command) => typed(door, command), run)}.`;

function foreignState({ project }: Context, at: string): ForeignState {
  const run = readable({ ...project, task: at });
  if (run === null) return "unreadable";
  return at !== project.task ? "aside" : isLive(run) ? "live" : "over";
}

/** The refusal of a command that would carry on or carry out a run of somebody else; null: the run is of this machine. */
export function strangerAnswer(call: Context, at = call.project.task): Answer | null {
  if (!isForeign(call.project, call.env, at)) return null;
  const { run } = beginningOf(at)!;
  return no(foreignText(doorOf(call), clean(oneLine(run)), foreignState(call, at)), { run, foreign: true });
}

/** What is said where the project's own run is a stranger's that nobody can read; null: it is not. */
export function unreadableStranger(call: Context): Answer | null {
  const isOne = isForeign(call.project, call.env) && foreignState(call, call.project.task) === "unreadable";
  return isOne ? { ...strangerAnswer(call)!, exit: 3 } : null;
}

/** What whoever typed the call may do with a run as it is; `at`: the folder with its journal. */
export function reachOf(call: Context, run: Run, at = call.project.task): Reach {
  if (isForeign(call.project, call.env, at)) return "foreign";
  return (call.session === null ? null : takeOverOf(run, call.session.id, call.session.host)) ?? "own";
}

/** The same for the project's own run while it is live; one that cannot be read counts as live. */
export function liveStranger(call: Context): Answer | null {
  if (!isForeign(call.project, call.env)) return null;
  return foreignState(call, call.project.task) === "over" ? null : strangerAnswer(call);
}
