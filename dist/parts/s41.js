// @bun
// src/workflows/phases/plan/model.ts
var TASK_TYPES = [
  "auto",
  "checkpoint:human-verify",
  "checkpoint:decision",
  "checkpoint:human-action"
];
var PLAN_TYPES = ["execute", "tdd"];
var taskRef = (plan, index) => `${plan}/${index + 1}`;

export { TASK_TYPES, PLAN_TYPES, taskRef };
