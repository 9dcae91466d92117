import { ROLLED_BACK, type Run } from "../../engine/run.ts";
import { rollbackText } from "../../render/rollback.ts";
import { clean } from "../../text.ts";
import { withLater } from "../audit/changed-later.ts";
import { endChecks } from "../audit/check.ts";
import { mayStillWrite } from "../life/orphans.ts";
import { atWork, rollBack } from "../life/rollback.ts";
import { readRun } from "../life/run.ts";
import { type Answer, type Call, type Command, changeRun, done, no, RUN_OPTION, typedIn, whichRun } from "./command.ts";
import { strangerAnswer } from "./foreign.ts";

/** How long a stopped agent may take to end, as a part of what a program may take: the host ends a hook that takes too long. */
const FAREWELL = 1 / 3;
const FAREWELL_MS = 5_000;

/** Why the run waits then. */
const BROUGHT_BACK = { failure: ROLLED_BACK, message: "", until: null };

/** What is said of agents at work before they are stopped. */
const stopsFirst = (busy: string[]): string =>
  busy.length === 0 ? "" : `\n${busy.join(", ")} is at work: it is stopped first, and the run waits until you go on.`;

/**
 * Stops what is at work, and waits for agents of this and of earlier runs whose last call may still write. Returns the answer
 * when one does not end.
 */
async function stopWork(call: Call, live: Run | null): Promise<Answer | null> {
  if (live !== null && atWork(live).length > 0) {
    changeRun(call, [
      { do: "interrupt", note: "the person brought the files back" },
      { do: "hold", failure: BROUGHT_BACK },
    ]);
    await endChecks(call, live);
  }
  const until = Date.now() + Math.min(FAREWELL_MS, call.patience * FAREWELL);
  for (;;) {
    const writing = mayStillWrite(call.project, readRun(call.project));
    if (writing.length === 0) return null;
    if (Date.now() > until)
      return no(
        `Nothing was brought back: an agent of ${writing.join(", ")} has not ended; its last command may still write. Try again, or end its session.`,
        { writing },
      );
    await Bun.sleep(50);
  }
}

const SLASH = "/multi-ai:rollback";

/** The person's own hand does it, so whose session the run belongs to does not matter. */
export const rollback: Command = {
  summary: "Bring back the files as they were before the implementation",
  options: {
    yes: { about: "Do it; without this it only shows what would change" },
    undo: { about: "Bring back the files as they were before the rollback" },
    ...RUN_OPTION,
  },
  slash: () => SLASH,
  async run(call) {
    const which = whichRun(call);
    if (!which.ok) return which.answer;
    const { run, kept, place } = which.found;
    const stranger = strangerAnswer(call, place.task);
    if (stranger !== null) return stranger;
    const options = { undo: call.has("undo"), yes: call.has("yes"), timeout: call.patience };
    const live = readRun(call.project);
    const shown = rollBack(call.project, run, live, { ...options, yes: false });
    if (options.yes && shown.refused === null) {
      const refusal = await call.confirm(`This changes the project's files for run ${run.run}.`, SLASH);
      if (refusal !== null) return no(refusal, { run: run.run });
    }
    // Nobody is stopped for what cannot be done.
    const stopped = options.yes && shown.refused === null ? await stopWork(call, live) : null;
    if (stopped !== null) return stopped;
    const facts =
      options.yes && shown.refused === null
        ? rollBack(call.project, run, readRun(call.project), options)
        : withLater(shown, place, run);
    const text = clean(rollbackText(facts, typedIn(call, "rollback"), kept === "here" ? null : run.run));
    if (facts.refused !== null) return no(text, facts);
    return done(`${text}${options.yes ? "" : stopsFirst(atWork(live))}`, facts);
  },
};
