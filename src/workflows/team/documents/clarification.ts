/** `pipeline/clarification.md`, written by pm: an answer to each open question. */
import { pairAnswers, questionKey } from "./questions.ts";
import { problemAt, refusing } from "./sections.ts";

export interface Clarification {
  /** With the questions as the run words them. */
  answered: { question: string; answer: string }[];
  /** Open questions that have no answer here. */
  open: string[];
}

/** Reads pm's answers. `openQuestions` are the run's own texts; each is answered once, and nothing else is. */
export function parseClarification(
  text: string,
  openQuestions: readonly string[],
): { clarification: Clarification; problems: string[] } {
  const { answers, unanswered, problems } = pairAnswers(text);
  const open = new Map(openQuestions.map((one) => [questionKey(one), one]));
  const answered = new Map<string, string>();
  const refuse = refusing("QUESTION", problems);
  const known = `one of the open questions: ${openQuestions.join(" · ") || "there is none"}`;
  for (const { question, answer, line } of answers) {
    const mine = open.get(questionKey(question));
    if (mine === undefined) refuse(line, question, known);
    else if (answered.has(mine)) refuse(line, `${question} again`, "one answer per question");
    else answered.set(mine, answer);
  }
  for (const { question, line } of unanswered) if (!open.has(questionKey(question))) refuse(line, question, known);
  const missing = [...open.values()].filter((one) => !answered.has(one));
  for (const one of missing) problems.push(problemAt("PM-ANSWER", null, undefined, `an answer to: ${one}`));
  return {
    clarification: { answered: [...answered].map(([question, answer]) => ({ question, answer })), open: missing },
    problems,
  };
}
