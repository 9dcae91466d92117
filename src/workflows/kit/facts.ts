import { join } from "node:path";
import { gateOf } from "../../engine/gates.ts";
import type { Run, Task } from "../../engine/run.ts";
import { lineDiff } from "../../project/changes.ts";
import { baseOf, objectText } from "../../record/accepted.ts";
import { findingTexts, type OpenFinding } from "../../record/findings.ts";
import type { Scene } from "../../record/scene.ts";
import { readJson } from "../../store/json.ts";
import { putObject } from "../../store/objects.ts";
import {
  attemptParts,
  broughtPart,
  type Diff,
  lastReview,
  othersPart,
  shownDiff,
  treeDiff,
  unseenPart,
  unshownPart,
  untouchedLine,
  untouchedWords,
} from "../brief-parts.ts";
import type { BriefPart, Dispatched } from "../contract/contract.ts";
import { stripStamp } from "../contract/stamp.ts";
import { nextNumber } from "../review/check.ts";
import { insistedOf } from "../review/declined.ts";
import { type KnownMinor, minorTexts } from "../review/known.ts";
import { untouchedFixes } from "../review/since.ts";
import { type TestsTold, testsTold } from "../test-words.ts";
import type { Criterion, Ground } from "./ground.ts";
import { lazily } from "./lazily.ts";

/** What briefs and forms are made of, each read when it is first asked for. */
export interface KitFacts {
  scene: Scene;
  run: Run;
  task: Task;
  nonce: string;
  /** What the task is about, as it is now; see `Dispatched`. */
  subject: string | null;
  /** Absolute path of the project. */
  project: string;
  criteria: Criterion[];
  /** The brief says what they are: no file that the task reads has them. */
  tellsCriteria: boolean;
  /** Files that the document under review says are changed. */
  touches: string[];
  /** This reviewer has looked before. */
  isAgain: boolean;
  /** Statuses that this review may give; none for every other task. */
  statuses: string[];
  findings: OpenFinding[];
  /** The first finding number that is free. */
  nextFinding: number;
  /** What changed: since the reviewer's last round, or by the whole change. */
  diff: Diff | null;
  /** What the change names and no diff shows; for every other task empty. */
  unseen: BriefPart;
  /** What of the change no reviewer was shown so far; for every other task empty. */
  unshown: BriefPart;
  /** What of it no call of the run has made; for every other task empty. */
  others: BriefPart;
  /** What git brought before it, and is not in it; for every other task empty. */
  brought: BriefPart;
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
const NO_PART: BriefPart = { title: "", body: "" };

/** Everything that a task's brief is made of. */
export function kitFacts(ground: Ground, scene: Scene, task: Task, { nonce, subject }: Dispatched): KitFacts {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  const review = task.kind !== "fix" && gate.gate === "review" ? gate : null;
  const isOfTree = review !== null && "tree" in review.of;
  const before = review === null ? undefined : lastReview(run, task);
  return lazily<KitFacts>({
    scene: () => scene,
    run: () => run,
    task: () => task,
    nonce: () => nonce,
    subject: () => subject,
    project: () => project.root,
    criteria: () => ground.criteria(scene),
    tellsCriteria: () => ground.inBrief === true,
    touches: () => ground.touches?.(scene) ?? [],
    isAgain: () => before !== undefined,
    statuses: () => Object.keys(review?.on ?? {}),
    findings: () => findingTexts(project, run, task.gate),
    nextFinding: () => nextNumber(run.findings.filter((one) => one.gate === task.gate).map((one) => one.id)),
    diff: () => {
      if (review === null) return null;
      if (!isOfTree) return before ? documentDiff(scene, task, before) : null;
      return before
        ? treeDiff(scene, "Changed since your last round", before.reviewed, subject, undefined, true)
        : treeDiff(scene, "The change", baseOf(run), subject, undefined, true);
    },
    unseen: () => (isOfTree ? unseenPart(scene, subject) : NO_PART),
    unshown: () => (isOfTree ? unshownPart(run) : NO_PART),
    brought: () => (isOfTree ? broughtPart(run) : NO_PART),
    others: () => (isOfTree ? othersPart(scene, subject) : NO_PART),
    whole: () => (isOfTree && before ? wholeOf(scene, subject) : null),
    tests: () => testsTold(project, run, subject),
    attempt: () => attemptParts(scene, task, subject),
    // Told to each who reviews after those who called them fixed.
    untouched: () =>
      untouchedFixes(scene)
        .filter((one) => one.group === review?.group)
        .slice(-MAX_UNTOUCHED)
        .map((one) => `${untouchedLine(one)}. ${untouchedWords(one)}`),
    insisted: () => insistedOf(workflow, run, task.gate),
    minors: () => minorTexts(scene, task),
  });
}

/** Evidence may quote any line of the change, and a re-review is shown its last part alone. */
function wholeOf(scene: Scene, subject: string | null): string | null {
  const diff = treeDiff(scene, "", baseOf(scene.run), subject);
  return diff === null
    ? null
    : (diff.file ?? join(scene.project.task, "objects", putObject(scene.project.task, diff.text)));
}

/** What was rewritten in the document that a task reviews since this review, as a diff; null where that cannot be told. */
function documentDiff({ project, workflow, run }: Scene, task: Task, before: Task): Diff | null {
  const gate = gateOf(workflow, run, task.gate);
  const file = gate.gate === "review" && "file" in gate.of ? gate.of.file : null;
  const versions = run.tasks.filter((one) => one.artifact !== null && one.writes === file);
  const reviewed = versions.find((one) => `file:${one.artifact}` === before.reviewed);
  const newest = versions.findLast((one) => !one.void);
  const [old, now] = [objectText(project, reviewed?.artifact ?? null), objectText(project, newest?.artifact ?? null)];
  if (old === null || now === null) return null;
  return shownDiff(project, "Changed since your last round", lineDiff(laidOut(old), laidOut(now)).hunks, []);
}

/** Fields that change with each fix, and tell a reviewer nothing: whose document it is, and what its author says to have mended. */
const OF_FIX = { task: undefined, nonce: undefined, answered: undefined };

/** A document of JSON in one layout, however its author laid it out; as lines that all end. */
function laidOut(text: string): string {
  const read = readJson(text);
  const plain = read.ok ? JSON.stringify({ ...(read.value as object), ...OF_FIX }, null, 1) : stripStamp(text);
  return `${plain.trimEnd()}\n`;
}
