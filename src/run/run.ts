import { type Command, Refused } from "../engine/commands.ts";
import { decide } from "../engine/decide.ts";
import type { EventBody, Recorded } from "../engine/events.ts";
import { fold as foldBatch, preview } from "../engine/evolve.ts";
import type { Run } from "../engine/run.ts";
import { hostName } from "../process/identity.ts";
import type { Project } from "../project/project.ts";
import { disk } from "../store/disk.ts";
import { readEvents } from "../store/reader.ts";
import { type Repaired, repair } from "../store/repair.ts";
import { type Fold, readState, transact, underLock } from "../store/transact.ts";
import { VERSION } from "../version.ts";
import { moduleOf, WORKFLOW_NAMES, workflowOf } from "../workflows/index.ts";
import { folds } from "./folds.ts";
import { writeOutputs } from "./outputs.ts";

/** The run after one more batch of its journal, also of an older version. Changes the run in place. */
export function foldRecorded(run: Run | null, batch: readonly Recorded[]): Run | null {
  const [first] = batch;
  const name = first?.type === "run_created" ? first.workflow : run?.workflow;
  const upcast = name !== undefined && WORKFLOW_NAMES.includes(name) ? workflowOf(name).upcast : undefined;
  return foldBatch(run, upcast ? batch.map(upcast) : batch);
}

/**
 * What is wrong with an event, by its schema; null: nothing. Loads the schema library on use: events that a snapshot of this
 * version covers are not checked again, so nearly every hook does without it.
 */
function problemIn(event: { type: string }): string | null {
  const schema = require("./event-problem.ts") as typeof import("./event-problem.ts");
  return schema.problemIn(event);
}

/** Every event of a project's journal, parsed. @throws BrokenChain, UnsafeFile */
export const recordedEvents = (project: Project): Recorded[] =>
  readEvents(project.task, problemIn) as unknown as Recorded[];

/** How a project's journal is folded into its run. */
const runFold = (project: Project): Fold<Run> => ({
  // The state may be changed in place: the store shares it with nobody before it has read to the end.
  evolve: (run, batch) => foldRecorded(run, batch as unknown as readonly Recorded[]),
  problem: problemIn,
  files: (run) => folds(run, project.root),
  version: VERSION,
});

/** The run, folded from the whole journal; writes nothing. @throws BrokenChain, UnsafeFile */
export function readRun(project: Project): Run | null {
  return readState(project.task, runFold(project), disk, "read").state;
}

/**
 * The run by its snapshot and the events after it: fast, for the policy, which only denies. Decide nothing on it: a snapshot
 * can be forged. @throws BrokenChain, UnsafeFile
 */
export function readRunFast(project: Project): Run | null {
  return readState(project.task, runFold(project)).state;
}

export interface Changed {
  run: Run | null;
  events: Recorded[];
  warning?: string;
}

/** A command, or a function that makes one from the run after the commands before it; null: none. */
export type Change = Command | ((run: Run | null) => Command | null);

/**
 * Writes the workflow's output files for the newest state, which another process may have made after `run`. Returns what
 * could not be written, undefined: nothing; the next change tries again.
 */
export function writeCurrentOutputs(project: Project, run: Run | null): string | undefined {
  if (run === null || moduleOf(run.workflow).outputs === undefined) return undefined;
  try {
    return underLock(project.task, { host: hostName(), pid: process.pid }, () => {
      const now = readRunFast(project)?.seq === run.seq ? run : readRun(project);
      if (now === null || moduleOf(now.workflow).outputs === undefined) return undefined;
      const { problems } = writeOutputs(project, now);
      return problems.length === 0 ? undefined : problems.join("\n");
    });
  } catch (error) {
    return `${workflowOf(run.workflow).files}/ could not be brought up to date: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * Carries out commands as one decision: all of their events are recorded, or none. Without commands it only brings the
 * derived files up to date. @throws Refused when the run's state does not allow a command; BrokenChain, UnsafeFile
 */
export function change(project: Project, steps: (run: Run | null) => Change[]): Changed {
  const result = transact(project.task, runFold(project), {
    now: () => new Date().toISOString(),
    host: hostName(),
    pid: process.pid,
    decide: (before) => {
      const events: EventBody[] = [];
      let run = before;
      for (const step of steps(before)) {
        const command = typeof step === "function" ? step(run) : step;
        if (command === null) continue;
        const name = command.do === "start" ? command.workflow : run?.workflow;
        if (name === undefined) throw new Refused("no_run", "no run here");
        const more = decide(workflowOf(name), run, command);
        if (more.length === 0) continue;
        events.push(...more);
        run = preview(run, more);
      }
      return events;
    },
  });
  const events = result.appended as unknown as Recorded[];
  const warning = events.length > 0 ? writeCurrentOutputs(project, result.state) : undefined;
  return { run: result.state, events, warning: result.warning ?? warning };
}

/** Cuts the journal to the events before `fromSeq`, also a broken or missing one; the old file is kept. */
export const repairRun = (project: Project, fromSeq: number): Repaired<Run> =>
  repair(project.task, runFold(project), fromSeq, {
    now: () => new Date().toISOString(),
    host: hostName(),
    pid: process.pid,
  });
