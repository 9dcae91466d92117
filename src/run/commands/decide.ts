import { type CommandOf, type Command as EngineCommand, Refused } from "../../engine/commands.ts";
import { decide as decideRun } from "../../engine/decide.ts";
import { CHANGE as CHANGE_ASK, numbered } from "../../engine/decisions/questions.ts";
import { questionsToAsk } from "../../engine/directive.ts";
import { isLive, isReadBy, openQuestion, type Question, type Run } from "../../engine/run.ts";
import { livingOwner } from "../../host/host.ts";
import { CHANGE, readDecision, type SaidDecision } from "../../render/decision.ts";
import { BACK, optionLabel, questionText, recordedText, saidAs } from "../../render/questions.ts";
import { clean, didYouMean, fit, oneLine, quote } from "../../text.ts";
import { startLine, workflowOf } from "../../workflows/index.ts";
import { endWork } from "../dispatch/check-task.ts";
import { driveOn } from "../driver/background.ts";
import { storeRequest } from "../start/start-run.ts";
import { viewQuestion, viewQuestions } from "../views/questions.ts";
import { glanceAt } from "../views/status.ts";
import { type Answer, type Call, type Command, done, goneOn, no, wrongUsage } from "./command.ts";

const USAGE = "<option>";
const SLASH = "/multi-ai:decide";
/** Whoever decides also says that a run that waits for the API's answer may go on. */
const GO_ON = { do: "go_on" } as const;

/** The questions of the next dialog, with the lines that answer them, unless `decide` is null. */
export function openText(
  call: Call,
  run: Run,
  decide: string | null = call.typed("decide"),
): string {
  const shown = viewQuestions(call.project, run);
  return clean(shown.map((one) => questionText(one, decide)).join("\n\n"));
}

/** What comes next, and after the line that answers it the question that is open. */
export const nextText = (call: Call, run: Run, next = glanceAt(run).next): string =>
  `Next: ${next}\n${openText(call, run, null)}`.trimEnd();

/**
 * What comes next, after what was decided outside of the session that owns the run. Nobody has to
 * be told who carries a run on in the background: the next driver of it is started.
 */
export function afterwards(call: Call, run: Run): string {
  const beside = driveOn(call.project, call.env, run);
  if (beside !== null) return beside;
  const lead =
    isLive(run) && livingOwner(run) !== null && !run.owner?.driver
      ? "The session that owns the run sees it at its next prompt or notification.\n"
      : "";
  return lead + nextText(call, run);
}

/** The answer to an unknown option: the options that exist, and the closest one. */
function notAnOption(call: Call, run: Run, entered: SaidDecision, wrong: string): Answer {
  const open =
    entered.question === null ? questionsToAsk(run)[0] : openQuestion(run, entered.question);
  const decide = call.typed("decide");
  const problem = entered.option === CHANGE ? `${wrong}: ${decide} ${CHANGE} --reason "…"` : wrong;
  if (!open) return no(`${problem}\n${openText(call, run) || nextText(call, run)}`);
  const shown = viewQuestion(call.project, run, open);
  const known = [
    ...open.options,
    ...shown.options.map((option) => option.label.toLowerCase()),
    CHANGE,
  ];
  // A letter stands for an option, and for no word that is like it.
  const hint = entered.option.length < 2 ? "" : didYouMean(entered.option.toLowerCase(), known);
  const text = questionText(shown, decide);
  return wrongUsage(clean(`${hint === "" ? problem : problem.replace(/\.$/, hint)}\n${text}`));
}

/** Words as they are typed: in the host nothing is quoted. */
const worded = (call: Call, words: string): string =>
  call.session === null ? quote(words) : words;

/** What an option counts only with. */
const wants = (run: Run, asked: Question, option: string): string =>
  option === "name"
    ? "the command"
    : option === numbered(workflowOf(run.workflow), run, asked)
      ? "numbers"
      : "a reason";

/**
 * A question about commands that was not shown here: it is printed with the line that answers it,
 * in a session the whole of it. A terminal shows all of it above the word that it asks for, so that
 * the commands do here.
 */
function notRead(
  call: Call,
  run: Run,
  answer: CommandOf<"answer">,
  { option, reason }: SaidDecision,
): Answer {
  const decide = call.typed("decide");
  const open = openQuestion(run, answer.question)!;
  // After it nothing is asked outside of the session that owns the run: the line has all that the
  // option counts with.
  const missing = call.goesOnHere(run) ? null : lackedBy(tried(run, { ...answer, named: true }));
  const words = missing === null ? reason : missing === "name" ? "<command>" : "<reason>";
  const why =
    words === null ? "" : ` --reason ${missing === null ? worded(call, words) : `"${words}"`}`;
  const named = missing ?? option;
  const line = `${decide} ${named === "" ? "" : `${named} `}--question ${open.id}${why}`;
  // Also while it waits for words to one of its options.
  const view = viewQuestion(call.project, run, { ...open, wants_reason: null });
  const { length } = open.commands ?? [];
  const shown =
    call.session === null
      ? view.question.split("\n", 1 + length).join("\n")
      : questionText(view, null);
  return no(
    `Not decided: ${open.id} ${length > 0 ? "is about commands" : "appeared in the meantime"}, so your answer must name it.\n${clean(shown)}\nType: ${clean(line)}`,
    { question: open.id },
  );
}

/** Of several questions a letter would answer whichever is asked first. */
function notNamed(call: Call, run: Run): Answer {
  const questions = run.questions.map(({ id }) => id);
  const lines = run.questions.map(
    (question) => `\n  ${viewQuestion(call.project, run, question).question.split("\n", 1)[0]}`,
  );
  const text = `Not decided: ${lines.length} questions are open, so your answer must name one with --question ${questions.join(" or ")}:`;
  const whole = `\n${call.typed("status")} shows them whole.`;
  return no(clean(text + lines.map((line) => fit(line, 100)).join("") + whole), { questions });
}

/** The request changes once the person says where to go on. */
async function changeRequest(call: Call, run: Run, words: string): Promise<Answer> {
  const does = `This replaces the whole request of run ${run.run} with:\n  ${oneLine(words)}`;
  await call.agreed(does, SLASH, { run: run.run });
  const changed = call.change(
    [GO_ON, { do: "change", request: storeRequest(call.project, words) }],
    "always",
  );
  const now = changed.run!;
  const asked = now.questions.find((question) => question.kind === CHANGE_ASK);
  if (asked === undefined) {
    const text = "The request is changed; later tasks see the new one.";
    if (call.goesOnHere(now)) return goneOn(text, run, changed);
    return done(`${text}\n${afterwards(call, now)}`, {
      run: run.run,
      option: CHANGE,
      status: now.status,
    });
  }
  if (call.goesOnHere(now))
    return goneOn("The request changes once you say where to continue.", run, changed);
  const text = questionText(viewQuestion(call.project, now, asked), call.typed("decide"));
  return done(clean(`The request changes once you say where to continue:\n${text}`), {
    run: run.run,
    option: CHANGE,
    question: asked.id,
    status: now.status,
  });
}

/**
 * Records a decision of the person on a live run. A choice that counts only with a reason is not
 * recorded without one in a terminal; in the host the reason is asked for.
 */
export async function takeDecision(
  call: Call,
  run: Run,
  entered: SaidDecision,
  named = entered.question !== null,
): Promise<Answer> {
  if (
    call.session === null &&
    entered.question === null &&
    entered.option !== CHANGE &&
    run.questions.length > 1
  )
    return notNamed(call, run);
  const decision = readDecision(entered, run, (question) =>
    viewQuestion(call.project, run, question),
  );
  if (!decision.ok) return notAnOption(call, run, entered, decision.problem);
  if (decision.change !== undefined) return changeRequest(call, run, decision.change);
  const { question, option, text } = decision;
  const { session } = call;
  const asked = openQuestion(run, question)!;
  const via = session === null ? "cli" : "command";
  const answer: CommandOf<"answer"> = {
    do: "answer",
    question,
    option,
    text,
    via,
    session: session?.id ?? null,
    ...(entered.by !== undefined && { by: entered.by }),
    named,
  };
  if (option !== BACK && !isReadBy(asked, answer)) return notRead(call, run, answer, entered);
  const events = tried(run, answer);
  if (typeof events === "string") return notAnOption(call, run, entered, `${events}.`);
  const missing = lackedBy(events);
  if (missing !== null && !call.goesOnHere(run)) {
    const wanted = wants(run, asked, missing);
    const { options } = viewQuestion(call.project, run, { ...asked, wants_reason: null });
    const letter = String.fromCharCode(65 + options.findIndex(({ key }) => key === missing));
    const [words, why] = wanted === "numbers" ? ["<1 3 …>", ""] : [letter, ' --reason "…"'];
    const line = `${call.typed("decide")} ${words} --question ${question}${why}`;
    const text = `${letter} ${optionLabel(run, asked, missing)} needs ${wanted}.\nType: ${line}`;
    return no(clean(text), { question, option: missing });
  }
  const answerText = saidAs(run, asked, option, text);
  const { question: whole } = viewQuestion(call.project, run, asked);
  await call.agreed(`${whole}\nThis answers it in your name: ${answerText}`, SLASH, { question });
  const changed = call.changeToEnd([GO_ON, answer], "always");
  const now = changed.run!;
  if (!isLive(now)) await endWork(call, run);
  const outcome = clean(
    missing !== null
      ? `${question}: ${optionLabel(run, asked, missing)} needs ${wants(run, asked, missing)}.`
      : recorded(call, asked, option, answerText),
  );
  if (call.goesOnHere(now)) return goneOn(outcome, run, changed);
  const data = {
    run: run.run,
    question,
    option,
    text,
    status: now.status,
    next: glanceAt(now).next,
  };
  return done(`${outcome}\n${afterwards(call, now)}`, data);
}

/**
 * The events of an answer; a text: why it is none to this question. @throws Refused for what is not
 * possible now
 */
function tried(run: Run, answer: EngineCommand): ReturnType<typeof decideRun> | string {
  try {
    return decideRun(workflowOf(run.workflow), run, answer);
  } catch (error) {
    if (
      error instanceof Refused &&
      ["free_text", "no_answer", "not_an_option"].includes(error.code)
    )
      return error.message;
    throw error;
  }
}

/** The option that counts only with words, where they were not given. */
function lackedBy(events: ReturnType<typeof tried>): string | null {
  const wanted =
    typeof events === "string" ? undefined : events.find((event) => event.type === "reason_wanted");
  return wanted?.type === "reason_wanted" ? wanted.option : null;
}

function recorded(call: Call, asked: Question, option: string | null, answerText: string): string {
  const { id, request, start } = asked;
  if (option === BACK) return `${id} is asked again, with all of its options.`;
  const recorded = recordedText(id, answerText);
  // The session that replaces a run starts the new one at once.
  if (request === null || start === null || option !== "replace" || call.session !== null)
    return recorded;
  const line = startLine(start, oneLine(request.text));
  return `${recorded}\nThe new request was not started; type ${line}`;
}

export const decide: Command = {
  summary: "Answer the open question; decide change --reason changes the request",
  usage: USAGE,
  args: [0, 20],
  text: true,
  options: {
    reason: {
      value: "<text>",
      rest: true,
      about: "Why, or what to change; alone, your answer in your own words",
    },
    question: {
      value: "<id>",
      about: "Which question: needed if it is about commands, or several are open",
    },
  },
  slash: () => SLASH,
  run(call) {
    const live = call.liveRun();
    const reason = call.value("reason")?.trim() || null;
    const option = call.args.join(" ").trim();
    const question = call.value("question")?.replace(/^q?(?=\d+$)/i, "Q") ?? null;
    return takeDecision(call, live, { option, question, reason });
  },
};
