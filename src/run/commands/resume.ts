import { relative } from "node:path";
import { isLive, type Run, sameHost } from "../../engine/run.ts";
import { livingOwner } from "../../host/host.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { isGone, keepCopy } from "../../record/machine/copies.ts";
import { taking } from "../../record/machine/owner.ts";
import { standingText } from "../../render/directive.ts";
import { statusWords } from "../../render/outcome.ts";
import { takeUp as howToTakeUp } from "../../render/view.ts";
import { parkedRuns, unparkRun } from "../../store/archive.ts";
import { BrokenChain } from "../../store/journal.ts";
import { missingHere } from "../audit/accepted-state.ts";
import { restoreRecord } from "../audit/folder.ts";
import { endWork } from "../dispatch/check-task.ts";
import { backgroundProblem, driveOn, modeInBackground, newDriver } from "../driver/background.ts";
import { leaveDriver } from "../driver/stop-driver.ts";
import { archiveRun, putFilesBack, storedPlace } from "../end/archived-runs.ts";
import { overtakenText } from "../end/parked-runs.ts";
import { readRun, repairRun } from "../journal/change.ts";
import { readable } from "../journal/read-run.ts";
import { clearWay, reportingDisplaced } from "../start/clear-way.ts";
import { finishUnpark, noteUnread } from "../start/start-run.ts";
import { glanceAt } from "../views/status.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  Ends,
  goneOn,
  no,
  refuseStranger,
  type Session,
  wrongUsage,
} from "./command.ts";
import { afterwards, nextText } from "./decide.ts";

const SLASH = "/multi-ai:resume";
const BACKGROUND = "background";

/** The run in a session that is at work, and how it is taken from it. */
const atWork = (run: Run): string =>
  `Run ${run.run} belongs to a session that is running (process ${run.owner!.host!.pid}).`;

/** A run without its driver. What an agent had finished may have been the last of it. @throws Ends */
async function undriven(call: Call, found: Run): Promise<Run> {
  const run = await leaveDriver(call, found);
  if (run !== null && isLive(run)) return run;
  const data = { run: run?.run ?? null, status: run?.status ?? null };
  throw new Ends(done(run === null ? call.noRunText() : standingText(run), data));
}

/** A live run goes on in the session that asks for it, unless another one is at work on it. */
async function takeOver(call: Call, session: Session, found: Run, text: string): Promise<Answer> {
  const run = await undriven(call, found);
  const force = call.has("force");
  const here = run.owner?.session === session.id && run.owner.host?.pid === session.host?.pid;
  const window = sameHost(run.owner?.host, session.host);
  if (!here && !window && !force && livingOwner(run) !== null && !run.owner?.driver)
    return no(
      `${atWork(run)} End that session, or take the run over: /multi-ai:resume --force (its running tasks start again).`,
      { run: run.run },
    );
  const lacking = here ? null : missingHere(call.project, run);
  if (lacking !== null) return no(lacking, { run: run.run });
  const attach = session.takes(run.run, force);
  const changed = call.change([...(here ? [] : [attach]), { do: "go_on" }], "always");
  if (!here && (force || !window)) await endWork(call, run);
  return goneOn(text, run, changed, standingText(changed.run!));
}

/**
 * A live run goes on in the background, unless another session is at work on it. `isConfirmed`: the
 * person was asked already.
 */
async function beside(call: Call, found: Run, isConfirmed: boolean): Promise<Answer> {
  const { project, env } = call;
  const mode = call.session?.mode ?? modeInBackground(project, env, found) ?? "acceptEdits";
  const data = { run: found.run, status: found.status };
  const isOthers = found.owner?.session !== call.session?.id && !found.owner?.driver;
  if (isOthers && livingOwner(found) !== null && !call.has("force")) return no(atWork(found), data);
  const problem = backgroundProblem(project, env, mode) ?? missingHere(project, found);
  if (problem !== null) return no(problem, data);
  if (!isConfirmed)
    await call.agreed(`This continues run ${found.run} in the background.`, SLASH, data);
  const isDriven = found.owner?.driver === true && livingOwner(found) !== null;
  const run = isDriven ? found : await undriven(call, found);
  const attach = taking(project, run.run, { ...newDriver(project), background: mode }, env, true);
  const { run: now } = call.change([...(isDriven ? [] : [attach]), { do: "go_on" }]);
  if (!isDriven) await endWork(call, run);
  return done(driveOn(project, env, now!) ?? nextText(call, now!), data);
}

const howToGoOn = (call: Call, run: Run): string =>
  `\n${nextText(call, run, `${howToTakeUp(run)}.`)}`;

/** From a terminal a live run goes on inside the host: what to do there. */
async function goOn(call: Call, found: Run): Promise<Answer> {
  const data = { run: found.run, status: found.status };
  const waits = found.paused !== null;
  if (waits) await call.agreed(`This continues run ${found.run}, which is waiting.`, SLASH, data);
  const run = waits ? call.change([{ do: "go_on" }]).run! : found;
  if (modeInBackground(call.project, call.env, run) !== null)
    return done(afterwards(call, run), data);
  if (livingOwner(run) === null)
    return done(
      `Run ${run.run} is waiting: no session is running it.${howToGoOn(call, run)}`,
      data,
    );
  return done(
    `${atWork(run)}\nNext: ${glanceAt(run).next}. To take it over: /multi-ai:resume --force in another session (its running tasks start again).`,
    data,
  );
}

/** A live run that was brought back or repaired: the session that asked goes on with it. */
async function takeUp(call: Call, run: Run, text: string, data: object): Promise<Answer> {
  if (call.has(BACKGROUND)) return beside(call, run, true);
  if (call.session !== null) return takeOver(call, call.session, run, text);
  if (run.paused !== null) call.change([{ do: "go_on" }]);
  return done(`${text}${howToGoOn(call, run)}`, data);
}

/** Makes room for a parked run; what is told of that. */
function clearedFor(project: Project, name: string): string[] {
  const run = readable(storedPlace(project, "parked", name));
  if (run === null) return [];
  return reportingDisplaced(project, run.workflow, () => clearWay(project, run.workflow)).aside;
}

async function unpark(call: Call, named: string | null, before: Run | null): Promise<Answer> {
  const parked = parkedRuns(call.project.task);
  const name = named ?? (parked.length === 1 ? parked[0]! : null);
  const list = parked.length > 0 ? `parked: ${parked.join(", ")}` : "nothing is parked";
  const data = { run: before?.run ?? null, parked };
  if (name === null && parked.length === 0)
    return no(
      before === null ? call.noRunText() : `Run ${before.run} is over (${before.status}); ${list}.`,
      data,
    );
  if (name === null || !parked.includes(name))
    return no(`${name === null ? "Say which run" : `No parked run "${name}"`}; ${list}.`, data);
  refuseStranger(call, storedPlace(call.project, "parked", name).task);
  const overtaken = overtakenText(call.project, name);
  if (overtaken !== null) return no(overtaken, data);
  await call.agreed(`This brings run ${name} back into .task/.`, SLASH, data);
  if (before !== null) archiveRun(call.project, before);
  const aside = clearedFor(call.project, name);
  unparkRun(call.project.task, name);
  const back = call.ownRun();
  if (back === null) return no(`Run ${name} is back in .task, but has no events.`, { run: name });
  putFilesBack(call.project, back);
  // Its stopped calls were noted when it was left, and their ends there alone.
  const run = call.change(back.void_calls.map(({ call: gone }) => ({ do: "gone", call: gone })))
    .run!;
  if (isLive(run)) keepCopy(call.project, run.run, call.env);
  const text = [`Run ${name} is back (${statusWords(run.status)}).`, ...aside].join("\n");
  return takeUp(call, run, text, { run: name, status: run.status });
}

/**
 * @throws Ends where no journal has to be mended: there is none, or nothing of it is wrong. Then no
 * event is cut away.
 */
function refuseWhole(call: Call): void {
  const found = attempt(() => ({ run: readRun(call.project) }), null, BrokenChain);
  if (found === null) return;
  const { run } = found;
  if (run === null) throw new Ends(no(call.noRunText(), { run: null }));
  const whole = `The journal of run ${run.run} is intact, all ${run.seq} events: --from repairs a broken one, so nothing was changed. ${call.typed("status")} shows the run.`;
  throw new Ends(no(whole, { run: run.run }));
}

async function repaired(call: Call, from: string): Promise<Answer> {
  const seq = Number(from);
  if (!Number.isSafeInteger(seq) || seq < 1)
    return wrongUsage(`--from takes the number of an event, found "${from}"`);
  refuseWhole(call);
  await call.agreed(`This cuts the run's journal off before event ${seq}.`, SLASH);
  // Events that are cut away may be all that knows of an agent.
  noteUnread(call.project);
  const { state, kept, aside, warning } = repairRun(call.project, seq);
  // What ran when the events that are gone were written does not run for these any more.
  const run =
    state !== null && isLive(state)
      ? call.change([{ do: "interrupt", note: "the journal was repaired" }]).run
      : state;
  const where = aside === null ? null : relative(call.project.root, aside);
  const left =
    run === null
      ? "Nothing is left of the run"
      : `Run ${run.run} is at event ${kept} (${glanceAt(run).phase})`;
  const old = where === null ? "there was no journal left" : `the old journal is ${where}`;
  const text = `${left}; ${old}.${warning ? ` ${warning}` : ""}`;
  const data = { run: run?.run ?? null, kept, aside: where };
  if (run !== null && isLive(run)) return takeUp(call, run, text, data);
  return done(`${text}\nNext: ${call.startOf(run)} starts a new run.`, data);
}

export const resume: Command = {
  summary: "Bring a parked run back, or show how to continue the one here",
  usage: "[run]",
  args: [0, 1],
  options: {
    [BACKGROUND]: { about: "In the background, outside any session" },
    force: { about: "Even if the session that owns the run is running" },
    from: {
      value: "<seq>",
      about:
        "For a broken journal: continue from the events before this one; the broken file is kept",
    },
  },
  // A session goes on with a run that nobody is at work on without a word of the person, as it does
  // when it opens again.
  slash: (call) =>
    call.session !== null && !call.has("force") && call.value("from") === null ? null : SLASH,
  async run(call) {
    const [named = null] = call.args;
    const from = call.value("from");
    if (from !== null) return repaired(call, from);
    if (isGone(call.project, call.env)) restoreRecord(call.project, call.env);
    const run = call.ownRun();
    finishUnpark(call.project, run);
    if (run === null || !isLive(run)) return unpark(call, named, run);
    if (named !== null && named !== run.run && !parkedRuns(call.project.task).includes(named))
      return no(`No parked run "${named}"; the run here is ${run.run}.`, { run: run.run });
    if (named !== null && named !== run.run)
      return no(`Run ${run.run} is not over; ${call.typed("park")} parks it first.`, {
        run: run.run,
      });
    if (call.has(BACKGROUND)) return beside(call, run, false);
    if (call.session === null) return goOn(call, run);
    return takeOver(call, call.session, run, `Run ${run.run} continues in this session.`);
  },
};
