import type { Run, Task } from "../../../engine/run.ts";
import { openAt } from "../../../engine/warnings.ts";

/** What all gate files have in common. */

export type Value = Record<string, unknown>;

export interface GateFile {
  /** Relative to the project. */
  path: string;
  text: string;
}

export const text = (value: Value): string => `${JSON.stringify(value, null, 2)}\n`;

export const trackOf = (run: Run): string => run.options.track ?? "full";

/** A time of the journal in the form of the gates, to the second. */
export const inSeconds = (at: string): string => `${at.slice(0, 19)}Z`;

/** When a task ended; one that waits for others of its round has only been taken in. */
export const moment = (run: Run, task: Task): string => inSeconds(task.ended_at ?? run.updated_at);

const NAMED = /^\s*\[?(W\d{1,4})\]?\s*[:–—-]\s*/;

/**
 * Every warning that was open when a task had spoken, by its id: in the words of the gate itself where it names it, else
 * as it was raised, with the stage that it comes from.
 */
export function carried(run: Run, task: Task, own: readonly string[]): string[] {
  const saidOf = (id: string): string | undefined => own.find((said) => NAMED.exec(said)?.[1] === id);
  return openAt(run, task.taken).map(({ id, text: words, task: raised }) => {
    const said = saidOf(id);
    if (said !== undefined) return `${id}: ${said.replace(NAMED, "").trim()}`;
    const stage = run.tasks.find((one) => one.id === raised)?.token ?? "";
    return raised === task.id || stage === "" ? `${id}: ${words}` : `${id}: ${words} (${stage})`;
  });
}
