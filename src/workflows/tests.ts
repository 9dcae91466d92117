import { fitting, needsShell } from "../command-line.ts";
import type { TestedCommand } from "../engine/events.ts";
import type { CheckGate, Move, ProduceGate, Who } from "../engine/workflow.ts";
import { accepted } from "../record/accepted.ts";
import { type TestRecord, testsOf } from "../record/tests.ts";
import { MAX_OBJECT_BYTES } from "../store/objects.ts";
import * as asks from "./asks.ts";
import type { Check, CheckResult, QuestionWords } from "./contract.ts";
import { endOf } from "./test-words.ts";
import { stop, titled } from "./words.ts";

/** Tests that the program runs itself, with commands that a person approves: the gates, the check, and what is asked. */

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
const nameAnother = { move: "again", reason: true, tests: "named" } as const;

const common = { gate: "check", schema: "test-record", brief: "tests", fixes: "tests" } as const;

/** Before the implementation: what is red then is nobody's fault later. */
export const testsBefore: CheckGate = {
  ...common,
  after: [],
  key: "tests-baseline",
  title: "Tests - Baseline",
  token: null,
  who: { program: "baseline" },
  reads: [],
  writes: ".task/tests-baseline.json",
  behind: ["user-story", "plan"],
  when: "newTests",
  on: {
    pass: "next",
    red: "next",
    // Asked at once, not when the work is done. It may well be the work that makes it run.
    cannot_run: {
      ask: "baseline-cannot-run",
      auto: "later",
      options: { again: asks.again, later: { move: "next" }, stop: asks.stop, name: nameAnother },
    },
    none: "next",
  },
  limit: asks.checkStuck,
  stuck: asks.checkStuck,
};

/**
 * Behind whatever changes the code, whose author mends what is red: nobody of the guarded group reviews a tree where a
 * test fails that passed before.
 */
export function testsBehind(of: { who: Who; writes: string; reads: string[]; guards: string }): CheckGate {
  const { who, writes, reads, guards } = of;
  const mend: Move = {
    fix: {
      who,
      title: "Fix Code - Tests",
      token: "fix_code_tests",
      writes,
      schema: "impl-result",
      edits: "all",
      brief: "fix-tests",
    },
    then: "self",
  };
  return {
    ...common,
    after: [],
    key: "tests",
    title: "Tests",
    token: "implementation",
    who: { program: "tests" },
    reads,
    writes: ".task/tests.json",
    behind: ["impl-result"],
    when: "approvedTests",
    guards,
    on: {
      pass: "next",
      known: "next",
      none: "next",
      fail: mend,
      cannot_run: {
        ask: "tests-cannot-run",
        options: { again: asks.again, waive: asks.waive, stop: asks.stop, name: nameAnother },
      },
    },
    limit: {
      ask: "tests-limit",
      options: { continue: { move: mend }, accept: asks.accept, stop: asks.stop, name: nameAnother },
    },
    stuck: asks.checkStuck,
  };
}

/** A record that an object can hold: of one that is too large the names of tests are left out. */
function bounded(record: TestRecord): TestRecord {
  if (Buffer.byteLength(JSON.stringify(record, null, 2)) < MAX_OBJECT_BYTES) return record;
  const few = (names: string[]): string[] => names.slice(0, 50);
  const commands = record.commands.map((one) => ({ ...one, passed_tests: [], failed_tests: few(one.failed_tests) }));
  return { ...record, commands };
}

/** The record as the journal has it: without the names. */
export function journalled({ commands, task: _task, ...rest }: TestRecord): NonNullable<CheckResult["tested"]> {
  return {
    ...rest,
    commands: commands.map(({ passed_tests: _p, failed_tests: _f, new_failures: _n, gone: _g, ...one }) => one),
  };
}

/** States of a command that did not run to its end. */
const STOPPED: TestedCommand["state"][] = ["not_found", "timeout"];

/** Runs the approved test commands, one after the other. */
const runApproved =
  (baseline: boolean): Check =>
  async (scene, task, signal) => {
    const { project, run } = scene;
    const { runTests } = await import("../record/run-tests.ts");
    const record = await runTests(project, scene, testsOf(run), {
      env: process.env,
      signal,
      timeoutMs: run.settings.tests.timeout_minutes * 60_000,
      baseline,
      task: task.id,
    });
    // What a question is about; as many as it shows.
    const isAbout = (state: TestedCommand["state"]): boolean =>
      record.outcome === "cannot_run" ? STOPPED.includes(state) : state !== "passed";
    const commands = record.commands.filter((one) => isAbout(one.state)).map((one) => one.command);
    return {
      outcome: record.outcome,
      tree: record.after,
      tested: journalled(record),
      record: bounded(record),
      commands: fitting(commands, "alone"),
    };
  };

export const TEST_CHECKS: Record<string, Check> = { baseline: runApproved(true), tests: runApproved(false) };

/** Why a check of these had nothing to do, by the rule that says so. */
export const TEST_SKIP_REASONS = {
  approvedTests: "no test command is approved",
  newTests: "no test command is new",
};

/** Before a command that a person approves by going on; one that needs a shell is told apart. */
export const commandLabel = (command: string): string => (needsShell(command) ? "Tests, in a shell: " : "Tests: ");

/** What the commands of a record came to. */
function recordLines(record: TestRecord | null): string[] {
  const red = (record?.commands ?? []).filter((one) => one.state !== "passed");
  return red.flatMap((one) => [`${one.command}: ${endOf(one)}`, ...one.new_failures, ...one.lines.slice(-3)]);
}

const ofRecord: QuestionWords["lines"] = ({ project }, _question, task) => ({
  lines: recordLines(accepted<TestRecord>(project, task.artifact)),
  file: task.writes,
});

export const another = { label: "Another command", description: "Type it; it runs in the place of these" };
const cannotRunLabel = (): string => "Did not run: ";

export const TEST_QUESTIONS: Record<string, QuestionWords> = {
  "plan-tests": {
    header: "Tests",
    title: titled(" names test commands that you have not approved. May the program run them?"),
    lines: (_scene, _question, task) => ({ lines: [], file: task.writes }),
    commandLabel,
    options: {
      approve: { label: "Run them", description: "Before code reviews and after each fix" },
      refuse: { label: "Leave out", description: "These are never run" },
      correct: { label: "Correct", description: "Say what it should name" },
      name: another,
    },
  },
  "no-tests": {
    header: "Tests",
    title: () => "Neither story nor plan names a test command. What should the program run?",
    lines: () => ({ lines: [], file: null }),
    options: {
      name: { label: "Name one", description: "Type the command as your own answer" },
      without: { label: "Nothing", description: "Go on; the report says that no tests ran" },
      stop,
    },
  },
  "tests-limit": {
    header: "Tests red",
    title: titled(": still red after several fixes. How to go on?"),
    lines: ofRecord,
    commandLabel: () => "Red: ",
    options: {
      continue: { label: "One more fix", description: "Fix and run once more" },
      accept: { label: "Accept", description: "Go on to the review as it is; say why" },
      stop,
      name: another,
    },
  },
  "baseline-cannot-run": {
    header: "Tests",
    title: titled(": a test command does not run here, before anything was changed. What now?"),
    lines: ofRecord,
    commandLabel: cannotRunLabel,
    options: {
      again: { label: "Again", description: "Run them once more, after you mended it" },
      later: { label: "Go on", description: "The change itself will make it run" },
      stop,
      name: another,
    },
  },
  "tests-cannot-run": {
    header: "Tests",
    title: titled(": a test command could not be run to its end. What now?"),
    lines: ofRecord,
    commandLabel: cannotRunLabel,
    options: {
      again: { label: "Again", description: "Run them once more, after you mended it" },
      waive: { label: "Waive", description: "Go on without; say why, the report shows it" },
      stop,
      name: another,
    },
  },
};
