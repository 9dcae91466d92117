import { clipBytes } from "../engine/decision.ts";
import type { EventBody } from "../engine/events.ts";
import type { Run } from "../engine/run.ts";
import { FREE_TEXT } from "../engine/workflow.ts";
import { questionWords } from "../workflows/index.ts";
import { label, RUN_IT, typedAnswer } from "./questions.ts";

/** Whether the person's words, as the host has kept them, may be the answer that a journal has recorded. */

type Asked = Pick<Extract<EventBody, { type: "asked" }>, "question" | "kind" | "options" | "labels">;
type Answered = Pick<Extract<EventBody, { type: "answered" }>, "option" | "text"> & { via: string };

/** In bytes, as the engine keeps a text. */
const MAX_TEXT = 12_000;
/** Without quotes and white space, which a command line takes away. */
const bare = (text: string): string => text.replace(/["'\\\s]/g, "");
const same = (text: string | null, words: string): boolean =>
  text !== null && bare(text) === bare(clipBytes(words, MAX_TEXT));

/** The options as they are shown: those of the question's own, or those of its kind. */
function optionsOf(workflow: string, { kind, options, labels }: Asked): { label: string; key: string }[] {
  if (labels.length > 0) return labels.map((one) => ({ label: label(one), key: "answer" }));
  const words = knownWords(workflow, kind);
  return options.map((key) => ({ label: words[key]?.label ?? key, key }));
}

/** A kind of another version, or one that nobody has asked, has no words. */
function knownWords(workflow: string, kind: string): Record<string, { label: string }> {
  try {
    return questionWords(workflow, kind).options;
  } catch {
    return {};
  }
}

/**
 * Whether these words, picked in a dialog or typed, may be this answer to this question. What the person was shown in between,
 * such as their own command to look at once more, is not known here: where words may be about that they may be the answer.
 */
export function mayBe(
  { workflow }: Pick<Run, "workflow">,
  asked: Asked,
  { via, option, text }: Answered,
  words: string,
): boolean {
  const options = optionsOf(workflow, asked);
  // A command of the person's own, which was shown to them once more.
  const isShownAgain = option === "name" && text !== null;
  if (via === "dialog") {
    const picked = asked.labels.length > 0 ? undefined : options.find((one) => one.label === words);
    if (picked !== undefined) return picked.key === option && text === null;
    return same(text, words) || (isShownAgain && words === RUN_IT);
  }
  const said = via === "command" ? saidBy(words, asked.question) : { option: words.trim(), reason: null };
  if (said === null) return false;
  if (said.option === "") return same(text, said.reason ?? "");
  if (asked.labels.length === 0 && said.option === option) return true;
  if (isShownAgain && ["a", RUN_IT.toLowerCase()].includes(said.option.toLowerCase())) return true;
  const shown = { options: options.map((one) => ({ ...one, description: "" })) };
  const answer = typedAnswer(shown, asked, said.option);
  if (answer === null) return false;
  if (asked.labels.length > 0) return text?.startsWith(answer.text ?? "") ?? false;
  // Words beside a plain yes are the person's own.
  return answer.option === option || (answer.text !== null && FREE_TEXT.includes(option) && same(text, answer.text));
}

/** The parts of a typed `decide` that is about this question; null: it is another command, or about another question. */
function saidBy(typed: string, question: string): { option: string; reason: string | null } | null {
  const [, said] = /^\/(?:[\w-]+:)?decide(?:\s+([\s\S]*))?$/.exec(typed.trim()) ?? [];
  if (!/^\/(?:[\w-]+:)?decide(?:\s|$)/.test(typed.trim())) return null;
  // A reason may speak of another question.
  const [head = "", ...rest] = (said ?? "").split(/(?:^|\s)--reason(?:[\s=]|$)/);
  const named = /--question[\s=]+q?(\d+)/i.exec(head)?.[1];
  if (named !== undefined && `Q${named}` !== question) return null;
  const option = head
    .replace(/--question[\s=]+\S+/, "")
    .trim()
    .replace(new RegExp(`^${question}\\s+|\\s+${question}$`, "i"), "");
  return { option: option.trim(), reason: rest.length > 0 ? rest.join(" ").trim() : null };
}
