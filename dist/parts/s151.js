// @bun
import {
  getObject,
  objectText2,
  accepted,
  latest
} from "./s121.js";
import {
  fold2
} from "./s28.js";

// src/workflows/multi-ai/record.ts
var storyOf = (project, run) => accepted(project, latest(run, "user-story"));
var planOf = (project, run) => accepted(project, latest(run, "plan"));
var planText = (project, run) => objectText2(project, latest(run, "plan"));
var isLost = (project, run) => ["user-story", "plan"].some((schema) => {
  const sha = latest(run, schema);
  return sha !== null && getObject(project.task, sha) === null;
});
var criteriaOf3 = (project, run) => storyOf(project, run)?.acceptance_criteria.map((one) => one.id) ?? [];
var stepText = ({ id, title, files = [], covers = [], depends_on = [] }) => folded([id, title, files, covers, depends_on]);
var wholeText = ({ title, approach, steps = [], test_commands = [], risks = [], questions = [] }) => folded([title, approach, steps.map(stepText), test_commands, risks, questions]);
var folded = (parts) => JSON.stringify(parts, (_key, part) => typeof part === "string" ? fold2(part) : part);
function sinceInPlan(before, now, at) {
  if (wholeText(before) === wholeText(now))
    return "nothing";
  const [old, step] = [before, now].map((one) => one.steps?.find((each) => each.id === at));
  return old !== undefined && step !== undefined && stepText(old) === stepText(step) ? "elsewhere" : "place";
}

export { storyOf, planOf, planText, isLost, criteriaOf3, sinceInPlan };
