// @bun
import {
  accepted
} from "./s121.js";
import {
  oneLine2
} from "./s28.js";
import {
  WORK
} from "./s40.js";
import {
  acceptedTasks
} from "./s5.js";

// src/workflows/phases/verify/recorded.ts
var SURVEY = "verify-survey";
var CRITERIA2 = "verify-criteria";
var VERIFY = "verify-phase";
var HUMAN = "verify-human";
var VERDICT = "verify-verdict";
var PUBLISH = "verify-publish";
var VERIFICATION = "phase-verification";
var VERIFICATION_FILE = `${WORK}/verification.json`;
var newest = (run, gate) => acceptedTasks(run).findLast((task) => task.gate === gate && task.kind !== "fix");
var surveyOf = (project, run) => accepted(project, newest(run, SURVEY)?.artifact ?? null);
var criteriaOf = (project, run) => accepted(project, newest(run, CRITERIA2)?.artifact ?? null);
var verificationOf = (project, run) => accepted(project, newest(run, VERIFY)?.artifact ?? null);
var failedIds = ({ commands, missing }) => [
  ...commands.filter((one) => one.state !== "passed").map((one) => one.id),
  ...missing
];
var verdictTask = (run) => run.tasks.findLast((task) => task.gate === VERDICT && task.outcome !== null && !task.void);
var verdictOf = (project, run) => accepted(project, verdictTask(run)?.artifact ?? null);
var publishTask = (run) => run.tasks.find((task) => task.gate === PUBLISH && !task.void);
var acceptedWhy = (run) => publishTask(run)?.waiver?.reason ?? null;
function isSettled(run) {
  const said = run.decisions.findLast((one) => one.task === publishTask(run)?.id)?.option;
  return acceptedWhy(run) !== null || said === "another";
}
function nameOf(id, survey) {
  const must = survey.musts.find((one) => one.id === id)?.text;
  const command = survey.commands.find((one) => one.id === id);
  const file = survey.artifacts.find((one) => one.id === id);
  return oneLine2(must ?? (command ? `${command.command} passes` : file ? `${file.path} is there` : id));
}
var humanCount = (run) => newest(run, VERIFY)?.facts.human ?? 0;
var ANSWERS = ["yes", "revise", "later"];
function humanAnswers(run) {
  const task = run.tasks.findLast((one) => one.gate === HUMAN && !one.void);
  return run.decisions.filter((one) => one.task === task?.id && ANSWERS.includes(one.option));
}

export { SURVEY, CRITERIA2, VERIFY, HUMAN, VERDICT, PUBLISH, VERIFICATION, VERIFICATION_FILE, surveyOf, criteriaOf, verificationOf, failedIds, verdictTask, verdictOf, acceptedWhy, isSettled, nameOf, humanCount, humanAnswers };
