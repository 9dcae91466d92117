// @bun
import {
  PLUGIN,
  SLASH_COMMANDS
} from "./s12.js";
import {
  POWERS
} from "./s44.js";
import {
  QUESTIONS
} from "./s188.js";
import {
  budgetView
} from "./s156.js";
import {
  ISSUE_OPTION
} from "./s30.js";

// src/workflows/index.ts
var MODULES = {
  "multi-ai": () => import.meta.require("./multiAiModule.js").multiAiModule,
  team: () => import.meta.require("./teamModule.js").teamModule,
  council: () => import.meta.require("./councilModule.js").councilModule,
  phases: () => import.meta.require("./phasesModule.js").phasesModule
};
var WORKFLOW_NAMES = Object.keys(MODULES);
function moduleOf(name) {
  if (!Object.hasOwn(MODULES, name))
    throw new Error(`workflow "${name}" is not known to this version; known: ${WORKFLOW_NAMES.join(", ")}`);
  return MODULES[name]();
}
var allWorkflows = () => Object.fromEntries(WORKFLOW_NAMES.map((name) => [name, workflowOf(name)]));
var workflowOf = (name) => moduleOf(name).workflow;
var workflowOfOrDefault = (run) => run === null ? workflowOf(WORKFLOW_NAMES[0]) : workflowOf(run.workflow);
var sceneOf = (project, run) => ({ project, workflow: workflowOf(run.workflow), run });
function questionWords(workflow, kind) {
  const { questions } = moduleOf(workflow);
  const words = [questions, QUESTIONS].find((all) => Object.hasOwn(all, kind))?.[kind];
  const known = Object.keys({ ...QUESTIONS, ...questions }).join(", ");
  if (!words)
    throw new Error(`question kind "${kind}" has no words; known: ${known}`);
  return words;
}
function skipReason(workflow, rule) {
  const { skipReasons = {} } = moduleOf(workflow);
  return Object.hasOwn(skipReasons, rule) ? skipReasons[rule] : rule;
}
async function settingsParts() {
  const parts = await Promise.all(WORKFLOW_NAMES.map((name) => moduleOf(name).settings?.() ?? {}));
  return Object.assign({}, ...parts);
}
var settingsSlips = (settings, providers) => WORKFLOW_NAMES.flatMap((name) => moduleOf(name).settingsProblems?.(settings, providers) ?? []);
var allPowers = () => [...POWERS, ...WORKFLOW_NAMES.flatMap((name) => moduleOf(name).powers ?? [])];
var limitNames = () => [
  ...new Set(Object.values(allWorkflows()).flatMap(({ limits }) => Object.keys(limits)))
];
function viewOf4(workflow, name) {
  const views = { budget: budgetView, ...moduleOf(workflow).views };
  return Object.hasOwn(views, name) ? views[name] : undefined;
}
var standingText3 = (root, layout) => WORKFLOW_NAMES.flatMap((name) => moduleOf(name).standing?.(root, layout) ?? []).join(`
`);
var projectVerbs = () => Object.assign({}, ...WORKFLOW_NAMES.map((name) => moduleOf(name).verbs ?? {}));
var allStarts = () => Object.fromEntries(WORKFLOW_NAMES.flatMap((workflow) => Object.entries(moduleOf(workflow).starts).map(([name, start]) => [name, { ...start, workflow }])));
var meantBy = (word) => WORKFLOW_NAMES.map((name) => moduleOf(name).meant?.(word) ?? null).find((one) => one !== null) ?? null;
function startOf(name) {
  const starts = allStarts();
  if (!Object.hasOwn(starts, name))
    throw new Error(`"${name}" starts no run; known: ${Object.keys(starts).join(", ")}`);
  return starts[name];
}
var typedCommand = (name) => name === PLUGIN ? `/${PLUGIN}` : `/${PLUGIN}:${name}`;
function startNameOf(run) {
  const [standard] = WORKFLOW_NAMES;
  const of = (workflow) => Object.entries(moduleOf(workflow).starts);
  const own = run !== null && WORKFLOW_NAMES.includes(run.workflow) ? of(run.workflow) : [];
  return (own.find(([, { entry }]) => entry === run?.entry) ?? of(standard)[0])[0];
}
function nextText2(run) {
  const finds = WORKFLOW_NAMES.includes(run.workflow) && Object.hasOwn(moduleOf(run.workflow).starts, "next");
  return finds ? typedCommand("next") : startText(run);
}
function startText(run) {
  const name = startNameOf(run);
  return `${typedCommand(name)} ${startOf(name).request}`;
}
var SHORT = 15;
function isLiteral(request) {
  const text = request.trim();
  const [first = "", ...rest] = text.toLowerCase().split(/\s+/);
  const isVerb = [...SLASH_COMMANDS, ...Object.keys(allStarts()), "run", "next", "help"].includes(first);
  return /(?:^|\s)[-\u2013\u2014]/.test(text) || rest.length === 0 || isVerb || text.length <= SHORT;
}
var SWITCHED = "yes";
function startLine(start, request) {
  const { auto, options } = start;
  const name = startNameOf(start);
  const { flags } = startOf(name);
  const given = Object.entries(flags).flatMap(([flag, one]) => {
    const value = flag === "auto" ? auto ? SWITCHED : undefined : options[flag];
    if (value === undefined)
      return [];
    if (one.takes === "nothing" || one.takes === "name" && value === one.alone)
      return [`--${flag}`];
    return [one.takes === "name" ? `--${flag}=${value}` : `--${flag} ${value}`];
  });
  const issue = options[ISSUE_OPTION];
  if (issue !== undefined)
    return [typedCommand(name), ...given, issue].join(" ");
  return [typedCommand(name), ...given, ...isLiteral(request) ? ["--"] : [], request].join(" ");
}
var startTexts = () => WORKFLOW_NAMES.flatMap((workflow) => Object.entries(moduleOf(workflow).starts).slice(0, 1)).map(([name, { request }]) => `${typedCommand(name)} ${request}`).join(" or ");

export { WORKFLOW_NAMES, moduleOf, allWorkflows, workflowOf, workflowOfOrDefault, sceneOf, questionWords, skipReason, settingsParts, settingsSlips, allPowers, limitNames, viewOf4, standingText3, projectVerbs, allStarts, meantBy, startOf, typedCommand, startNameOf, nextText2, startText, isLiteral, SWITCHED, startLine, startTexts };
