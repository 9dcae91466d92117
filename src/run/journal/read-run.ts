import type { Recorded } from "../../engine/events.ts";
import { fold } from "../../engine/evolve.ts";
import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { type Evolve, readEvents, readState } from "../../store/reader.ts";
import { VERSION } from "../../version.ts";

/**
 * The run as its journal has it. Apart from `change.ts`, because the policy, which only reads, loads
 * nothing that decides.
 */

/**
 * What is wrong with an event, by its schema; null: nothing. Loads the schema library on use:
 * events that a snapshot of this version covers are not checked again, so nearly every hook does
 * without it.
 */
const CHECKED: Omit<Evolve<Run>, "evolve"> = {
  problem: (event) => schema().problemIn(event),
  writtenBy: (event) => schema().writtenBy(event),
};
const schema = () => require("./event-problem.ts") as typeof import("./event-problem.ts");

/**
 * Every event of a project's journal, parsed; those after its snapshot are checked. @throws
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
