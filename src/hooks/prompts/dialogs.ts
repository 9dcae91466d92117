import { questionsToAsk } from "../../engine/directive.ts";
import type { Run } from "../../engine/run.ts";
import { deny, type Output, rewrite } from "../../host/answer.ts";
import { inSession } from "../../run/views/questions.ts";
import { wasPrinted } from "../../run/views/reading.ts";
import { type HookCall, wasDialogOpened } from "../hook-call.ts";

/** PreToolUse(AskUserQuestion) of the owner: replaces the model's questions by those of the run. */
export function fillDialog(hook: HookCall): Output {
  const run = hook.liveRun;
  if (run === null || !hook.owns(run) || run.questions.length === 0) return null;
  // The person has left it: it opens again at their next prompt.
  if (wasDialogOpened(run)) return deny(closedDialogText(run));
  const asks = Array.isArray(hook.payload.input.questions) ? hook.payload.input.questions : [];
  const first = String((asks[0] as { question?: unknown } | undefined)?.question ?? "");
  // Not the call of a directive: a question of the model's own.
  if (!/^Q\d+\?/.test(first))
    return deny("The run waits for the person's answer; ask that first.", hook.deliverOnDenial());
  hook.change(() => [{ do: "show", questions: questionsToAsk(run).map((one) => one.id) }]);
  const isPrinted = hook.at.terminal
    ? wasPrinted(hook.project, run, hook.payload.session)
    : () => false;
  return rewrite({
    questions: questionsToAsk(run).map((one) => {
      const shown = inSession(hook.project, run, one);
      return hostQuestion(isPrinted(shown) ? shown : { ...shown, dialog: shown.question });
    }),
  });
}

/** What the model does with a dialog that the person has left: nothing but talk. */
export function closedDialogText(run: Run): string {
  const ids = questionsToAsk(run).map(({ id }) => id);
  return `The person has left the dialog of ${ids.join(", ")}, which stays open. Do not open it, or one of your own, again in this turn: answer in text what they say, or ask in text what they want to know. Then end your turn.`;
}

const hostQuestion = (shown: ReturnType<typeof inSession>) => ({
  question: shown.dialog,
  header: shown.header,
  multiSelect: shown.ticks !== null,
  options: shown.offered,
});
