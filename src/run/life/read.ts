import type { Recorded } from "../../engine/events.ts";
import { fold } from "../../engine/evolve.ts";
import type { Run } from "../../engine/run.ts";
import { type Line, upcast } from "../../engine/upcast.ts";
import { attempt } from "../../process/attempt.ts";
import { remembering } from "../../process/once.ts";
import type { Project } from "../../project/project.ts";
import { type Evolve, readEvents, readState } from "../../store/reader.ts";
import { VERSION } from "../../version.ts";
import { WORKFLOW_NAMES, workflowOf } from "../../workflows/index.ts";

/**
 * The run as its journal has it. Apart from `run.ts`, because the policy, which only reads, loads
 * nothing that decides.
 */

/** An event of any version in today's form. Its run's id begins with the workflow. */
export function inTodaysForm(line: Line): Recorded[] {
  const events = upcast(line) as Recorded[];
  const own = upcasterOf(line.run).ofWorkflow;
  return own ? events.map(own) : events;
}
const upcasterOf = remembering((run: string) => {
  const name = run.slice(0, run.lastIndexOf("-"));
  return { ofWorkflow: WORKFLOW_NAMES.includes(name) ? workflowOf(name).upcast : undefined };
});

/**
 * What is wrong with an event, by its schema; null: nothing. Loads the schema library on use:
 * events that a snapshot of this version covers are not checked again, so nearly every hook does
 * without it.
 */
const CHECKED: Omit<Evolve<Run>, "evolve"> = {
  upcast: inTodaysForm,
  problem: (event) => schema().problemIn(event),
  isNewer: (event) => schema().isUnknown(event),
};
const schema = () => require("./event-problem.ts") as typeof import("./event-problem.ts");

/**
 * Every event of a project's journal, parsed; those behind its snapshot are checked. @throws
 * BrokenChain, UnsafeFile
 */
export const recordedEvents = ({ task, kept }: Project): Recorded[] =>
  (kept?.events ?? readEvents(task, CHECKED, VERSION)) as unknown as Recorded[];

/** How a journal is folded into its run. */
export const RUN: Evolve<Run> = {
  // The state may be changed in place: the store shares it with nobody before it has read to the
  // end.
  evolve: (run, batch) => fold(run, batch as unknown as readonly Recorded[]),
  ...CHECKED,
  version: VERSION,
};

/** The run, folded from the whole journal; writes nothing. @throws BrokenChain, UnsafeFile */
export function readRun(project: Project): Run | null {
  return readState(project.task, RUN, "read").state;
}

/** The same; null also where the journal cannot be read, so that it holds up nothing else. */
export const readable = (project: Project): Run | null => attempt(() => readRun(project), null);

/**
 * The run by its snapshot and the events after it: fast, for the policy, which only denies. Decide
 * nothing on it: a snapshot can be forged. @throws BrokenChain, UnsafeFile
 */
export function readRunFast(project: Project): Run | null {
  return readState(project.task, RUN).state;
}
