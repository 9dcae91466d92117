// @bun
import {
  clipBytes
} from "./s139.js";
import {
  questionWords
} from "./s70.js";
import {
  RUN_IT,
  label,
  typedAnswer
} from "./s275.js";
import {
  FREE_TEXT
} from "./s6.js";

// src/render/recorded-answer.ts
var MAX_TEXT = 12000;
var plain = (text) => text.trim().replace(/\s+/g, " ");
var same = (text, words) => text !== null && plain(text) === plain(clipBytes(words, MAX_TEXT));
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
function mayBe({ workflow }, asked, { via, option, text }, words, earlier = () => []) {
  const options = optionsOf(workflow, asked);
  const isShownAgain = option === "name" && earlier().some((one) => same(text, ownWords(one, asked.question)));
  if (via === "dialog") {
    const picked = asked.labels.length > 0 ? undefined : options.find((one) => one.label === words);
    if (picked !== undefined && text === null)
      return picked.key === option;
    return same(text, words) || isShownAgain && words === RUN_IT;
  }
  const said = via === "command" ? saidBy(words, asked.question) : { option: words.trim(), reason: null };
  if (said === null)
    return false;
  if (option === "name" && said.reason !== null)
    return same(text, said.reason);
  if (said.option === "")
    return same(text, said.reason ?? "");
  if (isShownAgain && ["a", RUN_IT.toLowerCase()].includes(said.option.toLowerCase()))
    return true;
  if (option === "name" && text !== null)
    return same(text, ownWords(words, asked.question));
  if (asked.labels.length === 0 && said.option === option)
    return true;
  const shown = { options: options.map((one) => ({ ...one, description: "" })) };
  const answer = typedAnswer(shown, asked, said.option);
  if (answer === null)
    return false;
  if (asked.labels.length > 0)
    return text?.startsWith(answer.text ?? "") ?? false;
  const own = said.reason ?? answer.text;
  return answer.option === option || own !== null && FREE_TEXT.includes(option) && same(text, own);
}
function ownWords(words, question) {
  const said = saidBy(words, question);
  if (said?.reason != null)
    return said.reason;
  return /^[A-Da-d](?:\s+[-\u2013\u2014]|\s*:)\s+(\S[\s\S]*)$/.exec((said?.option ?? words).trim())?.[1] ?? said?.option ?? words;
}
function saidBy(typed, question) {
  const found = /^\/(?:[\w-]+:)?decide(?:\s+([\s\S]*))?$/.exec(typed.trim());
  if (found === null)
    return null;
  let head = found[1] ?? "";
  const take = (option) => {
    const [whole, value] = option.exec(head) ?? [];
    if (whole === undefined)
      return null;
    head = head.replace(whole, () => " ");
    return value.trim().replace(/^(["'])([\s\S]*)\1$/, "$2");
  };
  const reason = take(/(?:^|\s)--reason(?:\s+|=|$)([\s\S]*$)/);
  const named = take(/(?:^|\s)--question(?:\s+|=)(\S+)/)?.replace(/^q?(?=\d+$)/i, "Q");
  if (named !== undefined && named !== question)
    return null;
  const option = head.trim();
  const isNamed = named === undefined && new RegExp(`^${question}(?:\\s|$)|\\s${question}$`, "i").test(option);
  return { option: isNamed ? option.replace(new RegExp(`^${question}|${question}$`, "i"), "").trim() : option, reason };
}

export { mayBe };
