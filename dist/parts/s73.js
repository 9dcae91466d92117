// @bun
import {
  accepted
} from "./s164.js";

// src/workflows/phases/plan/survey-record.ts
var surveyTask = (run) => run.tasks.findLast((task) => task.gate === "plan-survey" && task.artifact !== null && !task.void);
var surveyFacts = (run) => surveyTask(run)?.facts ?? {};
function planRecord({ project, run }) {
  const record = accepted(project, surveyTask(run)?.artifact ?? null);
  return record?.context === undefined ? null : record;
}
var planContext = (scene) => planRecord(scene)?.context ?? null;

export { surveyFacts, planRecord, planContext };
