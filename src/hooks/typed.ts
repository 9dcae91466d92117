import { questionsToAsk } from "../engine/directive.ts";
import type { Run } from "../engine/run.ts";
import { context, type Output } from "../host/answer.ts";
import { hasDialog } from "../host/host.ts";
import { typedAnswer } from "../render/questions.ts";
import { viewQuestions } from "../run/questions.ts";
import type { Change } from "../run/run.ts";
import { replacedBy } from "./starts.ts";
import { change, deliver, deliveredText, type HookCall, nextFor, owns } from "./step.ts";

/** The person's own prompt: exactly an option's label or letter is an answer, everything else is left alone. */
export async function typed(step: HookCall, run: Run): Promise<Output> {
  const { payload, project } = step;
  if (!owns(run, payload.session)) return null;
  const open = questionsToAsk(run)[0];
  const shown = open ? viewQuestions(project, run)[0] : undefined;
  const answer = open && shown ? typedAnswer(shown, open, payload.prompt) : null;
  const steps: Change[] =
    answer && open ? [{ do: "answer", question: open.id, ...answer, via: "prompt", session: payload.session }] : [];
  const changed = change(project, () => [
    { do: "go_on" },
    ...steps,
    (now) => (now !== null && nextFor(step, now).do === "wait" ? null : deliver(step, "always")(now)),
  ]);
  const replaced = await replacedBy(step, run, changed);
  if (replaced) return replaced;
  const text = deliveredText(step, changed);
  if (text === null) return null;
  // A question is open and the person says something else: the dialog comes again only after that was dealt with.
  const first =
    answer === null && hasDialog(step.env)
      ? "First do what the person asks in this prompt, if it asks for anything. Then:\n"
      : "";
  return context("UserPromptSubmit", `${first}${text}`);
}
