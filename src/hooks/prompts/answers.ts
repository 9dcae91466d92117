import { type CommandOf, Refused } from "../../engine/commands.ts";
import { questionsToAsk } from "../../engine/directive.ts";
import { isLive, openQuestion, type Run } from "../../engine/run.ts";
import { context, endTurn, type Output, withMessage } from "../../host/answer.ts";
import { dialogAnswer, echoedAnswers, NO_ANSWER, stillOpenText } from "../../render/questions.ts";
import type { Changed } from "../../run/journal/change.ts";
import { inSession, viewQuestion } from "../../run/views/questions.ts";
import type { HookCall } from "../hook-call.ts";
import { closedDialogText } from "./dialogs.ts";
import { replacedBy } from "./starts.ts";

type AnswerStep = CommandOf<"answer">;

/** PostToolUse(AskUserQuestion): records the answers to the run's questions; others are ignored. */
export async function readAnswers(hook: HookCall): Promise<Output> {
  const run = hook.ownRun;
  if (run === null) return null;
  const answers = hook.payload.response.answers;
  if (typeof answers !== "object" || answers === null) return null;
  const late = lateText(run, answers as Record<string, unknown>);
  const steps: AnswerStep[] = [];
  const keptOpen: string[] = [];
  for (const open of isLive(run) ? run.questions : []) {
    // A dialog that code did not fill in has the model's own options, whatever its question says.
    if (!open.shown) continue;
    const shown = inSession(hook.project, run, open);
    // A file that it names may have come or gone since.
    const [given] = [shown.short, shown.question].flatMap(
      (text) => (answers as Record<string, unknown>)[text] ?? [],
    );
    if (typeof given !== "string" || given.trim() === "") continue;
    const answer = dialogAnswer(shown, open, given);
    if (answer === "leave_open") keptOpen.push(open.id);
    else
      steps.push({
        do: "answer",
        question: open.id,
        ...answer,
        via: "dialog",
        session: hook.payload.session,
      });
  }
  if (steps.length === 0 && late.length === 0 && keptOpen.length === 0) return null;
  const { changed, refused, unfit } = answerEach(hook, steps, keptOpen);
  const replaced = await replacedBy(hook, run, changed);
  if (replaced) return replaced;
  const text = hook.deliveredText(changed);
  const notTaken = refused.map((reason) => `Not taken: ${reason}. The question stays open.`);
  const forModel = [
    ...late,
    ...notTaken,
    ...(unfit.length > 0
      ? [`These words of the person decided nothing. ${closedDialogText(run)}`]
      : []),
    ...(text === null ? [] : [text]),
  ];
  const onScreen = [
    ...late,
    ...echoedAnswers(run, changed.events),
    ...notTaken,
    ...keptOpen.map((one) => openText(hook, run, one)),
    ...unfit.map((one) => openText(hook, run, one, NO_ANSWER)),
  ];
  const atWork = hook.atWork(changed.run);
  // Nothing is left to do or to say: what is at work wakes the main thread when it ends, or the
  // person has the word.
  if (
    (atWork !== "" || isKeptOpen(hook, changed.run, keptOpen)) &&
    forModel.every((one) => one === text)
  )
    return endTurn([...onScreen, ...(atWork === "" ? [] : [atWork])].join("\n"));
  return withMessage(
    forModel.length > 0 ? context("PostToolUse", forModel.join("\n")) : {},
    onScreen.join("\n"),
  );
}

/** Questions of the dialog that were answered elsewhere while it was open. */
function lateText(run: Run, answers: Record<string, unknown>): string[] {
  const asked = Object.keys(answers).flatMap((question) => /^(Q\d+) · /.exec(question)?.[1] ?? []);
  const elsewhere = new Set(
    run.decisions.filter(({ via }) => via !== "dialog").map(({ question }) => question),
  );
  return asked
    .filter((id) => elsewhere.has(id) && run.questions.every((open) => open.id !== id))
    .map((id) => `${id} was already answered elsewhere. Your choice in this dialog was not used.`);
}

/** What the person reads of a question that their answer has left open. */
const openText = (hook: HookCall, run: Run, id: string, why?: string): string =>
  stillOpenText(viewQuestion(hook.project, run, openQuestion(run, id)!), why);

/** Whether nothing would be asked now but what the person has just left open. */
const isKeptOpen = (hook: HookCall, run: Run | null, keptOpen: string[]): boolean =>
  run !== null &&
  hook.nextFor(run).do === "ask" &&
  questionsToAsk(run).every(({ id }) => keptOpen.includes(id));

/**
 * Records each answer by itself: one that fits no option must not lose the others of its dialog.
 */
function answerEach(
  hook: HookCall,
  steps: AnswerStep[],
  keptOpen: string[],
): { changed: Changed; refused: string[]; unfit: string[] } {
  const refused: string[] = [];
  const unfit: string[] = [];
  const events: Changed["events"] = [];
  for (const step of steps) {
    try {
      events.push(...hook.change(() => [step]).events);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.code === "free_text") unfit.push(step.question);
      else refused.push(error.message);
    }
  }
  // Words that are no answer begin a talk, as leaving the dialog does.
  const talk = unfit.length > 0 && events.length === 0;
  const { run, events: delivered } = hook.change((now) =>
    talk || isKeptOpen(hook, now, keptOpen)
      ? []
      : [hook.deliver(refused.length > 0 ? "always" : "once")],
  );
  return { changed: { run, events: [...events, ...delivered] }, refused, unfit };
}
