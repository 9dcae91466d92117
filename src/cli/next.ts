import { directive } from "../engine/directive.ts";
import { isLive, type Run } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { nextView } from "../render/next.ts";
import { questionText } from "../render/questions.ts";
import { type Answer, type Call, type Command, done, no, noRunText, ownRun } from "../run/commands/command.ts";
import { openText, takeDecision } from "../run/commands/decide.ts";
import { strangerAnswer } from "../run/commands/foreign.ts";
import { viewQuestion, viewQuestions } from "../run/views/questions.ts";
import { glanceAt, presentRun } from "../run/views/status.ts";
import { clean } from "../text.ts";

const PROCEED = "proceed";

/** Goes on at an open checkpoint; any other question is decided for itself, never passed over. */
async function proceed(call: Call, run: Run | null): Promise<Answer> {
  if (run === null) return no(noRunText(call));
  const open = run.questions.find((question) => question.options.includes(PROCEED));
  const others = run.questions.filter((question) => question !== open);
  const ids = { open: run.questions.map((one) => one.id) };
  // An escalation, a veto or a budget that is used up.
  if (open && others.length > 0) {
    const shown = others.map((one) => questionText(viewQuestion(call.project, run, one), here("decide")));
    const waiting = others.map((one) => one.id).join(", ");
    return no(clean(`Not yet: ${waiting} waits for your decision.\n${shown.join("\n\n")}`), ids);
  }
  // The session asks for the words of another option: what it shows is what can be answered.
  if (open && open.wants_reason !== null)
    return no(clean(`Not yet.\n${questionText(viewQuestion(call.project, run, open), here("decide"))}`), ids);
  // The person has named no question: what it would run is shown to them first.
  if (open) return takeDecision(call, run, { option: PROCEED, question: open.id, reason: null }, false);
  if (!isLive(run)) return no(`No checkpoint is open: run ${run.run} is over (${run.status}).`, ids);
  return no(`No checkpoint is open.\n${openText(call, run) || `Next: ${glanceAt(run).next}`}`, ids);
}

export const next: Command = {
  summary: "What comes next, as the session is told it; decides nothing",
  foreign: true,
  options: { proceed: { about: "Go on at an open checkpoint: the same as decide proceed" } },
  slash: (call) => (call.has("proceed") ? "/multi-ai:decide proceed" : null),
  run(call) {
    const recorded = ownRun(call);
    const { run, gone } = recorded === null ? { run: null, gone: [] } : presentRun(recorded);
    // Which tools a host has cannot be seen from here: one that has made entries of its list has them.
    const due = directive(run, { mirror: run?.tasks.some((task) => task.host_task_id !== null) ?? false });
    const stranger = run !== null && isLive(run) ? strangerAnswer(call) : null;
    if (stranger !== null) return stranger;
    if (call.has("proceed")) return proceed(call, recorded);
    const shown = run !== null && isLive(run) ? viewQuestions(call.project, run) : [];
    const view = nextView(run, due, shown);
    const lines = [
      `${due.do}: ${view.directive.why}`,
      ...view.directive.dispatch.map(
        (one) => `  ${one.description}: ${one.tool}, ${one.agent} (${one.model}), writes ${one.writes}`,
      ),
      ...shown.map((one) => questionText(one, here("decide"))),
      // Why it waits says nothing of how it goes on from here.
      ...(recorded !== null && (due.do === "held" || gone.length > 0) ? [`Next: ${glanceAt(recorded).next}`] : []),
    ];
    return done(run === null ? noRunText(call) : clean(lines.join("\n")), view);
  },
};
