import { here } from "../../plugin.ts";
import { statusText } from "../../render/status.ts";
import { type Call, type Command, done, no, projectLine } from "../../run/commands/command.ts";
import { readRun } from "../../run/life/run.ts";
import { showScreen } from "./screen.ts";

/** Whether there is a terminal that a screen can be drawn on. */
const hasScreen = (call: Call): boolean =>
  process.stdout.isTTY === true &&
  !call.json &&
  (call.env.TERM ?? "") !== "" &&
  call.env.TERM !== "dumb";

/** The run live, on a screen. */
export const watch: Command = {
  summary: "Follow the run on the screen, until you quit",
  foreign: true,
  async run(call) {
    if (!hasScreen(call))
      return no(`This needs an interactive terminal; ${here("log")} prints what has happened.`);
    // Of a journal that cannot be read there is nothing to watch; one that breaks meanwhile is told
    // on the screen.
    readRun(call.project);
    const view = await showScreen(call);
    // What is over is said once more where it stays.
    return view === null || !["complete", "failed", "cancelled"].includes(view.status)
      ? done("", undefined)
      : done(`${projectLine(call)}${statusText(view, call)}`, view);
  },
};
