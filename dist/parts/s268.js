// @bun
import {
  visible
} from "./s2.js";
import {
  BACK,
  meantAnswer,
  wantsWords,
  typedOptions,
  questionText
} from "./s275.js";
import {
  isAlive
} from "./s225.js";
import {
  fit,
  clean,
  oneLine2,
  quote,
  didYouMean
} from "./s28.js";
import {
  workflowOf,
  startLine
} from "./s70.js";
import {
  underLock
} from "./s119.js";
import {
  decide2
} from "./s200.js";
import {
  viewQuestion2,
  viewQuestions2
} from "./s65.js";
import {
  reread2
} from "./s99.js";
import {
  storeRequest,
  releaseIfGone,
  changeProblem
} from "./s160.js";
import {
  glanceAt
} from "./s263.js";
import {
  done,
  no,
  wrongUsage,
  goneOn,
  doorOf,
  typedIn2,
  changeRun,
  liveRun
} from "./s162.js";
import {
  endChecks
} from "./s125.js";
import {
  noteMore
} from "./s220.js";
import {
  questionsToAsk
} from "./s226.js";
import {
  Refused
} from "./s4.js";
import {
  isLive,
  isReadBy
} from "./s5.js";
import {
  hostName
} from "./s203.js";

// src/render/decision.ts
var CHANGE = "change";
function readDecision({ option, question: named, reason }, run, show) {
  const open = named === null ? questionsToAsk(run)[0] : run.questions.find((one) => one.id === named);
  const isOption = reason === null && open?.options.includes(CHANGE);
  if (option === CHANGE && !isOption)
    return reason === null ? { ok: false, problem: "Say the new request" } : { ok: true, change: reason };
  if (!open) {
    const known = run.questions.map((one) => one.id).join(", ");
    return {
      ok: false,
      problem: named === null ? "No question is open." : `Question ${named} is not open; open: ${known || "none"}.`
    };
  }
  const shown = show(open);
  const list = typedOptions(shown).map((one, index) => `${String.fromCharCode(65 + index)} ${one.label}`).join(", ");
  const words = wantsWords(shown);
  if (option === "" && reason === null)
    return {
      ok: false,
      problem: words ? `Say your words for ${open.id}.` : `Say which option of ${open.id}: ${list}.`
    };
  if (option === "")
    return { ok: true, question: open.id, option: null, text: reason };
  const keys = open.wants_reason === null ? open.options : [open.wants_reason];
  const byKey = open.labels.length === 0 && keys.includes(option) ? { option, text: null } : null;
  const answer = byKey ?? meantAnswer(run, shown, open, option);
  if (answer === null) {
    const now = words ? ` now, which waits for your words; to choose again: ${list}` : `; expected one of: ${list}`;
    return { ok: false, problem: `"${option}" is no option of ${open.id}${now}.` };
  }
  const both = open.labels.length > 0 && reason !== null && answer.text !== null;
  return {
    ok: true,
    question: open.id,
    option: answer.option,
    text: both ? `${answer.text}: ${reason}` : reason ?? answer.text
  };
}

// src/run/commands/decide.ts
var USAGE = "<option>";
var SLASH = "/multi-ai:decide";
var GO_ON = { do: "go_on" };
function openText(call, run, decide = typedIn2(call, "decide")) {
  const shown = viewQuestions2(call.project, run);
  return clean(shown.map((one) => questionText(one, decide)).join(`

`));
}
var nextText = (call, run, next = glanceAt(run).next) => `Next: ${next}
${openText(call, run, null)}`.trimEnd();
function afterwards(call, run) {
  const told = isLive(run) && isAlive(run.owner?.host ?? null) ? `The session that owns the run hears of it at its next prompt or notification.
` : "";
  return told + nextText(call, run);
}
function notAnOption(call, run, said, problem) {
  const open = said.question === null ? questionsToAsk(run)[0] : run.questions.find((one) => one.id === said.question);
  const decide = typedIn2(call, "decide");
  if (!open && said.option === CHANGE)
    return wrongUsage(`${problem}: ${decide} ${CHANGE} --reason "\u2026"`);
  if (!open)
    return no(`${problem}
${openText(call, run) || nextText(call, run)}`);
  const shown = viewQuestion2(call.project, run, open);
  const text = questionText(shown, decide);
  if (said.option === CHANGE)
    return wrongUsage(clean(`${problem}: ${decide} ${CHANGE} --reason "\u2026"
What is open now is another question:
${text}`));
  const [, request] = /^change\s+(.+)/is.exec(said.option) ?? [];
  if (request !== undefined)
    return wrongUsage(clean(`${problem} To change the request: ${decide} ${CHANGE} --reason ${worded(call, request)}
${text}`));
  const keys = open.wants_reason === null ? open.options : [open.wants_reason];
  const known = [...keys, ...shown.options.map((one) => one.label.toLowerCase()), CHANGE];
  const hint = said.option === "" ? "" : didYouMean(said.option.toLowerCase(), known);
  return wrongUsage(clean(`${hint === "" ? problem : problem.replace(/\.$/, hint)}
${text}`));
}
var worded = (call, words) => call.session === null ? quote(words) : words;
var wants = (option) => option === "name" ? "the command" : "a reason";
function notRead(call, run, open, { option, reason }) {
  const decide = typedIn2(call, "decide");
  const why = reason === null ? "" : ` --reason ${worded(call, reason)}`;
  const line = `${decide} ${option === "" ? "" : `${option} `}--question ${open.id}${why}`;
  const shown = questionText(viewQuestion2(call.project, run, open), decide);
  return no(`Nothing was decided: ${open.id} ${open.commands?.length ? "is about commands, so it is" : "came up by itself, and is"} named with the answer.
${clean(shown)}
As you typed it: ${clean(line)}`, { question: open.id });
}
function aboutTo(call, run, open, option, text) {
  const shown = viewQuestion2(call.project, run, open);
  const isOwn = open.labels.length > 0 && text !== null;
  const label = isOwn ? null : shown.options.find((one) => one.key === option)?.label ?? option;
  const said = [label, text].flatMap((one) => one === null ? [] : [oneLine2(one)]);
  return `${shown.question}
This answers it in your name: ${said.join(": ")}`;
}
async function changeRequest(call, run, words) {
  const refused = changeProblem(run, words);
  if (refused !== null)
    return no(refused, { run: run.run });
  const refusal = await call.confirm(`This changes the request of run ${run.run} to:
  ${oneLine2(words)}`, SLASH);
  if (refusal !== null)
    return no(refusal, { run: run.run });
  const changed = changeRun(call, [GO_ON, { do: "change", request: storeRequest(call.project, words) }], "always");
  const now = changed.run;
  const asked = now.questions.findLast((one) => one.task === null);
  const others = now.questions.filter((one) => one !== asked).map((one) => one.id);
  const also = others.length === 0 ? "" : ` Open as well: ${others.join(", ")}.`;
  if (call.session !== null) {
    const first = questionsToAsk(now)[0];
    const before = first === asked ? "" : ` ${first.id} is asked before it.`;
    return goneOn(`The request changes once you say where to go on.${before}`, run, changed);
  }
  const text = questionText(viewQuestion2(call.project, now, asked), typedIn2(call, "decide"));
  return done(clean(`The request changes once you say where to go on:
${text}
${also.trim()}`.trim()), {
    run: run.run,
    option: CHANGE,
    question: asked.id,
    status: now.status
  });
}
async function takeDecision(call, run, said, named = said.question !== null, next = afterwards) {
  const decision = readDecision(said, run, (question) => viewQuestion2(call.project, run, question));
  if (!decision.ok)
    return notAnOption(call, run, said, decision.problem);
  if (decision.change !== undefined)
    return changeRequest(call, run, decision.change);
  const { question, option, text } = decision;
  const { session } = call;
  const asked = run.questions.find((one) => one.id === question);
  const via = session === null ? "cli" : "command";
  if (!isReadBy(asked, { via, named }))
    return notRead(call, run, asked, said);
  const typed = session?.prompt ? { prompt: session.prompt, said: session.said } : {};
  const answer = {
    do: "answer",
    question,
    option,
    text,
    via,
    session: session?.id ?? null,
    named,
    ...typed
  };
  const events = tried(run, answer);
  if (typeof events === "string")
    return notAnOption(call, run, said, `${events}.`);
  const wanted = events.find((event) => event.type === "reason_wanted");
  const lacks = wanted?.type === "reason_wanted" ? wanted.option : null;
  const unasked = lacks !== null && text !== null;
  if (lacks !== null && session === null) {
    const line = `${typedIn2(call, "decide")} ${lacks} --question ${question} --reason`;
    const why = !unasked ? `This counts only with ${wants(lacks)}: ${line} "\u2026"` : `Nothing was decided: these words read as a command. To have the program run it: ${line} ${quote(text)}
If they are none, name the option that they are for.`;
    return no(clean(why), { question, option: lacks });
  }
  const refusal = await call.confirm(aboutTo(call, run, asked, option, text), SLASH);
  if (refusal !== null)
    return no(refusal, { question });
  const fresh = await reread2(call.project, run, [{ question, option }], { door: doorOf(call), env: call.env });
  if (fresh.refusal !== null)
    return no(clean(fresh.refusal), { question });
  if (session === null)
    underLock(call.project.task, { host: hostName(), pid: process.pid }, () => noteMore(call.project, run.run, { answers: [question] }, call.env));
  const changed = changeRun(call, [GO_ON, ...fresh.steps, answer, releaseIfGone], "always");
  const now = changed.run;
  if (!isLive(now))
    await endChecks(call, run);
  const told = clean(unasked ? `${question}: you are asked whether the program may run these words.` : lacks !== null ? `${question}: ${lacks} counts only with ${wants(lacks)}.` : recorded(call, run, question, option, text));
  if (session !== null)
    return goneOn(told, run, changed);
  const data = { run: run.run, question, option, text, status: now.status, next: glanceAt(now).next };
  return done(`${told}
${next(call, now)}`, data);
}
function tried(run, answer) {
  try {
    return decide2(workflowOf(run.workflow), run, answer);
  } catch (error) {
    if (error instanceof Refused && ["free_text", "no_answer", "not_an_option"].includes(error.code))
      return error.message;
    throw error;
  }
}
function recorded(call, run, question, option, text) {
  if (option === BACK)
    return `${question} is asked anew, with all of its options.`;
  const said = `Recorded: ${question} is answered${option === null ? "" : ` with ${option}`}${text === null ? "" : `: ${fit(oneLine2(text), 200)}`}.`;
  const { request = null, start = null, commands = null } = run.questions.find((one) => one.id === question) ?? {};
  const about = (commands ?? []).map((one) => `  ${visible(one)}`);
  if (about.length > 0)
    return [said, "It was asked about:", ...about].join(`
`);
  if (request === null || option !== "replace" || call.session !== null)
    return said;
  const line = startLine(start ?? { ...run, auto: false, options: {} }, oneLine2(request.text));
  return `${said}
The new request was not started from here; type it in Claude Code: ${line}`;
}
function apart(words, run) {
  const [, before, after] = /^(q\d+)(?:\s|$)|(?:\s)(q\d+)$/i.exec(words) ?? [];
  const id = (before ?? after)?.toUpperCase();
  if (id === undefined || run.questions.every((one) => one.id !== id))
    return { option: words, question: null };
  const option = before === undefined ? words.slice(0, -id.length) : words.slice(id.length);
  return { option: option.trim(), question: id };
}
var decide = {
  summary: "Answer the open question; decide change --reason changes the request",
  usage: USAGE,
  args: [0, 20],
  text: true,
  options: {
    reason: { value: "<text>", rest: true, about: "Why, or what to change; alone it is an answer in your own words" },
    question: { value: "<id>", about: "Which question, where several are open" }
  },
  slash: () => SLASH,
  run(call) {
    const live = liveRun(call, { over: "nothing is open", there: "decide there" });
    if (!live.ok)
      return live.answer;
    const reason = call.value("reason")?.trim() || null;
    const words = call.args.join(" ").trim();
    const named = call.value("question")?.replace(/^q?(?=\d+$)/i, "Q") ?? null;
    const { option, question } = named === null ? apart(words, live.found) : { option: words, question: named };
    return takeDecision(call, live.found, { option, question, reason });
  }
};

export { openText, nextText, afterwards, takeDecision, decide };
