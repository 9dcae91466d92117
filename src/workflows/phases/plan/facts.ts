import { gateOf } from "../../../engine/gates.ts";
import type { Run, Task } from "../../../engine/run.ts";
import { lineDiff } from "../../../project/changes.ts";
import { acceptedText, objectText } from "../../../record/accepted.ts";
import { findingTexts, type OpenFinding } from "../../../record/findings.ts";
import type { Scene } from "../../../record/scene.ts";
import { attemptParts, type Diff, decisions, lastReview, requestPart, shownDiff } from "../../brief-parts.ts";
import type { BriefPart, Dispatched } from "../../contract.ts";
import { nextNumber } from "../../review/check.ts";
import { insistedOf } from "../../review/declined.ts";
import type { PlanContext } from "./model.ts";
import { PLANS } from "./paths.ts";
import { planRecord } from "./survey-record.ts";

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
  /** What CONTEXT.md says of the phase, as far as it fits. */
  decisions: string;
}

/** Whose plans they are changes with each fix, and tells a reviewer nothing. */
const withoutStamp = (text: string): string => text.replace(/^ *"(?:task|nonce)": "[^"]*",\n/gm, "");

function diffOf(scene: Scene, task: Task): Diff | null {
  const before = lastReview(scene.run, task)?.reviewed;
  const old = before?.startsWith("file:") ? objectText(scene.project, before.slice("file:".length)) : null;
  const now = acceptedText(scene.project, scene.run, PLANS);
  if (old === null || now === null) return null;
  const { hunks } = lineDiff(withoutStamp(old), withoutStamp(now));
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
    decisions: record?.decisions ?? "",
  };
}
