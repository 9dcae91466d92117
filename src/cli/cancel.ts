import { isLive } from "../engine/run.ts";
import { endChecks } from "../run/check.ts";
import { readRun } from "../run/run.ts";
import { archiveUnreadable, releaseIfGone } from "../run/start.ts";
import { allStarts, startText } from "../workflows/index.ts";
import { type Answer, type Call, changeRun, done, no, noRunText, type Verb } from "./verb.ts";

const REASON = "cancelled by the person";
const next = (start: string): string =>
  `Next: ${start} in Claude Code starts a new run; multi-ai reset archives this one.`;

async function cancelRun(call: Call): Promise<Answer> {
  const run = readRun(call.project);
  if (run === null) return no(noRunText(call.from), { run: null });
  if (!isLive(run))
    return no(`Run ${run.run} is over already (${run.status}). ${next(startText(run))}`, { run: run.run });
  const now = changeRun(call, () => [{ do: "cancel", reason: REASON }, releaseIfGone])!;
  await endChecks(run);
  return done(
    `Run ${run.run} is cancelled. Its agents are denied every further call; what they changed stays.\n${next(startText(run))}`,
    { run: run.run, status: now.status },
  );
}

async function cancelByForce(call: Call): Promise<Answer> {
  const { run, folder, problem } = await archiveUnreadable(call.project, REASON);
  if (folder !== null)
    return done(
      `The run could not be read (${problem}). All of it is in ${folder} now, and its hooks are off. An agent of it that still runs is not held back any more.\nNext: ${allStarts()} in Claude Code starts a new run.`,
      { run, folder, problem },
    );
  if (run === null) return done(`${noRunText(call.from)}`, { run: null });
  return done(
    `Run ${run} is cancelled and its hooks are off. An agent of it that still runs is not held back any more.\n${next(allStarts())}`,
    { run, folder: null },
  );
}

export const cancel: Verb = {
  summary: "End the run; what was done stays",
  usage: "",
  args: [0, 0],
  options: { force: { about: "In whatever state the run is: also when its journal cannot be read" } },
  run: (call) => (call.has("force") ? cancelByForce(call) : cancelRun(call)),
};
