import { momentsPart } from "../../render/history/moments.ts";
import { partLines } from "../../render/report/print/text.ts";
import { breakAt, type Command, done, RUN_OPTION, runToSee } from "../../run/commands/command.ts";
import { rolledBack } from "../../run/end/rollback.ts";
import { recordedEvents } from "../../run/journal/change.ts";
import { caughtIn } from "../../run/views/caught.ts";
import { momentsIn } from "../../run/views/report.ts";
import { given, inColumns } from "../../text.ts";

export const log: Command = {
  summary: "What happened, step by step; watch follows it",
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const { run, place } = runToSee(call, { events: [] });
    const layout = { ...call, width: breakAt(call) };
    const { rows } = momentsPart(momentsIn(place, run, caughtIn(place, run)), call.zone);
    const back = rolledBack(place, run);
    const lines = [
      ...partLines({ rows }, layout).slice(1),
      ...given(back !== null, inColumns(back ?? "", layout.width)),
    ];
    return done(lines.join("\n"), { run: run.run, events: recordedEvents(place) });
  },
};
