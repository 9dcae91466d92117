import type { Ask, CheckGate, Move, ProduceGate, Who } from "../../engine/workflow.ts";

/** What is asked about test commands before the task is done whose artifact names them. */
export const testAsks: NonNullable<ProduceGate["tests"]> = {
  unapproved: {
    ask: "plan-tests",
    auto: "approve",
    options: {
      approve: { move: "next", tests: "approved" },
      refuse: { move: "next", tests: "refused" },
      correct: { move: "again", reason: true },
      stop: { move: "stop" },
    },
  },
  none: {
    ask: "no-tests",
    auto: "without",
    options: {
      name: { move: "next", reason: true, tests: "named" },
      without: { move: "next", tests: "refused" },
      stop: { move: "stop" },
    },
  },
};

const common = {
  gate: "check",
  after: [],
  schema: "test-record",
  brief: "tests",
  fixes: "tests",
} as const;

/** Before the implementation: what is red then is nobody's fault later. */
export const testsBefore = (stuck: Ask): CheckGate => ({
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
  on: { pass: "next", red: "next", cannot_run: "next", none: "next" },
  limit: stuck,
  stuck,
});

/**
 * Behind whatever changes the code, whose author mends what is red: nobody of the guarded group reviews a tree where a
 * test fails that passed before.
 */
export function testsBehind(of: { who: Who; writes: string; reads: string[]; guards: string; stuck: Ask }): CheckGate {
  const mend: Move = {
    fix: {
      who: of.who,
      title: "Fix Code - Tests",
      token: "fix_code_tests",
      writes: of.writes,
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
    reads: of.reads,
    writes: ".task/tests.json",
    behind: ["impl-result"],
    when: "approvedTests",
    guards: of.guards,
    on: {
      pass: "next",
      known: "next",
      none: "next",
      fail: mend,
      cannot_run: {
        ask: "tests-cannot-run",
        options: {
          again: { move: "again" },
          waive: { move: "next", reason: true, waiver: "waived" },
          stop: { move: "stop" },
        },
      },
    },
    limit: {
      ask: "tests-limit",
      options: {
        continue: { move: mend },
        accept: { move: "next", reason: true, waiver: "accepted" },
        stop: { move: "stop" },
      },
    },
    stuck: of.stuck,
  };
}
