// @bun
import {
  isOwnCommand
} from "./s140.js";
import {
  SURVEY4,
  HYPOTHESIS,
  TEST,
  debugCommands
} from "./s74.js";

// src/workflows/phases/debug/rules.ts
var LIMITS = { debug_rounds: 5, debug_tries: 3 };
var GOES_ON = ["debug-limit", "debug-never-red", "debug-not-fixed", "debug-accept"];
var isApproved = (run, command) => run.tests.decided.some((one) => one.text === command && one.approved && one.by !== "auto");
function isAllowed(run, command) {
  const isQuiet = run.auto || run.tasks.some((task) => task.gate === SURVEY4 && task.facts.yolo === true);
  return isApproved(run, command) || isQuiet && isOwnCommand(command);
}
function tries({ tasks, decisions }, gate, within = false) {
  const decided = decisions.filter((one) => GOES_ON.includes(one.kind)).map((one) => one.task);
  const from = tasks.findLastIndex((task) => decided.includes(task.id) || within && task.gate === HYPOTHESIS && task.outcome !== null);
  return tasks.slice(from + 1).filter((task) => task.gate === gate && task.outcome !== null).length;
}
var limit = (run, name) => run.settings.limits[name] ?? LIMITS[name];
var RULES = {
  debugAsksConsent: (run) => !debugCommands(run).every((one) => isAllowed(run, one)),
  debugMayGoOn: (run) => tries(run, TEST) < limit(run, "debug_rounds"),
  debugMayTryAgain: (run, gate) => tries(run, gate.key, true) < limit(run, "debug_tries")
};
var SHOWS = { debugCommands };

export { LIMITS, isApproved, isAllowed, RULES, SHOWS };
