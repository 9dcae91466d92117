// @bun
import {
  deny,
  rewrite
} from "./s8.js";
import {
  viewQuestions2
} from "./s65.js";
import {
  change2
} from "./s200.js";
import {
  owns,
  wasShown,
  remedy,
  isTypedOnly,
  liveRun2
} from "./s64.js";
import {
  questionsToAsk
} from "./s226.js";

// src/hooks/dialogs.ts
function fillDialog2(hook) {
  const run = liveRun2(hook);
  if (run === null || !owns(run, hook.payload.session))
    return null;
  if (run.questions.length === 0)
    return null;
  if (isTypedOnly(run))
    return deny(typedText2(run));
  if (wasShown(run))
    return deny(leftText2(run));
  const asks = Array.isArray(hook.payload.input.questions) ? hook.payload.input.questions : [];
  const first = String(asks[0]?.question ?? "");
  if (!/^Q\d+\?/.test(first))
    return deny("The run waits for the person's answer; ask that first.", remedy(hook));
  change2(hook.project, () => [{ do: "show", questions: questionsToAsk(run).map((one) => one.id) }]);
  return rewrite({ questions: viewQuestions2(hook.project, run).map(hostQuestion) });
}
var ids = (run) => questionsToAsk(run).map((one) => one.id).join(", ");
var typedText2 = (run) => `The person answers ${ids(run)} by typing, not in a dialog: print it as you were told, and end your turn.`;
var leftText2 = (run) => `The person has left the dialog of ${ids(run)}, which stays open. Do not open it, or one of your own, again in this turn: answer in text what they say, or ask in text what they want to know. Then end your turn.`;
var hostQuestion = (shown) => ({
  question: shown.question,
  header: shown.header,
  multiSelect: false,
  options: shown.options.map(({ label, description }) => ({ label, description }))
});

export { fillDialog2, typedText2, leftText2 };
