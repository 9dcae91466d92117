import { join } from "node:path";
import { gateOf } from "../../engine/gates.ts";
import { gatesAnswered, openFindings, type Task } from "../../engine/run.ts";
import { lineDiff } from "../../project/trees/changes.ts";
import { baseOf, objectText } from "../../record/accepted.ts";
import { findingTexts } from "../../record/findings.ts";
import type { Scene } from "../../record/scene.ts";
import { tryFile } from "../../record/tests/tries.ts";
import { readJson } from "../../store/json/read-json.ts";
import { putObject } from "../../store/objects.ts";
import type { BriefPart, Dispatched } from "../contract/contract.ts";
import { firstFinding } from "../review/check.ts";
import { earlierTests } from "../review/evidence/earlier-tests.ts";
import { insistedOf } from "../review/findings/declined.ts";
import { minorTexts } from "../review/findings/known.ts";
import { untouchedFixes } from "../review/findings/since.ts";
import {
  attemptParts,
  briefDiff,
  broughtPart,
  type Diff,
  lastReview,
  othersPart,
  steeringPart,
  treeDiff,
  unseenPart,
  unshownPart,
  untouchedLine,
} from "../words/brief-parts.ts";
import { testsForBrief } from "../words/test-words.ts";
import type { Ground } from "./ground.ts";
import { lazily } from "./lazily.ts";

/** What briefs and forms are made of, each read when it is first asked for. */
export type KitFacts = ReturnType<typeof kitFacts>;

/** Of findings called fixed that a brief tells. */
const MAX_UNTOUCHED = 20;
const NO_PART: BriefPart = { title: "", body: "" };

/** Everything that a task's brief is made of. */
export function kitFacts(ground: Ground, scene: Scene, task: Task, { nonce, subject }: Dispatched) {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  const review = task.kind !== "fix" && gate.gate === "review" ? gate : null;
  // A panel that has no document judges what is there.
  const isPanel = task.kind !== "fix" && gate.gate === "panel" && gate.of === undefined;
  const isOfTree = isPanel || (review !== null && "tree" in review.of);
  const before = review !== null || isPanel ? lastReview(run, task) : undefined;
  return lazily({
    scene: () => scene,
    run: () => run,
    task: () => task,
    nonce: () => nonce,
    /** What the task is about, as it is now; see `Dispatched`. */
    subject: () => subject,
    /** Absolute path of the project. */
    project: () => project.root,
    criteria: () => ground.criteria(scene),
    /** The brief says what they are: no file that the task reads has them. */
    tellsCriteria: () => ground.inBrief === true,
    /** Files that the document under review says are changed. */
    touches: () => ground.touches?.(scene) ?? [],
    /** This reviewer has looked before. */
    isAgain: () => before !== undefined,
    /** Statuses that this review may give; none for every other task. */
    statuses: () => Object.keys(review?.on ?? {}),
    findings: () => findingTexts(project, run, openFindings(run, gatesAnswered(run, task))),
    /** Where its agent writes scripts that the program runs; null: it has none. */
    tryFile: () => tryFile(scene, task),
    /** The number of its first new finding. */
    nextFinding: () => firstFinding(scene, task),
    /** What changed: since the reviewer's last round, or by the whole change. */
    diff: () => {
      if (!isOfTree) return before ? documentDiff(scene, task, before) : null;
      return before
        ? treeDiff(
            scene,
            "Changed since your last round",
            before.reviewed,
            subject,
            undefined,
            true,
          )
        : treeDiff(scene, "The change", baseOf(run), subject, undefined, true);
    },
    /** What the change names and no diff shows; for every other task empty, as the next three. */
    unseen: () => (isOfTree ? unseenPart(scene, subject) : NO_PART),
    /** What of the change no reviewer was shown so far. */
    unshown: () => (isOfTree ? unshownPart(run) : NO_PART),
    /** What git brought before it, and is not in it. */
    brought: () => (isOfTree ? broughtPart(run) : NO_PART),
    /** What of it no call of the run has made. */
    others: () => (isOfTree ? othersPart(scene, subject) : NO_PART),
    /** What of it steers tests, agents, or what runs later. */
    steering: () => (isOfTree ? steeringPart(scene, subject) : NO_PART),
    /**
     * File with all that the run changed, for a review that is told of its last part; null for
     * every other task.
     */
    whole: () => (isOfTree && before ? wholeOf(scene, subject) : null),
    /** What the program saw of the tests. */
    tests: () => testsForBrief(project, run, subject),
    /** Tests that passed before the change and do not on its code: its reviewers answer for each. */
    earlier: () => (isOfTree ? earlierTests(scene) : []),
    /** Where the task stands that is dispatched again. */
    attempt: () => attemptParts(scene, task, subject),
    /**
     * One line for each finding of this group that was called fixed while its place did not change:
     * told to each who reviews after that.
     */
    untouched: () =>
      untouchedFixes(scene)
        .filter((untouchedFix) => untouchedFix.group === review?.group)
        .slice(-MAX_UNTOUCHED)
        .map(untouchedLine),
    /** Declined findings that the person wants mended. */
    insisted: () => insistedOf(workflow, run, gatesAnswered(run, task)),
    /** Minor findings of other reviewers that nobody has closed. */
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

/**
 * What was rewritten in the document that a task reviews since this review, as a diff; null where
 * that cannot be told.
 */
function documentDiff({ project, workflow, run }: Scene, task: Task, before: Task): Diff | null {
  const gate = gateOf(workflow, run, task.gate);
  const file = gate.gate === "review" && "file" in gate.of ? gate.of.file : null;
  const versions = run.tasks.filter((task) => task.artifact !== null && task.writes === file);
  const reviewed = versions.find((version) => `file:${version.artifact}` === before.reviewed);
  const newest = versions.findLast((version) => !version.void);
  const [old, now] = [
    objectText(project, reviewed?.artifact ?? null),
    objectText(project, newest?.artifact ?? null),
  ];
  if (old === null || now === null) return null;
  return briefDiff(
    project,
    "Changed since your last round",
    lineDiff(laidOut(old), laidOut(now)).hunks,
    [],
  );
}

/**
 * Fields that change with each fix, and tell a reviewer nothing: whose document it is, and what its
 * author says to have mended.
 */
const OF_FIX = { task: undefined, nonce: undefined, answered: undefined };

/** A document of JSON in one layout, however its author laid it out; as lines that all end. */
function laidOut(text: string): string {
  const read = readJson(text);
  const plain = read.ok ? JSON.stringify({ ...(read.value as object), ...OF_FIX }, null, 1) : text;
  return `${plain.trimEnd()}\n`;
}
