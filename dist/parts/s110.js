// @bun
import {
  clipBytes
} from "./s132.js";
import {
  questionWords
} from "./s68.js";
import {
  RUN_IT,
  label,
  typedAnswer
} from "./s241.js";
import {
  FREE_TEXT
} from "./s6.js";

// src/render/recorded-answer.ts
var MAX_TEXT = 12000;
var bare = (text) => text.replace(/["'\\\s]/g, "");
var same = (text, words) => text !== null && bare(text) === bare(clipBytes(words, MAX_TEXT));
function optionsOf(workflow, { kind, options, labels }) {
  if (labels.length > 0)
    return labels.map((one) => ({ label: label(one), key: "answer" }));
  const words = knownWords(workflow, kind);
  return options.map((key) => ({ label: words[key]?.label ?? key, key }));
}
function knownWords(workflow, kind) {
  try {
    return questionWords(workflow, kind).options;
  } catch {
    return {};
  }
}
function mayBe({ workflow }, asked, { via, option, text }, words) {
  const options = optionsOf(workflow, asked);
  const isShownAgain = option === "name" && text !== null;
  if (via === "dialog") {
    const picked = asked.labels.length > 0 ? undefined : options.find((one) => one.label === words);
    if (picked !== undefined)
      return picked.key === option && text === null;
    return same(text, words) || isShownAgain && words === RUN_IT;
  }
  const said = via === "command" ? saidBy(words, asked.question) : { option: words.trim(), reason: null };
  if (said === null)
    return false;
  if (said.option === "")
    return same(text, said.reason ?? "");
  if (asked.labels.length === 0 && said.option === option)
    return true;
  if (isShownAgain && ["a", RUN_IT.toLowerCase()].includes(said.option.toLowerCase()))
    return true;
  const shown = { options: options.map((one) => ({ ...one, description: "" })) };
  const answer = typedAnswer(shown, asked, said.option);
  if (answer === null)
    return false;
  if (asked.labels.length > 0)
    return text?.startsWith(answer.text ?? "") ?? false;
  return answer.option === option || answer.text !== null && FREE_TEXT.includes(option) && same(text, answer.text);
}
function saidBy(typed, question) {
  const [, said] = /^\/(?:[\w-]+:)?decide(?:\s+([\s\S]*))?$/.exec(typed.trim()) ?? [];
  if (!/^\/(?:[\w-]+:)?decide(?:\s|$)/.test(typed.trim()))
    return null;
  const [head = "", ...rest] = (said ?? "").split(/(?:^|\s)--reason(?:[\s=]|$)/);
  const named = /--question[\s=]+q?(\d+)/i.exec(head)?.[1];
  if (named !== undefined && `Q${named}` !== question)
    return null;
  const option = head.replace(/--question[\s=]+\S+/, "").trim().replace(new RegExp(`^${question}\\s+|\\s+${question}$`, "i"), "");
  return { option: option.trim(), reason: rest.length > 0 ? rest.join(" ").trim() : null };
}

export { mayBe };
