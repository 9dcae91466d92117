import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { isLive, type Run } from "../engine/run.ts";
import { isAlive } from "../host/host.ts";
import { TAKE_UP } from "../render/view.ts";
import { endChecks } from "../run/check.ts";
import { archiveRun } from "../run/kept-runs.ts";
import { readRun, repairRun } from "../run/run.ts";
import { finishUnpark } from "../run/start.ts";
import { viewOf } from "../run/status.ts";
import { parkedRuns, unparkRun } from "../store/archive.ts";
import { BrokenChain } from "../store/journal.ts";
import { startText } from "../workflows/index.ts";
import { type Answer, type Call, changeRun, done, no, noRunText, ownRun, type Verb, wrongUsage } from "./verb.ts";

const ownerLives = (run: Run): boolean => isAlive(run.owner?.host ?? null);

/** A live run goes on inside the host: what to do there. */
function goOn(call: Call, run: Run, force: boolean): Answer {
  const data = { run: run.run, status: run.status, owner_alive: ownerLives(run) };
  if (run.paused !== null) return goOn(call, changeRun(call, () => [{ do: "go_on" }])!, force);
  if (!ownerLives(run)) return done(`Run ${run.run} is live and no session carries it on.\nNext: ${TAKE_UP}.`, data);
  const pid = run.owner!.host!.pid;
  if (force)
    return done(
      `Next: open Claude Code here and type /multi-ai:resume --force; the session in process ${pid} loses the run, and its running tasks start again.`,
      data,
    );
  return done(
    `Run ${run.run} goes on in a session that is at work (process ${pid}).\nNext: ${viewOf(call.project, run).next}. To take it over: /multi-ai:resume --force in another session.`,
    data,
  );
}

function unpark(call: Call, named: string | null, before: Run | null): Answer {
  const parked = parkedRuns(call.project.task);
  const name = named ?? (parked.length === 1 ? parked[0]! : null);
  const list = parked.length > 0 ? `parked: ${parked.join(", ")}` : "nothing is parked";
  if (name === null) {
    const which = parked.length > 1 ? `\nSay which one: ${list}` : "";
    const over = before === null ? noRunText(call.from) : `Run ${before.run} is over (${before.status}); ${list}.`;
    return no(`${over}${which}`, { run: before?.run ?? null, parked });
  }
  if (!parked.includes(name)) return no(`No parked run "${name}"; ${list}.`, { parked });
  if (before !== null) archiveRun(call.project, before);
  unparkRun(call.project.task, name);
  const run = ownRun(call);
  if (run === null) return no(`Run ${name} is back in .task, but holds no event.`, { run: name });
  return done(`Run ${name} is back (${viewOf(call.project, run).phase}).\nNext: ${TAKE_UP}.`, {
    run: name,
    status: run.status,
  });
}

/** The run as far as its journal can be read. */
function readable(call: Call): Run | null {
  try {
    return readRun(call.project);
  } catch (error) {
    if (error instanceof BrokenChain) return null;
    throw error;
  }
}

async function repaired(call: Call, from: string, force: boolean): Promise<Answer> {
  const seq = Number(from);
  if (!Number.isSafeInteger(seq) || seq < 1) return wrongUsage(`--from takes the number of an event, found "${from}"`);
  const before = readable(call);
  if (before !== null && isLive(before) && ownerLives(before) && !force)
    return no(
      `Run ${before.run} belongs to a session that is at work (process ${before.owner!.host!.pid}). End it first, or add --force.`,
      { run: before.run },
    );
  const inTask = (name: string): boolean => existsSync(join(call.project.task, name));
  if (!inTask("events.jsonl") && !inTask("snapshot.json")) return no(noRunText(call.from), { run: null });
  if (before !== null) await endChecks(before);
  const { state, kept, aside, warning } = repairRun(call.project, seq);
  // What ran when the events that are gone were written does not run for these any more.
  const run =
    state !== null && isLive(state)
      ? changeRun(call, () => [{ do: "interrupt", note: "the journal was repaired" }])
      : state;
  const where = aside === null ? null : relative(call.project.root, aside);
  const left =
    run === null
      ? "Nothing is left of the run"
      : `Run ${run.run} stands at event ${kept} (${viewOf(call.project, run).phase})`;
  const old = where === null ? "there was no journal any more" : `the journal as it was is ${where}`;
  const next = run !== null && isLive(run) ? TAKE_UP : `${startText(run)} in Claude Code starts a new run`;
  return done(`${left}; ${old}.${warning ? ` ${warning}` : ""}\nNext: ${next}.`, {
    run: run?.run ?? null,
    kept,
    aside: where,
  });
}

export const resume: Verb = {
  summary: "Bring a parked run back, or say how the live one goes on",
  usage: "[run]",
  args: [0, 1],
  options: {
    force: { about: "Also while the session that owns the run is at work" },
    from: { value: "<seq>", about: "Go on from the events before this one; the journal as it is is kept" },
  },
  slash: () => "/multi-ai:resume",
  run(call) {
    const named = call.args[0] ?? null;
    const from = call.value("from");
    if (from !== null) return repaired(call, from, call.has("force"));
    const run = ownRun(call);
    finishUnpark(call.project, run);
    if (run === null || !isLive(run)) return unpark(call, named, run);
    if (named !== null && named !== run.run)
      return no(`Run ${run.run} is live; multi-ai park puts it aside first.`, { run: run.run });
    return goOn(call, run, call.has("force"));
  },
};
