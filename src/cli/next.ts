import { directive } from "../engine/directive.ts";
import { isLive } from "../engine/run.ts";
import { nextView } from "../render/next.ts";
import { questionText } from "../render/questions.ts";
import { viewQuestion, viewQuestions } from "../run/questions.ts";
import { clean } from "../text.ts";
import { takeDecision } from "./decide.ts";
import { done, no, noRunText, ownRun, type Verb } from "./verb.ts";

const PROCEED = "proceed";

export const next: Verb = {
  summary: "What comes next, as a directive; decides nothing",
  usage: "",
  args: [0, 0],
  options: { proceed: { about: "Go on at an open checkpoint: the same as decide proceed" } },
  slash: (call) => (call.has("proceed") ? "/multi-ai:decide proceed" : null),
  async run(call) {
    const run = ownRun(call);
    // Which tools a host has cannot be seen from here: one that has made entries of its list has them.
    const due = directive(run, { mirror: run?.tasks.some((task) => task.host_task_id !== null) ?? false });
    const shown = run !== null && isLive(run) ? viewQuestions(call.project, run) : [];
    if (call.has("proceed")) {
      if (run === null) return no(noRunText(call.from));
      const open = run.questions.find((question) => question.options.includes(PROCEED));
      const others = run.questions.filter((question) => question !== open);
      // An escalation, a veto or a budget that is used up is decided for itself, never passed over.
      if (open && others.length > 0) {
        const text = others.map((one) => questionText(viewQuestion(call.project, run, one), "multi-ai")).join("\n\n");
        return no(clean(`Not yet: ${others.map((one) => one.id).join(", ")} waits for your decision.\n${text}`), {
          open: run.questions.map((one) => one.id),
        });
      }
      if (open) return takeDecision(call, run, { option: PROCEED, question: open.id, reason: null });
      const what =
        shown.length > 0 ? shown.map((one) => questionText(one, "multi-ai")).join("\n\n") : `Next: ${due.do}.`;
      return no(clean(`No checkpoint is open.\n${what}`), { open: run.questions.map((one) => one.id) });
    }
    const view = nextView(run, due, shown);
    const lines = [
      `${due.do}: ${view.directive.why}`,
      ...view.directive.dispatch.map(
        (one) => `  ${one.description}: ${one.tool}, ${one.agent} (${one.model}), writes ${one.writes}`,
      ),
      ...shown.map((one) => questionText(one, "multi-ai")),
    ];
    return done(run === null ? noRunText(call.from) : clean(lines.join("\n")), view);
  },
};
