import { accepted } from "../record/accepted.ts";
import { progressLines } from "../render/progress.ts";
import { type Command, done, RUN_OPTION, runToSee } from "../run/commands/command.ts";
import { recordedEvents } from "../run/life/run.ts";
import { fit } from "../text.ts";

export const log: Command = {
  summary: "What happened, step by step, as watch shows it",
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const { run, place } = runToSee(call, { events: [] });
    const events = recordedEvents(place);
    const look = (sha: string): unknown => accepted(place, sha);
    const lines = events.flatMap((event) => progressLines(run, event, { look }));
    return done(lines.map((line) => fit(line, call.cutAt ?? call.width)).join("\n"), { run: run.run, events });
  },
};
