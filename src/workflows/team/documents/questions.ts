/**
 * Questions of any role to pm, and `pipeline/context.md`, where the program keeps them with pm's
 * answers.
 */

import { fold } from "../../../text.ts";
import { readMarkdown } from "../../markdown.ts";
import { problemAt } from "../../sections.ts";
import { questionKey } from "../recorded.ts";

const ASK = "QUESTION:";
const TO = "@PM";
const ANSWER = "PM-ANSWER:";

const ITEM = /^(?:[-+*]|\d{1,9}[.)])\s/;

/**
 * What a text says outside of code, quotes and headings: each paragraph and each item of a list.
 */
const paragraphsOf = (text: string): string[] =>
  readMarkdown(text)
    .map(({ kind, heading, text }) => (kind === "plain" && heading === null ? text.trim() : ""))
    .map((line) => (ITEM.test(line) ? `\n${line}` : line))
    .join("\n")
    .split(/\n\n+/);

/**
 * Every question of a text, in order; one without `@PM` at its end is a problem, so that none is
 * lost.
 */
export function liftQuestions(text: string): { questions: string[]; problems: string[] } {
  const questions: string[] = [];
  const problems: string[] = [];
  for (const paragraph of paragraphsOf(text).flatMap((one) => one.split(ASK).slice(1))) {
    const end = paragraph.indexOf(TO);
    const question = fold(end < 0 ? paragraph : paragraph.slice(0, end));
    if (end < 0 || questionKey(question) === "")
      problems.push(problemAt("QUESTION", null, question, `${ASK} <text> ${TO}`));
    else questions.push(question);
  }
  return { questions, problems };
}

/**
 * What the program knows for `pipeline/context.md`; `at`: ISO 8601 in UTC, `title`: such as "Stage
 * 6 escalation resolved".
 */
export interface Context {
  questions: readonly { text: string; answer: string | null }[];
  decisions: readonly Record<"at" | "title" | "text", string>[];
  autoPasses: readonly Record<"at" | "checkpoint" | "rule", string>[];
}

/** Text of others that may stand in a line of ours without being read as a line of its own kind. */
const harmless = (text: string): string =>
  fold(text)
    .replaceAll(ASK, "question:")
    .replaceAll(ANSWER, "pm-answer:")
    .replaceAll("<!--", "<! --");

/** The same for text that stands in lines of its own. */
const asLines = (text: string): string[] =>
  text
    .split(/[\r\n]+/)
    .map(harmless)
    .filter(Boolean)
    .map((line) => (/^(?:[#>~<]|```)/.test(line) ? `\\${line}` : line));

/**
 * The text of `pipeline/context.md`: each question with its answer below it, what the person decided, and which checkpoints
 * passed by a rule. The same facts give the same bytes.
 */
export function contextText({ questions, decisions, autoPasses }: Context): string {
  const asked = questions.map(({ text, answer }) => {
    const line = `${ASK} ${harmless(text).replaceAll(TO, "@ PM")} ${TO}`;
    return answer === null ? line : `${line}\n${ANSWER} ${harmless(answer)}`;
  });
  const decided = decisions.map(({ at, title, text }) =>
    [`${at} — ${harmless(title)}:`, ...asLines(text)].join("\n"),
  );
  const passed = autoPasses.map(
    ({ at, checkpoint, rule }) => `${at} — CHECKPOINT-AUTO-PASS: ${checkpoint} (${rule})`,
  );
  const parts = [
    ["# Context", ...asked],
    decided.length === 0 ? [] : ["## User Decisions", ...decided],
    passed.length === 0 ? [] : ["## Checkpoints", ...passed],
  ];
  return `${parts.flat().join("\n\n")}\n`;
}
