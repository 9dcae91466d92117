import { Refused } from "../engine/commands.ts";
import { context, deny, type Output, rewrite } from "../host/answer.ts";
import { dialogAnswer, type QuestionView } from "../render/questions.ts";
import { viewQuestion, viewQuestions } from "../run/questions.ts";
import type { Change, Changed } from "../run/run.ts";
import { replacedBy } from "./starts.ts";
import { change, deliver, deliveredText, directiveFor, type HookCall, liveRun, owns } from "./step.ts";

/** PreToolUse(AskUserQuestion) of the owner: what the person sees is code's text, whatever the model passed. */
export function fillDialog(step: HookCall): Output {
  const run = liveRun(step);
  if (run === null || !owns(run, step.payload.session)) return null;
  if (run.questions.length === 0) return null;
  const asks = Array.isArray(step.payload.input.questions) ? step.payload.input.questions : [];
  const first = String((asks[0] as { question?: unknown } | undefined)?.question ?? "");
  // A question of the model's own, while the run waits for the person, is not the run's.
  if (!/^Q\d+\?/.test(first))
    return deny(`The run waits for the person's answer; ask that first.\n${directiveFor(step, run)}`);
  return rewrite({ questions: viewQuestions(step.project, run).map(hostQuestion) });
}

const hostQuestion = (shown: QuestionView) => ({
  question: shown.question,
  header: shown.header,
  multiSelect: false,
  options: shown.options.map(({ label, description }) => ({ label, description })),
});

/** PostToolUse(AskUserQuestion): only answers to questions that code had put in count. */
export async function readAnswers(step: HookCall): Promise<Output> {
  const run = liveRun(step);
  if (run === null || !owns(run, step.payload.session)) return null;
  const answers = step.payload.response.answers;
  if (typeof answers !== "object" || answers === null) return null;
  const steps: Change[] = [];
  for (const open of run.questions) {
    const shown = viewQuestion(step.project, run, open);
    const given = (answers as Record<string, unknown>)[shown.question];
    if (typeof given !== "string" || given.trim() === "") continue;
    const answer = dialogAnswer(shown, open, given);
    if (answer !== "leave_open")
      steps.push({ do: "answer", question: open.id, ...answer, via: "dialog", session: step.payload.session });
  }
  if (steps.length === 0) return null;
  const { changed, refused } = answerEach(step, steps);
  const replaced = await replacedBy(step, run, changed);
  if (replaced) return replaced;
  const text = deliveredText(step, changed);
  const said = [
    ...refused.map((reason) => `Not taken: ${reason}. The question stays open.`),
    ...(text === null ? [] : [text]),
  ];
  return said.length === 0 ? null : context("PostToolUse", said.join("\n"));
}

/** One answer that fits no option must not cost the others of its dialog. */
function answerEach(step: HookCall, steps: Change[]): { changed: Changed; refused: string[] } {
  const refused: string[] = [];
  const events: Changed["events"] = [];
  for (const one of steps) {
    try {
      events.push(...change(step.project, () => [one]).events);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push(error.message);
    }
  }
  const { run, events: told } = change(step.project, () => [deliver(step, refused.length > 0 ? "always" : "once")]);
  return { changed: { run, events: [...events, ...told] }, refused };
}
