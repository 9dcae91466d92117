// @bun
import {
  changedFiles,
  changedLines,
  readFiles2,
  hasFolder
} from "./s112.js";
import {
  accepted,
  baseOf2
} from "./s122.js";
import {
  insistedOf,
  sinceRaised,
  storyOf,
  planOf,
  planText,
  isLost,
  sinceInPlan
} from "./s78.js";
import {
  knownMinors,
  unchangedSince,
  nothing
} from "./s49.js";
import {
  nearestQuote,
  pathProblem
} from "./s74.js";
import {
  passedTests
} from "./s139.js";
import {
  isTree
} from "./s128.js";
import {
  gateOf
} from "./s53.js";
import {
  treeStore,
  pathIn
} from "./s13.js";
import {
  denyList
} from "./s144.js";
import {
  openFindings
} from "./s4.js";

// src/workflows/multi-ai/context.ts
import { existsSync } from "fs";
import { join } from "path";
function contextOf(scene, task, subject, paths) {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  const plan = planOf(project, run);
  const scratch = treeStore(project);
  const tree = isTree(subject) ? subject : null;
  const open = openFindings(run, task.gate);
  const answers = task.kind !== "fix" && open.length > 0;
  const since = answers ? sinceRaised(scene, open, subject, (before, words) => {
    const old = accepted(project, before);
    return old === null || plan === null ? undefined : sinceInPlan(old, plan, words?.at);
  }) : () => {
    return;
  };
  const known = knownMinors(workflow, run, task);
  const criteria = storyOf(project, run)?.acceptance_criteria ?? [];
  return {
    criteria: criteria.map((one) => one.id),
    maxCriteria: run.settings.max_criteria,
    open: task.kind === "fix" || gate.gate === "review" ? open.map(({ id, severity }) => ({ id, severity, since: since(id) })) : [],
    usedFindings: run.findings.filter((one) => one.gate === task.gate).map((one) => one.id),
    insisted: task.kind === "fix" ? insistedOf(workflow, run, task.gate) : [],
    known,
    knownUnchanged: unchangedSince(run, known, subject),
    minorFindings: run.settings.minor_findings ?? "note",
    allowedStatuses: gate.gate === "review" ? Object.keys(gate.on) : [],
    plan: plan === null ? null : {
      steps: plan.steps.map((step) => ({
        id: step.id,
        texts: [step.title, ...step.files ?? []],
        covers: step.covers ?? []
      })),
      criteria,
      text: planText(project, run) ?? ""
    },
    hasFolder: (path) => tree !== null && hasFolder(project.root, tree, path, scratch),
    change: changeOf(scene, tree, paths.map(pathIn(project.root))),
    work: {
      isFirst: task.kind !== "fix",
      changed: tree === null || task.base === null ? [] : changedFiles(project.root, task.base, tree, scratch).map((one) => one.path),
      pathOf: pathIn(project.root),
      isIgnored: (path) => existsSync(join(project.root, path))
    }
  };
}
function changeOf({ project, run }, tree, paths) {
  const scratch = treeStore(project);
  const base = baseOf2(run);
  const named = paths.filter((path) => pathProblem(path) === null);
  const textsIn = (at, files) => at === null ? new Map : readFiles2(project.root, at, files, scratch);
  const [now, before] = [once(() => textsIn(tree, named)), once(() => textsIn(base, named))];
  const isKnown = tree !== null && base !== null;
  const changed = isKnown ? changedFiles(project.root, base, tree, scratch).map((one) => one.path) : named;
  const lines = once(() => isKnown ? changedLines(project.root, base, tree, named, scratch) : new Map);
  const every = once(() => [textsIn(base, changed), textsIn(tree, changed)]);
  const holding = (texts, quote) => [...texts].flatMap(([path, text]) => text !== null && nearestQuote(text, quote, null) !== null ? [path] : []);
  return {
    changed,
    read: (path) => now().get(path) ?? null,
    readBefore: (path) => before().get(path) ?? null,
    linesOf: (path) => lines().get(path) ?? null,
    homesOf: (quote) => ({ before: holding(every()[0], quote), now: holding(every()[1], quote) }),
    hidden: denyList(run.settings.secrets),
    tests: tree === null ? [] : passedTests(project, run, tree)
  };
}
function once(make) {
  const made = [];
  return () => {
    if (made.length === 0)
      made.push(make());
    return made[0];
  };
}
var LOST = "the story or the plan as it was accepted is gone from .task/objects; end, the person has to decide";
var inContext2 = (check, pathsOf = () => []) => (value, scene, task, subject) => isLost(scene.project, scene.run) ? { ...nothing, problems: [LOST], outcome: "" } : check(value, contextOf(scene, task, subject, pathsOf(value)));

export { inContext2 };
