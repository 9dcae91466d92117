import { isLive, type Run } from "../../engine/run.ts";
import { beginningOf, isForeign } from "../../record/outside.ts";
import { type Reach, takesOver } from "../../render/view.ts";
import { clean, oneLine } from "../../text.ts";
import { type ArchivedRun, readable } from "../life/kept-runs.ts";
import { takeOverOf } from "../life/take-over.ts";
import { type Answer, type Call, type Context, type Door, doorOf, Ends, no, typed, whichRun } from "./command.ts";

/** What is said of what came with a project, where the person has not taken it as theirs. */

/** Where a run of somebody else is: what can be done with it hangs on that. `aside`: parked, archived or over. */
type ForeignState = "here" | "aside" | "unreadable";

/** What is said of a run that this machine did not start: what can be done with it as it is. */
export function foreignText(door: Door, run: string, state: ForeignState = "here"): string {
  const at = (command: string): string => typed(door, command);
  const ends = state === "here" ? `${at("cancel")} ends it, ${at("reset")} archives it. ` : "";
  const way =
    state === "unreadable"
      ? `Its journal cannot be read either: ${at("cancel --force")} archives it as it is, in .task/history/`
      : `${ends}${takesOver(at, run)}`;
  return `Run ${run} in .task/ was not started on this machine (or this project was moved or copied): none of it will run. ${way}.`;
}

function foreignState({ project }: Context, at: string): ForeignState {
  const run = readable({ ...project, task: at });
  if (run === null) return "unreadable";
  return at === project.task && isLive(run) ? "here" : "aside";
}

/** The refusal of a command that would carry on or carry out a run of somebody else; null: the run is of this machine. */
export function strangerAnswer(call: Context, at = call.project.task): Answer | null {
  if (!isForeign(call.project, call.env, at)) return null;
  const { run } = beginningOf(at)!;
  return no(foreignText(doorOf(call), clean(oneLine(run)), foreignState(call, at)), { run, foreign: true });
}

/** The run that `--run` names, else the project's own, where this machine has begun it. @throws Ends */
export function ownedRun(call: Call, verb?: string): ArchivedRun {
  const found = whichRun(call, verb);
  refuseStranger(call, found.place.task);
  return found;
}

/** @throws Ends where what it would carry on or carry out is a run of somebody else */
export function refuseStranger(call: Context, at = call.project.task): void {
  const answer = strangerAnswer(call, at);
  if (answer !== null) throw new Ends(answer);
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
  const run = readable(call.project);
  return run !== null && !isLive(run) ? null : strangerAnswer(call);
}
