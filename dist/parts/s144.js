// @bun
import {
  fold2
} from "./s28.js";
import {
  problemAt,
  refusing
} from "./s149.js";
import {
  readMarkdown
} from "./s36.js";

// src/workflows/team/documents/questions.ts
var ASK = "QUESTION:";
var TO = "@PM";
var ANSWER = "PM-ANSWER:";
function questionKey(question) {
  const text = fold2(question).normalize("NFC").toLowerCase();
  let end = text.length;
  while (end > 0 && /[\s?!.:;,\u2026]/.test(text[end - 1]))
    end--;
  return text.slice(0, end);
}
var goesOn = (line, keys) => line?.kind === "plain" && line.heading === null && line.text.trim() !== "" && !keys.test(line.text);
var QUESTION_ENDS = /^\s*(?:[-+*]|\d{1,9}[.)])(?:\s|$)|QUESTION:|PM-ANSWER:/;
var ANSWER_ENDS = /QUESTION:|PM-ANSWER:/;
function textBelow(lines, at, ends, last) {
  const parts = [];
  for (let next = at + 1;goesOn(lines[next], ends); next++) {
    parts.push(lines[next].text);
    if (last !== undefined && parts.at(-1).includes(last))
      break;
  }
  return parts.join(" ");
}
function liftQuestions(text) {
  const questions = [];
  const problems = [];
  const refuse = refusing("QUESTION", problems);
  const lines = readMarkdown(text);
  for (const [at, line] of lines.entries()) {
    if (line.kind !== "plain")
      continue;
    const parts = line.text.split(ASK).slice(1);
    for (const [nth, part] of parts.entries()) {
      const asked = nth < parts.length - 1 || part.includes(TO) ? part : `${part} ${textBelow(lines, at, QUESTION_ENDS, TO)}`;
      const end = asked.indexOf(TO);
      const question = fold2(end < 0 ? asked : asked.slice(0, end));
      if (end < 0)
        refuse(line.number, question, `${ASK} <text> ${TO}`);
      else if (questionKey(question) === "")
        refuse(line.number, question, "the question's text");
      else
        questions.push({ question, line: line.number });
    }
  }
  return { questions, problems };
}
function pairAnswers(text) {
  const { questions, problems } = liftQuestions(text);
  const lines = readMarkdown(text);
  const answers = [];
  const taken = new Set;
  const refuse = refusing("PM-ANSWER", problems);
  let asked = 0;
  for (const [at, line] of lines.entries()) {
    if (line.kind !== "plain")
      continue;
    const found = line.text.indexOf(ANSWER);
    if (found < 0)
      continue;
    while (questions[asked] !== undefined && questions[asked].line <= line.number)
      asked++;
    const above = questions[asked - 1];
    const said = line.text.slice(found + ANSWER.length);
    const answer = fold2(`${said} ${textBelow(lines, at, ANSWER_ENDS)}`);
    if (above === undefined || taken.has(above))
      refuse(line.number, answer, "one answer below its QUESTION line");
    else if (answer === "")
      refuse(line.number, undefined, "the answer's text");
    else
      answers.push({ ...above, answer });
    if (above !== undefined)
      taken.add(above);
  }
  return { answers, unanswered: questions.filter((one) => !taken.has(one)), problems };
}
function parseClarification(text, openQuestions) {
  const { answers, unanswered, problems } = pairAnswers(text);
  const open = new Map(openQuestions.map((one) => [questionKey(one), one]));
  const answered = new Map;
  const refuse = refusing("QUESTION", problems);
  const known = `one of the open questions: ${openQuestions.join(" \xB7 ") || "there is none"}`;
  for (const { question, answer, line } of answers) {
    const mine = open.get(questionKey(question));
    if (mine === undefined)
      refuse(line, question, known);
    else if (answered.has(mine))
      refuse(line, `${question} again`, "one answer per question");
    else
      answered.set(mine, answer);
  }
  for (const { question, line } of unanswered)
    if (!open.has(questionKey(question)))
      refuse(line, question, known);
  const missing = [...open.values()].filter((one) => !answered.has(one));
  for (const one of missing)
    problems.push(problemAt("PM-ANSWER", null, undefined, `an answer to: ${one}`));
  return {
    clarification: { answered: [...answered].map(([question, answer]) => ({ question, answer })), open: missing },
    problems
  };
}
var harmless = (text) => text.replaceAll(ASK, "question:").replaceAll(ANSWER, "pm-answer:").replaceAll("<!--", "<! --").replaceAll("-->", "-- >");
var asLines = (text) => text.split(/\r\n|\n|\r/).map((line) => harmless(fold2(line))).filter(Boolean).map((line) => /^(?:[#>~<]|```)/.test(line) ? `\\${line}` : line);
function contextText({ questions, decisions, autoPasses }) {
  const parts = ["# Context"];
  for (const { question, answer } of questions) {
    const asked = `${ASK} ${harmless(fold2(question)).replaceAll(TO, "@ PM")} ${TO}`;
    parts.push(answer === null ? asked : `${asked}
${ANSWER} ${harmless(fold2(answer))}`);
  }
  if (decisions.length > 0)
    parts.push("## User Decisions");
  for (const { at, title, text } of decisions)
    parts.push([`${at} \u2014 ${harmless(fold2(title))}:`, ...asLines(text)].join(`
`));
  if (autoPasses.length > 0)
    parts.push("## Checkpoints");
  for (const { at, checkpoint, rule } of autoPasses)
    parts.push(`${at} \u2014 CHECKPOINT-AUTO-PASS: ${checkpoint} (${rule})`);
  return `${parts.join(`

`)}
`;
}

export { questionKey, liftQuestions, parseClarification, contextText };
