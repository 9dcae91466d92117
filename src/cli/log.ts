import { eventLine } from "../render/log.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  noRunText,
  ownRun,
  RUN_OPTION,
  whichRun,
} from "../run/commands/command.ts";
import { archiveIndex, keptRun } from "../run/kept-runs.ts";
import { recordedEvents } from "../run/run.ts";
import { parkedRuns } from "../store/archive.ts";
import { fit, moment, oneLine } from "../text.ts";

function row(call: Call, run: string, kept: string, status: string, at: string, request: string): string {
  return fit(`${run}  ${kept}  ${status}  ${at === "" ? "" : moment(at)}  ${oneLine(request)}`, call.width);
}

function parkedRow(call: Call, id: string): string {
  try {
    const run = keptRun(call.project, id)?.run;
    if (run) return row(call, id, "parked", run.status, run.updated_at, run.request.text);
  } catch {
    // Its journal is broken: it stays on the list.
  }
  return `${id}  parked  its journal cannot be read`;
}

/** All runs of the project: its own, those that are parked, and the archive. */
function runs(call: Call): Answer {
  const own = ownRun(call);
  const archived = archiveIndex(call.project);
  const parked = parkedRuns(call.project.task);
  const lines = [
    ...(own ? [row(call, own.run, "here", own.status, own.updated_at, own.request.text)] : []),
    ...parked.map((run) => parkedRow(call, run)),
    ...archived.toReversed().map((one) => row(call, one.run, "archived", one.status, one.updated_at, one.request)),
  ];
  const data = { here: own?.run ?? null, parked, archived };
  return lines.length > 0 ? done(lines.join("\n"), data) : no(noRunText(call), data);
}

function events(call: Call): Answer {
  const which = whichRun(call);
  if (!which.ok) return which.answer;
  const all = recordedEvents(which.found.place);
  return done(all.map((event) => fit(eventLine(event), call.width)).join("\n"), {
    run: which.found.run.run,
    events: all,
  });
}

export const log: Command = {
  summary: "What happened, one event a line",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { ...RUN_OPTION, runs: { about: "List the runs of this project instead" } },
  run: (call) => (call.has("runs") ? runs(call) : events(call)),
};
