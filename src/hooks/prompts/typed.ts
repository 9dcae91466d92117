import { Refused } from "../../engine/commands.ts";
import { isBare } from "../../engine/decisions/questions.ts";
import { questionsToAsk } from "../../engine/directive.ts";
import { isLive, isPersons, isReadBy, type Question, type Run } from "../../engine/run.ts";
import { block, context, type Output, withMessage } from "../../host/answer.ts";
import { hasDialog } from "../../host/entry-points.ts";
import { saysGoOn } from "../../render/directive.ts";
import {
  BACK,
  echoedAnswers,
  meantAnswer,
  NO_ANSWER,
  questionText,
  recordedText,
  saidAs,
  stillOpenText,
} from "../../render/questions.ts";
import type { Changed, JournalStep } from "../../run/journal/change.ts";
import { viewQuestions } from "../../run/views/questions.ts";
import { clean } from "../../text.ts";
import type { HookCall } from "../hook-call.ts";

/** UserPromptSubmit of a person. */
export async function typedPrompt(hook: HookCall): Promise<Output> {
  const { run } = hook;
  if (run === null) return null;
  if (isLive(run)) return typed(hook, run);
  // The end of the run, if its session was not told of it yet.
  return run.released ? null : hook.contextAfter(hook.deliver("once"));
}

/**
 * What may be meant for the question of a run that a driver carries on: here it may as well be
 * meant for the model, so that it decides nothing, and the person reads what does.
 */
function besideAnswer({ payload, project }: HookCall, run: Run, open: Question): Output {
  const prompt = payload.prompt.trim();
  if (
    !run.owner?.driver ||
    meantAnswer(run, viewQuestions(project, run)[0]!, open, prompt) === null
  )
    return null;
  return {
    systemMessage: `multi-ai: ${open.id} of run ${run.run} is still open. If you meant to answer it: /multi-ai:decide ${prompt} --question ${open.id}`,
  };
}

/** The words that a question waits for. */
function ownWords(prompt: string, open: Question) {
  const text = prompt.trim();
  const isTalk = text === "" || isBare(open, text) || saysGoOn(text);
  return open.wants_reason === null || isTalk ? null : { option: null, text };
}

/** Whether what is no answer was meant as one: "ok go ahead". */
const isNearly = (open: Question, prompt: string): boolean =>
  isBare(open, prompt) && !/[?？]\s*$/.test(prompt);

/**
 * A prompt while the run is live: exactly an option's label or letter is an answer, anything else
 * is left to the model.
 */
async function typed(hook: HookCall, run: Run): Promise<Output> {
  const { payload, project } = hook;
  const open = questionsToAsk(run)[0];
  if (!hook.owns(run)) {
    const told = (await import("../sessions/sessions.ts")).othersRunOnce(hook, run);
    return (open ? besideAnswer(hook, run, open) : null) ?? told;
  }
  const shown = open ? viewQuestions(project, run)[0] : undefined;
  const meant =
    open && shown
      ? (meantAnswer(run, shown, open, payload.prompt) ?? ownWords(payload.prompt, open))
      : null;
  // Words that were typed before a question about commands was shown approve none of them: its
  // dialog opens.
  const isRead = meant !== null && isReadBy(open!, { ...meant, via: "prompt" });
  const isOther = meant?.option && open!.wants_reason && meant.option !== open!.wants_reason;
  const unread = isOther ? { option: BACK, text: null } : null;
  const answer = isRead ? meant : unread;
  const steps: JournalStep[] =
    answer && open
      ? [{ do: "answer", question: open.id, ...answer, via: "prompt", session: payload.session }]
      : [];
  // A run that the person has stopped goes on when the person says so, not at any word.
  const halt = await hook.haltSoon();
  const stays =
    answer === null && (halt !== null || (run.paused !== null && isPersons(run.paused)));
  if (stays && !saysGoOn(payload.prompt)) {
    hook.change(() => (halt === null ? [] : [halt]));
    return null;
  }
  if (meant !== null && answer === null && !hasDialog(hook.env)) {
    const line = `/multi-ai:decide ${payload.prompt.trim()} --question ${open!.id}`;
    const whole = questionText(shown!, "/multi-ai:decide");
    return block(
      `Not decided: ${open!.id} ${open!.commands?.length ? "is about commands, and " : ""}was not shown here.\n${whole}\nType: ${line}`,
    );
  }
  let changed: Changed;
  try {
    changed = hook.change(() => [
      ...(halt === null ? [] : [halt]),
      { do: "go_on" },
      ...steps,
      hook.deliverDue("always"),
    ]);
  } catch (error) {
    if (!(error instanceof Refused) || answer === null || error.code === "no_run") throw error;
    return block(`Not decided: ${error.message}. ${open!.id} is still open.`);
  }
  const replaced = answer
    ? await (await import("./starts.ts")).replacedBy(hook, run, changed)
    : undefined;
  if (replaced) return replaced;
  const text = hook.deliveredText(changed);
  const atWork = hook.at.stays ? hook.atWork(changed.run) : "";
  const toldWith = (lines: string[]): string => [...lines, atWork].filter(Boolean).join("\n");
  // Nothing is left to a model: the prompt ends here, as the command that answers does.
  if (answer && open && text === null)
    return block(
      clean(toldWith([recordedText(open.id, saidAs(run, open, answer.option, answer.text))])),
    );
  // The person asks for something else while a question is open: that comes first.
  const first =
    answer === null
      ? "First do what the person asks in this prompt, if it asks for anything; answer it in text, whole. Then:\n"
      : "";
  return withMessage(
    text === null ? null : context("UserPromptSubmit", `${first}${text}`),
    toldWith([
      ...echoedAnswers(run, changed.events),
      ...(meant === null && !stays && open && isNearly(open, payload.prompt)
        ? [stillOpenText(shown!, NO_ANSWER)]
        : []),
    ]),
  );
}
