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

/** The run behind one more batch of its journal, whichever version wrote it. It is changed in place. */
export function foldRecorded(run: Run | null, batch: readonly Recorded[]): Run | null {
  const [first] = batch;
  const name = first?.type === "run_created" ? first.workflow : run?.workflow;
  const upcast = name !== undefined && WORKFLOW_NAMES.includes(name) ? workflowOf(name).upcast : undefined;
  return foldBatch(run, upcast ? batch.map(upcast) : batch);
}

/**
 * What is wrong with an event, by its schema. The schema library is loaded only where lines have to be parsed: a snapshot of
 * this version covers what was parsed before, so nearly every step does without.
 */
function problemIn(event: { type: string }): string | null {
  const events = require("../engine/events.ts") as typeof import("../engine/events.ts");
  return events.problemIn(event);
}

/** Every event of a project's journal, parsed. @throws BrokenChain, UnsafeFile */
export const recordedEvents = (project: Project): Recorded[] =>
  readEvents(project.task, problemIn) as unknown as Recorded[];

/** How a project's journal is folded into its run. */
const runFold = (project: Project): Fold<Run> => ({
  // The store holds its state alone until it has read to the end.
  evolve: (run, batch) => foldRecorded(run, batch as unknown as readonly Recorded[]),
  problem: problemIn,
  files: (run) => folds(run, project.root),
  version: VERSION,
});

/** The run as the journal tells it; reads only. @throws BrokenChain, UnsafeFile */
export function readRun(project: Project): Run | null {
  return readState(project.task, runFold(project), disk, "read").state;
}

/**
 * The run as a current snapshot has it: quick, for what only denies. Nothing is decided by it: whoever can write files
 * could have forged it. @throws BrokenChain, UnsafeFile
 */
export function readRunFast(project: Project): Run | null {
  return readState(project.task, runFold(project)).state;
}

export interface Changed {
  run: Run | null;
  events: Recorded[];
  warning?: string;
}

/** A command, or one that depends on what the commands before it have done. */
export type Change = Command | ((run: Run | null) => Command | null);

/**
 * Writes what the workflow keeps, for the newest state: `run` is what the caller knows, and another may have gone on since,
 * whose files an older state must not cover. What cannot be written is said, and the next step tries again.
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
 * Carries out commands as one decision: all of their events are recorded, or none. Later commands see what earlier ones did.
 * With no command it only brings the folds up to date.
 * @throws Refused when the run's state does not allow a command; BrokenChain, UnsafeFile
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

/** Goes on from the events before `fromSeq`; the journal as it was is kept. Also when it is broken or gone. */
export const repairRun = (project: Project, fromSeq: number): Repaired<Run> =>
  repair(project.task, runFold(project), fromSeq, {
    now: () => new Date().toISOString(),
    host: hostName(),
    pid: process.pid,
  });
