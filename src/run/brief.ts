import { join } from "node:path";
import { gateOf } from "../engine/gates.ts";
import type { Run, Task } from "../engine/run.ts";
import { changedFiles, diffText } from "../project/changes.ts";
import { lineDiff } from "../project/line-diff.ts";
import { type Project, treeStore } from "../project/project.ts";
import { denyList, LEFT_OUT } from "../project/secrets.ts";
import { baseOf, criteriaOf, findingTexts, planBytes } from "../record/accepted.ts";
import { untouchedFixes } from "../record/findings.ts";
import { testsTold } from "../record/tests.ts";
import { untouchedLine } from "../render/report.ts";
import { getObject, putObject } from "../store/objects.ts";
import { workflowOf } from "../workflows/index.ts";
import type { BriefFacts } from "../workflows/multi-ai/brief.ts";

/** A diff up to this size stands in the brief itself; a larger one is a file that the brief names. */
const INLINE_DIFF = 16_000;
const MAX_DIFF = 900_000;

const numberOf = (id: string): number => Number(id.slice(1)) || 0;

/** What the reviewer saw last: the subject of the newest earlier review of the same gate. */
function lastReview(run: Run, task: Task): Task | undefined {
  return run.tasks.findLast(
    (one) => one.gate === task.gate && one.kind !== "fix" && one.id !== task.id && one.reviewed !== null && !one.void,
  );
}

/** The tree that a review's diff starts from: what the reviewer saw last, else where the change began. */
export const lastSeen = (run: Run, task: Task): string | null => lastReview(run, task)?.reviewed ?? baseOf(run);

function shownDiff(project: Project, title: string, text: string, files: string[]): BriefFacts["diff"] {
  if (text.trim() === "") return null;
  if (text.length <= INLINE_DIFF) return { title, text, file: null, files };
  return { title, text: "", file: join(project.task, "objects", putObject(project.task, text)), files };
}

export function treeDiff(
  project: Project,
  run: Run,
  title: string,
  from: string | null,
  to: string | null,
): BriefFacts["diff"] {
  if (from === null || to === null || from === to) return null;
  const scratch = treeStore(project);
  const isSecret = denyList(run.settings.secrets);
  const files = changedFiles(project.root, from, to, scratch).map(
    (one) => `${one.path} (${one.status}, +${one.added} -${one.removed}${isSecret(one.path) ? `; ${LEFT_OUT}` : ""})`,
  );
  return shownDiff(project, title, diffText(project.root, from, to, scratch, MAX_DIFF, isSecret).text, files);
}

function planDiff(project: Project, run: Run, before: Task): BriefFacts["diff"] {
  const reviewed = run.tasks.find(
    (one) => one.artifact !== null && one.schema === "plan" && `file:${one.artifact}` === before.reviewed,
  );
  const old = reviewed?.artifact ? getObject(project.task, reviewed.artifact) : null;
  const now = planBytes(project, run);
  if (old === null || now === null) return null;
  return shownDiff(
    project,
    "Changed in the plan since your last round",
    lineDiff(new TextDecoder().decode(old), now).hunks,
    [],
  );
}

function diffFor(project: Project, run: Run, task: Task, subject: string | null): BriefFacts["diff"] {
  const gate = gateOf(workflowOf(run.workflow), run, task.gate);
  if (task.kind === "fix" || gate.gate !== "review") return null;
  const before = lastReview(run, task);
  if ("file" in gate.of) return before ? planDiff(project, run, before) : null;
  return before
    ? treeDiff(project, run, "Changed since your last round", before.reviewed, subject)
    : treeDiff(project, run, "The change", baseOf(run), subject);
}

/** What reviewers of the same group called fixed while its place did not change: told to each who reviews after them. */
function untouchedIn(project: Project, run: Run, task: Task): string[] {
  const gate = gateOf(workflowOf(run.workflow), run, task.gate);
  if (task.kind === "fix" || gate.gate !== "review") return [];
  const all = untouchedFixes(project, run).filter((one) => one.group === gate.group);
  return all.slice(-20).map(untouchedLine);
}

/** Everything that a task's brief is made of. `subject`: the task's subject as it is at this dispatch. */
export function briefFacts(project: Project, run: Run, task: Task, nonce: string, subject: string | null): BriefFacts {
  const whole = new TextEncoder().encode(run.request.text).length >= run.request.bytes;
  const used = run.findings.filter((one) => one.gate === task.gate).map((one) => numberOf(one.id));
  return {
    run,
    task,
    nonce,
    project: project.root,
    requestFile: whole ? null : join(project.task, "objects", run.request.sha),
    criteria: criteriaOf(project, run),
    findings: findingTexts(project, run, task.gate),
    lastFinding: Math.max(0, ...used),
    diff: diffFor(project, run, task, subject),
    tests: testsTold(project, run, subject),
    untouched: untouchedIn(project, run, task),
    maxCriteria: run.settings.max_criteria,
  };
}
