import type { Recorded } from "./events.ts";

/**
 * The one place that knows how earlier versions wrote their events, from 0.2 on. What comes in is
 * an event as a line of the journal holds it; what goes out is what this version would have written.
 * What a workflow wrote otherwise, its own `upcast` knows. Pure.
 */

/** An event whose fields are not checked yet. */
export type Line = Pick<Recorded, "seq" | "at" | "run" | "prev"> & {
  type: string;
  [field: string]: unknown;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** An event that changes nothing. */
const nothing = (line: Line): Line => ({ ...line, type: "shown", questions: [] });

/** Asked about an accepted file that was changed by hand, which the program puts back by now. */
const ASKED_OF_EDITS: unknown[] = ["edited", "edited-wrong"];

const FORMS: Record<string, (line: Line) => Line[]> = {
  /** There were no settings for tests, and none for secrets. */
  run_created: (line) => {
    if (!isObject(line.settings)) return [line];
    const tests = { run: false, commands: [], timeout_minutes: 15 };
    return [{ ...line, settings: { tests, secrets: [], ...line.settings } }];
  },
  /** Tests that were skipped were not counted, and it was not noted what told of them. */
  tested: (line) => {
    const commands = listOf(line.commands).map(commandToday);
    return [Array.isArray(line.commands) ? { ...line, commands } : line];
  },
  /** Minor findings of other reviewers that it calls fixed were a list of their own. */
  accepted: (line) => {
    const known = listOf(line.known).map(({ gate, id }) => ({ gate, id, state: "fixed" }));
    if (known.length === 0 || !Array.isArray(line.prior)) return [line];
    return [{ ...line, prior: [...line.prior, ...known] }];
  },
  asked: (line) => {
    if (ASKED_OF_EDITS.includes(line.kind))
      return [line, { ...line, type: "question_closed", question: line.question }];
    // A second request was started as the run was, whose id begins with its workflow.
    const workflow = line.run.slice(0, line.run.lastIndexOf("-"));
    const start = { workflow, entry: "start", auto: false, options: {} };
    const asked = line.kind === "second-request" ? { start, ...line } : line;
    if (!Array.isArray(line.why)) return [asked];
    // That a finding wanted back what another reviewer's fix took away is no reason any more.
    return [{ ...asked, why: listOf(line.why).filter(({ reason }) => reason !== "contradiction") }];
  },
  edited: (line) => [nothing(line)],
  /** What the program settled stood among what agents assumed. */
  auto_approved: (line) => [{ unasked: [], ...line }],
};

/** A command of a test run in today's form, in an event or in the record of a run. */
export const commandToday = <C extends object>(command: C) => {
  const { passed, failed } = command as { passed?: number; failed?: number };
  const told_by = (passed ?? 0) + (failed ?? 0) === 0 ? ("exit" as const) : ("report" as const);
  return { skipped: 0, told_by, ...command };
};

/** An event of any version in today's form; where that takes more than one event, all of them. */
export const upcast = (line: Line): Line[] =>
  Object.hasOwn(FORMS, line.type) ? FORMS[line.type]!(line) : [line];
