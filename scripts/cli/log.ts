import { parkedRuns } from "../adapters/archive.ts";
import { readEvents } from "../adapters/events-file.ts";
import { archiveIndex } from "../adapters/kept-runs.ts";
import type { Recorded } from "../artifacts/events.ts";
import { eventLine } from "../render/log.ts";
import { fit, oneLine } from "../render/terminal-text.ts";
import { type Answer, type Call, done, no, type Verb } from "./verb.ts";
import { ownRun, RUN_OPTION, whichRun } from "./which-run.ts";

/** All runs of the project: its own, those that are parked, and the archive. */
function runs(call: Call): Answer {
  const own = ownRun(call);
  const archived = archiveIndex(call.project);
  const parked = parkedRuns(call.project);
  const row = (run: string, kept: string, status: string, at: string, request: string): string =>
    fit(`${run}  ${kept}  ${status}  ${at}  ${oneLine(request)}`, call.width);
  const lines = [
    ...(own ? [row(own.run, "here", own.status, own.updated_at, own.request.text)] : []),
    ...parked.map((run) => `${run}  parked  multi-ai resume ${run} brings it back`),
    ...archived.toReversed().map((one) => row(one.run, "archived", one.status, one.updated_at, one.request)),
  ];
  const data = { here: own?.run ?? null, parked, archived };
  return lines.length > 0 ? done(lines.join("\n"), data) : no(`No run is known in ${call.project.task}.`, data);
}

function events(call: Call): Answer {
  const which = whichRun(call);
  if (!which.ok) return which.answer;
  const all = readEvents(which.found.place) as unknown as Recorded[];
  return done(all.map((event) => fit(eventLine(event), call.width)).join("\n"), {
    run: which.found.run.run,
    events: all,
  });
}

export const log: Verb = {
  summary: "What happened, one event a line",
  usage: "",
  args: [0, 0],
  options: { ...RUN_OPTION, runs: { about: "List the runs of this project instead" } },
  run: (call) => (call.has("runs") ? runs(call) : events(call)),
};
