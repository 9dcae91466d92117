import { isLive } from "../../engine/run.ts";
import { beginningOf, isForeign } from "../../record/outside.ts";
import { SETTINGS_FILE } from "../../settings.ts";
import { clean, oneLine } from "../../text.ts";
import { readRun } from "../run.ts";
import { heldLines, type Waiting } from "../trust.ts";
import { type Answer, type Context, type Door, doorOf, no, typed } from "./command.ts";

/** What is said of what came with a project, where the person has not taken it as theirs. */

/** What is said where settings wait for the person: all of them, whole, and what to type. */
export function waitingText(door: Door, waiting: Waiting): string {
  return [
    `${SETTINGS_FILE} says what runs, or decides in your place, and you have not approved it for this project:`,
    ...heldLines(waiting),
    `If you want all of it: ${typed(door, "trust")} ${waiting.code}`,
    `To work without it: ${typed(door, "trust")} ${waiting.code} --without`,
  ].join("\n");
}

/** What is said of a run that this machine did not start. */
export const foreignText = (door: Door, run: string): string =>
  `Run ${run} in .task/ was not started on this machine (or this project is a copy): nothing of it is carried out. ${typed(door, "cancel")} ends it, ${typed(door, "reset")} puts it aside; ${typed(door, "trust")} --run ${run} shows what it would do, and takes it over if you say so.`;

/** The refusal of a command that would carry on or carry out a run of somebody else; null: the run is of this machine. */
export function strangerAnswer(call: Context, at = call.project.task): Answer | null {
  if (!isForeign(call.project, call.env, at)) return null;
  const { run } = beginningOf(at)!;
  return no(foreignText(doorOf(call), clean(oneLine(run))), { run, foreign: true });
}

/** The same for the project's own run while it is live; one that cannot be read counts as live. */
export function liveStranger(call: Context): Answer | null {
  const answer = strangerAnswer(call);
  if (answer === null) return null;
  try {
    const run = readRun(call.project);
    return run !== null && !isLive(run) ? null : answer;
  } catch {
    return answer;
  }
}
