// @bun
// src/workflows/phases/plan/checks.ts
var survey = async () => ({ outcome: "pass", tree: null, record: {} });
var CHECKS = { "plan-survey": survey };
export {
  CHECKS
};
