import { MAX_COMMAND } from "../../../command-line.ts";
import { oneLine, shown } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { passesAlways } from "../../execute/plan-rules.ts";
import { nothing } from "../../review/check.ts";
import { nearestQuote, solid } from "../../review/quote.ts";
import { wordsAlone } from "../same-words.ts";
import type { FixResult, Hypothesis, Reproduction } from "./recorded.ts";

/** What answers of debugger are held to. Pure. */

/** Characters that are no white space: less stands anywhere. */
const MIN_QUOTE = 5;
/** Commands whose end says nothing of the project. */
const ALWAYS_FAILS = /^(?:false|exit [1-9]\d*)$/;
const commandProblem = (field: string, command: string): string[] =>
  passesAlways(command.trim()) || ALWAYS_FAILS.test(command.trim())
    ? [`${field}: found ${shown(command)}, which ends as it does whatever the project holds; expected one that looks`]
    : command.length > MAX_COMMAND || /[\r\n]/.test(command)
      ? [`${field}: found ${command.length} characters, expected one line of at most ${MAX_COMMAND}`]
      : [];

/** What a supposed cause is compared with. */
export interface HypothesisContext {
  /** Causes that were ruled out. */
  ruledOut: readonly string[];
  /** The text of a file of the project; null: there is none of this name. */
  read: (path: string) => string | null;
}

function observationProblems({ test }: Hypothesis, { read }: HypothesisContext): string[] {
  const { file, quote, means, line = null } = test;
  const missing = [
    ...(file ? [] : ["test.file: found nothing, expected the file that the observation is in"]),
    ...(quote ? [] : ["test.quote: found nothing, expected words copied from that file"]),
    ...(means ? [] : ["test.means: found nothing, expected confirmed or ruled_out"]),
  ];
  if (missing.length > 0 || !file || !quote) return missing;
  const text = read(file);
  if (text === null) return [`test.file: found ${shown(file)}, expected a file of the project`];
  if (solid(quote) < MIN_QUOTE) return [`test.quote: found ${shown(quote)}, expected at least ${MIN_QUOTE} characters`];
  const spot = nearestQuote(text, quote, line);
  if (spot === null) return [`test.quote: found ${shown(quote)}, expected words that stand in ${file}`];
  return line !== null && (line < spot.line || line > spot.last)
    ? [`test.line: found ${line}, expected ${spot.line}, where the quote stands`]
    : [];
}

function commandProblems({ test }: Hypothesis): string[] {
  const command = test.command?.trim() ?? "";
  return [
    ...(command === "" ? ["test.command: found nothing, expected the command that the program runs"] : []),
    ...commandProblem("test.command", command),
    ...(test.exit ? [] : ["test.exit: found nothing, expected zero or nonzero, said before the command runs"]),
  ];
}

/** A supposed cause that can be tested, and that nobody has ruled out. */
export function judgeHypothesis(value: Hypothesis, context: HypothesisContext): Checked {
  const before = context.ruledOut.find((one) => wordsAlone(one) === wordsAlone(value.hypothesis));
  const problems = [
    ...(before === undefined ? [] : [`hypothesis: ${shown(oneLine(before))} was ruled out, expected another cause`]),
    ...(value.test.kind === "command" ? commandProblems(value) : observationProblems(value, context)),
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
    ...commandProblem("command", value.command),
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
