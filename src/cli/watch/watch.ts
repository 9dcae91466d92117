import type { Recorded } from "../../engine/events.ts";
import { isLive, type Run } from "../../engine/run.ts";
import { isInHost } from "../../plugin.ts";
import { accepted } from "../../record/accepted.ts";
import { progressLines } from "../../render/progress.ts";
import { questionLines, shortStatusText } from "../../render/status.ts";
import { type Call, type Command, done, noRunText, projectLine, wrongUsage } from "../../run/commands/command.ts";
import { reachOf } from "../../run/commands/foreign.ts";
import { readRun } from "../../run/life/run.ts";
import { viewOf } from "../../run/views/status.ts";
import { clean, cleanPainted, UNSAFE } from "../../text.ts";
import { LOOK_MS, Reader } from "./look.ts";
import { showScreen } from "./screen.ts";

/** Whether there is a terminal that a screen can be drawn on. */
const hasScreen = (call: Call): boolean =>
  process.stdout.isTTY === true && !call.json && (call.env.TERM ?? "") !== "" && call.env.TERM !== "dumb";

/** The run live, on a screen or line by line. */
export const watch: Command = {
  summary: "Show the run live until you leave it; without a terminal what happens, line by line, until it is over",
  foreign: true,
  options: {},
  async run(call) {
    // Where a slash command answers it would never end.
    if (isInHost()) return wrongUsage("This goes on until the run is over: only in a terminal of your own.");
    if (!hasScreen(call)) {
      await printLines(call);
      return done("", undefined);
    }
    // Of a journal that cannot be read there is nothing to watch; one that breaks meanwhile is told on the screen.
    readRun(call.project);
    const view = await showScreen(call);
    // What is over is said once more where it stays.
    return view === null || !["complete", "failed", "cancelled"].includes(view.status)
      ? done("", undefined)
      : done(`${projectLine(call)}${shortStatusText(view, call)}`, view);
  },
};

/** An event as one line of JSON that changes no terminal: `JSON.stringify` leaves some of what one would act on. */
const jsonLine = (event: Recorded): string =>
  JSON.stringify(event).replace(UNSAFE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The questions that a run waits for and how to answer them, as the status shows them; "" while it waits for none. */
function askedText(call: Call, run: Run): string {
  if (run.questions.length === 0) return "";
  const view = viewOf(call.project, run, "here", reachOf(call, run));
  return [...questionLines(view, call), `Next: ${view.next}`].join("\n");
}

/**
 * Prints what has happened, and then what happens, until the run is over; as text, also what it waits for. Waits for a run
 * where there is none. @throws BrokenChain, or what else is wrong with a journal that cannot be read
 */
async function printLines(call: Call): Promise<void> {
  const options = { paint: call.paint, look: (sha: string) => accepted(call.project, sha) };
  const reader = new Reader(call.project);
  let told = "";
  let asked = "";
  for (;;) {
    for (const event of reader.read()) {
      const lines = call.json ? [jsonLine(event)] : progressLines(reader.run!, event, options).map(cleanPainted);
      for (const line of lines) process.stdout.write(`${line}\n`);
    }
    const { run, problem } = reader;
    // What was only in the way for a moment is gone at this second look.
    if (problem !== null) readRun(call.project);
    else if (run !== null && !isLive(run)) return;
    const now = problem !== null || run === null || call.json ? asked : askedText(call, run);
    if (now !== asked && now !== "") process.stdout.write(`\n${clean(now)}\n\n`);
    asked = now;
    const waits = run === null ? `${noRunText(call)}\nWaiting for a run to begin; Ctrl-C ends the wait.` : "";
    const said = problem ?? waits;
    if (said !== "" && said !== told) process.stderr.write(`${clean(said)}\n`);
    told = said;
    await Bun.sleep(LOOK_MS);
  }
}
