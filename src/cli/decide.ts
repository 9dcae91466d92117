import type { Command } from "../engine/commands.ts";
import { decide as decideRun } from "../engine/decide.ts";
import { isLive, type Run } from "../engine/run.ts";
import { isAlive } from "../host/host.ts";
import { readDecision, type SaidDecision } from "../render/decision.ts";
import { BACK, questionText } from "../render/questions.ts";
import { endChecks } from "../run/check.ts";
import { viewQuestion, viewQuestions } from "../run/questions.ts";
import { releaseIfGone, storeRequest } from "../run/start.ts";
import { changeProblem } from "../run/start-request.ts";
import { viewOf } from "../run/status.ts";
import { clean, fit, oneLine } from "../text.ts";
import { startLine, workflowOf } from "../workflows/index.ts";
import { didYouMean } from "./options.ts";
import { type Answer, type Call, changeRun, done, no, noRunText, ownRun, type Verb, wrongUsage } from "./verb.ts";

const CHANGE = "change";

function openText(call: Call, run: Run): string {
  const shown = viewQuestions(call.project, run);
  return clean(shown.map((one) => questionText(one, "multi-ai")).join("\n\n"));
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
  const open = run.questions.find((one) => said.question === null || one.id === said.question);
  if (!open)
    return no(said.option === "" || run.questions.length === 0 ? problem : `${problem}\n${openText(call, run)}`);
  const shown = viewQuestion(call.project, run, open);
  const known = [...open.options, ...shown.options.map((one) => one.label.toLowerCase()), CHANGE];
  const hint = said.option === "" ? "" : didYouMean(said.option.toLowerCase(), known);
  return wrongUsage(clean(`${problem}${hint}\n${questionText(shown, "multi-ai")}`));
}

/** Records a decision of the person on a live run. A choice that counts only with a reason is not recorded without one. */
export async function takeDecision(call: Call, run: Run, said: SaidDecision): Promise<Answer> {
  const decision = readDecision(said, run, (question) => viewQuestion(call.project, run, question));
  if (!decision.ok) return notAnOption(call, run, said, decision.problem);
  if (decision.change !== undefined) {
    const refused = changeProblem(run, decision.change);
    if (refused !== null) return no(refused, { run: run.run });
    const request = storeRequest(call.project, decision.change);
    const changed = changeRun(call, () => [{ do: "change", request }])!;
    return done(`The request changes once you say where to go on:\n${openText(call, changed)}`, {
      run: run.run,
      option: CHANGE,
      question: changed.questions.findLast((one) => one.task === null)?.id ?? null,
      status: changed.status,
    });
  }
  const { question, option, text } = decision;
  const answer: Command = { do: "answer", question, option, text, via: "cli", session: null };
  const wanted = decideRun(workflowOf(run.workflow), run, answer).find((event) => event.type === "reason_wanted");
  if (wanted?.type === "reason_wanted" && wanted.option !== null)
    return no(`This counts only with a reason: multi-ai decide ${wanted.option} --question ${question} --reason "…"`, {
      question,
      option: wanted.option,
    });
  const now = changeRun(call, () => [answer, releaseIfGone])!;
  if (!isLive(now)) await endChecks(run);
  const data = { run: run.run, question, option, text, status: now.status, next: viewOf(call.project, now).next };
  return done(`${clean(recorded(run, question, option, text))}\n${afterwards(call, now)}`, data);
}

function recorded(run: Run, question: string, option: string | null, text: string | null): string {
  if (option === BACK) return `${question} is asked anew, with all of its options.`;
  const said = `Recorded: ${question} is answered${option === null ? "" : ` with ${option}`}${text === null ? "" : `: ${fit(oneLine(text), 200)}`}.`;
  const { request = null, start = null } = run.questions.find((one) => one.id === question) ?? {};
  if (request === null || option !== "replace") return said;
  const line = startLine(start ?? { ...run, auto: false, options: {} }, oneLine(request.text));
  return `${said}\nThe new request was not started from here; type it in Claude Code: ${line}`;
}

export const decide: Verb = {
  summary: "Answer the open question; decide change --reason changes the request",
  usage: "<option>",
  args: [0, 20],
  options: {
    reason: { value: "<text>", about: "Why, or what to change; alone it is an answer in your own words" },
    question: { value: "<id>", about: "Which question, where several are open" },
  },
  slash: () => "/multi-ai:decide",
  run(call) {
    const run = ownRun(call);
    if (run === null) return no(noRunText(call.from), { run: null });
    if (!isLive(run)) return no(`Run ${run.run} is over (${run.status}): nothing is open.`, { run: run.run });
    const reason = call.value("reason")?.trim() || null;
    return takeDecision(call, run, { option: call.args.join(" ").trim(), question: call.value("question"), reason });
  },
};
