// @bun
import {
  PLANNING,
  WORK
} from "./s32.js";
import {
  accepted
} from "./s164.js";
import {
  acceptedTasks
} from "./s4.js";

// src/workflows/phases/discuss/paths.ts
var ASSUMPTIONS = `${WORK}/discuss-assumptions.json`;
var ADVICE = `${WORK}/discuss-advice.json`;

// src/workflows/phases/execute/recorded.ts
var SURVEY3 = `${WORK}/execute-survey.json`;
var TASKS = `${WORK}/execute-tasks.json`;

// src/workflows/phases/milestone/recorded.ts
var MILESTONE_SURVEY = "milestone-survey";
var MILESTONES = `${PLANNING}/milestones`;
var MILESTONES_FILE = `${PLANNING}/MILESTONES.md`;
var archiveOf = ({ version }) => ({
  roadmap: `${MILESTONES}/${version}-ROADMAP.md`,
  requirements: `${MILESTONES}/${version}-REQUIREMENTS.md`,
  phases: `${MILESTONES}/${version}-phases`,
  begun: `${MILESTONES}/${version}.json`
});
var surveyTask = (run) => acceptedTasks(run).findLast((task) => task.gate === MILESTONE_SURVEY);
function milestoneOf(project, run) {
  const task = surveyTask(run);
  const found = accepted(project, task?.artifact ?? null);
  return found && { ...found, waived: found.waived ?? task?.waiver?.reason ?? null };
}

// src/workflows/phases/plan/plan-paths.ts
var RESEARCH = `${WORK}/plan-research.md`;
var PATTERNS = `${WORK}/plan-patterns.md`;
var PLANS = `${WORK}/plan-plans.json`;

export { ASSUMPTIONS, ADVICE, SURVEY3, TASKS, MILESTONE_SURVEY, MILESTONES, MILESTONES_FILE, archiveOf, milestoneOf, RESEARCH, PATTERNS, PLANS };
