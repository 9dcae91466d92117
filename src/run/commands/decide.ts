import { visible } from "../../command-line.ts";
import type { Command as EngineCommand } from "../../engine/commands.ts";
import { decide as decideRun } from "../../engine/decide.ts";
import { questionsToAsk } from "../../engine/directive.ts";
import { isLive, isReadBy, type Question, type Run } from "../../engine/run.ts";
import { quote } from "../../host/check-command.ts";
import { isAlive } from "../../host/host.ts";
import { readDecision, type SaidDecision } from "../../render/decision.ts";
import { BACK, questionText } from "../../render/questions.ts";
import { clean, didYouMean, fit, oneLine } from "../../text.ts";
import { startLine, workflowOf } from "../../workflows/index.ts";
import { endChecks } from "../check.ts";
import { viewQuestion, viewQuestions } from "../questions.ts";
import { reread } from "../reread.ts";
import { releaseIfGone, storeRequest } from "../start.ts";
import { changeProblem } from "../start-request.ts";
import { viewOf } from "../status.ts";
import {
  type Answer,
  type Call,
  type Command,
  changeRun,
  done,
  doorOf,
  goneOn,
  liveRun,
  no,
  typedIn,
  wrongUsage,
} from "./command.ts";

const USAGE = "<option>";
const CHANGE = "change";
/** Whoever decides also says that a run that waits for the API's answer may go on. */
const GO_ON = { do: "go_on" } as const;

/** The questions of the next dialog, with the lines that answer them. */
export function openText(call: Call, run: Run): string {
  const shown = viewQuestions(call.project, run);
  return clean(shown.map((one) => questionText(one, typedIn(call, "decide"))).join("\n\n"));
}

/** When the session that owns the run hears of what was decided outside of it, and what comes next. */
export function afterwards(call: Call, run: Run): string {
  const { next } = viewOf(call.project, run);
  const told =
    isLive(run) && isAlive(run.owner?.host ?? null)
      ? "The session that owns the run hears of it at its next prompt or notification.\n"
      : "";
  return `${told}Next: ${next}`;
}

/** An option that is none: the answer says which there are, and the one that comes closest. */
function notAnOption(call: Call, run: Run, said: SaidDecision, problem: string): Answer {
  const open = said.question === null ? questionsToAsk(run)[0] : run.questions.find((one) => one.id === said.question);
  if (!open)
    return no(said.option === "" || run.questions.length === 0 ? problem : `${problem}\n${openText(call, run)}`);
  const shown = viewQuestion(call.project, run, open);
  const known = [...open.options, ...shown.options.map((one) => one.label.toLowerCase()), CHANGE];
  const hint = said.option === "" ? "" : didYouMean(said.option.toLowerCase(), known);
  return wrongUsage(clean(`${problem}${hint}\n${questionText(shown, typedIn(call, "decide"))}`));
}

/** A question about commands that was not shown here: it is printed whole, with the line that answers it as was typed. */
function notRead(call: Call, run: Run, open: Question, { option, reason }: SaidDecision): Answer {
  const decide = typedIn(call, "decide");
  const why = reason === null ? "" : ` --reason ${call.session === null ? quote(reason) : reason}`;
  const line = `${decide} ${option === "" ? "" : `${option} `}--question ${open.id}${why}`;
  const shown = questionText(viewQuestion(call.project, run, open), decide);
  return no(
    `Nothing was decided: ${open.id} is about commands, so it is named with the answer.\n${clean(shown)}\nAs you typed it: ${clean(line)}`,
    { question: open.id },
  );
}

/** The request changes once the person says where to go on. */
function changeRequest(call: Call, run: Run, words: string): Answer {
  const refused = changeProblem(run, words);
  if (refused !== null) return no(refused, { run: run.run });
  const changed = changeRun(call, [GO_ON, { do: "change", request: storeRequest(call.project, words) }], "always");
  const now = changed.run!;
  if (call.session !== null) return goneOn("The request changes once you say where to go on.", run, changed);
  return done(`The request changes once you say where to go on:\n${openText(call, now)}`, {
    run: run.run,
    option: CHANGE,
    question: now.questions.findLast((one) => one.task === null)?.id ?? null,
    status: now.status,
  });
}

/**
 * Records a decision of the person on a live run. A choice that counts only with a reason is not recorded without one in a
 * terminal; in the host the reason is asked for.
 */
export async function takeDecision(
  call: Call,
  run: Run,
  said: SaidDecision,
  named = said.question !== null,
): Promise<Answer> {
  const decision = readDecision(said, run, (question) => viewQuestion(call.project, run, question));
  if (!decision.ok) return notAnOption(call, run, said, decision.problem);
  if (decision.change !== undefined) return changeRequest(call, run, decision.change);
  const { question, option, text } = decision;
  const { session } = call;
  const asked = run.questions.find((one) => one.id === question)!;
  const via = session === null ? "cli" : "command";
  if (!isReadBy(asked, { via, named })) return notRead(call, run, asked, said);
  const answer: EngineCommand = { do: "answer", question, option, text, via, session: session?.id ?? null, named };
  const wanted = decideRun(workflowOf(run.workflow), run, answer).find((event) => event.type === "reason_wanted");
  const lacks = wanted?.type === "reason_wanted" ? wanted.option : null;
  const line = `${typedIn(call, "decide")} ${lacks} --question ${question} --reason`;
  if (lacks !== null && text !== null && session === null)
    return no(
      `Nothing was decided: these words read as a command. To have the program run it: ${line} ${quote(text)}\nIf they are none, name the option that they are for.`,
      { question, option: lacks },
    );
  if (lacks !== null && session === null)
    return no(`This counts only with a reason: ${line} "…"`, {
      question,
      option: lacks,
    });
  const fresh = await reread(call.project, run, [{ question, option }], { door: doorOf(call), env: call.env });
  if (fresh.refusal !== null) return no(clean(fresh.refusal), { question });
  const changed = changeRun(call, [GO_ON, ...fresh.steps, answer, releaseIfGone], "always");
  const now = changed.run!;
  if (!isLive(now)) await endChecks(call, run);
  const told = clean(
    lacks !== null ? `${question}: ${lacks} counts only with a reason.` : recorded(call, run, question, option, text),
  );
  if (session !== null) return goneOn(told, run, changed);
  const data = { run: run.run, question, option, text, status: now.status, next: viewOf(call.project, now).next };
  return done(`${told}\n${afterwards(call, now)}`, data);
}

function recorded(call: Call, run: Run, question: string, option: string | null, text: string | null): string {
  if (option === BACK) return `${question} is asked anew, with all of its options.`;
  const said = `Recorded: ${question} is answered${option === null ? "" : ` with ${option}`}${text === null ? "" : `: ${fit(oneLine(text), 200)}`}.`;
  const { request = null, start = null, commands = null } = run.questions.find((one) => one.id === question) ?? {};
  // What the answer lets the program do is named, whole.
  const about = (commands ?? []).map((one) => `  ${visible(one)}`);
  if (about.length > 0) return [said, "It was asked about:", ...about].join("\n");
  // The session that replaces a run starts the new one at once.
  if (request === null || option !== "replace" || call.session !== null) return said;
  const line = startLine(start ?? { ...run, auto: false, options: {} }, oneLine(request.text));
  return `${said}\nThe new request was not started from here; type it in Claude Code: ${line}`;
}

export const decide: Command = {
  summary: "Answer the open question; decide change --reason changes the request",
  usage: USAGE,
  args: [0, 20],
  text: true,
  options: {
    reason: { value: "<text>", rest: true, about: "Why, or what to change; alone it is an answer in your own words" },
    question: { value: "<id>", about: "Which question, where several are open" },
  },
  slash: () => "/multi-ai:decide",
  run(call) {
    const live = liveRun(call, { over: "nothing is open", there: "decide there" });
    if (!live.ok) return live.answer;
    const reason = call.value("reason")?.trim() || null;
    const said = { option: call.args.join(" ").trim(), question: call.value("question"), reason };
    return takeDecision(call, live.found, said);
  },
};
