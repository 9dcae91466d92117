import { existsSync } from "node:fs";
import { join } from "node:path";
import { gateOf } from "../../../engine/gates.ts";
import type { Run, Task } from "../../../engine/run.ts";
import { lineDiff } from "../../../project/changes.ts";
import { acceptedText, objectText } from "../../../record/accepted.ts";
import { findingTexts, type OpenFinding } from "../../../record/findings.ts";
import type { Scene } from "../../../record/scene.ts";
import { readJson } from "../../../store/json.ts";
import { attemptParts, type Diff, decisions, lastReview, requestPart, shownDiff } from "../../brief-parts.ts";
import type { BriefPart, Dispatched } from "../../contract/contract.ts";
import { nextNumber } from "../../review/check.ts";
import { insistedOf } from "../../review/declined.ts";
import { PLANNING } from "../paths.ts";
import type { PlanContext } from "./model.ts";
import { PLANS } from "./paths.ts";
import { planRecord } from "./survey-record.ts";

const EARLIER = [`${PLANNING}/research/RESEARCH.md`, `${PLANNING}/codebase`];

/** What forms and briefs of plans and of their check are made of. */
export interface PlanFacts {
  run: Run;
  task: Task;
  nonce: string;
  /** What the person asked for, beside the phase. */
  request: BriefPart;
  /** Null: what the plans are made for is gone. */
  context: PlanContext | null;
  /** Open findings of the check: of a fix, to mend; of the check, to answer. */
  findings: OpenFinding[];
  nextFinding: number;
  /** Statuses that a check may give. */
  statuses: string[];
  insisted: string[];
  decided: string;
  /** Files that the person froze. */
  frozen: readonly string[];
  attempt: BriefPart[];
  /** What changed in the plans since the check looked last. */
  diff: Diff | null;
  /** Research and map of the whole project, for whoever researches the phase. */
  earlier: string[];
  /** What CONTEXT.md says of the phase, as far as it fits. */
  decisions: string;
}

/** Plans in one layout, however their author laid them out. Whose they are changes with each fix, and tells a reviewer nothing. */
function laidOut(text: string): string {
  const read = readJson(text);
  return read.ok ? JSON.stringify({ ...(read.value as object), task: undefined, nonce: undefined }, null, 1) : text;
}

function diffOf(scene: Scene, task: Task): Diff | null {
  const before = lastReview(scene.run, task)?.reviewed;
  const old = before?.startsWith("file:") ? objectText(scene.project, before.slice("file:".length)) : null;
  const now = acceptedText(scene.project, scene.run, PLANS);
  if (old === null || now === null) return null;
  const { hunks } = lineDiff(laidOut(old), laidOut(now));
  return shownDiff(scene.project, "Changed in the plans since your last round", hunks, []);
}

/** Gathers them for a task of the command. */
export function planFacts(scene: Scene, task: Task, { nonce, subject }: Dispatched): PlanFacts {
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
    nextFinding: nextNumber(run.findings.filter((one) => one.gate === task.gate).map((one) => one.id)),
    statuses: isCheck ? Object.keys(gate.on) : [],
    insisted: insistedOf(workflow, run, task.gate),
    decided: decisions(run),
    frozen: run.settings.frozen,
    attempt: attemptParts(scene, task, subject),
    diff: isCheck ? diffOf(scene, task) : null,
    earlier: EARLIER.filter((path) => existsSync(join(project.root, path))),
    decisions: record?.decisions ?? "",
  };
}
