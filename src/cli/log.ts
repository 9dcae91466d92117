import { accepted } from "../record/accepted.ts";
import { progressLines } from "../render/progress.ts";
import { breakAt, type Command, done, RUN_OPTION, runToSee } from "../run/commands/command.ts";
import { rolledBack } from "../run/life/rollback.ts";
import { recordedEvents } from "../run/life/run.ts";
import { inColumns } from "../text.ts";

export const log: Command = {
  summary: "What happened, step by step; watch follows it",
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const { run, place } = runToSee(call, { events: [] });
    const events = recordedEvents(place);
    const width = breakAt(call);
    const lines = events.flatMap((event) =>
      progressLines(run, event, { look: (sha) => accepted(place, sha), width }),
    );
    const back = rolledBack(place, run);
    if (back !== null) lines.push(inColumns(back, width));
    return done(lines.join("\n"), { run: run.run, events });
  },
};
