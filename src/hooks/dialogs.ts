import { Refused } from "../engine/commands.ts";
import { context, deny, type Output, rewrite } from "../host/answer.ts";
import { dialogAnswer, type QuestionView } from "../render/questions.ts";
import { viewQuestion, viewQuestions } from "../run/questions.ts";
import { type Change, type Changed, change } from "../run/run.ts";
import { replacedBy } from "./starts.ts";
import { deliver, deliveredText, type HookCall, liveRun, owns, remedy } from "./step.ts";

/** PreToolUse(AskUserQuestion) of the owner: replaces the model's questions by those of the run. */
export function fillDialog(hook: HookCall): Output {
  const run = liveRun(hook);
  if (run === null || !owns(run, hook.payload.session)) return null;
  if (run.questions.length === 0) return null;
  const asks = Array.isArray(hook.payload.input.questions) ? hook.payload.input.questions : [];
  const first = String((asks[0] as { question?: unknown } | undefined)?.question ?? "");
  // Not the call of a directive: a question of the model's own.
  if (!/^Q\d+\?/.test(first)) return deny(`The run waits for the person's answer; ask that first.${remedy(hook)}`);
  return rewrite({ questions: viewQuestions(hook.project, run).map(hostQuestion) });
}

const hostQuestion = (shown: QuestionView) => ({
  question: shown.question,
  header: shown.header,
  multiSelect: false,
  options: shown.options.map(({ label, description }) => ({ label, description })),
});

/** PostToolUse(AskUserQuestion): records the answers to the run's questions; others are ignored. */
export async function readAnswers(hook: HookCall): Promise<Output> {
  const run = liveRun(hook);
  if (run === null || !owns(run, hook.payload.session)) return null;
  const answers = hook.payload.response.answers;
  if (typeof answers !== "object" || answers === null) return null;
  const steps: Change[] = [];
  for (const open of run.questions) {
    const shown = viewQuestion(hook.project, run, open);
    const given = (answers as Record<string, unknown>)[shown.question];
    if (typeof given !== "string" || given.trim() === "") continue;
    const answer = dialogAnswer(shown, open, given);
    if (answer !== "leave_open")
      steps.push({ do: "answer", question: open.id, ...answer, via: "dialog", session: hook.payload.session });
  }
  if (steps.length === 0) return null;
  const { changed, refused } = answerEach(hook, steps);
  const replaced = await replacedBy(hook, run, changed);
  if (replaced) return replaced;
  const text = deliveredText(hook, changed);
  const said = [
    ...refused.map((reason) => `Not taken: ${reason}. The question stays open.`),
    ...(text === null ? [] : [text]),
  ];
  return said.length === 0 ? null : context("PostToolUse", said.join("\n"));
}

/** Records each answer by itself: one that fits no option must not lose the others of its dialog. */
function answerEach(hook: HookCall, steps: Change[]): { changed: Changed; refused: string[] } {
  const refused: string[] = [];
  const events: Changed["events"] = [];
  for (const one of steps) {
    try {
      events.push(...change(hook.project, () => [one]).events);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push(error.message);
    }
  }
  const { run, events: told } = change(hook.project, () => [deliver(hook, refused.length > 0 ? "always" : "once")]);
  return { changed: { run, events: [...events, ...told] }, refused };
}
