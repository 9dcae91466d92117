// @bun
import {
  WORK
} from "./s40.js";
import {
  accepted
} from "./s121.js";

// src/workflows/phases/plan/paths.ts
var RESEARCH = `${WORK}/plan-research.md`;
var PATTERNS = `${WORK}/plan-patterns.md`;
var PLANS = `${WORK}/plan-plans.json`;
var CHECKED = `${WORK}/plan-check.json`;
var PLAN_CHECK = "plan-check";

// src/workflows/phases/plan/survey-record.ts
var surveyTask = (run) => run.tasks.findLast((task) => task.gate === "plan-survey" && task.artifact !== null && !task.void);
var surveyFacts = (run) => surveyTask(run)?.facts ?? {};
function planRecord({ project, run }) {
  const record = accepted(project, surveyTask(run)?.artifact ?? null);
  return record?.context === undefined ? null : record;
}
var planContext = (scene) => planRecord(scene)?.context ?? null;

export { RESEARCH, PATTERNS, PLANS, CHECKED, PLAN_CHECK, surveyFacts, planRecord, planContext };
