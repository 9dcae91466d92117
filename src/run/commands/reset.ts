import { relative } from "node:path";
import { startText } from "../../workflows/index.ts";
import { endChecks } from "../check.ts";
import { readRun } from "../run.ts";
import { resetRun } from "../start.ts";
import { agentsAtWork, type Command, deniedText, done, no, noRunText, startIn } from "./command.ts";

export const reset: Command = {
  summary: "Archive the run in .task/history; nothing of yours is touched",
  usage: "",
  args: [0, 0],
  options: {},
  slash: () => "/multi-ai:reset",
  async run(call) {
    const run = readRun(call.project);
    const archived = resetRun(call.project, "reset by the person");
    if (run !== null) await endChecks(run);
    if (archived === null) return no(noRunText(call), { run: null });
    const folder = relative(call.project.root, archived.folder);
    const atWork = agentsAtWork(run!);
    const warning = atWork.length > 0 ? ` ${deniedText(atWork)}` : "";
    return done(
      `Run ${archived.run.run} is archived in ${folder}.${warning}\nNext: ${startIn(call, startText(archived.run))} starts a new run; multi-ai report --run ${archived.run.run} shows this one.`,
      { run: archived.run.run, folder, at_work: atWork },
    );
  },
};
