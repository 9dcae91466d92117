// @bun
import {
  lineDiff2
} from "./s265.js";
import {
  putObject,
  objectText2,
  baseOf2
} from "./s121.js";
import {
  untouchedFixes
} from "./s171.js";
import {
  minorTexts,
  nextNumber2
} from "./s76.js";
import {
  planText,
  criteriaOf3
} from "./s151.js";
import {
  insistedOf
} from "./s93.js";
import {
  attemptParts,
  lastReview,
  shownDiff,
  treeDiff,
  unseenPart,
  earlyPart,
  untouchedLine,
  untouchedWords
} from "./s267.js";
import {
  testsTold
} from "./s253.js";
import {
  findingTexts
} from "./s92.js";
import {
  gateOf
} from "./s100.js";

// src/workflows/multi-ai/facts.ts
import { join } from "path";
var MAX_UNTOUCHED = 20;
function briefFacts2(scene, task, { nonce, subject }) {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  const isReview = task.kind !== "fix" && gate.gate === "review";
  const used = run.findings.filter((one) => one.gate === task.gate).map((one) => one.id);
  return {
    run,
    task,
    nonce,
    project: project.root,
    criteria: criteriaOf3(project, run),
    statuses: isReview ? Object.keys(gate.on) : [],
    findings: findingTexts(project, run, task.gate),
    nextFinding: nextNumber2(used),
    diff: isReview ? diffOf(scene, task, subject, "file" in gate.of) : null,
    unseen: isReview && !("file" in gate.of) ? unseenPart(scene, subject) : { title: "", body: "" },
    early: isReview && !("file" in gate.of) ? earlyPart(scene) : { title: "", body: "" },
    whole: isReview && !("file" in gate.of) && lastReview(run, task) ? wholeOf(scene, subject) : null,
    tests: testsTold(project, run, subject),
    attempt: attemptParts(scene, task, subject),
    untouched: untouchedFixes(scene).filter((one) => isReview && one.group === gate.group).slice(-MAX_UNTOUCHED).map((one) => `${untouchedLine(one)}. ${untouchedWords(one)}`),
    insisted: insistedOf(workflow, run, task.gate),
    minors: minorTexts(scene, task)
  };
}
function diffOf(scene, task, subject, isPlan) {
  const { run } = scene;
  const before = lastReview(run, task);
  if (isPlan)
    return before ? planDiff(scene, before) : null;
  return before ? treeDiff(scene, "Changed since your last round", before.reviewed, subject) : treeDiff(scene, "The change", baseOf2(run), subject);
}
function wholeOf(scene, subject) {
  const diff = treeDiff(scene, "", baseOf2(scene.run), subject);
  return diff === null ? null : diff.file ?? join(scene.project.task, "objects", putObject(scene.project.task, diff.text));
}
function planChanges2({ project, run }, before) {
  const reviewed = run.tasks.find((one) => one.artifact !== null && one.schema === "plan" && `file:${one.artifact}` === before.reviewed);
  const [old, now] = [objectText2(project, reviewed?.artifact ?? null), planText(project, run)];
  if (old === null || now === null)
    return null;
  return lineDiff2(withoutStamp(old), withoutStamp(now)).hunks;
}
var withoutStamp = (text) => text.replace(/^ *"(?:task|nonce)": "[^"]*",\n/gm, "");
function planDiff(scene, before) {
  const hunks = planChanges2(scene, before);
  return hunks === null ? null : shownDiff(scene.project, "Changed in the plan since your last round", hunks, []);
}

export { briefFacts2, planChanges2 };
