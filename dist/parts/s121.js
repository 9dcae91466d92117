// @bun
import {
  lineDiff2
} from "./s153.js";
import {
  objectText2
} from "./s164.js";
import {
  nextNumber2
} from "./s68.js";
import {
  insistedOf
} from "./s79.js";
import {
  requestPart,
  decisions,
  attemptParts,
  lastReview,
  shownDiff
} from "./s186.js";
import {
  gateOf,
  findingTexts
} from "./s77.js";

// src/workflows/phases/plan/plan-facts.ts
var withoutStamp = (text) => text.replace(/^ *"(?:task|nonce)": "[^"]*",\n/gm, "");
var plansText2 = ({ project, run }, path) => objectText2(project, run.tasks.findLast((one) => one.writes === path && one.artifact !== null && !one.void)?.artifact ?? null);
function diffOf(scene, task, path) {
  const before = lastReview(scene.run, task)?.reviewed;
  const old = before?.startsWith("file:") ? objectText2(scene.project, before.slice("file:".length)) : null;
  const now = plansText2(scene, path);
  if (old === null || now === null)
    return null;
  const { hunks } = lineDiff2(withoutStamp(old), withoutStamp(now));
  return shownDiff(scene.project, "Changed in the plans since your last round", hunks, []);
}
function makeFacts2(scene, task, { nonce, subject }, context) {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  const isCheck = task.kind !== "fix" && gate.gate === "review";
  return {
    run,
    task,
    nonce,
    request: requestPart({ project: project.root, run }),
    context,
    findings: gate.gate === "review" ? findingTexts(project, run, task.gate) : [],
    nextFinding: nextNumber2(run.findings.filter((one) => one.gate === task.gate).map((one) => one.id)),
    statuses: isCheck ? Object.keys(gate.on) : [],
    insisted: insistedOf(workflow, run, task.gate),
    decided: decisions(run),
    frozen: run.settings.frozen,
    attempt: attemptParts(scene, task, subject),
    diff: isCheck && "file" in gate.of ? diffOf(scene, task, gate.of.file) : null
  };
}

export { plansText2, makeFacts2 };
