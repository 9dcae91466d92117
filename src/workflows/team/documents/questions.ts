/** Questions of any role to pm, pm's answers, and `pipeline/context.md`, where the program keeps both. */

import { fold } from "../../../text.ts";
import { type Line, readMarkdown } from "../../markdown.ts";
import { problemAt, refusing } from "../../sections.ts";

interface Question {
  question: string;
  /** Where it begins, from 1. */
  line: number;
}

interface Answer extends Question {
  answer: string;
}

const ASK = "QUESTION:";
const TO = "@PM";
const ANSWER = "PM-ANSWER:";

/** By this two texts are the same question: letter case, white space and final punctuation aside. */
export function questionKey(question: string): string {
  const text = fold(question).normalize("NFC").toLowerCase();
  let end = text.length;
  while (end > 0 && /[\s?!.:;,…]/.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** Whether a line goes on with what the line before it says: running text without a key of its own. */
const goesOn = (line: Line | undefined, keys: RegExp): line is Line =>
  line?.kind === "plain" && line.heading === null && line.text.trim() !== "" && !keys.test(line.text);

/** A question ends before the next item; an answer may hold a list. */
const QUESTION_ENDS = /^\s*(?:[-+*]|\d{1,9}[.)])(?:\s|$)|QUESTION:|PM-ANSWER:/;
const ANSWER_ENDS = /QUESTION:|PM-ANSWER:/;

/** The lines below one that go on with it, up to the one that holds `last`. */
function textBelow(lines: readonly Line[], at: number, ends: RegExp, last?: string): string {
  const parts: string[] = [];
  for (let next = at + 1; goesOn(lines[next], ends); next++) {
    parts.push(lines[next]!.text);
    if (last !== undefined && parts.at(-1)!.includes(last)) break;
  }
  return parts.join(" ");
}

/** Every question of a text, in order; one without `@PM` at its end is a problem, so that none is lost. */
export function liftQuestions(text: string): { questions: Question[]; problems: string[] } {
  const questions: Question[] = [];
  const problems: string[] = [];
  const refuse = refusing("QUESTION", problems);
  const lines = readMarkdown(text);
  for (const [at, line] of lines.entries()) {
    if (line.kind !== "plain") continue;
    const parts = line.text.split(ASK).slice(1);
    for (const [nth, part] of parts.entries()) {
      // Only the last question of a line can go on below it.
      const asked =
        nth < parts.length - 1 || part.includes(TO) ? part : `${part} ${textBelow(lines, at, QUESTION_ENDS, TO)}`;
      const end = asked.indexOf(TO);
      const question = fold(end < 0 ? asked : asked.slice(0, end));
      if (end < 0) refuse(line.number, question, `${ASK} <text> ${TO}`);
      else if (questionKey(question) === "") refuse(line.number, question, "the question's text");
      else questions.push({ question, line: line.number });
    }
  }
  return { questions, problems };
}

/** Questions with the `PM-ANSWER:` line below each; an answer without a question above it is a problem. */
export function pairAnswers(text: string): { answers: Answer[]; unanswered: Question[]; problems: string[] } {
  const { questions, problems } = liftQuestions(text);
  const lines = readMarkdown(text);
  const answers: Answer[] = [];
  const taken = new Set<Question>();
  const refuse = refusing("PM-ANSWER", problems);
  let asked = 0;
  for (const [at, line] of lines.entries()) {
    if (line.kind !== "plain") continue;
    const found = line.text.indexOf(ANSWER);
    if (found < 0) continue;
    while (questions[asked] !== undefined && questions[asked]!.line <= line.number) asked++;
    const above = questions[asked - 1];
    const said = line.text.slice(found + ANSWER.length);
    const answer = fold(`${said} ${textBelow(lines, at, ANSWER_ENDS)}`);
    if (above === undefined || taken.has(above)) refuse(line.number, answer, "one answer below its QUESTION line");
    else if (answer === "") refuse(line.number, undefined, "the answer's text");
    else answers.push({ ...above, answer });
    if (above !== undefined) taken.add(above);
  }
  return { answers, unanswered: questions.filter((one) => !taken.has(one)), problems };
}

interface Clarification {
  /** With the questions as the run words them. */
  answered: { question: string; answer: string }[];
  /** Open questions that have no answer here. */
  open: string[];
}

/** Reads `pipeline/clarification.md`, written by pm: an answer to each open question. `openQuestions` are the run's own texts; each is answered once, and nothing else is. */
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

/** What the program knows for `pipeline/context.md`. */
export interface Context {
  questions: readonly { question: string; answer: string | null }[];
  /** `at`: ISO 8601 in UTC; `title` such as "Stage 6 escalation resolved". */
  decisions: readonly { at: string; title: string; text: string }[];
  autoPasses: readonly { at: string; checkpoint: string; rule: string }[];
}

/** Text of others that may stand in a line of ours without being read as a line of its own kind. */
const harmless = (text: string): string =>
  text
    .replaceAll(ASK, "question:")
    .replaceAll(ANSWER, "pm-answer:")
    .replaceAll("<!--", "<! --")
    .replaceAll("-->", "-- >");

/** The same for text that stands in lines of its own. */
const asLines = (text: string): string[] =>
  text
    .split(/\r\n|\n|\r/)
    .map((line) => harmless(fold(line)))
    .filter(Boolean)
    .map((line) => (/^(?:[#>~<]|```)/.test(line) ? `\\${line}` : line));

/**
 * The text of `pipeline/context.md`: each question with its answer below it, what the person decided, and which checkpoints
 * passed by a rule. The same facts give the same bytes.
 */
export function contextText({ questions, decisions, autoPasses }: Context): string {
  const parts = ["# Context"];
  for (const { question, answer } of questions) {
    const asked = `${ASK} ${harmless(fold(question)).replaceAll(TO, "@ PM")} ${TO}`;
    parts.push(answer === null ? asked : `${asked}\n${ANSWER} ${harmless(fold(answer))}`);
  }
  if (decisions.length > 0) parts.push("## User Decisions");
  for (const { at, title, text } of decisions)
    parts.push([`${at} — ${harmless(fold(title))}:`, ...asLines(text)].join("\n"));
  if (autoPasses.length > 0) parts.push("## Checkpoints");
  for (const { at, checkpoint, rule } of autoPasses)
    parts.push(`${at} — CHECKPOINT-AUTO-PASS: ${checkpoint} (${rule})`);
  return `${parts.join("\n\n")}\n`;
}
