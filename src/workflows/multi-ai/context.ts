import { gateOf } from "../../engine/gates.ts";
import { openFindings, type Task } from "../../engine/run.ts";
import { changedFiles, hasFolder, readFiles } from "../../project/changes.ts";
import { treeStore } from "../../project/project.ts";
import { denyList } from "../../project/secrets.ts";
import { accepted, baseOf } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { isTree } from "../../record/subject.ts";
import { passedTests } from "../../record/tests.ts";
import type { Checked } from "../contract.ts";
import { nothing, type ReviewContext } from "../review/check.ts";
import { insistedOf } from "../review/declined.ts";
import { type PlanText, pathProblem, type Read } from "../review/evidence.ts";
import { knownMinors, unchangedSince } from "../review/known.ts";
import { sinceRaised } from "../review/since.ts";
import type { Plan } from "./plan.ts";
import { criteriaOf, isLost, planOf, planText, sinceInPlan } from "./record.ts";

/** What an artifact is checked against: facts of the run and of the reviewed subject. */
export interface CheckContext extends ReviewContext {
  maxCriteria: number;
  plan: PlanText | null;
  /** Reads a file of the reviewed tree. */
  read: Read;
  hasFolder: (path: string) => boolean;
  /** Files whose lines are told to nobody. */
  hidden?: (path: string) => boolean;
  /** Paths that the change under review touched. */
  changed: string[];
  /** Declined findings that the person wants mended. */
  insisted: string[];
  /** Names in the program's own record of test runs on this tree. */
  tests: string[];
}

/** What is read from the run's objects, and from the tree that the task is about: of that only `paths`, all at once. */
function contextOf(scene: Scene, task: Task, subject: string | null, paths: string[]): CheckContext {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  const plan = planOf(project, run);
  const scratch = treeStore(project);
  const base = baseOf(run);
  const tree = isTree(subject) ? subject : null;
  const open = openFindings(run, task.gate);
  const answers = task.kind !== "fix" && open.length > 0;
  const since = answers
    ? sinceRaised(scene, open, subject, (before, words) => {
        const old = accepted<Plan>(project, before);
        return old === null || plan === null ? undefined : sinceInPlan(old, plan, words?.at);
      })
    : () => undefined;
  const known = knownMinors(workflow, run, task);
  const named = paths.filter((path) => pathProblem(path) === null);
  const files = tree === null ? new Map<string, string | null>() : readFiles(project.root, tree, named, scratch);
  const criteria = criteriaOf(project, run);
  return {
    criteria,
    maxCriteria: run.settings.max_criteria,
    open:
      task.kind === "fix" || gate.gate === "review"
        ? open.map(({ id, severity }) => ({ id, severity, since: since(id) }))
        : [],
    usedFindings: run.findings.filter((one) => one.gate === task.gate).map((one) => one.id),
    insisted: task.kind === "fix" ? insistedOf(workflow, run, task.gate) : [],
    known,
    knownUnchanged: unchangedSince(run, known, subject),
    minorFindings: run.settings.minor_findings ?? "note",
    allowedStatuses: gate.gate === "review" ? Object.keys(gate.on) : [],
    plan:
      plan === null
        ? null
        : {
            steps: plan.steps.map((step) => ({ id: step.id, texts: [step.title, ...step.files] })),
            criteria: criteria.map((id) => ({ id })),
            text: planText(project, run) ?? "",
          },
    read: (path) => files.get(path) ?? null,
    hasFolder: (path) => tree !== null && hasFolder(project.root, tree, path, scratch),
    hidden: denyList(run.settings.secrets),
    changed:
      tree !== null && base !== null ? changedFiles(project.root, base, tree, scratch).map((one) => one.path) : [],
    tests: tree === null ? [] : passedTests(project, run, tree),
  };
}

const LOST = "the story or the plan as it was accepted is gone from .task/objects; end, the person has to decide";

/** A pure check against the run's record. `pathsOf`: files of the reviewed tree that the artifact names. */
export const inContext =
  <T>(check: (value: T, context: CheckContext) => Checked, pathsOf: (value: T) => string[] = () => []) =>
  (value: T, scene: Scene, task: Task, subject: string | null): Checked =>
    // Without the story no criterion would be due.
    isLost(scene.project, scene.run)
      ? { ...nothing, problems: [LOST], outcome: "" }
      : check(value, contextOf(scene, task, subject, pathsOf(value)));
