/** `pipeline/context.md`: questions of any role to pm with their answers, and what was decided. */

import { fold } from "../../../text.ts";

const ASK = "QUESTION:";
const TO = "@PM";
const ANSWER = "PM-ANSWER:";

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
