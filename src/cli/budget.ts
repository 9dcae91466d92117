import { isLive } from "../engine/run.ts";
import { clean } from "../text.ts";
import { budgetCheck, budgetRows } from "../workflows/team/words/budget.ts";
import { RUN_OPTION, type Verb, whichRun, wrongUsage } from "./verb.ts";

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
    const { run, kept } = which.found;
    // A run that is over, or put aside, uses no more time.
    const now = isLive(run) && kept === "here" ? new Date().toISOString() : run.updated_at;
    const { status, lines } = budgetCheck(run, now);
    const {
      enabled = false,
      tokens_max = null,
      minutes_max = null,
      on_exceed = "escalate",
    } = run.settings.budget ?? {};
    return {
      exit: status === "escalate" ? 1 : 0,
      text: clean(lines.join("\n")),
      data: {
        run: run.run,
        status,
        lines,
        budget: { enabled, tokens_max, minutes_max, on_exceed },
        rows: budgetRows(run),
      },
    };
  },
};
