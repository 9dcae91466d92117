/** What a workflow's module has where the program runs tests. */
export const TEST_PARTS = {
  checks: async () => (await import("../../tests/test-checks.ts")).TEST_CHECKS,
  /** Why a check of these had nothing to do, by the rule that says so. */
  skipReasons: {
    approvedTests: "no test command is approved",
    newTests: "no test command is new",
    testsUnknown: "the test commands are known",
  },
};
