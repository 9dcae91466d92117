// @bun
import {
  context
} from "./s8.js";
import {
  NOTICED
} from "./s139.js";
import {
  dialogAnswer,
  answersTold
} from "./s275.js";
import {
  fit,
  oneLine2
} from "./s28.js";
import {
  viewQuestion2
} from "./s65.js";
import {
  readRun,
  change2
} from "./s200.js";
import {
  reread2
} from "./s99.js";
import {
  owns,
  deliver,
  deliveredText,
  isTypedOnly
} from "./s64.js";
import {
  typedText2,
  leftText2
} from "./s117.js";
import {
  replacedBy2
} from "./s111.js";
import {
  mayBe
} from "./s108.js";
import {
  Refused
} from "./s4.js";
import {
  isLive
} from "./s5.js";

// src/hooks/answers.ts
async function readAnswers(hook) {
  const run = readRun(hook.project);
  if (run === null || !owns(run, hook.payload.session))
    return null;
  const answers = hook.payload.response.answers;
  if (typeof answers !== "object" || answers === null)
    return null;
  const late = lateText(run, answers);
  const steps = [];
  for (const open of isLive(run) ? run.questions : []) {
    if (!open.shown || open.kind === NOTICED && isTypedOnly(run))
      continue;
    const shown = viewQuestion2(hook.project, run, open);
    const given = answers[shown.question];
    if (typeof given !== "string" || given.trim() === "")
      continue;
    const answer = dialogAnswer(shown, open, given);
    if (answer !== "leave_open")
      steps.push({ do: "answer", question: open.id, ...answer, via: "dialog", session: hook.payload.session });
  }
  if (steps.length === 0 && late === "" && isTypedOnly(run))
    return context("PostToolUse", typedText2(run));
  if (steps.length === 0)
    return late === "" ? null : tooLate(hook, late);
  const nobody = (await import("./unheard.js")).unheard(hook, "");
  if (nobody !== null)
    return { systemMessage: nobody, ...context("PostToolUse", nobody) };
  const fresh = await reread2(hook.project, run, steps, {
    door: "host",
    env: hook.env
  });
  if (fresh.refusal !== null)
    return { systemMessage: fresh.refusal, ...context("PostToolUse", `Nothing was decided. ${leftText2(run)}`) };
  if (fresh.steps.length > 0)
    change2(hook.project, () => fresh.steps);
  const { changed, refused, unfit } = answerEach(hook, steps);
  const replaced = await replacedBy2(hook, run, changed);
  if (replaced)
    return replaced;
  const text = deliveredText(hook, changed);
  const lines = late === "" ? [] : [late];
  const said = [
    ...lines,
    ...refused.map((reason) => `Not taken: ${reason}. The question stays open.`),
    ...unfit.length > 0 ? [`Nothing was decided by these words of the person. ${leftText2(run)}`] : [],
    ...text === null ? [] : [text]
  ];
  const told = [
    ...lines,
    ...answersTold(run, changed.events),
    ...refused.map((reason) => `Not taken: ${reason}. The question stays open.`),
    ...unfit.map((one) => unfitText(hook, run, one))
  ];
  return {
    ...told.length > 0 ? { systemMessage: told.join(`
`) } : {},
    ...said.length > 0 ? context("PostToolUse", said.join(`
`)) : {}
  };
}
function lateText(run, answers) {
  const given = new Map(Object.entries(answers).map(([asked, words]) => [/^(Q\d+) \u00B7 /.exec(asked)?.[1], words]));
  const isThis = (one) => one.via === "dialog" && mayBe(run, { ...one, options: [one.option], labels: [] }, one, String(given.get(one.question)));
  const late = run.decisions.filter((one) => given.has(one.question) && run.questions.every((open) => open.id !== one.question) && !isThis(one));
  return late.map(({ question, via, option, text }) => {
    const where = via === "cli" ? "at a terminal" : "elsewhere";
    return `${question} was answered meanwhile, ${where}: ${fit(oneLine2(text ?? option), 200)}. What was picked in this dialog was not taken.`;
  }).join(`
`);
}
function tooLate(hook, late) {
  const text = deliveredText(hook, change2(hook.project, () => [deliver(hook, "once")]));
  const told = [late, "The run goes on with the recorded answer.", ...text === null ? [] : [text]];
  return { systemMessage: late, ...context("PostToolUse", told.join(`
`)) };
}
function unfitText(hook, run, id) {
  const open = run.questions.find((one) => one.id === id);
  const { options } = viewQuestion2(hook.project, run, open);
  const letters = options.map(({ label }, at) => `${String.fromCharCode(65 + at)} ${label}`).join(", ");
  return `${id} stays open: your words are none of its options, so nothing was decided. Type ${letters}, or anything else to talk about it and be asked again.`;
}
function answerEach(hook, steps) {
  const refused = [];
  const unfit = [];
  const events = [];
  for (const one of steps) {
    try {
      events.push(...change2(hook.project, () => [one]).events);
    } catch (error) {
      if (!(error instanceof Refused))
        throw error;
      if (error.code === "free_text")
        unfit.push(one.question);
      else
        refused.push(error.message);
    }
  }
  const talk = unfit.length > 0 && events.length === 0;
  const { run, events: told } = change2(hook.project, () => talk ? [] : [deliver(hook, refused.length > 0 ? "always" : "once")]);
  return { changed: { run, events: [...events, ...told] }, refused, unfit };
}
export {
  readAnswers
};
