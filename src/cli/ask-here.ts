import { createInterface } from "node:readline";
import { isLive, type Question, type Run } from "../engine/run.ts";
import { dropTyped, ownTerminal } from "../process/terminal.ts";
import { type QuestionView, questionText, typedAnswer } from "../render/questions.ts";
import type { Call } from "../run/commands/command.ts";
import { takeDecision } from "../run/commands/decide.ts";
import { readRun } from "../run/life/run.ts";
import { viewQuestions } from "../run/views/questions.ts";
import { clean, didYouMean } from "../text.ts";
import { confirmed } from "./confirm.ts";

/** Asks the person who has started a run at this terminal what the run asks, and takes their answers as `decide` does. */

const isSet = (value: string | undefined): boolean => value !== undefined && !/^(?:|0|false)$/i.test(value);

/** Whether somebody sits at this terminal who may be asked: not a pipe, CI, a program that reads JSON, or a session of the host. */
export function personIsHere(call: Pick<Call, "json" | "env" | "belowHost">): boolean {
  if (call.json || isSet(call.env.CI) || !process.stdin.isTTY || !process.stdout.isTTY) return false;
  // Without it nobody can be asked for a word, and a job in the background has no keyboard.
  const terminal = ownTerminal();
  terminal?.close();
  return terminal !== null && !call.belowHost();
}

/** Milliseconds in which the next line comes of what is pasted; nobody types that fast. */
const PASTE_MS = 50;

/** The lines that a person types. */
class Keyboard {
  /** Ctrl-C or Ctrl-D was pressed: nobody is asked any more. */
  gone = false;

  /** Shows a text and reads a line, or all lines that are pasted at once; null: none was typed. */
  ask(text: string): Promise<string | null> {
    const at = text.lastIndexOf("\n") + 1;
    // In raw mode also what no Enter has ended can be dropped.
    process.stdin.setRawMode(true);
    dropTyped();
    process.stdout.write(text.slice(0, at));
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    return new Promise((resolve) => {
      const leave = (): void => {
        this.gone = true;
        lines.close();
        process.stdout.write("\n");
        resolve(null);
      };
      lines.once("SIGINT", leave);
      lines.once("close", leave);
      const typed: string[] = [];
      const take = (): void => {
        lines.off("close", leave);
        lines.close();
        resolve(typed.join("\n"));
      };
      let waits: ReturnType<typeof setTimeout> | undefined;
      lines.on("line", (line) => {
        typed.push(line);
        clearTimeout(waits);
        waits = setTimeout(take, PASTE_MS);
      });
      lines.setPrompt(text.slice(at));
      lines.prompt();
    });
  }

  close(): void {
    process.stdin.unref();
  }
}

/** Words to a program: taken as an answer they would go to an agent. */
const NO_ANSWER = /^(?:quit|exit|help|\?+|:q!?)$/i;

const HOW = 'A letter, a letter and why ("B: …"), or words of your own; Enter leaves it open.';

/** What a line means for `decide`: an option, also one that is nearly one, or an answer in the person's own words. */
function meantIn(
  line: string,
  shown: QuestionView,
  question: Pick<Question, "id" | "options" | "labels">,
): { option: string; question: string; reason: string | null } {
  const known = [...question.options, ...shown.options.map((one) => one.label)];
  const isOption =
    typedAnswer(shown, question, line) !== null ||
    question.options.includes(line) ||
    /^[a-z](?:\s*[:–—-].*)?$/is.test(line) ||
    (!/\s/.test(line) && didYouMean(line, known) !== "");
  return { question: question.id, ...(isOption ? { option: line, reason: null } : { option: "", reason: line }) };
}

/**
 * Asks all that the run waits for. Returns the run as it stands then: with questions still open where the person has left them.
 * @throws what `takeDecision` throws
 */
export async function askHere(call: Call, waiting: Run): Promise<Run> {
  const keyboard = new Keyboard();
  let run = waiting;
  /** The question that was shown last: it is not shown again with each try. */
  let last = "";
  try {
    while (isLive(run) && run.questions.length > 0) {
      const shown = viewQuestions(call.project, run)[0]!;
      const question = run.questions.find((one) => one.id === shown.id)!;
      const text = clean(questionText(shown, null));
      if (text !== last) call.say(`\n${text}`);
      last = text;
      const line = (await keyboard.ask(`${HOW}\n> `))?.trim() ?? "";
      if (line === "") return run;
      if (NO_ANSWER.test(line)) {
        call.say(`"${line}" is no answer here. ${HOW}`);
        continue;
      }
      const asking: Call = {
        ...call,
        // The question stands above already.
        confirm: async (does, slash) =>
          confirmed(call, { does: does.replace(`${shown.question}\n`, ""), slash, when: "always" }, () => keyboard),
      };
      const answer = await takeDecision(asking, run, meantIn(line, shown, question), true, () => "");
      if (keyboard.gone) return run;
      call.say(answer.text.trim());
      run = readRun(call.project) ?? run;
    }
    return run;
  } finally {
    keyboard.close();
  }
}
