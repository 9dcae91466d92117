import type { CommandOf } from "./commands.ts";
import { clipBytes, type Decision } from "./decision.ts";
import { NOTICED } from "./evolve.ts";
import type { Task } from "./run.ts";
import type { Ask } from "./workflow.ts";

/** What code noticed: the person reads it, and decides where the run waits for it. */

/** Asked about all that code noticed and the person has not said anything of yet. `--auto` does not answer it. */
export const ABOUT_NOTICES: Ask = { ask: NOTICED, options: { go_on: { move: "next" }, stop: { move: "stop" } } };

/** Keeps what code noticed, once; the run waits for the person where that is wanted. */
export function notice(decision: Decision, { do: _do, hold, what, key, text }: CommandOf<"notice">): void {
  const known = decision.run.notices?.find((one) => one.what === what && one.key === key);
  const asked = hold && decision.live;
  if (known && (known.asked || !asked)) return;
  decision.add({ type: "noticed", what, key, text: clipBytes(text, 1_200), asked });
  if (asked) decision.askRun(ABOUT_NOTICES);
}

/** How many files one question names. */
const MAX_NAMED = 5;

/** Asks the person whose a change is that a task may not make, and has named in place of taking it back. */
export function strayNotice(decision: Decision, task: Task, strays: readonly string[]): void {
  const more = strays.length > MAX_NAMED ? ` and ${strays.length - MAX_NAMED} more` : "";
  notice(decision, {
    do: "notice",
    what: "stray-change",
    key: `${task.id} ${task.dispatch?.call ?? ""}`,
    text: `${strays.slice(0, MAX_NAMED).join(", ")}${more} changed while ${task.id} (${task.subject}) worked, and ${task.id} may not change such files. Go on if the change is yours or you want it; else stop, and put them back first.`,
    hold: true,
  });
}
