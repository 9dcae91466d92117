// @bun
import {
  isOwnCommand
} from "./s217.js";
import {
  SURVEY3,
  HYPOTHESIS,
  TEST,
  REPRODUCE,
  debugCommands
} from "./s88.js";

// src/workflows/phases/unasked.ts
var runsUnasked = (run, command, yolo) => (run.settings.execute?.allow ?? []).includes(command) || (run.auto || yolo) && isOwnCommand(command);

// src/workflows/phases/debug/rules.ts
var LIMITS = { debug_rounds: 5, debug_tries: 3 };
var GOES_ON = ["debug-limit", "debug-never-red", "debug-not-fixed", "debug-accept"];
var isApproved = (run, command) => run.tests.decided.some((one) => one.text === command && one.approved && one.by !== "auto");
function isAllowed(run, command) {
  const isYolo = run.tasks.some((task) => task.gate === SURVEY3 && task.facts.yolo === true);
  return isApproved(run, command) || runsUnasked(run, command, isYolo);
}
function tries({ tasks, decisions }, gate, within = false) {
  const decided = decisions.filter((one) => GOES_ON.includes(one.kind)).map((one) => one.task);
  const from = tasks.findLastIndex((task) => decided.includes(task.id) || within && task.gate === HYPOTHESIS && task.outcome !== null);
  return tasks.slice(from + 1).filter((task) => task.gate === gate && task.outcome !== null).length;
}
var limit = (run, name) => run.settings.limits[name] ?? LIMITS[name];
var LOOKS = /^(?:test|\[|grep|egrep|rg|ls|cat|find|stat|diff|cmp|head|tail|wc)(?=\s)/;
var reproducedBy = (run) => run.tasks.findLast((task) => task.gate === REPRODUCE && task.artifact !== null && !task.void)?.commands ?? [];
var RULES = {
  debugAsksConsent: (run) => !debugCommands(run).every((one) => isAllowed(run, one)),
  debugShownByTest: (run) => run.auto && !reproducedBy(run).some((one) => LOOKS.test(one)),
  debugMayGoOn: (run) => tries(run, TEST) < limit(run, "debug_rounds"),
  debugMayTryAgain: (run, gate) => tries(run, gate.key, true) < limit(run, "debug_tries")
};
var SHOWS = { debugCommands };

export { runsUnasked, LIMITS, isApproved, isAllowed, RULES, SHOWS };
