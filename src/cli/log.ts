import { eventLine } from "../render/log.ts";
import { type Command, done, nothingToSee, RUN_OPTION, whichRun } from "../run/commands/command.ts";
import { recordedEvents } from "../run/life/run.ts";
import { fit } from "../text.ts";

export const log: Command = {
  summary: "What happened, one event a line",
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok) {
      const { data, ...answer } = nothingToSee(call, which.answer);
      return { ...answer, data: { ...(data as object), events: [] } };
    }
    const events = recordedEvents(which.found.place);
    const lines = events.map((event) => fit(eventLine(event), call.cutAt ?? call.width));
    return done(lines.join("\n"), { run: which.found.run.run, events });
  },
};
