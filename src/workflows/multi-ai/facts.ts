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
import { STATUSES, type Status } from "../review/statuses.ts";
import { type TestsTold, testsTold } from "../test-words.ts";
import { criteriaOf, planText } from "./record.ts";

/** What a brief of the chain is made of, read once for a dispatch, and what the forms of its artifacts share. */
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

/** The first lines of every form: which task it answers, and the proof that its writer got this brief. */
export const stampLines = ({ task, nonce }: BriefFacts): string => `  "task": "${task.id}",\n  "nonce": "${nonce}",`;
/** What an author says of the findings that it got: nothing where there are none. */
export const answeredLines = ({ findings }: BriefFacts): string =>
  findings.length === 0
    ? '  "answered": []'
    : `  "answered": [${findings.map(({ finding }) => `"${finding.id}"`).join(", ")}],\n  "declined": []`;
export const answerRules = (findings: readonly OpenFinding[]): string[] =>
  findings.length === 0
    ? []
    : [
        '`answered` keeps the findings that you mended. One that is wrong moves from there into `declined`, as {"id": "<id>", "reason": "<what in the code or the story shows it>"}; change nothing for it, its reviewer reads the reason.',
      ];
/** A line for each criterion; `more` stands behind whether it is met. */
export const criteriaLines = ({ criteria }: BriefFacts, more: string): string =>
  `  "criteria": [\n${criteria.map((id) => `    {"id": "${id}", "met": <true | false>${more}}`).join(",\n")}\n  ],`;

export const QUESTIONS_FORM =
  '  "questions": [{"question": "<…>", "options": ["<label>", "<label>"], "answer": null}],';
export const QUESTION_RULE =
  "A question has two to four options: short labels, each once. `questions` holds what is open now; what the person has answered is left out.";
/** The same for an author, who in a run without questions is told to leave the list empty. */
export const authorQuestions = ({ run }: BriefFacts): { form: string; rules: string[] } =>
  run.auto ? { form: '  "questions": [],', rules: [] } : { form: QUESTIONS_FORM, rules: [QUESTION_RULE] };

const SEVERITY = '"severity": "<blocker | major | minor>"';

/** A review's form. `evidence`: one entry of a criterion's; `place`: how a finding says where it is. */
export function reviewForm(facts: BriefFacts, of: { evidence: string; place: string; more: string[] }): string {
  const { statuses, findings, nextFinding } = facts;
  const prior = findings.map(({ finding }) => `{"id": "${finding.id}", "state": "<fixed | open | withdrawn>"}`);
  const known = facts.minors.map(({ name }) => `{"id": "${name}", "state": "<fixed | open>"}`);
  return [
    "{",
    stampLines(facts),
    `  "status": "<${statuses.join(" | ")}>", "summary": "<…>",`,
    criteriaLines(facts, `, "evidence": [${of.evidence}]`),
    `  "findings": [{"id": "F${nextFinding}", ${SEVERITY}, ${of.place}, "problem": "<…>", "fix": "<…>"}],`,
    ...of.more,
    `  "prior": [${prior.join(", ")}]${known.length > 0 ? "," : ""}`,
    ...(known.length > 0 ? [`  "known": [${known.join(", ")}]`] : []),
    "}",
  ].join("\n");
}

/** What is checked of every review. */
export const reviewRules = ({ statuses, findings, nextFinding, minors }: BriefFacts): string[] => [
  "A criterion that is not met may have empty evidence.",
  `Number findings from F${nextFinding} on.${findings.length > 0 ? ' `prior` answers each earlier finding once, and holds nothing else; none is raised again. `fixed` needs a change since; a finding that was wrong, as its author may have shown, is {"id", "state": "withdrawn", "reason": "<why it was wrong>"}.' : " There are no earlier findings: `prior` stays empty."}`,
  ...(minors.length > 0
    ? ["`known` says of each minor finding of others whether it is fixed now. Do not raise it again."]
    : []),
  "The status follows from what you found:",
  ...statuses.map((one) => `\`${one}\`: ${STATUSES[one as Status].words}.`),
];
