// @bun
import {
  needsShell
} from "./s2.js";
import {
  testRecordOf
} from "./s119.js";
import {
  again,
  stop3,
  accept,
  waive,
  checkStuck
} from "./s29.js";
import {
  titled,
  stop4
} from "./s188.js";
import {
  endOf2,
  newFailures
} from "./s253.js";

// src/workflows/tests.ts
var testAsks = {
  unapproved: {
    ask: "plan-tests",
    auto: "approve",
    options: {
      approve: { move: "next", tests: "approved" },
      refuse: { move: "next", tests: "refused" },
      correct: { move: "again", reason: true },
      name: { move: "next", reason: true, tests: "named" }
    }
  },
  none: {
    ask: "no-tests",
    auto: "without",
    options: {
      name: { move: "next", reason: true, tests: "named" },
      without: { move: "next", tests: "refused" },
      stop: stop3
    }
  }
};
var nameAnother = { move: "again", reason: true, tests: "named" };
var baselineCannotRun = {
  ask: "baseline-cannot-run",
  auto: "later",
  options: { again, later: { move: "next" }, stop: stop3, name: nameAnother }
};
var common = { gate: "check", schema: "test-record", brief: "tests", fixes: "tests" };
var testsBefore = {
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
    cannot_run: baselineCannotRun,
    none: "next"
  },
  limit: checkStuck,
  stuck: checkStuck
};
function testsBehind(of) {
  const { who, writes, reads, guards } = of;
  const mend = {
    fix: {
      who,
      title: "Fix Code - Tests",
      token: "fix_code_tests",
      writes,
      schema: "impl-result",
      edits: "all",
      brief: "fix-tests"
    },
    then: "self"
  };
  const further = {
    options: { continue: { move: mend }, accept, stop: stop3, name: nameAnother }
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
      unclear: { ask: "tests-unclear", ...further },
      cannot_run: {
        ask: "tests-cannot-run",
        options: { again, waive, stop: stop3, name: nameAnother }
      }
    },
    limit: { ask: "tests-limit", ...further },
    stuck: checkStuck
  };
}
var TEST_SKIP_REASONS = {
  approvedTests: "no test command is approved",
  newTests: "no test command is new"
};
var commandLabel = (command) => needsShell(command) ? "Tests, in a shell: " : "Tests: ";
function recordLines(record) {
  const red = (record?.commands ?? []).filter((one) => one.state !== "passed");
  return red.flatMap((one) => [
    `${one.command}: ${endOf2(one)}`,
    ...one.why === undefined ? [] : [`${one.red === "unclear" ? "Cannot tell: " : ""}${one.why}`],
    ...newFailures(one),
    ...one.lines.slice(-3)
  ]);
}
var ofRecord = ({ project }, _question, task) => ({
  lines: recordLines(testRecordOf(project, task)),
  file: task.writes
});
var another = { label: "Another command", description: "Type it; it runs in the place of these" };
var cannotRunLabel = () => "Did not run: ";
var TEST_QUESTIONS = {
  "plan-tests": {
    header: "Tests",
    title: titled(" names test commands that you have not approved. May the program run them?"),
    lines: (_scene, _question, task) => ({ lines: [], file: task.writes }),
    commandLabel,
    options: {
      approve: { label: "Run them", description: "Before code reviews and after each fix" },
      refuse: { label: "Leave out", description: "These are never run" },
      correct: { label: "Correct", description: "Say what it should name" },
      name: another
    }
  },
  "no-tests": {
    header: "Tests",
    title: () => "Neither story nor plan names a test command. What should the program run?",
    lines: () => ({ lines: [], file: null }),
    options: {
      name: { label: "Name one", description: "Type the command as your own answer" },
      without: { label: "Nothing", description: "Go on; the report says that no tests ran" },
      stop: stop4
    }
  },
  "tests-limit": {
    header: "Tests red",
    title: titled(": still red after several fixes. How to go on?"),
    lines: ofRecord,
    commandLabel: () => "Red: ",
    options: {
      continue: { label: "One more fix", description: "Fix and run once more" },
      accept: { label: "Accept", description: "Go on to the review as it is; say why" },
      stop: stop4,
      name: another
    }
  },
  "tests-unclear": {
    header: "Tests red",
    title: titled(": red, as before the change, and it cannot be told whether it is the same failure. How to go on?"),
    lines: ofRecord,
    commandLabel: () => "Red: ",
    options: {
      continue: { label: "Have it mended", description: "The author of the change mends what is red; they run again" },
      accept: { label: "Accept", description: "What is red now is known from here on; say why" },
      stop: stop4,
      name: another
    }
  },
  "baseline-cannot-run": {
    header: "Tests",
    title: titled(": a test command does not run here, before anything was changed. What now?"),
    lines: ofRecord,
    commandLabel: cannotRunLabel,
    options: {
      again: { label: "Again", description: "Run them once more, after you mended it" },
      later: { label: "Go on", description: "The change itself will make it run" },
      stop: stop4,
      name: another
    }
  },
  "tests-cannot-run": {
    header: "Tests",
    title: titled(": a test command could not be run to its end. What now?"),
    lines: ofRecord,
    commandLabel: cannotRunLabel,
    options: {
      again: { label: "Again", description: "Run them once more, after you mended it" },
      waive: { label: "Waive", description: "Go on without; say why, the report shows it" },
      stop: stop4,
      name: another
    }
  }
};

export { testAsks, nameAnother, baselineCannotRun, testsBefore, testsBehind, TEST_SKIP_REASONS, commandLabel, another, TEST_QUESTIONS };
