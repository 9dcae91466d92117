import type * as z from "zod/mini";
import { EVENTS, type EventType } from "../../engine/events.ts";

/**
 * What is wrong with a line of the journal: its field, what was found, what is expected. Null: it is an event of this
 * version. Called where lines enter the program; everything after that trusts them.
 */
export function problemIn(line: { type: string }): string | null {
  if (isUnknown(line)) return `type: found ${shown(line.type)}, which this version does not know`;
  const [issue] = EVENTS[line.type as EventType].safeParse(line).error?.issues ?? [];
  if (issue === undefined) return null;
  const found = issue.path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)?.[key], line);
  return `${line.type}.${issue.path.join(".")}: found ${shown(found)}, expected ${expected(issue)}`;
}

/** Whether no event of this version has that type. */
export const isUnknown = ({ type }: { type: string }): boolean => !Object.hasOwn(EVENTS, type);

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value).slice(0, 60));

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected;
    case "invalid_value":
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "invalid_format":
      return `the form ${issue.pattern ?? issue.format}`;
    default:
      return "another value";
  }
}
