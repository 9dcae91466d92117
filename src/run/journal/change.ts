import { type Command, Refused } from "../../engine/commands.ts";
import { decide } from "../../engine/decide.ts";
import type { EventBody, Recorded } from "../../engine/events.ts";
import { preview } from "../../engine/evolve.ts";
import type { Run } from "../../engine/run.ts";
import { messageOf } from "../../process/attempt.ts";
import { headOf } from "../../project/git/head.ts";
import type { Project } from "../../project/project.ts";
import { namesRun } from "../../record/changes/own-files.ts";
import { archiveCopy, copyFor, dropCopy, keepCopy } from "../../record/machine/copies.ts";
import { markLive, unmark } from "../../record/machine/marks.ts";
import { type Repaired, repair } from "../../store/repair.ts";
import { type Fold, locked, transact } from "../../store/transact.ts";
import { workflowOf } from "../../workflows/index.ts";
import { restoreOwn } from "../audit/edits.ts";
import { notice } from "../audit/notice.ts";
import { hasOutputs, writeOutputs } from "../publish/outputs.ts";
import { isGuarded, projections } from "./projections.ts";
import { RUN, readRun, readRunFast } from "./read-run.ts";

export { readRun, readRunFast, recordedEvents } from "./read-run.ts";

/** How a project's journal is folded into its run. */
const runFold = (project: Project): Fold<Run> => ({
  ...RUN,
  files: (run) => projections(run, project.root),
  isOwn: namesRun,
});

export interface Changed {
  run: Run | null;
  events: Recorded[];
  warning?: string;
}

/**
 * A command, or a function that makes one from the run after the commands before it; null: none.
 */
export type JournalStep = Command | ((run: Run | null) => Command | null);

/**
 * Writes the workflow's output files for the newest state, which another process may have made
 * after `run`. Returns what could not be written, undefined: nothing; the next change tries again.
 */
export function writeCurrentOutputs(project: Project, run: Run | null): string | undefined {
  if (run === null || !hasOutputs(run)) return undefined;
  try {
    return locked(project.task, () => {
      const now = readRunFast(project)?.seq === run.seq ? run : readRun(project);
      if (now === null) return undefined;
      const { problems } = writeOutputs(project, now);
      return problems.length === 0 ? undefined : problems.join("\n");
    });
  } catch (error) {
    return `${workflowOf(run.workflow).files}/ could not be updated: ${messageOf(error)}`;
  }
}

/** The end of a run says where the person's repository stood. */
function withHead(project: Project, event: EventBody): EventBody {
  if (event.type !== "ended") return event;
  const head = headOf(project.root);
  return head === null ? event : { ...event, head };
}

/**
 * The journal was changed by something else than the program, and put back: noted with the first
 * change after it.
 */
const journalMended: JournalStep = (run) => {
  const text =
    "The journal .task/events.jsonl was changed by something other than multi-ai. It was restored; the changed file is kept in .task/history/.";
  return run && notice("folder-changed", `journal-${run.seq}`, text);
};

/**
 * The events of one command. Where they complete the run, the person may first be asked about files
 * that it has not changed.
 */
function eventsOf(project: Project, name: string, run: Run | null, command: Command): EventBody[] {
  const workflow = workflowOf(name);
  const events = decide(workflow, run, command);
  if (
    run === null ||
    !events.some((event) => event.type === "ended" && event.status === "complete")
  )
    return events;
  // Most changes complete no run.
  const { unclaimedBy } =
    require("../audit/unclaimed-changes.ts") as typeof import("../audit/unclaimed-changes.ts");
  const files = unclaimedBy(project, preview(run, events)!);
  const first = files === null ? [] : decide(workflow, run, files);
  return first.length === 0
    ? events
    : [...first, ...decide(workflow, preview(run, first), command)];
}

/** The events of some commands, decided one after another. */
function decided(project: Project, before: Run | null, steps: readonly JournalStep[]): EventBody[] {
  const events: EventBody[] = [];
  let run = before;
  for (const step of steps) {
    const command = typeof step === "function" ? step(run) : step;
    if (command === null) continue;
    const name = command.do === "start" ? command.workflow : run?.workflow;
    if (name === undefined) throw new Refused("no_run", "no run here");
    const more = eventsOf(project, name, run, command).map((event) => withHead(project, event));
    if (more.length === 0) continue;
    events.push(...more);
    run = preview(run, more);
  }
  return events;
}

/**
 * Carries out commands as one decision: all of their events are recorded, or none. Without commands
 * it only brings the derived files up to date. `mends`: see `Decision`. @throws Refused when the
 * run's state does not allow a command; BrokenChain, UnsafeFile
 */
export function change(
  project: Project,
  steps: (run: Run | null) => JournalStep[],
  mends = false,
): Changed {
  const result = transact(project.task, runFold(project), {
    mends,
    copy: () => copyFor(project),
    decide: (before, mended) =>
      decided(project, before, [...(mended ? [journalMended] : []), ...steps(before)]),
  });
  const events = result.appended as unknown as Recorded[];
  const run = result.state;
  const isNew = run !== null && events.length > 0;
  if (run !== null && !isGuarded(run)) {
    if (isNew) unmark(project);
    // No hook needs it any more; a person who looks for it later does.
    archiveCopy(project);
  } else if (events.some((event) => event.type === "run_created" || event.type === "attached"))
    markLive(project);
  if (isNew && run.settings.notify?.length)
    // Few runs tell anybody.
    (require("../notify/start.ts") as typeof import("../notify/start.ts")).startNotifying(
      project,
      run,
    );
  if (isNew) restoreOwn(project, run);
  const warning = isNew ? writeCurrentOutputs(project, run) : undefined;
  const isOver = isNew && run.status === "complete";
  return {
    run,
    events,
    warning: result.warning ?? warning ?? (isOver ? recordComplete(project, run) : undefined),
  };
}

/**
 * What other workflows could not note of a run that is complete; undefined: nothing. Most changes
 * end none.
 */
function recordComplete(project: Project, run: Run): string | undefined {
  try {
    const problems = (
      require("./note-complete.ts") as typeof import("./note-complete.ts")
    ).noteComplete(project, run);
    return problems.length === 0 ? undefined : problems.join("\n");
  } catch (error) {
    return `the end of ${run.run} could not be recorded in the project's files: ${messageOf(error)}`;
  }
}

/**
 * Cuts the journal to the events before `fromSeq`, also a broken or missing one; the old file is
 * kept.
 */
export function repairRun(project: Project, fromSeq: number): Repaired<Run> {
  const hadCopy = copyFor(project) !== null;
  const repaired = repair(project.task, runFold(project), fromSeq, () => {
    // The events that are cut away would come back by it.
    dropCopy(project);
  });
  if (hadCopy && repaired.state !== null && isGuarded(repaired.state))
    keepCopy(project, repaired.state.run);
  return repaired;
}
