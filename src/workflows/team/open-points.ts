import { taken } from "../../engine/run.ts";
import type { Run } from "../../engine/run.ts";

/** A question to the role that answers them, lifted from whatever asked it. */
export interface OpenPoint {
  text: string;
  /** Who asked it first. */
  role: string;
  answer: string | null;
}

/** What makes two questions the same one: words alone. */
const key = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Questions in the order in which they were asked, each once, with their answers. */
export function questionsOf(run: Run): OpenPoint[] {
  const all = new Map<string, OpenPoint>();
  for (const task of taken(run)) {
    for (const text of task.facts.questions ?? [])
      if (!all.has(key(text))) all.set(key(text), { text, role: task.who.role ?? task.who.agent, answer: null });
    for (const { question, answer } of task.facts.answered ?? []) {
      const known = all.get(key(question));
      if (known) known.answer = answer;
    }
  }
  return [...all.values()];
}

export const openQuestions = (run: Run): OpenPoint[] => questionsOf(run).filter((one) => one.answer === null);
