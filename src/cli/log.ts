import { archiveIndex } from "../record/history.ts";
import { eventLine } from "../render/log.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  nothingToSee,
  RUN_OPTION,
  whichRun,
} from "../run/commands/command.ts";
import { readRun, recordedEvents } from "../run/run.ts";
import { parkedRuns } from "../store/archive.ts";
import { fit } from "../text.ts";
import { ownId, runs } from "./runs.ts";

/** All runs of the project by where they are kept; the text is that of `runs`. */
async function listed(call: Call): Promise<Answer> {
  const all = await runs.run(call);
  const data = {
    here: ownId(call).id,
    parked: parkedRuns(call.project.task),
    archived: archiveIndex(call.project),
  };
  return { ...all, data };
}

function events(call: Call): Answer {
  const which = whichRun(call);
  if (!which.ok) {
    const { data, ...answer } = nothingToSee(call, which.answer);
    return { ...answer, data: { ...(data as object), events: [] } };
  }
  const all = recordedEvents(which.found.place);
  return done(all.map((event) => fit(eventLine(event), call.cutAt ?? call.width)).join("\n"), {
    run: which.found.run.run,
    events: all,
  });
}

/** Prints what happens until the run is over; of one that is put aside, what has happened. */
async function follow(call: Call): Promise<Answer> {
  const { onlyInTerminal, printAll, printLines } = await import("./watch.ts");
  const refused = onlyInTerminal();
  if (refused !== null) return refused;
  const own = readRun(call.project);
  if (own !== null && (call.value("run") ?? own.run) === own.run) return printLines(call);
  const which = whichRun(call);
  return which.ok ? printAll(call, which.found.place) : which.answer;
}

export const log: Command = {
  summary: "What happened, one event a line",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {
    ...RUN_OPTION,
    runs: { about: "List the runs of this project instead" },
    follow: { about: "Go on with what happens, in the words of `run`, until the run is over" },
  },
  run: (call) => (call.has("runs") ? listed(call) : call.has("follow") ? follow(call) : events(call)),
};
