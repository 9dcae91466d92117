// @bun
import {
  visible,
  linesOf2,
  commandsProblem,
  fitAsCommands,
  isPlainlyCommands
} from "./s2.js";
import {
  PUT_BACK,
  NOTICED,
  Decision,
  clipBytes
} from "./s139.js";
import {
  cut
} from "./s28.js";
import {
  sidesOf
} from "./s188.js";
import {
  workflowOf,
  questionWords
} from "./s70.js";
import {
  possibleMoves,
  stuckOf,
  boundedOf,
  testAsksOf,
  noTests,
  movesOf,
  moveOf,
  accept2,
  substitute,
  returnTask,
  apply
} from "./s180.js";
import {
  redo
} from "./s168.js";
import {
  FREE_TEXT
} from "./s6.js";
import {
  Refused
} from "./s4.js";
import {
  entryOf,
  gatesOf,
  isOf,
  ownGate,
  barsOf
} from "./s100.js";
import {
  taskOf,
  isOver,
  isReadBy
} from "./s5.js";
import {
  CEILING
} from "./s3.js";

// src/engine/questions.ts
var BACK2 = "back";
var CONFIRM = "confirm";
var CHANGE = "request-change";
var changeAsk = (workflow, entry) => ({
  ask: CHANGE,
  options: {
    go_on: { move: "next" },
    ...Object.fromEntries(Object.keys(entryOf(workflow, entry).back).map((name) => [name, { move: { redo: name } }]))
  }
});
var SECOND = {
  ask: "second-request",
  options: { continue: { move: "next" }, change: { move: "next" }, replace: { move: "stop" }, leave: { move: "next" } }
};
var runAsks = (workflow, { entry }) => [
  changeAsk(workflow, entry),
  SECOND,
  CEILING,
  EDITED,
  EDITED_WRONG,
  ABOUT_NOTICES
];
var askChange = (decision, request) => decision.askRun(changeAsk(decision.workflow, decision.run.entry), { request });
var askSecond = (decision, request, start) => decision.askRun(SECOND, { request, start });
var EDITED = { ask: "edited", options: { take_in: { move: "next" }, [PUT_BACK]: { move: "next" } } };
var EDITED_WRONG = { ask: "edited-wrong", options: { look: { move: "next" }, [PUT_BACK]: { move: "next" } } };
function edited(decision, { edit }) {
  const { task, path, sha, artifact, problems } = edit;
  const known = decision.run.edits.find((one) => one.path === path && one.sha === sha);
  const open = decision.run.questions.some((one) => one.edit?.path === path && one.edit.sha === sha);
  if (!decision.live || known?.put_back || open)
    return;
  const asked = !decision.run.auto && (artifact !== undefined || problems.length > 0);
  decision.add({ type: "edited", task, path, sha, asked });
  const said = problems.slice(0, 8).map((one) => clipBytes(one, 600));
  if (asked)
    decision.askRun(artifact ? EDITED : EDITED_WRONG, { edit: { ...edit, problems: said } });
}
function takeIn(decision, { task: id, artifact }) {
  const { workflow, run } = decision;
  const gate = ownGate(workflow, run, decision.task(id));
  if (!gate || !artifact)
    return;
  decision.add(...redo(workflow, run, gate.key));
  const fresh = decision.run.tasks.findLast((one) => one.gate === gate.key && one.kind !== "fix" && !one.void);
  accept2(decision, fresh, { findings: [], prior: [], ...artifact }, null, "person");
}
var ABOUT_NOTICES = { ask: NOTICED, options: { go_on: { move: "next" }, stop: { move: "stop" } } };
function notice2(decision, { do: _do, hold, what, key, text }) {
  const known = decision.run.notices?.find((one) => one.what === what && one.key === key);
  const asked = hold && decision.live;
  if (known && (known.asked || !asked))
    return;
  decision.add({ type: "noticed", what, key, text: clipBytes(text, 1200), asked });
  if (asked)
    decision.askRun(ABOUT_NOTICES);
}
function answer2(decision, command) {
  const open = decision.run.questions.find((one) => one.id === command.question);
  if (!open)
    throw new Refused("no_question", `question ${command.question} is not open`);
  if (!isReadBy(open, command))
    throw new Refused("unread", `${open.id} was neither shown here nor named`);
  if (command.option === BACK2 && open.wants_reason !== null) {
    decision.add({ type: "reason_wanted", question: open.id, option: null });
    return;
  }
  const ask = askOf(decision, open);
  const said = answerOf(open, ask, command);
  const { option, text } = said;
  const choice = ask.options[option];
  const bars = barsOf(decision.workflow, decision.run, choice);
  if (bars.length > 0)
    throw new Refused("barred", `"${option}" is not possible now: ${bars.join("; ")}`);
  if (choice.reason && text === null || said.unasked) {
    decision.add({ type: "reason_wanted", question: open.id, option, ...said.unasked && text ? { text } : {} });
    return;
  }
  const { via, session, prompt, said: words } = command;
  decision.add({ type: "answered", question: open.id, option, text, via, session, prompt, said: words });
  if (open.task === null)
    answerRun(decision, open, option, choice);
  else
    answerTask(decision, open, decision.task(open.task), choice, text);
}
var BARE = /^(?:y|yes|yeah|yep|no?|nope|ok|okay|sure|fine|[a-d])$/;
var isBare = ({ options }, text) => {
  const word = /^(.{0,200}?)[.!]*$/s.exec(text.trim())?.[1]?.toLowerCase();
  return word !== undefined && (BARE.test(word) || options.includes(word));
};
function plainYes(workflow, run, open, option) {
  const { options } = askOf(new Decision(workflow, run), open);
  const choice = options[option];
  if (choice === undefined || choice.move !== "next" || choice.reason)
    return null;
  return { other: open.task !== null && FREE_TEXT.some((name) => Object.hasOwn(options, name)) };
}
function answerOf(open, ask, command) {
  const text = command.text?.trim() ? clipBytes(command.text, 12000) : null;
  if (command.option === CONFIRM && open.wants_reason !== null && open.proposed !== null)
    return { option: open.wants_reason, text: open.proposed, unasked: false };
  if (text === null && (command.option === null || open.text !== null))
    throw new Refused("no_answer", `question ${open.id} got no answer`);
  const names = isPlainlyCommands(text ?? "") && open.options.includes("name") ? ["name"] : FREE_TEXT;
  const free = open.task === null ? undefined : names.find((name) => Object.hasOwn(ask.options, name));
  const option = command.option ?? open.wants_reason ?? free;
  if (option === undefined)
    throw new Refused("free_text", `these words are none of its options: ${open.options.join(", ")}`);
  if (!Object.hasOwn(ask.options, option) || !open.options.includes(option))
    throw new Refused("not_an_option", `"${option}" is none of: ${open.options.join(", ")}`);
  if (command.option === null && open.wants_reason === null && open.text === null && isBare(open, text ?? ""))
    throw new Refused("free_text", `${JSON.stringify(text)} names none of its options: ${open.options.join(", ")}`);
  const isCommand = command.option === null && ask.options[option].tests === "named";
  const unasked = isCommand && (open.wants_reason === null || open.proposed !== null);
  if (unasked && !fitAsCommands(text ?? ""))
    throw new Refused("free_text", `these words are too long for commands, and none of: ${open.options.join(", ")}`);
  return { option, text, unasked };
}
function decideTests(decision, task, how, text, open) {
  const shown = open.commands ?? [];
  if (how !== "named") {
    if (how === "refused" && shown.length === 0)
      decision.add(noTests(task, "person"));
    decision.decideTests(task.id, shown, how === "approved", "person");
    return;
  }
  const lines = linesOf2(text ?? "");
  if (lines.length === 0)
    return;
  const problem = commandsProblem(lines);
  if (problem !== null)
    throw new Refused("command", problem);
  const rest = shown.filter((one) => !lines.includes(one));
  const said = decision.workflow.named?.(decision.run, lines, open) ?? { tests: lines, replaced: rest };
  if (said.sets)
    decision.add({ type: "options_set", options: said.sets });
  const of = decision.workflow.named ? null : task.id;
  decision.decideTests(of, said.replaced, false, "person");
  decision.decideTests(of, said.tests, true, "person");
}
function answerTask(decision, open, task, choice, text) {
  const others = decision.run.questions.filter((one) => one.task === task.id);
  if (open.text !== null && choice.move === "again") {
    if (others.length > 0)
      return;
    const stands = askOf(decision, open).assumes === true && Object.hasOwn(movesOf(decision, task), "done");
    if (stands && decision.task(task.id).as_assumed)
      apply(decision, moveOf(decision, task, "done") ?? "next", task);
    else
      returnTask(decision, task, "answered", "");
    return;
  }
  for (const other of others)
    decision.add({ type: "question_closed", question: other.id });
  if (choice.tests)
    decideTests(decision, task, choice.tests, text, open);
  const ask = askOf(decision, open);
  if (choice.move === "next" && choice.tests !== "refused" && !testAsksOf(decision, task)) {
    if (choice.tests === "named" || decision.unshown(ask, task).length > 0) {
      decision.ask(ask, task);
      return;
    }
  }
  if (choice.sets)
    decision.add({ type: "options_set", options: choice.sets });
  const substitutes = typeof choice.move === "object" && "substitute" in choice.move ? choice.move.substitute : null;
  if (substitutes !== null)
    substitute(decision, substitutes, task);
  const bounded = boundedOf(decision, task);
  const isOther = substitutes !== null && (typeof bounded !== "object" || open.kind !== bounded?.ask);
  const kept = isOther ? "" : task.note;
  if (choice.move === "again" || substitutes !== null)
    returnTask(decision, task, "again", [kept, text ?? ""].filter((part) => part !== "").join(`
`));
  else
    apply(decision, moveAtLimit(decision, open, task, choice.move), task, null, {
      waiver: choice.waiver ? { kind: choice.waiver, reason: text ?? "" } : null
    });
}
function moveAtLimit(decision, open, task, move) {
  const gate = decision.gate(task);
  const own = movesOf(decision, task)[task.outcome ?? ""];
  const atLimit = gate.gate === "review" && gate.limit.ask === open.kind;
  return atLimit && isFix(move) && own && isFix(own) ? own : move;
}
var isFix = (move) => typeof move === "object" && ("fix" in move);
function answerRun(decision, open, option, choice) {
  if (open.kind === CEILING.ask || open.kind === NOTICED) {
    const why = open.kind === NOTICED ? "stopped for what was noticed" : "stopped at the ceiling";
    if (choice.move === "stop")
      decision.add({ type: "ended", status: "cancelled", reason: why });
    return;
  }
  if (open.edit) {
    if (option === "take_in")
      takeIn(decision, open.edit);
    return;
  }
  const request = open.request;
  if (open.kind === CHANGE) {
    const back = typeof choice.move === "object" && "redo" in choice.move ? choice.move.redo : "";
    decision.add({ type: "request_changed", request, back });
    if (back !== "") {
      decision.add(...redo(decision.workflow, decision.run, backTo(decision, back)));
    }
    return;
  }
  if (option === "change")
    askChange(decision, request);
  if (option === "replace" && !decision.run.tasks.every(isOver))
    decision.add({ type: "ended", status: "cancelled", reason: "replaced by a new request" });
}
function backTo({ workflow, run }, back) {
  const entry = entryOf(workflow, run.entry);
  const key = entry.back[back];
  const keys = entry.gates.map((gate) => gate.key);
  const own = gatesOf(workflow, run);
  return keys.slice(keys.indexOf(key)).find((one) => own.some((gate) => isOf(gate.key, one))) ?? key;
}
function askOf(decision, open) {
  if (open.task === null)
    return runAsks(decision.workflow, decision.run).find((one) => one.ask === open.kind) ?? SECOND;
  const task = decision.task(open.task);
  const gate = decision.gate(task);
  const tests = testAsksOf(decision, task);
  const asks = [
    ...Object.values(movesOf(decision, task)).flatMap(possibleMoves),
    ...possibleMoves(stuckOf(decision, task)),
    boundedOf(decision, task),
    ...tests ? [tests.unapproved, ...tests.none ? [tests.none] : []] : [],
    ...gate.gate === "review" ? [gate.limit, gate.stale, gate.failed, gate.confirm?.limit] : [],
    ...gate.gate === "check" ? [gate.limit] : [],
    ...gate.gate === "panel" ? [gate.escalation, gate.undecided] : []
  ];
  const found = asks.find((one) => typeof one === "object" && one !== null && ("ask" in one) && one.ask === open.kind);
  if (!found)
    throw new Refused("no_question", `nothing in ${task.gate} asks "${open.kind}"`);
  return found;
}

// src/render/questions.ts
var MAX_LINES = 15;
var MAX_FACT_LINES = MAX_LINES - 2;
var MAX_LINE_CHARS = 160;
var MAX_TITLE_CHARS = 800;
var BACK = "back";
var CONFIRM2 = "confirm";
var LEAVE_OPEN = "leave_open";
var RUN_IT = "Run it";
var clipLine = (text, max = MAX_LINE_CHARS) => cut(text.replaceAll(/\s+/g, " ").trim(), max);
var label = (text) => text.replaceAll(",", ";");
var proposedLines = ({ proposed }) => linesOf2(proposed ?? "").map(visible);
function shownQuestion(run, question, facts) {
  const workflow = workflowOf(run.workflow);
  const words = questionWords(run.workflow, question.kind);
  if (question.wants_reason !== null) {
    const option = words.options[question.wants_reason]?.label ?? question.wants_reason;
    const isCommand = question.wants_reason === "name";
    if (question.proposed !== null)
      return {
        id: question.id,
        header: words.header,
        question: [
          `${question.id} \xB7 ${option}: you wrote this. May the program run it?`,
          ...proposedLines(question)
        ].join(`
`),
        multiple: false,
        options: [
          { label: RUN_IT, description: "In place of what was asked about", key: CONFIRM2 },
          { label: "Go back", description: "Choose again", key: BACK },
          { label: "Leave open", description: "Decide later", key: LEAVE_OPEN }
        ]
      };
    return {
      id: question.id,
      header: words.header,
      question: `${question.id} \xB7 ${option}: type ${isCommand ? "the command" : "the reason or the change"} as your own answer${isCommand ? ", one a line" : ""}.`,
      multiple: false,
      options: [
        { label: "Go back", description: "Choose again", key: BACK },
        { label: "Leave open", description: "Decide later", key: LEAVE_OPEN }
      ]
    };
  }
  const sides = sidesOf(workflow, run, question);
  const room = MAX_FACT_LINES;
  const lines = facts.lines.slice(0, room).map((line) => clipLine(line));
  if (facts.lines.length > room)
    lines[room - 1] = `\u2026 and ${facts.lines.length - room + 1} more`;
  const title = words.title({ workflow, run }, question);
  const whole = clipLine(title, MAX_TITLE_CHARS);
  const isCut = whole !== clipLine(title, Number.POSITIVE_INFINITY);
  const file = facts.file ?? (isCut ? taskOf(run, question.task ?? "")?.writes : null);
  const text = [
    `${question.id} \xB7 ${whole}`,
    ...(question.commands ?? []).map((one) => `${words.commandLabel?.(one) ?? ""}${visible(one)}`),
    ...lines,
    ...file ? [`All of it: ${file}`] : []
  ];
  return {
    id: question.id,
    header: sides !== null ? "Two sides" : question.why.length > 0 ? "No progress" : words.header,
    question: text.join(`
`),
    multiple: false,
    options: question.labels.length > 0 ? question.labels.map((text) => ({ label: label(text), description: "", key: "answer" })) : question.options.map((key) => ({
      ...words.options[key] ?? { label: key, description: "" },
      ...sides !== null && Object.hasOwn(sides, key) ? { description: sides[key] } : {},
      key
    }))
  };
}
function dialogAnswer(shown, question, given) {
  const picked = shown.options.find((option) => option.label === given);
  if (!picked)
    return { option: null, text: given };
  if (picked.key === LEAVE_OPEN)
    return "leave_open";
  return { option: picked.key, text: question.labels.length > 0 ? picked.label : null };
}
var LETTERED = /^([A-Da-d])(?:(?:\s+[-\u2013\u2014]|\s*:)\s+(\S[\s\S]*))?$/;
function typedAnswer(shown, question, prompt) {
  const typed = prompt.trim();
  const byLabel = shown.options.find((option) => option.label.toLowerCase() === typed.toLowerCase());
  const match = LETTERED.exec(typed);
  const [, letter] = match ?? [];
  const byLetter = letter === undefined ? undefined : shown.options.find((option) => option.label.toLowerCase() === letter.toLowerCase()) ?? shown.options[letter.toUpperCase().charCodeAt(0) - 65];
  const picked = byLabel ?? byLetter;
  if (!picked || picked.key === LEAVE_OPEN)
    return null;
  const reason = byLabel ? null : match?.[2]?.trim() ?? null;
  if (reason !== null && /[?\uFF1F]\s*$/.test(reason))
    return null;
  if (question.labels.length > 0)
    return { option: "answer", text: reason === null ? picked.label : `${picked.label}: ${reason}` };
  return { option: picked.key, text: reason };
}
function meantAnswer(run, shown, question, prompt) {
  const answer = typedAnswer(shown, question, prompt);
  if (answer === null || answer.option === null || answer.text === null || question.labels.length > 0)
    return answer;
  if (question.proposed !== null)
    return null;
  const plain = question.wants_reason === null ? plainYes(workflowOf(run.workflow), run, question, answer.option) : null;
  if (plain === null)
    return answer;
  return plain.other ? { option: null, text: answer.text } : null;
}
var TAKEN = {
  correct: "a correction",
  revise: "a change that you ask for",
  name: "the command to run",
  answer: "your answer"
};
function answersTold(run, events) {
  return events.flatMap((event) => {
    if (event.type !== "answered" || event.text === null)
      return [];
    const open = run.questions.find((one) => one.id === event.question);
    if (open?.labels.some((text) => label(text) === event.text))
      return [];
    const words = open && questionWords(run.workflow, open.kind).options[event.option]?.label;
    const what = TAKEN[event.option] ?? `the reason for ${words ?? event.option}`;
    const text = linesOf2(event.text).map(visible).join(" \u23CE ");
    return [`${event.question}: taken as ${what}: ${event.option === "name" ? text : cut(text, MAX_TITLE_CHARS)}`];
  });
}
var answerLine = (question, words, decide) => words ? `${decide} --question ${question} --reason "\u2026"` : `${decide} <A, B, \u2026> --question ${question}`;
var wantsWords = ({ options }) => options[0]?.key === BACK;
var typedOptions = ({ options }) => options.filter(({ key }) => key !== LEAVE_OPEN);
function questionText(shown, decide) {
  const options = typedOptions(shown).map((option, index) => `  ${String.fromCharCode(65 + index)}  ${option.label}${option.description ? ` \u2014 ${option.description}` : ""}`);
  const lines = [shown.question, ...options];
  if (decide === null)
    return lines.join(`
`);
  const how = wantsWords(shown) ? `${answerLine(shown.id, true, decide)}, or to choose again: ${decide} A --question ${shown.id}` : `${answerLine(shown.id, false, decide)} [--reason "\u2026"]`;
  return [...lines, "", `Answer: ${how}`].join(`
`);
}

export { askChange, askSecond, edited, notice2, answer2, MAX_FACT_LINES, BACK, RUN_IT, label, shownQuestion, dialogAnswer, typedAnswer, meantAnswer, answersTold, answerLine, wantsWords, typedOptions, questionText };
