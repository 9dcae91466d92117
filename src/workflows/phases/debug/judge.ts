import { MAX_COMMAND } from "../../../command-line.ts";
import { oneLine, shown } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { passesAlways } from "../../execute/plan-rules.ts";
import { refusing } from "../../kit/problems.ts";
import { nothing } from "../../review/check.ts";
import { nearestQuote, solid } from "../../review/quote.ts";
import { wordsAlone } from "../same-words.ts";
import type { FixResult, Hypothesis, Reproduction } from "./recorded.ts";

/** What answers of debugger are held to. Pure. */

/** Characters that are no white space: less stands anywhere. */
const MIN_QUOTE = 5;
/** Commands whose end says nothing of the project. */
const ALWAYS_FAILS = /^(?:false|exit [1-9]\d*)$/;
function commandProblems(field: string, command: string): string[] {
  const problems: string[] = [];
  const refuse = refusing(problems);
  if (passesAlways(command.trim()) || ALWAYS_FAILS.test(command.trim()))
    refuse(field, `${shown(command)}, which ends as it does whatever the project holds`, "one that looks");
  else if (command.length > MAX_COMMAND || /[\r\n]/.test(command))
    refuse(field, `${command.length} characters`, `one line of at most ${MAX_COMMAND}`);
  return problems;
}

/** What a supposed cause is compared with. */
export interface HypothesisContext {
  /** Causes that were ruled out. */
  ruledOut: readonly string[];
  /** The text of a file of the project; null: there is none of this name. */
  read: (path: string) => string | null;
}

function observationProblems({ test }: Hypothesis, { read }: HypothesisContext): string[] {
  const { file, quote, means, line = null } = test;
  const problems: string[] = [];
  const refuse = refusing(problems, "test.");
  if (!file) refuse("file", "nothing", "the file that the observation is in");
  if (!quote) refuse("quote", "nothing", "words copied from that file");
  if (!means) refuse("means", "nothing", "confirmed or ruled_out");
  if (!file || !quote || !means) return problems;
  const text = read(file);
  const spot = text === null ? null : nearestQuote(text, quote, line);
  if (text === null) refuse("file", shown(file), "a file of the project");
  else if (solid(quote) < MIN_QUOTE) refuse("quote", shown(quote), `at least ${MIN_QUOTE} characters`);
  else if (spot === null) refuse("quote", shown(quote), `words that stand in ${file}`);
  else if (line !== null && (line < spot.line || line > spot.last))
    refuse("line", line, `${spot.line}, where the quote stands`);
  return problems;
}

function predictionProblems({ test }: Hypothesis): string[] {
  const command = test.command?.trim() ?? "";
  const problems: string[] = [];
  const refuse = refusing(problems, "test.");
  if (command === "") refuse("command", "nothing", "the command that the program runs");
  problems.push(...commandProblems("test.command", command));
  if (!test.exit) refuse("exit", "nothing", "zero or nonzero, said before the command runs");
  return problems;
}

/** A supposed cause that can be tested, and that nobody has ruled out. */
export function judgeHypothesis(value: Hypothesis, context: HypothesisContext): Checked {
  const before = context.ruledOut.find((one) => wordsAlone(one) === wordsAlone(value.hypothesis));
  const problems = [
    ...(before === undefined ? [] : [`hypothesis: ${shown(oneLine(before))} was ruled out, expected another cause`]),
    ...(value.test.kind === "command" ? predictionProblems(value) : observationProblems(value, context)),
  ];
  const commands = value.test.kind === "command" && value.test.command ? [value.test.command.trim()] : [];
  return { ...nothing, problems, outcome: "done", commands };
}

/** Files that a task has changed so far; null: that cannot be told. */
export type Changed = readonly string[] | null;

const untrueProblems = (field: string, named: readonly string[], changed: Changed): string[] =>
  changed === null
    ? []
    : [
        ...named
          .filter((path) => !changed.includes(path))
          .map((path) => `${field}: found ${path}, expected only files that this task has changed`),
        ...changed
          .filter((path) => !named.includes(path))
          .map((path) => `${field}: ${path} is missing, expected every file that this task has changed`),
      ];
const MOST = 12;

/** A failing test: its files, and nothing else, were changed. */
export function judgeReproduction(value: Reproduction, changed: Changed): Checked {
  const problems = [
    ...commandProblems("command", value.command),
    ...untrueProblems("files", value.files, changed).slice(0, MOST),
  ];
  return { ...nothing, problems, outcome: "done", claims: value.files.length, commands: [value.command.trim()] };
}

/** A fix: what it names was changed, and the failing test was left alone. */
export function judgeFix(value: FixResult, changed: Changed, tests: readonly string[]): Checked {
  const reason = value.reason?.trim() || null;
  const problems = [
    ...untrueProblems("changed_files", value.changed_files, changed).slice(0, MOST),
    ...(changed ?? [])
      .filter((path) => tests.includes(path))
      .map((path) => `${path}: changed, expected the failing test as it was; put it back`),
    ...(value.status === "failed" && reason === null
      ? ['reason: found nothing, expected why, where status is "failed"']
      : []),
  ];
  return { ...nothing, problems, outcome: value.status, reason, claims: value.changed_files.length };
}
