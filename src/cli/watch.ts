import { isLive } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { progressLines } from "../render/progress.ts";
import { statusText } from "../render/status.ts";
import {
  breakAt,
  type Command,
  done,
  no,
  projectLine,
  reachOf,
  runToSee,
} from "../run/commands/command.ts";
import { recordedEvents } from "../run/journal/change.ts";
import { caughtIn } from "../run/views/caught.ts";
import { viewOf } from "../run/views/status.ts";
import { disk } from "../store/files/disk.ts";
import { journalPath } from "../store/reader.ts";

/** In milliseconds, between two looks. */
const PAUSE_MS = 500;

/** What `log` prints, as it happens; the status where the run waits for the person, and at its end. */
export const watch: Command = {
  summary: "Follow the run line by line, until it is over; Ctrl-C leaves it",
  foreign: true,
  async run(call) {
    const { project, paint } = call;
    if (process.stdout.isTTY !== true || call.json)
      return no(`This needs an interactive terminal; ${here("log")} prints what has happened.`);
    const layout = { paint, width: breakAt(call) };
    /** The newest event that is printed, and the questions that the person was told. */
    let printed = { run: "", seq: 0 };
    let asked = "";
    for (let seen = ""; ; await Bun.sleep(PAUSE_MS)) {
      const { ino, size } = disk.lstat(journalPath(project.task)) ?? {};
      if (seen === `${ino} ${size}`) continue;
      seen = `${ino} ${size}`;
      const { run } = runToSee(call);
      if (run.run !== printed.run) printed = { run: run.run, seq: 0 };
      const since = recordedEvents(project).filter(
        ({ seq }) => seq > printed.seq && seq <= run.seq,
      );
      printed.seq = run.seq;
      const caught = caughtIn(project, run);
      for (const line of since.flatMap((event) => progressLines(run, event, caught, layout)))
        process.stdout.write(`${line}\n`);
      const view = viewOf(project, run, "here", reachOf(call, run));
      const status = `${projectLine(call)}${statusText(view, call)}`;
      if (!isLive(run)) return done(status, view);
      const open = run.questions.map(({ id }) => id).join(" ");
      if (open !== "" && open !== asked) process.stdout.write(`\n${status}\n\n`);
      asked = open;
    }
  },
};
