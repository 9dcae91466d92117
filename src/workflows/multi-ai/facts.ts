import { join } from "node:path";
import { gateOf } from "../../engine/gates.ts";
import type { Run, Task } from "../../engine/run.ts";
import { lineDiff } from "../../project/changes.ts";
import { baseOf, objectText } from "../../record/accepted.ts";
import { findingTexts, type OpenFinding } from "../../record/findings.ts";
import type { Scene } from "../../record/scene.ts";
import { putObject } from "../../store/objects.ts";
import {
  attemptParts,
  type Diff,
  earlyPart,
  lastReview,
  shownDiff,
  treeDiff,
  unseenPart,
  untouchedLine,
  untouchedWords,
} from "../brief-parts.ts";
import type { BriefPart, Dispatched } from "../contract.ts";
import { nextNumber } from "../review/check.ts";
import { insistedOf } from "../review/declined.ts";
import { type KnownMinor, minorTexts } from "../review/known.ts";
import { untouchedFixes } from "../review/since.ts";
import { type TestsTold, testsTold } from "../test-words.ts";
import { criteriaOf, planText } from "./record.ts";

/** What briefs and forms of the chain are made of, read once for a dispatch. */
export interface BriefFacts {
  run: Run;
  task: Task;
  nonce: string;
  /** Absolute path of the project. */
  project: string;
  criteria: string[];
  /** Statuses that this review may give; none for every other task. */
  statuses: string[];
  findings: OpenFinding[];
  /** The first finding number that is free. */
  nextFinding: number;
  /** What changed: since the reviewer's last round, or by the whole change. */
  diff: Diff | null;
  /** What the change names and no diff shows; for every other task empty. */
  unseen: BriefPart;
  /** What was changed before the first work of the run; for every other task empty. */
  early: BriefPart;
  /** File with all that the run changed, for a review that is told of its last part; null for every other task. */
  whole: string | null;
  /** Where the task stands that is dispatched again. */
  attempt: BriefPart[];
  /** What the program saw of the tests. */
  tests: TestsTold | null;
  /** One line for each finding of this group that was called fixed while its place did not change. */
  untouched: string[];
  /** Declined findings that the person wants mended. */
  insisted: string[];
  /** Minor findings of other reviewers that nobody has closed. */
  minors: KnownMinor[];
}

/** Of findings called fixed that a brief tells. */
const MAX_UNTOUCHED = 20;

/** Everything that a task's brief is made of. */
export function briefFacts(scene: Scene, task: Task, { nonce, subject }: Dispatched): BriefFacts {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  const isReview = task.kind !== "fix" && gate.gate === "review";
  const used = run.findings.filter((one) => one.gate === task.gate).map((one) => one.id);
  return {
    run,
    task,
    nonce,
    project: project.root,
    criteria: criteriaOf(project, run),
    statuses: isReview ? Object.keys(gate.on) : [],
    findings: findingTexts(project, run, task.gate),
    nextFinding: nextNumber(used),
    diff: isReview ? diffOf(scene, task, subject, "file" in gate.of) : null,
    unseen: isReview && !("file" in gate.of) ? unseenPart(scene, subject) : { title: "", body: "" },
    early: isReview && !("file" in gate.of) ? earlyPart(scene) : { title: "", body: "" },
    whole: isReview && !("file" in gate.of) && lastReview(run, task) ? wholeOf(scene, subject) : null,
    tests: testsTold(project, run, subject),
    attempt: attemptParts(scene, task, subject),
    // Told to each who reviews after those who called them fixed.
    untouched: untouchedFixes(scene)
      .filter((one) => isReview && one.group === gate.group)
      .slice(-MAX_UNTOUCHED)
      .map((one) => `${untouchedLine(one)}. ${untouchedWords(one)}`),
    insisted: insistedOf(workflow, run, task.gate),
    minors: minorTexts(scene, task),
  };
}

function diffOf(scene: Scene, task: Task, subject: string | null, isPlan: boolean): Diff | null {
  const { run } = scene;
  const before = lastReview(run, task);
  if (isPlan) return before ? planDiff(scene, before) : null;
  return before
    ? treeDiff(scene, "Changed since your last round", before.reviewed, subject)
    : treeDiff(scene, "The change", baseOf(run), subject);
}

/** Evidence may quote any line of the change, and a re-review is shown its last part alone. */
function wholeOf(scene: Scene, subject: string | null): string | null {
  const diff = treeDiff(scene, "", baseOf(scene.run), subject);
  return diff === null
    ? null
    : (diff.file ?? join(scene.project.task, "objects", putObject(scene.project.task, diff.text)));
}

/** What was rewritten in the plan since this review, as a diff; null where that cannot be told. */
export function planChanges({ project, run }: Scene, before: Task): string | null {
  const reviewed = run.tasks.find(
    (one) => one.artifact !== null && one.schema === "plan" && `file:${one.artifact}` === before.reviewed,
  );
  const [old, now] = [objectText(project, reviewed?.artifact ?? null), planText(project, run)];
  if (old === null || now === null) return null;
  return lineDiff(withoutStamp(old), withoutStamp(now)).hunks;
}

/** Whose plan it is changes with each fix, and tells a reviewer nothing. */
const withoutStamp = (text: string): string => text.replace(/^ *"(?:task|nonce)": "[^"]*",\n/gm, "");

function planDiff(scene: Scene, before: Task): Diff | null {
  const hunks = planChanges(scene, before);
  return hunks === null ? null : shownDiff(scene.project, "Changed in the plan since your last round", hunks, []);
}
