import { directive } from "../engine/directive.ts";
import { isLive, type Run } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { isCheck } from "../render/directive.ts";
import { nextView } from "../render/next.ts";
import { questionText } from "../render/questions.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  refuseStranger,
} from "../run/commands/command.ts";
import { openText, takeDecision } from "../run/commands/decide.ts";
import { viewQuestions } from "../run/views/questions.ts";
import { glanceAt, presentRun } from "../run/views/status.ts";
import { clean } from "../text.ts";

const PROCEED = "proceed";

/** Goes on at an open checkpoint; any other question is decided for itself, never passed over. */
async function proceed(call: Call, run: Run | null): Promise<Answer> {
  if (run === null) return no(call.noRunText());
  const ids = { open: run.questions.map((question) => question.id) };
  const open = run.questions.find((question) => question.options.includes(PROCEED));
  if (!isLive(run))
    return no(`No checkpoint is open: run ${run.run} is over (${run.status}).`, ids);
  if (open === undefined)
    return no(
      `No checkpoint is open.\n${openText(call, run) || `Next: ${glanceAt(run).next}`}`,
      ids,
    );
  // An escalation, a veto or a budget that is used up; or the words of another option, which the
  // session asks for.
  if (run.questions.length > 1 || open.wants_reason !== null)
    return no(`Not yet: your decision comes first.\n${openText(call, run)}`, ids);
  // The person has named no question: what it would run is shown to them first.
  return takeDecision(call, run, { option: PROCEED, question: open.id, reason: null }, false);
}

export const next: Command = {
  summary:
    "The run's next step: which agents start, or what you are asked; starts and answers nothing",
  foreign: true,
  options: { proceed: { about: "Continue past an open checkpoint; same as decide proceed" } },
  slash: (call) => (call.has("proceed") ? "/multi-ai:decide proceed" : null),
  run(call) {
    const recorded = call.ownRun();
    const run = recorded && presentRun(recorded).run;
    // Which tools a host has cannot be seen from here: one that has made entries of its list has
    // them.
    const mirror = run?.tasks.some((task) => task.host_task_id !== null) ?? false;
    const due = directive(run, { mirror, isOthers: (task) => isCheck(run!, task) });
    if (run !== null && isLive(run)) refuseStranger(call);
    if (call.has("proceed")) return proceed(call, recorded);
    const shown = run !== null && isLive(run) ? viewQuestions(call.project, run) : [];
    const why = recorded === null ? "no run here" : glanceAt(recorded).next;
    const view = nextView(run, due, why, shown);
    const lines = [
      `${due.do}: ${why}`,
      ...view.directive.dispatch.map(
        (one) =>
          `  ${one.description}: ${one.tool}, ${one.agent} (${one.model}), writes ${one.writes}`,
      ),
      ...shown.map((one) => questionText(one, here("decide"))),
    ];
    return done(run === null ? call.noRunText() : clean(lines.join("\n")), view);
  },
};
