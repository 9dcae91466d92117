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
import { recordedEvents } from "../run/run.ts";
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

export const log: Command = {
  summary: "What happened, one event a line",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {
    ...RUN_OPTION,
    runs: { about: "List the runs of this project instead" },
  },
  run: (call) => (call.has("runs") ? listed(call) : events(call)),
};
