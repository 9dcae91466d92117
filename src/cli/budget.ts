import { clean } from "../text.ts";
import { moduleOf, sceneOf } from "../workflows/index.ts";
import { no, RUN_OPTION, type Verb, whichRun, wrongUsage } from "./verb.ts";

const CHECK = "check";

export const budget: Verb = {
  summary: "Compare what the run has used with its budget; exit 1 when the person is asked beyond it",
  usage: CHECK,
  args: [1, 1],
  options: RUN_OPTION,
  run(call) {
    if (call.args[0] !== CHECK) return wrongUsage(`unknown argument "${call.args[0]}": multi-ai budget ${CHECK}`);
    const which = whichRun(call);
    if (!which.ok) return which.answer;
    const { run, place, kept } = which.found;
    const view = moduleOf(run.workflow).views?.budget;
    if (!view)
      return no(`A run of ${run.workflow} has no budget of its own; multi-ai status shows what it took.`, {
        run: run.run,
      });
    // What is put aside uses no more time.
    const { ok, lines, data } = view(sceneOf(place, run), kept === "here" ? new Date().toISOString() : run.updated_at);
    return { exit: ok ? 0 : 1, text: clean(lines.join("\n")), data: { run: run.run, ...data } };
  },
};
