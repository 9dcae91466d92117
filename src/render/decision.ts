import { numbered } from "../engine/decisions/questions.ts";
import { questionsToAsk } from "../engine/directive.ts";
import { openQuestion, type Question, type Run } from "../engine/run.ts";
import { workflowOf } from "../workflows/index.ts";
import { meantAnswer, type QuestionView, wantsWords } from "./questions.ts";

/** Changes the request of the run. */
export const CHANGE = "change";

/** The parts of a `decide` command. */
export interface SaidDecision {
  option: string;
  question: string | null;
  reason: string | null;
  /** Who has said it, where that is not the person at this machine. */
  by?: string;
}

type ParsedDecision =
  | { ok: true; change?: undefined; question: string; option: string | null; text: string | null }
  | { ok: true; change: string }
  | { ok: false; problem: string };

/**
 * What a `decide` means for the open questions of a run. A reason without an option is free text,
 * which is never an approval.
 */
export function readDecision(
  { option, question: named, reason }: SaidDecision,
  run: Run,
  show: (question: Question) => QuestionView,
): ParsedDecision {
  const open = named === null ? questionsToAsk(run)[0] : openQuestion(run, named);
  // A question may have an option of that name; a new request has words.
  const isOption = reason === null && open?.options.includes(CHANGE);
  if (option === CHANGE && !isOption)
    return reason === null
      ? { ok: false, problem: "Type the new request" }
      : { ok: true, change: reason };
  if (!open) {
    const known = run.questions.map((question) => question.id).join(", ");
    return {
      ok: false,
      problem:
        named === null
          ? "No question is open."
          : `Question ${named} is not open; open: ${known || "none"}.`,
    };
  }
  const shown = show(open);
  const list = shown.options
    .map((option, index) => `${String.fromCharCode(65 + index)} ${option.label}`)
    .join(", ");
  const words = wantsWords(shown);
  if (option === "" && reason === null)
    return {
      ok: false,
      problem: words
        ? `Type your answer to ${open.id}.`
        : `Choose an option of ${open.id}: ${list}.`,
    };
  if (option === "") return { ok: true, question: open.id, option: null, text: reason };
  // Scripts use the option's key.
  const byKey =
    open.labels.length === 0 && open.options.includes(option) ? { option, text: null } : null;
  const answer = byKey ?? meantAnswer(run, shown, open, option);
  if (answer === null) {
    const takes =
      numbered(workflowOf(run.workflow), run, open) === undefined ? "" : ", or numbers such as 1 3";
    const now = words
      ? ` now: it expects your own words; to choose again: ${list}`
      : `; expected one of: ${list}${takes}`;
    return { ok: false, problem: `"${option}" is not an option of ${open.id}${now}.` };
  }
  // Where the option's label is the answer, a reason is added to it.
  const both = open.labels.length > 0 && reason !== null && answer.text !== null;
  return {
    ok: true,
    question: open.id,
    option: answer.option,
    text: both ? `${answer.text}: ${reason}` : (reason ?? answer.text),
  };
}
