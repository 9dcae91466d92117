import { isLive, type Run } from "../../engine/run.ts";
import { dropCopy, isGone } from "../../record/machine/copies.ts";
import { BY_PERSON } from "../../render/outcome.ts";
import { changedAtEnd } from "../audit/calls.ts";
import { endWork } from "../dispatch/check-task.ts";
import { readRun } from "../journal/change.ts";
import { archiveUnreadable } from "../start/start-run.ts";
import { type Answer, type Call, type Command, done, worktreesText } from "./command.ts";
import { plainly } from "./usage/system-errors.ts";

const DENIED = " Its agents may make no more calls; what they changed stays.";
const next = (call: Call, run: Run | null): string =>
  `Next: ${call.startOf(run)} starts a new run; ${call.typed("reset")} archives this one.`;

/** What may be left of a run that is not there any more goes, so that nothing brings it back. */
function withoutRun(call: Call): Answer {
  if (isGone(call.project, call.env)) dropCopy(call.project, call.env);
  return done(call.noRunText(), { run: null });
}

/**
 * A run that the host's session owns is told so by its end; one in the background at the next
 * prompt of a session; any other is released, for nobody is left to hear of it.
 */
async function cancelRun(call: Call, run: Run | null): Promise<Answer> {
  if (run === null) return withoutRun(call);
  if (!isLive(run))
    return done(`Run ${run.run} is already over (${run.status}). ${next(call, run)}`, {
      run: run.run,
      status: run.status,
    });
  // What a command has changed that goes on is the run's, for a rollback.
  const working = run.tasks.filter(({ status }) => status === "running");
  const changed = working.flatMap((task) =>
    changedAtEnd(call.project, run, task, { env: call.env }),
  );
  const { run: now } = call.changeToEnd([...changed, { do: "cancel", reason: BY_PERSON }], "once");
  await endWork(call, run);
  const agents =
    working.length === 0
      ? "Nothing was running"
      : run.owner?.driver
        ? "Its agents were ended"
        : "Its agents may make no more calls";
  return done(
    `Run ${run.run} is cancelled. ${agents}; changed files stay as they are.${worktreesText(call.project, run.run)}\n${next(call, run)}`,
    { run: run.run, status: now!.status },
  );
}

/** Ends the run in whatever state it is; one that cannot be read is set aside. */
export async function cancelByForce(call: Call): Promise<Answer> {
  const { run, folder, problem: found } = await archiveUnreadable(call.project, BY_PERSON);
  const problem = found && plainly(found).replace(/\.$/, "");
  const starts = `Next: ${call.startOf(null)} starts a new run`;
  if (folder !== null)
    return done(
      `The run could not be read (${problem}). All of it is in ${folder} now.${DENIED}\n${starts}.`,
      {
        run,
        folder,
        problem,
      },
    );
  if (run === null) return withoutRun(call);
  return done(`Run ${run} is over.${DENIED}\n${next(call, null)}`, { run, folder: null });
}

export const cancel: Command = {
  summary: "Stop the run for good; files stay as they are",
  foreign: true,
  slash: (call) => (call.session === null ? null : "/multi-ai:cancel"),
  options: { force: { about: "Whatever state the run is in, even if its journal cannot be read" } },
  run: (call) => (call.has("force") ? cancelByForce(call) : cancelRun(call, readRun(call.project))),
};
