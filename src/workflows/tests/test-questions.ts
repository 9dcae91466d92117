import { needsShell } from "../../command-line.ts";
import type { Ask, ProduceGate } from "../../engine/workflow.ts";
import { here } from "../../plugin.ts";
import { type TestRecord, testRecordOf } from "../../record/tests/test-record.ts";
import { SETTINGS_FILE, type Settings } from "../../settings.ts";
import { given } from "../../text.ts";
import * as asks from "../contract/asks.ts";
import type { QuestionWords } from "../contract/contract.ts";
import { endOf, newFailures } from "../words/test-words.ts";
import { other, stop, titled } from "../words/words.ts";

/** Tests that the program runs itself, with commands that a person approves: what is asked. */

/** Where a test command is named, after a verb. */
const nameTests = `one in ${SETTINGS_FILE}: {"tests":{"commands":["<command>"]}}`;

/** What a start says where no test is known to the program and none is asked about; else nothing. */
export const lacksTests = ({ tests: { run, commands } }: Pick<Settings, "tests">): string[] =>
  given(
    run && commands.length === 0,
    `No test command is approved, so no test runs. Name ${nameTests}; ${here("trust")} approves it`,
  );

/** What is asked about test commands before the task is done whose artifact names them. */
export const testAsks: Required<NonNullable<ProduceGate["tests"]>> = {
  unapproved: {
    ask: "plan-tests",
    auto: "approve",
    options: {
      approve: { move: "next", tests: "approved" },
      refuse: { move: "next", tests: "refused" },
      correct: { move: "again", reason: true },
      name: { move: "next", reason: true, tests: "named" },
    },
  },
  none: {
    ask: "no-tests",
    auto: "without",
    options: {
      name: { move: "next", reason: true, tests: "named" },
      without: { move: "next", tests: "refused" },
      stop: asks.stop,
    },
  },
};

/** Another command in the place of those that the question shows; they run then. */
export const nameAnother = { move: "again", reason: true, tests: "named" } as const;

/** Asked at once, not when the work is done. It may well be the work that makes it run. */
export const baselineCannotRun: Ask = {
  ask: "baseline-cannot-run",
  auto: "later",
  options: { again: asks.again, later: { move: "next" }, stop: asks.stop, name: nameAnother },
};

/**
 * What no change of the project mends, such as packages that are not installed: without an answer
 * nobody would run a test.
 */
export const baselineStops: Ask = {
  ask: baselineCannotRun.ask,
  options: baselineCannotRun.options,
};

/** Before a command that a person approves by going on; one that needs a shell is told apart. */
export const labelled =
  (what: string) =>
  (command: string): string =>
    `${what}${needsShell(command) ? ", in a shell" : ""}: `;
export const commandLabel = labelled("Tests");

/** What the commands of a record came to. */
function recordLines(record: TestRecord | null): string[] {
  const red = (record?.commands ?? []).filter((command) => command.state !== "passed");
  const lines = red.flatMap((one) => [
    `${one.command}: ${endOf(one)}`,
    ...(one.why === undefined ? [] : [`${one.red === "unclear" ? "Unknown: " : ""}${one.why}`]),
    ...newFailures(one),
    ...one.lines.slice(-3),
  ]);
  return [...(record?.lost ?? []), ...lines];
}

export const another = {
  label: "Another command",
  description: "Type it; it runs instead of these",
};
const runAgain = { label: "Retry", description: "Run them again after you fix it" };

const LABELS: Record<string, string> = { "Tests red": "Red: ", "Tests lost": "Run as it was: " };

/** A question about a run of the tests, with what came of its commands. */
const ofTests = (
  header: string,
  title: string,
  options: QuestionWords["options"],
): QuestionWords => ({
  header,
  title: titled(title),
  lines: ({ project }, _question, task) => ({
    lines: recordLines(testRecordOf(project, task)),
    file: task.writes,
  }),
  commandLabel: () => LABELS[header] ?? "Did not run: ",
  options: { ...options, stop, name: another },
});

export const TEST_QUESTIONS: Record<string, QuestionWords> = {
  "plan-tests": {
    header: "Tests",
    title: titled(" names test commands that you have not approved. May the program run them?"),
    lines: (_scene, _question, task) => ({ lines: [], file: task.writes }),
    commandLabel,
    options: {
      approve: { label: "Run them", description: "Before code reviews and after each fix" },
      refuse: { label: "Skip", description: "These are never run" },
      correct: { label: "Correct", description: "Say what it should name" },
      name: another,
    },
  },
  "no-tests": {
    header: "Tests",
    title: () =>
      "Neither the story nor the plan names a test command. What should the program run?",
    lines: () => ({ lines: [], file: null }),
    options: {
      name: { label: "Name one", description: "Type the command as your own answer" },
      without: { label: "No tests", description: "Continue; the report says that no tests ran" },
      stop,
    },
  },
  "tests-limit": ofTests(
    "Tests red",
    ": tests still fail after several fixes. Type a hint for one more, or:",
    {
      continue: { label: "One more fix", description: "Fix and run the tests again" },
      accept: { label: "Accept", description: "Continue to the review with it as it is; say why" },
      other,
    },
  ),
  "tests-unclear": ofTests(
    "Tests red",
    ": tests fail, as before the change, and it is unknown whether it is the same failure. How should it continue?",
    {
      continue: {
        label: "Have it fixed",
        description: "The author of the change fixes the failures; tests run again",
      },
      accept: {
        label: "Accept",
        description: "These failures count as known from now on; say why",
      },
    },
  ),
  "tests-lost": ofTests(
    "Tests lost",
    ": tests that passed before do not pass on the new code with all else as it was. Is that meant?",
    {
      continue: {
        label: "Have it fixed",
        description: "The author makes them pass as they were; tests run again",
      },
      accept: { label: "It is meant", description: "These count as outdated from now on; say why" },
    },
  ),
  "baseline-cannot-run": ofTests(
    "Tests",
    ": a test command does not run here, even before any change. What now?",
    {
      again: runAgain,
      later: { label: "Continue", description: "The change itself will make it run" },
    },
  ),
  "tests-cannot-run": ofTests("Tests", ": a test command did not finish. What now?", {
    again: runAgain,
    waive: { label: "Skip", description: "Continue without it; say why, the report shows it" },
  }),
};
