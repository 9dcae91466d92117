import { EVENTS, type EventType } from "../../engine/events.ts";
import { FORM } from "../../engine/run.ts";
import { problemsOf } from "../../workflows/contract/fields.ts";

/**
 * What is wrong with a line of the journal: its field, what was found, what is expected. Null: it
 * is an event of this version. Called where lines enter the program; everything after that trusts
 * them.
 */
export function problemIn(line: { type: string }): string | null {
  if (isUnknown(line))
    return `type: found ${JSON.stringify(line.type)}, which this version does not know`;
  const [problem] = problemsOf(
    line,
    EVENTS[line.type as EventType].safeParse(line).error?.issues ?? [],
  );
  return problem === undefined ? null : `${line.type}.${problem}`;
}

/** Whether no event of this version has that type. */
const isUnknown = ({ type }: { type: string }): boolean => !Object.hasOwn(EVENTS, type);

/**
 * Which version wrote a line that this one does not know: null is damage. The first event names the
 * form of its journal, and none did before the first form had a number.
 */
export function writtenBy(line: { type: string; form?: unknown }): "earlier" | "later" | null {
  if (isUnknown(line)) return "later";
  const { type, form = 0 } = line;
  if (type !== "run_created" || typeof form !== "number" || form === FORM) return null;
  return form < FORM ? "earlier" : "later";
}
