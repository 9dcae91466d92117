import { isLive } from "../../engine/run.ts";
import { statusText } from "../../render/status.ts";
import { SETTINGS_FILE } from "../../settings.ts";
import { readSettings } from "../settings/read-settings.ts";
import { viewOf } from "../views/status.ts";
import {
  type Call,
  type Command,
  done,
  Ends,
  projectLine,
  RUN_OPTION,
  reachOf,
  runToSee,
} from "./command.ts";
import { brokenSettings } from "./usage/broken-settings.ts";

export const status: Command = {
  summary: "Tasks, rounds, open questions and findings, and what to do next",
  foreign: true,
  options: RUN_OPTION,
  async run(call) {
    const first = await beforeStart(call);
    try {
      const { run, place, kept } = runToSee(call);
      const view = viewOf(place, run, kept, reachOf(call, run, place.task));
      const text = `${projectLine(call)}${statusText(view, call)}${isLive(run) ? "" : first}`;
      return done(text, call.json ? view : {});
    } catch (error) {
      if (error instanceof Ends && error.answer.exit === 0) error.answer.text += first;
      throw error;
    }
  },
};

/** What has to be done before a start that is named; empty: nothing. */
async function beforeStart({ project, env, typed }: Call): Promise<string> {
  const read = await readSettings(project.root, env);
  if (!read.ok) return `\nBefore a start: ${brokenSettings(read.problems).text}`;
  const due = `\nBefore a start: ${typed("trust")} shows what ${SETTINGS_FILE} needs your approval for.`;
  return read.waiting === undefined ? "" : due;
}
