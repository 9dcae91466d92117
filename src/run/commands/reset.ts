import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { UnsafeFile } from "../../store/disk.ts";
import { JournalTooLong } from "../../store/journal.ts";
import { startText } from "../../workflows/index.ts";
import { endChecks } from "../audit/check.ts";
import { readRun } from "../life/run.ts";
import { earlierOf } from "../life/run-files.ts";
import { resetRun } from "../life/start.ts";
import { cancelByForce } from "./cancel.ts";
import {
  agentsAtWork,
  type Command,
  deniedText,
  done,
  no,
  noRunText,
  startIn,
  typedIn,
  worktreesText,
} from "./command.ts";

/** The run; nothing else can be done with one that cannot be read than to set it aside as it is. */
function readable(project: Project): Run | null | "unreadable" {
  try {
    return readRun(project);
  } catch (error) {
    // Nothing can be put aside in what is no folder of the person's.
    if (error instanceof UnsafeFile && error.path === project.task) throw error;
    return "unreadable";
  }
}

const SLASH = "/multi-ai:reset";

export const reset: Command = {
  summary: "Archive the run in .task/history; nothing of yours is touched",
  foreign: true,
  options: {},
  slash: () => SLASH,
  async run(call) {
    const run = readable(call.project);
    const what = run === "unreadable" || run === null ? "what is in .task/" : `run ${run.run}`;
    const refusal = run === null ? null : await call.confirm(`This puts ${what} into .task/history/.`, SLASH);
    if (refusal !== null) return no(refusal);
    if (run === "unreadable") return cancelByForce(call);
    let archived: ReturnType<typeof resetRun>;
    try {
      archived = resetRun(call.project, "reset by the person");
    } catch (error) {
      // Its end cannot be written into it any more.
      if (error instanceof JournalTooLong) return cancelByForce(call);
      throw error;
    }
    if (run !== null) await endChecks(call, run);
    if (archived === null) return done(noRunText(call), { run: null });
    const folder = relative(call.project.root, archived.folder);
    const atWork = agentsAtWork(run!);
    const files = earlierOf(archived.run);
    const kept = files !== null && existsSync(join(call.project.root, files)) ? `, and its files in ${files}` : "";
    const warning = `${atWork.length > 0 ? ` ${deniedText(atWork)}` : ""}${worktreesText(call.project, archived.run.run)}`;
    return done(
      `Run ${archived.run.run} is archived in ${folder}${kept}.${warning}\nNext: ${startIn(call, startText(archived.run))} starts a new run; ${typedIn(call, `report --run ${archived.run.run}`)} shows this one.`,
      { run: archived.run.run, folder, at_work: atWork },
    );
  },
};
