// @bun
import {
  context,
  block,
  swallow
} from "./s8.js";
import {
  hasDialog
} from "./s225.js";
import {
  meantAnswer,
  answersTold,
  questionText
} from "./s275.js";
import {
  viewQuestions2
} from "./s65.js";
import {
  saysGoOn,
  heldText,
  readRun,
  change2
} from "./s200.js";
import {
  deliverNow,
  owns,
  nextFor,
  haltSoon,
  deliver,
  deliveredText,
  asksInDialog,
  atWorkNow
} from "./s64.js";
import {
  hashOfWords
} from "./s239.js";
import {
  questionsToAsk
} from "./s226.js";
import {
  Refused
} from "./s4.js";
import {
  isPersons,
  isLive,
  isReadBy
} from "./s5.js";

// src/hooks/typed.ts
var HOST_SAYS_STOPPED = /^(\S+ )?background agent[\s\S]* stopped by the user\.?$/i;
async function typedPrompt(hook) {
  const run = readRun(hook.project);
  if (run === null)
    return null;
  return isLive(run) ? typed(hook, run) : lastWord(hook, run);
}
function lastWord(hook, run) {
  if (run.released)
    return null;
  const text = deliverNow(hook, "once");
  return text === null ? null : context("UserPromptSubmit", text);
}
async function typed(hook, run) {
  const { payload, project } = hook;
  if (!owns(run, payload.session))
    return null;
  const open = questionsToAsk(run)[0];
  const shown = open ? viewQuestions2(project, run)[0] : undefined;
  const meant = open && shown ? meantAnswer(run, shown, open, payload.prompt) : null;
  const isRead = open !== undefined && isReadBy(open, { via: "prompt" });
  const answer = isRead ? meant : null;
  const spoken = payload.promptId === "" ? {} : { prompt: payload.promptId, said: hashOfWords(payload.prompt) };
  const steps = answer && open ? [{ do: "answer", question: open.id, ...answer, ...spoken, via: "prompt", session: payload.session }] : [];
  const halt = await haltSoon(hook, run);
  const stays = answer === null && (halt !== null || run.paused !== null && isPersons(run.paused));
  const decides = answer !== null || stays && saysGoOn(payload.prompt);
  const nobody = decides ? (await import("./unheard.js")).unheard(hook, payload.prompt) : null;
  if (nobody !== null)
    return block(nobody);
  if (stays && !saysGoOn(payload.prompt)) {
    const { run: now } = change2(project, () => halt === null ? [] : [halt]);
    return HOST_SAYS_STOPPED.test(payload.prompt) ? swallow(heldText(now)) : null;
  }
  if (meant !== null && !isRead && !asksInDialog(hook, run)) {
    const line = `/multi-ai:decide ${payload.prompt.trim()} --question ${open.id}`;
    const whole = questionText(shown, "/multi-ai:decide");
    return block(`Nothing was decided: ${open.id} ${open.commands?.length ? "is about commands, and " : ""}was not shown here.
${whole}
As you typed it: ${line}`);
  }
  const fresh = answer && open ? await (await import("./reread.js")).reread(project, run, [{ question: open.id, ...answer }], {
    door: "host",
    env: hook.env
  }) : { steps: [], refusal: null };
  if (fresh.refusal !== null)
    return block(fresh.refusal);
  let changed;
  try {
    changed = change2(project, () => [
      ...halt === null ? [] : [halt],
      { do: "go_on" },
      ...fresh.steps,
      ...steps,
      (now) => now !== null && nextFor(hook, now).do === "wait" ? null : deliver(hook, "always")(now)
    ]);
  } catch (error) {
    if (!(error instanceof Refused) || answer === null || error.code === "no_run")
      throw error;
    return block(`Nothing was decided: ${error.message}. ${open.id} stays open.`);
  }
  const replaced = answer ? await (await import("./starts.js")).replacedBy(hook, run, changed) : undefined;
  if (replaced)
    return replaced;
  const text = deliveredText(hook, changed);
  const now = changed.run;
  const due = now !== null && hasDialog(hook.env) ? nextFor(hook, now) : null;
  const atWork = due?.do === "wait" ? [atWorkNow(hook, now, due.tasks)] : [];
  const told = [...answersTold(run, changed.events), ...atWork];
  const message = told.length > 0 ? { systemMessage: told.join(`
`) } : {};
  if (text === null)
    return told.length > 0 ? message : null;
  const first = answer === null && hasDialog(hook.env) ? `First do what the person asks in this prompt, if it asks for anything; answer it in text, whole. Then:
` : "";
  return { ...message, ...context("UserPromptSubmit", `${first}${text}`) };
}
export {
  typedPrompt
};
