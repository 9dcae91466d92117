// @bun
import {
  accepted
} from "./s121.js";
import {
  PLANNING,
  WORK
} from "./s40.js";

// src/workflows/phases/debug/recorded.ts
var SESSIONS = `${PLANNING}/debug`;
var KNOWN_CAUSES = "knowledge-base.md";
var SURVEY3 = "debug-survey";
var HYPOTHESIS = "debug-hypothesis";
var CONSENT = "debug-consent";
var TEST = "debug-test";
var REPRODUCE = "debug-reproduce";
var RED_CONSENT = "debug-red-consent";
var RED = "debug-red";
var FIX = "debug-fix";
var GREEN = "debug-green";
var ACCEPT = "debug-accept";
var CLOSE = "debug-close";
var HYPOTHESIS_FILE = `${WORK}/debug-hypothesis.json`;
var REPRODUCE_FILE = `${WORK}/debug-reproduce.json`;
var FIX_FILE = `${WORK}/debug-fix.json`;
var newest = (run, gate) => run.tasks.findLast((task) => task.gate === gate && task.artifact !== null && !task.void);
var ofGate = (run, gate) => run.tasks.filter((task) => task.gate === gate && task.outcome !== null);
var surveyOf3 = (project, run) => accepted(project, newest(run, SURVEY3)?.artifact ?? null)?.survey ?? null;
var hypothesisOf = (project, run) => accepted(project, newest(run, HYPOTHESIS)?.artifact ?? null);
var reproductionOf = (project, run) => accepted(project, newest(run, REPRODUCE)?.artifact ?? null);
var fixOf = (project, run) => accepted(project, newest(run, FIX)?.artifact ?? null);
var testRunOf = (project, run, gate) => accepted(project, ofGate(run, gate).at(-1)?.artifact ?? null);
var roundsOf = (run) => ofGate(run, TEST).flatMap(({ facts }) => typeof facts.hypothesis === "string" ? [facts] : []);
var commandTask = (run) => run.tasks.findLast((task) => [HYPOTHESIS, REPRODUCE].includes(task.gate) && task.artifact !== null && !task.void);
var debugCommands = (run) => commandTask(run)?.commands ?? [];

export { SESSIONS, KNOWN_CAUSES, SURVEY3, HYPOTHESIS, CONSENT, TEST, REPRODUCE, RED_CONSENT, RED, FIX, GREEN, ACCEPT, CLOSE, HYPOTHESIS_FILE, REPRODUCE_FILE, FIX_FILE, surveyOf3, hypothesisOf, reproductionOf, fixOf, testRunOf, roundsOf, commandTask, debugCommands };
