import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Run } from "../../engine/run.ts";
import { BrokenChain } from "../../store/journal.ts";
import { endWork } from "../dispatch/check-task.ts";
import { earlierOf } from "../end/archived-runs.ts";
import { readRun } from "../journal/change.ts";
import { restoreDisplaced } from "../start/clear-way.ts";
import { resetRun } from "../start/start-run.ts";
import { cancelByForce } from "./cancel.ts";
import {
  type Answer,
  agentsAtWork,
  type Call,
  type Command,
  deniedText,
  done,
  worktreesText,
} from "./command.ts";

const SLASH = "/multi-ai:reset";

/** The run; of an earlier version, which nobody can continue, what came of archiving it unread. */
async function readOrArchived(call: Call): Promise<Run | Answer | null> {
  try {
    return readRun(call.project);
  } catch (error) {
    if (!(error instanceof BrokenChain) || error.writtenBy !== "earlier") throw error;
    await call.agreed("This archives a run of an earlier version in .task/history/.", SLASH);
    return await cancelByForce(call);
  }
}

export const reset: Command = {
  summary: "Archive the run in .task/history; your files are not touched",
  foreign: true,
  slash: () => SLASH,
  async run(call) {
    const run = await readOrArchived(call);
    if (run !== null && "exit" in run) return run;
    if (run !== null) await call.agreed(`This archives run ${run.run} in .task/history/.`, SLASH);
    const archived = resetRun(call.project, "reset by the person");
    if (run !== null) await endWork(call, run);
    const back = restoreDisplaced(call.project);
    if (archived === null) return done([...back, call.noRunText()].join("\n"), { run: null });
    const folder = relative(call.project.root, archived.folder);
    const atWork = agentsAtWork(run!);
    const files = earlierOf(archived.run);
    const kept =
      files !== null && existsSync(join(call.project.root, files))
        ? `, and its files in ${files}`
        : "";
    const warning = `${atWork.length > 0 ? ` ${deniedText(run!, atWork)}` : ""}${worktreesText(call.project, archived.run.run)}`;
    return done(
      `Run ${archived.run.run} is archived in ${folder}${kept}.${warning}${back.map((line) => `\n${line}`).join("")}\nNext: ${call.startOf(archived.run)} starts a new run; ${call.typed(`report --run ${archived.run.run}`)} shows this one.`,
      { run: archived.run.run, folder, at_work: atWork },
    );
  },
};
