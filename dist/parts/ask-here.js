// @bun
import {
  dropTyped,
  ownTerminal
} from "./s257.js";
import {
  typedAnswer,
  questionText
} from "./s275.js";
import {
  clean,
  didYouMean
} from "./s28.js";
import {
  readRun
} from "./s200.js";
import {
  viewQuestions2
} from "./s65.js";
import {
  confirmed2
} from "./s157.js";
import {
  takeDecision
} from "./s268.js";
import {
  isLive
} from "./s5.js";

// src/cli/ask-here.ts
import { createInterface } from "readline";
var isSet = (value) => value !== undefined && !/^(?:|0|false)$/i.test(value);
function personIsHere(call) {
  if (call.json || isSet(call.env.CI) || !process.stdin.isTTY || !process.stdout.isTTY)
    return false;
  const terminal = ownTerminal();
  terminal?.close();
  return terminal !== null && !call.belowHost();
}
var PASTE_MS = 50;

class Keyboard {
  gone = false;
  ask(text) {
    const at = text.lastIndexOf(`
`) + 1;
    process.stdin.setRawMode(true);
    dropTyped();
    process.stdout.write(text.slice(0, at));
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    return new Promise((resolve) => {
      const leave = () => {
        this.gone = true;
        lines.close();
        process.stdout.write(`
`);
        resolve(null);
      };
      lines.once("SIGINT", leave);
      lines.once("close", leave);
      const typed = [];
      const take = () => {
        lines.off("close", leave);
        lines.close();
        resolve(typed.join(`
`));
      };
      let waits;
      lines.on("line", (line) => {
        typed.push(line);
        clearTimeout(waits);
        waits = setTimeout(take, PASTE_MS);
      });
      lines.setPrompt(text.slice(at));
      lines.prompt();
    });
  }
  close() {
    process.stdin.unref();
  }
}
var NO_ANSWER = /^(?:quit|exit|help|\?+|:q!?)$/i;
var HOW = 'A letter, a letter and why ("B: \u2026"), or words of your own; Enter leaves it open.';
function saidIn(line, shown, question) {
  const known = [...question.options, ...shown.options.map((one) => one.label)];
  const isOption = typedAnswer(shown, question, line) !== null || question.options.includes(line) || /^[a-z](?:\s*[:\u2013\u2014-].*)?$/is.test(line) || !/\s/.test(line) && didYouMean(line, known) !== "";
  return { question: question.id, ...isOption ? { option: line, reason: null } : { option: "", reason: line } };
}
async function askHere(call, waiting) {
  const keyboard = new Keyboard;
  let run = waiting;
  let last = "";
  try {
    while (isLive(run) && run.questions.length > 0) {
      const shown = viewQuestions2(call.project, run)[0];
      const question = run.questions.find((one) => one.id === shown.id);
      const text = clean(questionText(shown, null));
      if (text !== last)
        call.say(`
${text}`);
      last = text;
      const line = (await keyboard.ask(`${HOW}
> `))?.trim() ?? "";
      if (line === "")
        return run;
      if (NO_ANSWER.test(line)) {
        call.say(`"${line}" is no answer here. ${HOW}`);
        continue;
      }
      const asking = {
        ...call,
        confirm: async (does, slash) => confirmed2(call, { does: does.replace(`${shown.question}
`, ""), slash, when: "always" }, () => keyboard)
      };
      const answer = await takeDecision(asking, run, saidIn(line, shown, question), true, () => "");
      if (keyboard.gone)
        return run;
      call.say(answer.text.trim());
      run = readRun(call.project) ?? run;
    }
    return run;
  } finally {
    keyboard.close();
  }
}
export {
  askHere,
  personIsHere
};
