// @bun
import {
  lineDiff2
} from "./s265.js";
import {
  objectText2,
  acceptedText
} from "./s121.js";
import {
  PLANNING
} from "./s40.js";
import {
  PLANS,
  planRecord
} from "./s86.js";
import {
  nextNumber2
} from "./s76.js";
import {
  insistedOf
} from "./s93.js";
import {
  requestPart,
  decisions,
  attemptParts,
  lastReview,
  shownDiff
} from "./s267.js";
import {
  findingTexts
} from "./s92.js";
import {
  gateOf
} from "./s100.js";
import {
  readJson
} from "./s26.js";

// src/workflows/phases/plan/facts.ts
import { existsSync } from "fs";
import { join } from "path";
var EARLIER = [`${PLANNING}/research/RESEARCH.md`, `${PLANNING}/codebase`];
function laidOut(text) {
  const read = readJson(text);
  return read.ok ? JSON.stringify({ ...read.value, task: undefined, nonce: undefined }, null, 1) : text;
}
function diffOf(scene, task) {
  const before = lastReview(scene.run, task)?.reviewed;
  const old = before?.startsWith("file:") ? objectText2(scene.project, before.slice("file:".length)) : null;
  const now = acceptedText(scene.project, scene.run, PLANS);
  if (old === null || now === null)
    return null;
  const { hunks } = lineDiff2(laidOut(old), laidOut(now));
  return shownDiff(scene.project, "Changed in the plans since your last round", hunks, []);
}
function planFacts(scene, task, { nonce, subject }) {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  const record = planRecord(scene);
  const isCheck = task.kind !== "fix" && gate.gate === "review";
  return {
    run,
    task,
    nonce,
    request: requestPart({ project: project.root, run }),
    context: record?.context ?? null,
    findings: gate.gate === "review" ? findingTexts(project, run, task.gate) : [],
    nextFinding: nextNumber2(run.findings.filter((one) => one.gate === task.gate).map((one) => one.id)),
    statuses: isCheck ? Object.keys(gate.on) : [],
    insisted: insistedOf(workflow, run, task.gate),
    decided: decisions(run),
    frozen: run.settings.frozen,
    attempt: attemptParts(scene, task, subject),
    diff: isCheck ? diffOf(scene, task) : null,
    earlier: EARLIER.filter((path) => existsSync(join(project.root, path))),
    decisions: record?.decisions ?? ""
  };
}
export {
  planFacts
};
