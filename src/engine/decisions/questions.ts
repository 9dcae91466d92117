import { commandsProblem, linesOf } from "../../command-line.ts";
import { CEILING } from "../bounds.ts";
import { type CommandOf, Refused } from "../commands.ts";
import { NOTICED } from "../evolve.ts";
import { barsOf, entryOf, gatesOf, isOf, listToShow, ownGate } from "../gates.ts";
import {
  AT_QUESTION,
  isOver,
  isReadBy,
  openQuestion,
  type Question,
  type Request,
  type Run,
  type Start,
  type Task,
  taskOf,
} from "../run.ts";
import { type Ask, type Choice, type Fix, FREE_TEXT, type Workflow } from "../workflow.ts";
import { ABOUT_FILES, ABOUT_NOTICES, COMPLETE, clipBytes, Decision } from "./decision.ts";
import {
  apply,
  endsOf,
  moveOf,
  movesOf,
  noTests,
  returnTask,
  substitute,
  testAsksOf,
  UNANSWERED,
  unanswered,
} from "./outcomes.ts";
import { redo } from "./tasks.ts";

/** The person's answers, and the questions about the run itself. */

/** The answer "go back" to a request for a reason: the question is open as before. */
const BACK = "back";

/**
 * Asked about a changed request: the run goes on with it, or goes back to a gate that the workflow
 * names.
 */
export const CHANGE = "request-change";
const changeAsk = (workflow: Workflow, entry: string): Ask => ({
  ask: CHANGE,
  options: {
    go_on: { move: "next" },
    ...Object.fromEntries(
      Object.keys(entryOf(workflow, entry).back).map((name) => [name, { move: { redo: name } }]),
    ),
  },
});
const SECOND: Ask = {
  ask: "second-request",
  options: {
    continue: { move: "next" },
    change: { move: "next" },
    replace: { move: "stop" },
    leave: { move: "next" },
  },
};

/** Questions about a run itself, not about one of its tasks. */
export const runAsks = (workflow: Workflow, { entry }: Pick<Run, "entry">): Ask[] => [
  changeAsk(workflow, entry),
  SECOND,
  CEILING,
  ABOUT_NOTICES,
  ABOUT_FILES,
];

/** Whether a changed request can go back to anything: where it cannot, there is nothing to ask. */
const goesBack = ({ workflow, run }: Decision): boolean =>
  Object.keys(entryOf(workflow, run.entry).back).length > 0;

export function askChange(decision: Decision, request: Request): void {
  if (goesBack(decision))
    decision.askRun(changeAsk(decision.workflow, decision.run.entry), { request });
  else decision.add({ type: "request_changed", request, back: "" });
}

/**
 * A run that cannot go back keeps its request: what was typed is another command, or comes too late
 * for it.
 */
export function askSecond(decision: Decision, request: Request, start: Start): void {
  const { change, ...options } = SECOND.options;
  decision.askRun(
    { ...SECOND, options: goesBack(decision) ? SECOND.options : options },
    { request, start },
  );
}

export function answer(decision: Decision, command: CommandOf<"answer">): void {
  const open = openQuestion(decision.run, command.question);
  if (!open) throw new Refused("no_question", `question ${command.question} is not open`);
  // It decides nothing, whoever has read what.
  if (command.option === BACK && open.wants_reason !== null) {
    decision.add({ type: "reason_wanted", question: open.id, option: null });
    return;
  }
  if (!isReadBy(open, command))
    throw new Refused("unread", `${open.id} was neither shown here nor named`);
  const ask = askOf(decision, open);
  const { option, text } = answerOf(open, ask, command);
  const choice = ask.options[option]!;
  const bars = barsOf(decision.workflow, decision.run, choice);
  if (bars.length > 0)
    throw new Refused("barred", `"${option}" is not possible now: ${bars.join("; ")}`);
  if (choice.reason && text === null) {
    decision.add({ type: "reason_wanted", question: open.id, option });
    return;
  }
  const known = numbersOf(decision.run, open, choice);
  if (known !== null) readNumbers(known, text ?? "");
  const { via, session, by } = command;
  const who = by === undefined ? {} : { by };
  decision.add({ type: "answered", question: open.id, option, text, via, session, ...who });
  if (decision.run.paused?.failure === AT_QUESTION) decision.add({ type: "went_on" });
  if (open.task === null) answerRun(decision, open, option, choice);
  else answerTask(decision, open, decision.task(open.task), choice, text);
}

/**
 * Words that say no more than yes or no, in place of one of the options: it approves nothing, and
 * corrects nothing either.
 */
const BARE =
  /^(?:(?:yes|yeah|yep|no|nope|ok|okay|sure|fine|good|great|perfect|thanks|please|lgtm|looks|approved?|accept|go|ahead|on|it|that|this|that's|it's|to|me|ship|proceed|do|[a-z])(?:[\s,.!:]+|$))+$/;
export const isBare = ({ options }: Question, text: string): boolean => {
  const word = /^(.{0,200}?)[.!]*$/s.exec(text.trim())?.[1]?.toLowerCase();
  // Who asks something has not decided yet.
  return (
    /[?？]\s*$/.test(text) || (word !== undefined && (BARE.test(word) || options.includes(word)))
  );
};

/**
 * Whether this option of a question is a plain yes: it lets the run go on and takes no words, so
 * that words beside it may be a condition. `other`: the question has an option that takes the
 * person's own words.
 */
export function plainYes(
  workflow: Workflow,
  run: Run,
  open: Question,
  option: string,
): { other: boolean } | null {
  const { options } = askOf(new Decision(workflow, run), open);
  const choice = options[option];
  if (choice === undefined || choice.move !== "next" || choice.reason) return null;
  return { other: open.task !== null && FREE_TEXT.some((name) => Object.hasOwn(options, name)) };
}

/** The numbers that a text names, each once. */
export const numbersIn = (text: string): string[] => [
  ...new Set((text.match(/\d+/g) ?? []).map((one) => String(Number(one)))),
];

const numbersOf = (run: Run, open: Question, { numbers }: Choice): string[] | null =>
  ((numbers && taskOf(run, open.task)?.facts[numbers]) || null) as string[] | null;

/** The option of a question that numbers alone mean. */
export function numbered(workflow: Workflow, run: Run, open: Question): string | undefined {
  const { options } = askOf(new Decision(workflow, run), open);
  return open.options.find((option) => options[option]?.numbers !== undefined);
}

/** @throws Refused where words name none of what they have to, or what is not there */
function readNumbers(known: readonly string[], text: string): void {
  const named = numbersIn(text);
  const wrong = named.filter((one) => !known.includes(one));
  if (named.length > 0 && wrong.length === 0) return;
  const found = named.length === 0 ? "no number" : wrong.join(", ");
  throw new Refused("no_answer", `found ${found}, expected one or more of: ${known.join(", ")}`);
}

/**
 * Which of all commands that are asked about this question shows, counted from 1; null: it shows
 * each of them.
 */
export function commandRange(workflow: Workflow, run: Run, open: Question) {
  const { commands, task: of } = open;
  const task = taskOf(run, of);
  if (!commands?.length || task === undefined) return null;
  const ask = asksIn(ownGate(workflow, run, task)).find((ask) => ask.ask === open.kind);
  const all =
    ask?.shows === undefined ? (task.commands ?? []) : listToShow(workflow, run, ask.shows);
  const [from, to] = [all.indexOf(commands[0]!), all.indexOf(commands.at(-1)!)];
  return from < 0 || to - from + 1 >= all.length
    ? null
    : { from: from + 1, to: to + 1, of: all.length };
}

/**
 * The option and the text that an answer means. @throws Refused for what is no answer to this
 * question
 */
function answerOf(
  open: Question,
  ask: Ask,
  command: CommandOf<"answer">,
): { option: string; text: string | null } {
  // White space alone is no text.
  const text = command.text?.trim() ? clipBytes(command.text, 12_000) : null;
  if (text === null && (command.option === null || open.text !== null))
    throw new Refused("no_answer", `question ${open.id} got no answer`);
  const free =
    open.task === null ? undefined : FREE_TEXT.find((name) => Object.hasOwn(ask.options, name));
  const option = command.option ?? open.wants_reason ?? free;
  if (option === undefined)
    throw new Refused(
      "free_text",
      `these words match none of its options: ${open.options.join(", ")}`,
    );
  if (!Object.hasOwn(ask.options, option) || !open.options.includes(option))
    throw new Refused("not_an_option", `"${option}" is none of: ${open.options.join(", ")}`);
  if (
    command.option === null &&
    open.wants_reason === null &&
    open.text === null &&
    isBare(open, text ?? "")
  )
    throw new Refused(
      "free_text",
      `${JSON.stringify(text)} matches none of its options: ${open.options.join(", ")}`,
    );
  return { option, text };
}

/**
 * Records what the person decided about the test commands that the question showed: of others they
 * have said nothing. To refuse where there is none means that no tests are run. `named`: the
 * person's own take their place.
 */
function decideTests(
  decision: Decision,
  task: Task,
  how: Choice["tests"],
  text: string | null,
  open: Question,
): void {
  const listed = open.commands ?? [];
  if (how !== "named") {
    if (how === "refused" && listed.length === 0) decision.add(noTests(task, "person"));
    decision.decideTests(task.id, listed, how === "approved", "person");
    return;
  }
  const lines = linesOf(text ?? "");
  if (lines.length === 0) return;
  const problem = commandsProblem(lines);
  if (problem !== null) throw new Refused("command", problem);
  const rest = listed.filter((one) => !lines.includes(one));
  const decided = decision.workflow.named?.(decision.run, lines, open) ?? {
    tests: lines,
    replaced: rest,
  };
  if (decided.sets) decision.add({ type: "options_set", options: decided.sets });
  // What a workflow reads itself is for its whole run, whatever becomes of the task that asked.
  const of = decision.workflow.named ? null : task.id;
  decision.decideTests(of, decided.replaced, false, "person");
  decision.decideTests(of, decided.tests, true, "person");
}

function answerTask(
  decision: Decision,
  open: Question,
  task: Task,
  choice: Choice,
  text: string | null,
): void {
  const others = decision.run.questions.filter((question) => question.task === task.id);
  if (open.text !== null && choice.move === "again") {
    // An artifact may leave several questions open: the task goes on when the last is answered.
    if (others.length > 0) return;
    // The artifact was written as if these answers were given: what it says stands, and nobody has
    // to write it again.
    const { assumes } = askOf(decision, open);
    const isSettled = assumes === true && decision.task(task.id).as_assumed;
    if (isSettled && Object.hasOwn(movesOf(decision, task), "done"))
      apply(decision, moveOf(decision, task, "done") ?? "next", task);
    else returnTask(decision, task, "answered", "");
    return;
  }
  for (const other of others) decision.add({ type: "question_closed", question: other.id });
  if (choice.tests) decideTests(decision, task, choice.tests, text, open);
  // What the question had no room for comes in another one of its kind, unless one of its own is
  // asked next.
  const ask = askOf(decision, open);
  if (choice.move === "next" && choice.tests !== "refused" && !testAsksOf(decision, task)) {
    if (choice.tests === "named" || decision.unshown(ask, task).length > 0) {
      decision.ask(ask, task);
      return;
    }
  }
  if (choice.move === "hold") decision.ask(ask, task);
  if (choice.sets) decision.add({ type: "options_set", options: choice.sets });
  const substitutes =
    typeof choice.move === "object" && "substitute" in choice.move ? choice.move.substitute : null;
  if (substitutes !== null) substitute(decision, substitutes, task);
  // Why the last attempt did not count is told to the next one, beside what the person says; a
  // failure of a provider is nothing to whoever takes its place.
  const { bounded } = endsOf(decision, task);
  const isOther =
    substitutes !== null && (typeof bounded !== "object" || open.kind !== bounded?.ask);
  const kept = isOther || task.failure !== null ? "" : task.note;
  if (choice.move === "again" || substitutes !== null)
    returnTask(
      decision,
      task,
      "again",
      [kept, text ?? ""].filter((part) => part !== "").join("\n"),
    );
  else
    apply(decision, moveAtLimit(decision, open, task, choice.move), task, null, {
      waiver: choice.waiver ? { kind: choice.waiver, reason: text ?? "" } : null,
    });
}

/**
 * Going on at a review's limit takes the fix of the verdict itself, by whom the answer says: after
 * a rejection its rework, not a smaller fix.
 */
function moveAtLimit(
  decision: Decision,
  open: Question,
  task: Task,
  move: Choice["move"],
): Choice["move"] {
  const gate = decision.gate(task);
  const own = movesOf(decision, task)[task.outcome ?? ""];
  const atLimit = gate.gate === "review" && gate.limit.ask === open.kind;
  return atLimit && isFix(move) && own && isFix(own)
    ? { ...own, fix: { ...own.fix, who: move.fix.who } }
    : move;
}

const isFix = (move: Choice["move"]): move is Extract<Choice["move"], { fix: Fix }> =>
  typeof move === "object" && "fix" in move;

function answerRun(decision: Decision, open: Question, option: string, choice: Choice): void {
  if (open.kind === CEILING.ask || open.kind === NOTICED) {
    const why = open.kind === NOTICED ? "stopped for what was noticed" : "stopped at the ceiling";
    if (choice.move === "stop") decision.add({ type: "ended", status: "cancelled", reason: why });
    return;
  }
  // What was said of files stands in the answer itself.
  const { request } = open;
  if (request === null) return;
  if (open.kind === CHANGE) {
    const back = typeof choice.move === "object" && "redo" in choice.move ? choice.move.redo : "";
    decision.add({ type: "request_changed", request, back });
    if (back !== "") decision.add(...redo(decision.workflow, decision.run, backTo(decision, back)));
    return;
  }
  if (option === "change") askChange(decision, request);
  // A run whose tasks are all over is complete, not cancelled.
  const isDone = decision.run.tasks.every(isOver);
  if (option === "replace")
    decision.add(
      isDone
        ? COMPLETE
        : { type: "ended", status: "cancelled", reason: "replaced by a new request" },
    );
}

/**
 * The gate that a changed request goes back to; where this run does not have it, the next one that
 * it has.
 */
function backTo({ workflow, run }: Decision, back: string): string {
  const entry = entryOf(workflow, run.entry);
  const key = entry.back[back]!;
  const keys = entry.gates.map((gate) => gate.key);
  const own = gatesOf(workflow, run);
  return (
    keys.slice(keys.indexOf(key)).find((key) => own.some((gate) => isOf(gate.key, key))) ?? key
  );
}

/**
 * What the workflow, or the engine, defines for an open question. What no gate asks any more, as
 * after an update, is answered all the same: the task is done again, or the run ends.
 */
function askOf(decision: Decision, open: Question): Ask {
  if (open.task === null)
    return (
      runAsks(decision.workflow, decision.run).find((runAsk) => runAsk.ask === open.kind) ?? SECOND
    );
  const task = decision.task(open.task);
  const own = ownGate(decision.workflow, decision.run, task);
  const asks = [own, decision.gate(task)].flatMap(asksIn);
  const found =
    open.kind === UNANSWERED
      ? unanswered(decision, task)
      : asks.find((ask) => ask.ask === open.kind);
  if (found) return found;
  const moves = open.options.map(
    (option) => [option, { move: option === "stop" ? "stop" : "again" }] as const,
  );
  return { ask: open.kind, options: Object.fromEntries(moves) };
}

/** Every question that stands in a gate's data. */
const asksIn = (data: unknown): Ask[] => {
  if (typeof data !== "object" || data === null) return [];
  const within = Object.values(data).flatMap(asksIn);
  return "ask" in data && "options" in data ? [data as Ask, ...within] : within;
};
