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
/** The host lays out white space anew. */
const plain = (text: string): string => text.trim().replace(/\s+/g, " ");
const same = (text: string | null, words: string): boolean =>
  text !== null && plain(text) === plain(clipBytes(words, MAX_TEXT));

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
 * Whether these words, picked in a dialog or typed, may be this answer to this question. `earlier`: what else the person has said
 * of it, at any door: a command of their own is shown to them once more, and then a letter says yes to it.
 */
export function mayBe(
  { workflow }: Pick<Run, "workflow">,
  asked: Asked,
  { via, option, text }: Answered,
  words: string,
  earlier: () => readonly string[] = () => [],
): boolean {
  const options = optionsOf(workflow, asked);
  const isShownAgain = option === "name" && earlier().some((one) => same(text, ownWords(one, asked.question)));
  if (via === "dialog") {
    const picked = asked.labels.length > 0 ? undefined : options.find((one) => one.label === words);
    if (picked !== undefined && text === null) return picked.key === option;
    return same(text, words) || (isShownAgain && words === RUN_IT);
  }
  const said = via === "command" ? saidBy(words, asked.question) : { option: words.trim(), reason: null };
  if (said === null) return false;
  if (option === "name" && said.reason !== null) return same(text, said.reason);
  if (said.option === "") return same(text, said.reason ?? "");
  if (isShownAgain && ["a", RUN_IT.toLowerCase()].includes(said.option.toLowerCase())) return true;
  // A command that runs is always of the person's own words.
  if (option === "name" && text !== null) return same(text, ownWords(words, asked.question));
  if (asked.labels.length === 0 && said.option === option) return true;
  const shown = { options: options.map((one) => ({ ...one, description: "" })) };
  const answer = typedAnswer(shown, asked, said.option);
  if (answer === null) return false;
  if (asked.labels.length > 0) return text?.startsWith(answer.text ?? "") ?? false;
  // Words beside a plain yes are the person's own.
  const own = said.reason ?? answer.text;
  return answer.option === option || (own !== null && FREE_TEXT.includes(option) && same(text, own));
}

/** The person's own words in what they said: behind a letter, as a reason, or all of it. */
function ownWords(words: string, question: string): string {
  const said = saidBy(words, question);
  if (said?.reason != null) return said.reason;
  return /^[A-Da-d](?:\s+[-–—]|\s*:)\s+(\S[\s\S]*)$/.exec((said?.option ?? words).trim())?.[1] ?? said?.option ?? words;
}

/** The parts of a typed `decide` that is about this question; null: it is another command, or about another question. */
function saidBy(typed: string, question: string): { option: string; reason: string | null } | null {
  const found = /^\/(?:[\w-]+:)?decide(?:\s+([\s\S]*))?$/.exec(typed.trim());
  if (found === null) return null;
  let head = found[1] ?? "";
  const take = (option: RegExp): string | null => {
    const [whole, value] = option.exec(head) ?? [];
    if (whole === undefined) return null;
    head = head.replace(whole, () => " ");
    return value!.trim().replace(/^(["'])([\s\S]*)\1$/, "$2");
  };
  // Whatever stands behind it is the reason, which may speak of another question.
  const reason = take(/(?:^|\s)--reason(?:\s+|=|$)([\s\S]*$)/);
  const named = take(/(?:^|\s)--question(?:\s+|=)(\S+)/)?.replace(/^q?(?=\d+$)/i, "Q");
  if (named !== undefined && named !== question) return null;
  const option = head.trim();
  const isNamed = named === undefined && new RegExp(`^${question}(?:\\s|$)|\\s${question}$`, "i").test(option);
  return { option: isNamed ? option.replace(new RegExp(`^${question}|${question}$`, "i"), "").trim() : option, reason };
}
